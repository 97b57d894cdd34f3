"""Group posts: what a feature brings to a group of people, such as the questions of a live quiz. A door with
groups posts them and knows no feature. A module of the feature holds `group_posts`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Protocol

from bot.values.folders import FEATURES, modules_below
from bot.values.text import Text

if TYPE_CHECKING:
    from datetime import datetime

    from bot.chat.services import Services
    from bot.chat.turn import Reader
    from bot.values.page import Page

EXPLAINED = re.compile(r"explained/(\d{1,9})/(\d{1,3})/(\d{1,2})")
"""The path of a button below an answer: three numbers that its feature understands. It does not name a page: it
works only in its group.
"""


@dataclass(frozen=True, slots=True)
class Poll:
    """An anonymous quiz poll; `right` are the places of the right options, from 0; `several` may be marked."""

    question: str
    options: tuple[str, ...]
    right: tuple[int, ...]
    explanation: str
    several: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """No more answers to the poll."""


@dataclass(frozen=True, slots=True)
class Leave:
    """The bot leaves the group."""


@dataclass(frozen=True, slots=True)
class Told:
    """A question's answer; below it each option with the path of its button (`EXPLAINED`)."""

    text: Text
    options: tuple[tuple[str, str], ...]


Post = Poll | Text | Told | Stop | Leave


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is told to the one member who tapped an option; `alert` is the same in a few words."""

    text: Text
    alert: str
    reader: Reader


@dataclass(frozen=True, slots=True)
class Bringing:
    """What a group is brought now, to its chat (which lives in memory only; None: there is none). `poll` is the
    message that holds its last poll; `leaves`: nothing comes after this. `sorry` is said, once, when no poll may
    be sent there; None: it was said before. `group` is the feature's own.
    """

    chat: int | None
    posts: tuple[Post, ...]
    poll: int | None
    leaves: bool
    sorry: Text | None
    group: Any


class Taken(Enum):
    """Whether the messenger took the posts."""

    ALL = "all"
    BLOCKED = "blocked"
    """The bot was put out of the group."""
    REFUSED = "refused"
    """It will never take the one that was sent last."""
    LATER = "later"
    """It did not take them in time."""


@dataclass(frozen=True, slots=True)
class Brought:
    """How it went: the group's chat and its last poll by now. `moved`: the group has another chat than before;
    `asked`: a new poll stands there.
    """

    taken: Taken
    chat: int
    poll: int | None
    moved: bool
    asked: bool


class GroupPosts(Protocol):
    """What a feature knows of its groups. Each method runs in the store's thread. Errors: StoreAway."""

    def take(self, services: Services, now: datetime, most: int) -> list[Bringing]:
        """Return what is due in at most so many groups; nobody else gets it for a while."""

    def settle(self, services: Services, due: Bringing, brought: Brought, now: datetime) -> None:
        """Write down what a group has seen by now."""

    def choose(self, services: Services, sender: int, code: str, chat: int, now: datetime) -> Page | None:
        """Post to this group from now on, if the person may want that by their code. Return the page that leads
        them on in their own chat; None for anybody else: nothing of them is kept.
        """

    def move(self, services: Services, chat: int, to: int | None) -> None:
        """Follow a group to its new chat, or lose it (None: the bot was put out)."""

    def explain(self, services: Services, chat: int, path: str, now: datetime) -> Explanation | None:
        """Return what a button below an answer tells in this group; None when it is over. The person who asks is
        not known.
        """


def find_group_posts(package: str = FEATURES) -> tuple[GroupPosts, ...]:
    """Return what all features bring to groups."""
    found = (vars(module).get("group_posts") for module in modules_below(package))
    return tuple(posts for posts in found if posts is not None)
