"""The rack of offcuts: what is left of bars, where it lies, and who has set it aside."""
