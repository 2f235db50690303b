"""Świadczenia: payment lists, bank files, payout accounts."""
