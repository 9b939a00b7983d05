"""What is taught: frameworks, operations in three reading levels, signs, questions, words."""
