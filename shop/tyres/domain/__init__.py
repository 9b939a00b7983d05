"""The pure part of the tyre room: markings, fitment, plates, services and the work they make."""
