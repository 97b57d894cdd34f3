"""Opening items of the library: may this person see it, in which language, and which page leads there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bot.help import pages as help_pages
from bot.packs.model import Item, Kind, Ref
from bot.packs.recipe import is_own
from bot.values import landmarks
from bot.values.hook import Hook
from bot.values.means import Means
from bot.values.page import every_page
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, italic, join

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bot.chat.turn import Reader, Turn
    from bot.db.progress import Progress
    from bot.values.audience import Audience
    from bot.values.page import Page
    from bot.values.screen import Row

elsewhere: Hook[[Turn, Ref], Item | None] = Hook()
"""Finds items outside the packs, such as a question set that the person picked; None for any other."""


def find(turn: Turn, ref: Ref) -> Item | None:
    """Return an item of the library or outside it, as it is now; None if it does not exist or is somebody
    else's.
    """
    found = turn.library.find(ref.kind, ref.pack, ref.item, turn.locale)
    return found or next((item for item in elsewhere.call(turn, ref) if item), None)


def find_for(turn: Turn, ref: Ref, tier: Audience) -> Item | None:
    """Return the same, if it is for this age."""
    item = find(turn, ref)
    return item if item and tier in item.audiences else None


def page_of(ref: Ref | str) -> Page | None:
    """Return the page where an item begins; None if not everybody can open it (tips, glossary, an educator's
    own set).
    """
    found = Ref.parse(str(ref))
    if found is None or is_own(found):
        return None
    opened = _openings().get(found.kind)
    return opened(pack=found.pack, item=found.item) if opened else None


def ref_of(page: Page) -> Ref | None:
    """Return the item that a page such as `lesson/basics/accounts/9-11` opens; None for other pages."""
    return Ref(Kind(page.opens), vars(page)["pack"], vars(page)["item"]) if page.opens else None


@cache
def _openings() -> dict[str, Callable[..., Page]]:
    """Return the page class where an item of each kind begins, by kind."""
    return {kind.opens: kind for kind in every_page() if kind.opens}


def open_item(turn: Turn, kind: Kind, pack: str, item: str) -> Item | None:
    """Return the item in the person's language (or the pack's fallback). None if it does not exist, or is for
    readers other than those this person may look through.
    """
    found = find(turn, Ref(kind, pack, item))
    if found is None or not may_read(turn, found):
        return None
    return found


def may_read(turn: Turn, item: Item) -> bool:
    """Whether the person belongs to the item's audiences or may look through one of them."""
    return any(turn.reads.may_see(audience) for audience in item.audiences)


def heading(item: Item) -> str:
    """Return title, age mark and minutes on one line; the mark is shown because 436-FZ asks for it."""
    return f"{item.title} · {item.age_mark}+"


def notices(turn: Turn, item: Item) -> list[str]:
    """Return what the person should know before reading: another language, not reviewed by a specialist."""
    lines = []
    if item.locale != turn.locale:
        other = turn.instance.languages.get(item.locale)
        name = other.language.name if other else item.locale
        lines.append(
            turn.say("This is not in your language yet, so I show it in another one: {language}.", language=name)
        )
    if item.unreviewed:
        lines.append(turn.say("⚑ No specialist has reviewed this text yet."))
    return lines


def title_lines(turn: Turn, item: Item, facts: str, sign: str = "") -> Text:
    """Return the lines above an item's description: sign and title, some facts, what to know before reading."""
    return join([bold(sign + heading(item)), italic(facts), *notices(turn, item)], "\n")


SIGNS = {Kind.LESSON: "📖", Kind.STORY: "🎭", Kind.QUIZ: "❓", Kind.DRILL: "🎯", Kind.ROUND: "🕵"}
"""What stands before an item in a list, by its kind."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list: its sign, name, a few facts, and where it leads."""

    sign: str
    name: str
    facts: tuple[str, ...]
    page: Page


def entry_of(turn: Turn, item: Item, so_far: Mapping[str, Progress]) -> Entry | None:
    """Return the entry of an item: its minutes and whether it is done; None if the item has no page."""
    page = page_of(item.ref)
    if page is None:
        return None
    mine = so_far.get(str(item.ref))
    facts = [turn.count("{number} minute", "{number} minutes", item.minutes)] if item.minutes else []
    if item.ref.kind is Kind.PATH:
        facts = [turn.say("five minutes today")]  # what all its weeks take only deters
    if mine is not None:
        facts.append(turn.say("done") if mine.done else turn.say("begun"))
    return Entry("✅" if mine and mine.done else SIGNS[item.ref.kind], item.title, tuple(facts), page)


def listed(entries: Iterable[Entry]) -> tuple[Text, tuple[Row, ...]]:
    """Return entries as a list: one line and one button each."""
    found = [*entries]
    lines = [Text(f"{one.sign} ") + bold(one.name) + "".join(f" · {fact}" for fact in one.facts) for one in found]
    return join(lines, "\n"), tuple((Link(f"{one.sign} {one.name}", one.page),) for one in found)


def begin_rows(turn: Turn, start: Page, left_at: Page | None) -> list[Row]:
    """Return the ways into an item: on from where the person left it, if they did, and from its beginning."""
    again = turn.say("From the beginning") if left_at else turn.say("▶ Begin")
    on: list[Row] = [(Link(turn.say("▶ Go on"), left_at, Means.NEXT),)] if left_at else []
    return [*on, (Link(again, start, None if left_at else Means.NEXT),)]


def not_open(turn: Turn, kind: Kind, pack: str, item: str) -> Screen:
    """Return the screen for an item that this person may not open. If it is for other readers (a link was
    shared): the same topic for this person; else a dead end.
    """
    found = turn.library.find(kind, pack, item, turn.locale)
    if found is None:
        return dead_end(turn)
    kinds = dict.fromkeys((kind, Kind.LESSON, Kind.STORY, Kind.QUIZ, Kind.ROUND))
    mine = [one for each in kinds for one in turn.library.beside(found, each, turn.reads, turn.locale)[:1]]
    rows = [(Link(one.title, page),) for one in mine if (page := page_of(one.ref)) is not None]
    if not rows:
        return dead_end(turn)
    words = turn.say("This is for other readers. Here is the same topic for you:")
    menu = (Link(turn.say("☰ Menu"), landmarks.Menu()), Link(turn.say("🆘 Help"), help_pages.Help()))
    return Screen(Text(words), (*rows, menu))


def dead_end(reader: Reader, words: str = "") -> Screen:
    """Return the kind screen for a page that does not exist (any more) or is not for this person, with ways on."""
    return Screen(
        Text(
            words
            or reader.say(
                "This page is not here any more, or it is for other readers. Let's look for something else."
            )
        ),
        ((Link(reader.say("☰ Menu"), landmarks.Menu()),), (Link(reader.say("🆘 Help"), help_pages.Help()),)),
    )
