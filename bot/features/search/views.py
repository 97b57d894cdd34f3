"""Views of search: suggestions, each with what it teaches, and the way to all of their topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.existing import exists
from bot.chat.items import dead_end, page_of
from bot.chat.names import topic_name
from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.db import progress
from bot.features.menu import pages as menu_pages
from bot.features.search import searching
from bot.features.search.answers import topic_page
from bot.features.search.pages import Found
from bot.features.search.ranking import SUGGESTIONS
from bot.help import pages as help_pages
from bot.packs.topics import TOPICS
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet
    from typing import Any

    from bot.chat.turn import Turn
    from bot.features.search.documents import Document
    from bot.values.screen import Row

views = Views()


@views(Found, kept=False, aside=True)
def found(turn: Turn, page: Found) -> Screen:
    """Show what was found: a button each, and below the title what the reader can do afterwards; a word of the
    glossary is explained at once.
    """
    documents = _documents(turn, page.answers)
    done = progress.done_refs(turn.db, turn.person.key)
    told = [one for one in (_told(turn, document, done) for document in documents) if one]
    if not told:
        return dead_end(turn)
    rows: list[Row] = [(link,) for link, _ in told]
    topics = [topic for document in documents for topic in document.topics if topic in TOPICS]
    every = topic_page(turn, topics[0]) if topics and len(told) < SUGGESTIONS else None
    if every is not None:
        rows.append((Link(turn.say("📚 All on: {topic}", topic=topic_name(turn, topics[0])), every),))
    words = [Text(turn.say("Here is what I have on that.")), *(text for _, text in told if text)]
    return Screen(join(words), (*rows, menu_row(turn), (Link(turn.say("🆘 Help"), help_pages.Help()),)))


def _documents(turn: Turn, marks: str) -> list[Document]:
    found = (searching.document(mark, turn.library, turn.locale) for mark in marks.split("-"))
    return [
        document
        for document in found
        if document and any(turn.reads.may_see(audience) for audience in document.readers)
    ]


def _told(turn: Turn, document: Document, done: AbstractSet[str]) -> tuple[Link, Text | None] | None:
    """Return the button that leads to a document, with the mark of lists if it is `done`, and its description;
    None if it does not exist any more.
    """
    if document.card:
        term = turn.library.term(document.ref.pack, document.card, turn.locale)
        if term is None:
            return None
        label = turn.say("📗 What is it: {word}", word=term.card.title)
        told = join([bold(term.card.title), term.card.body], "\n")
        return Link(label, menu_pages.Term(document.ref.pack, document.card)), told
    item = turn.library.find(document.ref.kind, document.ref.pack, document.ref.item, turn.locale)
    page = page_of(document.ref)
    if item is None or page is None:
        return None
    title = f"✅ {item.title}" if str(item.ref) in done else item.title
    return Link(title, page), join([bold(title), item.objective], "\n") if item.objective else None


@exists("answers")
def _answers(turn: Turn, named: Mapping[str, Any]) -> bool:
    """Whether all suggestions are there."""
    marks: str = named["answers"]
    return len(_documents(turn, marks)) == marks.count("-") + 1
