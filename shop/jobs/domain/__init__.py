"""What a job card says, what it allows and in which state it is."""
