"""Lines: which help lines are shown to whom, and in which order: who can answer now stands first."""

from __future__ import annotations

from dataclasses import dataclass
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

_MEANT_FOR = {
    Group.CHILD: {"child": 0, "family": 0, "any": 1},
    Group.PARENT: {"family": 0, "parent": 0, "any": 1, "child": 2},
    Group.EDUCATOR: {"family": 0, "any": 0, "parent": 1, "child": 2},
}
"""Who reads → whose lines come first; a line for somebody else is not shown."""


@dataclass(frozen=True, slots=True)
class Answering:
    """A line and whether it answers now; None where its hours are not known."""

    line: Helpline
    state: State | None

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
    """Return the lines to talk to, the best first. What is closed comes last (requirement 19); before that counts
    whether it is of the region that was chosen, for whom and about what it is, whether it serves the whole
    country, whether it is open for sure; else the directory's order. `topic` empty: about anything. With a
    `region` the lines of other ones are left out.
    """
    found = [
        answering(line, now)
        for line in lines
        if line.kind not in (EMERGENCY, POLICE, REPORTING)
        and line.audience in _MEANT_FOR[group]
        and (not region or line.region in ("", region))
    ]
    return tuple(sorted(found, key=lambda one: _rank(one, group, topic, region)))


def _rank(one: Answering, group: Group, topic: str, region: str) -> tuple[bool, bool, int, bool, bool, int]:
    line, meant = one.line, _MEANT_FOR[group][one.line.audience]
    distance = 0 if topic in line.topics else bool(topic) + bool(line.topics)
    far = not region or line.region != region
    return (one.closed, far, meant + distance, bool(line.region), one.state is None, meant)


def to_report(lines: Iterable[Helpline], group: Group) -> tuple[Helpline, ...]:
    """Return where pictures and pages are reported or removed, places for this group first."""
    meant = _MEANT_FOR[group]
    found = (line for line in lines if line.kind == REPORTING and line.audience in meant)
    return tuple(sorted(found, key=lambda line: meant[line.audience]))
