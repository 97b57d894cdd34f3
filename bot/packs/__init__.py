"""Floor 1: what editors write. Pure: files in, values out; no SQL and no network."""
