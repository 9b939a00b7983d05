"""The shop as customers see it: pages that compose the rooms below."""
