"""Waiting: tells the operator which items wait for a specialist, and whether readers see them meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from bot.packs.topics import TOPICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.packs.library import Library
    from bot.packs.work import Work

log = structlog.get_logger()


def marked(library: Library) -> Sequence[Work]:
    """Return the items shown with a mark because no specialist has reviewed them."""
    return [work for work in library.works() if work.unreviewed]


def hidden_lines(library: Library) -> list[str]:
    """Return a line for each group of items hidden until a specialist has reviewed them: how many, and which
    readers have topics without any items because of it. Empty if no item is hidden.
    """
    if not library.hidden:
        return []
    number = len(library.hidden)
    lines = [
        f"items hidden until a specialist has reviewed them: {number} (ALLOW_UNREVIEWED=1 shows them, with a mark)"
    ]
    for audience, topics in library.hidden_topics().items():
        names = ", ".join(topics)
        lines.append(f"topics without anything for {audience.value}: {len(topics)} of {len(TOPICS)} ({names})")
    return lines


def log_waiting(library: Library) -> None:
    """Log it for the operator: readers do not miss things that they never saw."""
    for line in hidden_lines(library):
        log.warning(line)
    if shown := marked(library):
        log.info("items that no specialist has reviewed, shown with a mark (ALLOW_UNREVIEWED)", items=len(shown))
