"""Check: a message is shown before it is answered: what in it is a sign of a trap, and how to check it."""
