"""Campaigns: those for this person, one of them, joining and leaving it, its days, its link and QR code."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.chat.days import day_words
from bot.chat.delivery import NothingToShow
from bot.chat.items import dead_end, heading, notices, page_of
from bot.chat.paging import part as part_of
from bot.chat.pickers import menu_row
from bot.chat.views import Outcome, Views
from bot.db import people, progress
from bot.features.account import pages as account_pages
from bot.features.account import time_zone
from bot.features.account.welcome import mayak_picture
from bot.features.campaigns import pages, participation
from bot.features.campaigns.keepsake import first_picture, link_to, picture_of
from bot.features.campaigns.store import enrolments
from bot.features.campaigns.store.enrolments import Enrolment
from bot.features.items import menu_links
from bot.features.items.menu_links import MenuRow
from bot.features.items.next_step import first_new, on_topic
from bot.features.items.showing import about_links, help_row, shown_sources
from bot.features.notifications import pages as notifications_pages
from bot.packs.campaign import AT_JOINING
from bot.pictures.poster import CampaignPoster, draw_campaign_poster
from bot.values import landmarks
from bot.values.audience import Audience
from bot.values.means import Means
from bot.values.screen import Document, Link, Screen
from bot.values.text import Text, bold, italic, join

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from bot.chat.turn import Turn
    from bot.features.campaigns.participation import Participation
    from bot.packs.campaign import Step
    from bot.packs.model import Item
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()

DAYS_SHOWN = 6
"""Buttons of days on a campaign's page, the newest; older ones stay in the list above them."""


@views(pages.Campaigns)
def campaigns(turn: Turn, page: pages.Campaigns) -> Screen:
    """List the campaigns for this person now or soon, and those that they take part in."""
    found = [participation.find(turn, one.ref.pack, one.ref.item) for one in turn.library.campaigns()]
    offered = [mine for mine in found if mine and (mine.takes_part or participation.is_open(turn, mine))]
    shown = part_of(offered, page.number, 8)
    lines = [bold(mine.words.title) + f" · {_when(turn, mine)}" for mine in shown.entries]
    rows: list[Row] = [
        (Link(f"{'🙋' if mine.takes_part else '📅'} {mine.words.title}", _page(mine)),) for mine in shown.entries
    ]
    if turn.person.agreed:
        wished = enrolments.wishes_invitations(turn.db, turn.person.key)
        label = turn.say("🔕 No more invitations") if wished else turn.say("🔔 Tell me about new ones")
        rows.append((Link(label, pages.Invites("off" if wished else "on")),))
    about = turn.say("A few days on one topic. It comes only to those who join, and one can leave at any time.")
    words = join(lines, "\n") or Text(turn.say("There is no campaign for you right now."))
    text = join([bold(shown.heading(turn, turn.say("Campaigns"))), about, words])
    return Screen(text, (*rows, *shown.page_row(turn, pages.Campaigns), menu_row(turn)))


@views(pages.Campaign)
def campaign(turn: Turn, page: pages.Campaign) -> Screen:
    """Say what it is and what comes when; offer to join, or show the days that have come and the way out."""
    mine = participation.find(turn, page.pack, page.item)
    if mine is None:
        return dead_end(turn)
    if turn.person.begun == str(mine.campaign.ref):
        people.begin(turn.db, turn.person.key, "")
    return _drawn(turn, mine)


def _drawn(turn: Turn, mine: Participation, *above: str) -> Screen:
    parts: list[Text | str] = [*above, *notices(turn, mine.words), bold(f"📅 {heading(mine.words)}")]
    parts += [mine.words.description, italic(_when(turn, mine))]
    done = progress.done_refs(turn.db, turn.person.key)
    parts += [join([_line(turn, mine, step, done) for step in mine.steps], "\n")]
    open_now = participation.is_open(turn, mine)
    rows: list[Row] = []
    if participation.name_of(mine.campaign) in enrolments.paused_since(turn.db):
        parts.append(turn.say("It is paused for now: nothing of it comes."))
    elif mine.takes_part and not turn.person.zone:
        parts.append(turn.say("You are taking part. Nothing comes until I know what time it is where you are."))
        rows.append((Link("🕐 " + turn.say("What time is it where you are?"), account_pages.MyClock()),))
    elif mine.takes_part:
        parts.append(_to_come(turn, mine))
    elif not open_now:
        parts.append(turn.say("It is over. Its lessons stay open in the topics."))
    elif turn.person.agreed:
        parts.append(_offer(turn, mine))
        rows.append((Link(turn.say("🙋 Take part"), _switch(mine, "on")),))
    else:
        parts.append(
            turn.say("I can remind only people I remember. You are only looking round, and that is fine.")
        )
        rows.append((Link(turn.say("What I would remember"), landmarks.Consent()),))
    over = mine.is_at_its_end(turn.today)
    if over:
        rows.append((link_to(turn, mine),))
    if mine.takes_part:
        rows += _day_rows(turn, mine, done)
        quiet = Link(turn.say("🔕 A week of quiet"), notifications_pages.Quiet())
        rows.append((Link(turn.say("👋 Leave the campaign"), _switch(mine, "off")), quiet))
    share = pages.CampaignPoster(mine.campaign.ref.pack, mine.campaign.ref.item)
    rows.append(
        (
            Link(turn.say("🔗 Link and QR code"), share),
            Link(turn.say("⬆ Campaigns"), pages.Campaigns(), Means.BACK),
        )
    )
    return Screen(join(parts), (*rows, menu_row(turn)), picture=picture_of(turn, mine) if over else None)


def _line(turn: Turn, mine: Participation, step: Step, so_far: AbstractSet[str]) -> Text:
    """Return a day of the list: its name, and whether it is done (also by another door), open or the next one."""
    card, day, is_done = mine.card(step), mine.day(step), _is_done(turn, mine, step, so_far)
    sign = "✅" if is_done else "📖" if day and day.opened_on else "▫"
    left = (
        one for one in mine.steps if mine.is_reached(one, turn.today) and not _is_done(turn, mine, one, so_far)
    )
    is_next = mine.takes_part and step == next(left, None)
    said = turn.say("done") if is_done else turn.say("next") if is_next else ""
    return Text(" · ".join(filter(None, [f"{sign} {card.title if card else ''}", said])))


def _is_done(turn: Turn, mine: Participation, step: Step, so_far: AbstractSet[str]) -> bool:
    day = mine.day(step)
    return bool(day and day.done_on) or str(step.leads.get(turn.reads)) in so_far


def _day_rows(turn: Turn, mine: Participation, done: AbstractSet[str]) -> list[Row]:
    """Return buttons for the days that have come, without a word on those that were not opened."""
    reached = [step for step in mine.steps if mine.is_reached(step, turn.today)][-DAYS_SHOWN:]
    ref = mine.campaign.ref
    return [
        (
            Link(
                f"{'✅' if _is_done(turn, mine, step, done) else '▶'} {card.title}",
                pages.CampaignDay(ref.pack, ref.item, step.day),
            ),
        )
        for step in reached
        if (card := mine.card(step))
    ]


def _when(turn: Turn, mine: Participation) -> str:
    """Return the campaign's days in words; for people who take part, their own days."""
    campaign = mine.campaign
    if campaign.starts is None and not (mine.part and mine.takes_part):
        return turn.say("begins the day after you join")
    first = campaign.first_day(mine.part.joined_on if mine.part else turn.today)
    last = campaign.until or campaign.ends_on(first - timedelta(days=1))
    return turn.say("{first} to {last}", first=day_words(turn, first), last=day_words(turn, last))


def _offer(turn: Turn, mine: Participation) -> Text:
    """Say before joining what will come, how often, at which hour, and what is stored for it."""
    variant = mine.campaign.variant_of(turn.person.key)
    coming = list(mine.campaign.to_come(turn.reads, variant, turn.today, participation.here(turn)))
    hours = sorted({turn.phrases.language.figures(f"{step.hour}:00") for step, _ in coming})
    many = turn.count("{number} message", "{number} messages", len(coming))
    what = turn.say(
        "If you join: {many}, at most one a day, at {hours} or a little later by your clock. One tap leaves.",
        many=many,
        hours=", ".join(hours),
    )
    kept = turn.say("For that I keep the number of this chat, encrypted, until you leave or it is over.")
    return join([what, italic(kept)])


def _to_come(turn: Turn, mine: Participation) -> str:
    """Say when the next message comes."""
    assert mine.part is not None  # noqa: S101 - `takes_part` says so
    coming = mine.campaign.to_come(turn.reads, mine.part.variant, mine.part.joined_on, participation.here(turn))
    following = next(iter(coming), None)
    if following is None and any(_did_not_come(mine, step) for step in mine.steps):
        return turn.say(
            "Nothing more of it comes by itself. All its days are here, also those that were not sent."
        )
    if following is None:
        return turn.say("All its messages have come. Everything stays here.")
    step, day = following
    return turn.say(
        "You are taking part. The next message comes on {day}, at {hour} or a little later.",
        day=day_words(turn, day),
        hour=turn.phrases.language.figures(f"{step.hour}:00"),
    )


def _did_not_come(mine: Participation, step: Step) -> bool:
    """Whether a step was not sent: its person joined late, opened it before, or rested."""
    day = mine.day(step)
    return step.day != AT_JOINING and (day is None or day.sent_on is None)


@views(pages.TakePart, kept=False)
def take_part(turn: Turn, page: pages.TakePart) -> Screen:
    """Let the person join or leave. Idempotent."""
    mine = participation.find(turn, page.pack, page.item)
    if mine is None:
        return dead_end(turn)
    name, today = participation.name_of(mine.campaign), turn.today
    if page.part == "off":
        enrolments.leave(turn.db, turn.person.key, name, today)
        return _left(turn, mine)
    chat = turn.sealed_chat()
    if page.part == "back":
        if chat is not None:
            enrolments.come_back(turn.db, turn.person.key, name, chat, today)
        return _again(turn, mine)
    if chat is not None and not mine.takes_part and participation.is_open(turn, mine):
        variant = mine.campaign.variant_of(turn.person.key)
        part = Enrolment(name, variant, today, mine.campaign.ends_on(today))
        enrolments.join(turn.db, turn.person.key, chat, part, anew=mine.campaign.starts is None)
    if chat is not None and not turn.person.zone:
        people.stay(turn.db, turn.person.key, _page(mine).path, turn.today)  # the answer leads back here
        return time_zone.question(
            turn,
            turn.say("You are taking part. One more thing, so that it comes at your hour:"),
            purpose="campaigns",
        )
    return _again(turn, mine)


def _again(turn: Turn, mine: Participation) -> Screen:
    after = participation.find(turn, mine.campaign.ref.pack, mine.campaign.ref.item)
    return _drawn(turn, after or mine)


def _left(turn: Turn, mine: Participation) -> Screen:
    words = turn.say(
        "You have left “{title}”. Nothing more of it comes. Thank you for looking in!", title=mine.words.title
    )
    rows: tuple[Row, ...] = ((Link(turn.say("⬆ Campaigns"), pages.Campaigns(), Means.BACK),), menu_row(turn))
    just_left = mine.part and mine.part.may_come_back(turn.today)
    undo: tuple[Row, ...] = ((Link(turn.say("↩ Undo"), _switch(mine, "back")),),) if just_left else ()
    return Screen(Text(words), (*undo, *rows))


@views(pages.CampaignDay)
def campaign_day(turn: Turn, page: pages.CampaignDay) -> Outcome | Page:
    """Draw the doorway of a day: a picture, what comes, one button that opens it, and below it a quiet way out.
    It has no effect.

    Errors: NothingToShow if the day is not for this person, or not needed.
    """
    mine, step = _find(turn, page.pack, page.item, page.day)
    card = mine.card(step) if mine and step else None
    if (
        mine is None
        or step is None
        or card is None
        or (turn.unasked and participation.is_needless(turn, mine, step))
    ):
        if turn.unasked:
            raise NothingToShow
        return landmarks.Lost()
    ref = step.leads[turn.reads]
    item = turn.library.find(ref.kind, ref.pack, ref.item, turn.locale)
    title = item.title if item else ""
    to_open = pages.OpenDay(page.pack, page.item, page.day)
    is_done = str(ref) in progress.done_refs(turn.db, turn.person.key)
    other = _another(turn, item) if item and is_done else None
    rows: list[Row] = [(Link(f"{'✅' if is_done else '▶'} {title}", to_open),)]
    if other is not None:
        rows.append(other)
    if card.warning:
        rows.append(help_row(turn))
    about = Link(turn.say("📅 All days"), _page(mine))
    leave = Link(turn.say("👋 Leave"), _switch(mine, "off"))
    rows.append((about, leave, *about_links(turn, mine.words.ref, card)))
    texts = [
        italic(mine.words.title),
        bold(card.title),
        card.body,
        card.remember,
        card.warning,
        shown_sources(turn, card),
    ]
    if is_done:
        texts.append(italic(turn.say("You have done this one already. Look once more, or take something new.")))
    if step == mine.steps[-1] and mine.is_at_its_end(turn.today):
        texts.append(italic(turn.say("There is also a picture to keep, under “All days”.")))
    picture = card.picture or (first_picture(item) if item else None) or mayak_picture(turn)
    return Outcome(Screen(join([*notices(turn, mine.words), *texts]), tuple(rows), picture=picture), step=step.id)


def _another(turn: Turn, item: Item) -> Row | None:
    """Return the way to something on the topic of a day that the person has not done; None if they did all."""
    new = first_new(turn, on_topic(turn, item))
    page = page_of(new.ref) if new else None
    return (Link(turn.say("✨ New: {title}", title=new.title), page),) if new and page else None


@views(pages.OpenDay, kept=False)
def open_day(turn: Turn, page: pages.OpenDay) -> Screen | Page:
    """Note that the person opened the day, and lead on to its lesson, story, quiz, round or drill."""
    mine, step = _find(turn, page.pack, page.item, page.day)
    if mine is None or step is None:
        return pages.Campaign(page.pack, page.item)
    enrolments.open_day(
        turn.db, turn.person.key, participation.name_of(mine.campaign), page.day, step.id, turn.today
    )
    return page_of(step.leads[turn.reads]) or _page(mine)


def _find(turn: Turn, pack: str, item: str, day: int) -> tuple[Participation | None, Step | None]:
    """Return the campaign and its step of a day that has come for this person, if they take part; else None."""
    mine = participation.find(turn, pack, item)
    if mine is None or not mine.takes_part:
        return None, None
    step = mine.campaign.step_of(day, turn.reads, mine.part.variant) if mine.part else None
    return mine, step if step and mine.is_reached(step, turn.today) else None


@views(pages.CampaignPoster, kept=False)
def poster(turn: Turn, page: pages.CampaignPoster) -> Screen:
    """Give the link and its QR code, to share or to print. They hold nothing about the person."""
    mine = participation.find(turn, page.pack, page.item)
    if mine is None:
        return dead_end(turn)
    link = turn.instance.link(_page(mine))
    words = CampaignPoster(
        mine.words.title,
        _when(turn, mine),
        turn.say("Point a camera here, read first, then decide."),
        link,
        turn.phrases.rtl,
    )
    text = join([bold(mine.words.title), turn.say("This link leads everyone to the campaign's page."), link])
    document = Document(f"mayak-{page.item.replace('/', '-')}.png", partial(draw_campaign_poster, words))
    rows: tuple[Row, ...] = ((Link(turn.say("📅 All days"), _page(mine)),), menu_row(turn))
    return Screen(text, rows, documents=(document,))


def _page(mine: Participation) -> pages.Campaign:
    return pages.Campaign(mine.campaign.ref.pack, mine.campaign.ref.item)


def _switch(mine: Participation, part: str) -> pages.TakePart:
    return pages.TakePart(mine.campaign.ref.pack, mine.campaign.ref.item, part)


@menu_links.links
def in_menu(turn: Turn) -> list[tuple[MenuRow, int, Link]]:
    """Return the way to campaigns if this person can join or leave one (or invitations); and the way to running
    them.
    """
    found = []
    to_come = (campaign for campaign in turn.library.campaigns() if not campaign.is_over(turn.today))
    there = any(campaign.is_for(turn.reads, turn.country, turn.locale) for campaign in to_come)
    if there or enrolments.has_joined_any(turn.db, turn.person.key):
        youngest = turn.reads is Audience.TIER_6_8
        label = turn.say("📅 Special days") if youngest else turn.say("📅 Campaigns")
        found.append((MenuRow.CAMPAIGNS, 0, Link(label, pages.Campaigns())))
    if turn.organiser:
        found.append((MenuRow.ORGANISE, 0, Link(turn.say("🛠 Run campaigns"), pages.Organise())))
    return found
