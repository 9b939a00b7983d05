"""School pages of job cards: the editor, the printed card, the bench, the stops to sign."""
