"""What planning does: opening places, holding them, appointments, reserving hours."""
