"""The menu, the search in typed words, and answers to what leads nowhere."""
