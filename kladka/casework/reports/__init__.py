"""Sprawozdania: register of accepted programmes, the yearly report for the voivode, sets of report rows."""
