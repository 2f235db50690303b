"""Tests of the whole file of a case as one PDF."""
