"""Rozliczenia: the day on which everything agrees, costs, the grant, the bank, the desk, direct expenses."""
