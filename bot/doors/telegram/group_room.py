"""The room that a group has for calls for help: people who were not answered yet come first."""

from __future__ import annotations

from collections import OrderedDict, deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 60.0
"""Who was answered within so many seconds has Help on the screen: what they ask for now is asked again."""

AGAIN = 8
"""Answers of that sort that all members of a group get together within that time. Telegram takes 20 messages a
minute to a group, so who calls for the first time finds room, whatever the others do."""

GROUPS = 1_000
"""Groups that are remembered; the longest unheard give way."""


class GroupRoom:
    """Says whether a group has room for one more answer to a member. In memory only, a minute long."""

    def __init__(self, time: Callable[[], float]) -> None:
        self._time = time
        self._groups: OrderedDict[int, _Answers] = OrderedDict()

    def has_room(self, chat: int, person: int) -> bool:
        """Whether a member may be answered in the group now; it is counted."""
        now = self._time()
        while self._groups and next(iter(self._groups.values())).last <= now - SECONDS:
            self._groups.popitem(last=False)
        answers = self._groups.setdefault(chat, _Answers())
        self._groups.move_to_end(chat)
        if len(self._groups) > GROUPS:
            self._groups.popitem(last=False)
        return answers.has_room(person, now)


class _Answers:
    """What a group was answered lately: whom, and when again."""

    __slots__ = ("again", "last", "people")

    def __init__(self) -> None:
        self.people: OrderedDict[int, float] = OrderedDict()
        """When each was answered, the longest ago first."""
        self.again: deque[float] = deque()
        self.last = 0.0

    def has_room(self, person: int, now: float) -> bool:
        self.last = now
        while self.people and next(iter(self.people.values())) <= now - SECONDS:
            self.people.popitem(last=False)
        while self.again and self.again[0] <= now - SECONDS:
            self.again.popleft()
        if person in self.people:
            if len(self.again) >= AGAIN:
                return False
            self.again.append(now)
        self.people[person] = now
        self.people.move_to_end(person)
        return True
