"""Report: how a campaign went: reach, opened, finished, left, learnt, by group, as text and as rows."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, replace
from io import StringIO
from typing import TYPE_CHECKING

from bot.chat.campaigning import OVER
from bot.organisers.hiding import column, hidden
from bot.organisers.paired import gain, wilson
from bot.pictures.charts import Bar, draw_bars
from bot.store import gains, outcomes
from bot.store.gains import DIMENSIONS, EVERYBODY, Compared, Sums
from bot.values.audience import Audience
from bot.values.few import FEW

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy import Connection

    from bot.organisers.paired import Gain
    from bot.packs.campaign import Campaign
    from bot.store.outcomes import Counts, Group

MEASURES = (outcomes.JOINED, outcomes.REACHED, outcomes.OPENED, "finished", outcomes.LEFT)

GOALS = {
    "opened": "opened a day, of those reached",
    "finished": "finished, of those reached",
    "quiz": "better after than before",
}
"""What counts as success, in words, by the word of campaign.yml."""

NOT_TOLD = "not told: few people"


@dataclass(frozen=True, slots=True)
class Row:
    """One group in numbers; None = not told, because few people stand behind it. `learnt` None also without
    quizzes; `goal`: the share that reached the declared goal, with its interval of 95 %.
    """

    name: str
    counts: dict[str, int | None]
    learnt: Gain | None = None
    goal: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A campaign in numbers: everybody, then by each dimension. `all` is None when fewer than ten took part."""

    campaign: str
    version: int
    goal: str
    all: Row | None
    by: dict[str, tuple[Row, ...]]


def report(db: Connection, campaign: Campaign, name: str, today: date) -> Report:
    """Count a campaign (`name`: `pack/item`) on a day (UTC). Nothing in it tells of fewer than ten people, neither
    by itself nor by taking numbers from one another; what people answered is told in whole tens of people, so
    that taking a report from that of another day tells of no fewer either.
    """
    found = outcomes.groups(db, name)
    learnt = gains.of(db, name, Compared(*campaign.compared), today - OVER) if campaign.compared else {}
    total = _counts(campaign, found)
    if total[outcomes.JOINED] < FEW:
        return Report(name, campaign.version, campaign.goal, None, {})
    everybody = column(MEASURES, dict.fromkeys(MEASURES, total[outcomes.JOINED]), total)
    by = {dimension: _rows(campaign, found, learnt, dimension) for dimension in DIMENSIONS}
    all_learnt = learnt.get(EVERYBODY)
    row = Row("all", everybody, gain(all_learnt) if all_learnt else None, _goal(campaign, total, all_learnt))
    return Report(name, campaign.version, campaign.goal, row, {key: rows for key, rows in by.items() if rows})


def _counts(campaign: Campaign, found: Mapping[Group, Counts]) -> dict[str, int]:
    whole = {
        (audience, variant): len([step for step in campaign.steps_for(audience, variant) if step.day])
        for audience in Audience
        for variant in (*campaign.variants, "")
    }
    total = dict.fromkeys(MEASURES, 0)
    for group, counts in found.items():
        audience = Audience(group.audience) if group.audience else Audience.TIER_9_11
        steps = whole.get((audience, group.variant), 0)
        here = {**counts, "finished": counts.get(outcomes.done(steps), 0)}
        for measure in MEASURES:
            total[measure] += here.get(measure, 0)
    return total


def _rows(
    campaign: Campaign,
    found: Mapping[Group, Counts],
    learnt: Mapping[tuple[str, str], Sums],
    dimension: str,
) -> tuple[Row, ...]:
    apart: dict[str, dict[Group, Counts]] = defaultdict(dict)
    for group, those in found.items():
        apart[getattr(group, dimension)][group] = those
    if len(apart) < 2:  # noqa: PLR2004 - one group is everybody
        return ()
    counted = {name: _counts(campaign, apart[name]) for name in sorted(apart, key=_place)}
    sizes = {name: counts[outcomes.JOINED] for name, counts in counted.items()}
    told = {
        measure: column([*counted], sizes, {name: counts[measure] for name, counts in counted.items()})
        for measure in MEASURES
    }
    unseen = hidden(sizes)
    rows = []
    for name, counts in counted.items():
        shown = {measure: told[measure][name] for measure in MEASURES}
        mine = learnt.get((dimension, name))
        goal = _goal(campaign, counts, mine) if shown[outcomes.JOINED] is not None else None
        if campaign.goal in MEASURES and shown[campaign.goal] is None:
            goal = None
        rows.append(Row(name or "–", shown, gain(mine) if mine and name not in unseen else None, goal))
    return tuple(rows)


def _place(name: str) -> tuple[int, str]:
    """Return where a group stands: ages as they follow on one another, all else by the alphabet."""
    order = [str(audience) for audience in Audience]
    return (order.index(name) if name in order else len(order), name)


def _goal(campaign: Campaign, counts: dict[str, int], learnt: Sums | None) -> tuple[float, float, float] | None:
    """Return the share that reached the declared goal: of those reached, who opened or finished; of those with
    both quizzes, who did better after.
    """
    if campaign.goal == "quiz":
        hits, of = (learnt.better, learnt.people) if learnt else (0, 0)
    else:
        hits, of = counts[campaign.goal], counts[outcomes.REACHED]
    if of < FEW or 0 < hits < FEW or 0 < of - hits < FEW:
        return None
    return (hits / of, *wilson(hits, of))


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
        f"· is not told: fewer than {FEW} people, or they could be found by difference. ±: 95 % intervals."
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


def as_csv(found: Report) -> str:
    """Return the report as CSV, one row a group, empty cells where nothing is told."""
    file = StringIO()
    heads = ("dimension", "group", *MEASURES, "goal", "goal_low", "goal_high")
    gains = ("pairs", "before", "after", "gain", "gain_low", "gain_high")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow((*heads, *gains))
    everybody = ((("", found.all),) if found.all else ()) + tuple(
        (dimension, row) for dimension, rows in found.by.items() for row in rows
    )
    for dimension, row in everybody:
        counts = ["" if row.counts[name] is None else row.counts[name] for name in MEASURES]
        goal = [f"{value:.4f}" for value in row.goal] if row.goal else [""] * 3
        learnt = row.learnt
        means = (learnt.before, learnt.after, learnt.mean, learnt.low, learnt.high) if learnt else ()
        told = [learnt.people, *(f"{value:.4f}" for value in means)] if learnt else [""] * 6
        writer.writerow((dimension, row.name, *counts, *goal, *told))
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
    return Bar(name, None, NOT_TOLD) if count is None else Bar(name, count / of, f"{count} of {of}")


def _goal_bar(row: Row) -> Bar:
    if row.goal is None:
        return Bar(row.name, None, NOT_TOLD)
    share, low, high = row.goal
    return Bar(row.name, share, f"{share:.0%} ({low:.0%}–{high:.0%})", (low, high))
