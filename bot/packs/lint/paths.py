"""Rules E43x on paths: every week has a card and leads to items that exist, for its readers, in about an hour;
to a drill by its trap (E429).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.lint.known import check_together, known_items, trap_of
from bot.packs.lint.rules import across, alone
from bot.packs.model import Kind, Ref
from bot.packs.parser.head import PathFront
from bot.packs.parser.source import did_you_mean, suggestion
from bot.packs.problem import Problem, Severity
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.packs.draft import Draft
    from bot.packs.lint.known import KnownItems
    from bot.packs.pack import Pack
    from bot.packs.parser.parsed_file import ParsedFile

LED_TO = (Kind.LESSON, Kind.STORY, Kind.QUIZ, Kind.DRILL, Kind.ROUND)
"""Kinds of items to which a week may lead."""

WEEK_MINUTES = 60
"""Most minutes of a week: about ten a day with days off."""

WRITTEN = phrase("write it like lesson:basics/phishing/9-11")


@alone
def check_path(draft: Draft) -> None:
    """Report weeks without a card, cards without a week, and words that are not the name of an item."""
    front = draft.front
    if not isinstance(front, PathFront):
        return
    cards = {card.id: card for card in draft.item.cards}
    for week, led in front.weeks.items():
        if week not in cards:
            fix = (
                suggestion(week, [*cards])
                if cards
                else phrase('write a card: ## Title <a id="{week}"></a>', week=week)
            )
            line, column = draft.place("weeks", week)
            draft.report.add(
                "E430", line, phrase("no card has the id of the week '{week}'", week=week), fix, column
            )
        for number, words in enumerate(led):
            ref = Ref.parse(words)
            if ref is None or ref.kind not in LED_TO:
                line, column = draft.place("weeks", week, number)
                draft.report.add(
                    "E431",
                    line,
                    phrase("'{words}' names no lesson, story, quiz, drill or round", words=words),
                    WRITTEN,
                    column,
                )
    for card in cards.values():
        if card.id not in front.weeks:
            what = phrase("the week '{title}' leads to nothing", title=card.title)
            draft.report.add(
                "E430", card.line, what, phrase("add `{id}: [lesson:…]` to `weeks` in the head", id=card.id)
            )


@across
def check_weeks(packs: Sequence[Pack]) -> Iterator[Problem]:
    """Report weeks with items that do not exist or are not for the path's readers, and weeks above an hour."""
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
            elif found.honest:
                what = phrase("'{ref}' is the honest twin of a drill", ref=ref)
                yield Problem(parsed.path, card.line, 1, "E429", what, trap_of(ref, known))
            elif found.audiences and set(item.audiences).isdisjoint(found.audiences):
                what = phrase("'{ref}' is for other readers than this path", ref=ref)
                yield Problem(parsed.path, card.line, 1, "E432", what, phrase("lead to what its readers may open"))
            elif not found.failed:
                minutes += found.get().minutes
        if minutes > WEEK_MINUTES:
            what = phrase("the week '{title}' takes {minutes} minutes", title=card.title, minutes=minutes)
            fix = phrase("at most {most}: move something to another week", most=WEEK_MINUTES)
            yield Problem(parsed.path, card.line, 1, "W430", what, fix, Severity.WARNING)


def _missing(parsed: ParsedFile, line: int, ref: Ref, known: KnownItems, names: set[str]) -> Problem:
    """Return the problem of an unknown name; a warning if its pack was not read."""
    what = phrase("'{ref}' does not exist", ref=ref)
    if ref.pack not in names:
        return Problem(
            parsed.path,
            line,
            1,
            "W009",
            phrase("{what} here", what=what),
            check_together(ref.pack),
            Severity.WARNING,
        )
    fix = did_you_mean(str(ref), [f"{kind}:{pack}/{item}" for kind, pack, item in known])
    return Problem(parsed.path, line, 1, "E431", what, fix or WRITTEN)
