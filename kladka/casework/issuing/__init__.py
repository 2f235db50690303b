"""Wydanie decyzji: approval by a second person, and what follows from it in the wings below."""
