"""Renders a Screen as a page of HTML: its words, picture, recording, buttons as links and forms, words to type."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.features.help import pages as help_pages
from bot.features.menu import pages as menu_pages
from bot.values.locales import direction
from bot.values.screen import Address, Copy, Link
from bot.values.text import join
from bot.web.markup import html_of, markup_of

if TYPE_CHECKING:
    from jinja2 import Template

    from bot.chat.conversation import Reply
    from bot.chat.turn import Reader
    from bot.values.screen import Button, Screen

HERE = Path(__file__).parent

LONGEST = 1000
"""Letters that may be typed at once; a message of Telegram has 4096, and nobody writes so much to a program."""

_NUMBER = re.compile(r"\+?[\d ()\u00a0-]{3,}")
"""A telephone number, which a phone dials."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A button as a page shows it. `kind`: `link` (of this site), `away` (another site), `dial` (a number),
    `copy`, or `act`, which changes something and so is a form.
    """

    kind: str
    label: str
    target: str
    help: bool = False


@dataclass(frozen=True, slots=True)
class Forms:
    """What the forms of a page carry: proof that the page is ours, and the number of their step, which counts
    once.
    """

    csrf: str
    step: int
    mini_app: bool = False
    """Whether one of them hands over what Telegram has signed."""


def address_of(path: str) -> str:
    """Return the address of a page on this site."""
    return "/p/" + quote(path, safe="/:-._~")


def page(
    reader: Reader,
    reply: Reply,
    forms: Forms,
    *,
    remembered: bool = False,
    more: tuple[Shown, ...] = (),
) -> str:
    """Return a screen as a whole page in its reader's language. `remembered`: the reader has agreed to be, and
    came from the chat; `more`: buttons of the site itself.
    """
    screen = _drawable(reply.screen)
    markup = markup_of(screen.text)
    documents = [
        Shown("link", document.name, f"{address_of(reply.path)}?file={at}")
        for at, document in enumerate(screen.documents)
    ]
    rows = [[_shown(button) for button in row] for row in screen.rows] + ([[*more]] if more else [])
    return _template().render(
        lang=reader.locale,
        dir=direction(reader.locale),
        name=reader.say("Mayak"),
        title=markup.heading or _first_words(screen),
        heading=markup.heading,
        body=markup.html,
        greeting=html_of(screen.greeting.text) if screen.greeting else "",
        alert=screen.alert,
        picture=screen.picture,
        in_words=screen.picture.in_words.plain if screen.picture and screen.picture.block else "",
        voice=screen.voice,
        rows=rows,
        documents=documents,
        asks=screen.asks is not None,
        keeps=not remembered,
        longest=LONGEST,
        forms=forms,
        menu=Shown("link", reader.say("☰ Menu"), address_of(menu_pages.Menu().path)),
        help=Shown("link", reader.say("🆘 Help"), address_of(help_pages.Help().path), help=True),
        say=_own_words(reader, remembered=remembered),
    )


def _own_words(reader: Reader, *, remembered: bool) -> dict[str, str]:
    """Return what the site itself says around a screen."""
    return {
        "skip": reader.say("Skip to the text"),
        "always": reader.say("Menu and help"),
        "ways": reader.say("Ways on"),
        "files": reader.say("Files"),
        "write": reader.say("Write to Mayak"),
        "send": reader.say("Send"),
        "listen": reader.say("Listen"),
        "copied": reader.say("Copied"),
        "kept": (
            reader.say("You came here from the chat: what you do here counts there.")
            if remembered
            else reader.say("Nothing of your visit is stored. After a quiet hour it is forgotten.")
        ),
        "end": reader.say("End this visit"),
    }


def _drawable(screen: Screen) -> Screen:
    """Return the screen with the words of its picture in the place of one that cannot be drawn."""
    picture = screen.picture
    if picture is None or picture.block is None or picture.block.drawable:
        return screen
    return replace(screen, text=join([picture.in_words, screen.text]), picture=None)


def _first_words(screen: Screen) -> str:
    """Return the first line of a screen that has no heading, for the title of its page."""
    return screen.text.plain.strip().partition("\n")[0][:80]


def _shown(button: Button) -> Shown:
    match button:
        case Link(label, place):
            of_help = isinstance(place, help_pages.Help)
            return Shown("act" if place.acts else "link", label, address_of(place.path), help=of_help)
        case Address(label, url):
            return Shown("away", label, url)
        case Copy(label, words) if _NUMBER.fullmatch(words):
            return Shown("dial", label, "tel:" + re.sub(r"[^+\d]", "", words))
        case Copy(label, words):
            return Shown("copy", label, words)


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html")
