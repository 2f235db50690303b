"""Akta: the whole file of a case as one PDF with an index, bookmarks and the record of acts (metryka)."""
