"""The first minute: greeting, who are you, where are you, what is stored. Nothing is stored before consent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.choosing import audience_rows, country_screen, language_row
from bot.chat.items import page_of
from bot.chat.menukeys import greeting
from bot.chat.views import Views
from bot.values import places, sitemap
from bot.values.audience import Audience
from bot.values.screen import Link, Screen
from bot.values.text import bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()

PRIVACY_TEXT = "2026-11"
"""The version of the privacy text that is agreed to; change it whenever the meaning of that text changes."""


@views(sitemap.Start, newcomer=True)
def start(turn: Turn, _: sitemap.Start) -> Screen:
    """Greet. Somebody who has settled in already sees the way to the menu."""
    text = join(
        [
            turn.say(
                "I am Mayak, a lighthouse for life online: short lessons, stories and quizzes about staying safe, "
                "checking what you see and keeping a good balance."
            ),
            turn.say(
                "I am a program, not a person, and nobody reads this chat live. When things get hard, help is "
                "always one tap away: the 🆘 button below, or the word “mayak”."
            ),
        ]
    )
    onward = (
        Link(turn.say("Let's begin"), sitemap.WhoAreYou())
        if turn.audience is None
        else Link(turn.say("☰ Menu"), sitemap.Menu())
    )
    return Screen(
        text,
        ((onward,), language_row(turn, sitemap.StartIn)),
        greeting=greeting(turn, turn.say("Hello! 👋")),
    )


@views(sitemap.StartIn, newcomer=True)
def start_in(turn: Turn, page: sitemap.StartIn) -> Screen:
    """Greet in the language that was tapped."""
    if page.locale in turn.languages:
        turn.change(locale=page.locale)
    return start(turn, sitemap.Start())


@views(sitemap.WhoAreYou, newcomer=True)
def who(turn: Turn, _: sitemap.WhoAreYou) -> Screen:
    """Ask for one of six audiences: no name, no birthday, no e-mail."""
    text = join(
        [
            bold(turn.say("Who are you?")),
            turn.say("So I can choose words and topics that fit. I do not need your name or your birthday."),
        ]
    )
    return Screen(text, audience_rows(turn, sitemap.IAm))


@views(sitemap.IAm, newcomer=True)
def i_am(turn: Turn, page: sitemap.IAm) -> Screen:
    """Remember the audience for this visit and ask for the country."""
    turn.change(audience=Audience(page.audience))
    return where(turn, sitemap.WhereAreYou(0))


@views(sitemap.WhereAreYou)
def where(turn: Turn, page: sitemap.WhereAreYou) -> Screen:
    """Ask for the country; the one that the language suggests stands first, and it is only a suggestion."""
    text = join(
        [
            bold(turn.say("Which country are you in?")),
            turn.say(
                "It tells me which help lines work there and what time it is. You can also type the first letters."
            ),
        ]
    )
    return country_screen(turn, text, page.number, sitemap.IAmIn, sitemap.WhereAreYou)


@views(sitemap.IAmIn)
def i_am_in(turn: Turn, page: sitemap.IAmIn) -> Screen:
    """Remember the country for this visit; its likeliest time zone comes with it."""
    zones = places.zones(page.country)
    if not zones:
        return where(turn, sitemap.WhereAreYou(0))
    turn.change(country=page.country, zone=zones[0])
    return consent(turn, sitemap.Consent())


@views(sitemap.Consent)
def consent(turn: Turn, _: sitemap.Consent) -> Screen:
    """Say in plain words what would be stored, and let the person choose."""
    text = join(
        [
            bold(turn.say("One thing before we start")),
            turn.say(
                "If you agree, I remember what you just chose, where you stopped reading and which answers you "
                "tapped. So you can go on next time. I keep no name, no phone number and nothing that you write."
            ),
            turn.say(
                "If you only look round, I forget everything soon after you leave. Help works either way. "
                "/forget wipes everything, /privacy tells more."
            ),
        ]
    )
    rows: tuple[Row, ...] = (
        (Link(turn.say("I agree, remember me"), sitemap.ConsentGiven("on")),),
        (Link(turn.say("I only look round"), sitemap.ConsentGiven("off")),),
    )
    return Screen(text, rows)


@views(sitemap.ConsentGiven)
def consent_given(turn: Turn, page: sitemap.ConsentGiven) -> Screen:
    """Note the choice; what was opened by a shared link comes next, else the menu."""
    if page.switch == "on" and not turn.person.agreed:
        turn.agree(PRIVACY_TEXT)
    words = (
        turn.say("Thank you! Short lessons, stories and quizzes are waiting. Start anywhere.")
        if turn.person.agreed
        else turn.say("Welcome! Look round as long as you like. I will not remember this visit.")
    )
    rows: list[Row] = [(Link(turn.say("☰ Menu"), sitemap.Menu()),)]
    linked = page_of(turn.person.reading)
    if linked is not None:
        rows.insert(0, (Link(_shared(turn, linked), linked),))
    return Screen(join([words]), tuple(rows))


def _shared(turn: Turn, page: Page) -> str:
    """Return the label of the way to what was opened by a link, in the words of a class's poster for a class."""
    if isinstance(page, sitemap.JoinBy | sitemap.Teach):
        return turn.say("▶ To the class")
    return turn.say("Open what was shared with you")
