"""Tables of the trade the tyre room reads: load, speed, services, operations."""
