"""Pure knowledge of the curriculum room, read from its data files."""
