"""What a reviewer is told to look at again before they approve: new words that only a person can judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.changes import ORDER
from bot.packs.lint.doubts import SAID, doubts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat.turn import Reader
    from bot.features.publishing.changes import Leaf
    from bot.packs.changes import Change
    from bot.packs.lint.doubts import Doubt

LISTED = 10
"""Most doubts that are told at once; the others stand on their pages."""

WORDS_SHOWN = 80

_PASSED_OVER = frozenset({ORDER, "misconceptions"})
"""Fields that hold no words for readers, or wrong beliefs by their nature."""


def doubts_on(leaf: Leaf) -> list[tuple[Change, Doubt]]:
    """Return the new words of a page that have to be judged by a person."""
    return [
        (change, doubt)
        for change in leaf.changes
        if change.what not in _PASSED_OVER
        for doubt in doubts(change.now)
        if doubt not in doubts(change.was)
    ]


def warnings_on(reader: Reader, leaf: Leaf) -> list[str]:
    """Return what is told above a page of changes, a line for each doubt."""
    return [reader.say("⚠️ Look twice: {words}", words=_told(reader, doubt)) for _, doubt in doubts_on(leaf)]


def before_approving(reader: Reader, pages: Sequence[Leaf]) -> tuple[list[str], int]:
    """Return what is told before an edition is approved, and the number (from 0) of the first page with a doubt;
    nothing and 0 where no words need it.
    """
    on_pages = {number: found for number, leaf in enumerate(pages) if (found := doubts_on(leaf))}
    every = [one for found in on_pages.values() for one in found]
    if not every:
        return [], 0
    lines = [f"• {_told(reader, doubt)} ({change.file} › {change.title})" for change, doubt in every[:LISTED]]
    more = len(every) - len(lines)
    if more:
        lines.append(reader.say("and {number} more", number=more))
    first = reader.say("⚠️ Please look at these words once more. In a warning they may be right, elsewhere not:")
    return [first, *lines], min(on_pages)


def _told(reader: Reader, doubt: Doubt) -> str:
    """Return a doubt in words: “Send me …” asks the reader for intimate pictures."""
    return reader.say(
        "“{words}” {does}", words=doubt.words[:WORDS_SHOWN], does=reader.phrases.retell(SAID[doubt.kind])
    )
