"""Quotes: requests, versions, measuring visits and acceptances."""
