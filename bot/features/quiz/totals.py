"""Totals: what may be shown of how a class answered a question. Pure; decision 0011 says why nothing more is.

Out of each whole block of five answers come only a share that is never "nobody" and never "all", and the wrong
options that at least two of the five chose.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.values.few import BLOCK

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.chat.turn import Reader
    from bot.packs.model import Card, Item
    from bot.packs.option import Option
    from bot.packs.question import Question
    from bot.values.few import Block

NOTICEABLE = 2
"""So many of a block have to choose a wrong option before it is named: one alone would be somebody's answer."""

AGAIN_BELOW = 60
"""Percent of right answers below which a question is worth another look."""

ANALYSED_FROM = 30
"""Answers from which on options that hardly anybody chooses are named."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of `answers` were right: at least `least`, at most `most`."""

    least: int
    most: int
    answers: int

    @property
    def low(self) -> int:
        """Lower bound in percent."""
        return round(100 * self.least / self.answers)

    @property
    def high(self) -> int:
        """Upper bound in percent."""
        return round(100 * self.most / self.answers)

    @property
    def words(self) -> str:
        """Both bounds: `60–80 %`, or one number when they are the same."""
        return f"{self.low} %" if self.low == self.high else f"{self.low}–{self.high} %"

    @property
    def middle(self) -> float:
        """The middle of the two, in percent: for colours and comparisons."""
        return 50 * (self.least + self.most) / self.answers


@dataclass(frozen=True, slots=True)
class Stumble:
    """What was noticeable in `blocks` of the blocks: `words` is the misconception behind a wrong option, or the
    option's own words.
    """

    words: str
    blocks: int


@dataclass(frozen=True, slots=True)
class Total:
    """One question of a set. `number` from 1; `share` is None below five answers; `idle` are wrong options that
    hardly anybody chooses, told from 30 answers on.
    """

    number: int
    card: str
    title: str
    meaning: str
    share: Share | None
    stumbles: tuple[Stumble, ...] = ()
    idle: tuple[str, ...] = ()
    traps: frozenset[str] = frozenset()
    """The misconceptions that its wrong options stand for, in words."""

    @property
    def again(self) -> bool:
        """Whether the question is worth another look."""
        return self.share is not None and self.share.middle < AGAIN_BELOW


@dataclass(frozen=True, slots=True)
class Misled:
    """A misconception over the questions of a set: it was noticeable in `times` of the `questions` that have five
    answers and an option for it.
    """

    words: str
    times: int
    questions: int


def misled_by(totals: Sequence[Total]) -> list[Misled]:
    """Return the misconceptions that were noticeable, those in most questions first. It tells nothing that the
    stumbles of the questions do not tell one by one.
    """
    asked = Counter(words for total in totals if total.share for words in total.traps)
    met = Counter(one.words for total in totals for one in total.stumbles if one.words in total.traps)
    found = [Misled(words, times, asked[words]) for words, times in met.items()]
    return sorted(found, key=lambda one: (-one.times, one.questions, one.words))


def totals_of(item: Item, blocks: Mapping[str, Sequence[Block]]) -> list[Total]:
    """Return the totals of an item's counted questions, in its order: of the blocks of all languages that it has.
    Answers to another wording (another meaning) are not among them.
    """
    found = []
    for number, card in enumerate((card for card in item.cards if card.question), 1):
        question = card.question
        if question is not None and question.counted:
            of_all = [block for meaning in meanings_of(question) for block in blocks.get(meaning, ())]
            found.append(_total(item, number, card, question, of_all))
    return found


def meanings_of(question: Question) -> list[str]:
    """Return the meanings of a question in all its languages, in a fixed order."""
    return sorted(question.meanings | {question.meaning})


def other_wordings(item: Item, blocks: Mapping[str, Sequence[Block]]) -> int:
    """Count the answers that were given to wordings which the item does not have any more."""
    now = {meaning for card in item.cards if card.question for meaning in meanings_of(card.question)}
    return BLOCK * sum(len(found) for meaning, found in blocks.items() if meaning not in now)


def share_of(rights: Iterable[int]) -> Share | None:
    """Return the share of blocks with so many right answers each. One or none right look alike, four and five do:
    so no block tells that everybody in it was right, or nobody.
    """
    least = most = answers = 0
    for right in rights:
        answers += BLOCK
        least += 0 if right <= 1 else min(right, BLOCK - 1)
        most += BLOCK if right >= BLOCK - 1 else max(right, 1)
    return Share(least, most, answers) if answers else None


def as_sentences(stumbles: Sequence[Stumble]) -> str:
    """Return what misled as sentences, one behind the other; empty for nothing."""
    return " ".join(one.words if one.words.endswith((".", "!", "?", "…")) else f"{one.words}." for one in stumbles)


def share_words(reader: Reader, share: Share | None) -> str:
    """Return a share in words: `60–80 %`, or that there are too few answers."""
    return share.words if share else reader.say("fewer than 5")


def _total(item: Item, number: int, card: Card, question: Question, blocks: Sequence[Block]) -> Total:
    rights = [sum(count for marks, count in block.items() if question.fits(marks)) for block in blocks]
    share = share_of(rights)
    seen = {own: sum(_chosen(block, own) >= NOTICEABLE for block in blocks) for own in question.wrong}
    ranked = sorted((letter for letter in seen if seen[letter]), key=lambda letter: (-seen[letter], letter))
    named: dict[str, int] = {}
    for letter in ranked:  # options that share a misconception are named once, by the one that misled most
        named.setdefault(_words(item, question.option(letter)), seen[letter])
    stumbles = tuple(Stumble(words, times) for words, times in named.items())
    analysed = share is not None and share.answers >= ANALYSED_FROM
    idle = tuple(question.option(own).text.plain for own in seen if analysed and not seen[own])
    known = item.misconceptions
    traps = frozenset(known[one.misconception] for one in question.judged if one.misconception in known)
    return Total(number, card.id, card.title, question.meaning, share, stumbles, idle, traps)


def _chosen(block: Block, letter: str) -> int:
    return sum(count for marks, count in block.items() if letter in marks)


def _words(item: Item, option: Option) -> str:
    return item.misconceptions.get(option.misconception) or option.text.plain
