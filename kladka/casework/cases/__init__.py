"""Sprawa: the case file, its number, worker, timeline, contacts and deadlines."""
