"""Reports a campaign: reach, opened, finished, left, learnt, by group, as text, rows and a picture."""

from __future__ import annotations

import csv
from dataclasses import asdict, dataclass, replace
from io import StringIO
from typing import TYPE_CHECKING, Any

from bot.features.campaigns.schedule import OVER
from bot.features.campaigns.store import learning_gains, outcomes
from bot.features.campaigns.store.outcomes import DIMENSIONS, EVERYBODY
from bot.features.organiser.paired import gain, wilson
from bot.pictures.charts import Bar, draw_bars
from bot.values.audience import Audience
from bot.values.cells import as_words
from bot.values.few import FEW, told

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy import Connection

    from bot.features.campaigns.store.learning_gains import Sums
    from bot.features.campaigns.store.outcomes import Counts
    from bot.features.organiser.paired import Gain
    from bot.packs.campaign import Campaign

MEASURES = (outcomes.JOINED, outcomes.REACHED, outcomes.OPENED, outcomes.FINISHED, outcomes.LEFT)

GOALS = {
    "opened": "opened a day, of those reached",
    "finished": "finished, of those reached",
    "quiz": "better after than before",
}
"""What counts as success, in words, by the keyword of campaign.yml."""

NOT_TOLD = "fewer than 10 people"


@dataclass(frozen=True, slots=True)
class Row:
    """One group in numbers of people, in whole tens (20 stands for 20 to 29); None: not shown, because nobody
    or few people. `learnt` is None also without quizzes; `goal`: the share that reached the declared goal,
    with its 95 % interval and what the rounding to tens leaves open.
    """

    name: str
    counts: dict[str, int | None]
    learnt: Gain | None = None
    goal: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A campaign in numbers: everybody, then by each dimension the groups of ten and more. `all` is None when
    fewer than ten took part.
    """

    campaign: str
    version: int
    goal: str
    all: Row | None
    by: dict[str, tuple[Row, ...]]


def report(db: Connection, campaign: Campaign, name: str, today: date) -> Report:
    """Count a campaign (`name`: `pack/item`) on a day (UTC).

    Nothing in it tells of fewer than ten people or that they exist: numbers are whole tens, equal with and
    without them. The difference of two days' reports tells of no fewer either: answers are counted in tens of
    people, and a person's counts stay when they use /forget.
    """
    found = outcomes.of(db, name)
    learnt = learning_gains.of(db, name, today - OVER) if campaign.compared else {}
    everybody = _row(campaign, "all", found.get(EVERYBODY, {}), learnt.get(EVERYBODY))
    if everybody is None:
        return Report(name, campaign.version, campaign.goal, None, {})
    by: dict[str, tuple[Row, ...]] = {}
    for dimension in DIMENSIONS:
        names = sorted((group for of, group in found if of == dimension), key=_place)
        rows = (_row(campaign, one, found[dimension, one], learnt.get((dimension, one))) for one in names)
        by[dimension] = tuple(row for row in rows if row)
    return Report(
        name, campaign.version, campaign.goal, everybody, {key: rows for key, rows in by.items() if rows}
    )


def _row(campaign: Campaign, name: str, counts: Counts, learnt: Sums | None) -> Row | None:
    """Return a group's row; None for fewer than ten."""
    shown = {measure: told(counts.get(measure, 0)) or None for measure in MEASURES}
    if shown[outcomes.JOINED] is None:
        return None
    return Row(name or "–", shown, gain(learnt) if learnt else None, _goal(campaign, shown, learnt))


def _place(name: str) -> tuple[int, str]:
    """Return the sort key of a group: ages in their order, all else by the alphabet."""
    order = [str(audience) for audience in Audience]
    return (order.index(name) if name in order else len(order), name)


def _goal(
    campaign: Campaign, counts: Mapping[str, int | None], learnt: Sums | None
) -> tuple[float, float, float] | None:
    """Return the share that reached the declared goal: of those reached, who opened or finished; of those with
    both quizzes (in whole tens), who did better afterwards.
    """
    if campaign.goal == "quiz":
        better, pairs = (learnt.better, learnt.people) if learnt else (0, 0)
        return None if better < FEW or pairs - better < FEW else (better / pairs, *wilson(better, pairs))
    least, of = counts[campaign.goal], counts[outcomes.REACHED]
    if least is None or of is None:
        return None
    low, _ = wilson(least, max(least, of + FEW - 1))
    _, high = wilson(min(least + FEW - 1, of), of)
    return (min(least / of, 1.0), low, high)


def as_text(found: Report) -> str:
    """Return the report for a terminal."""
    lines = [f"{found.campaign}, version {found.version}; goal: {found.goal}", ""]
    if found.all is None:
        lines.append(f"Fewer than {FEW} people took part: nothing more is told.")
        return "\n".join(lines)
    lines += [_heads("everybody"), _line(found.all), ""]
    for dimension, rows in found.by.items():
        lines += [_heads(dimension), *map(_line, rows), ""]
    lines.append(
        f"Numbers of people are whole tens: 20 is 20 to 29. · is fewer than {FEW}; a group of fewer has no line. "
        "In brackets: where the share lies, by chance (95 %) and by what the tens leave open."
    )
    lines.append(
        "learnt: right answers before → after, and the mean gain in percentage points, each with themselves; "
        "told of every ten people more, up to two days ago."
    )
    return "\n".join(lines)


def _heads(first: str) -> str:
    return f"{first:<12}" + "".join(f"{measure:>10}" for measure in MEASURES) + "   goal reached    learnt"


def _line(row: Row) -> str:
    counts = "".join(f"{'·' if row.counts[name] is None else row.counts[name]:>10}" for name in MEASURES)
    goal = "{:.0%} ({:.0%}–{:.0%})".format(*row.goal) if row.goal else "·"
    return f"{row.name:<12}{counts}   {goal:<15} {_learnt(row.learnt)}"


def _learnt(found: Gain | None) -> str:
    if found is None:
        return "·"
    low, high = 100 * found.low, 100 * found.high
    means = f"{found.before:.0%} → {found.after:.0%}"
    return f"{means}, {100 * found.mean:+.1f} ({low:+.1f} to {high:+.1f}), {found.people} people"


def as_data(found: Report) -> dict[str, Any]:
    """Return the report as plain data; what is not shown is None."""
    return {
        "campaign": found.campaign,
        "version": found.version,
        "goal": found.goal,
        "all": found.all and _as_data(found.all),
        "by": {dimension: [_as_data(row) for row in rows] for dimension, rows in found.by.items()},
    }


def _as_data(row: Row) -> dict[str, Any]:
    goal = dict(zip(("share", "low", "high"), row.goal, strict=True)) if row.goal else None
    return {"group": row.name, **row.counts, "goal": goal, "learnt": row.learnt and asdict(row.learnt)}


def as_csv(found: Report) -> str:
    """Return the report as CSV, one row a group, empty cells where nothing is told."""
    file = StringIO()
    heads = ("dimension", "group", *MEASURES, "goal", "goal_low", "goal_high")
    learning_gains = ("pairs", "before", "after", "gain", "gain_low", "gain_high")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow((*heads, *learning_gains))
    everybody = ((("", found.all),) if found.all else ()) + tuple(
        (dimension, row) for dimension, rows in found.by.items() for row in rows
    )
    for dimension, row in everybody:
        counts = ["" if row.counts[name] is None else row.counts[name] for name in MEASURES]
        goal = [f"{value:.4f}" for value in row.goal] if row.goal else [""] * 3
        learnt = row.learnt
        means = (learnt.before, learnt.after, learnt.mean, learnt.low, learnt.high) if learnt else ()
        paired = [learnt.people, *(f"{value:.4f}" for value in means)] if learnt else [""] * 6
        writer.writerow(map(as_words, (dimension, row.name, *counts, *goal, *paired)))
    return file.getvalue()


def as_picture(found: Report) -> bytes:
    """Return the report as a PNG: everybody, then the declared goal of each group, with its interval."""
    if found.all is None:
        return draw_bars(found.campaign, [(f"fewer than {FEW} people took part", [])])
    joined = found.all.counts["joined"] or 1
    goal = GOALS[found.goal]
    groups = [
        ("everybody", [_bar(name, found.all.counts[name], joined) for name in MEASURES]),
        (f"goal: {goal}", [_goal_bar(replace(found.all, name="everybody"))]),
    ]
    for dimension, rows in found.by.items():
        groups.append((f"{goal}, by {dimension}", [_goal_bar(row) for row in rows]))
    return draw_bars(f"{found.campaign}, version {found.version}", groups)


def _bar(name: str, count: int | None, of: int) -> Bar:
    return Bar(name, None, NOT_TOLD) if count is None else Bar(name, count / of, f"{count} of {of}, in tens")


def _goal_bar(row: Row) -> Bar:
    if row.goal is None:
        return Bar(row.name, None, NOT_TOLD)
    share, low, high = row.goal
    return Bar(row.name, share, f"{share:.0%} ({low:.0%}–{high:.0%})", (low, high))
