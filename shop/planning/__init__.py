"""Planning of the workshop: school calendar, sessions, capacity, appointments, load."""
