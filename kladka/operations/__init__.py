"""Running an installation: one writer, durable settings, background work, backups, what to watch."""
