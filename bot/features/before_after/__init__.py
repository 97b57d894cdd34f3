"""Before and after a lesson: a set in two forms, which the halves of a class swap."""
