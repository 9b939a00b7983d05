"""Exercises made from the numbers of real job cards, with their answer keys."""
