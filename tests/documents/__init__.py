"""Prints, tables and how amounts are written."""
