"""Reguły IPI: who is eligible, for which months and days, how much, and which contribution."""

from kladka.law.rules import cash, coverage, eligibility, health, proposed

__all__ = ["cash", "coverage", "eligibility", "health", "proposed"]
