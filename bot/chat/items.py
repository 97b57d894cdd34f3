"""Opening items of the library: may this person see it, in which language, and which page leads there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import sets
from bot.packs.model import Item, Kind, Ref
from bot.values import places, sitemap
from bot.values.page import parse
from bot.values.screen import Link, Screen
from bot.values.text import Text

if TYPE_CHECKING:
    from bot.chat.turn import Reader, Turn
    from bot.values.page import Page

PAGES: dict[str, type[sitemap.Lesson | sitemap.Story | sitemap.Quiz | sitemap.Campaign]] = {
    Kind.LESSON: sitemap.Lesson,
    Kind.STORY: sitemap.Story,
    Kind.QUIZ: sitemap.Quiz,
    Kind.CAMPAIGN: sitemap.Campaign,
}

CODED = ("join/", "teach/", "edit/")
"""What the paths begin with that carry the code of a class."""


def page_of(ref: Ref | str) -> Page | None:
    """Return the page where an item begins; None for what has none that everybody could open (tips, glossary, an
    educator's own set). What `shared_by` keeps is read back too.
    """
    if str(ref).startswith(CODED):
        return parse(str(ref))
    found = Ref.parse(str(ref))
    if found is None or found.kind not in PAGES or sets.is_own(found):
        return None
    return PAGES[found.kind](found.pack, found.item)


def shared_by(page: Page) -> str:
    """Return what to keep of a page that somebody opened by a shared link before they have settled in: an item's
    ref, or the path that carries a class's code; empty for other pages.
    """
    return page.path if page.path.startswith(CODED) else str(ref_of(page) or "")


def ref_of(page: Page) -> Ref | None:
    """Return the item that a page such as `lesson/basics/accounts/9-11` opens; None for other pages."""
    for kind, kind_page in PAGES.items():
        if isinstance(page, kind_page):
            return Ref(Kind(kind), page.pack, page.item)
    return None


def open_item(turn: Turn, kind: Kind, pack: str, item: str) -> Item | None:
    """Return the item in the person's language (or the pack's fallback); None when there is none or it is for
    readers whom this person may not look through.
    """
    found = sets.find(turn, Ref(kind, pack, item))
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
        other = turn.languages.get(item.locale)
        name = places.language_name(other.babel) if other else item.locale
        lines.append(
            turn.say("This is not in your language yet, so I show it in another one: {language}.", language=name)
        )
    if item.unreviewed:
        lines.append(turn.say("⚑ No specialist has reviewed this text yet."))
    return lines


def dead_end(reader: Reader, words: str = "") -> Screen:
    """Return the kind screen for what is not there (any more) or not for this person, with ways on."""
    return Screen(
        Text(
            words
            or reader.say(
                "This page is not here any more, or it is for other readers. Let's look for something else."
            )
        ),
        ((Link(reader.say("☰ Menu"), sitemap.Menu()),), (Link(reader.say("🆘 Help"), sitemap.Help()),)),
    )
