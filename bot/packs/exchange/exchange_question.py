"""A question on its way between a pack and another format, and the repairs that a person must make by hand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.packs.kinds import KINDS
from bot.packs.lint.limits import FEEDBACK_CHARACTERS, OPTION_CHARACTERS
from bot.packs.question import OPTIONS, Question
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


OWN_WORDS = next(kind for kind in KINDS.values() if kind.own_words)
"""The kind of question for a text without answers."""

NO_FEEDBACK = phrase("a wrong option has no feedback")


@dataclass(frozen=True, slots=True)
class Answer:
    """An option in inline Markdown, like all words here: whether it is right, and its feedback."""

    words: str
    right: bool = False
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class ExchangeQuestion:
    """A question of a file. `line`: where it begins there; `note`: shown to everybody afterwards; `hint`: shown on
    request. `kind`: its kind in the pack; for a plain `Question` the number of right options decides.
    """

    line: int
    stem: str
    answers: tuple[Answer, ...] = ()
    title: str = ""
    note: str = ""
    category: str = ""
    kind: type[Question] = Question
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Repair:
    """A task for a person: the line of the file, what is wrong, how to correct it. `kept`: the question was
    imported all the same.
    """

    line: int
    what: str
    fix: str
    kept: bool = False


@dataclass(slots=True)
class ParsedQuestions:
    """The questions read from a file, and the repairs that they need."""

    asked: list[ExchangeQuestion] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)

    def leave(self, line: int, what: str, fix: str) -> None:
        """Note a question that cannot be imported."""
        self.repairs.append(Repair(line, what, fix))

    def note(self, line: int, what: str, fix: str) -> None:
        """Note a question that was imported and needs a look."""
        self.repairs.append(Repair(line, what, fix, kept=True))

    def unshown(self, line: int, tags: Iterable[str]) -> None:
        """Note the tags in a question's HTML that cannot be shown."""
        named = ", ".join(sorted(set(tags)))
        self.note(
            line,
            phrase("{named} cannot be shown here", named=named),
            phrase("look at its words; add a picture by hand"),
        )

    def take(self, question: ExchangeQuestion) -> None:
        """Add a question if a chat can show it, else note why it cannot."""
        trouble = _trouble(question)
        if trouble:
            self.leave(question.line, *trouble)
            return
        silent = any(not answer.right and not answer.feedback for answer in question.answers)
        if question.kind.counted and silent and not question.note:
            what, fix = (
                NO_FEEDBACK,
                phrase("write what helps: `#…` behind the option in GIFT, `  > …` below it in Markdown"),
            )
            self.note(question.line, what, fix)
        self.asked.append(question)


def _trouble(question: ExchangeQuestion) -> tuple[str, str] | None:
    """Return why a question cannot be asked in a chat, and what to do; None if it can."""
    if not question.stem and not question.title:
        return phrase("a question without words"), phrase("write what is asked")
    return None if question.kind.own_words else next(_troubles(question), None)


def _troubles(question: ExchangeQuestion) -> Iterator[tuple[str, str]]:
    answers = question.answers
    count = len(answers)
    if not OPTIONS[0] <= count <= OPTIONS[1]:
        yield (
            phrase(
                "{count} options; a question here has {fewest} to {most}",
                count=count,
                fewest=OPTIONS[0],
                most=OPTIONS[1],
            ),
            phrase("merge or drop some"),
        )
    for answer in answers:
        words, feedback = answer.words, answer.feedback
        if flaw := question.kind.flaw(words):
            yield flaw
        if len(words) > OPTION_CHARACTERS:
            yield (
                phrase("an option of {count} characters: {words} …", count=len(words), words=words[:30]),
                phrase("shorten it to {most}", most=OPTION_CHARACTERS),
            )
        if len(feedback) > FEEDBACK_CHARACTERS:
            what = phrase(
                "feedback of {count} characters: {feedback} …", count=len(feedback), feedback=feedback[:30]
            )
            yield what, phrase("shorten it to {most}", most=FEEDBACK_CHARACTERS)
    if len({answer.words.casefold() for answer in answers}) < count:
        yield phrase("two options with the same words"), phrase("change or drop one")
    if question.kind.counted and not any(answer.right for answer in answers):
        yield phrase("no option is right"), phrase("mark the right one")


def only(taken: ParsedQuestions, category: str) -> ParsedQuestions:
    """Return the questions of one category; repairs stay, because they have no category."""
    return ParsedQuestions([question for question in taken.asked if question.category == category], taken.repairs)


def flattened(question: ExchangeQuestion) -> ExchangeQuestion:
    """Return a question without line breaks in options and feedback, where they are not allowed."""

    def line(words: str) -> str:
        return " ".join(words.split())

    answers = tuple(replace(one, words=line(one.words), feedback=line(one.feedback)) for one in question.answers)
    return replace(question, answers=answers, title=line(question.title))


def said(question: ExchangeQuestion) -> str:
    """Return all words of a question, one after another."""
    options = [words for answer in question.answers for words in (answer.words, answer.feedback)]
    return "\n".join([question.title, question.stem, *options, question.note, question.hint])
