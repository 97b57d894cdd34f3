"""Lessons: one card a message, back and next, a check question inside, callouts for those they are meant for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat.items import heading, not_open, notices, open_item
from bot.chat.views import Views
from bot.db import people, progress
from bot.features.classes import pages as classes_pages
from bot.features.items.showing import help_row, last_row, last_words, remembered, shown_sources, term_rows
from bot.features.library import pages
from bot.features.library.reading_aloud import listen_rows
from bot.packs.model import Kind
from bot.packs.option import Asked, Asking
from bot.values.audience import Audience
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, italic, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.packs.model import Card, Item
    from bot.packs.question import Question
    from bot.values.screen import Row

views = Views()


@views(pages.Lesson, dialogue=True)
def lesson(turn: Turn, page: pages.Lesson) -> Screen:
    """Draw the card where the person stopped; the first when new, finished before, or when that card is gone."""
    item = open_item(turn, Kind.LESSON, page.pack, page.item)
    if item is None:
        return not_open(turn, Kind.LESSON, page.pack, page.item)
    left_at = progress.where(turn.db, turn.person.key, str(item.ref))
    return _card(turn, item, item.card(left_at) or item.cards[0])


@views(pages.LessonCard, dialogue=True)
def card(turn: Turn, page: pages.LessonCard) -> Screen:
    """Draw one card; one that an update of the pack took away is answered with the place in the lesson."""
    item = open_item(turn, Kind.LESSON, page.pack, page.item)
    if item is None:
        return not_open(turn, Kind.LESSON, page.pack, page.item)
    found = item.card(page.card)
    return _card(turn, item, found) if found else lesson(turn, pages.Lesson(page.pack, page.item))


@views(pages.LessonMarks, dialogue=True)
def marks(turn: Turn, page: pages.LessonMarks) -> Screen:
    """Draw the check question with options marked."""
    asked = _asked(turn, page)
    if asked is None:
        return lesson(turn, pages.Lesson(page.pack, page.item))
    item, found, question = asked
    return _card(turn, item, found, marks=question.fitting(page.marks))


@views(pages.LessonAnswer, pages.LessonKey, dialogue=True)
def answer(turn: Turn, page: pages.LessonAnswer | pages.LessonKey) -> Screen:
    """Draw the check question answered: feedback at once, nothing is scored or stored. A child whose answer was
    wrong is shown the right one when they ask for it.
    """
    asked = _asked(turn, page)
    if asked is None:
        return lesson(turn, pages.Lesson(page.pack, page.item))
    item, found, question = asked
    given = question.fitting(page.marks)
    if not question.complete(given):
        return _card(turn, item, found, marks=given)
    again: Row = (Link(turn.say("Try again"), pages.LessonCard(page.pack, page.item, found.id)),)
    told = Text()
    if turn.reads.is_child and isinstance(page, pages.LessonAnswer):
        told = question.look_again(turn, given)
    if told:
        again = (*again, Link(turn.say("Show the answer"), pages.LessonKey(page.pack, page.item, found.id, given)))
    else:
        told = join([question.feedback(turn, given, found.note), shown_sources(turn, found)])
    # The question itself is a tap away, so that what is new is short.
    text = join([bold(found.title), told, found.warning])
    helped = (help_row(turn),) if found.warning else ()
    return Screen(text, (again, *helped, *_ways_on(turn, item, found)))


def _asked(
    turn: Turn, page: pages.LessonMarks | pages.LessonAnswer | pages.LessonKey
) -> tuple[Item, Card, Question] | None:
    """Return the lesson, its card and the check question of a page; None when one of them is not there."""
    item = open_item(turn, Kind.LESSON, page.pack, page.item)
    found = item.card(page.card) if item else None
    return (item, found, found.question) if item and found and found.question else None


def _card(turn: Turn, item: Item, found: Card, marks: str = "") -> Screen:
    people.begin(turn.db, turn.person.key, str(item.ref))
    progress.reach(turn.db, turn.person.key, str(item.ref), found.id)
    parts: list[Text | str] = [_head(turn, item, found), found.body]
    rows: tuple[Row, ...] = ()
    asked: Asked | None = None
    if found.question is not None:
        pack, name = item.ref.pack, item.ref.item
        shuffle = item.shuffle in {"options", "both"}
        asking = Asking(
            found.question.display_order(f"{item.ref}:{found.id}", shuffle=shuffle),
            lambda chosen: pages.LessonMarks(pack, name, found.id, chosen),
            lambda chosen: pages.LessonAnswer(pack, name, found.id, chosen),
        )
        asked = found.question.asked(turn, asking, marks)
        rows = asked.rows
        parts += [found.hint and italic(turn.say("Hint: ")) + found.hint, asked.text]
    else:
        parts += [found.note, found.hint]
    parts.append(remembered(turn, found))
    last, helped = last_words(turn, found)
    rows = (*rows, *helped, *term_rows(turn, item.ref.pack, found), *listen_rows(turn, item, found))
    rows = (*rows, *_ways_on(turn, item, found))
    shown = Screen(join([*parts, *last]), rows, picture=found.picture)
    return replace(shown, choices=asked.choices, paired=asked.paired) if asked else shown


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
        row.append(Link(turn.say("◀ Back"), pages.LessonCard(pack, name, item.cards[place - 1].id), Means.BACK))
    if place + 1 < len(item.cards):
        row.append(Link(turn.say("Next ▶"), pages.LessonCard(pack, name, item.cards[place + 1].id), Means.NEXT))
    else:
        row.append(Link(turn.say("Finish ✓"), pages.Finished(Kind.LESSON, pack, name), Means.NEXT))
    # An educator who has just come may have come for a class: none can be made without being remembered.
    newly = turn.audience is Audience.EDUCATOR and not turn.person.agreed and not turn.preview.edition
    a_class = ((Link(turn.say("➕ Make a class"), classes_pages.NewClass()),),) if newly else ()
    return (tuple(row), *a_class, last_row(turn, item.ref, found))
