"""Polls and quizzes: the bot's question, the votes, and when it closes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.errors import PlaneError

if TYPE_CHECKING:
    from simulator.keyboards import Markup
    from simulator.pending import Poll
    from simulator.people import Person
    from simulator.world import World

Json = dict[str, Any]


def refresh(world: World, poll: Poll) -> Json:
    """Update the counts in the poll's message, inform everybody, and return the Poll object."""
    shown = poll.json()
    room = world.room(poll.chat_id)
    message = room.log.get(poll.message_id)
    if message is not None:
        room.log[poll.message_id] = message = message | {"poll": shown}
        world.tell({"type": "poll", "chat_id": poll.chat_id, "message": message})
    return shown


def vote(world: World, person: Person, poll: Poll, options: list[int]) -> None:
    """Vote, change the vote, or withdraw it with no options. Errors: PlaneError."""
    if poll.closed:
        raise PlaneError("this poll is closed")
    if any(not 0 <= index < len(poll.options) for index in options) or len(set(options)) != len(options):
        raise PlaneError("there is no such option")
    if len(options) > 1 and not poll.about["allows_multiple_answers"]:
        raise PlaneError("only one option can be chosen")
    if person.id in poll.votes and not poll.about["allows_revoting"]:
        raise PlaneError("this vote can't be changed")
    if options:
        poll.votes[person.id] = tuple(options)
    else:
        poll.votes.pop(person.id, None)
    room = world.room(poll.chat_id)
    chosen = ", ".join(poll.options[index]["text"] for index in options)
    room.trail.append(("press", chosen or "—"))
    shown = refresh(world, poll)
    lane = f"poll:{poll.id}"
    if not poll.about["is_anonymous"]:
        answer = {
            "poll_id": poll.id,
            "user": person.user(),
            "option_ids": options,
            "option_persistent_ids": [poll.options[index]["persistent_id"] for index in options],
        }
        world.update("poll_answer", answer, lane)
    world.update("poll", shown, lane)


def close(world: World, poll: Poll) -> Json:
    """Close the poll and return the Poll object."""
    poll.closed = True
    return refresh(world, poll)


def close_due(world: World) -> None:
    """Close the polls whose time has come, and tell the bot."""
    now = world.clock.seconds()
    for poll in world.polls.values():
        if not poll.closed and poll.closes is not None and poll.closes <= now:
            world.update("poll", close(world, poll), f"poll:{poll.id}")


def replace_markup(world: World, poll: Poll, markup: Markup | None) -> None:
    """Change the buttons of a poll that is being stopped."""
    room = world.room(poll.chat_id)
    message = {name: value for name, value in room.log[poll.message_id].items() if name != "reply_markup"}
    if markup is not None:
        message["reply_markup"] = markup.json
    room.log[poll.message_id] = message
