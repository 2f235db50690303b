"""Fixtures of this folder."""

from .installation import tests_database  # noqa: F401  a fixture
