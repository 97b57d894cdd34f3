"""The rules that check a parsed file, found in this folder: a rule is a function with its decorator of `rules`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.lint.rules import across, alone, style, within
from bot.packs.problem import Severity
from bot.values.folders import modules_below

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.packs.draft import Draft
    from bot.packs.pack import Pack
    from bot.packs.parser.cards.parts import Parts
    from bot.packs.problem import Problem

modules_below(__name__)


def check_draft(draft: Draft, *, in_style: bool = True) -> None:
    """Run the rules for one file, then drop the warnings that its author excuses."""
    alone.call(draft)
    if in_style:
        style.call(draft)
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
    """Return the problems between the files of a pack."""
    return [problem for problems in within.call(pack) for problem in problems]


def check_across(packs: Sequence[Pack]) -> list[Problem]:
    """Return the problems between packs."""
    return [problem for problems in across.call(packs) for problem in problems]
