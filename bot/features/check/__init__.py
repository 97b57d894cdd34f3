"""Check: a person shows a message before answering it: which signs of a trap it has, and how to check it."""
