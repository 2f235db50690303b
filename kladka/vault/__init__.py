"""Keys of an installation, sealed values and blind indexes. Knows no model and no database."""
