"""Kładka: a system for the integration of migrants in Poland."""
