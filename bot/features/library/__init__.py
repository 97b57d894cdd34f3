"""Lessons and stories: reading them, their end, and flags on their cards."""
