"""Check it with me: a person shows a message before answering it; which signs it has, why they work, how to
check.

Nothing of it is stored, logged or sent: its words live in one turn, and addresses carry only the ids of signs.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat.answering import act
from bot.chat.incoming import Words
from bot.chat.items import SIGNS, page_of
from bot.chat.pickers import menu_row
from bot.chat.views import Stage, Views
from bot.db import people
from bot.features.check import pages
from bot.features.check.domain import checker_of, sign_of
from bot.features.check.practise import ways_to_practise
from bot.features.check.quoted import is_pasted, is_shown, may_be_shown, quoted
from bot.features.items import menu_links
from bot.features.items.menu_links import MenuRow
from bot.help import pages as help_pages
from bot.values import landmarks
from bot.values.audience import Audience
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join, paragraphs, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat.turn import Turn
    from bot.features.check.reading import Found, Reading
    from bot.packs.signs import Sign
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()

MOST_HOSTS = 3
"""Most unknown addresses that are named."""

_SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?")


@views.hears(Stage.FORWARDED)
def forwarded(_turn: Turn, _words: str) -> Page:
    """Look at a message that somebody else wrote."""
    return pages.Checked()


@views.hears(Stage.QUOTED)
def theirs(turn: Turn, words: str) -> Page | None:
    """Return the check for words that are somebody else's: the person asks whether they are a trap, or they are
    one.
    """
    return pages.Checked() if is_shown(words, checker_of(turn.library)) else None


@views.hears(Stage.PASTED)
def pasted(turn: Turn, words: str) -> Page | None:
    """Return the check for a text that is clearly somebody else's message with an address in it."""
    return pages.Checked() if is_pasted(words, turn.instance.bot) else None


@views.hears(Stage.MEANT)
def perhaps_theirs(turn: Turn, words: str) -> Page | None:
    """Return the check for words that somebody else is said to have written, and its offer for long ones that may
    be a trap.
    """
    if quoted(words):
        return pages.Checked()
    return pages.Offered() if may_be_shown(words, checker_of(turn.library)) else None


@views(pages.Check, newcomer=True, dialogue=True)
def check(turn: Turn, _: pages.Check) -> Screen:
    """Ask for a message, and say what happens to it."""
    text = join(
        [
            bold(turn.say("🔎 Check it with me")),
            turn.say("Forward or paste it here: a message, a link, an invitation. We look at it together."),
            turn.say("I keep nothing of it and send it nowhere."),
        ]
    )
    return Screen(text, (menu_row(turn), _help(turn)), asks=pages.Checked())


@views(pages.Offered, newcomer=True, kept=False, aside=True)
def offered(turn: Turn, _: pages.Offered) -> Screen:
    """Ask whether long words are somebody else's."""
    words = turn.say("Did somebody send you this? Then show it here once more, and we look at it together.")
    return Screen(
        Text(words), ((Link(turn.say("🔎 Check a message"), pages.Check()),), _help(turn), menu_row(turn))
    )


@views(pages.Checked, newcomer=True, kept=False, aside=True, takes=Words)
def checked(turn: Turn, _: pages.Checked) -> Screen | Page:
    """Point at up to three signs in the message in hand, or say honestly that none was found."""
    if not turn.typed.strip():
        return pages.Check()
    if act(turn.typed) in {"stop", "back"}:
        return landmarks.Menu()
    framed = quoted(turn.typed)
    message = framed.message if framed else turn.typed
    reading = checker_of(turn.library).read(message, turn.given.links if isinstance(turn.given, Words) else ())
    shown = [(found, sign) for found in reading.shown if (sign := _sign(turn, found.sign))]
    if not reading.enough:
        words = turn.say("There is too little in it to see anything. Show me the whole message.")
        return Screen(Text(words), (menu_row(turn), _help(turn)))
    if turn.person.place == pages.Check().path:
        # The next typed words are said to the bot again: a request for a joke is not a message to check.
        people.stay(turn.db, turn.person.key, landmarks.Menu().path, turn.today)
    if not shown:
        return _none_found(turn, reading)
    lines = [_pointed_at(turn, found) + bold(sign.name) for found, sign in shown]
    told = {found.host for found, _ in shown}
    lines += _hosts(turn, [host for host in reading.hosts if host not in told])
    return _seen(turn, [sign for _, sign in shown], lines)


@views(pages.Saw, newcomer=True, kept=False, aside=True)
def saw(turn: Turn, page: pages.Saw) -> Screen | Page:
    """Show signs that were seen, without the words around them."""
    signs = _signs(turn, page.signs)
    lines = [bold(sign.name) for sign in signs]
    return _seen(turn, signs, lines) if signs else pages.Check()


@views(pages.Sign, newcomer=True, kept=False, aside=True)
def one_sign(turn: Turn, page: pages.Sign) -> Screen | Page:
    """Explain why one sign works on people, and how to check; with the ways to practise it."""
    sign = _sign(turn, page.sign)
    if sign is None:
        return pages.Check()
    text = join([bold(sign.name), sign.why_for(turn.reads), _how(turn, sign), sign.warning])
    practise = _practise(turn, sign, 1 if _is_few(turn) else 2)
    return Screen(text, (*practise, (_another(turn),), *_last(turn, [sign])))


@views(pages.ForAdult, newcomer=True, kept=False, aside=True)
def for_adult(turn: Turn, page: pages.ForAdult) -> Screen | Page:
    """Draw what a child shows to an adult: the signs, and what helps now."""
    grown = replace(turn, audience=Audience.PARENT)
    signs = _signs(grown, page.signs)
    if not signs:
        return pages.Check()
    text = join(
        [
            bold(grown.say("For the adult beside me")),
            grown.say("I showed this message to Mayak before answering. These signs of a trap stand in it:"),
            join([f"• {sign.name}" for sign in signs], "\n"),
            bold(grown.say("What helps now")),
            join(
                [
                    grown.say(
                        "1. Say that it was right to show it. No scolding: such messages are made by adults."
                    ),
                    grown.say("2. Answer nothing yet, and keep the message."),
                    Text("3. ") + signs[0].check_for(Audience.PARENT),
                ],
                "\n",
            ),
        ]
    )
    rows = ((Link(turn.say("◀ Back"), pages.Saw(page.signs), Means.BACK),), *_last(turn, signs))
    return Screen(text, rows)


def _seen(turn: Turn, signs: list[Sign], lines: list[Text]) -> Screen:
    """Return the screen of signs: what is pointed at, why the first works, one way to check, and the ways on."""
    warnings = [sign.warning for sign in signs if sign.warning][:1]
    head = bold(turn.say("Look here before you answer:"))
    text = join([join([head, *lines], "\n"), _first(signs[0], turn), _how(turn, signs[0]), *warnings])
    whys = tuple((Link(f"💡 {sign.name}", pages.Sign(sign.id)),) for sign in signs)
    seen = ".".join(sign.id for sign in signs)
    adult = () if turn.is_adult else ((Link(turn.say("👪 Show it to my adult"), pages.ForAdult(seen)),),)
    if turn.reads is Audience.TIER_6_8:
        return Screen(text, (*adult, *whys[:1], *_last(turn, signs)))
    practise = () if turn.recent.helped else _practise(turn, signs[0], 1)
    return Screen(text, (*adult, *whys, *practise, (_another(turn),), *_last(turn, signs)))


def _hosts(turn: Turn, hosts: Sequence[str]) -> list[Text]:
    """Return a line on the addresses that nobody here knows: where they really lead."""
    if not hosts:
        return []
    before, after = turn.say("The link leads to {host}. I do not know this address.", host="\n").split("\n")
    return [Text(before) + join([styled(host, "code") for host in hosts[:MOST_HOSTS]], ", ") + after]


def _none_found(turn: Turn, reading: Reading) -> Screen:
    """Return an honest answer to a message without a sign: what speaks for it, and the same way to check."""
    found = [(one, sign) for one in reading.speaks_for if (sign := _sign(turn, one.sign))]
    lines = [_pointed_at(turn, one) + bold(sign.name) + "\n" + _first(sign, turn) for one, sign in found]
    lines += _hosts(turn, reading.hosts)
    if found:
        how = _how(turn, found[0][1])
    else:
        words = turn.say(
            "Ask the one it is said to come from: by a number or in an app that you knew before, not by one that "
            "stands in the message. Somebody whom you trust can look too."
        )
        how = bold(turn.say("How to check")) + "\n" + words
    text = join(
        [
            bold(turn.say("I see none of the signs that I know.")),
            turn.say("That is no promise: I do not know everything, and I never say “safe”."),
            *lines,
            how,
        ]
    )
    return Screen(text, ((_another(turn),), *_last(turn, [])))


def _pointed_at(turn: Turn, found: Found) -> Text:
    """Return the words of the message that are pointed at, as code: Telegram makes no link of an address there."""
    if not found.quote:
        return Text()
    before, after = turn.say("“{words}”", words="\n").split("\n")
    shown = Text(before) + styled(found.quote, "code") + after
    if found.host and found.host != _SCHEME.sub("", found.quote).partition("/")[0]:
        shown += Text(" → ") + styled(found.host, "code")
    return shown + " — "


def _first(sign: Sign, turn: Turn) -> Text:
    """Return the shortest answer to why a sign works."""
    return next(paragraphs(sign.why_for(turn.reads)), Text())


def _how(turn: Turn, sign: Sign) -> Text:
    return bold(turn.say("How to check")) + "\n" + sign.check_for(turn.reads)


def _practise(turn: Turn, sign: Sign, most: int) -> tuple[Row, ...]:
    """Return the ways to practise a sign: something to play and a lesson, those not done first."""
    rows: list[Row] = []
    for item in ways_to_practise(turn, sign)[:most]:
        page = page_of(item.ref)
        if page:
            words = turn.say("Practise: {title}", title=item.title)
            rows.append((Link(f"{SIGNS[item.ref.kind]} {words}", page),))
    return tuple(rows)


def _sign(turn: Turn, name: str) -> Sign | None:
    return sign_of(turn.library, name, turn.locale)


def _signs(turn: Turn, names: str) -> list[Sign]:
    found = (_sign(turn, name) for name in dict.fromkeys(names.split(".")))
    return [sign for sign in found if sign]


def _is_few(turn: Turn) -> bool:
    return turn.reads is Audience.TIER_6_8


def _another(turn: Turn) -> Link:
    return Link(turn.say("🔎 Check another one"), pages.Check())


def _last(turn: Turn, signs: list[Sign]) -> tuple[Row, ...]:
    """Return the menu and the way to help; if help comes first, it has a row of its own above."""
    urgent = any(sign.warning for sign in signs)
    return (_help(turn), menu_row(turn)) if urgent else ((*menu_row(turn), *_help(turn)),)


def _help(turn: Turn) -> Row:
    return (Link(turn.say("🆘 Help"), help_pages.Help()),)


@menu_links.links
def in_menu(turn: Turn) -> list[tuple[MenuRow, int, Link]]:
    """Return the way to the check: among the first for the youngest, who see few buttons at once."""
    row, place = (MenuRow.TOPICS, 1) if _is_few(turn) else (MenuRow.CHECK, 0)
    return [(row, place, Link(turn.say("🔎 Check a message"), pages.Check()))]
