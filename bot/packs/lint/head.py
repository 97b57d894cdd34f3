"""Rules E0xx on heads beyond the models: fields that contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import __version__
from bot.packs.digest import words_of
from bot.packs.lint.known import check_together, known_items, trap_of
from bot.packs.lint.rules import across, alone
from bot.packs.model import Kind
from bot.packs.parser.head import Front
from bot.packs.parser.source import did_you_mean
from bot.packs.problem import Problem, Severity
from bot.packs.recipe import OWN
from bot.packs.refs import candidates, resolve
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from bot.packs.draft import Draft
    from bot.packs.pack import Pack
    from bot.packs.parser.head import PackHead
    from bot.packs.parser.parsed_file import ParsedFile

Known = tuple[Kind, str, str]


@alone
def check_front(draft: Draft) -> None:
    """Report an age mark above the youngest tier, facts past their date, and different titles in head and text."""
    front = draft.front
    if isinstance(front, Front) and front.tiers:
        youngest = min(front.tiers, key=lambda audience: audience.youngest)
        if draft.item.age_mark > youngest.youngest:
            line, column = draft.place("age_mark")
            what = phrase(
                "the age mark {age_mark} is above the youngest tier, {youngest}",
                age_mark=front.age_mark,
                youngest=youngest,
            )
            fix = phrase("write at most {youngest}+, or take that tier out", youngest=youngest.youngest)
            draft.report.add("E008", line, what, fix, column)
    until, today = getattr(front, "valid_until", None), draft.context.today
    if until and today and until < today:
        line, column = draft.place("valid_until")
        what = phrase("the facts were valid until {until}", until=until)
        draft.report.add("W611", line, what, phrase("look them up again, then write a later day"), column)
    title, shown = getattr(front, "title", ""), draft.split.intro.title
    if title and shown and words_of(title) != words_of(shown):
        fix = phrase("write the same in both: the menu shows the one of the head")
        draft.report.add(
            "W008",
            draft.split.intro.line,
            phrase("the title differs from the head's, '{title}'", title=title),
            fix,
        )


@across
def check_heads(packs: Sequence[Pack]) -> Iterator[Problem]:
    """Report pack ids given twice, packs that need a newer bot, and locales that contradict each other."""
    seen = {OWN: phrase("the question sets that educators make")}
    for pack in packs:
        if pack.head is None:
            continue
        if pack.head.id in seen:
            what = phrase("the pack id '{id}' is that of {seen} already", id=pack.head.id, seen=seen[pack.head.id])
            yield Problem(f"{pack.shown}/pack.yml", 1, 1, "E014", what, phrase("give one of them another id"))
        seen.setdefault(pack.head.id, pack.shown)
        yield from _head(pack.head, f"{pack.shown}/pack.yml")


@across
def check_next(packs: Sequence[Pack]) -> Iterator[Problem]:
    """Report a `next` with an unknown target, or with the honest twin of a drill."""
    sources = known_items(packs)
    known = {
        (parsed.kind, pack.head.id, parsed.item) for pack in packs if pack.head for parsed in pack.files.values()
    }
    names = {pack.head.id for pack in packs if pack.head}
    for pack in packs:
        for parsed in pack.files.values():
            if not parsed.next or not pack.head:
                continue
            ref = resolve(parsed.next, parsed.kind, pack.head.id, known)
            led_to = sources.get((ref.kind, ref.pack, ref.item)) if ref else None
            if ref is None:
                yield _next(parsed, pack.head.id, names, known)
            elif led_to and led_to.honest:
                what = phrase("`next` leads to '{ref}', the honest twin of a drill", ref=ref)
                yield Problem(parsed.path, parsed.next_line, 1, "E429", what, trap_of(ref, sources))


def _head(head: PackHead, path: str) -> Iterator[Problem]:
    if _version(head.min_bot_version) > _version(__version__):
        what = phrase(
            "the pack needs the bot's version {min_bot_version}; this is {version}",
            min_bot_version=head.min_bot_version,
            version=__version__,
        )
        yield Problem(path, 1, 1, "E015", what, phrase("install the newer bot, or lower min_bot_version"))
    for locale in [head.source_locale, *(other for listed in head.fallback.values() for other in listed)]:
        if locale not in head.locales:
            what = phrase("the locale '{locale}' is used but stands not in `locales`", locale=locale)
            yield Problem(path, 1, 1, "E016", what, phrase("add {locale} to `locales`", locale=locale))


def _next(parsed: ParsedFile, pack: str, packs: Container[str], known: set[Known]) -> Problem:
    """Return the problem of a `next` with an unknown target; a warning if the target's pack was not read."""
    what = phrase("`next` leads to '{next}', which does not exist", next=parsed.next)
    meant = candidates(parsed.next, parsed.kind, pack)
    own = [item for kind, other, item in known if other == pack and meant and kind is meant[0].kind]
    fix = did_you_mean(meant[0].item, own, 0.8) if meant else ""
    if not fix and len(meant) > 1 and meant[-1].pack not in packs and ":" in parsed.next:
        fix = check_together(meant[-1].pack)
        what = phrase("{what} here", what=what)
        return Problem(parsed.path, parsed.next_line, 1, "W009", what, fix, Severity.WARNING)
    fix = fix or did_you_mean(parsed.next, [f"{kind}:{other}/{item}" for kind, other, item in known])
    return Problem(
        parsed.path, parsed.next_line, 1, "E009", what, fix or phrase("write it like quiz:phishing/9-11")
    )


def _version(words: str) -> tuple[int, ...]:
    numbers = [int(part) for part in words.split(".")]
    return (*numbers, 0, 0)[:3]
