"""Directory: one country's part of the book as a screen needs it: blocks of words and numbers to copy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.help import lines as ordering
from bot.help.helpbook import EVERYWHERE
from bot.help.saying import described, emergency_numbers, place
from bot.values.screen import Copy
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from babel import Locale

    from bot.help.helpbook import HelpBook
    from bot.help.lines import Answering
    from bot.help.saying import Say
    from bot.help.situations import Group
    from bot.packs.model import Helpline
    from bot.values.screen import Row

LAST_RESORT = "112"
"""Shown when even the package's lines are missing: every mobile phone treats it as an emergency call
(3GPP TS 22.101, section 10)."""

EMERGENCY_COPIES = 2
"""Emergency numbers that get a button; more would push the other lines down."""


@dataclass(frozen=True, slots=True)
class Directory:
    """The lines of a country at a moment, said in one language. `country` may be empty or one without lines;
    `number`: the region that was chosen, from 1; 0 for none.
    """

    book: HelpBook
    country: str
    locale: str
    now: datetime
    say: Say
    babel: Locale
    number: int = 0

    @property
    def own(self) -> tuple[Helpline, ...]:
        """The country's lines; empty where none are known."""
        return () if self.country in ("", EVERYWHERE) else self.book.lines(self.country, self.locale)

    @property
    def regions(self) -> tuple[str, ...]:
        """The country's regions that have lines of their own."""
        return ordering.regions(self.own)

    @property
    def region(self) -> str:
        """The region that was chosen; empty for none, or for one that is not there (any more)."""
        return self.regions[self.number - 1] if 0 < self.number <= len(self.regions) else ""

    @property
    def everywhere(self) -> tuple[Helpline, ...]:
        """The lines that serve everywhere."""
        return self.book.everywhere(self.locale)

    @property
    def emergency(self) -> tuple[Helpline, ...]:
        """The country's emergency numbers, else the one that works in most."""
        return ordering.emergency(self.own) or ordering.emergency(self.everywhere)

    @property
    def numbers(self) -> str:
        """The emergency numbers in words."""
        return emergency_numbers(self.say, self.emergency) or LAST_RESORT

    @property
    def has_child_line(self) -> bool:
        """Whether the country has a line for children."""
        kinds = (ordering.EMERGENCY, ordering.POLICE, ordering.REPORTING)
        return any(line.audience in ("child", "family") and line.kind not in kinds for line in self.own)

    def to_talk(self, group: Group, topic: str = "") -> tuple[Answering, ...]:
        """Return the lines to talk to, the best first: the country's, and those of the region that was chosen."""
        return ordering.to_talk(self.own, group, topic, self.now, self.region)

    def to_report(self, group: Group) -> tuple[Helpline, ...]:
        """Return where pictures and pages are reported or removed, the country's places first."""
        return ordering.to_report((*self.own, *self.everywhere), group)

    def danger(self, words: str) -> Text:
        """Return `words` ("if there is danger, call:") with the emergency numbers below."""
        notes = {line.note for line in self.emergency if line.note}
        return join([words, bold(self.numbers), *sorted(notes)], "\n")

    def at_the_top(self, sign: str, to_talk: Sequence[Answering]) -> Text:
        """Return the first lines of an urgent page: emergency number, then the line to talk to."""
        first = next((one.line for one in to_talk if one.line.phone or one.line.sms), None)
        line = f"{first.name}: {first.phone or first.sms}" if first else ""
        emergency = Text(f"{sign} ") + bold(self.numbers) + " – " + self.say("emergency services")
        return join([emergency, line], "\n")

    def blocks(self, to_talk: Iterable[Answering]) -> list[Text | str]:
        """Return the lines to talk to as blocks; where there is none for children, what there is instead."""
        found: list[Text | str] = [described(self.say, self.babel, one, self.now) for one in to_talk]
        if self.has_child_line:
            return found
        if self.own:
            words = self.say(
                "I know no children's help line here that anybody could confirm. These lists may have one."
            )
        elif self.country:
            words = self.say("I know no help lines in this country. These lists may have some.")
        else:
            words = self.say("Choose a country with the button below, then I show its numbers.")
        if all(line.phone != LAST_RESORT for line in self.emergency):
            words += " " + self.say("From a mobile phone, 112 works in many countries too.")
        lists = [line for line in self.everywhere if line.kind == "line" and not line.topics]
        return [*found, words, *(place(self.say, line) for line in lists)]

    def unchecked(self, to_talk: Sequence[Answering]) -> str:
        """Return the kind words about numbers that nobody has called yet; empty when all were checked."""
        if all(one.line.verified_on for one in to_talk):
            return ""
        return self.say(
            "These numbers come from open lists. Nobody has checked them by calling yet. "
            "If one does not answer, it is not your fault: try the next one."
        )

    def copies(self, to_talk: Iterable[Answering]) -> tuple[Row, ...]:
        """Return buttons that copy the numbers, one a row, since a phone cuts long ones in pairs: never a `tel:`
        address, which loses the message.
        """
        emergency = [line.phone for line in self.emergency][:EMERGENCY_COPIES] or [LAST_RESORT]
        numbers = dict.fromkeys([*emergency, *(one.line.phone or one.line.sms for one in to_talk)])
        return tuple((Copy(self.say("Copy {number}", number=number), number),) for number in numbers if number)
