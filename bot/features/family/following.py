"""The adult's side of a family link: opening it, seeing what the child shows, asking tonight, leaving."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from bot.chat.items import dead_end, page_of
from bot.chat.names import topic_label
from bot.chat.pickers import menu_row
from bot.chat.views import Outcome, Views
from bot.db import visitors
from bot.features.account import pages as account_pages
from bot.features.account.welcome import what_is_kept
from bot.features.family import pages, store
from bot.features.family.shown import back_row, gone, icon_name, rows, shown, shown_topics, up
from bot.features.habits.views import plan_picture
from bot.features.items.showing import shown_sources
from bot.features.menu import pages as menu_pages
from bot.packs.model import Kind
from bot.values.audience import Audience
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, italic, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.family.store import Bond
    from bot.packs.model import Card
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()

ASK = "ask"
"""The anchor of the card of parents' tips that says what to ask tonight (CONTRIBUTING.md)."""


def children(turn: Turn) -> Screen:
    """Return the list of children who show an adult something, by the pictures that they chose."""
    opened = store.of_adult(turn.db, turn.person.key)
    words = (
        turn.say("Each picture is a child who shows you something. What you see is what the child chose.")
        if opened
        else turn.say(
            "No child shows you anything here. The link is the child's: it is made in their own Mayak, under "
            "Settings, “My family”, and only they can make it."
        )
    )
    links: list[Row] = [(Link(_named(turn, bond, opened), pages.Child(bond.link)),) for bond in opened]
    told: list[Text | str] = [bold(turn.say("👪 My family")), words]
    if opened:
        told.append(
            turn.say(
                "If nothing new is shown, the child has chosen nothing new. It does not say whether they were "
                "here, or read anything."
            )
        )
    held = store.of_child(turn.db, turn.person.key, turn.now)
    if held:
        told.append(turn.say("You made a link yourself when you were here as a child. It shows nothing now."))
        links += [
            (Link(turn.say("✖ End {name}", name=icon_name(turn, bond.icon)), pages.LinkEnded(bond.link)),)
            for bond in held
        ]
    return Screen(join(told), (*links, menu_row(turn)))


@views(pages.Invited, kept=False, coded=True)
def invited(turn: Turn, page: pages.Invited) -> Screen:
    """Explain what opening the link means. The code is not looked up, so that right and wrong codes look alike
    (22).
    """
    if not turn.is_adult:
        words = turn.say(
            "This link is for an adult. You said that you are a child, so it opens nothing. If that was a "
            "mistake, choose anew who you are, then open the link again."
        )
        return Screen(Text(words), ((Link(turn.say("Who I am"), account_pages.ChooseAudience()),), menu_row(turn)))
    text = join(
        [
            bold(turn.say("A child shows you something")),
            turn.say(
                "You will see the topics that the child chose to show, and a plan if there is one. Never answers, "
                "results, times, Help or what was looked for. The child sees just what you see, and may end it at "
                "any moment."
            ),
            turn.say("It works once, for one adult. If it was not given to you, leave it."),
        ]
    )
    if not turn.person.agreed:
        visitors.keep_link(turn.db, turn.person.key, page.path)
        text = join([text, bold(turn.say("For that I have to remember you:")) + "\n" + what_is_kept(turn)])
        agree = (Link(turn.say("I agree, remember me"), account_pages.ConsentGiven("on")),)
        return Screen(text, (agree, (Link(turn.say("ⓘ All about it"), account_pages.Privacy()), *menu_row(turn))))
    return Screen(text, ((Link(turn.say("Open it"), pages.Following(page.code)),), menu_row(turn)))


@views(pages.Following, kept=False)
def following(turn: Turn, page: pages.Following) -> Screen | Page:
    """Open the link, which uses up its code; a wrong code costs one of five tries."""
    if not turn.is_adult or not turn.person.agreed or turn.sender.code_attempts is None:
        return pages.Invited(page.code)
    if not turn.sender.code_attempts.may_try():
        return dead_end(turn, turn.say("That was a lot of codes. Take a break, and try again in an hour."))
    link = store.accept(turn.db, turn.person.key, page.code, turn.now)
    if not link:
        words = turn.say("This link opens nothing (any more). Ask the child for a new one.")
        again = turn.say("If you have opened it before, you find it under “My family”.")
        return Screen(join([words, again]), ((up(turn),), menu_row(turn)))
    return pages.Child(link)


@views(pages.Child)
def child(turn: Turn, page: pages.Child) -> Screen:
    """Show what the child chose, with a card to ask tonight for each topic."""
    bond = _opened(turn, page.link)
    if bond is None:
        return gone(turn)
    store.look(turn.db, turn.person.key, bond.link, turn.today)
    ways: list[Row] = [
        (
            Link(
                turn.say("💬 Ask tonight: {topic}", topic=topic_label(turn, topic)),
                pages.AskTonight(bond.link, topic),
            ),
        )
        for topic in shown_topics(turn, bond)
    ]
    if bond.plan:
        ways.append((Link(turn.say("🖼 Draw the plan"), pages.SharedPlan(bond.link)),))
    ways += chain.from_iterable(rows.call(turn, bond))
    if ways:
        told = turn.say("Not to check, but to talk: ask, and listen to the end.")
    else:
        told = turn.say(
            "The child chooses on their own phone: “My family”, this picture, “Choose topics”. Then look again."
        )
        ways.append((Link(turn.say("🔄 Look again"), page),))
    ways.append((Link(turn.say("Stop seeing this"), pages.LinkLeft(bond.link)),))
    text = join([shown(turn, bond), italic(told), _alike(turn, bond)])
    return Screen(text, (*ways, (up(turn), *menu_row(turn))))


@views(pages.AskTonight)
def ask_tonight(turn: Turn, page: pages.AskTonight) -> Screen:
    """Show what to ask about a topic that the child shows, and a lesson for both."""
    bond = _opened(turn, page.link)
    if bond is None or page.topic not in shown_topics(turn, bond):
        return gone(turn)
    card = ask_card(turn, page.topic)
    parts: list[Text | str] = [bold(turn.say("💬 Ask tonight: {topic}", topic=topic_label(turn, page.topic)))]
    if card is not None:
        parts += [card.body, shown_sources(turn, card)]
    else:
        parts.append(
            turn.say(
                "“What was new to you there? What would you tell a friend about it? What should I know?” Then "
                "listen to the end, and thank for the answer."
            )
        )
    lessons = turn.library.listing(Kind.LESSON, Audience.PARENT, turn.locale, page.topic)
    ways: list[Row] = [
        (Link(turn.say("📖 For both: {title}", title=lesson.title), to),)
        for lesson in lessons[:1]
        if (to := page_of(lesson.ref)) is not None
    ]
    ways.append((Link(turn.say("👀 What my child sees"), menu_pages.LookThrough()),))
    return Screen(join(parts), (*ways, back_row(turn, bond)))


@views(pages.SharedPlan, kept=False)
def shared_plan(turn: Turn, page: pages.SharedPlan) -> Screen:
    """Give the family plan as a picture."""
    bond = _opened(turn, page.link)
    picture = plan_picture(turn, bond.plan) if bond else None
    if bond is None or picture is None:
        return gone(turn)
    words = turn.say("This is the plan. In a week look together: what worked, what was hard, what to change?")
    return Screen(Text(words), (back_row(turn, bond),), documents=(picture,))


@views(pages.LinkLeft, kept=False)
def link_left(turn: Turn, page: pages.LinkLeft) -> Outcome:
    """End the link from the adult's side: it is erased for both, and nobody is told."""
    store.leave(turn.db, turn.person.key, page.link)
    return Outcome(pages.Family(), told=turn.say("You do not see this any more."))


def ask_card(turn: Turn, topic: str) -> Card | None:
    """Return the card of parents' tips with questions on a topic; None if its pack has none."""
    tips = turn.library.listing(Kind.TIPS, Audience.PARENT, turn.locale, topic)
    return next((card for item in tips if (card := item.card(ASK))), None)


def _opened(turn: Turn, link: int) -> Bond | None:
    """Return the link if this adult has opened it; None for a child, because children open no links."""
    return store.opened(turn.db, turn.person.key, link) if turn.is_adult else None


def _alike(turn: Turn, bond: Bond) -> str:
    """Return how to tell apart children who chose the same picture; empty if no two did."""
    opened = store.of_adult(turn.db, turn.person.key)
    name = _named(turn, bond, opened)
    if name == icon_name(turn, bond.icon):
        return ""
    return turn.say(
        "In your list this is {name}, for another child chose the same picture. Ask one of them for a new link "
        "with another picture.",
        name=name,
    )


def _named(turn: Turn, bond: Bond, opened: list[Bond]) -> str:
    """Return the picture of a child, with a number if two children chose the same one."""
    name = icon_name(turn, bond.icon)
    alike = sorted(one.link for one in opened if one.icon == bond.icon)
    return f"{name} {alike.index(bond.link) + 1}" if len(alike) > 1 else name
