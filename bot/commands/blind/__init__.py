"""`check --blind`: which questions a model guesses from their options alone; it never reads the question."""
