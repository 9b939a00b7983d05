"""Reads of job cards."""
