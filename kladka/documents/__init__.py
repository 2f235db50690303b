"""Letters, lists and tables as files: plain data in, bytes with their SHA-256 out; knows no model."""
