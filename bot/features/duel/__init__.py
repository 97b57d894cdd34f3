"""The duel of two: a child and an adult answer the same questions and talk about where they differ."""
