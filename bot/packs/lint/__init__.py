"""The rules that check a file once it is read. A rule is a function; add it to its group here, with a bad
sample.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.lint import (
    asks,
    blocks,
    campaigns,
    cues,
    drills,
    head,
    limits,
    messaging,
    paths,
    placeholders,
    questions,
    readability,
    safety,
    screens,
    script,
    signs,
    stories,
    talk,
    translation,
    voices,
    wording,
)
from bot.packs.problem import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.packs.draft import Draft
    from bot.packs.pack import Pack
    from bot.packs.parser.cards.parts import Parts
    from bot.packs.problem import Problem

ALONE: tuple[Callable[[Draft], None], ...] = (
    head.check_front,
    asks.check_asks,
    blocks.check_cards,
    blocks.check_footnotes,
    blocks.check_link_targets,
    questions.check_questions,
    questions.check_pick,
    limits.check_limits,
    stories.check_story,
    drills.check_drill,
    paths.check_path,
    talk.check_intents,
    signs.check_signs,
    screens.check_screens,
    screens.check_round,
    safety.check_safety,
    messaging.check_messaging,
    placeholders.check_placeholders,
    voices.check_reader,
)
"""Rules that need one file only."""

STYLE: tuple[Callable[[Draft], None], ...] = (
    cues.check_cues,
    questions.check_cases,
    readability.check_readability,
    wording.check_wording,
    script.check_script,
    voices.check_reading,
)
"""Rules that only warn; the bot itself does not need them."""

WITHIN: tuple[Callable[[Pack], Iterator[Problem]], ...] = (
    blocks.check_terms,
    translation.check_translations,
    campaigns.check_words,
    drills.check_twins,
    talk.check_ways,
    talk.check_places,
    voices.check_recordings,
)
"""Rules that need several files of one pack."""

ACROSS: tuple[Callable[[Sequence[Pack]], Iterator[Problem]], ...] = (
    head.check_heads,
    head.check_next,
    paths.check_weeks,
    campaigns.check_items,
)
"""Rules that need several packs."""


def check_draft(draft: Draft, *, style: bool = True) -> None:
    """Run the rules for one file, then drop the warnings that its author excuses."""
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
    """Whether a marker excuses this warning: in a card for that card, under the title for the whole file."""
    if problem.severity is Severity.ERROR or problem.code not in part.excuses:
        return False
    return part is intro or part.line <= problem.line <= part.end


def check_within(pack: Pack) -> list[Problem]:
    """Return what is wrong between the files of a pack."""
    return [problem for rule in WITHIN for problem in rule(pack)]


def check_across(packs: Sequence[Pack]) -> list[Problem]:
    """Return what is wrong between packs."""
    return [problem for rule in ACROSS for problem in rule(packs)]
