"""Files that people send: checked by content, made anew without metadata, kept sealed. Knows no table."""
