"""Shelving: bays, levels and the load sign that goes with them."""
