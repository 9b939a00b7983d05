"""Pages of the school about people: signing in, the workshop tablet, staff, groups."""
