"""Bank: single questions to look at, and to put into an educator's own set, replace or take out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.items import dead_end
from bot.chat.names import topic_name
from bot.chat.paging import part
from bot.chat.pickers import in_pairs
from bot.chat.views import Views
from bot.features.question_sets import pages, store
from bot.features.question_sets.domain import in_hand, topics
from bot.features.quiz import analysis
from bot.packs.recipe import MORE, MOST_QUESTIONS, bank, banked, marked
from bot.values.audience import Role
from bot.values.screen import Link, Screen
from bot.values.text import bold, italic, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.question_sets.domain import InHand
    from bot.packs.recipe import Banked
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()

ENTRIES_A_PAGE = 8


@views(pages.BankTopics, role=Role.EDUCATOR, kept=False)
def bank_topics(turn: Turn, page: pages.BankTopics) -> Screen:
    """List the topics that have questions for the set's age."""
    hand = in_hand(turn, page.room, page.own)
    if hand is None:
        return dead_end(turn)
    links = [
        Link(topic_name(turn, topic), pages.Bank(page.room, page.own, page.over, topic, 0))
        for topic in topics(turn, hand.recipe.tier)
    ]
    return Screen(bold(turn.say("Which topic's questions?")), (*in_pairs(links), hand.row(turn)))


@views(pages.Bank, role=Role.EDUCATOR, kept=False)
def bank_page(turn: Turn, page: pages.Bank) -> Screen:
    """List the questions of a topic; those that the set has are ticked."""
    hand = in_hand(turn, page.room, page.own)
    if hand is None:
        return dead_end(turn)
    shown = part([*bank(turn.library, hand.recipe.tier, turn.locale, page.topic)], page.number, ENTRIES_A_PAGE)
    rows: list[Row] = [
        (
            Link(
                ("☑ " if one.id in hand.recipe.questions else "☐ ") + one.card.title,
                pages.BankQuestion(page.room, page.own, page.over, one.mark),
            ),
        )
        for one in shown.entries
    ]
    rows += shown.page_row(turn, lambda number: pages.Bank(page.room, page.own, page.over, page.topic, number))
    head = bold(shown.heading(turn, topic_name(turn, page.topic)))
    picked = len(hand.recipe.questions)
    words = turn.say("{picked} of {most} picked. Tap a question to read it.", picked=picked, most=MOST_QUESTIONS)
    if page.over != MORE:
        words = turn.say("Which question shall stand in its place?")
    up = Link(turn.say("⬆ Topics"), pages.BankTopics(page.room, page.own, page.over))
    return Screen(join([head, words]), (*rows, (up, *hand.row(turn))))


@views(pages.BankQuestion, role=Role.EDUCATOR, kept=False)
def bank_question(turn: Turn, page: pages.BankQuestion) -> Screen:
    """Show a question with its right answer, and let it be picked, replaced or taken out."""
    hand = in_hand(turn, page.room, page.own)
    one = marked(turn.library, hand.recipe.tier, turn.locale, page.mark) if hand else None
    if hand is None or one is None or one.card.question is None:
        return dead_end(turn)
    rows: list[Row] = []
    if one.id in hand.recipe.questions:
        instead = pages.Bank(page.room, page.own, page.mark, one.topic, 0)
        out = pages.TakeOut(page.room, page.own, page.mark)
        rows.append((Link(turn.say("🔁 Replace it"), instead), Link(turn.say("✖ Take it out"), out)))
    elif page.over != MORE or len(hand.recipe.questions) < MOST_QUESTIONS:
        put = pages.PutIn(page.room, page.own, page.over, page.mark)
        rows.append((Link(turn.say("✔ Take this question"), put),))
    text = join(
        [
            bold(one.card.title),
            one.card.body,
            one.card.question.solution(),
            one.card.note,
            join(analysis.words_of(turn, one.card.question, analysis.of(turn.db, one.card.question)), "\n"),
            italic(turn.say("From: {title}", title=one.item.title)),
        ]
    )
    back = Link(turn.say("⬆ Questions"), _where(turn, hand, page.over, one))
    return Screen(text, (*rows, (back, *hand.row(turn))), picture=one.card.picture)


@views(pages.PutIn, role=Role.EDUCATOR, kept=False)
def put_in(turn: Turn, page: pages.PutIn) -> Screen | Page:
    """Have a question in the set: at its end (the bank goes on), or in another's place (the set is shown)."""
    hand = in_hand(turn, page.room, page.own)
    one = marked(turn.library, hand.recipe.tier, turn.locale, page.mark) if hand else None
    if hand is None or one is None:
        return dead_end(turn)
    if page.over == MORE:
        _change(turn, hand, put=one.id)
        return _where(turn, hand, MORE, one)
    if gone := _named(turn, hand, page.over):
        _change(turn, hand, put=one.id, out=gone)
    return pages.OwnSet(page.room, page.own)


@views(pages.TakeOut, role=Role.EDUCATOR, kept=False)
def take_out(turn: Turn, page: pages.TakeOut) -> Screen | Page:
    """Have a question in the set no more."""
    hand = in_hand(turn, page.room, page.own)
    if hand is None:
        return dead_end(turn)
    if gone := _named(turn, hand, page.mark):
        _change(turn, hand, out=gone)
    return pages.OwnSet(page.room, page.own)


def _change(turn: Turn, hand: InHand, put: str = "", out: str = "") -> None:
    """Change the set; what its authors took back goes with the first change."""
    recipe = hand.recipe
    for question in recipe.questions:
        if banked(turn.library, turn.locale, question) is None:
            recipe = recipe.without(question)
    recipe = recipe.with_question(put, out) if put else recipe.without(out)
    store.change(turn.db, turn.person.key, hand.own, str(recipe))


def _named(turn: Turn, hand: InHand, mark: str) -> str:
    """Return the id of the set's question with this mark; empty when the set has none (any more)."""
    there = (banked(turn.library, turn.locale, question) for question in hand.recipe.questions)
    return next((one.id for one in there if one and one.mark == mark), "")


def _where(turn: Turn, hand: InHand, over: str, one: Banked) -> pages.Bank:
    """Return the page of the bank on which a question stands."""
    ids = [other.id for other in bank(turn.library, hand.recipe.tier, turn.locale, one.topic)]
    return pages.Bank(hand.classroom.room, hand.own.number, over, one.topic, ids.index(one.id) // ENTRIES_A_PAGE)
