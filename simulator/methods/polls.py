"""Sending and stopping polls and quizzes."""

from __future__ import annotations

import base64
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from simulator.args import Args
from simulator.errors import NotModelled, bad_request
from simulator.keyboards import read_markup
from simulator.methods.access import target
from simulator.methods.registry import method
from simulator.methods.sending import deliver
from simulator.pending import Poll
from simulator.polls import close, replace_markup
from simulator.texts import check_length, formatted

if TYPE_CHECKING:
    from simulator.world import World

Json = dict[str, Any]
MAX_QUESTION, MAX_OPTIONS, MAX_OPTION = 300, 12, 100
MAX_EXPLANATION, MAX_LINE_FEEDS = 200, 2
PERIOD = range(5, 2_628_001)
_UNMODELLED = (
    "shuffle_options",
    "allow_adding_options",
    "hide_results_until_closes",
    "members_only",
    "country_codes",
    "explanation_media",
    "media",
    "description",
)


def _words(world: World, args: Args, name: str, most: int, too_long: str) -> Json:
    """Return {name: text, name_entities: …} of a question or option; only custom emoji of its entities remain."""
    text, entities = formatted(world, args, name, f"{name}_parse_mode", f"{name}_entities")
    if not text:
        raise bad_request("Text must be non-empty")
    check_length(world, text, most, too_long)
    kept = [entity for entity in entities if entity["type"] == "custom_emoji"]
    return {name: text} | ({f"{name}_entities": kept} if kept else {})


def _options(world: World, args: Args) -> list[Json]:
    values = args.json("options", "options")
    if not isinstance(values, list):
        raise bad_request("Can't parse options JSON object")
    if not values:
        raise bad_request("Poll must have at least one answer option")
    if len(values) > MAX_OPTIONS:
        raise bad_request(f"Poll can't have more than {MAX_OPTIONS} options")
    made = []
    for value in values:
        option = Args({"text": value} if isinstance(value, str) else dict(value))
        if option.has("media"):
            raise NotModelled("media in a poll's options")
        too_long = f"Poll options length must not exceed {MAX_OPTION}"
        persistent = base64.urlsafe_b64encode(world.random_source.randbytes(6)).decode()
        made.append({"persistent_id": persistent, **_words(world, option, "text", MAX_OPTION, too_long)})
    return made


def _quiz(world: World, args: Args, options: int) -> Json:
    """Return the right answers and the explanation of a quiz."""
    right = args.json("correct_option_ids", "correct option identifiers")
    if right is None and args.has("correct_option_id"):
        right = [args.integer("correct_option_id")]
    if not isinstance(right, list) or not right:
        raise bad_request("Correct quiz option list must be non-empty")
    right = [int(index) for index in right]
    if any(later <= sooner for sooner, later in pairwise(right)):
        raise bad_request("Correct quiz option list must be increasing")
    if right[0] < 0 or right[-1] >= options:
        raise bad_request("Wrong quiz correct_option_id")
    made: Json = {"correct_option_ids": right}
    if args.has("explanation"):
        text, entities = formatted(world, args, "explanation", "explanation_parse_mode", "explanation_entities")
        # The cloud's words for these two are not published.
        check_length(world, text, MAX_EXPLANATION, "MESSAGE_TOO_LONG")
        if text.count("\n") > MAX_LINE_FEEDS:
            raise bad_request("MESSAGE_TOO_LONG")
        made |= {"explanation": text} if text else {}
        made |= {"explanation_entities": entities} if entities else {}
    return made


def _closing(world: World, args: Args) -> tuple[Json, float | None]:
    """Return {"open_period", "close_date"} and the moment of closing."""
    period, date = args.integer("open_period"), args.integer("close_date")
    if period:
        date = 0
    if not period and not date:
        return {}, None
    if (period or date - world.now()) not in PERIOD:
        raise bad_request("Wrong poll close time specified")  # the cloud's words are not published
    if period:
        return {"open_period": period, "close_date": world.now() + period}, world.clock.seconds() + period
    return {"close_date": date}, float(date)


@method("sendPoll")
def send_poll(world: World, args: Args) -> Json:
    """Send a poll or a quiz. Returns Message."""
    for name in _UNMODELLED:
        if args.has(name) and args.text(name).lower() not in ("false", "[]", "0"):
            raise NotModelled(f"polls with {name}")
    too_long = f"Poll question length must not exceed {MAX_QUESTION}"
    question = _words(world, args, "question", MAX_QUESTION, too_long)
    options = _options(world, args)
    kind = args.text("type").lower() or "regular"
    if kind not in ("regular", "quiz"):
        raise bad_request("Unsupported poll type specified")
    about: Json = question | {
        "is_anonymous": args.flag("is_anonymous", default=True),
        "type": kind,
        "allows_multiple_answers": args.flag("allows_multiple_answers"),
        "allows_revoting": args.flag("allows_revoting", default=kind == "regular"),
        "members_only": False,
    }
    about |= _quiz(world, args, len(options)) if kind == "quiz" else {}
    closing, closes = _closing(world, args)
    poll_id = str(world.random_source.randrange(1 << 62, 1 << 63))
    poll = Poll(poll_id, about | closing, options, closes, closed=args.flag("is_closed"))
    message = deliver(world, args, {"poll": poll.json()})
    poll.chat_id, poll.message_id = message["chat"]["id"], message["message_id"]
    world.polls[poll_id] = poll
    return message


@method("stopPoll")
def stop_poll(world: World, args: Args) -> Json:
    """Close a poll of the bot. Returns Poll."""
    markup = read_markup(args, only_inline=True)
    room = target(world, args)
    message = room.log.get(args.integer("message_id"))
    if message is None:
        raise bad_request("Message with poll to stop not found")
    if "poll" not in message:
        raise bad_request("Message is not a poll")
    poll = world.polls.get(message["poll"]["id"])
    if poll is None or message["message_id"] not in room.mine:
        raise bad_request("Poll can't be stopped")
    if poll.closed:
        raise bad_request("Poll has already been closed")
    replace_markup(world, poll, markup)
    return close(world, poll)
