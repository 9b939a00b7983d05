"""Configurations: what a customer wishes, measured, priced, kept under a short code."""
