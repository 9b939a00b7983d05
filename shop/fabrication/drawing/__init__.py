"""Drawings as plain text, from the geometry that is cut."""
