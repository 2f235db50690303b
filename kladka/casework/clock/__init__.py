"""Zegar sprawy: every date of a case on one line, for the calendar of a worker, and reminders of it."""
