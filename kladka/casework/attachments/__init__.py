"""Załączniki: files that came in a case, made safe on the way in and kept sealed."""
