"""One country's help lines as a screen needs them: blocks of words, and numbers to copy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.help import helpline_selection
from bot.help.help_book import EVERYWHERE
from bot.help.helpline_text import at_a_glance, described, emergency_numbers, place
from bot.values.screen import Copy
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from bot.help.help_book import HelpBook
    from bot.help.helpline_selection import Answering
    from bot.help.helpline_text import Say
    from bot.help.situations import Group
    from bot.packs.model import Helpline
    from bot.values.locales import Language
    from bot.values.screen import Row

LAST_RESORT = "112"
"""Shown when even the package's lines are missing: every mobile phone treats it as an emergency call
(3GPP TS 22.101, section 10)."""

EMERGENCY_COPIES = 2
"""Emergency numbers that get a button or stand at a glance; more would push the other lines down."""

FOR_EVERYTHING = ("112", "911", "999")
"""Numbers behind which police, doctors and firemen are called alike. Where a country's first number is one of
them, it stands alone at a glance; where each service has its own, nothing tells which is needed.
"""

GLANCE = 3
"""Numbers at a glance, emergency numbers included: a frightened person reads no long list."""


@dataclass(frozen=True, slots=True)
class Directory:
    """The lines of a country at a moment, said in one language. `country` may be empty or one without lines;
    `number`: the region that was chosen, from 1; 0 for none.
    """

    book: HelpBook
    country: str
    language: Language
    now: datetime
    say: Say
    number: int = 0

    @property
    def own(self) -> tuple[Helpline, ...]:
        """The country's lines; empty where none are known."""
        return () if self.country in ("", EVERYWHERE) else self.book.lines(self.country, self.language.code)

    @property
    def regions(self) -> tuple[str, ...]:
        """The country's regions that have lines of their own."""
        return helpline_selection.regions(self.own)

    @property
    def region(self) -> str:
        """The chosen region; empty for none or one that no longer exists."""
        return self.regions[self.number - 1] if 0 < self.number <= len(self.regions) else ""

    @property
    def everywhere(self) -> tuple[Helpline, ...]:
        """The lines that serve everywhere."""
        return self.book.everywhere(self.language.code)

    @property
    def emergency(self) -> tuple[Helpline, ...]:
        """The country's emergency numbers, else the one that works in most."""
        return helpline_selection.emergency(self.own) or helpline_selection.emergency(self.everywhere)

    @property
    def first_emergency(self) -> tuple[Helpline, ...]:
        """The emergency numbers at a glance: one, or two where one does not do."""
        first = self.emergency[:EMERGENCY_COPIES]
        return first[:1] if self.own and first and first[0].phone in FOR_EVERYTHING else first

    @property
    def numbers(self) -> str:
        """The emergency numbers in words."""
        return self._numbers(self.emergency)

    @property
    def has_child_line(self) -> bool:
        """Whether the country has a line for children."""
        kinds = (helpline_selection.EMERGENCY, helpline_selection.POLICE, helpline_selection.REPORTING)
        return any(line.audience in ("child", "family") and line.kind not in kinds for line in self.own)

    def first_lines(self, group: Group) -> tuple[Helpline, ...]:
        """Return the lines that Help names first and that have a number."""
        return tuple(one.line for one in self.at_a_glance(group) if one.line.phone or one.line.sms)

    def at_a_glance(self, group: Group, topic: str = "") -> tuple[Answering, ...]:
        """Return the best lines to talk to, as many as stand beside the emergency numbers: none that costs, and
        none of a region that was not chosen. One that answers now for sure is the second where the first may not.
        """
        found = [
            one
            for one in self.to_talk(group, topic)
            if not (helpline_selection.costs(one.line) or helpline_selection.elsewhere(one.line, self.region))
        ]
        if found and not found[0].open:
            found[1:] = sorted(found[1:], key=lambda one: not one.open)
        return tuple(found)[: GLANCE - len(self.first_emergency)]

    def to_talk(self, group: Group, topic: str = "") -> tuple[Answering, ...]:
        """Return the lines to talk to, the best first: the country's, and those of the region that was chosen."""
        return helpline_selection.to_talk(self.own, group, topic, self.now, self.region)

    def to_report(self, group: Group) -> tuple[Helpline, ...]:
        """Return where pictures and pages are reported or removed, the country's places first."""
        return helpline_selection.to_report((*self.own, *self.everywhere), group)

    def danger(self, words: str) -> Text:
        """Return `words` ("if there is danger, call:") with all emergency numbers below."""
        return join([words, self._emergency(self.emergency)], "\n")

    def danger_at_a_glance(self, words: str) -> Text:
        """Return `words` with the first emergency numbers below."""
        return join([words, self._emergency(self.first_emergency)], "\n")

    def at_the_top(self, sign: str, to_talk: Sequence[Answering]) -> Text:
        """Return the first lines of an urgent page: emergency number, then the line to talk to."""
        numbers = bold(self._numbers(self.first_emergency))
        emergency = Text(f"{sign} ") + numbers + " – " + self.say("emergency services")
        return join([emergency, *self.glances(to_talk[:1]), *_notes(self.first_emergency)], "\n")

    def glances(self, to_talk: Iterable[Answering]) -> list[Text]:
        """Return the lines to talk to in two lines of words each."""
        return [at_a_glance(self.say, self.language, one, self.now) for one in to_talk]

    def blocks(self, to_talk: Iterable[Answering]) -> list[Text | str]:
        """Return the lines to talk to as blocks; where there is none for children, what there is instead."""
        return [
            *(described(self.say, self.language, one, self.now) for one in to_talk),
            *self.instead_of_a_child_line(),
        ]

    def instead_of_a_child_line(self, most: int | None = None) -> list[Text | str]:
        """Return what there is where no line is for children; in short with `most` lists for all countries."""
        if self.has_child_line:
            return []
        if self.own:
            words = self.say("I know no children's help line here.")
        elif self.country:
            words = self.say("I know no help lines in this country.")
        else:
            words = self.say("Choose or type your country to see its numbers.")
        if most is None and all(line.phone != LAST_RESORT for line in self.emergency):
            words += " " + self.say("From a mobile phone, 112 works in many countries too.")
        lists = [line for line in self.everywhere if line.kind == "line" and not line.topics]
        return [words, *(place(self.say, line) for line in lists[:most])]

    def copies(self, to_talk: Iterable[Answering]) -> tuple[Row, ...]:
        """Return buttons that copy the numbers, one a row, since a phone cuts long ones in pairs: never a `tel:`
        address, which loses the message.
        """
        emergency = [line.phone for line in self.emergency[:EMERGENCY_COPIES]] or [LAST_RESORT]
        return self._copies([*emergency, *(one.line.phone or one.line.sms for one in to_talk)])

    def copies_at_a_glance(self, to_talk: Sequence[Answering]) -> tuple[Row, ...]:
        """Return a button that copies the number of the first line; an emergency number is as quickly dialled."""
        return self._copies(one.line.phone or one.line.sms for one in to_talk[:1])

    def _numbers(self, emergency: Iterable[Helpline]) -> str:
        return emergency_numbers(self.say, emergency) or LAST_RESORT

    def _emergency(self, lines: Sequence[Helpline]) -> Text:
        """Return numbers and their notes; notes that name their number ("112: Europe") say both."""
        if lines and all(line.note.startswith(line.phone) for line in lines):
            return join([bold(line.phone) + line.note.removeprefix(line.phone) for line in lines], "\n")
        return join([bold(self._numbers(lines)), *_notes(lines)], "\n")

    def _copies(self, numbers: Iterable[str]) -> tuple[Row, ...]:
        found = dict.fromkeys(number for number in numbers if number)
        return tuple((Copy(self.say("Copy {number}", number=number), number),) for number in found)


def _notes(lines: Iterable[Helpline]) -> list[str]:
    """Return what a caller should know of emergency numbers."""
    return sorted({line.note for line in lines if line.note})
