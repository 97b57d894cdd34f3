"""Own sets: an educator's question sets, made of single questions of the bank: list, make, look at, erase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.existing import own_number
from bot.chat.items import dead_end
from bot.chat.names import audience_name, topic_name
from bot.chat.pickers import in_pairs
from bot.chat.views import Views
from bot.features.classes import giving
from bot.features.classes import pages as classes_pages
from bot.features.classes.navigation import class_row, open_class
from bot.features.classes.sets import set_name
from bot.features.paper import pages as paper_pages
from bot.features.question_sets import pages, store
from bot.features.question_sets.domain import in_hand, item_of_own, topics
from bot.features.quiz import pages as quiz_pages
from bot.packs.recipe import MORE, MOST_QUESTIONS, OWN, Recipe, banked, is_own
from bot.values.audience import Role
from bot.values.drawn_number import draw_number
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.classes.store.classrooms import Classroom
    from bot.features.question_sets.store import OwnSet
    from bot.packs.model import Ref
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()


@views(pages.OwnSets, role=Role.EDUCATOR)
def own_sets(turn: Turn, page: pages.OwnSets) -> Screen:
    """List the educator's sets for the class's age."""
    classroom = open_class(turn, page.room)
    if classroom is None:
        return dead_end(turn)
    rows: list[Row] = [
        (Link(f"🧩 {set_name(turn, recipe)} ({len(recipe.questions)})", pages.OwnSet(page.room, own.number)),)
        for own, recipe in _mine(turn)
        if recipe.tier is classroom.tier
    ]
    head = turn.say("My question sets · {audience}", audience=audience_name(turn, classroom.tier))
    words = turn.say("Pick single questions from the bank, up to {most}.", most=MOST_QUESTIONS)
    rows.append((Link(turn.say("➕ Make a set"), pages.NewSet(page.room)),))
    up = Link(turn.say("⬆ Topics"), classes_pages.GiveTopics(page.room), Means.BACK)
    return Screen(join([bold(head), words]), (*rows, (up, *class_row(turn, classroom))))


@giving.own_lists
def own_sets_link(turn: Turn, classroom: Classroom) -> tuple[int, Link]:
    """Return the way to the educator's sets, first among their own lists."""
    return 0, Link(turn.say("🧩 My own question sets"), pages.OwnSets(classroom.room))


@giving.list_of
def back_to_own_sets(turn: Turn, classroom: Classroom, ref: Ref) -> Link | None:
    """Return the way back to the educator's sets from one of them."""
    if not is_own(ref):
        return None
    return Link(turn.say("⬆ My question sets"), pages.OwnSets(classroom.room), Means.BACK)


@views(pages.NewSet, role=Role.EDUCATOR, kept=False)
def new_set(turn: Turn, page: pages.NewSet) -> Screen:
    """Ask for the topic: it names the set and is where the bank opens first."""
    classroom = open_class(turn, page.room)
    if classroom is None:
        return dead_end(turn)
    if len(_mine(turn)) >= store.MOST_SETS:
        return dead_end(turn, turn.say("You have as many sets as I can keep. Erase one, then make another."))
    number = draw_number()
    links = [
        Link(topic_name(turn, topic), pages.MakeSet(page.room, topic, number))
        for topic in topics(turn, classroom.tier)
    ]
    text = join([bold(turn.say("A new set")), turn.say("What is it about? You can mix in other topics later.")])
    up = Link(turn.say("⬆ My question sets"), pages.OwnSets(page.room), Means.BACK)
    return Screen(text, (*in_pairs(links), (up,)))


@views(pages.MakeSet, role=Role.EDUCATOR, kept=False)
def make_set(turn: Turn, page: pages.MakeSet) -> Screen | Page:
    """Make the set once, named by its topic and the next number, and open the bank."""
    classroom = open_class(turn, page.room)
    if classroom is None or page.topic not in topics(turn, classroom.tier):
        return dead_end(turn)
    mine, number = _mine(turn), own_number(turn, page.own)
    if all(own.number != number for own, _ in mine):
        if len(mine) >= store.MOST_SETS:
            return new_set(turn, pages.NewSet(page.room))
        place = max((recipe.place for _, recipe in mine if recipe.topic == page.topic), default=0) + 1
        store.make(turn.db, turn.person.key, number, str(Recipe(classroom.tier, page.topic, place)))
    return pages.Bank(page.room, number, MORE, page.topic, 0)


@views(pages.OwnSet, role=Role.EDUCATOR)
def own_set(turn: Turn, page: pages.OwnSet) -> Screen:
    """Draw a set: its questions as numbered buttons, and what can be done with it."""
    hand = in_hand(turn, page.room, page.own)
    if hand is None:
        return dead_end(turn)
    there = [banked(turn.library, turn.locale, question) for question in hand.recipe.questions]
    rows: list[Row] = [
        (Link(f"{number}. {one.card.title}", pages.BankQuestion(page.room, page.own, MORE, one.mark)),)
        for number, one in enumerate(there, 1)
        if one
    ]
    parts: list[Text | str] = [bold(set_name(turn, hand.recipe))]
    item = item_of_own(turn, hand.own)
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
        more = pages.Bank(page.room, page.own, MORE, hand.recipe.topic, 0)
        rows.append((Link(turn.say("➕ More questions"), more),))
    if item:
        look = quiz_pages.Quiz(OWN, hand.own.name)
        give = classes_pages.Give(page.room, "q", OWN, hand.own.name)
        rows.append((Link(turn.say("👀 See it as a pupil does"), look), Link(turn.say("✅ Give it"), give)))
        rows.append((Link(turn.say("🖨 On paper"), paper_pages.PaperTwin(page.room, OWN, hand.own.name)),))
        rows.append((Link(turn.say("🔗 Share with a colleague"), pages.ShareSet(page.room, page.own)),))
    rows.append((Link(turn.say("🗑 Erase the set"), pages.DropSet(page.room, page.own)),))
    up = Link(turn.say("⬆ My question sets"), pages.OwnSets(page.room), Means.BACK)
    return Screen(join(parts), (*rows, (up, *class_row(turn, hand.classroom))))


@views(pages.DropSet, role=Role.EDUCATOR, kept=False)
def drop_set(turn: Turn, page: pages.DropSet) -> Screen:
    """Ask whether to erase the set."""
    hand = in_hand(turn, page.room, page.own)
    if hand is None:
        return dead_end(turn)
    words = turn.say("Erase “{title}”? Classes that were given it keep it.", title=set_name(turn, hand.recipe))
    rows = (
        (Link(turn.say("Yes, erase it"), pages.SetDropped(page.room, page.own)),),
        (Link(turn.say("No, go back"), pages.OwnSet(page.room, page.own)),),
    )
    return Screen(Text(words), rows)


@views(pages.SetDropped, role=Role.EDUCATOR, kept=False)
def set_dropped(turn: Turn, page: pages.SetDropped) -> Screen:
    """Erase the set."""
    if open_class(turn, page.room) is None:
        return dead_end(turn)
    store.drop(turn.db, turn.person.key, page.own)
    return own_sets(turn, pages.OwnSets(page.room))


def _mine(turn: Turn) -> list[tuple[OwnSet, Recipe]]:
    """Return the educator's sets by topic and number."""
    found = [
        (own, recipe) for own in store.of_person(turn.db, turn.person.key) if (recipe := Recipe.parse(own.recipe))
    ]
    return sorted(found, key=lambda pair: (pair[1].topic, pair[1].place))
