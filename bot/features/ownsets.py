"""Own sets: an educator's question sets, made of single questions of the bank: list, make, look at, erase."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from bot.chat import sets
from bot.chat.choosing import in_pairs
from bot.chat.classways import class_row, open_class
from bot.chat.items import dead_end
from bot.chat.names import audience_name, topic_name
from bot.chat.views import Views
from bot.packs.recipe import MORE, MOST_QUESTIONS, OWN, Recipe, banked
from bot.store import ownsets
from bot.values import sitemap
from bot.values.audience import Role
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.store.ownsets import OwnSet
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()


@views(sitemap.OwnSets, role=Role.EDUCATOR)
def own_sets(turn: Turn, page: sitemap.OwnSets) -> Screen:
    """List the educator's sets for the class's age."""
    classroom = open_class(turn, page.room)
    if classroom is None:
        return dead_end(turn)
    rows: list[Row] = [
        (Link(f"🧩 {sets.name(turn, recipe)} ({len(recipe.questions)})", sitemap.OwnSet(page.room, own.number)),)
        for own, recipe in _mine(turn)
        if recipe.tier is classroom.tier
    ]
    head = turn.say("My question sets · {audience}", audience=audience_name(turn, classroom.tier))
    words = turn.say("Pick single questions from the bank, up to {most}.", most=MOST_QUESTIONS)
    rows.append((Link(turn.say("➕ Make a set"), sitemap.NewSet(page.room)),))
    up = Link(turn.say("⬆ Topics"), sitemap.GiveTopics(page.room))
    return Screen(join([bold(head), words]), (*rows, (up, *class_row(turn, classroom))))


@views(sitemap.NewSet, role=Role.EDUCATOR, kept=False)
def new_set(turn: Turn, page: sitemap.NewSet) -> Screen:
    """Ask for the topic: it names the set and is where the bank opens first."""
    classroom = open_class(turn, page.room)
    if classroom is None:
        return dead_end(turn)
    if len(_mine(turn)) >= ownsets.MOST_SETS:
        return dead_end(turn, turn.say("You have as many sets as I can keep. Erase one, then make another."))
    number = secrets.randbelow(sets.MOST_NUMBER) + 1
    links = [
        Link(topic_name(turn, topic), sitemap.MakeSet(page.room, topic, number))
        for topic in sets.topics(turn, classroom.tier)
    ]
    text = join([bold(turn.say("A new set")), turn.say("What is it about? You can mix in other topics later.")])
    up = Link(turn.say("⬆ My question sets"), sitemap.OwnSets(page.room))
    return Screen(text, (*in_pairs(links), (up,)))


@views(sitemap.MakeSet, role=Role.EDUCATOR, kept=False)
def make_set(turn: Turn, page: sitemap.MakeSet) -> Screen | Page:
    """Make the set once, named by its topic and the next number, and open the bank."""
    classroom = open_class(turn, page.room)
    if classroom is None or page.topic not in sets.topics(turn, classroom.tier):
        return dead_end(turn)
    mine = _mine(turn)
    if all(own.number != page.own for own, _ in mine):
        if len(mine) >= ownsets.MOST_SETS:
            return new_set(turn, sitemap.NewSet(page.room))
        place = max((recipe.place for _, recipe in mine if recipe.topic == page.topic), default=0) + 1
        ownsets.make(turn.db, turn.person.key, page.own, str(Recipe(classroom.tier, page.topic, place)))
    return sitemap.Bank(page.room, page.own, MORE, page.topic, 0)


@views(sitemap.OwnSet, role=Role.EDUCATOR)
def own_set(turn: Turn, page: sitemap.OwnSet) -> Screen:
    """Draw a set: its questions as numbered buttons, and what can be done with it."""
    hand = sets.in_hand(turn, page.room, page.own)
    if hand is None:
        return dead_end(turn)
    there = [banked(turn.library, turn.locale, question) for question in hand.recipe.questions]
    rows: list[Row] = [
        (Link(f"{number}. {one.card.title}", sitemap.BankQuestion(page.room, page.own, MORE, one.mark)),)
        for number, one in enumerate(there, 1)
        if one
    ]
    parts: list[Text | str] = [bold(sets.name(turn, hand.recipe))]
    item = sets.item_of_own(turn, hand.own)
    if item is None:
        parts.append(turn.say("No question is in it yet."))
    else:
        count = turn.count("{number} question. ", "{number} questions. ", len(item.cards)).rstrip(". ")
        parts.append(f"{count} · {turn.count('{number} minute', '{number} minutes', item.minutes)}")
        parts.append(turn.say("Tap a question to replace it or to take it out."))
    if None in there:
        parts.append(
            turn.count(
                "{number} question was taken back by its authors and is left out.",
                "{number} questions were taken back by their authors and are left out.",
                there.count(None),
            )
        )
    if len(hand.recipe.questions) < MOST_QUESTIONS:
        more = sitemap.Bank(page.room, page.own, MORE, hand.recipe.topic, 0)
        rows.append((Link(turn.say("➕ More questions"), more),))
    if item:
        look = sitemap.Quiz(OWN, hand.own.name)
        give = sitemap.Give(page.room, "q", OWN, hand.own.name)
        rows.append((Link(turn.say("👀 See it as a pupil does"), look), Link(turn.say("✅ Give it"), give)))
        rows.append((Link(turn.say("🖨 On paper"), sitemap.PaperTwin(page.room, OWN, hand.own.name)),))
    rows.append((Link(turn.say("🗑 Erase the set"), sitemap.DropSet(page.room, page.own)),))
    up = Link(turn.say("⬆ My question sets"), sitemap.OwnSets(page.room))
    return Screen(join(parts), (*rows, (up, *class_row(turn, hand.classroom))))


@views(sitemap.DropSet, role=Role.EDUCATOR, kept=False)
def drop_set(turn: Turn, page: sitemap.DropSet) -> Screen:
    """Ask whether to erase the set."""
    hand = sets.in_hand(turn, page.room, page.own)
    if hand is None:
        return dead_end(turn)
    words = turn.say("Erase “{title}”? Classes that were given it keep it.", title=sets.name(turn, hand.recipe))
    rows = (
        (Link(turn.say("Yes, erase it"), sitemap.SetDropped(page.room, page.own)),),
        (Link(turn.say("No, go back"), sitemap.OwnSet(page.room, page.own)),),
    )
    return Screen(Text(words), rows)


@views(sitemap.SetDropped, role=Role.EDUCATOR, kept=False)
def set_dropped(turn: Turn, page: sitemap.SetDropped) -> Screen:
    """Erase the set."""
    if open_class(turn, page.room) is None:
        return dead_end(turn)
    ownsets.drop(turn.db, turn.person.key, page.own)
    return own_sets(turn, sitemap.OwnSets(page.room))


def _mine(turn: Turn) -> list[tuple[OwnSet, Recipe]]:
    """Return the educator's sets by topic and number."""
    found = [
        (own, recipe)
        for own in ownsets.of_person(turn.db, turn.person.key)
        if (recipe := Recipe.parse(own.recipe))
    ]
    return sorted(found, key=lambda pair: (pair[1].topic, pair[1].place))
