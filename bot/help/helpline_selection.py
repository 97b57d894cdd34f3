"""Selects the help lines to show and their order: lines that can answer now come first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.help.situations import Group
from bot.packs.hours import State, parse_hours, state
from bot.values import places

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.packs.model import Helpline

EMERGENCY = "emergency"
POLICE = "police"
REPORTING = "reporting"
"""Kinds of lines that are not for talking; all others are."""

FREE = "free"
"""The cost of a free line."""

OLD = timedelta(days=365)
"""How long the check of a number is valid (docs/help-protocol.md)."""

_MEANT_FOR = {
    Group.CHILD: {"child": 0, "family": 0, "any": 1},
    Group.PARENT: {"family": 0, "parent": 0, "any": 1, "child": 2},
    Group.EDUCATOR: {"family": 0, "any": 0, "parent": 1, "child": 2},
}
"""By the reader's group: the audiences of lines that are shown, with their rank; other lines are not shown."""


@dataclass(frozen=True, slots=True)
class Answering:
    """A line and whether it answers now; None if its hours are not known."""

    line: Helpline
    state: State | None

    @property
    def open(self) -> bool:
        """Whether somebody certainly answers now."""
        return self.state is not None and self.state.open

    @property
    def closed(self) -> bool:
        """Whether certainly nobody answers now."""
        return self.state is not None and not self.state.open


def answering(line: Helpline, now: datetime) -> Answering:
    """Return a line with its state at `now` (aware). Hours in words, or without a zone, give no state."""
    hours = parse_hours(line.hours)
    if hours is None or not (hours.always or places.is_zone(line.zone)):
        return Answering(line, None)
    return Answering(line, state(hours, line.zone, now))


def emergency(lines: Iterable[Helpline]) -> tuple[Helpline, ...]:
    """Return the emergency numbers, the general one before the police's."""
    return tuple(line for kind in (EMERGENCY, POLICE) for line in lines if line.kind == kind)


def regions(lines: Iterable[Helpline]) -> tuple[str, ...]:
    """Return the regions that have lines of their own, in the directory's order."""
    return tuple(dict.fromkeys(line.region for line in lines if line.region))


def to_talk(
    lines: Iterable[Helpline], group: Group, topic: str, now: datetime, region: str = ""
) -> tuple[Answering, ...]:
    """Return the lines to talk to, the best first. Closed lines come last (requirement 19), before them lines of
    regions that were not chosen, before those lines with costs. Then the order depends on the chosen region, the
    audience and topic of the line, whether it was checked within a year, whether it is certainly open; then on the
    directory. `topic` empty: any topic. With a `region`, lines of other regions are left out.
    """
    found = [
        answering(line, now)
        for line in lines
        if line.kind not in (EMERGENCY, POLICE, REPORTING)
        and line.audience in _MEANT_FOR[group]
        and (not region or line.region in ("", region))
    ]
    return tuple(sorted(found, key=lambda one: _rank(one, group, topic, region, now)))


def _rank(one: Answering, group: Group, topic: str, region: str, now: datetime) -> tuple[bool | int, ...]:
    line, meant = one.line, _MEANT_FOR[group][one.line.audience]
    distance = 0 if topic in line.topics else bool(topic) + bool(line.topics)
    unchecked = not line.verified_on or is_old(line.verified_on, now.date())
    return (
        one.closed,
        elsewhere(line, region),
        costs(line),
        line.region != region,
        meant + distance,
        unchecked,
        one.state is None,
        meant,
    )


def elsewhere(line: Helpline, region: str) -> bool:
    """Whether a line serves only a region other than the chosen one (empty: none chosen)."""
    return line.region not in ("", region)


def costs(line: Helpline) -> bool:
    """Whether a call costs something; an unknown price does not count."""
    return line.cost not in ("", FREE)


def is_old(verified_on: str, today: date) -> bool:
    """Whether a check (an ISO date) is too old, so that the line must be checked again."""
    return today - date.fromisoformat(verified_on) > OLD


def to_report(lines: Iterable[Helpline], group: Group) -> tuple[Helpline, ...]:
    """Return the places to report pictures and pages, or have them removed; those for this group first."""
    meant = _MEANT_FOR[group]
    found = (line for line in lines if line.kind == REPORTING and line.audience in meant)
    return tuple(sorted(found, key=lambda line: meant[line.audience]))
