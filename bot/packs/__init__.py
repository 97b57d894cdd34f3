"""What editors write: files in, values out; no SQL and no network."""
