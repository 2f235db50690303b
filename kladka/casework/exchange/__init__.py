"""Exchange with the outside and among records: import, paste, search in notes, the same person twice."""
