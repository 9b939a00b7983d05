"""Wishes, the prices shown for them, and the colours to choose from."""
