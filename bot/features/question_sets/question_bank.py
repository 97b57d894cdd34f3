"""Bank: single questions to look at, and to put into an educator's own set, replace or take out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from bot.chat.items import dead_end
from bot.chat.names import topic_name
from bot.chat.paging import part
from bot.chat.pickers import in_pairs
from bot.chat.views import Views
from bot.features.question_sets import pages, store
from bot.features.question_sets.domain import in_hand, topics
from bot.features.quiz import analysis
from bot.features.search.lexicon import lexicon_of, split
from bot.packs.recipe import MORE, MOST_QUESTIONS, bank, banked, marked
from bot.values.audience import Role
from bot.values.means import Means
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
FOUND_SHOWN = 16
"""Questions that a search lists."""

SHORTEST = 3
"""Letters of the shortest word that is looked for."""


@views(pages.BankTopics, role=Role.EDUCATOR)
def bank_topics(turn: Turn, page: pages.BankTopics) -> Screen:
    """List the topics that have questions for the set's age."""
    hand = in_hand(turn, page.room, page.own)
    if hand is None:
        return dead_end(turn)
    links = [
        Link(topic_name(turn, topic), pages.Bank(page.room, page.own, page.over, topic, 0))
        for topic in topics(turn, hand.recipe.tier)
    ]
    head = bold(turn.say("Which topic's questions?"))
    hint = turn.say("Or type a word: I look for it in all questions for this age.")
    asks = pages.BankSearch(page.room, page.own, page.over)
    return Screen(join([head, hint]), (*in_pairs(links), hand.row(turn)), asks=asks)


@views(pages.BankSearch, role=Role.EDUCATOR)
def bank_search(turn: Turn, page: pages.BankSearch) -> Screen:
    """List the questions that hold what was typed, in their words, options or explanation."""
    hand = in_hand(turn, page.room, page.own)
    if hand is None:
        return dead_end(turn)
    wanted = _stems(turn.locale, turn.typed)
    found = [one for one in bank(turn.library, hand.recipe.tier, turn.locale) if wanted and _holds(one, wanted)]
    rows = [_entry(hand, page.over, one) for one in found[:FOUND_SHOWN]]
    if not turn.typed:
        words = turn.say("Type a word: I look for it in all questions for this age.")
    elif found:
        words = turn.count("{number} question found.", "{number} questions found.", len(found))
        if len(found) > FOUND_SHOWN:
            words += " " + turn.say("These are the first {number}; a second word narrows it.", number=FOUND_SHOWN)
    else:
        words = turn.say("No question holds these words. Try another one, or only its beginning.")
    up = Link(turn.say("⬆ Topics"), pages.BankTopics(page.room, page.own, page.over), Means.BACK)
    return Screen(join([bold(turn.say("🔎 In the bank")), words]), (*rows, (up, *hand.row(turn))), asks=page)


@views(pages.Bank, role=Role.EDUCATOR, kept=False)
def bank_page(turn: Turn, page: pages.Bank) -> Screen:
    """List the questions of a topic; those that the set has are ticked."""
    hand = in_hand(turn, page.room, page.own)
    if hand is None:
        return dead_end(turn)
    shown = part([*bank(turn.library, hand.recipe.tier, turn.locale, page.topic)], page.number, ENTRIES_A_PAGE)
    rows: list[Row] = [_entry(hand, page.over, one) for one in shown.entries]
    rows += shown.page_row(turn, lambda number: pages.Bank(page.room, page.own, page.over, page.topic, number))
    head = bold(shown.heading(turn, topic_name(turn, page.topic)))
    picked = len(hand.recipe.questions)
    words = turn.say("{picked} of {most} picked. Tap a question to read it.", picked=picked, most=MOST_QUESTIONS)
    if page.over != MORE:
        words = turn.say("Which question shall stand in its place?")
    hint = turn.say("Or type a word: I look for it in all questions for this age.")
    up = Link(turn.say("⬆ Topics"), pages.BankTopics(page.room, page.own, page.over), Means.BACK)
    asks = pages.BankSearch(page.room, page.own, page.over)
    return Screen(join([head, words, hint]), (*rows, (up, *hand.row(turn))), asks=asks)


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
    back = Link(turn.say("⬆ Questions"), _where(turn, hand, page.over, one), Means.BACK)
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


def _entry(hand: InHand, over: str, one: Banked) -> Row:
    """Return the button of a question; those that the set has are ticked."""
    sign = "☑ " if one.id in hand.recipe.questions else "☐ "
    return (Link(sign + one.card.title, pages.BankQuestion(hand.classroom.room, hand.own.number, over, one.mark)),)


def _holds(one: Banked, wanted: frozenset[str]) -> bool:
    """Whether a question holds all of these words, as they are or with another ending."""
    card = one.card
    options = [text.plain for text in card.question.said()] if card.question else []
    words = "\n".join((card.title, card.body_in_words.plain, *options, card.note.plain))
    there = _stems(one.item.locale, words)
    return all(any(stem.startswith(word) for stem in there) for word in wanted)


@lru_cache(maxsize=4096)
def _stems(locale: str, words: str) -> frozenset[str]:
    lexicon = lexicon_of(locale)
    return frozenset(lexicon.stem(word) for word in split(words) if len(word) >= SHORTEST)


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
