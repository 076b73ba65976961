"""From rows to the analysis and, for a plan, back. The analysis is imported where it is used, so that the service
starts without it."""
