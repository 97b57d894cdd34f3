"""Fields: what may stand in a page's path, and how its text is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, get_args

from bot.values.link_icons import LINK_ICONS
from bot.values.profile_picture import KEY_LENGTH, PICTURES
from bot.values.signs import SHOWN, SIGNS

Read = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Coding:
    """How a field is written in a path: a pattern that its text matches, and the function that reads the text.
    `few`: only a few words or up to four digits match, so that it cannot hold anybody's name or phone number.
    """

    pattern: str
    read: Read = str
    few: bool = False


NUMBER = Coding(r"0|[1-9][0-9]{0,8}", int)
"""How a field of the type `int` is written."""

Pack = Annotated[str, Coding(r"[a-z0-9-]{1,16}")]
Item = Annotated[str, Coding(r"(?=[a-z0-9/-]{1,24}(?![a-z0-9/-]))[a-z0-9-]+(?:/[a-z0-9-]+)*")]
Card = Annotated[str, Coding(r"[a-z0-9-]{1,11}")]
"""11 at most because the samples of the format use 11 (decision 0004)."""
Kind = Annotated[str, Coding("lesson|story|quiz|round", few=True)]
Listed = Annotated[str, Coding("lesson|story|quiz|round|drill", few=True)]
"""Kinds of items that are listed."""
Draw = Annotated[str, Coding("[a-z]{4}", few=True)]
Steps = Annotated[str, Coding("[0-9]{0,10}", few=True)]
"""Choices in a drill, a digit each (`packs.drills.STEPS`)."""
Letter = Annotated[str, Coding("[lsqrd]", few=True)]
"""The first letter of a kind that classes are given: a lesson, a story, a quiz, a round or a drill."""
Initial = Annotated[str, Coding("[lsqtgcrdp]", few=True)]
"""The first letter of any kind of item."""
RoundState = Annotated[str, Coding("[a-l][a-k][a-k][0-9]{3}", few=True)]
"""Where somebody is in a round (`rounds.domain.RoundState`)."""
Given = Annotated[str, Coding("[a-d]{1,4}|n", few=True)]
"""The answer at a screen of a round: the tapped button, or the typed spots."""
Choice = Annotated[int, Coding("[0-9]", int, few=True)]
Marks = Annotated[str, Coding("[a-z]{0,8}")]
Topic = Annotated[str, Coding("[a-z]{1,16}")]
Reason = Annotated[str, Coding("[wuhbt]", few=True)]
Rules = Annotated[str, Coding("[a-z]{0,12}")]
Reply = Annotated[str, Coding("yes|sometimes|no", few=True)]
Sureness = Annotated[str, Coding("sure|unsure", few=True)]
Mark = Annotated[str, Coding("[0-9a-f]{10}")]
Over = Annotated[str, Coding("[0-9a-f]{10}|more")]
Sign = Annotated[str, Coding("|".join(SIGNS), few=True)]
Signs = Annotated[str, Coding(f"(?:{'|'.join(SIGNS)})(?:\\.(?:{'|'.join(SIGNS)})){{0,{SHOWN - 1}}}", few=True)]
"""A few signs, joined by dots."""
Answers = Annotated[str, Coding("[0-9a-f]{8}(?:-[0-9a-f]{8}){0,2}")]
ProfilePicture = Annotated[str, Coding("|".join(PICTURES), few=True)]
Taps = Annotated[str, Coding(f"[1-9]{{0,{KEY_LENGTH}}}", few=True)]

Locale = Annotated[str, Coding("[a-z]{2,3}(?:-[A-Za-z]{2,4})?")]
Country = Annotated[str, Coding("[A-Z]{2}")]
Countries = Annotated[str, Coding("[A-Z]{2}(?:-[A-Z]{2}){0,3}|none")]
Purpose = Annotated[str, Coding("tips|campaigns|habits|clock|settings", few=True)]
"""Why a country is asked for."""
Place = Annotated[str, Coding("[A-Z]{2}(?:[1-9][0-9]?)?")]
Zone = Annotated[str, Coding("[A-Za-z0-9+_-]+(?:/[A-Za-z0-9+_-]+){0,2}")]

Code = Annotated[str, Coding("[0-9A-HJKMNP-TV-Z]{12}")]
Digits = Annotated[str, Coding("[0-9]{6}")]
"""What a computer shows until somebody in the chat types it."""
Icon = Annotated[str, Coding("|".join(LINK_ICONS), few=True)]
"""The picture of a family link."""
Aliases = Annotated[str, Coding("[1-9][0-9]?|x[0-9a-f]{1,15}")]
"""The number of an alias of a class or, after an x, a bit for each of several: the last one is number 1."""
Grade = Annotated[int, Coding("[1-9]|1[01]", int, few=True)]
Phase = Annotated[str, Coding("before|after|none", few=True)]
Within = Annotated[int, Coding("0|3|5|10", int, few=True)]
Till = Annotated[str, Coding("[0-9]{4}", few=True)]
Where = Annotated[str, Coding("[pg]", few=True)]
Step = Annotated[str, Coding("open|closed|shown", few=True)]

Sheet = Annotated[
    str, Coding("calendar|campaigns|partners|sending|forecast|help|asked|packs|questions|lines", few=True)
]
"""A sheet of the organiser's page."""
SpaceSheet = Annotated[str, Coding("reach|campaigns|questions", few=True)]
"""A sheet of a partner's space."""

Dimension = Annotated[str, Coding("all|locale|audience|country|variant", few=True)]
"""The property by which people in a campaign are counted."""

Switch = Annotated[str, Coding("on|off", few=True)]
Part = Annotated[str, Coding("on|off|back", few=True)]
Thing = Annotated[str, Coding("[a-z]{1,12}")]
Message = Annotated[int, Coding("[1-9][0-9]{0,17}", int)]


def coding_of(kind: object) -> Coding:
    """Return how a field of this type is written: a plain `int` as a number, an enumeration as its words, any
    other as the `Coding` beside it says.

    Errors: TypeError for a type without a `Coding`, such as a plain `str`.
    """
    if kind is int:
        return NUMBER
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return Coding("|".join(kind), kind, few=True)
    coding = next((one for one in get_args(kind) if isinstance(one, Coding)), None)
    if coding is None:
        raise TypeError(f"no coding is declared for {kind}")
    return coding
