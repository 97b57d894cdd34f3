"""Poll: a question about the person's own view, without a right answer."""

from __future__ import annotations

from bot.packs.question import Question, kind


@kind("poll")
class Poll(Question):
    """A card with the marker `<!-- poll -->` and boxes without a checked one."""

    marker = "poll"
    counted = False
