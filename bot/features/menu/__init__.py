"""The menu, the search in typed words, and answers to unknown addresses."""
