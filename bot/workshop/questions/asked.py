"""Asked: a question on its way between a pack and another form, and what has to be repaired by hand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.packs.cards.form import OPTIONS
from bot.packs.rules.limits import FEEDBACK_CHARACTERS, OPTION_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Answer:
    """An option, inline Markdown like all words here: whether it is right, what is said to who chose it."""

    words: str
    right: bool = False
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a file: `line` is where it begins there. Without answers it asks for own words; `ordered`: the
    answers are steps in their right order; `note` is said to everybody afterwards.
    """

    line: int
    stem: str
    answers: tuple[Answer, ...] = ()
    title: str = ""
    note: str = ""
    category: str = ""
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Repair:
    """What a person has to do: the line of the file, what is wrong, how to mend it. `kept`: the question was
    imported all the same.
    """

    line: int
    what: str
    fix: str
    kept: bool = False


@dataclass(slots=True)
class Taken:
    """What was read of a file."""

    asked: list[Asked] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)

    def leave(self, line: int, what: str, fix: str) -> None:
        """Note what cannot be imported."""
        self.repairs.append(Repair(line, what, fix))

    def note(self, line: int, what: str, fix: str) -> None:
        """Note what is imported but has to be looked at."""
        self.repairs.append(Repair(line, what, fix, kept=True))

    def take(self, question: Asked) -> None:
        """Take a question if a chat can show it, else note why it cannot."""
        trouble = _trouble(question)
        if trouble:
            self.leave(question.line, *trouble)
            return
        if question.answers and not question.ordered:
            silent = [answer.words for answer in question.answers if not answer.right and not answer.feedback]
            if silent and not question.note:
                what = f"the wrong option '{silent[0][:40]}' has no feedback"
                self.note(question.line, what, "write below it what helps: `  > …`, or one > [!NOTE] for all")
        self.asked.append(question)


def _trouble(question: Asked) -> tuple[str, str] | None:
    """Return why a question cannot be asked in a chat, and what to do; None when it can."""
    if not question.stem and not question.title:
        return "a question without words", "write what is asked"
    return next(_troubles(question.answers), None) if question.answers else None


def _troubles(answers: tuple[Answer, ...]) -> Iterator[tuple[str, str]]:
    count = len(answers)
    if not OPTIONS[0] <= count <= OPTIONS[1]:
        yield f"{count} options; a question here has {OPTIONS[0]} to {OPTIONS[1]}", "merge or drop some"
    for answer in answers:
        words, feedback = answer.words, answer.feedback
        if not words:
            yield "an option without words", "write it, or delete it"
        if len(words) > OPTION_CHARACTERS:
            yield f"an option of {len(words)} characters: {words[:30]} …", f"shorten it to {OPTION_CHARACTERS}"
        if len(feedback) > FEEDBACK_CHARACTERS:
            what = f"feedback of {len(feedback)} characters: {feedback[:30]} …"
            yield what, f"shorten it to {FEEDBACK_CHARACTERS}"
    if len({answer.words.casefold() for answer in answers}) < count:
        yield "two options with the same words", "change or drop one"
    if not any(answer.right for answer in answers):
        yield "no option is right", "mark the right one"


def only(taken: Taken, category: str) -> Taken:
    """Return what belongs to a category alone; repairs are kept, since they know no category."""
    return Taken([question for question in taken.asked if question.category == category], taken.repairs)


def flattened(question: Asked) -> Asked:
    """Return a question without line breaks where none can stand: in options and their feedback."""

    def line(words: str) -> str:
        return " ".join(words.split())

    answers = tuple(replace(one, words=line(one.words), feedback=line(one.feedback)) for one in question.answers)
    return replace(question, answers=answers, title=line(question.title))
