"""Zmiany w życiu rodziny: what happened, what it may bring, and what a person decided about it."""
