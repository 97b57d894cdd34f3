"""Few: how many people are so few that their number is not told; the blocks in which a class's answers are."""

FEW = 10
"""A number of people below it is not told, so that nobody can be picked out (docs/design.md §3)."""


BLOCK = 5
"""Answers in a block: the smallest group of a class that is shown (reliability 39)."""

Block = dict[str, int]
"""How many of a block gave which marks."""


def told(number: int) -> int:
    """Return what is told of a number of people: whole tens, rounded down; 0 stands for fewer than ten, so that
    nobody and one look alike, and two looks never differ by one person more than the tenth.
    """
    return number - number % FEW
