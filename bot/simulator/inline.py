"""Inline mode: what somebody types behind the bot's name in any chat, and what is offered to them alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.simulator.errors import PlaneError

if TYPE_CHECKING:
    from bot.simulator.people import Person
    from bot.simulator.world import World

LIFE = 15.0
"""Seconds for which a query can be answered: our guess, nothing is published."""

LONGEST = 256
"""Characters of a query; an app cuts off more."""

MOST_RESULTS = 50
"""Results of one answer (answerInlineQuery)."""

CHATS = ("sender", "private", "group", "supergroup", "channel")


class Article(NamedTuple):
    """A result: what is offered, and the content (`text`, `entities`) that is sent when it is chosen."""

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
    """One query: whose, when it was asked (clock seconds), its answer."""

    person: int
    asked: float
    answer: Answer | None = None


def ask(world: World, person: Person, text: str, chat_type: str) -> str:
    """Type a text behind the bot's name; return the query's number. Errors: PlaneError."""
    if not world.rules.inline:
        raise PlaneError("BotFather has not turned inline mode on for this bot")
    if chat_type not in CHATS:
        raise PlaneError(f"a chat is one of {', '.join(CHATS)}")
    number = str(world.random_source.randrange(1 << 62, 1 << 63))
    world.inline[number] = InlineQuery(person.id, world.clock.seconds())
    query = {"id": number, "from": person.user(), "query": text[:LONGEST], "offset": "", "chat_type": chat_type}
    world.update("inline_query", query, f"user:{person.id}", LIFE)
    return number


def answer(world: World, number: str, given: Answer) -> bool:
    """Keep the answer to a query, and show it to who asked; False when the query waits for none (any more)."""
    asked = world.inline.get(number)
    if asked is None or asked.answer is not None or world.clock.seconds() - asked.asked > LIFE:
        return False
    asked.answer = given
    button = {"text": given.label, "start_parameter": given.payload} if given.label else None
    results = [{"id": one.id, "title": one.title, "description": one.description} for one in given.results]
    event = {"type": "inline", "only": asked.person, "query": number, "button": button, "results": results}
    world.tell(event)
    return True


def offered(world: World, person: Person, number: str) -> Answer | None:
    """Return what a person is offered for a query; None while the bot has not answered, and for anybody else."""
    asked = world.inline.get(number)
    return asked.answer if asked and asked.person == person.id else None
