"""Lessons: one card a message, back and next, a check question inside, callouts for who they are meant for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import asking
from bot.chat.asking import Asking
from bot.chat.items import dead_end, heading, notices, open_item
from bot.chat.showing import help_row, last_row, sources, term_rows
from bot.chat.views import Views
from bot.packs.cards import FORMS
from bot.packs.model import Kind
from bot.store import progress
from bot.values import sitemap
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, italic, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.packs.model import Card, Item
    from bot.values.screen import Row

views = Views()


@views(sitemap.Lesson)
def lesson(turn: Turn, page: sitemap.Lesson) -> Screen:
    """Draw the card where the person stopped; the first when new, finished before, or when that card is gone."""
    item = open_item(turn, Kind.LESSON, page.pack, page.item)
    if item is None:
        return dead_end(turn)
    left_at = progress.where(turn.db, turn.person.key, str(item.ref))
    return _card(turn, item, item.card(left_at) or item.cards[0])


@views(sitemap.LessonCard)
def card(turn: Turn, page: sitemap.LessonCard) -> Screen:
    """Draw one card; one that an update of the pack took away is answered with the place in the lesson."""
    item = open_item(turn, Kind.LESSON, page.pack, page.item)
    if item is None:
        return dead_end(turn)
    found = item.card(page.card)
    return _card(turn, item, found) if found else lesson(turn, sitemap.Lesson(page.pack, page.item))


@views(sitemap.LessonMarks)
def marks(turn: Turn, page: sitemap.LessonMarks) -> Screen:
    """Draw the check question with options marked."""
    item = open_item(turn, Kind.LESSON, page.pack, page.item)
    found = item.card(page.card) if item else None
    if item is None or found is None or found.question is None:
        return lesson(turn, sitemap.Lesson(page.pack, page.item))
    return _card(turn, item, found, marks=asking.fitting(found.question, page.marks))


@views(sitemap.LessonAnswer)
def answer(turn: Turn, page: sitemap.LessonAnswer) -> Screen:
    """Draw the check question answered: feedback at once, nothing is scored or stored."""
    item = open_item(turn, Kind.LESSON, page.pack, page.item)
    found = item.card(page.card) if item else None
    if item is None or found is None or found.question is None:
        return lesson(turn, sitemap.Lesson(page.pack, page.item))
    given = asking.fitting(found.question, page.marks)
    if not FORMS[found.question.kind].complete(found.question, given):
        return _card(turn, item, found, marks=given)
    told = asking.feedback(turn, found.question, given, found.note)
    text = join([_head(turn, item, found), found.body, told, found.warning, sources(turn, found)])
    again: Row = (Link(turn.say("Try again"), sitemap.LessonCard(page.pack, page.item, found.id)),)
    helped = (help_row(turn),) if found.warning else ()
    return Screen(text, (again, *helped, *_ways_on(turn, item, found)))


def _card(turn: Turn, item: Item, found: Card, marks: str = "") -> Screen:
    turn.change(reading=str(item.ref))
    progress.reach(turn.db, turn.person.key, str(item.ref), found.id)
    parts: list[Text | str] = [_head(turn, item, found), found.body]
    rows: tuple[Row, ...] = ()
    if found.question is not None:
        pack, name = item.ref.pack, item.ref.item
        question = Asking(
            found.question,
            asking.shown_order(
                found.question, f"{item.ref}:{found.id}", shuffle=item.shuffle in {"options", "both"}
            ),
            lambda chosen: sitemap.LessonMarks(pack, name, found.id, chosen),
            lambda chosen: sitemap.LessonAnswer(pack, name, found.id, chosen),
        )
        words, rows = asking.ask(turn, question, marks)
        parts += [found.hint and italic(turn.say("Hint: ")) + found.hint, words]
    else:
        parts += [found.note, found.hint]
    if found.remember:
        parts.append(bold(turn.say("📌 Remember")) + "\n" + found.remember)
    if found.warning:
        parts.append(found.warning)
        rows = (*rows, help_row(turn))
    if found.adult_note and turn.is_adult:
        parts.append(bold(turn.say("For adults")) + "\n" + found.adult_note)
    parts.append(sources(turn, found))
    rows = (*rows, *term_rows(turn, item.ref.pack, found))
    return Screen(join(parts), (*rows, *_ways_on(turn, item, found)), picture=found.picture)


def _head(turn: Turn, item: Item, found: Card) -> Text:
    """Return what stands above a card: lesson and progress; on the first one also what the lesson is about."""
    place = item.position(found.id)
    where = turn.say("{number} of {total}", number=place + 1, total=len(item.cards))
    lines: list[Text | str] = [italic(f"{heading(item)} · {where}")]
    if place == 0:
        lines += notices(turn, item)
    return join([join(lines, "\n"), bold(found.title)])


def _ways_on(turn: Turn, item: Item, found: Card) -> tuple[Row, ...]:
    place = item.position(found.id)
    pack, name = item.ref.pack, item.ref.item
    row: list[Link] = []
    if place > 0:
        row.append(Link(turn.say("◀ Back"), sitemap.LessonCard(pack, name, item.cards[place - 1].id)))
    if place + 1 < len(item.cards):
        row.append(Link(turn.say("Next ▶"), sitemap.LessonCard(pack, name, item.cards[place + 1].id)))
    else:
        row.append(Link(turn.say("Finish ✓"), sitemap.Finished(Kind.LESSON, pack, name)))
    return (tuple(row), last_row(turn, item.ref, found))
