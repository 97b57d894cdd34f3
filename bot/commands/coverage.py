"""Prints how much of the curriculum (topic × audience) the packs cover in each locale, as a page of Markdown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.packs.drills import ways
from bot.packs.model import Kind
from bot.packs.parser.parsed_file import is_stale
from bot.packs.parser.reader import find_packs, read_pack
from bot.packs.topics import JUDGED, TOPICS
from bot.packs.visibility import reviewed
from bot.values.audience import Audience

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from bot.packs.model import Card
    from bot.packs.pack import Pack
    from bot.packs.parser.parsed_file import ParsedFile

LONG_TOPICS = frozenset({"privacy", "accounts", "phishing", "strangers", "bullying", "checking", "wellbeing"})
"""Topics whose sets need eight questions; the others need five."""

QUESTIONS, MORE_QUESTIONS, TIPS = 5, 8, 2
"""Fewest questions and tips of a covered cell, besides a lesson with a check question."""

CARDS = (3, 6)
"""Fewest and most cards of a lesson that covers a cell; cards that ask about a picture do not count."""


@dataclass(slots=True)
class Cell:
    """The items of one topic and audience in one locale."""

    lessons: int = 0
    questions: int = 0
    tips: int = 0
    stories: int = 0
    rounds: int = 0
    drills: int = 0
    fits: bool = False
    """Whether one of the lessons has 3 to 6 cards and a check question."""

    def covered(self, topic: str) -> bool:
        """Whether the cell has everything that the curriculum requires on this topic."""
        goal = MORE_QUESTIONS if topic in LONG_TOPICS else QUESTIONS
        return self.fits and self.questions >= goal and self.tips >= TIPS

    def __str__(self) -> str:
        return f"{self.lessons} · {self.questions} · {self.tips}" if self.lessons + self.questions else "–"


@dataclass(slots=True)
class Matrix:
    """The curriculum in one locale: its cells, items by kind, numbers of stale and unreviewed items."""

    cells: dict[tuple[str, Audience], Cell] = field(
        default_factory=lambda: {(topic, who): Cell() for topic in TOPICS for who in Audience}
    )
    kinds: Counter[Kind] = field(default_factory=Counter)
    questions: int = 0
    tips: int = 0
    cases: dict[str, Counter[str]] = field(default_factory=lambda: {topic: Counter() for topic in JUDGED})
    """How many questions of a topic are marked as `honest` and as `trap`, in quizzes and in lessons."""
    drills: dict[str, str] = field(default_factory=dict)
    """The size of each drill, by its name: moments, choices, ways."""
    stale: int = 0
    unreviewed: int = 0

    @property
    def covered(self) -> int:
        """How many cells are covered."""
        return sum(cell.covered(topic) for (topic, _), cell in self.cells.items())


def coverage_of(roots: Sequence[Path], today: date) -> str:
    """Return the coverage of the packs under `roots` on this day, as Markdown."""
    return write(matrices([read_pack(folder) for folder in find_packs([*roots])], today))


def matrices(packs: Sequence[Pack], today: date) -> dict[str, Matrix]:
    """Return the matrix of each locale that the packs have. Skips files with errors and translations without a
    source.
    """
    found: dict[str, Matrix] = {}
    for pack in packs:
        for name, parsed in pack.files.items():
            source = pack.source_of(name)
            if source is None or parsed.failed or source.failed or pack.head is None:
                continue
            matrix = found.setdefault(parsed.locale, Matrix())
            matrix.stale += is_stale(parsed, source)
            matrix.unreviewed += source.sensitive and not reviewed(pack.head, today)
            _count(matrix, parsed, source)
    return dict(sorted(found.items()))


def _count(matrix: Matrix, parsed: ParsedFile, source: ParsedFile) -> None:
    cards = parsed.get().cards
    asked = sum(card.question is not None for card in cards)
    matrix.kinds[parsed.kind] += 1
    if parsed.kind is Kind.QUIZ:
        matrix.questions += asked
    if parsed.kind is Kind.TIPS:
        matrix.tips += len(cards)
    if parsed.kind is Kind.DRILL:
        matrix.drills[parsed.item] = _branches(parsed, source)
    for topic in source.topics:
        if topic in matrix.cases and parsed.kind in {Kind.QUIZ, Kind.LESSON}:
            matrix.cases[topic].update(source.cases.values())
        for audience in source.audiences:
            _count_in(matrix.cells[topic, audience], source, cards, asked)


def _count_in(cell: Cell, source: ParsedFile, cards: Sequence[Card], asked: int) -> None:
    match source.kind:
        case Kind.LESSON:
            cell.lessons += 1
            read = sum(card.question is None or card.picture is None for card in cards)
            cell.fits |= CARDS[0] <= read <= CARDS[1] and asked > 0
        case Kind.QUIZ:
            cell.questions += asked
        case Kind.TIPS:
            cell.tips += len(cards)
        case Kind.STORY:
            cell.stories += 1
        case Kind.ROUND:
            cell.rounds += 1
        case Kind.DRILL:
            cell.drills += not source.honest


def _branches(parsed: ParsedFile, source: ParsedFile) -> str:
    """Return how a drill branches. Every choice can be reached; other drills have an error."""
    item = replace(parsed.get(), start=source.get().start)
    choices = sum(len(card.choices) for card in item.cards)
    sort = "honest" if source.honest else "trap"
    return f"{sort} · {len(item.cards)} moments · {choices} choices · {ways(item)} ways"


def write(found: dict[str, Matrix]) -> str:
    """Return the matrices as Markdown: for each locale its sums, then a table of topics by audiences."""
    parts = []
    for locale, matrix in found.items():
        parts += [f"**{locale}**: {_sums(matrix)}", "", *table(matrix), "", _honest(matrix), ""]
        parts += [f"- drill {name}: {told}" for name, told in sorted(matrix.drills.items())]
        parts += [""] * bool(matrix.drills)
    legend = "A cell: lessons · questions · tips; ✔ = covered, +n = with n stories, ⚖n = with n rounds, "
    legend += "🎯n = with n drills."
    return "\n".join([*parts, legend])


def _sums(matrix: Matrix) -> str:
    kinds = matrix.kinds
    return (
        f"{matrix.covered} of {len(matrix.cells)} cells covered · {kinds[Kind.LESSON]} lessons · "
        f"{matrix.questions} questions · {matrix.tips} tips · {kinds[Kind.STORY]} stories · "
        f"{kinds[Kind.ROUND]} rounds · "
        f"{kinds[Kind.DRILL] // 2} drills · "
        f"{matrix.stale} stale · {matrix.unreviewed} sensitive and unreviewed"
    )


def _honest(matrix: Matrix) -> str:
    """Return the share of honest cases by topic; a topic without marked cases has none."""
    told = [
        f"{topic} {cases['honest']} of {total} ({cases['honest'] / total:.0%})" if total else f"{topic} –"
        for topic, cases in matrix.cases.items()
        for total in [cases.total()]
    ]
    return "Honest cases: " + " · ".join(told) + "."


def table(matrix: Matrix) -> list[str]:
    """Return the rows of a matrix."""
    rows = ["| topic | " + " | ".join(Audience) + " |", "| --- |" + " --- |" * len(Audience)]
    for topic in TOPICS:
        cells = [(matrix.cells[topic, audience]) for audience in Audience]
        told = [
            f"{cell}{' ✔' if cell.covered(topic) else ''}{f' +{cell.stories}' if cell.stories else ''}"
            f"{f' ⚖{cell.rounds}' if cell.rounds else ''}"
            f"{f' 🎯{cell.drills}' if cell.drills else ''}"
            for cell in cells
        ]
        rows.append(f"| {topic} | " + " | ".join(told) + " |")
    return rows
