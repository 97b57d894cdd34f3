"""Reads transcripts of conversations with the bot, `*.chat.md`, replays and compares them.

`> words` are typed, `> [label]` is tapped, `> (label)` is a key of the bottom keyboard, after `> … 3` it is three
days later. The lines between two steps are the visible screen, those before the first step the opening screen. A
transcript may leave out lines of a screen, but not change one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from bot.chat import textmode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.values.screen import Link, Screen


class Player(Protocol):
    """Plays a transcript; every step returns the next screen."""

    def visits(self, path: str) -> Screen:
        """Press a button with this path."""

    def types(self, words: str) -> Screen:
        """Type words or a command."""

    def waits(self, days: int) -> None:
        """Let this many days pass."""

    def see(self) -> Screen:
        """Return the current screen."""


@dataclass(slots=True)
class Step:
    """A step of a transcript, its line, and the lines that should be seen afterwards, each with its number."""

    act: str
    line: int
    seen: list[tuple[int, str]] = field(default_factory=list)


class NoButton(Exception):
    """A step taps a button that is not on the screen; the message is the label, `labels` are the existing ones."""

    def __init__(self, label: str, labels: Sequence[str]) -> None:
        super().__init__(label)
        self.labels = labels


PAUSE = "…"
OPENING = ""
"""The step of the opening: only looks at the screen."""
_LETTERED = re.compile(r"^(?P<letter>\w)\. (?P<words>.+)$", re.MULTILINE)


def read(text: str) -> tuple[str, list[Step]]:
    """Return the first line of a transcript and its steps; lines before the first step belong to an `OPENING`."""
    lines = text.split("\n")
    steps: list[Step] = []
    for number, line in enumerate(lines[1:], start=2):
        if line.startswith("> "):
            steps.append(Step(line[2:].strip(), number))
        elif line.strip():
            steps = steps or [Step(OPENING, number)]
            steps[-1].seen.append((number, line.removeprefix("bot:").strip()))
    return lines[0], steps


def as_lines(screen: Screen) -> str:
    """Return a screen as lines of a transcript."""
    lines: list[str] = []
    if screen.greeting is not None:
        lines += [f"bot: {screen.greeting.text.plain}"]
        lines += ["     " + " ".join(f"({key})" for key in screen.greeting.keys)]
    picture = f"[picture: {screen.picture.alt}]\n" if screen.picture else ""
    words = (picture + screen.text.plain).split("\n")
    lines += [f"bot: {words[0]}", *(f"     {line}".rstrip() for line in words[1:])]
    lines += [f"     [file {document.name}]" for document in screen.documents]
    lines += ["     " + " ".join(f"[{button.label}]" for button in row) for row in screen.rows]
    return "\n".join(lines)


def act(player: Player, step: str) -> tuple[Screen, str]:
    """Play one step; return the screen, and the tapped path (empty for typed words).

    Errors: NoButton if the step taps a missing button.
    """
    if step.startswith(PAUSE) and step.strip(f"{PAUSE} ").isdecimal():
        player.waits(min(int(step.strip(f"{PAUSE} ")), 3660))
        return player.see(), ""
    if step == OPENING:
        return player.see(), ""
    if not step.startswith("["):
        return player.types(step.strip("()")), ""
    path = button(player.see(), step.strip("[]")).page.path
    return player.visits(path), path


def button(screen: Screen, label: str) -> Link:
    """Return the first button whose label contains these words; if options have letters in the text, the button
    with the letter of these words.

    Errors: NoButton.
    """
    links = textmode.links(screen)
    letters = [one["letter"] for one in _LETTERED.finditer(screen.text.plain) if one["words"] == label]
    found = next((link for link in links if label in link.label), None)
    found = found or next((link for link in links if letters and link.label.lstrip("☐☑ ") == letters[0]), None)
    if found is None:
        raise NoButton(label, [link.label for link in links])
    return found


def plays(player: Player, steps: Sequence[str]) -> str:
    """Play the steps and return the whole transcript below its first line."""
    parts = []
    for step in steps:
        screen = act(player, step)[0]
        did = "" if step == OPENING else f"> {step}\n"
        parts.append(did.strip() if step.startswith(PAUSE) else did + as_lines(screen))
    return "\n\n".join(parts) + "\n"


def missing(step: Step, screen: Screen) -> tuple[int, str] | None:
    """Return the first expected line, with its number, that the screen lacks in this
    order; None if all are there.
    """
    there = [line.removeprefix("bot:").strip() for line in as_lines(screen).split("\n")]
    at = 0
    for number, line in step.seen:
        place = next((place for place in range(at, len(there)) if line in there[place]), None)
        if place is None:
            return number, line
        at = place
    return None
