"""Koniec programu i czas po nim: what stops, who takes over, why it ended, how the family is afterwards."""
