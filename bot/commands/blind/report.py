"""Reports the questions that can be guessed unread: shares compared with chance, and each question at its line."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from bot.commands.blind.asked import CODE, questions_of
from bot.commands.blind.guessing import guesses
from bot.packs.autofix import is_inside
from bot.packs.check import pack_folders, write
from bot.packs.parser.reader import read_pack
from bot.packs.problem import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from bot.commands.blind.asked import Blindfolded
    from bot.commands.blind.guessing import Guess
    from bot.packs.check import Format

GOAL = 0.45
"""The highest acceptable share of single choices; chance is 0.33 with three options."""

HEAD = "Guessed without the question, by what the options of other topics teach. In brackets: by chance.\n"


class Share(NamedTuple):
    """How many questions were guessed out of how many, and how many would be guessed by chance."""

    guessed: float
    chance: float
    number: int

    def __str__(self) -> str:
        return f"{self.guessed / self.number:.0%} of {self.number} ({self.chance / self.number:.0%})"


def blind_report(paths: Sequence[Path], roots: Sequence[Path], form: Format) -> str:
    """Return the text to print: the questions under `paths`, guessed after learning from the packs at or around
    `paths` and under `roots`. JSON and annotations contain only the warnings.

    Errors: FileNotFoundError if a path does not exist.
    """
    inside = [str(path) for path in paths]
    # # A pack that is in both is named as in `paths`: the first name that is given counts.
    folders = pack_folders([*paths, *roots])
    known = [*questions_of(read_pack(folder, str(folder)) for folder in folders)]
    asked = [question for question in known if any(is_inside(question.path, path) for path in inside)]
    found = [*guesses(asked, known)]
    told = write(warnings(found), form)
    return told if form != "text" else "\n".join([*table(found, len(asked)), "", told]).rstrip("\n")


def warnings(found: Iterable[Guess]) -> list[Problem]:
    """Return a warning for each question with one right option that every model guessed, unless its author excuses
    it; sorted by file and line.
    """
    told = [
        _warning(guess) for guess in found if guess.always and guess.question.single and not guess.question.excused
    ]
    return sorted(told, key=lambda problem: (problem.path, problem.line))


def _warning(guess: Guess) -> Problem:
    question = guess.question
    why = ", ".join(guess.giveaways) or "many small cues"
    what = f"“{question.title}” is guessed without the question: {why}"
    fix = "let the options sound alike, or ask so that they can: which, what first, how many, what follows"
    return Problem(question.path, question.line, 1, CODE, what, fix, Severity.WARNING)


def table(found: Sequence[Guess], asked: int) -> list[str]:
    """Return the shares as Markdown: a row for all questions, each kind of item, pack, tier and topic; a column
    for each locale.
    """
    if not found:
        return [f"{asked} questions here; too few of other topics in the same language to learn from."]
    locales = sorted({guess.question.locale for guess in found})
    groups: defaultdict[str, defaultdict[str, list[Guess]]] = defaultdict(lambda: defaultdict(list))
    for guess in found:
        for name in _groups(guess.question):
            groups[name][guess.question.locale].append(guess)
    rows = [HEAD, "| | " + " | ".join(locales) + " |", "| --- |" + " --- |" * len(locales)]
    for name in sorted(groups, key=_order):
        cells = [str(share(groups[name][locale])) if groups[name][locale] else "–" for locale in locales]
        rows.append(f"| {name.partition(':')[2]} | " + " | ".join(cells) + " |")
    return [*rows, "", *_sums(found, locales)]


def share(found: Sequence[Guess]) -> Share:
    """Return how many of these questions were guessed."""
    chance = sum(1 / len(guess.question.options) if guess.question.single else 0.5 for guess in found)
    return Share(sum(guess.right for guess in found), chance, len(found))


def _groups(question: Blindfolded) -> Iterator[str]:
    """Yield the rows in which a question counts, each after the place of its group."""
    if not question.single:
        yield "5:several right: pairs in order"
        return
    yield "0:**all**"
    yield f"1:{question.kind.value}"
    yield f"2:{question.pack}"
    yield from (f"3:{tier}" for tier in question.tiers)
    yield from (f"4:{topic}" for topic in question.topics)


def _order(name: str) -> tuple[str, int, str]:
    """Return the key by which rows are sorted: groups in order, tiers by age, else by name."""
    group, _, words = name.partition(":")
    age = words.partition("-")[0]
    return group, int(age) if age.isdecimal() else 99, words


def _sums(found: Sequence[Guess], locales: Sequence[str]) -> Iterator[str]:
    for locale in locales:
        single = [guess for guess in found if guess.question.locale == locale and guess.question.single]
        if single:
            always = sum(guess.always for guess in single)
            guessed = share(single)
            fits = "reached" if guessed.guessed <= GOAL * guessed.number else "not reached"
            yield f"{locale}: goal of at most {GOAL:.0%} {fits}; {always} questions guessed by every model."
