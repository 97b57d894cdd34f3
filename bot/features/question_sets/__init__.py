"""Question sets of an educator's own, picked question by question from the bank."""
