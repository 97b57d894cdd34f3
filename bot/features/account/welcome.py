"""The first minute: a greeting that asks who it is, a first lesson, and consent once it is useful."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.chat import links
from bot.chat.items import page_of
from bot.chat.menukeys import greeting
from bot.chat.pickers import audience_rows, in_pairs, language_links, language_row, what_it_cannot
from bot.chat.shared_phone import others_row
from bot.chat.views import Outcome, Views
from bot.db import visitors
from bot.features.account import pages
from bot.features.items.next_step import step_link, steps
from bot.help import pages as help_pages
from bot.packs.digest import file_key
from bot.packs.model import Kind
from bot.values import landmarks
from bot.values.audience import Audience
from bot.values.hook import Hook
from bot.values.means import Means
from bot.values.page import Page, parse
from bot.values.screen import Link, Picture, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Reader, Turn
    from bot.packs.model import Item
    from bot.values.screen import Row

views = Views()

ways_on: Hook[[Turn], Link | None] = Hook()
"""Where somebody who comes back is led first, such as a teacher to their class; None for nowhere."""

DOORWAY = (landmarks.Start, pages.StartIn, pages.StartLanguages, pages.WhoAreYou)
"""Pages where nobody has come for anything yet."""

PRIVACY_TEXT = "2026-12.2"
"""The version of the privacy text that is agreed to; change it whenever the meaning of that text changes."""

PICTURE = Path(__file__).with_name("greeting.png")


@views(landmarks.Start, newcomer=True, own=True)
def start(turn: Turn, _: landmarks.Start) -> Screen:
    """Greet and ask who it is. People who have said so see the ways on."""
    about = turn.say("I am Mayak. I am a program, not a person. Trouble? Tap 🆘.")
    if turn.audience is None:
        text = join([about, what_it_cannot(turn), _waiting(turn), bold(turn.say("Who are you?"))])
        rows = audience_rows(turn, pages.IAm)
    else:
        first = tuple((link,) for link in ways_on.call(turn) if link)
        onward = () if turn.recent.helped else tuple((step_link(turn, step),) for step in steps(turn)[:1])
        text, rows = Text(about), (*first, *onward, (Link(turn.say("☰ Menu"), landmarks.Menu()),))
    return Screen(
        text,
        (*rows, language_row(turn, pages.StartIn, pages.StartLanguages()), *others_row(turn)),
        picture=mayak_picture(turn),
        # A visit is forgotten after an hour: the words fit a stranger and somebody who comes back.
        greeting=greeting(turn, turn.say("Glad you came! 👋")),
    )


@views(pages.StartLanguages, newcomer=True, kept=False, own=True)
def languages(turn: Turn, _: pages.StartLanguages) -> Screen:
    """Offer every other language for the greeting."""
    back = (Link(turn.say("◀ Back"), landmarks.Start(), Means.BACK),)
    return Screen(bold(turn.say("🌐 Language")), (*in_pairs(language_links(turn, pages.StartIn)), back))


@views(pages.StartIn, newcomer=True, own=True)
def start_in(turn: Turn, page: pages.StartIn) -> Outcome:
    """Greet in the language that was tapped."""
    if page.locale in turn.instance.languages:
        turn = turn.choose(locale=page.locale)
    return Outcome(start(turn, landmarks.Start()), turn)


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
    """Return a line that an invitation waits, for people who came by its link. It tells neither who sent it nor
    whether it is valid.
    """
    if not links.is_coded(parse(visitors.link_of(turn.db, turn.person.key))):
        return ""
    return turn.say("📩 An invitation waits for you: it opens right after your answer.")


@views(pages.IAm, newcomer=True, kept=False, own=True)
def i_am(turn: Turn, page: pages.IAm) -> Outcome:
    """Remember the audience for this visit, and go on to what the person came for, or to a first lesson."""
    turn = turn.choose(audience=page.audience)
    linked = parse(visitors.link_of(turn.db, turn.person.key))
    if linked is not None and links.is_commanded(linked):
        visitors.keep_link(turn.db, turn.person.key, "")  # a code is kept until they agree
    return Outcome(linked or page_of(turn.person.begun) or _first_lesson(turn), turn)


@views(landmarks.Consent, newcomer=True, kept=False, own=True)
def consent(turn: Turn, _: landmarks.Consent) -> Screen:
    """Say in five plain lines what would be stored, and let the person choose."""
    rows: tuple[Row, ...] = (
        (Link(turn.say("I agree, remember me"), pages.ConsentGiven("on")),),
        (Link(turn.say("I only look round"), pages.ConsentGiven("off")),),
        (Link(turn.say("ⓘ All about it"), pages.Privacy()), Link(turn.say("🆘 Help"), help_pages.Help())),
    )
    return Screen(join([bold(turn.say("Shall I remember you?")), what_is_kept(turn)]), rows)


def what_is_kept(reader: Reader) -> Text:
    """Rereader, in five plain lines, what is stored about a person who agrees."""
    lines = [
        reader.say("• who you said you are, and your language"),
        reader.say("• where you stopped reading"),
        reader.say("• which answers you tapped"),
        reader.say("• no name, no phone number, nothing that you write")
        if reader.audience is not Audience.EDUCATOR
        else reader.say(
            "• no name, no phone number; of what you write only questions for your own class, encrypted"
        ),
        reader.say("• /forget wipes all of it at once"),
    ]
    return join(lines, "\n")


@views(pages.ConsentGiven, newcomer=True, kept=False, own=True)
def consent_given(turn: Turn, page: pages.ConsentGiven) -> Outcome:
    """Note the choice, and go on with what the person came for (a shared link, the page that asked for consent,
    something begun); otherwise to a first lesson.
    """
    if page.switch == "on" and not turn.person.agreed:
        turn = turn.agree(PRIVACY_TEXT)
    remembers = turn.say("All right, I remember you.")
    told = remembers if turn.person.agreed else turn.say("All right. After a quiet hour I forget this visit.")
    before = parse(turn.person.place)
    if isinstance(before, DOORWAY):
        before = None
    linked = parse(visitors.link_of(turn.db, turn.person.key))
    if turn.organiser and not turn.person.agreed:
        linked = None  # it would ask for the same once more
    onward = linked or before or page_of(turn.person.begun)
    if onward is None:
        onward = landmarks.Start() if turn.audience is None else _first_lesson(turn)
    return Outcome(onward, turn, told=told)


def _first_lesson(turn: Turn) -> Page:
    """Return a lesson to begin with: one that its author chose for this, or else one that opens with a
    question.
    """
    lessons = turn.library.listing(Kind.LESSON, turn.reads, turn.locale)
    chosen = max(lessons, key=_fits_a_newcomer, default=None)
    return (page_of(chosen.ref) if chosen else None) or landmarks.Menu()


def _fits_a_newcomer(lesson: Item) -> tuple[bool, bool]:
    return lesson.first, lesson.cards[0].question is not None


def mayak_picture(turn: Turn) -> Picture:
    """Return the picture of Mayak and its friends, with its description in the reader's language."""
    alt = turn.say("A smiling lighthouse and its friends at night: a dragon, a hedgehog, children, a cat.")
    return Picture(PICTURE, alt, _picture_key())


@cache
def _picture_key() -> str:
    return file_key(PICTURE.read_bytes())
