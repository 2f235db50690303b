"""Symulacja: the rules of kladka.law over a population – synthetic people, profiles, totals."""
