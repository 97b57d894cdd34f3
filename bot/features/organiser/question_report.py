"""Reports how the questions of the bank work: a line for each with enough answers, the weakest first."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.features.quiz import analysis
from bot.features.quiz.totals import ANALYSED_FROM
from bot.packs.recipe import bank
from bot.values.audience import Audience
from bot.values.cells import Cell, as_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from bot.features.quiz.analysis import Finding
    from bot.packs.library import Library

COLUMNS = ("question", "title", "answers", "low", "high", "tells", "hardly_chosen")


@dataclass(frozen=True, slots=True)
class Line:
    """One question: its id in its pack, its title, and what may be said of it."""

    id: str
    title: str
    finding: Finding


def lines(db: Connection, library: Library, locale: str) -> list[Line]:
    """Return the questions with at least 30 answers, each once; those with the lowest discrimination first,
    then those that fewest people get right.
    """
    known = analysis.known(db)
    found: dict[str, Line] = {}
    for audience in Audience:
        for one in bank(library, audience, locale):
            question = one.card.question
            if question and question.meaning in known and one.id not in found:
                found[one.id] = Line(one.id, one.card.title, analysis.finding(question, known[question.meaning]))
    return sorted(found.values(), key=_weakest_first)


def as_text(told: Sequence[Line]) -> str:
    """Return the lines to read."""
    if not told:
        return f"no question has {ANALYSED_FROM} answers yet"
    rows = []
    for line in told:
        answers, low, high, tells, idle = _values(line.finding)
        words = f"{line.id}  {low}–{high} % of {answers} right"
        words += f", tells {tells}" if tells != "" else ""
        rows.append(words + (f", hardly chosen: {idle}" if idle else ""))
    return "\n".join(rows)


def as_data(told: Sequence[Line]) -> list[dict[str, Cell]]:
    """Return the lines as plain data, by `COLUMNS`; what may not be told yet is None."""
    rows = ((line.id, line.title, *_values(line.finding)) for line in told)
    known = ((None if value == "" else value for value in row) for row in rows)
    return [dict(zip(COLUMNS, row, strict=True)) for row in known]


def as_csv(told: Sequence[Line]) -> str:
    """Return the lines as CSV, by `COLUMNS`."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(as_words, (line.id, line.title, *_values(line.finding))) for line in told)
    return written.getvalue()


def _weakest_first(line: Line) -> tuple[float, float, str]:
    tells = line.finding.tells
    return (1.0 if tells is None else tells, line.finding.share.middle if line.finding.share else 0.0, line.id)


def _values(finding: Finding) -> tuple[int, int, int, float | str, str]:
    share = finding.share
    tells = "" if finding.tells is None else round(finding.tells, 1)
    if share is None:
        return 0, 0, 0, tells, ""
    return share.answers, share.low, share.high, tells, " ".join(finding.idle)
