"""Rules E43x on paths: every week has a card and leads to items that exist, for its readers, in about an hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.lint.known import check_together, known_items
from bot.packs.model import Kind, Problem, Ref, Severity
from bot.packs.parser.head import PathFront
from bot.packs.parser.source import did_you_mean, suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.packs.draft import Draft
    from bot.packs.lint.known import KnownItems
    from bot.packs.parser.parsed_file import ParsedFile
    from bot.packs.parser.reader import Pack

LED_TO = (Kind.LESSON, Kind.STORY, Kind.QUIZ, Kind.DRILL, Kind.ROUND)
"""What a week may lead to."""

WEEK_MINUTES = 60
"""Most minutes of a week: about ten a day with days off."""

WRITTEN = "write it like lesson:basics/phishing/9-11"


def check_path(draft: Draft) -> None:
    """Report weeks without a card, cards without a week, and what is no item's name."""
    front = draft.front
    if not isinstance(front, PathFront):
        return
    cards = {card.id: card for card in draft.item.cards}
    for week, led in front.weeks.items():
        if week not in cards:
            fix = suggestion(week, [*cards]) if cards else f'write a card: ## Title <a id="{week}"></a>'
            line, column = draft.place("weeks", week)
            draft.report.add("E430", line, f"no card has the id of the week '{week}'", fix, column)
        for number, words in enumerate(led):
            ref = Ref.parse(words)
            if ref is None or ref.kind not in LED_TO:
                line, column = draft.place("weeks", week, number)
                draft.report.add(
                    "E431", line, f"'{words}' names no lesson, story, quiz, drill or round", WRITTEN, column
                )
    for card in cards.values():
        if card.id not in front.weeks:
            what = f"the week '{card.title}' leads to nothing"
            draft.report.add("E430", card.line, what, f"add `{card.id}: [lesson:…]` to `weeks` in the head")


def check_weeks(packs: Sequence[Pack]) -> Iterator[Problem]:
    """Report weeks that lead to what does not exist or is not for the path's readers, and weeks of more than an
    hour.
    """
    known = known_items(packs)
    names = {pack.head.id for pack in packs if pack.head}
    for pack in packs:
        for parsed in pack.files.values():
            if parsed.kind is Kind.PATH and not parsed.failed and pack.head:
                yield from _weeks(parsed, known, names)


def _weeks(parsed: ParsedFile, known: KnownItems, names: set[str]) -> Iterator[Problem]:
    item = parsed.get()
    for card in item.cards:
        minutes = 0
        for ref in item.weeks.get(card.id, ()):
            found = known.get((ref.kind, ref.pack, ref.item))
            if found is None:
                yield _missing(parsed, card.line, ref, known, names)
            elif found.audiences and set(item.audiences).isdisjoint(found.audiences):
                what = f"'{ref}' is for other readers than this path"
                yield Problem(parsed.path, card.line, 1, "E432", what, "lead to what its readers may open")
            elif not found.failed:
                minutes += found.get().minutes
        if minutes > WEEK_MINUTES:
            what = f"the week '{card.title}' takes {minutes} minutes"
            fix = f"at most {WEEK_MINUTES}: move something to another week"
            yield Problem(parsed.path, card.line, 1, "W430", what, fix, Severity.WARNING)


def _missing(parsed: ParsedFile, line: int, ref: Ref, known: KnownItems, names: set[str]) -> Problem:
    """Return the problem of a name that leads nowhere; a warning if its pack was not read with this one."""
    what = f"'{ref}' does not exist"
    if ref.pack not in names:
        return Problem(parsed.path, line, 1, "W009", f"{what} here", check_together(ref.pack), Severity.WARNING)
    fix = did_you_mean(str(ref), [f"{kind}:{pack}/{item}" for kind, pack, item in known])
    return Problem(parsed.path, line, 1, "E431", what, fix or WRITTEN)
