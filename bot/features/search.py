"""Typed words: a search in titles and the glossary, typos forgiven; and a word explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.choosing import menu_row
from bot.chat.items import dead_end, page_of
from bot.chat.showing import last_row
from bot.chat.views import Views
from bot.packs.model import Kind, Ref
from bot.values import sitemap
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()


@views(sitemap.Typed)
def typed(turn: Turn, _: sitemap.Typed) -> Screen:
    """Answer typed words with what the library has on them; the words themselves are shown nowhere."""
    found = turn.library.search(turn.typed, turn.locale, turn.reads) if turn.typed else ()
    rows: list[Row] = []
    for hit in found:
        target: Page | None
        if hit.card is not None:
            target = sitemap.Term(hit.item.ref.pack, hit.card.id)
            label = turn.say("📗 What is it: {word}", word=hit.card.title)
        else:
            target = page_of(hit.item.ref)
            label = hit.item.title
        if target is not None:
            rows.append((Link(label, target),))
    if rows:
        words = turn.say("Here is what I have on that.")
    else:
        words = turn.say(
            "I am a program and understand only single words, such as “password” or “scam”. Look at the menu, "
            "or tap 🆘 Help if something is wrong."
        )
    return Screen(Text(words), (*rows, menu_row(turn), (Link(turn.say("🆘 Help"), sitemap.Help()),)))


@views(sitemap.Term)
def term(turn: Turn, page: sitemap.Term) -> Screen:
    """Explain a word of the glossary."""
    found = turn.library.term(page.pack, page.card, turn.locale)
    if found is None:
        return dead_end(turn)
    reading = page_of(turn.person.reading)
    back: tuple[Row, ...] = ((Link(turn.say("◀ Back"), reading),),) if reading else ()
    ref = Ref(Kind.GLOSSARY, found.pack, Kind.GLOSSARY.value)
    return Screen(join([bold(found.card.title), found.card.body]), (*back, last_row(turn, ref, found.card)))
