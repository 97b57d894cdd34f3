"""Pupils without Telegram in the browser: they join a class, and come back by a code that they wrote down."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from bot.chat.browser_forms import Asked, BrowserForms, FormLimits, LedTo, Seated, Shown, TooLate, Way
from bot.chat.browser_people import Who
from bot.chat.firstaid import IDLE
from bot.features.classes import browser_joining, browser_teaching, pages
from bot.features.classes.browser_joining import JoinForm, Refusal
from bot.features.classes.joining import code_in, why_not
from bot.features.classes.return_codes import is_of_a_teacher, typed_return_code
from bot.features.classes.store.memberships import NotIn
from bot.values import landmarks
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from datetime import datetime

    from bot.chat.browser_forms import Answer
    from bot.chat.services import Services
    from bot.chat.turn import Reader
    from bot.values.page import Page

BACK, CODE = "/pupil/back", "/pupil/code"
"""Where a return code is typed, and where a pupil gets another one."""

forms: BrowserForms[None] = BrowserForms()
forms.hears(BACK, lambda words: bool(typed_return_code(words)))
forms.endings = (pages.LeftClass,)


@forms.offers(pages.JoinBy, pages.Join, who=Who.VISITOR)
def ways_in(reader: Reader, page: Page, _: Screen) -> tuple[Way, ...]:
    """Return how a child is let into a class here, and back into it."""
    if reader.is_adult:
        return ()
    back = Way(reader.say("🔑 I have a return code"), BACK)
    if not isinstance(page, pages.JoinBy):
        return (back,)
    return (Way(reader.say("I agree, remember me here"), f"/pupil/join/{page.code}", acts=True), back)


@forms.offers(landmarks.Menu, who=Who.VISITOR)
def in_menu(reader: Reader, _: Page, __: Screen) -> tuple[Way, ...]:
    """Return the way to where the code of a class is typed."""
    return () if reader.is_adult else (Way(reader.say("🔑 I have a code"), f"/p/{pages.Join().path}"),)


@forms.offers(pages.MyClass, who=Who.PUPIL, below=True)
def below(reader: Reader, _: Page, __: Screen) -> tuple[Way, ...]:
    """Return what a pupil needs seldom on the page of their class: what they have to do stands above it."""
    return (Way(reader.say("🔑 A new return code"), CODE, acts=True),)


@forms.form("/pupil/join/{code}")
async def join_here(asked: Asked[None]) -> Answer:
    """Let a visitor into a class, who has agreed to be remembered, and tell the return code: once. A form that
    comes again has the same answer for an hour, also after a restart, which forgets all visitors.
    """
    reader, client = asked.reader, asked.client
    code = code_in(asked.parts["code"])
    if asked.who is not Who.VISITOR or reader.is_adult:
        return LedTo(pages.JoinBy(code) if code else pages.Join())
    if not client.may_try():
        return _too_many(reader)
    form = JoinForm(code, client.token, client.address, (asked.now, asked.now - IDLE), again=client.unknown)
    admitted = await asked.in_house(partial(browser_joining.admit, form=form, reader=reader, sender=client.sender))
    if admitted is None:
        return _too_many(reader)
    if isinstance(admitted, Refusal):
        return _not_let_in(reader, code, admitted.why)
    return Seated(admitted.secret, admitted.sender, admitted.screen)


@forms.page(BACK)
async def ask(asked: Asked[None]) -> Answer:
    """Ask for a return code."""
    return _asking(asked.reader, "")


@forms.form(BACK, FormLimits(unknown=True))
async def come_back(asked: Asked[None]) -> Answer:
    """Let a pupil in by the typed return code."""
    code = typed_return_code(asked.form.get("words", ""))
    if not asked.client.may_try():
        return _too_many(asked.reader)
    opened = await asked.in_house(partial(_opened, code=code)) if code else None
    if opened is None:
        told = asked.reader.say(
            "This code opens nothing. Is each letter as you wrote it down? If the class is over, or the alias "
            "was taken out of it, so is the code."
        )
        return _asking(asked.reader, told, HTTPStatus.NOT_FOUND)
    return Seated(*opened, f"/p/{pages.Classes().path}")


def _opened(services: Services, now: datetime, *, code: str) -> tuple[str, int] | None:
    if is_of_a_teacher(code):
        seat = browser_teaching.back(services, now, code=code)
        return None if seat is None else (seat.secret, seat.sender)
    return browser_joining.back(services, now, code=code)


@forms.form(CODE)
async def renew(asked: Asked[None]) -> Answer:
    """Give a pupil another return code: the one before opens nothing, other browsers are closed."""
    client = asked.client
    if asked.who is not Who.PUPIL:
        return TooLate()
    renewed = await asked.in_house(partial(browser_joining.renew, sender=client.sender, secret=client.secret))
    return TooLate() if renewed is None else Seated(client.secret, *renewed)


def _not_let_in(reader: Reader, code: str, why: NotIn | None) -> Answer:
    if why is None:
        return TooLate()
    words = Text(why_not(reader, why))
    if why is NotIn.NO_CLASS:
        return _shown(Screen(words), HTTPStatus.NOT_FOUND)
    again = Link(reader.say("Try again"), pages.JoinBy(code))
    return _shown(Screen(words, ((again,),)), HTTPStatus.CONFLICT)


def _asking(reader: Reader, told: str, status: int = HTTPStatus.OK) -> Answer:
    words = reader.say(
        "Type your return code as you wrote it down: sixteen letters and digits, or a teacher's twenty."
    )
    text = join([bold(reader.say("🔑 I have a return code")), told, words])
    rows = ((Link(reader.say("⌨ I have the code of a class"), pages.Join()),),)
    return _shown(Screen(text, rows, asks=pages.Join()), status, BACK)


def _too_many(reader: Reader) -> Answer:
    words = reader.say("That was a lot of codes. Take a break, and try again in an hour.")
    return _shown(Screen(Text(words)), HTTPStatus.TOO_MANY_REQUESTS)


def _shown(screen: Screen, status: int, code: str = "") -> Answer:
    """Return a screen of the site itself."""
    return Shown(screen, landmarks.Start().path, status, code=code)
