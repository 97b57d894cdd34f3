"""Collects the screens of an item as the bot shows it to one audience, with what follows each answer and
choice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.chat import textmode
from bot.features.campaigns import pages as campaigns_pages
from bot.features.library import pages as library_pages
from bot.features.menu import pages as menu_pages
from bot.features.paths import pages as paths_pages
from bot.features.practice import domain
from bot.features.practice import pages as practice_pages
from bot.features.quiz import pages as quiz_pages
from bot.features.rounds import pages as rounds_pages
from bot.features.rounds.domain import RoundState
from bot.features.tips import pages as tips_pages
from bot.packs.model import Kind
from bot.packs.rounds import drawn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.features.publishing.stage import Stage, Visitor
    from bot.packs.model import Card, Item
    from bot.values.audience import Audience
    from bot.values.page import Page
    from bot.values.screen import Screen

DRAWN = frozenset(
    {
        Kind.LESSON,
        Kind.STORY,
        Kind.QUIZ,
        Kind.DRILL,
        Kind.TIPS,
        Kind.GLOSSARY,
        Kind.CAMPAIGN,
        Kind.ROUND,
        Kind.PATH,
    }
)
"""Kinds of items that have pages of their own; help pages are in the package and are walked by their numbers."""

PARTNERS = 30
"""Most people who join until all variants of a campaign were seen: one of 10 % is missed once in 20 runs."""


MONTHS = 60
"""Most months that are looked through for all screens of a round."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A screen, and the words of the answer or choice that led to it (empty: a page of its own)."""

    screen: Screen
    tapped: str = ""


def screens(opened: Stage, item: Item, audience: Audience) -> list[Seen]:  # noqa: PLR0911 - one for each kind
    """Return the screens of an item of a kind that is `DRAWN`, in the order of its file."""
    visitor = opened.visitor(audience.value, item.locale)
    pack, name = item.ref.pack, item.ref.item
    match item.ref.kind:
        case Kind.LESSON:
            return [seen for card in item.cards for seen in _lesson_card(visitor, item, card)]
        case Kind.STORY:
            begun = Seen(visitor.visits(library_pages.Story(pack, name).path))
            return [begun, *(seen for card in item.cards for seen in _scene(visitor, item, card))]
        case Kind.QUIZ:
            return _quiz(opened, item, audience)
        case Kind.ROUND:
            return _round(opened, item, audience)
        case Kind.DRILL:
            return [*_drill(opened, visitor, item)]
        case Kind.TIPS:
            pages: list[Page] = [tips_pages.Tip(pack, name, card.id) for card in item.cards]
        case Kind.PATH:
            weeks = (paths_pages.Week(pack, name, card.id) for card in item.cards)
            pages = [paths_pages.Path(pack, name), *weeks]
        case Kind.GLOSSARY:
            pages = [menu_pages.Term(pack, card.id) for card in item.cards]
        case _:
            return [
                Seen(visitor.visits(campaigns_pages.Campaign(pack, name).path)),
                *_campaign(opened, item, audience),
            ]
    return [Seen(visitor.visits(page.path)) for page in pages]


def _lesson_card(visitor: Visitor, item: Item, card: Card) -> Iterator[Seen]:
    pack, name = item.ref.pack, item.ref.item
    yield Seen(_heard(visitor, visitor.visits(library_pages.LessonCard(pack, name, card.id).path)))
    for marks, words in card.question.examples() if card.question else ():
        yield Seen(visitor.visits(library_pages.LessonAnswer(pack, name, card.id, marks).path), words)


def _scene(visitor: Visitor, item: Item, card: Card) -> Iterator[Seen]:
    pack, name = item.ref.pack, item.ref.item
    yield Seen(_heard(visitor, visitor.visits(library_pages.Scene(pack, name, card.id).path)))
    for number, choice in enumerate(card.choices):
        yield Seen(visitor.visits(library_pages.Choice(pack, name, card.id, number).path), choice.text.plain)


def _heard(visitor: Visitor, screen: Screen) -> Screen:
    """Return a card's screen with the recording that its button plays; the screen itself where there is none."""
    listen = next((page for page in _pages(screen) if isinstance(page, library_pages.Listen)), None)
    return replace(screen, voice=visitor.visits(listen.path).voice) if listen else screen


def _round(opened: Stage, item: Item, audience: Audience) -> list[Seen]:
    """Return what a round is about, and each of its screens with what every answer is told: months are looked
    through until all were drawn.
    """
    visitor = opened.visitor(audience.value, item.locale)
    pack, name = item.ref.pack, item.ref.item
    seen = [Seen(visitor.visits(rounds_pages.Round(pack, name).path))]
    found: dict[str, list[Seen]] = {}
    today = opened.now
    for months in range(MONTHS):
        opened.now = today + timedelta(days=30 * months)
        for number, card in enumerate(drawn(item, opened.now.date().replace(day=1))):
            if card.id in found:
                continue
            at = RoundState(opened.now.date().replace(day=1), number).written
            asked = visitor.visits(rounds_pages.RoundScreen(pack, name, at).path)
            answers = [(link.page.path, link.label) for link in asked.choices]
            told = [Seen(visitor.visits(path), label) for path, label in answers]
            found[card.id] = [Seen(asked), *told]
        if len(found) == len(item.cards):
            break
    opened.now = today
    return seen + [one for card in item.cards for one in found.get(card.id, [])]


def _drill(opened: Stage, visitor: Visitor, item: Item) -> Iterator[Seen]:
    """Yield what a drill is about, then each moment, what follows each choice, and the debrief of each ending."""
    pair = opened.library.pair(item.ref)
    drawn = domain.draw_of(pair, b"preview", honest=item.honest)
    yield Seen(visitor.visits(practice_pages.Drill(pair.pack, pair.item).path))
    for name, steps in domain.steps_to(item).items():
        card = item.card(name)
        yield Seen(visitor.visits(practice_pages.Moment(pair.pack, pair.item, drawn, steps).path))
        for place, choice in enumerate(card.choices if card else ()):
            after = practice_pages.Moment(pair.pack, pair.item, drawn, f"{steps}{place}")
            yield Seen(visitor.visits(after.path), choice.text.plain)
        if name in item.endings:
            yield Seen(visitor.visits(practice_pages.Debrief(pair.pack, pair.item, drawn, steps).path))


def _campaign(opened: Stage, item: Item, audience: Audience) -> list[Seen]:
    """Return the invitation to a campaign, what is sent on each day to somebody who takes part, and the keepsake.
    Variants are given by chance, so people join until all variants were seen.
    """
    campaign = opened.library.campaign(item.ref.pack, item.ref.item)
    if campaign is None:
        return []
    steps = [step for step in campaign.steps if audience in step.leads]
    country = min(campaign.countries, default="RU")
    invitation = campaigns_pages.Invitation(item.ref.pack, item.ref.item)
    found: dict[tuple[int, str], Seen] = {}
    today = opened.now
    for _ in range(PARTNERS if campaign.variants else 1):
        opened.now = _noon(campaign.starts - timedelta(days=1), today) if campaign.starts else today
        joined = opened.now.date()
        person = opened.visitor(audience.value, item.locale, country, stays=True)
        invited = Seen(person.visits(invitation.path))
        person.visits(campaigns_pages.TakePart(item.ref.pack, item.ref.item, "on").path)
        for day in sorted({step.day for step in steps}):
            step = next(step for step in steps if step.day == day)
            opened.now = _noon(campaign.on(step, joined), today)
            seen = Seen(person.visits(campaigns_pages.CampaignDay(item.ref.pack, item.ref.item, day).path))
            found.setdefault((day, seen.screen.text.plain), seen)
        opened.now = _noon(campaign.ends_on(joined), today)
        end = Seen(person.visits(campaigns_pages.Keepsake(item.ref.pack, item.ref.item).path))
        if len(found) == len(steps):
            break
    opened.now = today
    return [invited, *(found[place] for place in sorted(found)), end]


def _noon(day: date, now: datetime) -> datetime:
    return datetime.combine(day, time(12), now.tzinfo)


def _quiz(opened: Stage, item: Item, audience: Audience) -> list[Seen]:
    """Take the quiz as often as its questions have answers, each time as somebody new with the next answer."""
    given = {card.id: card.question.examples() for card in item.cards if card.question}
    found: dict[str, list[Seen]] = {card: [] for card in given}
    for round_ in range(max(map(len, given.values()), default=0)):
        now = {card: choices[min(round_, len(choices) - 1)] for card, choices in given.items()}
        for card, asked, told in _taken(opened.visitor(audience.value, item.locale), item, now):
            found[card] += [Seen(asked)] if round_ == 0 else []
            found[card] += [Seen(told, now[card][1])] if round_ < len(given[card]) else []
    about = opened.visitor(audience.value, item.locale).visits(quiz_pages.Quiz(item.ref.pack, item.ref.item).path)
    return [Seen(about), *(seen for card in given for seen in found[card])]


def _taken(
    visitor: Visitor, item: Item, given: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[str, Screen, Screen]]:
    """Yield (card, question, feedback) for each question once; an attempt asks some, those not met first."""
    left = set(given)
    for ordinal in range(1, len(given) + 1):
        screen, number = visitor.visits(quiz_pages.Begin(item.ref.pack, item.ref.item, ordinal).path), 1
        while left and number and (asked := _asked(screen)):
            card, attempt = asked
            marks, _ = given[card]
            answer = quiz_pages.Answer(attempt, number, marks) if marks else quiz_pages.OwnWords(attempt, number)
            told = visitor.visits(answer.path)
            if card in left:
                left.remove(card)
                yield card, screen, told
            number = next((page.number for page in _pages(told) if isinstance(page, quiz_pages.Question)), 0)
            screen = visitor.visits(quiz_pages.Question(attempt, number).path) if number else told
        for page in _pages(screen):
            if isinstance(page, quiz_pages.Result):
                visitor.visits(page.path)


def _pages(screen: Screen) -> list[Page]:
    return [link.page for link in textmode.links(screen)]


def _asked(screen: Screen) -> tuple[str, int] | None:
    """Return (card, attempt) of the question on a screen, by its buttons; None when it asks nothing."""
    about = library_pages.About | library_pages.Flag
    told = next((page for page in _pages(screen) if isinstance(page, about)), None)
    stop = next((page for page in _pages(screen) if isinstance(page, quiz_pages.Result)), None)
    return (told.card, stop.attempt) if told and stop else None
