"""Ubezpieczenie zdrowotne z tytułu programu: who is registered since when, contributions month by month."""
