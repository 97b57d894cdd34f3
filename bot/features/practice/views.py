"""Views of drills: what it is, a chat whose answers are chosen, and a debrief that names what worked and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.items import dead_end, not_open, open_item, page_of, title_lines
from bot.chat.moves import choice_of, move_of
from bot.chat.names import audience_name
from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.db import people, progress
from bot.features.items import next_step
from bot.features.items.ending import on_finish, rows_for
from bot.features.items.next_step import first_new, named_next, readers
from bot.features.items.showing import about_links, choice_rows, help_row, last_words, remembered
from bot.features.practice import domain, pages
from bot.help import pages as help_pages
from bot.packs.model import Kind, Ref
from bot.values import landmarks
from bot.values.audience import Audience
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, italic, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.practice.domain import Walk
    from bot.packs.model import Card, Choice, Item
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()


@views(pages.Drill, dialogue=True)
def drill(turn: Turn, page: pages.Drill) -> Screen:
    """Announce the drill: that nobody real writes, which readers it is for, how long it takes."""
    item = open_item(turn, Kind.DRILL, page.pack, page.item)
    if item is None:
        return not_open(turn, Kind.DRILL, page.pack, page.item)
    if item.twin is None:
        return dead_end(turn)
    minutes = turn.count("{number} minute", "{number} minutes", item.minutes)
    readers = ", ".join(audience_name(turn, audience) for audience in item.audiences)
    text = join(
        [
            title_lines(turn, item, f"{readers} · {minutes}", sign="🎯 "),
            turn.say(
                "This is practice: nobody real writes to you, and nothing is sent. You can leave at any time."
            ),
            item.description,
            turn.say("The chat may be a trap, or honest. You decide what to do."),
        ]
    )
    drawn = domain.draw(turn.person.key + f"{item.ref} {turn.now.isoformat()}".encode())
    begin = Link(turn.say("▶ Begin"), pages.Moment(page.pack, page.item, drawn, ""), Means.NEXT)
    later = Link(turn.say("Not now"), landmarks.Menu(), Means.LATER)
    return Screen(text, ((begin,), (later,), *rows_for(turn, item), _help(turn, item)))


@views(pages.Moment, dialogue=True)
def moment(turn: Turn, page: pages.Moment) -> Screen:
    """Draw a moment of the chat: what was chosen, what came of it, what is written now."""
    walk = _walk(turn, page)
    if walk is None:
        return drill(turn, pages.Drill(page.pack, page.item))
    pair = open_item(turn, Kind.DRILL, page.pack, page.item)
    people.begin(turn.db, turn.person.key, str(_pair(page)))
    if pair is not None:  # that it was begun, at its first card: where somebody is in it tells what they chose
        progress.reach(turn.db, turn.person.key, str(pair.ref), pair.cards[0].id)
    item, card = walk.item, walk.moment
    parts: list[Text | str] = [italic(turn.say("🎯 Practice · {title}", title=item.title))]
    if walk.taken:
        choice = walk.taken[-1][1]
        parts += [_done(turn, choice), choice.consequence]
    parts += [bold(card.title), card.body]
    choices = [domain.said(choice) for choice in card.choices]
    steps = (f"{page.steps}{place}" for place in range(len(choices)))
    links = tuple(
        Link(words.plain, pages.Moment(page.pack, page.item, page.draw, step))
        for words, step in zip(choices, steps, strict=True)
    )
    lettered, rows = choice_rows(turn, links, choices)
    last, _ = last_words(turn, card)
    parts += [remembered(turn, card), card.note, card.hint, lettered, *last]
    after = pages.Debrief(page.pack, page.item, page.draw, page.steps)
    if walk.end:
        rows = ((Link(turn.say("🔎 What was going on?"), after, Means.NEXT),), _help(turn, item, card))
    else:
        rows = (*rows, (Link(turn.say("✋ Leave"), after, Means.STOP), *_help(turn, item, card)))

    def reads(words: str) -> Page | str | None:
        """Return the choice that typed words make, or ask for one that is there."""
        move = move_of(words)
        place = choice_of(move, [choice.act for choice in card.choices], [link.label for link in links])
        if place is not None:
            return links[place].page
        return (
            turn.say("Understood. Here that is not among the moves: take one of these.")
            if move and links
            else None
        )

    return Screen(join(parts), rows, picture=card.picture, choices=links, reads=reads)


@views(pages.Debrief, pause=True)
def debrief(turn: Turn, page: pages.Debrief) -> Screen:
    """Tell what the chat was, and each technique or sign with the words where it stood. Who came to an end has
    done the drill; drawing it twice changes nothing.
    """
    walk = _walk(turn, page)
    if walk is None:
        return drill(turn, pages.Drill(page.pack, page.item))
    trap = open_item(turn, Kind.DRILL, page.pack, page.item)
    if walk.end and trap is not None:
        progress.finish(turn.db, turn.person.key, str(trap.ref), turn.today)
        on_finish.call(turn, trap)
    next_step.finished(turn, trap)
    parts: list[Text | str] = [bold(turn.say("What was going on")), _verdict(turn, walk)]
    met = walk.met()
    if met:
        parts.append(
            bold(
                turn.say("What spoke for it") if walk.item.honest else turn.say("What was used, and why it works")
            )
        )
    parts += [domain.told_mark(walk.item, mark) for mark in met]
    return Screen(join(parts), _ways_on(turn, page, walk))


def _pair(page: pages.Moment | pages.Debrief) -> Ref:
    """Return the ref under which a pair of twins is offered: that of its trap."""
    return Ref(Kind.DRILL, page.pack, page.item)


def _walk(turn: Turn, page: pages.Moment | pages.Debrief) -> Walk | None:
    """Return where the person is, in the twin that was drawn; None if it does not exist (any more)."""
    trap = open_item(turn, Kind.DRILL, page.pack, page.item)
    if trap is None or trap.twin is None:
        return None
    item: Item | None = trap
    if domain.is_honest(trap.ref, page.draw):
        item = open_item(turn, Kind.DRILL, trap.twin.pack, trap.twin.item)
    return domain.walk(item, page.steps) if item else None


def _done(turn: Turn, choice: Choice) -> Text:
    """Return what the learner said or did, as a line of the chat."""
    return italic(domain.said(choice).plain) if choice.act else bold(turn.say("You:")) + " " + choice.text


def _help(turn: Turn, item: Item, card: Card | None = None) -> Row:
    """Return the way to help: in a sensitive drill, and beside a warning, in words that a hurt child can tap."""
    warned = item.sensitive or (card is not None and card.warning)
    return help_row(turn) if warned else (Link(turn.say("🆘 Help"), help_pages.Help()),)


def _verdict(turn: Turn, walk: Walk) -> str:
    """Return what the chat was and how it ended, without a score."""
    if not walk.end and walk.item.honest:
        return turn.say("You left before the end: that is always allowed. It was an honest chat.")
    return {
        "": turn.say("You left before the end: that is always allowed. It was a trap."),
        "seen": turn.say("It was a trap, and nothing was given away."),
        "given": turn.say(
            "It was a trap. Here it got what it wanted, and nothing real was sent: practice is for that."
        ),
        "trusted": turn.say("It was an honest chat, and trusting it was all right."),
        "refused": turn.say("It was an honest chat. A no is always allowed."),
    }[walk.end]


def _ways_on(turn: Turn, page: pages.Debrief, walk: Walk) -> tuple[Row, ...]:
    """Return the buttons of the debrief: the other twin, a lesson, another drill, enough for today, help."""
    pair = _pair(page)
    other = domain.draw_of(pair, page.draw.encode(), honest=not walk.item.honest)
    rows: list[Row] = [
        (Link(turn.say("🔁 Play the other chat"), pages.Moment(page.pack, page.item, other, "")),),
    ]
    is_youngest = turn.reads is Audience.TIER_6_8
    for sign, item in (
        ("📖", _lesson(turn, walk.item)),
        ("🎯", None if is_youngest else _another(turn, pair)),
    ):
        leads_to = page_of(item.ref) if item else None
        if item and leads_to:
            rows.append((Link(f"{sign} {item.title}", leads_to),))
    rows.append((Link(turn.say("🌙 Enough for today"), landmarks.Enough()), *menu_row(turn)))
    about = () if is_youngest else about_links(turn, walk.item.ref, walk.moment)
    return (*rows, (*about, *_help(turn, walk.item)))


def _lesson(turn: Turn, item: Item) -> Item | None:
    """Return what the author named to come next, else a lesson on the topic for the same readers."""
    return named_next(turn, item) or next(
        iter(turn.library.beside(item, Kind.LESSON, readers(turn, item), turn.locale)), None
    )


def _another(turn: Turn, but: Ref) -> Item | None:
    """Return the first drill of these readers that is not done, other than this one."""
    return first_new(turn, turn.library.listing(Kind.DRILL, turn.reads, turn.locale), {but})
