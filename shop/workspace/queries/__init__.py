"""Reads over several rooms, a constant number of them for each screen."""
