"""Sygnały do wyjaśnienia: one account or home of two families, amounts in parts, a person paid twice."""
