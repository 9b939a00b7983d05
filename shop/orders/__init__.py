"""Baskets, orders and their commercial life: what was agreed, with whom, for when."""
