"""How a question is asked and answered on the screen: options, marks, and feedback on each."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.chat import showing
from bot.chat.showing import SHORT_LABEL
from bot.packs.cards import FORMS
from bot.packs.model import QuestionKind
from bot.values.screen import Link
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat.turn import Reader
    from bot.packs.model import Option, Question
    from bot.values.page import Page
    from bot.values.screen import Row


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as one person sees it. `order` lists the options' letters as they are shown; `mark` and `answer`
    make the pages for marks that are being set and marks that are given in.
    """

    question: Question
    order: str
    mark: Callable[[str], Page]
    answer: Callable[[str], Page]

    def options(self, reader: Reader) -> list[tuple[str, str, Option]]:
        """Return (shown letter, own letter, option) in the order shown: `("A", "c", …)`."""
        return [
            (showing.letter(reader, place), own, self.question.options[ord(own) - ord("a")])
            for place, own in enumerate(self.order)
        ]

    def on_buttons(self) -> bool:
        """Whether every option is short enough to stand on its button."""
        return all(len(option.text) <= SHORT_LABEL for option in self.question.options)


def shown_order(question: Question, seed: str, *, shuffle: bool) -> str:
    """Return the letters of the options in the order to show: the author's, or shuffled the same way each time
    for the same seed. Put-in-order is always shuffled, and never shown already solved.
    """
    letters = "".join(chr(ord("a") + place) for place in range(len(question.options)))
    if question.kind is QuestionKind.ORDER or (shuffle and question.kind is not QuestionKind.TRUE_FALSE):
        mixed = list(letters)
        random.Random(seed).shuffle(mixed)  # noqa: S311 - order on a screen, not a secret
        if question.kind is QuestionKind.ORDER and "".join(mixed) == letters:
            mixed = mixed[1:] + mixed[:1]
        return "".join(mixed)
    return letters


def fitting(question: Question, marks: str) -> str:
    """Return the marks of a path (which can be forged, or of an older pack) without what the question lacks."""
    there = [letter for letter in dict.fromkeys(marks) if ord(letter) - ord("a") < len(question.options)]
    return "".join(there if question.kind is QuestionKind.ORDER else sorted(there))


def ask(reader: Reader, asking: Asking, marks: str = "") -> tuple[Text, tuple[Row, ...]]:
    """Return the options as text (when they are long, or an order is being made) and the rows of buttons."""
    question = asking.question
    if question.kind is QuestionKind.OPEN:
        words = reader.say("Write it in your own words, just for yourself: I do not keep it and do not mark it.")
        return Text(words), ((Link(reader.say("Show me an idea"), asking.answer("")),),)
    if question.kind is QuestionKind.ORDER:
        return _ask_order(reader, asking, marks)
    if question.kind is QuestionKind.CHOOSE_ALL:
        return _ask_all(reader, asking, marks)
    if asking.on_buttons():
        return Text(), tuple(
            (Link(option.text.plain, asking.answer(own)),) for _, own, option in asking.options(reader)
        )
    return _lettered(reader, asking), (
        tuple(Link(letter, asking.answer(own)) for letter, own, _ in asking.options(reader)),
    )


def _lettered(reader: Reader, asking: Asking) -> Text:
    return join([bold(f"{letter}. ") + option.text for letter, _, option in asking.options(reader)], "\n")


def _ask_all(reader: Reader, asking: Asking, marks: str) -> tuple[Text, tuple[Row, ...]]:
    kind = FORMS[asking.question.kind]
    done: Row = (Link(reader.say("Done"), asking.answer(marks)),) if marks else ()
    rows: list[Row] = []
    if asking.on_buttons():
        rows += [
            (Link(_box(own, marks) + option.text.plain, asking.mark(kind.toggle(marks, own))),)
            for _, own, option in asking.options(reader)
        ]
        text = Text()
    else:
        rows.append(
            tuple(
                Link(_box(own, marks) + letter, asking.mark(kind.toggle(marks, own)))
                for letter, own, _ in asking.options(reader)
            )
        )
        text = _lettered(reader, asking)
    if done:
        rows.append(done)
    return join([text, reader.say("Mark all that fit, then tap “Done”.")]), tuple(rows)


def _box(letter: str, marks: str) -> str:
    return "☑ " if letter in marks else "☐ "


def _ask_order(reader: Reader, asking: Asking, marks: str) -> tuple[Text, tuple[Row, ...]]:
    kind = FORMS[asking.question.kind]
    options = asking.question.options
    placed = [bold(f"{place}. ") + options[ord(own) - ord("a")].text for place, own in enumerate(marks, 1)]
    left = [(letter, own, option) for letter, own, option in asking.options(reader) if own not in marks]

    def after(own: str) -> Page:
        chosen = kind.toggle(marks, own)
        if len(chosen) == len(options) - 1:  # the last one has only one place left
            chosen += next(other for _, other, _ in left if other != own)
        return asking.answer(chosen) if kind.complete(asking.question, chosen) else asking.mark(chosen)

    rows: list[Row]
    parts: list[Text | str] = [join(placed, "\n")]
    if asking.on_buttons():
        rows = [(Link(option.text.plain, after(own)),) for _, own, option in left]
    else:
        parts.append(join([bold(f"{letter}. ") + option.text for letter, _, option in left], "\n"))
        rows = [tuple(Link(letter, after(own)) for letter, own, _ in left)]
    parts.append(reader.say("What comes first?") if not marks else reader.say("And then?"))
    if marks:
        rows.append((Link(reader.say("Start the order again"), asking.mark("")),))
    return join(parts), tuple(rows)


def feedback(reader: Reader, question: Question, marks: str, note: Text) -> Text:
    """Return what is said after an answer: first kindly whether it fits, then why, then the explanation."""
    right = FORMS[question.kind].right(question, marks)
    chosen = [
        question.options[ord(letter) - ord("a")]
        for letter in marks
        if ord(letter) - ord("a") < len(question.options)
    ]
    parts: list[Text | str] = []
    match question.kind:
        case QuestionKind.OPEN:
            return join([reader.say("Thank you for thinking it through."), note])
        case QuestionKind.POLL:
            return join(
                [reader.say("Thank you. There is no right answer here."), *(o.feedback for o in chosen), note]
            )
        case QuestionKind.ORDER:
            parts.append(
                bold(
                    reader.say("Yes, in this order.")
                    if right
                    else reader.say("Let's look. This order works better:")
                )
            )
            parts.append(join([bold(f"{place}. ") + o.text for place, o in enumerate(question.options, 1)], "\n"))
        case QuestionKind.CHOOSE_ALL:
            wanted = [option for option in question.options if option.right]
            found = sum(option.right for option in chosen)
            parts.append(
                bold(
                    reader.say("Yes, that is all of them.")
                    if right
                    else reader.say("You noticed {found} of {total}.", found=found, total=len(wanted))
                )
            )
            parts.append(join([Text("✓ ") + option.text for option in wanted], "\n"))
            parts += [Text("✗ ") + o.text + ". " + o.feedback for o in chosen if not o.right]
        case _:
            if right and all(o.feedback for o in chosen):  # authors say their own "yes": two in a row read oddly
                parts += [bold("✓ ") + o.text + "\n" + o.feedback for o in chosen]
            else:
                parts.append(bold(reader.say("Yes!") if right else reader.say("Let's look.")))
                parts += [_you_chose(reader, o) for o in chosen]
            if not right:
                parts.append(join([bold("✓ ") + o.text for o in question.options if o.right], "\n"))
    return join([*parts, note])


def _you_chose(reader: Reader, option: Option) -> Text:
    return join([Text(reader.say("You chose: ")) + option.text, option.feedback], "\n")
