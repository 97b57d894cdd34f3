"""The first minute: a greeting that asks who it is, a first lesson, and consent when it is of use."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.chat import commands
from bot.chat.items import page_of
from bot.chat.menukeys import greeting
from bot.chat.pickers import audience_rows, language_row
from bot.chat.shared_phone import others_row
from bot.chat.views import Outcome, Views
from bot.db import visitors
from bot.features.account import pages
from bot.features.help import pages as help_pages
from bot.features.menu import pages as menu_pages
from bot.packs.digest import file_key
from bot.packs.model import Kind
from bot.values.page import Page, parse
from bot.values.screen import Link, Picture, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.packs.model import Item
    from bot.values.screen import Row

views = Views()

DOORWAY = (pages.Start, pages.StartIn, pages.WhoAreYou)
"""Pages where nobody has come for anything yet."""

PRIVACY_TEXT = "2026-11"
"""The version of the privacy text that is agreed to; change it whenever the meaning of that text changes."""

PICTURE = Path(__file__).with_name("greeting.png")


@views(pages.Start, newcomer=True, own=True)
def start(turn: Turn, _: pages.Start) -> Screen:
    """Greet and ask who it is. Somebody who has said so sees the ways on."""
    about = turn.say("I am Mayak, a lighthouse for life online. I am a program, not a person. Trouble? Tap 🆘.")
    if turn.audience is None:
        text = join([about, _waiting(turn), bold(turn.say("Who are you?"))])
        rows = audience_rows(turn, pages.IAm)
    else:
        going_on = page_of(turn.person.begun)
        onward = [Link(turn.say("▶ Go on"), going_on)] if going_on else []
        text, rows = Text(about), ((*onward, Link(turn.say("☰ Menu"), menu_pages.Menu())),)
    return Screen(
        text,
        (*rows, language_row(turn, pages.StartIn), *others_row(turn)),
        picture=mayak_picture(turn),
        greeting=greeting(turn, turn.say("Hello! 👋")),
    )


@views(pages.StartIn, newcomer=True, own=True)
def start_in(turn: Turn, page: pages.StartIn) -> Outcome:
    """Greet in the language that was tapped."""
    if page.locale in turn.languages:
        turn = turn.choose(locale=page.locale)
    return Outcome(start(turn, pages.Start()), turn)


@views(pages.WhoAreYou, newcomer=True, own=True)
def who(turn: Turn, _: pages.WhoAreYou) -> Screen:
    """Ask for one of six audiences: no name, no birthday, no e-mail."""
    text = join(
        [
            _waiting(turn),
            bold(turn.say("Who are you?")),
            turn.say("So I can choose words and topics that fit. I do not need your name or your birthday."),
        ]
    )
    return Screen(text, audience_rows(turn, pages.IAm))


def _waiting(turn: Turn) -> str:
    """Return that an invitation waits, to who came by its link; nothing of who sent it, nor whether it is good."""
    word = visitors.link_of(turn.db, turn.person.key).partition("/")[0]
    if word not in commands.CODED.values():
        return ""
    return turn.say("📩 An invitation waits for you: it opens right after your answer.")


@views(pages.IAm, newcomer=True, kept=False, own=True)
def i_am(turn: Turn, page: pages.IAm) -> Outcome:
    """Remember the audience for this visit, and go on to what the person came for, or to a first lesson."""
    turn = turn.choose(audience=page.audience)
    linked = parse(visitors.link_of(turn.db, turn.person.key))
    if linked in commands.COMMANDS.values():
        visitors.keep_link(turn.db, turn.person.key, "")  # a code is kept until they agree
    return Outcome(linked or page_of(turn.person.begun) or _first_lesson(turn), turn)


@views(pages.Consent, newcomer=True, kept=False, own=True)
def consent(turn: Turn, _: pages.Consent) -> Screen:
    """Say in five plain lines what would be stored, and let the person choose."""
    rows: tuple[Row, ...] = (
        (Link(turn.say("I agree, remember me"), pages.ConsentGiven("on")),),
        (Link(turn.say("I only look round"), pages.ConsentGiven("off")),),
        (Link(turn.say("ⓘ All about it"), pages.Privacy()), Link(turn.say("🆘 Help"), help_pages.Help())),
    )
    return Screen(join([bold(turn.say("Shall I remember you?")), what_is_kept(turn)]), rows)


def what_is_kept(turn: Turn) -> Text:
    """Return in five plain lines what is stored of a person who agrees."""
    lines = [
        turn.say("• who you said you are, and your language"),
        turn.say("• where you stopped reading"),
        turn.say("• which answers you tapped"),
        turn.say("• no name, no phone number, nothing that you write"),
        turn.say("• /forget wipes all of it at once"),
    ]
    return join(lines, "\n")


@views(pages.ConsentGiven, newcomer=True, kept=False, own=True)
def consent_given(turn: Turn, page: pages.ConsentGiven) -> Outcome:
    """Note the choice, and go on with what the person came for (a shared link, the page that asked for the
    agreement, what was begun); else to a first lesson.
    """
    if page.switch == "on" and not turn.person.agreed:
        turn = turn.agree(PRIVACY_TEXT)
    remembers = turn.say("All right, I remember you.")
    told = remembers if turn.person.agreed else turn.say("All right, I remember nothing.")
    before = parse(turn.person.place)
    if isinstance(before, DOORWAY):
        before = None
    linked = parse(visitors.link_of(turn.db, turn.person.key))
    if turn.organiser and not turn.person.agreed:
        linked = None  # it would ask for the same once more
    onward = linked or before or page_of(turn.person.begun)
    if onward is None:
        onward = pages.Start() if turn.audience is None else _first_lesson(turn)
    return Outcome(onward, turn, told=told)


def _first_lesson(turn: Turn) -> Page:
    """Return a lesson to begin with: one whose author said so, else one that opens with a question."""
    lessons = turn.library.listing(Kind.LESSON, turn.reads, turn.locale)
    chosen = max(lessons, key=_fits_a_newcomer, default=None)
    return (page_of(chosen.ref) if chosen else None) or menu_pages.Menu()


def _fits_a_newcomer(lesson: Item) -> tuple[bool, bool]:
    return lesson.first, lesson.cards[0].question is not None


def mayak_picture(turn: Turn) -> Picture:
    """Return the picture of Mayak and its friends, with its description in the reader's language."""
    alt = turn.say("A smiling lighthouse and its friends at night: a dragon, a hedgehog, children, a cat.")
    return Picture(PICTURE, alt, _picture_key())


@cache
def _picture_key() -> str:
    return file_key(PICTURE.read_bytes())
