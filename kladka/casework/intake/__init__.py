"""Wniosek: filing, annexes, completeness, the 60 days, who is covered, grant or refuse."""
