"""Answers: the page that leads on from typed words, and the topics on which adults found nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.features.search import searching, store
from bot.features.search.pages import Found
from bot.features.search.ranking import SURE

if TYPE_CHECKING:
    from bot.chat.turn import Turn


def page_for(turn: Turn, words: str, topic: str = "") -> Found | None:
    """Return the page with what the library has on these words; None when it has nothing, or nothing of the topic
    that they are about. Of an adult who agreed to be remembered it is noted which topics the library lacks, never
    the words.
    """
    answer = searching.search(words, turn.library, turn.book, turn.locale, turn.reads)
    if answer.unanswered and turn.is_adult and turn.person.agreed and not turn.trial:
        store.note(turn.db, turn.person.key, answer.unanswered, turn.locale, turn.today)
    hits = [hit for hit in answer.hits if not (turn.text_mode and hit.document.number)]
    if not hits or (topic and all(topic not in hit.document.topics for hit in hits)):
        return None
    return Found("-".join(hit.document.mark for hit in hits))


def has_named(turn: Turn, words: str) -> bool:
    """Whether the words are as good as the title of something in the library, or a question that it answers."""
    hits = searching.search(words, turn.library, turn.book, turn.locale, turn.reads).hits
    return bool(hits) and hits[0].likeness >= SURE
