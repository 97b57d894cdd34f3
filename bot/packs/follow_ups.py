"""Follow-ups: what people ask next at a help page, the answer by readers, and what follows; read from a card."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.packs.talk import Reply, read_intent, replies_for
from bot.values.text import Text, join, paragraphs

if TYPE_CHECKING:
    from bot.packs.model import Card
    from bot.values.audience import Audience

FOLDER = "next/"
"""The folder of all follow-ups of the help book; below it one folder a situation."""

COMMON = "common"
"""The follow-ups of every page that has none of its own with the same id."""

SITUATIONS = (
    *("danger", "hurt", "no-wish-to-live", "blackmail", "stranger", "bullied", "account", "cannot-stop"),
    *("awful-sight", "regret", "worry", "scam", "code", "task", "fake-picture", "address"),
)
"""What help pages are about, by name (`bot.help.situations.Situation`)."""

COPY = "copy:"
"""Begins a sentence to copy, behind its readers."""

SETTINGS = ("number", "leads", "ends")
"""Names of the lines that tell what follows the answer."""

_SETTING = re.compile(rf"(?:^|\s)({'|'.join(SETTINGS)}):[ \t]*(\S+)[ \t]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something that people ask next. `utterances`: ways to say it; `replies`: the answer by readers; `copies`: a
    sentence to copy, by readers; `settings`: the lines that tell what follows, by name, as they were written.
    """

    id: str
    title: str
    utterances: tuple[str, ...]
    replies: tuple[Reply, ...]
    copies: tuple[Reply, ...]
    settings: dict[str, str]

    @property
    def number(self) -> bool:
        """Whether the first line of the person's own country is in the answer."""
        return "number" in self.settings

    @property
    def leads(self) -> str:
        """The name of the situation that Help is about from now on; empty: unchanged."""
        return self.settings.get("leads", "")

    @property
    def ends(self) -> bool:
        """Whether Help lets go: the next words are read as if it had not been shown."""
        return "ends" in self.settings

    def reply_for(self, audience: Audience) -> Text:
        """Return the answer for these readers; empty if there is none."""
        return join(reply.text for reply in replies_for(self.replies, audience))

    def copy_for(self, audience: Audience) -> str:
        """Return the sentence to copy for these readers; empty if there is none."""
        return next((one.text.plain for one in replies_for(self.copies, audience)), "")


def read_follow_up(card: Card) -> FollowUp:
    """Read a card of follow-ups."""
    return follow_up_of(card.id, card.title, card.body)


def follow_up_of(name: str, title: str, body: Text) -> FollowUp:
    """Read the words of a card with this id and title."""
    settings: dict[str, str] = {}
    parts: list[Text] = []
    for paragraph in paragraphs(body):
        part = paragraph
        while found := _SETTING.search(part.plain):
            settings[found[1].lower()] = found[2]
            part = part[: found.start()]
        if part:
            parts.append(part)
    told = read_intent(join(parts))
    copies = tuple(_without_mark(reply) for reply in told.replies if _is_copy(reply))
    replies = tuple(reply for reply in told.replies if not _is_copy(reply))
    return FollowUp(name, title, told.utterances, replies, copies, settings)


def shown(body: Text) -> Text:
    """Return the bot's words on a card, without people's words and settings."""
    told = follow_up_of("", "", body)
    return join(reply.text for reply in (*told.replies, *told.copies))


def _is_copy(reply: Reply) -> bool:
    return reply.text.plain.lower().startswith(COPY)


def _without_mark(reply: Reply) -> Reply:
    return Reply(reply.text[len(COPY) :].strip(), reply.readers)
