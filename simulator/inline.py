"""Inline mode: text typed behind the bot's name in any chat, and the offers shown to that person alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.errors import PlaneError
from simulator.pending import InlineQuery

if TYPE_CHECKING:
    from simulator.pending import Answer
    from simulator.people import Person
    from simulator.world import World

LIFE = 15.0
"""Seconds in which a query can be answered: our guess, because nothing is published."""

LONGEST = 256
"""Longest query in characters; an app cuts off the rest."""

MOST_RESULTS = 50
"""Results of one answer (answerInlineQuery)."""

CHATS = ("sender", "private", "group", "supergroup", "channel")


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
    """Store the answer to a query, and show it to its person; False if the query waits for none (any more)."""
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
    """Return the offers to a person for a query; None before the bot has answered, and for other people."""
    asked = world.inline.get(number)
    return asked.answer if asked and asked.person == person.id else None
