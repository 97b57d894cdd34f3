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
"""Shown if even the package's lines are missing: every mobile phone treats it as an emergency call (3GPP TS
22.101, section 10).
"""

EMERGENCY_COPIES = 2
"""Emergency numbers with a button or in the short form; more would push the other lines down."""

FOR_EVERYTHING = ("112", "911", "999")
"""Numbers for police, doctors and firemen together. If a country's first number is one of them, the short form
shows it alone; if each service has its own number, nobody knows which one is needed.
"""

GLANCE = 3
"""Numbers in the short form, emergency numbers included: a frightened person reads no long list."""


@dataclass(frozen=True, slots=True)
class Directory:
    """The lines of a country at a moment, in one language. `country` may be empty or have no lines; `number`: the
    chosen region, from 1; 0 for none.
    """

    book: HelpBook
    country: str
    language: Language
    now: datetime
    say: Say
    number: int = 0

    @property
    def own(self) -> tuple[Helpline, ...]:
        """The country's lines; empty if none are known."""
        return () if self.country in ("", EVERYWHERE) else self.book.lines(self.country, self.language.code)

    @property
    def regions(self) -> tuple[str, ...]:
        """The country's regions that have lines of their own."""
        return helpline_selection.regions(self.own)

    @property
    def region(self) -> str:
        """The chosen region; empty if none was chosen or it no longer exists."""
        return self.regions[self.number - 1] if 0 < self.number <= len(self.regions) else ""

    @property
    def everywhere(self) -> tuple[Helpline, ...]:
        """The lines that serve everywhere."""
        return self.book.everywhere(self.language.code)

    @property
    def emergency(self) -> tuple[Helpline, ...]:
        """The country's emergency numbers; if unknown, the number that works in most countries."""
        return helpline_selection.emergency(self.own) or helpline_selection.emergency(self.everywhere)

    @property
    def first_emergency(self) -> tuple[Helpline, ...]:
        """The emergency numbers of the short form: one, or two if one does not cover everything."""
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
        """Return the first lines of Help that have a number."""
        return tuple(one.line for one in self.at_a_glance(group) if one.line.phone or one.line.sms)

    def at_a_glance(self, group: Group, topic: str = "") -> tuple[Answering, ...]:
        """Return the best lines to talk to for the short form, as many as fit beside the emergency numbers: none
        with costs, none of a region that was not chosen. If the first line may be closed, the second is one that
        certainly answers now.
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
        """Return the lines to talk to, the best first: the country's, and those of the chosen region."""
        return helpline_selection.to_talk(self.own, group, topic, self.now, self.region)

    def to_report(self, group: Group) -> tuple[Helpline, ...]:
        """Return the places to report pictures and pages, or have them removed; the country's own first."""
        return helpline_selection.to_report((*self.own, *self.everywhere), group)

    def danger(self, words: str) -> Text:
        """Return `words` ("if there is danger, call:") above all emergency numbers."""
        return join([words, self._emergency(self.emergency)], "\n")

    def danger_at_a_glance(self, words: str, *, where: bool = True) -> Text:
        """Return `words` above the first emergency numbers; `where`: with the notes on where each serves."""
        numbers = bold(self._numbers(self.first_emergency))
        return join([words, self._emergency(self.first_emergency) if where else numbers], "\n")

    def at_the_top(self, sign: str, to_talk: Sequence[Answering], *, where: bool = True) -> Text:
        """Return the emergency number, then the line to talk to; `where`: with the notes on where each serves."""
        numbers = bold(self._numbers(self.first_emergency))
        emergency = Text(f"{sign} ") + numbers + " – " + self.say("emergency services")
        notes = _notes(self.first_emergency) if where else []
        return join([emergency, *self.glances(to_talk[:1]), *notes], "\n")

    def glances(self, to_talk: Iterable[Answering]) -> list[Text]:
        """Return the lines to talk to, two rows of words each."""
        return [at_a_glance(self.say, self.language, one, self.now) for one in to_talk]

    def blocks(self, to_talk: Iterable[Answering]) -> list[Text | str]:
        """Return the lines to talk to as blocks; if none is for children, the alternatives."""
        return [
            *(described(self.say, self.language, one, self.now) for one in to_talk),
            *self.instead_of_a_child_line(),
        ]

    def instead_of_a_child_line(self, most: int | None = None) -> list[Text | str]:
        """Return the alternatives if no line is for children; at most `most` lists for all countries, if given."""
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
        """Return buttons that copy the numbers, one per row, because a phone cuts long numbers in pairs. Never a
        `tel:` address, because Telegram then refuses the message.
        """
        emergency = [line.phone for line in self.emergency[:EMERGENCY_COPIES]] or [LAST_RESORT]
        return self._copies([*emergency, *(one.line.phone or one.line.sms for one in to_talk)])

    def copies_at_a_glance(self, to_talk: Sequence[Answering]) -> tuple[Row, ...]:
        """Return a button that copies the first line's number; an emergency number is as quick to dial."""
        return self._copies(one.line.phone or one.line.sms for one in to_talk[:1])

    def _numbers(self, emergency: Iterable[Helpline]) -> str:
        return emergency_numbers(self.say, emergency) or LAST_RESORT

    def _emergency(self, lines: Sequence[Helpline]) -> Text:
        """Return numbers and their notes. A note that begins with its number ("112: Europe") stands for both."""
        if lines and all(line.note.startswith(line.phone) for line in lines):
            return join([bold(line.phone) + line.note.removeprefix(line.phone) for line in lines], "\n")
        return join([bold(self._numbers(lines)), *_notes(lines)], "\n")

    def _copies(self, numbers: Iterable[str]) -> tuple[Row, ...]:
        found = dict.fromkeys(number for number in numbers if number)
        return tuple((Copy(self.say("Copy {number}", number=number), number),) for number in found)


def _notes(lines: Iterable[Helpline]) -> list[str]:
    return sorted({line.note for line in lines if line.note})
