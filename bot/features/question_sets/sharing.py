"""Sharing: a colleague gets a copy of an educator's set by its link; it holds questions of the bank and nothing
about its owner.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat.existing import own_number
from bot.chat.items import dead_end
from bot.chat.names import audience_name
from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.db import visitors
from bot.features.account import pages as account_pages
from bot.features.classes.class_names import class_name
from bot.features.classes.sets import set_name
from bot.features.classes.store import classrooms
from bot.features.items.home import classes_row
from bot.features.question_sets import pages, store
from bot.features.question_sets.domain import in_hand
from bot.packs.recipe import Recipe, banked
from bot.values import landmarks
from bot.values.audience import Audience, Role
from bot.values.drawn_number import draw_number
from bot.values.means import Means
from bot.values.screen import Copy, Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.values.screen import Row

views = Views()


@views(pages.ShareSet, role=Role.EDUCATOR, kept=False)
def share(turn: Turn, page: pages.ShareSet) -> Screen:
    """Show the link of a set."""
    hand = in_hand(turn, page.room, page.own)
    code = store.share(turn.db, turn.person.key, page.own) if hand else ""
    if hand is None or not code:
        return dead_end(turn)
    link = turn.instance.link(pages.SharedSet(code))
    text = join(
        [
            bold(turn.say("A set for a colleague")),
            turn.say("Send this link to whom you like: {link}", link=link),
            turn.say(
                "Who opens it sees the questions as they are then and may take a copy. Your changes do not reach "
                "the copy, theirs do not reach you, and nobody learns from me whose set it was. The link opens "
                "nothing once you erase the set."
            ),
        ]
    )
    return Screen(text, ((Copy(turn.say("📋 Copy the link"), link),), hand.row(turn)))


@views(pages.SharedSet, kept=False, coded=True)
def shared(turn: Turn, page: pages.SharedSet) -> Screen:
    """Show the questions of a shared set, and offer a copy."""
    if turn.audience is not Audience.EDUCATOR:
        words = turn.say("This link is for educators. If you are one, say so in the settings, then open it again.")
        return Screen(
            Text(words), ((Link(turn.say("⚙ Settings"), account_pages.Settings(), Means.BACK), *menu_row(turn)),)
        )
    recipe = Recipe.parse(store.shared(turn.db, page.code) or "")
    if recipe is None:
        return dead_end(turn, turn.say("This link opens nothing (any more). Ask your colleague for a new one."))
    found = [one for question in recipe.questions if (one := banked(turn.library, turn.locale, question))]
    parts: list[Text | str] = [
        bold(turn.say("A colleague shares a set: {name}", name=set_name(turn, recipe))),
        audience_name(turn, recipe.tier),
        "\n".join(f"{number}. {one.card.title}" for number, one in enumerate(found, 1)),
    ]
    if not turn.person.agreed:
        visitors.keep_link(turn.db, turn.person.key, page.path)
        parts.append(turn.say("For that I have to remember you."))
        return Screen(join(parts), ((Link(turn.say("What I remember"), landmarks.Consent()),), menu_row(turn)))
    own = draw_number()
    take = (Link(turn.say("✔ Take a copy"), pages.SharedSetTaken(page.code, own)),)
    return Screen(join(parts), (take, menu_row(turn)))


@views(pages.SharedSetTaken, role=Role.EDUCATOR, kept=False)
def taken(turn: Turn, page: pages.SharedSetTaken) -> Screen:
    """Make the copy, and say where it is. Idempotent: a second tap changes nothing."""
    recipe = Recipe.parse(store.shared(turn.db, page.code) or "")
    if recipe is None or not turn.person.agreed:
        return dead_end(turn, turn.say("This link opens nothing (any more). Ask your colleague for a new one."))
    own = own_number(turn, page.own)
    mine = store.of_person(turn.db, turn.person.key)
    if all(one.number != own for one in mine):
        if len(mine) >= store.MOST_SETS:
            return dead_end(turn, turn.say("You have as many sets as I can keep. Erase one, then make another."))
        known = [known for one in mine if (known := Recipe.parse(one.recipe)) and known.topic == recipe.topic]
        place = max((known.place for known in known), default=0) + 1
        recipe = replace(recipe, place=place)
        store.make(turn.db, turn.person.key, own, str(recipe))
    else:
        there = store.get(turn.db, turn.person.key, own)
        recipe = (Recipe.parse(there.recipe) if there else None) or recipe
    fitting = [
        classroom
        for classroom in classrooms.taught_by(turn.db, turn.person.key)
        if classroom.tier is recipe.tier and not classroom.closed
    ]
    rows: list[Row] = [
        (Link("🏫 " + class_name(turn, classroom), pages.OwnSet(classroom.room, own)),) for classroom in fitting
    ]
    tier = audience_name(turn, recipe.tier)
    words = turn.say("“{name}” is among your sets now.", name=set_name(turn, recipe))
    where = (
        turn.say("Open it with a class:")
        if fitting
        else turn.say("You find it there once you have a class of this age: {audience}.", audience=tier)
    )
    return Screen(join([words, where]), (*rows, classes_row(turn)))
