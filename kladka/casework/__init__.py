"""Client data lives only here."""
