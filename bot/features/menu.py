"""The menu and the lists: continue, topics, stories, quizzes, what my child sees, enough for today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.choosing import in_pairs, menu_row
from bot.chat.days import day_words
from bot.chat.items import dead_end, open_item, page_of
from bot.chat.names import audience_name, topic_name
from bot.chat.paging import part
from bot.chat.tasks import due
from bot.chat.views import Views
from bot.packs.model import Kind, Ref
from bot.store import editors, joined, progress
from bot.values import sitemap
from bot.values.audience import Audience
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat.turn import Turn
    from bot.packs.model import Item
    from bot.values.screen import Row

views = Views()

ENTRIES_A_PAGE = 8

DUE_SHOWN = 3
"""Assignments in the menu, the soonest due; the rest stands in the class."""


@views(sitemap.Menu)
def menu(turn: Turn, _: sitemap.Menu) -> Screen:
    """Draw the main menu; where the person was stands first."""
    mine = turn.reads.value
    rows: list[Row] = [
        (Link(turn.say("📌 {title} · until {day}", title=item.title, day=day_words(turn, task.due_on)), page),)
        for task, item in due(turn)[:DUE_SHOWN]
        for page in [sitemap.Due(task.task)]
    ]
    going_on = _going_on(turn)
    if going_on is not None:
        rows.append(going_on)
    rows += [
        (Link(turn.say("📚 Topics for me"), sitemap.Topics(mine)),),
        (
            Link(turn.say("🎭 Stories"), sitemap.Items(Kind.STORY, mine)),
            Link(turn.say("❓ Quizzes"), sitemap.Items(Kind.QUIZ, mine)),
        ),
        (
            *(() if turn.gently else (Link(turn.say("💡 Tip of the day"), sitemap.TipOfTheDay()),)),
            Link(turn.say("🌱 My habits"), sitemap.Habits()),
        ),
        *_campaigns(turn),
    ]
    if turn.reads is Audience.PARENT:
        rows.append((Link(turn.say("👀 What my child sees"), sitemap.LookThrough()),))
    if turn.reads is Audience.EDUCATOR:
        rows.append(
            (
                Link(turn.say("🏫 Classes"), sitemap.Classes()),
                Link(turn.say("👀 Look through every age"), sitemap.LookThrough()),
            )
        )
    if turn.is_adult and editors.of(turn.db, turn.person.key):
        rows.append((Link(turn.say("🛠 Studio"), sitemap.Studio()),))
    rows.append(
        (Link(turn.say("⚙ Settings"), sitemap.Settings()), Link(turn.say("🆘 Help"), sitemap.Help())),
    )
    return Screen(join([bold(turn.say("Menu")), turn.say("What would you like? Take your time.")]), tuple(rows))


def _campaigns(turn: Turn) -> tuple[Row, ...]:
    """Return the way to campaigns where there is one for this person, or one (or invitations) that they can leave;
    and to running them.
    """
    rows: list[Row] = []
    ahead = (found for found in turn.library.campaigns() if not found.is_over(turn.today))
    there = any(found.is_for(turn.reads, turn.country, turn.locale) for found in ahead)
    if there or any(part.left_on is None for part in joined.of_person(turn.db, turn.person.key).values()):
        rows.append((Link(turn.say("📅 Campaigns"), sitemap.Campaigns()),))
    if turn.organiser:
        rows.append((Link(turn.say("🛠 Run campaigns"), sitemap.Organise()),))
    return tuple(rows)


def _going_on(turn: Turn) -> Row | None:
    """Return the button that goes on where the person was, if that is still there and open to them."""
    ref = Ref.parse(turn.person.reading)
    item = open_item(turn, ref.kind, ref.pack, ref.item) if ref else None
    page = page_of(item.ref) if item else None
    return (Link(turn.say("▶ Go on: {title}", title=item.title), page),) if item and page else None


@views(sitemap.LookThrough)
def look_through(turn: Turn, _: sitemap.LookThrough) -> Screen:
    """Let a parent or educator choose whose content to look through."""
    open_to_me = [audience for audience in Audience if turn.reads.may_see(audience) and audience is not turn.reads]
    if not open_to_me:
        return dead_end(turn)
    links = [Link(audience_name(turn, audience), sitemap.Topics(audience.value)) for audience in open_to_me]
    text = join([bold(turn.say("Whose topics shall I show?")), turn.say("You will see just what they see.")])
    return Screen(text, (*in_pairs(links), menu_row(turn)))


@views(sitemap.Topics)
def topics(turn: Turn, page: sitemap.Topics) -> Screen:
    """List the topics that have something for this audience."""
    audience = Audience(page.audience)
    if not turn.reads.may_see(audience):
        return dead_end(turn)
    shown = part(turn.library.topics(audience, turn.locale), page.number, ENTRIES_A_PAGE)
    links = [Link(topic_name(turn, topic), sitemap.Topic(topic, audience.value)) for topic in shown.entries]
    heading = shown.heading(turn, _for_whom(turn, turn.say("Topics"), audience))
    words = turn.say("Choose what you are curious about.") if links else turn.say("There is nothing here yet.")
    turning = shown.turning(turn, lambda number: sitemap.Topics(audience.value, number))
    lists = (
        Link(turn.say("🎭 Stories"), sitemap.Items(Kind.STORY, audience.value)),
        Link(turn.say("❓ Quizzes"), sitemap.Items(Kind.QUIZ, audience.value)),
    )
    return Screen(join([bold(heading), words]), (*in_pairs(links), *turning, lists, menu_row(turn)))


@views(sitemap.Topic)
def topic(turn: Turn, page: sitemap.Topic) -> Screen:
    """List lessons, stories and quizzes on one topic."""
    audience = Audience(page.audience)
    if not turn.reads.may_see(audience):
        return dead_end(turn)
    items = [
        item
        for kind in (Kind.LESSON, Kind.STORY, Kind.QUIZ)
        for item in turn.library.listing(kind, audience, turn.locale, page.topic)
    ]
    title = _for_whom(turn, topic_name(turn, page.topic), audience)
    up = (Link(turn.say("⬆ Topics"), sitemap.Topics(audience.value)), *menu_row(turn))
    shown = part(items, page.number, ENTRIES_A_PAGE)
    turning = shown.turning(turn, lambda number: sitemap.Topic(page.topic, audience.value, number))
    return _list(turn, shown.heading(turn, title), shown.entries, (*turning, up))


@views(sitemap.Items)
def items(turn: Turn, page: sitemap.Items) -> Screen:
    """List all lessons, stories or quizzes of an audience."""
    audience = Audience(page.audience)
    if not turn.reads.may_see(audience):
        return dead_end(turn)
    names = {Kind.LESSON: turn.say("Lessons"), Kind.STORY: turn.say("Stories"), Kind.QUIZ: turn.say("Quizzes")}
    found = turn.library.listing(Kind(page.kind), audience, turn.locale)
    shown = part(found, page.number, ENTRIES_A_PAGE)
    title = shown.heading(turn, _for_whom(turn, names[Kind(page.kind)], audience))
    turning = shown.turning(turn, lambda number: sitemap.Items(page.kind, audience.value, number))
    return _list(turn, title, shown.entries, (*turning, menu_row(turn)))


@views(sitemap.Enough)
def enough(turn: Turn, _: sitemap.Enough) -> Screen:
    """Say goodbye for today: nothing is owed, nothing will remind until tomorrow."""
    turn.rest()
    text = turn.say(
        "That is enough for today. Everything stays where you left it. Stretch, drink some water, "
        "tell somebody one thing that surprised you. See you whenever you like!"
    )
    return Screen(Text(text), (menu_row(turn),))


def _for_whom(turn: Turn, title: str, audience: Audience) -> str:
    """Return a title, with whose content it is when it is not the person's own."""
    return title if audience is turn.reads else f"{title} · {audience_name(turn, audience)}"


def _list(turn: Turn, title: str, found: Sequence[Item], ways_on: tuple[Row, ...]) -> Screen:
    """Return a list of items: a line each in the text with minutes and what is done, a button each."""
    so_far = progress.all_of(turn.db, turn.person.key)
    signs = {Kind.LESSON: "📖", Kind.STORY: "🎭", Kind.QUIZ: "❓"}
    rows: list[Row] = []
    lines: list[Text] = []
    for item in found:
        target = page_of(item.ref)
        if target is None:
            continue
        mine = so_far.get(str(item.ref))
        sign = "✅" if mine and mine.done else signs[item.ref.kind]
        facts = [turn.count("{number} minute", "{number} minutes", item.minutes)] if item.minutes else []
        if mine is not None:
            facts.append(turn.say("done") if mine.done else turn.say("begun"))
        lines.append(Text(f"{sign} ") + bold(item.title) + "".join(f" · {fact}" for fact in facts))
        rows.append((Link(f"{sign} {item.title}", target),))
    words = join(lines, "\n") or Text(turn.say("There is nothing here yet."))
    return Screen(join([bold(title), words]), (*rows, *ways_on))
