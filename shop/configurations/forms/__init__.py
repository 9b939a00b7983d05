"""The forms of the configurator: one for each family, on shared questions."""
