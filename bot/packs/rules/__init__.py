"""Rules: what is checked once a file is read. A rule is a function; add it to its group here, and a bad sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.model import Severity
from bot.packs.rules import (
    blocks,
    campaigns,
    cues,
    head,
    limits,
    messaging,
    questions,
    readability,
    safety,
    stories,
    translation,
    wording,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.packs.cards.parts import Parts
    from bot.packs.draft import Draft
    from bot.packs.model import Problem
    from bot.packs.reader import Pack

ALONE: tuple[Callable[[Draft], None], ...] = (
    head.check_front,
    blocks.check_cards,
    blocks.check_footnotes,
    blocks.check_aims,
    questions.check_questions,
    questions.check_pick,
    limits.check_limits,
    stories.check_story,
    safety.check_safety,
    messaging.check_messaging,
)
"""Rules that need one file only."""

STYLE: tuple[Callable[[Draft], None], ...] = (
    cues.check_cues,
    readability.check_readability,
    wording.check_wording,
)
"""Rules that only warn; the bot itself has no need of them."""

WITHIN: tuple[Callable[[Pack], Iterator[Problem]], ...] = (
    blocks.check_terms,
    translation.check_translations,
    campaigns.check_words,
)
"""Rules that need several files of one pack."""

ACROSS: tuple[Callable[[Sequence[Pack]], Iterator[Problem]], ...] = (
    head.check_heads,
    head.check_next,
    campaigns.check_items,
)
"""Rules that need several packs."""


def check_draft(draft: Draft, *, style: bool = True) -> None:
    """Run the rules for one file, then drop the warnings that its author excuses in place."""
    for rule in ALONE + STYLE if style else ALONE:
        rule(draft)
    report, split = draft.report, draft.split
    excused = [part for part in (split.intro, *split.cards) if part.excuses]
    if excused:
        report.problems = [
            problem
            for problem in report.problems
            if not any(_excuses(part, problem, split.intro) for part in excused)
        ]


def _excuses(part: Parts, problem: Problem, intro: Parts) -> bool:
    """Whether a part's marker excuses this warning: in its own card, from under the title in the whole file."""
    if problem.severity is Severity.ERROR or problem.code not in part.excuses:
        return False
    return part is intro or part.line <= problem.line <= part.end


def check_within(pack: Pack) -> list[Problem]:
    """Return what is wrong between the files of a pack."""
    return [problem for rule in WITHIN for problem in rule(pack)]


def check_across(packs: Sequence[Pack]) -> list[Problem]:
    """Return what is wrong between packs."""
    return [problem for rule in ACROSS for problem in rule(packs)]
