"""Paper: a question set of a class on paper, and its results from paper."""
