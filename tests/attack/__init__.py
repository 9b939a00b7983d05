"""Probes against a running demonstration: races, kills, forgeries, other people's pages."""
