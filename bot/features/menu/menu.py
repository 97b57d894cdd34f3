"""The menu and the lists: continue, topics, stories, quizzes, what my child sees, enough for today."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from bot.chat.days import day_words
from bot.chat.ending import item_rows, readers
from bot.chat.items import Entry, dead_end, entry_of, listed, open_item, page_of
from bot.chat.names import audience_name, picture_label, topic_label, topic_name
from bot.chat.paging import part
from bot.chat.pickers import in_pairs, list_part, menu_row
from bot.chat.views import Views
from bot.db import progress
from bot.features.account import pages as account_pages
from bot.features.account import time_zone
from bot.features.campaigns import pages as campaigns_pages
from bot.features.campaigns.store import enrolments
from bot.features.check import pages as check_pages
from bot.features.classes import pages as classes_pages
from bot.features.classes.tasks import due
from bot.features.duel import views as duels
from bot.features.family import pages as family_pages
from bot.features.habits import pages as habits_pages
from bot.features.help import pages as help_pages
from bot.features.menu import pages, stopping
from bot.features.profiles.views import others_here
from bot.features.publishing import pages as publishing_pages
from bot.features.publishing.store import editors
from bot.features.quiz import delayed_tests, session
from bot.features.quiz import pages as quiz_pages
from bot.features.tips import pages as tips_pages
from bot.packs.model import Kind, Ref
from bot.values.audience import Audience
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.chat.turn import Turn
    from bot.packs.model import Item
    from bot.values.screen import Button, Row

T = TypeVar("T")

views = Views()

ONE_A_ROW = 5
"""Who is shown so few buttons has each in a row of its own."""

DUE_SHOWN = 3
"""Assignments in the menu, the soonest due; the rest stands in the class."""


LEADS = 2
"""Buttons for what a young child was doing or has to do, before those that are always there."""


@views(pages.Menu, pause=True)
def menu(turn: Turn, _: pages.Menu) -> Screen:
    """Draw the main menu; where the person was stands first."""
    return _menu(turn, 0)


@views(pages.MenuPart, pause=True)
def menu_part(turn: Turn, page: pages.MenuPart) -> Screen:
    """Draw a later part of the menu; for who sees all of it at once, the menu."""
    return _menu(turn, page.number)


def _menu(turn: Turn, number: int) -> Screen:
    leads, rest = _leads(turn), _rest(turn)
    settings = Link(turn.say("⚙ Settings"), account_pages.Settings())
    urgent = Link(turn.say("🆘 Help"), help_pages.Help())
    rows: tuple[Row, ...] = (*((link,) for link in leads), *rest, (settings, urgent))
    most = turn.reads.most_buttons
    if most and sum(map(len, rows)) > most:
        links: list[Button] = [*leads[:LEADS], *chain(*rest), *leads[LEADS:], settings]
        this = part(links, number, most - 2)
        is_last = this.number + 1 == this.pages
        onward = menu_row(turn) if is_last else (Link(turn.say("➡ More"), pages.MenuPart(this.number + 1)),)
        alone = [link for link in this.entries if most <= ONE_A_ROW or link in leads]
        others = [link for link in this.entries if link not in alone]
        rows = (*((link,) for link in alone), *in_pairs(others), (*onward, urgent))
    title = turn.say("Menu")
    if turn.person.picture:
        title = f"{picture_label(turn, turn.person.picture)} · {title}"
        rows = (*rows, *others_here(turn))
    return Screen(join([bold(title), turn.say("What would you like? Take your time.")]), rows)


def _leads(turn: Turn) -> list[Link]:
    """Return what is to be done, where the person was, and questions that have come back."""
    links = [
        Link(turn.say("📌 {title} · until {day}", title=item.title, day=day_words(turn, task.due_on)), page)
        for task, item in due(turn)[:DUE_SHOWN]
        for page in [classes_pages.Due(task.task)]
    ]
    if time_zone.is_awaited(turn):
        links.insert(0, Link("🕐 " + turn.say("What time is it where you are?"), account_pages.MyClock()))
    links += duels.waiting(turn)
    going_on = _going_on(turn)
    if going_on is not None:
        links.append(going_on)
    again = session.to_repeat(turn)
    page = page_of(again.ref) if again and not turn.gently else None
    if page is not None and (going_on is None or going_on.page != page):
        links.append(Link(turn.say("🔁 Repeat?"), page))
    delayed = delayed_tests.waiting(turn)
    if delayed is not None:
        label = turn.say("{title}, four weeks later", title=delayed.item.title)
        links.append(Link(f"🗓 {label}", quiz_pages.DelayedTest()))
    return links


def _rest(turn: Turn) -> list[Row]:
    """Return what stands in the menu of this reader at all times."""
    mine = turn.reads
    rows: list[Row] = [
        (Link(turn.say("📚 Learn") if _is_youngest(turn) else turn.say("📚 Topics for me"), pages.Topics(mine)),),
        (Link(turn.say("🎭 Stories"), pages.Items(Kind.STORY, mine)), _quizzes(turn)),
        (Link(turn.say("🔎 Check a message"), check_pages.Check()),),
        (
            *(() if turn.gently else (Link(turn.say("💡 Tip of the day"), tips_pages.TipOfTheDay()),)),
            Link(turn.say("🌱 My habits"), habits_pages.Habits()),
        ),
        *(() if _is_short(turn) else (*_rounds(turn, mine), *_drills(turn, mine))),
        *_campaigns(turn),
    ]
    if mine is Audience.PARENT:
        see = Link(turn.say("👀 What my child sees"), pages.LookThrough())
        rows.append((see, Link(turn.say("👪 My family"), family_pages.Family())))
    if mine.is_child and not mine.most_buttons:
        rows.append((Link(turn.say("👪 My family"), family_pages.Family()),))
    if mine is Audience.EDUCATOR:
        rows.append(
            (
                Link(turn.say("🏫 Classes"), classes_pages.Classes()),
                Link(turn.say("👪 My family"), family_pages.Family()),
            )
        )
        rows.append((Link(turn.say("👀 Look through every age"), pages.LookThrough()),))
    if turn.is_adult and editors.of(turn.db, turn.person.key):
        rows.append((Link(turn.say("🛠 Studio"), publishing_pages.Studio()),))
    return rows


def _is_youngest(turn: Turn) -> bool:
    return turn.reads is Audience.TIER_6_8


def _quizzes(turn: Turn) -> Link:
    label = turn.say("❓ Questions") if _is_youngest(turn) else turn.say("❓ Quizzes")
    return Link(label, pages.Items(Kind.QUIZ, turn.reads))


def _is_short(turn: Turn) -> bool:
    """Whether the menu has few buttons and yet no parts: then rounds are reached from the list of quizzes,
    drills from the list of stories.
    """
    return bool(turn.reads.most_buttons) and not _is_youngest(turn)


def _rounds(turn: Turn, audience: Audience) -> tuple[Row, ...]:
    """Return the way to the rounds of an audience, where it has any."""
    there = bool(turn.library.listing(Kind.ROUND, audience, turn.locale))
    return ((Link(turn.say("🕵 Real or trap?"), pages.Items(Kind.ROUND, audience)),),) if there else ()


def _drills(turn: Turn, audience: Audience) -> tuple[Row, ...]:
    """Return the way to the drills of an audience, where it has any."""
    there = bool(turn.library.listing(Kind.DRILL, audience, turn.locale))
    return ((Link(turn.say("🎯 Practice"), pages.Items(Kind.DRILL, audience)),),) if there else ()


def _paths(turn: Turn, audience: Audience) -> list[Link]:
    """Return the ways to the paths of an audience: weeks in a good order."""
    found = turn.library.listing(Kind.PATH, audience, turn.locale)
    return [Link(f"🧭 {item.title}", page) for item in found if (page := page_of(item.ref))]


def _campaigns(turn: Turn) -> tuple[Row, ...]:
    """Return the way to campaigns where there is one for this person, or one (or invitations) that they can leave;
    and to running them.
    """
    rows: list[Row] = []
    ahead = (found for found in turn.library.campaigns() if not found.is_over(turn.today))
    there = any(found.is_for(turn.reads, turn.country, turn.locale) for found in ahead)
    if there or enrolments.has_joined_any(turn.db, turn.person.key):
        label = turn.say("📅 Special days") if _is_youngest(turn) else turn.say("📅 Campaigns")
        rows.append((Link(label, campaigns_pages.Campaigns()),))
    if turn.organiser:
        rows.append((Link(turn.say("🛠 Run campaigns"), campaigns_pages.Organise()),))
    return tuple(rows)


def _going_on(turn: Turn) -> Link | None:
    """Return the button that goes on where the person was, if that is still there and open to them."""
    ref = Ref.parse(turn.person.begun)
    item = open_item(turn, ref.kind, ref.pack, ref.item) if ref else None
    page = page_of(item.ref) if item else None
    return Link(turn.say("▶ Go on: {title}", title=item.title), page) if item and page else None


@views(pages.LookThrough)
def look_through(turn: Turn, _: pages.LookThrough) -> Screen:
    """Let a parent or educator choose whose content to look through."""
    open_to_me = [audience for audience in Audience if turn.reads.may_see(audience) and audience is not turn.reads]
    if not open_to_me:
        return dead_end(turn)
    links = [Link(audience_name(turn, audience), pages.Topics(audience)) for audience in open_to_me]
    text = join([bold(turn.say("Whose topics shall I show?")), turn.say("You will see just what they see.")])
    return Screen(text, (*in_pairs(links), menu_row(turn)))


@views(pages.Topics)
def topics(turn: Turn, page: pages.Topics) -> Screen:
    """List the topics that have something for this audience."""
    audience = page.audience
    if not turn.reads.may_see(audience):
        return dead_end(turn)
    few = bool(turn.reads.most_buttons)
    lists = (
        Link(turn.say("🎭 Stories"), pages.Items(Kind.STORY, audience)),
        Link(turn.say("❓ Quizzes"), pages.Items(Kind.QUIZ, audience)),
    )
    rows_below = (menu_row(turn),) if few else (lists, *_drills(turn, audience), menu_row(turn))
    page_at = partial(pages.Topics, audience)
    there = turn.library.topics(audience, turn.locale)
    paths = _paths(turn, audience)
    entries = [
        *paths,
        *(Link(topic_label(turn, topic), pages.Topic(topic, audience)) for topic in there),
    ]
    shown, last = list_part(turn, entries, page.number, page_at, rows_below)
    heading = shown.heading(turn, _for_whom(turn, turn.say("Topics"), audience))
    words = turn.say("Choose what you are curious about.") if entries else turn.say("There is nothing here yet.")
    alone = [link for link in shown.entries if _is_youngest(turn) or link in paths]
    rows = (*((link,) for link in alone), *in_pairs([link for link in shown.entries if link not in alone]))
    return Screen(join([bold(heading), words]), (*rows, *last))


@views(pages.Topic)
def topic(turn: Turn, page: pages.Topic) -> Screen:
    """List lessons, stories, quizzes, drills and rounds on one topic."""
    audience = page.audience
    if not turn.reads.may_see(audience):
        return dead_end(turn)
    items = [
        item
        for kind in (Kind.LESSON, Kind.STORY, Kind.QUIZ, Kind.DRILL, Kind.ROUND)
        for item in turn.library.listing(kind, audience, turn.locale, page.topic)
    ]
    title = _for_whom(turn, topic_name(turn, page.topic), audience)
    up = (Link(turn.say("⬆ Topics"), pages.Topics(audience)), *menu_row(turn))
    shown, last = list_part(turn, items, page.number, partial(pages.Topic, page.topic, audience), (up,))
    return _list(turn, shown.heading(turn, title), shown.entries, last)


@views(pages.Items)
def items(turn: Turn, page: pages.Items) -> Screen:
    """List all lessons, stories, quizzes, drills or rounds of an audience."""
    audience = page.audience
    if not turn.reads.may_see(audience):
        return dead_end(turn)
    names = {
        Kind.LESSON: turn.say("Lessons"),
        Kind.STORY: turn.say("Stories"),
        Kind.QUIZ: turn.say("Questions") if _is_youngest(turn) else turn.say("Quizzes"),
        Kind.ROUND: turn.say("Real or trap?"),
        Kind.DRILL: turn.say("Practice"),
    }
    listing = turn.library.listing(Kind(page.kind), audience, turn.locale)
    found = [one for one in listing if not turn.library.is_later_part(one.ref)]
    found.sort(key=lambda one: not turn.library.season(one.ref))
    if not found:
        return _nearest(turn, page, _for_whom(turn, names[Kind(page.kind)], audience))
    page_at = partial(pages.Items, page.kind, audience)
    alike = _rounds(turn, audience) if page.kind == Kind.QUIZ else ()
    alike = _drills(turn, audience) if page.kind == Kind.STORY else alike
    shown, last = list_part(turn, found, page.number, page_at, (*alike, menu_row(turn)))
    title = shown.heading(turn, _for_whom(turn, names[Kind(page.kind)], audience))
    return _list(turn, title, shown.entries, last, seasons=True)


@views(pages.Season)
def season(turn: Turn, page: pages.Season) -> Screen:
    """List the parts of a season in their order, with what is done."""
    refs = turn.library.season(Ref(Kind.STORY, page.pack, page.item))
    found = [item for ref in refs if (item := open_item(turn, ref.kind, ref.pack, ref.item))]
    if not found:
        return dead_end(turn)
    up = Link(turn.say("🎭 Stories"), pages.Items(Kind.STORY, readers(turn, found[0])))
    page_at = partial(pages.Season, page.pack, page.item)
    shown, last = list_part(turn, found, page.number, page_at, ((up, *menu_row(turn)),))
    title = shown.heading(turn, f"🎬 {_names(found[0])[0]}")
    parts = [replace(item, title=_names(item)[1]) for item in shown.entries]
    return _list(turn, title, parts, last)


@item_rows
def season_row(turn: Turn, item: Item) -> tuple[Row, ...]:
    """Return the way from the end of a part to all parts of its season; the youngest have few buttons."""
    refs = turn.library.season(item.ref)
    if not refs or _is_youngest(turn):
        return ()
    return ((Link(turn.say("🎬 All parts"), pages.Season(refs[0].pack, refs[0].item)),),)


def _names(part_of: Item) -> tuple[str, str]:
    """Return the name of a season and that of one of its parts: a dot in the middle of its title parts them."""
    name, _, own = part_of.title.partition(" · ")
    return name, own or name


def _nearest(turn: Turn, page: pages.Items, title: str) -> Screen:
    """Return what comes nearest to a list that has nothing in it: the same for others whom an adult may look
    through, else what there is for these readers.
    """
    others = [one for one in Audience if one is not page.audience and turn.reads.may_see(one)]
    links = [
        Link(audience_name(turn, one), pages.Items(page.kind, one))
        for one in others
        if turn.library.listing(Kind(page.kind), one, turn.locale)
    ]
    words = turn.say("There is none for you yet. Here are those of others:")
    if not links:
        words = turn.say("There is none for you yet. Here is what comes nearest:")
        labels = {
            Kind.DRILL: turn.say("🎯 Practice"),
            Kind.QUIZ: _quizzes(turn).label,
            Kind.STORY: turn.say("🎭 Stories"),
            Kind.LESSON: "📖 " + turn.say("Lessons"),
        }
        links = [
            Link(label, pages.Items(kind, page.audience))
            for kind, label in labels.items()
            if turn.library.listing(kind, page.audience, turn.locale)
        ][:3]
    return Screen(join([bold(title), words]), (*((link,) for link in links), menu_row(turn)))


@views(pages.Enough)
def enough(turn: Turn, _: pages.Enough) -> Screen:
    """Say goodbye for today: nothing reminds until tomorrow. Whoever is sent something can end that too."""
    turn.rest()
    text = turn.say(
        "That is enough for today. Everything stays where you left it. Stretch, drink some water, "
        "tell somebody one thing that surprised you. See you whenever you like!"
    )
    stop = Link(turn.say("🔕 Write to me no more"), pages.Stop())
    silence = ((stop,),) if stopping.comes(turn.db, turn.person.key) else ()
    return Screen(Text(text), (*silence, menu_row(turn)))


def _for_whom(turn: Turn, title: str, audience: Audience) -> str:
    """Return a title, with whose content it is when it is not the person's own."""
    return title if audience is turn.reads else f"{title} · {audience_name(turn, audience)}"


def _list(
    turn: Turn, title: str, found: Sequence[Item], rows_below: tuple[Row, ...], *, seasons: bool = False
) -> Screen:
    """Return a list of items below a title. In a list with `seasons` the first part of one stands for all."""
    so_far = progress.all_of(turn.db, turn.person.key)
    entries = []
    for item in found:
        refs = turn.library.season(item.ref) if seasons else ()
        entry = _season_entry(turn, item, refs, so_far) if refs else entry_of(turn, item, so_far)
        entries += [entry] if entry else []
    words, rows = listed(entries)
    return Screen(join([bold(title), words or turn.say("There is nothing here yet.")]), (*rows, *rows_below))


def _season_entry(turn: Turn, first: Item, refs: Sequence[Ref], so_far: Mapping[str, progress.Progress]) -> Entry:
    """Return the entry of a season: how many of its parts are done."""
    mine = [so_far.get(str(ref)) for ref in refs]
    done = sum(1 for one in mine if one and one.done)
    facts = (turn.say("{done} of {total} read", done=done, total=len(refs)),)
    return Entry("🎬", _names(first)[0], facts, pages.Season(first.ref.pack, first.ref.item))
