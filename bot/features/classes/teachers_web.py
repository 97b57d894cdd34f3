"""Teachers without Telegram in the browser: they agree, get a return code, and change things by their PIN."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

from bot.chat.browser_forms import Asked, BrowserForms, LedTo, Part, Seated, Shown, TooLate, Way
from bot.chat.browser_people import PROOF, Who
from bot.chat.days import day_words
from bot.chat.firstaid import IDLE
from bot.features.account import pages as account_pages
from bot.features.account.welcome import what_is_kept
from bot.features.classes import browser_teaching, pages
from bot.features.classes.browser_teaching import BeginForm, is_good_pin
from bot.values import landmarks
from bot.values.audience import Audience
from bot.values.page import parse
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.browser_forms import Answer
    from bot.chat.turn import Reader
    from bot.values.page import Page

HERE, CODE, LOST = "/teacher", "/teacher/code", "/teacher/lost"
BACK = "/pupil/back"

forms: BrowserForms[None] = BrowserForms()


@forms.offers(pages.NewClass, pages.Classes, who=Who.VISITOR)
def ways_in(reader: Reader, _: Page, __: Screen) -> tuple[Way, ...]:
    """Return how a teacher begins here without Telegram, and comes back."""
    if reader.audience is not Audience.EDUCATOR:
        return ()
    back = Way(reader.say("🔑 I have a return code"), BACK)
    return (Way(reader.say("🖥 Teach here, without Telegram"), HERE), back)


@forms.offers(pages.Classes, who=Who.TEACHER, below=True)
def below(reader: Reader, _: Page, __: Screen) -> tuple[Way, ...]:
    """Return what a teacher needs seldom."""
    return (Way(reader.say("🔑 A new return code"), CODE, acts=True),)


@forms.page(HERE)
async def ask(asked: Asked[None]) -> Answer:
    """Say what would be stored, and ask for a PIN."""
    return _asking(asked.reader) if _may_begin(asked) else LedTo(pages.Classes())


@forms.form(HERE)
async def begin(asked: Asked[None]) -> Answer:
    """Remember a teacher who has agreed, and tell the return code: once. A form that comes again has the same
    answer for an hour.
    """
    reader, client, pin = asked.reader, asked.client, asked.form.get("pin", "")
    if not client.unknown and not _may_begin(asked):
        return LedTo(pages.Classes())
    if not client.may_try():
        return _too_many(reader)
    if pin != asked.form.get("again", ""):
        return _asking(reader, reader.say("The two PINs are not the same."), HTTPStatus.BAD_REQUEST)
    if not is_good_pin(pin):
        told = reader.say("This PIN is guessed at once. Take six signs or more, not all alike and not in a row.")
        return _asking(reader, told, HTTPStatus.BAD_REQUEST)
    form = BeginForm(client.token, client.address, (asked.now, asked.now - IDLE), pin, again=client.unknown)
    begun = await asked.in_house(partial(browser_teaching.begin, form=form, reader=reader))
    if begun is None:
        return TooLate() if client.unknown else _too_many(reader)
    seat, screen = begun
    return Seated(seat.secret, seat.sender, screen)


@forms.form(CODE)
async def renew(asked: Asked[None]) -> Answer:
    """Give a teacher who has typed the PIN another return code."""
    client = asked.client
    if asked.who is not Who.TEACHER:
        return TooLate()
    renewed = await asked.in_house(partial(browser_teaching.renew, sender=client.sender, secret=client.secret))
    if renewed is None:
        return LedTo(f"{PROOF}?to={quote(pages.Classes().path)}")
    number, code = renewed
    return Seated(client.secret, number, browser_teaching.told(asked.reader, code))


@forms.page(PROOF)
async def ask_pin(asked: Asked[None]) -> Answer:
    """Ask for the PIN, and keep where the teacher wants to go on."""
    return _asking_pin(asked, asked.query.get("to", "")) if asked.who is Who.TEACHER else LedTo(pages.Classes())


@forms.form(PROOF)
async def prove(asked: Asked[None]) -> Answer:
    """Let a teacher who types the right PIN change things in this browser."""
    to, reader = asked.form.get("to", ""), asked.reader
    if asked.who is not Who.TEACHER:
        return TooLate()
    pin = asked.form.get("pin", "")[: browser_teaching.LONGEST + 1]
    found = await asked.in_house(partial(browser_teaching.prove, sender=asked.client.sender, pin=pin))
    if found == "many":
        return _too_many(reader)
    if isinstance(found, str):
        return _asking_pin(asked, to, reader.say("That is not the PIN."), HTTPStatus.FORBIDDEN)
    return Seated(found.secret, found.sender, _address(to))


@forms.form(LOST)
async def lose(asked: Asked[None]) -> Answer:
    """Forget a teacher who has lost the PIN, a week later."""
    if asked.who is not Who.TEACHER:
        return TooLate()
    day = await asked.in_house(partial(browser_teaching.lose, sender=asked.client.sender))
    if day is None:
        return TooLate()
    words = asked.reader.say(
        "On {day} all that I keep about you is erased, and you can begin anew. The PIN, typed before then, calls "
        "it off.",
        day=day_words(asked.reader, day),
    )
    return Shown(Screen(Text(words), ((Link(asked.reader.say("🏫 Classes"), pages.Classes()),),)), _NOWHERE)


_NOWHERE = landmarks.Start().path
"""The path of what the site itself says."""


def _may_begin(asked: Asked[None]) -> bool:
    return asked.who is Who.VISITOR and asked.reader.audience is Audience.EDUCATOR


def _address(path: str) -> str:
    """Return the address of a page of the house; of the classes for any other words."""
    page = parse(path)
    known = page is not None and not page.acts
    return f"/p/{page.path if page is not None and known else pages.Classes().path}"


def _asking(reader: Reader, told: str = "", status: int = HTTPStatus.OK) -> Answer:
    text = join(
        [
            bold(reader.say("🖥 Teach here, without Telegram")),
            told,
            bold(reader.say("For that I have to remember you:")) + "\n" + what_is_kept(reader),
            reader.say(
                "You get a return code on paper, which shows your classes and results, and choose a PIN, which I "
                "ask for before anything is changed. I keep it scrambled. In Telegram you need neither, and get a "
                "message when a task is over."
            ),
        ]
    )
    rows = (
        (
            Link(reader.say("ⓘ All about it"), account_pages.Privacy()),
            Link(reader.say("☰ Menu"), landmarks.Menu()),
        ),
    )
    values = {
        "action": HERE,
        "to": "",
        "fields": (
            ("pin", reader.say("A PIN: six digits, letters or more"), "new-password"),
            ("again", reader.say("The same PIN again"), "new-password"),
        ),
        "send": reader.say("I agree, remember me here"),
        "lost": "",
        "lost_at": "",
    }
    return Shown(Screen(text, rows), _NOWHERE, status, part=Part("classes/teacher.html", values))


def _asking_pin(asked: Asked[None], to: str, told: str = "", status: int = HTTPStatus.OK) -> Answer:
    reader = asked.reader
    text = join(
        [
            bold(reader.say("🔒 Your PIN")),
            told,
            reader.say("The return code alone shows things. To change something, type the PIN that you chose."),
        ]
    )
    page = parse(to)
    values = {
        "action": PROOF,
        "to": page.path if page is not None else "",
        "fields": (("pin", reader.say("PIN"), "current-password"),),
        "send": reader.say("Go on"),
        "lost": reader.say("I have lost my PIN: forget me in a week"),
        "lost_at": LOST,
    }
    rows = ((Link(reader.say("🏫 Classes"), pages.Classes()),),)
    return Shown(Screen(text, rows), _NOWHERE, status, part=Part("classes/teacher.html", values))


def _too_many(reader: Reader) -> Answer:
    words = reader.say("That was a lot of codes. Take a break, and try again in an hour.")
    return Shown(Screen(Text(words)), _NOWHERE, HTTPStatus.TOO_MANY_REQUESTS)
