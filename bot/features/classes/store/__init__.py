"""The SQL of classes: rooms, who is in them, what was given and done, totals without persons."""
