"""Fixtures of this folder."""

from .installation import installation, tests_database  # noqa: F401  fixtures
