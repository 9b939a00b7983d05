"""Screens of the office, the teachers and the director: pages that compose the rooms below."""
