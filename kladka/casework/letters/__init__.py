"""Wzory pism: Word templates of an office in place of the built-in ones, checked and versioned."""
