"""Decyzja administracyjna: frozen text, number, four eyes, delivery, appeal term."""
