"""Append-only record: who did what, on which case, when."""
