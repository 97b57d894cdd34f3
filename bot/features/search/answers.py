"""Answers: the page that leads on from typed words, and the topics on which adults found nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.features.search import searching, store
from bot.features.search.pages import Found
from bot.features.search.ranking import SURE

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.search.searching import Answer


def find(turn: Turn, words: str) -> Answer:
    """Return what the library has on these words, for this reader."""
    return searching.search(words, turn.library, turn.book, turn.locale, turn.reads)


def is_named(answer: Answer) -> bool:
    """Whether the words were as good as the title of something in the library, or a question that it answers."""
    return bool(answer.hits) and answer.hits[0].likeness >= SURE


def page_of(turn: Turn, answer: Answer, topic: str = "") -> Found | None:
    """Return the page with what was found; None when that is nothing, or nothing of the topic that the words are
    about. Of an adult who agreed to be remembered it is noted which topics the library lacks, never the words.
    """
    if answer.unanswered and turn.is_adult and turn.person.agreed and not turn.trial:
        store.note(turn.db, turn.person.key, answer.unanswered, turn.locale, turn.today)
    hits = [hit for hit in answer.hits if not (turn.text_mode and hit.document.number)]
    if not hits or (topic and all(topic not in hit.document.topics for hit in hits)):
        return None
    return Found("-".join(hit.document.mark for hit in hits))
