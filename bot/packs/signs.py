"""Signs: cards of "check it with me": the words to look for, why they work on people, how to check."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.packs.talk import read_intent, replies_for, reply_of
from bot.values.text import Text, join, paragraphs

if TYPE_CHECKING:
    from bot.packs.model import Card
    from bot.packs.talk import Reply
    from bot.values.audience import Audience

SLOTS = ("{number}", "{money}", "{time}", "{link}", "{phone}", "{program}", "{archive}")
"""Placeholders for a word: any number, amount of money, time of day, address, telephone number, file that is a
program or an archive by its ending.
"""

DOUBT = "?"
"""Begins words that also occur in honest messages. Once: three signs are needed; twice: only adds to others."""

MOST_DOUBTS = 2

GAP = "…"
"""Stands for a few words in between."""

EXACTLY = "="
"""Begins a word that must match exactly."""

BUT = "!"
"""Precedes words that must not occur in the same sentence."""

_SPLIT = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign. `words`: its wordings in messages (`Wording`); `why`: why it works on people, the shortest first;
    `checks`: a safe way to check; `place`: the path of its practice; `warning`: words that lead to help first.
    """

    id: str
    name: str
    words: tuple[str, ...]
    why: tuple[Reply, ...]
    checks: tuple[Reply, ...]
    place: str = ""
    warning: Text = Text()  # noqa: RUF009 - a value

    def why_for(self, audience: Audience) -> Text:
        """Return why it works on people, for these readers; the first paragraph is the shortest answer."""
        return join(reply.text for reply in replies_for(self.why, audience))

    def check_for(self, audience: Audience) -> Text:
        """Return the safe way to check, for these readers."""
        return join(reply.text for reply in replies_for(self.checks, audience))


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording of a sign. `parts`: places of one word each, with the possible words; `gaps`: places before which
    a few other words may come; `doubts`: 0 to 2, how often it occurs in honest messages too; `without`: words that
    the same sentence must not have.
    """

    parts: tuple[tuple[str, ...], ...]
    gaps: frozenset[int] = frozenset()
    doubts: int = 0
    without: tuple[str, ...] = ()


def read_sign(card: Card) -> Sign:
    """Read a card of signs."""
    told = read_intent(card.body)
    checks = tuple(reply_of(part) for part in paragraphs(card.hint))
    return Sign(card.id, card.title, told.utterances, told.replies, checks, told.place, card.warning)


def read_wording(words: str) -> Wording | None:
    """Read one line of a sign's list, such as `? send/give … code* ! never`; None if it cannot be read."""
    doubts = len(words) - len(words.lstrip(DOUBT))
    said, _, but = words.lstrip(DOUBT).replace("...", GAP).partition(BUT)
    parts: list[tuple[str, ...]] = []
    gaps: set[int] = set()
    for word in _SPLIT.split(said.strip()):
        if word == GAP:
            gaps.add(len(parts))
            continue
        either = tuple(word.casefold().split("/"))
        if not all(one in SLOTS or _is_word(one) for one in either):
            return None
        parts.append(either)
    without = tuple(one for word in _SPLIT.split(but.strip()) for one in word.casefold().split("/") if one)
    if doubts > MOST_DOUBTS or not parts or gaps & {0, len(parts)} or not all(map(_is_word, without)):
        return None
    return Wording(tuple(parts), frozenset(gaps), doubts, without)


def _is_word(word: str) -> bool:
    """Whether this can match one word of a message: letters and digits, perhaps only its beginning."""
    return bool(re.fullmatch(r"=?[^\W_]+|[^\W_]+\*", word))
