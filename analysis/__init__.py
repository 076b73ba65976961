"""Weights, ranks and groups residents' wishes, and picks a fair plan inside a budget. No input, no output, no clock."""

__version__ = "0.1.0"
