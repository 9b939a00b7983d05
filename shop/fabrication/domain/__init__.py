"""Values shared by every product family of the workshop."""
