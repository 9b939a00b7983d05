"""The pure part of planning: calendar, cells of time, capacity, load and calendar files."""
