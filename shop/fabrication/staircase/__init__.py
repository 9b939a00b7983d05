"""Straight staircases and their landings: from a height to climb to steps, stringers and rails."""
