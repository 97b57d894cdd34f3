"""Talk: what people say to the bot in their own words, its replies and the page it leads to; read from a card."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.values.text import Text, join, paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.values.audience import Audience

_BULLET = "• "
"""The beginning of a list item in parsed text."""

_PLACE = re.compile(r"(?:^|\s)place:[ \t]*(\S+)[ \t]*$", re.IGNORECASE)
_FOR = re.compile(r"for:[ \t]*(\S.{0,80})", re.IGNORECASE)
_READERS = re.compile(r"\[([^\]\n]{1,80})\]\s*")


AGAIN = "again"
"""In the readers of a reply: for people who say the same thing again."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply and its readers; without readers it is for everybody without a reply of their own. `again`: only for
    people who say the same thing again.
    """

    text: Text
    readers: tuple[str, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Intent:
    """Something that people say. `utterances`: ways to say it, `…` stands for any words; `place`: the path that it
    leads to, opened at once if there is no reply; `readers`: the only ones who get it as a suggestion when the
    meaning is unsure; empty for everybody.
    """

    utterances: tuple[str, ...]
    replies: tuple[Reply, ...]
    place: str = ""
    readers: tuple[str, ...] = ()

    def replies_for(self, audience: Audience, *, again: bool = False) -> tuple[Reply, ...]:
        """Return the replies for these readers, else those for everybody. `again`: the person has just said the
        same; without replies for that, the same ones.
        """
        meant = [reply for reply in self.replies if reply.again is again]
        found = replies_for(meant, audience)
        return found if found or not again else self.replies_for(audience)

    def is_for(self, audience: Audience) -> bool:
        """Whether it may be suggested to these readers."""
        return not self.readers or audience.value in self.readers


def replies_for(replies: Sequence[Reply], audience: Audience) -> tuple[Reply, ...]:
    """Return the replies for these readers, else those for everybody."""
    own = tuple(reply for reply in replies if audience.value in reply.readers)
    return own or tuple(reply for reply in replies if not reply.readers)


def read_intent(body: Text) -> Intent:
    """Read the words of a card: its list, its `place:` line, its `for:` paragraph, and
    replies, a paragraph each.
    """
    utterances: list[str] = []
    replies: list[Reply] = []
    place = ""
    readers: tuple[str, ...] = ()
    for part in paragraphs(body):
        if found := _FOR.fullmatch(part.plain):
            readers = _names(found[1])
            continue
        if found := _PLACE.search(part.plain):
            place = found[1]
            part = part[: found.start()]  # noqa: PLW2901 - what stands above that line
        if part.plain.startswith(_BULLET):
            utterances += [line.removeprefix(_BULLET).strip() for line in part.plain.split("\n")]
        elif part:
            replies.append(_intent_reply(part))
    return Intent(tuple(filter(None, utterances)), tuple(replies), place, readers)


def shown(body: Text) -> Text:
    """Return the bot's words on a card, without people's words."""
    return join(reply.text for reply in read_intent(body).replies)


def reply_of(part: Text) -> Reply:
    """Read a paragraph that may begin with its readers: `[6-8, 9-11] …`."""
    found = _READERS.match(part.plain)
    if found is None:
        return Reply(part)
    return Reply(part[found.end() :], _names(found[1]))


def _intent_reply(part: Text) -> Reply:
    """Read a reply of small talk, which may be for people who say the same again: `[again] …`."""
    reply = reply_of(part)
    readers = tuple(name for name in reply.readers if name != AGAIN)
    return Reply(reply.text, readers, again=AGAIN in reply.readers)


def _names(told: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in told.split(","))
