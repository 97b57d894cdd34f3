"""Simulates sending: messages that are due wait in a queue and are sent at Telegram's pace; after their
evening they are dropped.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.values.limits import steady

if TYPE_CHECKING:
    from collections.abc import Iterable

TICK = 300
"""Seconds of a tick of the forecast; a finer one would show nothing that people notice."""

LATE = 1800 // TICK
"""Ticks after which a message counts as late: half an hour."""

LAST_HOUR = 3600 // TICK

NEVER = -(10**9)
"""A tick before all others."""


@dataclass(frozen=True, slots=True)
class Batch:
    """`people` messages of one kind (`what`: a campaign's day, or tips) that are due in a tick, and the tick
    after which it is too late for them; `rank` 0 goes before 1.
    """

    what: str
    rank: int
    due: int
    until: int
    people: float


@dataclass(slots=True)
class SendingStats:
    """How the messages of one kind were sent: numbers sent, dropped, late by half an hour, sent within the
    last hour before the quiet hours; the longest wait in ticks; first tick due and last tick sent. Ticks count
    from the forecast's first midnight in UTC; east of it the first day begins before.
    """

    sent: float = 0.0
    dropped: float = 0.0
    late: float = 0.0
    pressed: float = 0.0
    wait: int = 0
    first: int = NEVER
    last: int = NEVER


@dataclass(slots=True)
class SendingPlan:
    """The whole simulation: the numbers of each kind, and for each tick how much was sent and how long the
    queue was.
    """

    courses: dict[str, SendingStats] = field(default_factory=lambda: defaultdict(SendingStats))
    sent: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    line: dict[int, float] = field(default_factory=dict)
    waits: dict[int, int] = field(default_factory=lambda: defaultdict(int))


def simulate_sending(batches: Iterable[Batch], rate: int) -> SendingPlan:
    """Send batches at `rate` messages a second, higher ranks first, each in the order in which it is due."""
    found = SendingPlan()
    coming: dict[int, list[Batch]] = defaultdict(list)
    for batch in batches:
        coming[batch.due].append(batch)
    left: tuple[deque[tuple[Batch, float]], ...] = (deque(), deque())
    tick, last = min(coming, default=0), max(coming, default=-1)
    room = steady(rate) * TICK
    while tick <= last or left[0] or left[1]:
        for batch in coming.get(tick, ()):
            left[batch.rank].append((batch, batch.people))
            course = found.courses[batch.what]
            course.first = batch.due if course.first == NEVER else min(course.first, batch.due)
        free = room
        for line in left:
            free = _serve(found, line, tick, free)
        found.line[tick] = sum(people for line in left for _, people in line)
        tick += 1
    return found


def _serve(found: SendingPlan, line: deque[tuple[Batch, float]], tick: int, free: float) -> float:
    """Send what fits into this tick; return the remaining capacity."""
    while line:
        batch, people = line[0]
        course = found.courses[batch.what]
        if tick >= batch.until:
            course.dropped += people
            line.popleft()
            continue
        if free <= 0:
            break
        now = min(free, people)
        free -= now
        wait = tick - batch.due
        course.sent += now
        course.last, course.wait = tick, max(course.wait, wait)
        course.late += now if wait >= LATE else 0.0
        course.pressed += now if batch.until - tick <= LAST_HOUR else 0.0
        found.sent[tick] += now
        found.waits[tick] = max(found.waits[tick], wait)
        if now < people:
            line[0] = (batch, people - now)
            break
        line.popleft()
    return free
