"""Pictures drawn for a person: a value in, a PNG out; no chat, store or network."""
