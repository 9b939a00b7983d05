"""Tyre services: reading a tyre, choosing a service, planning the work on a vehicle."""
