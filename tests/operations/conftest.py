"""Fixtures of this folder."""

from .installation import installation  # noqa: F401  a fixture
