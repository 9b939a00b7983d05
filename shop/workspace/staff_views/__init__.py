"""Pages of the school side that compose rooms."""
