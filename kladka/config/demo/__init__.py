"""Dane pokazowe: two invented centres with families in every state of the path."""
