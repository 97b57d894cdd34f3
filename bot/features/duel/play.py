"""Through a duel: each question or moment in turn; the first answer is kept; afterwards the explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.features.duel import pages, store
from bot.features.duel.standing import standing_at
from bot.features.family.shown import back_row, gone
from bot.features.items.showing import help_row, remembered, sources
from bot.features.practice import domain as practice
from bot.packs.option import Asking
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, italic, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.duel.domain import Asked
    from bot.packs.model import Choice, Item
    from bot.values.page import Page

views = Views()


@views(pages.DuelQuestion, dialogue=True)
def question(turn: Turn, page: pages.DuelQuestion) -> Screen | Page:
    """Ask a question, or stop the chat at a moment; an answered one is not asked again."""
    here = standing_at(turn, page)
    if here is None:
        return gone(turn)
    number = here.next_open
    if not number:
        return pages.Duel(page.link)
    if number != page.number:
        return pages.DuelQuestion(page.link, page.duel, number)
    one = here.asked[number - 1]
    asking = Asking(
        one.question.display_order(f"{page.duel}:{number}", shuffle=one.item.shuffle in {"options", "both"}),
        lambda _: page,
        lambda chosen: pages.DuelAnswer(page.link, page.duel, number, chosen),
    )
    asked = one.question.asked(turn, asking, "")
    head = italic(turn.say("{number} of {total}", number=number, total=len(here.asked)))
    warned = (help_row(turn),) if one.card.warning else ()
    return Screen(
        join([head, _stem(turn, one), asked.text, one.card.warning]),
        (*asked.rows, *warned, back_row(turn, here.bond)),
        picture=one.card.picture,
        choices=asked.choices,
    )


@views(pages.DuelAnswer, kept=False, dialogue=True)
def answer(turn: Turn, page: pages.DuelAnswer) -> Screen | Page:
    """Keep the first answer and go on; nobody is told now whether it is right."""
    here = standing_at(turn, page)
    if here is None or not 1 <= page.number <= len(here.asked):
        return gone(turn)
    asked = here.asked[page.number - 1].question
    given = asked.fitting(page.marks)
    if not here.duel.is_done and asked.complete(given):
        store.answer(turn.db, turn.person.key, here.duel, page.number, given, turn.now)
    after = standing_at(turn, page)
    if after is not None and after.next_open:
        return pages.DuelQuestion(page.link, page.duel, after.next_open)
    return pages.Duel(page.link)


@views(pages.DuelKnown)
def known(turn: Turn, page: pages.DuelKnown) -> Screen:
    """Tell what is known about a question, to be read together, without what either of the two chose."""
    here = standing_at(turn, page)
    if here is None or not here.duel.is_done or not 1 <= page.number <= len(here.asked):
        return gone(turn)
    one = here.asked[page.number - 1]
    card = one.card
    told = _moment(turn, one) if one.is_moment else _answers(one)
    text = join([bold(card.title), card.body, *told, card.note, card.warning, sources(turn, card)])
    warned = (help_row(turn),) if card.warning else ()
    onward = Link(turn.say("⬆ Where we differ"), pages.Duel(page.link), Means.BACK)
    return Screen(text, (*warned, (onward, *menu_row(turn))), picture=card.picture)


def _stem(turn: Turn, one: Asked) -> Text:
    """Return the words of the question: at the first moment of a drill also where it takes place, later how the
    chat got there.
    """
    card = one.card
    if not one.is_moment:
        return join([bold(card.title), card.body])
    before: list[Text | str] = [one.item.description]
    if one.came is not None:
        goes_on = turn.say("The chat goes on like this, whatever was chosen:")
        before = [join([italic(goes_on), practice.said(one.came)], "\n"), one.came.consequence]
    return join([*before, bold(card.title), card.body, remembered(turn, card), card.note, card.hint])


def _answers(one: Asked) -> list[Text | str]:
    """Return the right answer to a question with its reason."""
    right = [option for option in one.question.judged if option.right]
    return [join([bold("✓ ") + option.text, option.feedback], "\n") for option in right]


def _moment(turn: Turn, one: Asked) -> list[Text | str]:
    """Return the result of each choice of a moment, and what was used in it, or spoke for the chat."""
    told: list[Text | str] = [bold(turn.say("What each choice brings"))]
    told += [
        join([Text("• ") + practice.said(choice), choice.consequence, _end(turn, one.item, choice)], "\n")
        for choice in one.card.choices
    ]
    marks = [practice.told_mark(one.item, mark) for mark in one.card.every_mark]
    if marks:
        honest = one.item.honest
        head = turn.say("What spoke for it") if honest else turn.say("What was used, and why it works")
        told += [bold(head), *marks]
    return told


def _end(turn: Turn, drill: Item, choice: Choice) -> str:
    """Return the meaning of an end that a choice leads to, or that the chat goes on."""
    return {
        "": turn.say("The chat goes on."),
        "seen": turn.say("The trap gets nothing."),
        "given": turn.say("The trap gets what it wants."),
        "trusted": turn.say("Here trust is all right."),
        "refused": turn.say("A no, and that is always allowed."),
    }[drill.endings.get(choice.scene, "")]
