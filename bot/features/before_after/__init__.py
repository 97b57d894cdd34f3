"""Before and after: what a class learnt, by the same questions or by two forms that its halves swap."""
