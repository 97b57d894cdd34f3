"""`check --blind`: finds questions that a model can guess from their options, without the question."""
