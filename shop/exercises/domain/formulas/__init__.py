"""Formulas of the exercises: our own functions, looked up by template id, never read from text."""
