"""Classes: keeping one, giving work to it, and what it understood."""
