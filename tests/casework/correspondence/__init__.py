"""Tests of letters and certificates of a case."""
