"""One typed function per table, plain and unsurprising."""
