"""Tests of templates of an office."""
