"""Few: up to how many people a number stays secret, and the blocks in which a class's answers are counted."""

FEW = 10
"""Numbers of people below this are not told, so that nobody can be identified (docs/design.md §3)."""


BLOCK = 5
"""Answers in a block: the smallest group of a class that is shown (reliability 39)."""

Block = dict[str, int]
"""How many people of a block got each mark."""


def told(number: int) -> int:
    """Return a number of people as it may be told: in tens, rounded down. 0 stands for fewer than ten, so that
    nobody and one person look alike, and two results never differ by a single person except at a full ten.
    """
    return number - number % FEW
