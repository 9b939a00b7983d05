"""The school that sells: its identity, hours, dated legal numbers and document counters."""
