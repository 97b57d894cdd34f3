"""Lettered sets: a teacher's own questions as others know them: the number of options, and which are right.

The words are only on the teacher's projector and paper, so a pupil's chat can show only letters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.packs.kinds import KINDS
from bot.packs.model import Card, Item
from bot.packs.option import Option
from bot.values.audience import Audience
from bot.values.phrases import letter
from bot.values.text import Text

if TYPE_CHECKING:
    from bot.packs.model import Ref
    from bot.values.phrases import Translator

WORD, HOME = "letters", "sheet"
"""The first word of such a recipe, for the class together or for home; a recipe of the bank begins with an age."""


@dataclass(frozen=True, slots=True)
class LetteredQuestion:
    """A question without words. `id` is drawn again whenever its words change, so it is also its meaning; `right`:
    the letters of the right options in the author's order: `ac`.
    """

    id: str
    options: int
    right: str

    def __str__(self) -> str:
        return f"{self.id}:{self.options}{self.right}"


@dataclass(frozen=True, slots=True)
class Lettered:
    """A set of such questions for an age."""

    tier: Audience
    questions: tuple[LetteredQuestion, ...] = ()
    home: bool = False
    """Whether pupils have the words on a sheet at home; else on the board, in class."""

    def __str__(self) -> str:
        return " ".join((HOME if self.home else WORD, self.tier.value, *map(str, self.questions)))

    @staticmethod
    def parse(words: str) -> Lettered | None:
        """Read such a recipe back; None for anything else."""
        match words.split(" "):
            case [word, tier, *questions] if word in {WORD, HOME} and tier in set(Audience):
                return Lettered(Audience(tier), tuple(map(_question, questions)), word == HOME)
        return None

    def item(self, reader: Translator, locale: str, ref: Ref) -> Item | None:
        """Return the set as pupils see it: letters; None if it has no question."""
        if not self.questions:
            return None
        cards = tuple(_card(reader, number, one, home=self.home) for number, one in enumerate(self.questions, 1))
        told = Text(reader.say("Questions of your teacher. They stand on the board or on paper, not here."))
        title = reader.say("Questions on the sheet") if self.home else reader.say("Questions on the board")
        return Item(ref, locale, title, told, cards, audiences=(self.tier,), minutes=len(cards), pick=len(cards))


def is_lettered(recipe: str | None) -> bool:
    """Whether a recipe is for a lettered set."""
    return (recipe or "").startswith((f"{WORD} ", f"{HOME} "))


def is_for_class(recipe: str | None) -> bool:
    """Whether a recipe is for a lettered set whose words pupils have in class alone."""
    return (recipe or "").startswith(f"{WORD} ")


def _question(words: str) -> LetteredQuestion:
    name, _, told = words.partition(":")
    return LetteredQuestion(name, int(told[0]), told[1:])


def _card(reader: Translator, number: int, one: LetteredQuestion, *, home: bool) -> Card:
    options = tuple(
        Option(Text(letter(reader, place)), chr(ord("a") + place) in one.right) for place in range(one.options)
    )
    kind = KINDS["choose-all" if len(one.right) > 1 else "choice"]
    if len(one.right) > 1:
        on_board, on_sheet = (
            reader.say("It stands on the board. Which letters fit?"),
            reader.say("It stands on your sheet. Which letters fit?"),
        )
    else:
        on_board, on_sheet = (
            reader.say("It stands on the board. Which letter fits?"),
            reader.say("It stands on your sheet. Which letter fits?"),
        )
    body = Text(on_sheet if home else on_board)
    title = reader.say("Question {number}", number=number)
    return Card(one.id, title, body, question=kind(options, one.id))
