"""Signs: what a card of "check it with me" looks for, why that works on people, how to check it."""

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
"""What may stand for a word: any number, sum with its sign, time of day, address, telephone number, file that is a
program or an archive by the ending of its name.
"""

DOUBT = "?"
"""How words begin that are in honest messages too: once, three of different signs are enough and not fewer;
twice, they only add to others.
"""

MOST_DOUBTS = 2

GAP = "…"
"""What stands for a few words in between."""

EXACTLY = "="
"""How a word begins that is meant in just this form."""

BUT = "!"
"""What comes before words that the same sentence may not have."""

_SPLIT = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign. `words`: how it is said in messages (`Wording`), `why`: why it works on people, the shortest first;
    `checks`: a safe way to check; `place`: the path of what practises it; `warning`: what leads to help first.
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
    """Words in which a sign is said: `parts` are places of one word each, with the words that may stand there;
    before a place in `gaps` may stand a few others. `doubts`: 0 to 2, how much they are in honest messages too;
    `without`: words that the same sentence does not have.
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
    """Read one line of a sign's list, such as `? send/give … code* ! never`; None when it cannot be read."""
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
    """Whether this may be matched with one word of a message: letters and digits, perhaps only how it begins."""
    return bool(re.fullmatch(r"=?[^\W_]+|[^\W_]+\*", word))
