"""Osoby i rodziny: persons, households over time, protection status, documents held."""
