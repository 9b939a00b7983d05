"""Établi: the shop and the workshop of an école de production."""
