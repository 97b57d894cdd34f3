"""Answers: the page that leads on from typed words, and the topics on which adults found nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.features.menu import pages as menu_pages
from bot.features.search import searching, store
from bot.features.search.pages import Found
from bot.features.search.ranking import SURE

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.search.searching import Answer
    from bot.values.page import Page


def find(turn: Turn, words: str) -> Answer:
    """Return what the library has on these words, for this reader."""
    return searching.search(words, turn.library, turn.locale, turn.reads)


def topic_page(turn: Turn, topic: str) -> Page | None:
    """Return the list of a topic for this reader; None while there is nothing in it: it is offered nowhere."""
    return menu_pages.Topic(topic, turn.reads) if topic in turn.library.topics(turn.reads) else None


def is_named(answer: Answer) -> bool:
    """Whether the words were as good as the title of something in the library, or a question that it answers."""
    return bool(answer.hits) and answer.hits[0].likeness >= SURE


def page_of(turn: Turn, answer: Answer, topic: str = "") -> Found | None:
    """Return the page with the results; None if there are none, or none on the topic that the words are about.
    For an adult who agreed to be remembered the topics that the library lacks are noted, never the words.
    """
    if answer.unanswered and turn.is_adult and turn.person.agreed and not turn.preview.edition:
        store.note(turn.db, turn.person.key, answer.unanswered, turn.locale, turn.today)
    if not answer.hits or (topic and all(topic not in hit.document.topics for hit in answer.hits)):
        return None
    return Found("-".join(hit.document.mark for hit in answer.hits))
