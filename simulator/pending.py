"""Presses, inline queries and polls that wait for their end, as the world stores them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

Json = dict[str, Any]


@dataclass(slots=True)
class Callback:
    """One press on an inline button that waits for answerCallbackQuery: person, chat, time (clock seconds),
    whether it was answered, and the message of the button: its number, or that of an ephemeral one.
    """

    id: str
    person: int
    chat_id: int
    asked: float
    answered: bool = False
    message_id: int = 0
    ephemeral: int = 0


class Article(NamedTuple):
    """A result: the offer, and the content (`text`, `entities`) that is sent if it is chosen."""

    id: str
    title: str
    description: str
    content: dict[str, Any]


class Answer(NamedTuple):
    """The button above the field (label and payload empty: none), and the results."""

    label: str
    payload: str
    cache_seconds: int
    is_personal: bool
    results: tuple[Article, ...] = ()


@dataclass(slots=True)
class InlineQuery:
    """One query: its person, its time (clock seconds), its answer."""

    person: int
    asked: float
    answer: Answer | None = None


@dataclass(slots=True)
class Poll:
    """One poll of the bot. `about`: everything except the counts; votes are option indexes by person."""

    id: str
    about: Json
    options: list[Json]
    closes: float | None
    chat_id: int = 0
    message_id: int = 0
    closed: bool = False
    votes: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def json(self) -> Json:
        """Return the Poll object as the bot sees it."""
        counts = [0] * len(self.options)
        for chosen in self.votes.values():
            for index in chosen:
                counts[index] += 1
        options = [option | {"voter_count": counts[index]} for index, option in enumerate(self.options)]
        head = {"id": self.id, "question": self.about["question"], "options": options}
        return head | {"total_voter_count": len(self.votes), "is_closed": self.closed} | self.about
