"""Small pure values every room shares."""
