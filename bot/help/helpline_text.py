"""Describes a help line in words: number as plain text, audience, opening hours, cost."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

from bot.help.helpline_selection import FREE, is_old
from bot.values.text import bold, join

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.help.helpline_selection import Answering
    from bot.packs.model import Helpline
    from bot.values.locales import Language
    from bot.values.text import Text


class Say(Protocol):
    """Says a phrase of the bot in the person's language."""

    def __call__(self, msgid: str, /, **values: object) -> str:
        """Return the phrase for an English sentence, its `{names}` filled in."""


def emergency_numbers(say: Say, lines: Iterable[Helpline]) -> str:
    """Return the emergency numbers in one row of words: `112 · police 101`."""
    return " · ".join(
        say("police {number}", number=line.phone) if line.kind == "police" else line.phone for line in lines
    )


def described(say: Say, language: Language, one: Answering, now: datetime) -> Text:
    """Return a line as a short block: name; number and cost; hours; audience; other ways to write."""
    line = one.line
    facts = [when(say, language, one, now), _cost(say, line)] if line.phone or line.sms else []
    facts += [_language(language, code) for code in line.languages]
    notes = [_region(say, line), line.note]
    below = [" · ".join(facts), " · ".join(filter(None, notes)), _checked(say, language, line, now)]
    return join([bold(line.name), *_ways(say, line), *below], "\n")


def at_a_glance(say: Say, language: Language, one: Answering, now: datetime) -> Text:
    """Return a line in two rows of words: name and number; hours, price, date of the check. Unknown facts are left
    out, also the line's language if the reader speaks it.
    """
    line = one.line
    known = [
        when(say, language, one, now) if one.state or line.hours else "",
        _cost(say, line) if line.cost else "",
    ]
    if line.languages and language.code not in line.languages:
        known += [_language(language, code) for code in line.languages]
    known += [_region(say, line), line.note, _checked(say, language, line, now)]
    return join([join([f"{line.name}:", bold(_ways(say, line)[0])], " "), " · ".join(filter(None, known))], "\n")


def place(say: Say, line: Helpline) -> Text:
    """Return a page to report to, or a directory, as a short block: name, address, notes."""
    return join([bold(line.name), *_ways(say, line), line.note], "\n")


def when(say: Say, language: Language, one: Answering, now: datetime) -> str:
    """Return when a line answers: "open now, until 21:00", "closed now, opens at 15:00", else the known hours.
    Times are in the line's own zone.
    """
    if one.state is None:
        return one.line.hours or say("hours not known")
    until = one.state.until
    if until is None:
        return say("open day and night")
    time = language.time(until)
    if one.state.open:
        return say("open now, until {time}", time=time)
    if until.date() == now.astimezone(until.tzinfo).date():
        return say("closed now, opens at {time}", time=time)
    return say("closed now, opens {day} at {time}", day=language.date(until, "EEE"), time=time)


def _ways(say: Say, line: Helpline) -> list[str]:
    """Return the ways to reach the line, one row each; numbers verbatim (requirement 16)."""
    ways = [line.phone] if line.phone else []
    if line.sms and line.word:
        ways.append(say("text message: the word {word} to {number}", word=line.word, number=line.sms))
    elif line.sms:
        ways.append(say("text message: {number}", number=line.sms))
    if line.chat:
        ways.append(say("chat: {address}", address=line.chat))
    elif line.url and not (line.phone or line.sms):
        ways.append(line.url)
    return ways


def _language(language: Language, code: str) -> str:
    return str(language.babel.languages.get(code, code))


def _region(say: Say, line: Helpline) -> str:
    return say("only in: {region}", region=line.region) if line.region else ""


def _cost(say: Say, line: Helpline) -> str:
    return {
        FREE: say("free"),
        "toll": say("costs as much as a usual call"),
        "": say("price not known"),
    }.get(line.cost, line.cost)


def _checked(say: Say, language: Language, line: Helpline, now: datetime) -> str:
    """Return when the number was checked by a call; empty for numbers that are not called (see the call sheet)."""
    if not line.verified_on:
        return ""
    day = language.date(date.fromisoformat(line.verified_on))
    if is_old(line.verified_on, now.date()):
        return say("checked on {day}, more than a year ago", day=day)
    return say("✓ checked on {day}", day=day)
