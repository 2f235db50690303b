"""Przeliczenie: what stands decided beside what the law gives now, and the decision that changes it."""
