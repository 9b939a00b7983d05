"""People of the school and its customers: roles, groups, sign-in, trail of acts."""
