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
"""Kinds of lines that are not for talking; every other kind is."""

FREE = "free"
"""The cost of a line that costs nothing."""

OLD = timedelta(days=365)
"""How long a check of a number counts (docs/help-protocol.md)."""

_MEANT_FOR = {
    Group.CHILD: {"child": 0, "family": 0, "any": 1},
    Group.PARENT: {"family": 0, "parent": 0, "any": 1, "child": 2},
    Group.EDUCATOR: {"family": 0, "any": 0, "parent": 1, "child": 2},
}
"""Reader's group → whose lines come first; lines for others are not shown."""


@dataclass(frozen=True, slots=True)
class Answering:
    """A line and whether it answers now; None where its hours are not known."""

    line: Helpline
    state: State | None

    @property
    def open(self) -> bool:
        """Whether somebody answers now, for sure."""
        return self.state is not None and self.state.open

    @property
    def closed(self) -> bool:
        """Whether nobody answers now."""
        return self.state is not None and not self.state.open


def answering(line: Helpline, now: datetime) -> Answering:
    """Return a line with its state at `now` (aware). Hours in words, or without a known zone, tell no state."""
    hours = parse_hours(line.hours)
    if hours is None or not (hours.always or places.is_zone(line.zone)):
        return Answering(line, None)
    return Answering(line, state(hours, line.zone, now))


def emergency(lines: Iterable[Helpline]) -> tuple[Helpline, ...]:
    """Return the emergency numbers, the one for everything before the police's."""
    return tuple(line for kind in (EMERGENCY, POLICE) for line in lines if line.kind == kind)


def regions(lines: Iterable[Helpline]) -> tuple[str, ...]:
    """Return the regions that have lines of their own, in the directory's order."""
    return tuple(dict.fromkeys(line.region for line in lines if line.region))


def to_talk(
    lines: Iterable[Helpline], group: Group, topic: str, now: datetime, region: str = ""
) -> tuple[Answering, ...]:
    """Return the lines to talk to, the best first. Closed lines come last (requirement 19), before them lines of a
    region that was not chosen, before those lines that cost. Then count: the chosen region, for whom and about
    what the line is, whether it was checked within a year, whether it is certainly open; then the directory's
    order. `topic` empty: about anything. With a `region` the lines of other regions are left out.
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
    """Whether a line serves a region only, and not the one that was chosen (empty for none)."""
    return line.region not in ("", region)


def costs(line: Helpline) -> bool:
    """Whether a call costs something; a price that is not known does not count."""
    return line.cost not in ("", FREE)


def is_old(verified_on: str, today: date) -> bool:
    """Whether a check (an ISO date) is so long ago that the line is due again."""
    return today - date.fromisoformat(verified_on) > OLD


def to_report(lines: Iterable[Helpline], group: Group) -> tuple[Helpline, ...]:
    """Return where pictures and pages are reported or removed, places for this group first."""
    meant = _MEANT_FOR[group]
    found = (line for line in lines if line.kind == REPORTING and line.audience in meant)
    return tuple(sorted(found, key=lambda line: meant[line.audience]))
