"""Free-text wishes: masked, merged, sorted into themes as suggestions that a person confirms."""
