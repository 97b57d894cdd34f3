"""The crawler of the chat: it taps every button; which pages it keeps apart."""

from __future__ import annotations

import itertools
import re
from collections import Counter, deque
from typing import TYPE_CHECKING

from bot.chat import textmode
from bot.chat.incoming import Tap
from bot.doors.telegram.calls import calls
from bot.values import limits
from bot.values.page import parse
from bot.values.screen import Address, Copy, Link
from bot.values.text import utf16_length
from tests.kit.reviewing import reads_all
from tests.kit.studio import ORGANISER, changed, invited, zipped
from tests.talk import House, Person

if TYPE_CHECKING:
    from bot.values.screen import Screen
    from tests.talk import House

ANOTHER_COMES = ("profiles/nobody", "profiles/new/", "profiles/erase/now")
"""Pages after which somebody else has the phone, or nobody is known on it."""


KEPT_APART = ("forget/now", "start", "who", "where", "set/", "consent", "help-in", *ANOTHER_COMES)
"""Pages that change who is crawling, or of which there are hundreds alike; each is tapped in tests of its own."""


PLAYED = re.compile(
    r"(?:round|judged|drill|after)/.*:|class/[0-9]+/pupils/|plan(?:-kept)?/|my-icons/|profile/\w+/"
)
"""Pages whose path holds all that was chosen: there are thousands, and each screen has a test of its own."""


FEW = 60
"""So many of these are tapped of each kind, those that are reached first."""


MOST = 1800
"""A crawl that has not come to its end by then is a mistake."""


def holds_to_telegrams_limits(screen: Screen) -> None:
    assert screen.text.plain.strip()
    buttons = list(itertools.chain(*screen.rows))
    assert len(buttons) <= limits.BUTTONS
    assert all(len(row) <= limits.ROW_BUTTONS for row in screen.rows)
    for button in buttons:
        assert button.label.strip()
        match button:
            case Link(_, page):
                assert len(page.path.encode()) <= limits.PATH_BYTES
                assert parse(page.path) == page
            case Address(_, url):
                assert url.startswith("https://")
            case Copy(_, words):
                assert 0 < len(words) <= limits.COPY_CHARACTERS
    for call in calls(screen, chat=1):
        words = getattr(call.method, "text", None) or getattr(call.method, "caption", None) or ""
        assert utf16_length(words) <= limits.TEXT_UNITS


def leads_on(screen: Screen) -> bool:
    return bool(textmode.links(screen))


FRONT = ("menu", "settings", "privacy", "export", "forget", "enough", "tip", "help", "class", "stop")


def crawl(person: Person, begin: tuple[str, ...] = FRONT, apart: tuple[str, ...] = KEPT_APART) -> set[str]:
    """Tap every button once, breadth first (of what is `PLAYED` a `FEW`); return the paths that were seen."""
    seen: set[str] = set()
    played: Counter[str] = Counter()
    waiting = deque(begin)
    while waiting:
        path = waiting.popleft()
        if path in seen:
            continue
        if PLAYED.match(path):
            word = path.partition("/")[0]
            played[word] += 1
            if played[word] > FEW:
                continue
        seen.add(path)
        assert len(seen) < MOST, path
        screen = person.does(Tap(path))
        assert "Something broke" not in screen.text.plain, path
        assert "У меня что-то сломалось" not in screen.text.plain, path
        holds_to_telegrams_limits(screen)
        assert leads_on(screen), f"{path} is a dead end"
        waiting += [link.page.path for link in textmode.links(screen) if not link.page.path.startswith(apart)]
    return seen


ELSEWHERE = (
    *KEPT_APART,
    *("menu", "topic", "items", "settings", "help", "class", "habits", "campaign", "tip", "invites", "search"),
)
"""What an editor finds on the way that all others find too, and the end of being an editor."""


STUDIO = ("studio", "edition/1", "edition/2", "edition/3", "edition/4")


ORGANISED = ("organise/0", "owners:0")


def in_the_studio(house: House, language: str, duty: str) -> tuple[Person, Person]:
    """Somebody of this duty and the organiser; a draft, one that waits, a returned one and one that serves."""
    organiser = Person(house, ORGANISER, language)
    house.conversation.services.organisers = frozenset({ORGANISER})
    organiser.settles_in("educator")
    editor, judge = invited(organiser, 2001, language=language), invited(organiser, 2002, "psychologist", language)
    for number, name in enumerate(("harbour", "pier", "quay", "mole"), 1):
        editor.sends_pack(zipped(changed("id: harbour", f"id: {name}", "pack.yml")))
        if name != "harbour":
            editor.visits(f"edition/{number}/sent")
    judge.visits("edition/3/note:0")
    judge.types("Say what a key is.")
    judge.visits("edition/3/return")
    reads_all(judge, 4)
    judge.visits("edition/4/approved")
    child = Person(house, 1001, language)
    child.settles_in("9-11")
    child.visits("flag/l/lamp/light/9-11:secret.w")
    return editor if duty == "editor" else invited(organiser, 2003, duty, language), organiser


LAST = re.compile(
    r"/(closed|stopped|left|ended|withdrawn|out|approved|taken|back|over)$|edition/\d+/(?:dropped|return)$|desk/close|studio/stop|/code"
)
"""What ends something: tapped when all else was seen."""


CLOSED = "/p/desk/close"
"""What closes the browser itself: tapped at the very end."""
