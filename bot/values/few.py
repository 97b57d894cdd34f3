"""Few: how many people are so few that their number is not told."""

FEW = 10
"""A number of people below it is not told, so that nobody can be picked out (DESIGN, campaign reports)."""
