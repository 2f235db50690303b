"""Programmes: drafted, agreed, sent, accepted, withheld."""
