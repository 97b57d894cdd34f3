"""Promises: every sentence that speaks of later, and what has to follow it, or why nothing has to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from babel.messages.pofile import read_po

from bot.chat.notification_policy import zone_of
from bot.values.locales import FOLDER
from bot.values.phrases import ADULT, CATALOGUE
from bot.values.why import Why

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from tests.kit.month import Life, Month, Said, Unasked

LATER = re.compile(r"tomorrow|\blater\b|next week|завтра|позже|на следующей неделе", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Promise:
    """A sentence of the bot that somebody read, the values in it, and the English sentence of the code."""

    life: Life
    said: Said
    phrase: str
    values: dict[str, str]

    def after(self, month: Month, *whys: Why, days: float = 365) -> list[Unasked]:
        """Return what came by itself afterwards, within so many days, for these reasons."""
        until = self.said.at + timedelta(days=days)
        mine = [one for one in month.sent if one.who == self.life.name and self.said.at <= one.at <= until]
        return [one for one in mine if one.why in whys]

    def here(self, at: datetime) -> datetime:
        """Return a moment by the person's own clock."""
        return at.astimezone(zone_of(self.life.zone))


def _next_day(month: Month, promise: Promise) -> str:
    """The next day of a campaign comes on its day, at its hour or within its window; or the day had its message
    already, or the person left, said stop or wanted quiet.
    """
    day, hour = promise.values["day"], promise.values["hour"]
    for one in promise.after(month, Why.CAMPAIGN, Why.ASSIGNMENT, Why.INVITE, Why.TIP):
        at = promise.here(one.at)
        if str(at.day) not in day.split():
            continue
        if one.why is not Why.CAMPAIGN:
            return ""  # named: one message a day is enough
        begins = int(hour.split(":")[0])
        return "" if begins <= at.hour <= begins + 2 else f"it came at {at:%H:%M}"
    return "nothing came on that day"


def _reminder(month: Month, promise: Promise) -> str:
    """The reminder of an evening comes once, at its time."""
    came = [promise.here(one.at) for one in promise.after(month, Why.NUDGE, days=1)]
    return "" if [f"{at:%H:%M}" for at in came] == [promise.values["time"]] else f"it came at {came}"


def _tips(month: Month, promise: Promise) -> str:
    """Tips come at their hour, the first within a week; or `why` names what took its place."""
    came = [promise.here(one.at) for one in promise.after(month, Why.TIP, days=8)]
    other = [at for at in came if f"{at:%H:%M}" != promise.values["time"]]
    week = {f"{promise.here(promise.said.at) + timedelta(days=day):%Y-%m-%d}" for day in range(8)}
    named = any(line[:10] in week and "  a tip: " in line for line in promise.life.lines)
    return "" if (came or named) and not other else f"in a week they came at {came}"


def _invitation(month: Month, promise: Promise) -> str:
    """Once, before a campaign for them begins; or `why` names what took its place in the person's week."""
    came = promise.after(month, Why.INVITE)
    named = any("an invitation" in line for line in promise.life.lines)
    return "" if len(came) == 1 or (not came and named) else "no invitation came and nothing says why, or two did"


def _quiet(month: Month, promise: Promise) -> str:
    """Nothing comes for a week but what was asked for this very evening."""
    came = promise.after(month, *(why for why in Why if why is not Why.NUDGE), days=6.5)
    return f"{came[0].path} came" if came else ""


def _pupils_are_told(month: Month, promise: Promise) -> str:
    """Each pupil of the class is told of an assignment, or `why` names the reason."""
    task = next(path for path in promise.said.paths if path.startswith("task/")).replace("/", ":")
    told = {one.who for one in month.sent if one.campaign == task}
    missing = []
    for name, life in month.lives.items():
        lines = [line for line in life.lines if task in line]
        if life.is_pupil and name not in told and not lines:
            missing.append(name)
    return f"{missing} were not told, and nothing says why" if missing else ""


def _reminder_of_a_task(month: Month, promise: Promise) -> str:
    """At most one reminder of an assignment to a person, and none on its day (which the rules hold)."""
    task = next(path for path in promise.said.paths if path.startswith("task/")).split("/")[1]
    told = [one.who for one in month.sent if one.campaign == f"task:{task}" and one.step]
    return "" if len(told) == len(set(told)) else f"{told} were reminded"


def _comes_back(_: Month, promise: Promise) -> str:
    """Missed questions are offered again on a later day: their quiz stands in the menu."""
    later = [said for said in promise.life.said if said.at.date() > promise.said.at.date()]
    offered = any(path.startswith("quiz/") for said in later for path in said.paths)
    return "" if offered else "no screen of a later day offers them"


KEPT: dict[str, Callable[[Month, Promise], str]] = {
    "You are taking part. The next message comes on {day}, at {hour} or a little later.": _next_day,
    "All right: once, at {time}.": _reminder,
    "All right. {often}, at {time}. Each tip has a button for fewer and one for none.": _tips,
    "All right: I write once, at most {days} before a campaign for you begins.": _invitation,
    "Until {day} nothing comes by itself: no tips, no campaigns, no tasks.": _quiet,
    "A reminder is the same friendly message once more, by day, and comes before the due day or not at all. I "
    "remind of an assignment once.": _reminder_of_a_task,
    "Pupils find it in their menu now, marked 📌. A message tells them by day, not in the evening.": (
        _pupils_are_told
    ),
    "You got {right} of {total} right. The others come back in a later quiz, so you can look again.": _comes_back,
    "These were tricky ones. They come back in a later quiz, so you can look again.": _comes_back,
}
"""Sentences that promise something, and what tells whether it came: nothing, or what is wrong."""

A_RIGHT = "it tells what one may do, not what the bot will"
A_LABEL = "a label"
EDITORS = "it tells an editor what to write"
VISITOR = "an offer to somebody who is not remembered: only who agrees is promised it"

NAMED = {
    "A text that is not translated yet keeps no language waiting:": A_RIGHT,
    "What is sensitive, or was found to be later,": "who may restore a version of a pack",
    "💾 Save, I go on later": A_LABEL,
    "A reminder would reach nobody in time:": "a reason why none is sent",
    "Did not work today? Tomorrow is a new day.": "comfort, on a plan that hangs at home",
    "I cannot read this version just now. Please try again later.": A_RIGHT,
    "If you join: {many}, at most one a day, at {hours} or a little later by your clock. One tap leaves.": (
        "what comes to who joins, whose page then promises the next one"
    ),
    "It can be done later too.": A_RIGHT,
    "Later": A_LABEL,
    "Later is fine too": A_LABEL,
    "Not after the day": A_LABEL,
    "Tap what the adult may see. What you finish later stays hidden until you tap it here.": A_RIGHT,
    "What is it about? You can mix in other topics later.": A_RIGHT,
    "You get a number, such as editor 3.": A_RIGHT,
    "You got {right} of {total} right. If I may remember you, the others come back in a later quiz.": VISITOR,
    "{title}, four weeks later": "the title of a quiz that is there",
    "so that an adult sees just what the child chose;": "a line of /privacy, which its own tests hold",
    "day {day} of '{id}' is after the last day, {until}": EDITORS,
    "give it a later day": EDITORS,
    "look them up again, then write a later day": EDITORS,
    "write a later day in `until`": EDITORS,
    "write a later day in `until`, or leave it empty": EDITORS,
    "write at most {last}, or a later day in `until`": EDITORS,
}
"""Sentences of the code that speak of later and promise nothing, with the reason; a beginning stands for all."""

IN_PACKS = {
    "Tomorrow is a new evening.": "comfort after an evening that did not go as wished",
    "Завтра новый вечер.": "comfort after an evening that did not go as wished",
    "account tomorrow, what three": "a question to ask at home",
    "Если завтра не получится войти": "a question to ask at home",
    '"Theatre tomorrow.': "somebody's words in a question",
    "«Завтра театр.": "somebody's words in a question",
}
"""Sentences of packs that speak of later, by words in them, with the reason why the bot owes nothing."""


def is_known(phrase: str) -> bool:
    """Whether a sentence of the code is followed up, or has a reason."""
    return phrase in KEPT or any(phrase.startswith(known) for known in NAMED)


def speaking_of_later() -> Iterator[str]:
    """Yield the sentences of the code that speak of later, in English or in a translation."""
    for file in sorted(FOLDER.glob(f"*/{CATALOGUE}")):
        with file.open("rb") as source:
            for message in read_po(source):
                ids = message.id if isinstance(message.id, (list, tuple)) else [message.id]
                words = message.string if isinstance(message.string, (list, tuple)) else [message.string]
                if message.id and any(LATER.search(one) for one in (*ids, *words)):
                    yield ids[0]


def made_in(month: Month) -> list[Promise]:
    """Return every promise of the code that somebody of the month has read."""
    found = []
    for life in month.lives.values():
        phrases = month.house.phrases[life.language]
        patterns = {
            phrase: [_pattern(said) for said in {phrases.say(phrase), phrases.pgettext(ADULT, phrase)}]
            for phrase in KEPT
        }
        for said in life.said:
            for phrase, ways in patterns.items():
                match = next(filter(None, (way.search(said.words) for way in ways)), None)
                if match:
                    found.append(Promise(life, said, phrase, match.groupdict()))
    return found


def unexplained(month: Month) -> list[str]:
    """Return the sentences that speak of later, as people read them, for which nobody says what follows."""
    found = set()
    for life in month.lives.values():
        phrases = month.house.phrases[life.language]
        of_code = [
            _pattern(said)
            for phrase in (*KEPT, *NAMED)
            for said in {phrases.say(phrase), phrases.pgettext(ADULT, phrase)}
        ]
        for said in life.said:
            for sentence in re.split(r"(?<=[.!?…])\s+|\n+", said.words):
                if LATER.search(sentence) and not any(words in sentence for words in IN_PACKS):
                    whole = any(way.search(said.words) for way in of_code)
                    found |= set() if whole else {sentence}
    return sorted(found)


def _pattern(said: str) -> re.Pattern[str]:
    """Return what finds a phrase with its `{names}` filled in."""
    parts = re.split(r"\{(\w+)\}", said)
    return re.compile(
        "".join(f"(?P<{part}>.+?)" if place % 2 else re.escape(part) for place, part in enumerate(parts))
    )
