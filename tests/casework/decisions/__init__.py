"""Decisions: drafted, approved by a second person, frozen, delivered, printed."""
