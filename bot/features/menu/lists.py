"""The lists: topics, stories, quizzes, drills, rounds, seasons; what a child or a class sees."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from bot.chat.items import Entry, dead_end, entry_of, listed, open_item, page_of
from bot.chat.names import audience_name, topic_label, topic_name
from bot.chat.pickers import in_pairs, list_part, menu_row
from bot.chat.views import Outcome, Views
from bot.db import progress
from bot.features.items.ending import item_rows
from bot.features.items.next_step import is_done, readers
from bot.features.menu import pages
from bot.packs.library import TOPIC_KINDS
from bot.packs.model import Kind, Ref
from bot.values import landmarks
from bot.values.audience import Audience
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.chat.turn import Turn
    from bot.packs.model import Item
    from bot.values.screen import Row

T = TypeVar("T")

views = Views()


def is_youngest(turn: Turn) -> bool:
    """Whether the reader is of the youngest, who see few buttons and short words."""
    return turn.reads is Audience.TIER_6_8


def quizzes(turn: Turn) -> Link:
    """Return the way to all quizzes."""
    label = turn.say("❓ Questions") if is_youngest(turn) else turn.say("❓ Quizzes")
    return Link(label, pages.Items(Kind.QUIZ, turn.reads))


def rounds(turn: Turn, audience: Audience) -> tuple[Link, ...]:
    """Return the way to the rounds of an audience, where it has any."""
    there = bool(turn.library.listing(Kind.ROUND, audience, turn.locale))
    return (Link(turn.say("🕵 Real or trap?"), pages.Items(Kind.ROUND, audience)),) if there else ()


def drills(turn: Turn, audience: Audience) -> tuple[Link, ...]:
    """Return the way to the drills of an audience, where it has any."""
    there = bool(turn.library.listing(Kind.DRILL, audience, turn.locale))
    return (Link(turn.say("🎯 Practice"), pages.Items(Kind.DRILL, audience)),) if there else ()


def _paths(turn: Turn, audience: Audience) -> list[Link]:
    """Return the ways to the paths of an audience: weeks in a good order."""
    found = turn.library.listing(Kind.PATH, audience, turn.locale)
    return [Link(f"🧭 {item.title}", page) for item in found if (page := page_of(item.ref))]


@views(pages.LookThrough)
def look_through(turn: Turn, _: pages.LookThrough) -> Screen:
    """Let a parent or educator choose whose content to look through."""
    open_to_me = [audience for audience in Audience if turn.reads.may_see(audience) and audience is not turn.reads]
    if not open_to_me:
        return dead_end(turn)
    links = [Link(audience_name(turn, audience), landmarks.Topics(audience)) for audience in open_to_me]
    text = join([bold(turn.say("Whose topics shall I show?")), turn.say("You will see just what they see.")])
    return Screen(text, (*in_pairs(links), menu_row(turn)))


@views(landmarks.Topics)
def topics(turn: Turn, page: landmarks.Topics) -> Screen:
    """List the topics that have something for this audience."""
    audience = page.audience
    there = turn.library.topics(audience, turn.locale)
    paths = _paths(turn, audience)
    if not turn.reads.may_see(audience) or not (there or paths):
        return dead_end(turn)
    few = bool(turn.reads.most_buttons)
    lists = (
        Link(turn.say("🎭 Stories"), pages.Items(Kind.STORY, audience)),
        Link(turn.say("❓ Quizzes"), pages.Items(Kind.QUIZ, audience)),
    )
    rows_below = (
        (menu_row(turn),) if few else (lists, *((link,) for link in drills(turn, audience)), menu_row(turn))
    )
    page_at = partial(landmarks.Topics, audience)
    entries = [
        *paths,
        *(Link(topic_label(turn, topic), pages.Topic(topic, audience)) for topic in there),
    ]
    shown, last = list_part(turn, entries, page.number, page_at, rows_below)
    heading = shown.heading(turn, _for_whom(turn, turn.say("Topics"), audience))
    alone = [link for link in shown.entries if is_youngest(turn) or link in paths]
    rows = (*((link,) for link in alone), *in_pairs([link for link in shown.entries if link not in alone]))
    return Screen(join([bold(heading), turn.say("Choose what you are curious about.")]), (*rows, *last))


@views(pages.Topic)
def topic(turn: Turn, page: pages.Topic) -> Screen | Outcome:
    """List lessons, stories, quizzes, drills and rounds on one topic. Where there is none (an old button, a link),
    lead on to the topics that have something.
    """
    audience = page.audience
    if not turn.reads.may_see(audience):
        return dead_end(turn)
    items = [
        item for kind in TOPIC_KINDS for item in turn.library.listing(kind, audience, turn.locale, page.topic)
    ]
    title = _for_whom(turn, topic_name(turn, page.topic), audience)
    if not items:
        told = turn.say(
            "{topic}: I have nothing to read on that here. If something happened, 🆘 Help is there.", topic=title
        )
        return Outcome(landmarks.Topics(audience), told=told)
    up = (Link(turn.say("⬆ Topics"), landmarks.Topics(audience), Means.BACK), *menu_row(turn))
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
        Kind.QUIZ: turn.say("Questions") if is_youngest(turn) else turn.say("Quizzes"),
        Kind.ROUND: turn.say("Real or trap?"),
        Kind.DRILL: turn.say("Practice"),
    }
    listing = turn.library.listing(Kind(page.kind), audience, turn.locale)
    found = [one for one in listing if not turn.library.is_later_part(one.ref)]
    found.sort(key=lambda one: not turn.library.season(one.ref))
    if not found:
        return _nearest(turn, page, _for_whom(turn, names[Kind(page.kind)], audience))
    page_at = partial(pages.Items, page.kind, audience)
    # Who says "let us play" is led to the quizzes.
    alike = (*rounds(turn, audience), *drills(turn, audience)) if page.kind == Kind.QUIZ else ()
    alike = drills(turn, audience) if page.kind == Kind.STORY else alike
    shown, last = list_part(turn, found, page.number, page_at, (*((link,) for link in alike), menu_row(turn)))
    title = shown.heading(turn, _for_whom(turn, names[Kind(page.kind)], audience))
    return _list(turn, title, shown.entries, last, seasons=True)


@views(pages.Season)
def season(turn: Turn, page: pages.Season) -> Screen:
    """List the parts of a season in their order; the done ones have a mark."""
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
    if not refs or is_youngest(turn):
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
            Kind.QUIZ: quizzes(turn).label,
            Kind.STORY: turn.say("🎭 Stories"),
            Kind.LESSON: "📖 " + turn.say("Lessons"),
        }
        links = [
            Link(label, pages.Items(kind, page.audience))
            for kind, label in labels.items()
            if turn.library.listing(kind, page.audience, turn.locale)
        ][:3]
    if not links:
        return dead_end(turn)
    return Screen(join([bold(title), words]), (*((link,) for link in links), menu_row(turn)))


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
    return Screen(join([bold(title), words]), (*rows, *rows_below))


def _season_entry(turn: Turn, first: Item, refs: Sequence[Ref], so_far: Mapping[str, progress.Progress]) -> Entry:
    """Return the entry of a season: whether it is done, or begun and which part is next."""
    left = [ref for ref in refs if not is_done(so_far, ref)]
    following = open_item(turn, left[0].kind, left[0].pack, left[0].item) if left else None
    facts: tuple[str, ...] = () if left else (turn.say("done"),)
    if following and len(left) < len(refs):
        facts = (turn.say("begun"), turn.say("next: {title}", title=_names(following)[1]))
    sign = "🎬" if left else "✅"
    return Entry(sign, _names(first)[0], facts, pages.Season(first.ref.pack, first.ref.item))
