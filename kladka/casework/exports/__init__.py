"""Wykazy: every list of a case and of an office that has no file of its own, as XLSX."""
