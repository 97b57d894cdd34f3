"""Rules E0xx on heads that go beyond their models: what fields say together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import __version__
from bot.packs.digest import words_of
from bot.packs.head import Front
from bot.packs.model import Kind, Problem, Severity
from bot.packs.recipe import OWN
from bot.packs.refs import readings, resolve
from bot.packs.source import nearest

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from bot.packs.draft import Draft
    from bot.packs.head import PackHead
    from bot.packs.reader import Pack
    from bot.packs.sheet import Sheet

Known = tuple[Kind, str, str]


def check_front(draft: Draft) -> None:
    """Report an age mark above the youngest tier, facts past their day, and a title that head and text give
    differently.
    """
    front = draft.front
    if isinstance(front, Front) and front.tiers:
        youngest = min(front.tiers, key=lambda audience: audience.youngest)
        if draft.item.age_mark > youngest.youngest:
            line, column = draft.place("age_mark")
            what = f"the age mark {front.age_mark} is above the youngest tier, {youngest}"
            fix = f"write at most {youngest.youngest}+, or take that tier out"
            draft.report.add("E008", line, what, fix, column)
    until, today = getattr(front, "valid_until", None), draft.where.today
    if until and today and until < today:
        line, column = draft.place("valid_until")
        what = f"the facts were valid until {until}"
        draft.report.add("W611", line, what, "look them up again, then write a later day", column)
    title, shown = getattr(front, "title", ""), draft.split.intro.title
    if title and shown and words_of(title) != words_of(shown):
        fix = "write the same in both: the menu shows the one of the head"
        draft.report.add("W008", draft.split.intro.line, f"the title differs from the head's, '{title}'", fix)


def check_heads(packs: Sequence[Pack]) -> Iterator[Problem]:
    """Report pack ids given twice, packs that need a newer bot, and locales that contradict each other."""
    seen = {OWN: "the question sets that educators make"}
    for pack in packs:
        if pack.head is None:
            continue
        if pack.head.id in seen:
            what = f"the pack id '{pack.head.id}' is that of {seen[pack.head.id]} already"
            yield Problem(f"{pack.shown}/pack.yml", 1, 1, "E014", what, "give one of them another id")
        seen.setdefault(pack.head.id, pack.shown)
        yield from _head(pack.head, f"{pack.shown}/pack.yml")


def check_next(packs: Sequence[Pack]) -> Iterator[Problem]:
    """Report a `next` that leads nowhere."""
    known = {
        (sheet.kind, pack.head.id, sheet.item) for pack in packs if pack.head for sheet in pack.sheets.values()
    }
    names = {pack.head.id for pack in packs if pack.head}
    for pack in packs:
        for sheet in pack.sheets.values():
            if sheet.next and pack.head and not resolve(sheet.next, sheet.kind, pack.head.id, known):
                yield _next(sheet, pack.head.id, names, known)


def _head(head: PackHead, path: str) -> Iterator[Problem]:
    if _version(head.min_bot_version) > _version(__version__):
        what = f"the pack needs the bot's version {head.min_bot_version}; this is {__version__}"
        yield Problem(path, 1, 1, "E015", what, "install the newer bot, or lower min_bot_version")
    for locale in [head.source_locale, *(other for listed in head.fallback.values() for other in listed)]:
        if locale not in head.locales:
            what = f"the locale '{locale}' is used but stands not in `locales`"
            yield Problem(path, 1, 1, "E016", what, f"add {locale} to `locales`")


def _next(sheet: Sheet, pack: str, packs: Container[str], known: set[Known]) -> Problem:
    """Say that `next` leads nowhere; a pack that was not read with this one may have it, which only warns."""
    what = f"`next` leads to '{sheet.next}', which does not exist"
    meant = readings(sheet.next, sheet.kind, pack)
    own = [item for kind, other, item in known if other == pack and meant and kind is meant[0].kind]
    fix = nearest(meant[0].item, own, 0.8) if meant else ""
    if not fix and len(meant) > 1 and meant[-1].pack not in packs and ":" in sheet.next:
        fix = f"check the pack '{meant[-1].pack}' together with this one to see whether it is there"
        return Problem(sheet.path, sheet.next_line, 1, "W009", what + " here", fix, Severity.WARNING)
    fix = fix or nearest(sheet.next, [f"{kind}:{other}/{item}" for kind, other, item in known])
    return Problem(sheet.path, sheet.next_line, 1, "E009", what, fix or "write it like quiz:phishing/9-11")


def _version(words: str) -> tuple[int, ...]:
    numbers = [int(part) for part in words.split(".")]
    return (*numbers, 0, 0)[:3]
