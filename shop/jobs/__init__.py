"""Job cards: an accepted order line, made by a student group, checked by a teacher."""
