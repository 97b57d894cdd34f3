"""Heads: the models of `pack.yml`, of front matter and of help lines; JSON Schemas can be made from them."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic reads the annotations
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from bot.packs.drills import DUEL_MOMENTS, End
from bot.packs.topics import TOPICS
from bot.values.audience import Audience  # noqa: TC001 - pydantic reads the annotations

FORMAT = 1
"""The pack format that this reader knows."""

Locale = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Words = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,20}$")]
CardId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,11}$")]
PackId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,16}$")]
Host = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)+$", max_length=100)]
Licence = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.+-]{2,40}$")]
Version = Annotated[str, StringConstraints(pattern=r"^\d{1,4}(\.\d{1,4}){1,2}$")]
Topic = Literal[tuple(TOPICS)]  # type: ignore[valid-type]
AgeMark = Literal["0+", "6+", "12+", "16+", "18+"]
Status = Literal["draft", "in_review", "approved", "retired"]
OrNothing = BeforeValidator(lambda value: None if value in ("", None) else value)


def _nothing_is_empty(value: Any) -> Any:
    return [] if value is None else value


def _one_or_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _one_or_many(value: Any) -> Any:
    return {"": value} if isinstance(value, str) else value


Many = BeforeValidator(_nothing_is_empty)
Sender = Annotated[str, StringConstraints(pattern=r"^[^:\n]+$", max_length=30, strip_whitespace=True)]
Senders = Annotated[list[Sender], Field(min_length=1, max_length=5), BeforeValidator(_one_or_list)]
"""The names of the senders in a drill."""
Blank = BeforeValidator(lambda value: "" if value is None else value)
ByLocale = Annotated[dict[str, Words], BeforeValidator(_one_or_many)]
"""Words by locale; plain words are under the empty locale."""


Asks = Annotated[list[Title], Field(max_length=20), Many]
"""Questions in readers' words that the item answers. Not translated: each language asks in its own way."""


class Model(BaseModel):
    """The base of all heads: unknown keys are refused, so that misspelt ones are noticed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Front(Model):
    """The front matter common to all kinds of items."""

    title: Title
    tiers: Annotated[list[Audience], Field(min_length=1)]
    age_mark: AgeMark
    topics: Annotated[list[Topic], Field(min_length=1)]  # type: ignore[valid-type]
    objective: Words
    minutes: Annotated[int, Field(ge=1, le=60)]
    status: Status
    next: str = ""
    asks: Asks = []
    misconceptions: dict[Id, Words] = {}
    sensitive: bool = False
    brand_ok: bool = False
    valid_until: Annotated[date | None, OrNothing] = None


class LessonFront(Front):
    """The front matter of `lesson.<locale>.md`. `first`: newcomers are led to it before all other lessons."""

    first: bool = False
    shuffle: Literal["options", ""] = ""


class QuizFront(Front):
    """The front matter of `quiz.<locale>.md`. `pick`: questions for one attempt, 0 = all."""

    shuffle: Literal["options", "questions", "both", ""] = ""
    pick: Annotated[int, Field(ge=0, le=50)] = 0


class StoryFront(Front):
    """The front matter of `story.<locale>.md`."""

    start: CardId
    endings: Annotated[dict[CardId, Literal["good", "neutral", "risky"]], Field(min_length=1)]


class DrillFront(Front):
    """The front matter of `drill.<locale>.md`: its senders, the honest `twin` of a trap, the moments of a duel."""

    sender: Senders
    start: CardId
    endings: Annotated[dict[CardId, End], Field(min_length=1)]
    twin: str = ""
    honest: bool = False
    duel: Annotated[list[CardId], Field(min_length=DUEL_MOMENTS[0], max_length=DUEL_MOMENTS[1])] = []


class RoundFront(Front):
    """The front matter of `round.<locale>.md`."""


Leads = Annotated[list[Words], Field(min_length=1, max_length=20)]
"""The items of one week of a path in order, written `lesson:basics/phishing/9-11`."""


class PathFront(Front):
    """The front matter of `path.<locale>.md`: the items of each week, by the id of its card. Its minutes are the
    sum of the items' minutes.
    """

    minutes: Annotated[int, Field(ge=0, le=0)] = 0
    weeks: Annotated[dict[CardId, Leads], Field(min_length=1, max_length=12)]


class TipsFront(Front):
    """The front matter of `tips.<locale>.md`."""


class HelpFront(Model):
    """The front matter of `help.<locale>.md`: for everyone, whatever the topic."""

    title: Title
    tiers: list[Audience] = []
    topics: list[Topic] = []  # type: ignore[valid-type]
    asks: Asks = []
    status: Status = "approved"
    sensitive: bool = False
    brand_ok: bool = False
    valid_until: Annotated[date | None, OrNothing] = None


class GlossaryFront(Model):
    """The front matter of `glossary.<locale>.md`."""

    title: Title
    status: Status = "approved"
    brand_ok: bool = False


class TalkFront(Model):
    """The front matter of `talk.<locale>.md`: for everyone; a reply may name its readers."""

    title: Title
    status: Status
    sensitive: bool = False
    brand_ok: bool = False


class NextFront(Model):
    """The front matter of `next.<locale>.md`: what people ask next at a help page; a reply names its readers."""

    title: Title
    status: Status = "approved"
    sensitive: bool = False
    brand_ok: bool = False


class CampaignFront(Model):
    """The front matter of `campaign.<locale>.md`; dates, readers and steps stand in `campaign.yml`."""

    title: Title
    objective: Words
    status: Status
    sensitive: bool = False
    brand_ok: bool = False
    valid_until: Annotated[date | None, OrNothing] = None


class Translation(Model):
    """The locale of the source, and the state of the source that it matches (`hash`, empty: not stamped)."""

    of: Locale
    hash: Annotated[str, Blank] = ""
    by: Literal["human", "machine"] | None = None
    """Who translated; None if not stated."""
    reviewed: bool = False


class TranslationFront(Model):
    """The front matter of a translation: the rest is inherited from its source."""

    title: Title
    translation: Translation
    objective: Annotated[str, Blank] = ""
    asks: Asks = []
    misconceptions: dict[Id, Words] = {}
    sender: Annotated[list[Sender], BeforeValidator(_one_or_list)] = []


class Partner(Model):
    """The partner who contributes the pack."""

    name: Words
    url: str = ""
    contact: str = ""


class Maintainer(Model):
    """A person who is responsible for the pack's words."""

    name: Words
    contact: str = ""


class Reviewer(Model):
    """A specialist who has read the pack, on a day."""

    role: Words
    name: str = ""
    organisation: str = ""
    on: date


class Review(Model):
    """How far the pack has been reviewed and when it is due again."""

    status: Status
    next_review: Annotated[date | None, OrNothing] = None
    reviewers: Annotated[list[Reviewer], Many] = []


class Reading(Model):
    """Who reads a pack aloud in a language, and under which licence; `synthetic`: a machine."""

    reader: Words
    licence: Licence
    synthetic: bool = False


class PackHead(Model):
    """`pack.yml`."""

    format: Literal["1", 1]
    id: PackId
    version: Version
    title: dict[Locale, Title]
    source_locale: Locale
    locales: Annotated[list[Locale], Field(min_length=1)]
    fallback: dict[Locale, list[Locale]] = {}
    licence: Licence
    partner: Partner
    maintainers: Annotated[list[Maintainer], Field(min_length=1)]
    min_bot_version: Version = "0.1"
    countries: Annotated[list[Country], Many] = []
    link_hosts: Annotated[list[Host], Many] = []
    voices: dict[Locale, Reading] = {}
    review: Review


class Line(Model):
    """One help line. `hours` and `cost` without a locale have a fixed form (bot.packs.lint.helplines), with a
    locale they are words; `word`: the required text of a message to `sms`; `remark`: a note for the person who
    checks the line.
    """

    id: Id
    kind: Id
    name: ByLocale
    phone: Annotated[str, Blank] = ""
    sms: Annotated[str, Blank] = ""
    word: Annotated[str, Blank] = ""
    chat: Annotated[str, Blank] = ""
    url: Annotated[str, Blank] = ""
    audience: str = "any"
    topics: list[str] = []
    region: ByLocale = {}
    hours: ByLocale = {}
    zone: Annotated[str, Blank] = ""
    languages: list[Locale] = []
    cost: ByLocale = {}
    note: ByLocale = {}
    confidence: Literal["high", "medium", "low", ""] = ""
    verified_on: Annotated[date | None, OrNothing] = None
    sources: Annotated[list[Words], Field(min_length=1)]
    remark: Annotated[str, Blank] = ""


class Lines(Model):
    """`helplines/<CC>.yml`."""

    country: Country
    lines: Annotated[list[Line], Field(min_length=1)]


Place = Annotated[str, StringConstraints(pattern=r"^([A-Z]{2}|001)$")]
"""A country, or the whole world by its number of UN M.49."""


class Service(Model):
    """A well-known service: its names in messages, and the hosts that it owns."""

    id: Id
    name: ByLocale
    words: Annotated[list[Title], Field(min_length=1, max_length=20)]
    hosts: Annotated[list[Host], Field(min_length=1, max_length=20)]
    verified_on: Annotated[date | None, OrNothing] = None
    sources: Annotated[list[Words], Many] = []


class Services(Model):
    """`services/<CC>.yml`."""

    country: Place
    services: Annotated[list[Service], Field(min_length=1, max_length=200)]


Hour = Annotated[int, Field(ge=0, le=23)]


class StepHead(Model):
    """One step of a campaign: the day (from 1; 0 = at joining, never sent), the local hour, the item. `item` is
    for every reader of the campaign, `items` for one audience each; `variant`: only for this part of the people.
    """

    id: CardId
    day: Annotated[int, Field(ge=0, le=90)]
    hour: Annotated[Hour | None, OrNothing] = None
    item: Annotated[str, Blank] = ""
    items: dict[Audience, Words] = {}
    variant: Annotated[str, Blank] = ""


class CampaignHead(Model):
    """`campaign.yml`. `starts` None: each person's days begin on the day after joining. `window`: minutes over
    which a step is spread; `variants`: percent of the people by name; empty `countries` and `locales` = all.
    """

    version: Annotated[int, Field(ge=1, le=9999)]
    starts: Annotated[date | None, BeforeValidator(lambda value: None if value == "joining" else value or "")]
    until: Annotated[date | None, OrNothing] = None
    tiers: Annotated[list[Audience], Field(min_length=1)]
    countries: Annotated[list[Country], Many] = []
    locales: Annotated[list[Locale], Many] = []
    hour: Hour
    window: Annotated[int, Field(ge=0, le=600)] = 60
    priority: Annotated[int, Field(ge=1, le=9)] = 5
    goal: Literal["opened", "finished", "quiz"]
    pre: Annotated[str, Blank] = ""
    post: Annotated[str, Blank] = ""
    variants: dict[Annotated[Id, Field(max_length=8)], Annotated[int, Field(ge=1, le=100)]] = {}
    steps: Annotated[list[StepHead], Field(min_length=1, max_length=60)]
