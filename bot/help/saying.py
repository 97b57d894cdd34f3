"""Saying: a help line in words: its number as plain text, who it is for, when it answers, what it costs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

from babel.dates import format_date, format_datetime, format_time

from bot.values.text import bold, join

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from babel import Locale

    from bot.help.lines import Answering
    from bot.packs.model import Helpline
    from bot.values.text import Text

OLD = timedelta(days=365)
"""How long a check of a number counts (docs/help-protocol.md)."""


class Say(Protocol):
    """Says a phrase of the bot in the person's language."""

    def __call__(self, msgid: str, /, **values: object) -> str:
        """Return the phrase for an English sentence, its `{names}` filled in."""


def emergency_numbers(say: Say, lines: Iterable[Helpline]) -> str:
    """Return the emergency numbers in one line of words: `112 · police 101`."""
    return " · ".join(
        say("police {number}", number=line.phone) if line.kind == "police" else line.phone for line in lines
    )


def described(say: Say, babel: Locale, one: Answering, now: datetime) -> Text:
    """Return a line as a short block: name; number and cost; when; for whom; where else to write."""
    line = one.line
    facts = [when(say, babel, one, now), _cost(say, line)] if line.phone or line.sms else []
    facts += [str(babel.languages.get(code, code)) for code in line.languages]
    notes = [say("only in: {region}", region=line.region) if line.region else "", line.note]
    below = [" · ".join(facts), " · ".join(filter(None, notes)), _checked(say, babel, line, now)]
    return join([bold(line.name), *_ways(say, line), *below], "\n")


def place(say: Say, line: Helpline) -> Text:
    """Return a page to report to, or a directory, as a short block: name, address, what to know."""
    return join([bold(line.name), *_ways(say, line), line.note], "\n")


def when(say: Say, babel: Locale, one: Answering, now: datetime) -> str:
    """Return when a line answers: "open now, until 21:00", "closed now, opens at 15:00", else what is known. Times
    are the line's own.
    """
    if one.state is None:
        return one.line.hours or say("hours not known")
    until = one.state.until
    if until is None:
        return say("open day and night")
    time = format_time(until, "HH:mm", locale=babel)
    if one.state.open:
        return say("open now, until {time}", time=time)
    if until.date() == now.astimezone(until.tzinfo).date():
        return say("closed now, opens at {time}", time=time)
    return say("closed now, opens {day} at {time}", day=format_datetime(until, "EEE", locale=babel), time=time)


def _ways(say: Say, line: Helpline) -> list[str]:
    """Return how the line is reached, each way a line of plain words; numbers verbatim (requirement 16)."""
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


def _cost(say: Say, line: Helpline) -> str:
    return {
        "free": say("free"),
        "toll": say("costs as much as a usual call"),
        "": say("price not known"),
    }.get(line.cost, line.cost)


def _checked(say: Say, babel: Locale, line: Helpline, now: datetime) -> str:
    """Return when somebody called the number; nothing for one that nobody has (the screen says so once)."""
    if not line.verified_on:
        return ""
    day = date.fromisoformat(line.verified_on)
    words = format_date(day, "long", locale=babel)
    if now.date() - day > OLD:
        return say("checked on {day}, more than a year ago", day=words)
    return say("checked on {day}", day=words)
