"""Campaigns: which there are for me, what one is, joining and leaving it, its days, its link and QR code."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.chat.commands import deep_link
from bot.chat.days import day_words
from bot.chat.delivery import NothingToShow
from bot.chat.items import dead_end, heading, notices, page_of
from bot.chat.paging import part as part_of
from bot.chat.pickers import menu_row
from bot.chat.showing import help_row, last_row, shown_sources
from bot.chat.views import Outcome, Views
from bot.db import people
from bot.features.account import pages as account_pages
from bot.features.account import time_zone
from bot.features.campaigns import pages, progress
from bot.features.campaigns.store import enrolments
from bot.features.campaigns.store.enrolments import Enrolment
from bot.features.menu import pages as menu_pages
from bot.features.notifications import pages as notifications_pages
from bot.pictures.poster import CampaignPoster, draw_campaign_poster
from bot.values.screen import Document, Link, Screen
from bot.values.text import Text, bold, italic, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.campaigns.progress import Way
    from bot.packs.campaign import Step
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()

DAYS_SHOWN = 6
"""Buttons of days on a campaign's page, the newest; older ones stay in the list above them."""


@views(pages.Campaigns)
def campaigns(turn: Turn, page: pages.Campaigns) -> Screen:
    """List what is for this person now or soon, and what they take part in."""
    ways = [progress.way(turn, found.ref.pack, found.ref.item) for found in turn.library.campaigns()]
    mine = [way for way in ways if way and (way.takes_part or progress.is_open(turn, way))]
    shown = part_of(mine, page.number, 8)
    lines = [bold(way.words.title) + f" · {_when(turn, way)}" for way in shown.entries]
    rows: list[Row] = [
        (Link(f"{'🙋' if way.takes_part else '📅'} {way.words.title}", _page(way)),) for way in shown.entries
    ]
    if turn.person.agreed:
        wished = enrolments.wishes_invitations(turn.db, turn.person.key)
        label = turn.say("🔕 No more invitations") if wished else turn.say("🔔 Tell me about new ones")
        rows.append((Link(label, pages.Invites("off" if wished else "on")),))
    about = turn.say("A few days on one topic. It comes only to those who join, and one can leave at any time.")
    words = join(lines, "\n") or Text(turn.say("There is no campaign for you right now."))
    text = join([bold(shown.heading(turn, turn.say("Campaigns"))), about, words])
    return Screen(text, (*rows, *shown.turning(turn, pages.Campaigns), menu_row(turn)))


@views(pages.Campaign)
def campaign(turn: Turn, page: pages.Campaign) -> Screen:
    """Say what it is and what comes when; offer to join, or the days that have come, and the way out."""
    way = progress.way(turn, page.pack, page.item)
    if way is None:
        return dead_end(turn)
    if turn.person.begun == str(way.campaign.ref):
        people.begin(turn.db, turn.person.key, "")
    return _drawn(turn, way)


def _drawn(turn: Turn, way: Way, *above: str) -> Screen:
    parts: list[Text | str] = [*above, *notices(turn, way.words), bold(f"📅 {heading(way.words)}")]
    parts += [way.words.description, italic(_when(turn, way))]
    parts += [join([_line(way, step) for step in way.steps], "\n")]
    open_now = progress.is_open(turn, way)
    rows: list[Row] = []
    if progress.name_of(way.campaign) in enrolments.paused_since(turn.db):
        parts.append(turn.say("It is paused for now: nothing of it comes."))
    elif way.takes_part and not turn.person.zone:
        parts.append(turn.say("You are taking part. Nothing comes until I know what time it is where you are."))
        rows.append((Link("🕐 " + turn.say("What time is it where you are?"), account_pages.MyClock()),))
    elif way.takes_part:
        parts.append(_to_come(turn, way))
    elif not open_now:
        parts.append(turn.say("It is over. Its lessons stay open in the topics."))
    elif turn.person.agreed:
        parts.append(_offer(turn, way))
        rows.append((Link(turn.say("🙋 Take part"), _switch(way, "on")),))
    else:
        parts.append(
            turn.say("I can remind only people I remember. You are only looking round, and that is fine.")
        )
        rows.append((Link(turn.say("What I would remember"), account_pages.Consent()),))
    if way.takes_part:
        rows += _day_rows(turn, way)
        rows.append((Link(turn.say("👋 Leave the campaign"), _switch(way, "off")),))
    share = pages.CampaignPoster(way.campaign.ref.pack, way.campaign.ref.item)
    rows.append((Link(turn.say("🔗 Link and QR code"), share), Link(turn.say("⬆ Campaigns"), pages.Campaigns())))
    return Screen(join(parts), (*rows, menu_row(turn)))


def _line(way: Way, step: Step) -> Text:
    """Return a day of the list: its name, and whether it is done or open."""
    card, day = way.card(step), way.day(step)
    done, opened = bool(day and day.done_on), bool(day and day.opened_on)
    sign = "✅" if done else "📖" if opened else "▫"
    return Text(f"{sign} {card.title if card else ''}")


def _day_rows(turn: Turn, way: Way) -> list[Row]:
    """Return buttons for the days that have come, without a word on those that were not opened."""
    reached = [step for step in way.steps if way.is_reached(step, turn.today)][-DAYS_SHOWN:]
    ref = way.campaign.ref
    return [
        (Link(f"▶ {card.title}", pages.CampaignDay(ref.pack, ref.item, step.day)),)
        for step in reached
        if (card := way.card(step))
    ]


def _when(turn: Turn, way: Way) -> str:
    """Return the campaign's days in words; for who takes part, their own."""
    campaign = way.campaign
    if campaign.starts is None and not (way.part and way.takes_part):
        return turn.say("begins the day after you join")
    first = campaign.first_day(way.part.joined_on if way.part else turn.today)
    last = campaign.until or campaign.ends_on(first - timedelta(days=1))
    return turn.say("{first} to {last}", first=day_words(turn, first), last=day_words(turn, last))


def _offer(turn: Turn, way: Way) -> Text:
    """Say before joining what will come, how often, at which hour, and what is kept for it."""
    variant = way.campaign.variant_of(turn.person.key)
    coming = list(way.campaign.to_come(turn.reads, variant, turn.today, progress.here(turn)))
    hours = sorted({turn.phrases.language.figures(f"{step.hour}:00") for step, _ in coming})
    many = turn.count("{number} message", "{number} messages", len(coming))
    what = turn.say(
        "If you join: {many}, at most one a day, at {hours} or a little later by your clock. One tap leaves.",
        many=many,
        hours=", ".join(hours),
    )
    kept = turn.say("For that I keep the number of this chat, encrypted, until you leave or it is over.")
    return join([what, italic(kept)])


def _to_come(turn: Turn, way: Way) -> str:
    """Say when the next message comes."""
    assert way.part is not None  # noqa: S101 - `takes_part` says so
    coming = way.campaign.to_come(turn.reads, way.part.variant, way.part.joined_on, progress.here(turn))
    following = next(iter(coming), None)
    if following is None:
        return turn.say("All its messages have come. Everything stays here.")
    step, day = following
    return turn.say(
        "You are taking part. The next message comes on {day}, at {hour} or a little later.",
        day=day_words(turn, day),
        hour=turn.phrases.language.figures(f"{step.hour}:00"),
    )


@views(pages.TakePart, kept=False)
def take_part(turn: Turn, page: pages.TakePart) -> Screen:
    """Let the person in or out. Doing it twice changes nothing."""
    way = progress.way(turn, page.pack, page.item)
    if way is None:
        return dead_end(turn)
    name, today = progress.name_of(way.campaign), turn.today
    if page.part == "off":
        enrolments.leave(turn.db, turn.person.key, name, today)
        return _left(turn, way)
    chat = turn.sealed_chat()
    if page.part == "back":
        if chat is not None:
            enrolments.come_back(turn.db, turn.person.key, name, chat, today)
        return _again(turn, way)
    if chat is not None and not way.takes_part and progress.is_open(turn, way):
        variant = way.campaign.variant_of(turn.person.key)
        part = Enrolment(name, variant, today, way.campaign.ends_on(today))
        enrolments.join(turn.db, turn.person.key, chat, part, anew=way.campaign.starts is None)
    if chat is not None and not turn.person.zone:
        people.stay(turn.db, turn.person.key, _page(way).path, turn.today)  # the answer leads back here
        return time_zone.question(
            turn,
            turn.say("You are taking part. One more thing, so that it comes at your hour:"),
            purpose="campaigns",
        )
    return _again(turn, way)


def _again(turn: Turn, way: Way) -> Screen:
    after = progress.way(turn, way.campaign.ref.pack, way.campaign.ref.item)
    return _drawn(turn, after or way)


def _left(turn: Turn, way: Way) -> Screen:
    words = turn.say(
        "You have left “{title}”. Nothing more of it comes. Thank you for looking in!", title=way.words.title
    )
    rows: tuple[Row, ...] = ((Link(turn.say("⬆ Campaigns"), pages.Campaigns()),), menu_row(turn))
    just_left = way.part and way.part.may_come_back(turn.today)
    undo: tuple[Row, ...] = ((Link(turn.say("↩ Undo"), _switch(way, "back")),),) if just_left else ()
    return Screen(Text(words), (*undo, *rows))


@views(pages.CampaignDay)
def campaign_day(turn: Turn, page: pages.CampaignDay) -> Outcome | Page:
    """Draw the doorway of a day: what comes, one button that opens it, and the way out. It has no effect.

    Errors: NothingToShow, when it is not for this person, or needless.
    """
    way, step = _find(turn, page.pack, page.item, page.day)
    card = way.card(step) if way and step else None
    if way is None or step is None or card is None or (turn.unasked and progress.is_needless(turn, way, step)):
        if turn.unasked:
            raise NothingToShow
        return menu_pages.Lost()
    ref = step.leads[turn.reads]
    item = turn.library.find(ref.kind, ref.pack, ref.item, turn.locale)
    title = item.title if item else ""
    rows: list[Row] = [(Link(f"▶ {title}", pages.OpenDay(page.pack, page.item, page.day)),)]
    if card.warning:
        rows.append(help_row(turn))
    about = Link(turn.say("📅 All days"), _page(way))
    rows.append((about, Link(turn.say("👋 Leave"), _switch(way, "off"))))
    rows.append((Link(turn.say("🔕 A week of quiet"), notifications_pages.Quiet()),))
    texts = [
        italic(way.words.title),
        bold(card.title),
        card.body,
        card.remember,
        card.warning,
        shown_sources(turn, card),
    ]
    below = last_row(turn, way.words.ref, card)
    screen = Screen(join([*notices(turn, way.words), *texts]), (*rows, below), picture=card.picture)
    return Outcome(screen, step=step.id)


@views(pages.OpenDay, kept=False)
def open_day(turn: Turn, page: pages.OpenDay) -> Screen | Page:
    """Note that the person opened the day, and lead on to its lesson, story or quiz."""
    way, step = _find(turn, page.pack, page.item, page.day)
    if way is None or step is None:
        return pages.Campaign(page.pack, page.item)
    enrolments.open_day(turn.db, turn.person.key, progress.name_of(way.campaign), page.day, step.id, turn.today)
    return page_of(step.leads[turn.reads]) or _page(way)


def _find(turn: Turn, pack: str, item: str, day: int) -> tuple[Way | None, Step | None]:
    """Return the campaign and its step of a day that has come for this person, who takes part; else None."""
    way = progress.way(turn, pack, item)
    if way is None or not way.takes_part:
        return None, None
    step = way.campaign.step_of(day, turn.reads, way.part.variant) if way.part else None
    return way, step if step and way.is_reached(step, turn.today) else None


@views(pages.CampaignPoster, kept=False)
def poster(turn: Turn, page: pages.CampaignPoster) -> Screen:
    """Give the link and its QR code, to share or to print. There is nothing of the person in it."""
    way = progress.way(turn, page.pack, page.item)
    if way is None:
        return dead_end(turn)
    link = f"https://t.me/{turn.bot}?start={deep_link(_page(way))}"
    words = CampaignPoster(
        way.words.title, _when(turn, way), turn.say("Point a camera here, read first, then decide."), link
    )
    text = join([bold(way.words.title), turn.say("This link leads everyone to the campaign's page."), link])
    document = Document(f"mayak-{page.item.replace('/', '-')}.png", partial(draw_campaign_poster, words))
    rows: tuple[Row, ...] = ((Link(turn.say("📅 All days"), _page(way)),), menu_row(turn))
    return Screen(text, rows, documents=(document,))


def _page(way: Way) -> pages.Campaign:
    return pages.Campaign(way.campaign.ref.pack, way.campaign.ref.item)


def _switch(way: Way, part: str) -> pages.TakePart:
    return pages.TakePart(way.campaign.ref.pack, way.campaign.ref.item, part)
