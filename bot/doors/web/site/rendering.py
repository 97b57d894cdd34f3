"""Renders a Screen as a page of HTML: its words, picture, recording, buttons as links and forms, words to type."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.chat.browser_forms import templates
from bot.chat.names import places
from bot.doors.web.markup import compared_html, html_of, markup_of, with_links
from bot.features.desk import pages as desk_pages
from bot.help import pages as help_pages
from bot.pictures.heatmap import STEPS
from bot.values import landmarks
from bot.values.limits import TEXT_UNITS
from bot.values.locales import direction
from bot.values.means import Means
from bot.values.screen import Address, Copy, Link
from bot.values.text import join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Template

    from bot.chat.browser_forms import Part, Seen
    from bot.chat.conversation import Reply
    from bot.chat.turn import Reader
    from bot.values.screen import Button, Document, Picture, Screen, TextForm
    from bot.values.table import Cell, Table

HERE = Path(__file__).parent

PICTURE = "/edit/picture/"
"""Where an editor's browser gets the pictures of the pack that they work on."""

LONGEST = TEXT_UNITS
"""Letters that may be typed at once, as in a message of Telegram: a whole mail may be shown to the check."""

TITLE_LETTERS = 80
"""Letters of a page's title at most, for a screen that has no heading."""

ABOUT_LETTERS = 200
"""Letters of what a messenger shows of a page that was sent to somebody."""

PNG = ".png"

TOO_WIDE, SHORT = 2, 3
"""Columns that fit beside each other on a phone, and letters of a heading that takes no room, as a number does."""

_NUMBER = re.compile(r"\+?[\d ()\u00a0-]{3,}")
"""A telephone number, which a phone dials."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A button as a page shows it. `kind`: `link` (of this site), `away` (another site), `dial` (a number),
    `copy`, or `act`, which changes something and so is a form; `picture`: a file that is shown above its link.
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


@dataclass(frozen=True, slots=True)
class More:
    """What the site itself adds to a screen."""

    buttons: tuple[Shown, ...] = ()
    below: tuple[Shown, ...] = ()
    """Buttons that are needed seldom: they stand below the screen's own."""
    mini_app: bool = False
    """Whether the page hands over what Telegram has signed."""
    codes: bool = False
    """Whether the code of a class and a pupil's own may be typed here, as by any visitor."""
    code: str = ""
    """The address to which a code is typed on this page, in place of words."""
    kept: str = ""
    """What becomes of what somebody does here who is remembered; empty for a visitor."""
    file: bool = False
    """Whether a file may be sent here."""
    place: bool = False
    """Whether the folder to which a file belongs may be named, too."""
    part: Part | None = None
    """What a feature draws below the words."""
    live: str = ""
    """The address at which the page is to be looked at again by itself."""
    shared_from: str = ""
    """The site's origin, for a page that people send each other: messengers show its title and a picture."""
    linked: tuple[str, ...] = ()
    """How addresses begin that are links where they stand in the words."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A screen of a preview: its words as HTML, its picture in words and where this site serves it (empty for a
    phone's screen), its buttons, and what was tapped before.
    """

    html: str
    picture: str
    source: str
    labels: tuple[str, ...]
    tapped: str


def address_of(path: str) -> str:
    """Return the address of a page on this site."""
    return "/p/" + quote(path, safe="/:-._~")


def page(reader: Reader, reply: Reply, forms: Forms, more: More) -> str:
    """Return a screen as a whole page in its reader's language."""
    screen = _drawable(reply.screen)
    tables = [_table(table) for table in screen.tables]
    if screen.form is not None:
        tables.append(_text_form(screen.form, forms, reply.path))
    markup = markup_of(with_links(screen.text, more.linked), tables)
    documents = [
        Shown(_kind_of(document, screen), document.name, f"{address_of(reply.path)}?file={at}")
        for at, document in enumerate(screen.documents)
    ]
    rows = [[_shown(button) for button in row if not _leads_here(button)] for row in screen.rows]
    return _template("page.html").render(
        lang=reader.locale,
        dir=direction(reader.locale),
        name=reader.say("Mayak"),
        title=markup.heading or _first_words(screen),
        heading=markup.heading,
        about=shorten(" ".join(screen.text.plain.split()), ABOUT_LETTERS, placeholder="…"),
        address=address_of(reply.path),
        shared_from=more.shared_from,
        body=markup.html,
        greeting=html_of(screen.greeting.text) if screen.greeting else "",
        alert=screen.alert,
        picture=screen.picture,
        in_words=screen.picture.in_words.plain if screen.picture and screen.picture.block else "",
        voice=screen.voice,
        rows=[row for row in ([*more.buttons], *rows, [*more.below]) if row],
        documents=documents,
        asks=screen.asks is not None,
        again=screen.again,
        folders=folders(reader) if more.place else "",
        longest=LONGEST,
        forms=forms,
        more=more,
        mini_app=more.mini_app,
        part=part(more.part.template, **more.part.values, forms=forms) if more.part else "",
        script=more.part.script if more.part else "",
        menu=Shown("link", reader.say("☰ Menu"), address_of(landmarks.Menu().path)),
        help=Shown("link", reader.say("🆘 Help"), address_of(help_pages.Help().path), help=True),
        say=_own_words(reader, more, asks=screen.asks is not None),
    )


def preview_of(seen: Sequence[Seen], locale: str, after: str, root: Path) -> str:
    """Return the screens of an item one below the other, as a reader of this locale sees them; nothing can be
    tapped. `after`: what stands before the words that were tapped; `root`: the folder of the pack, whose pictures
    are shown.
    """
    drawn = [_drawn(one, root) for one in seen]
    return part("preview.html", seen=drawn, lang=locale, dir=direction(locale), after=after)


def _drawn(seen: Seen, root: Path) -> Drawn:
    screen = seen.screen
    html = markup_of(screen.text, [_table(table) for table in screen.tables]).html
    picture = screen.picture
    words = "" if picture is None else picture.in_words.plain if picture.block else picture.alt
    html = html.replace("<h1>", '<p class="heading">').replace("</h1>", "</p>")
    source = "" if picture is None else _source(picture, root)
    return Drawn(html, words, source, tuple(button.label for row in screen.rows for button in row), seen.tapped)


def _source(picture: Picture, root: Path) -> str:
    """Return the address on this site of a picture that the pack in a folder brings; empty for any other. The key
    stands in it, so that a browser takes a changed picture for another.
    """
    if not picture.file.is_relative_to(root):
        return ""
    return f"{PICTURE}{quote(picture.file.relative_to(root).as_posix())}?{picture.key}"


def part(name: str, **values: object) -> str:
    """Return a part of a page, by its template."""
    return _template(name).render(**values)


def folders(reader: Reader) -> str:
    """Return the folders of topics and ages, each with its name, to choose from in a field `list="places"`."""
    return part("places.html", places=places(reader))


def _kind_of(document: Document, screen: Screen) -> str:
    """Return how a file is shown: a picture is seen at once, where no table says the same."""
    return "picture" if document.name.endswith(PNG) and not screen.tables else "link"


def _own_words(reader: Reader, more: More, *, asks: bool) -> dict[str, str]:
    """Return what the site itself says around a screen. `asks`: the screen tells what to type."""
    write = reader.say("Type it here") if asks else reader.say("Write to Mayak")
    if more.codes:
        write = reader.say("Write to Mayak, or type a code")
    return {
        "skip": reader.say("Skip to the text"),
        "always": reader.say("Menu and help"),
        "ways": reader.say("Ways on"),
        "files": reader.say("Files"),
        "write": write,
        "send": reader.say("Send"),
        "listen": reader.say("Listen"),
        "copied": reader.say("Copied"),
        "code": reader.say("Your return code"),
        "file": reader.say("A file"),
        "send_file": reader.say("Send the file"),
        "place": reader.say("Topic and age of a Word document or of questions, such as phishing/9-11"),
        "kept": more.kept or reader.say("Nothing of your visit is stored. After a quiet hour it is forgotten."),
        "end": reader.say("End this visit"),
    }


def _drawable(screen: Screen) -> Screen:
    """Return the screen with the words of its picture in the place of one that cannot be drawn."""
    picture = screen.picture
    if picture is None or picture.block is None or picture.block.drawable:
        return screen
    return replace(screen, text=join([picture.in_words, screen.text]), picture=None)


def _table(table: Table) -> str:
    """Return a table as HTML, with a bar beside each share."""
    rows = [[(cell, _target(cell), _level(cell), _marked(cell)) for cell in row] for row in table.rows]
    return _template("table.html").render(table=table, rows=rows, stacks=_stacks(table))


def _stacks(table: Table) -> bool:
    """Whether a narrow page shows the cells of a row one below the other: columns of more than a letter or two do
    not fit beside each other there.
    """
    return table.texts or (len(table.columns) > TOO_WIDE and any(len(one) > SHORT for one in table.columns[1:]))


def _text_form(form: TextForm, forms: Forms, path: str) -> str:
    """Return a form of texts as HTML, each beside what it is about."""
    fields = [(field, compared_html(field.about)) for field in form.fields]
    return _template("texts.html").render(form=form, fields=fields, forms=forms, path=path)


def _target(cell: Cell) -> str:
    return "" if cell.page is None or cell.page.acts else address_of(cell.page.path)


def _level(cell: Cell) -> int:
    """Return how high a share is, from 1 to 4, as the heat map's picture has it; 0 for no share."""
    if cell.bounds is None:
        return 0
    return 1 + sum(sum(cell.bounds) / 2 >= below for below, _ in STEPS[:-1])


def _marked(cell: Cell) -> str:
    """Return the words of a cell that is compared with another as HTML; empty for any other."""
    return compared_html(cell.marked) if cell.marked else ""


def _first_words(screen: Screen) -> str:
    """Return the first line of a screen that has no heading, for the title of its page."""
    return shorten(screen.text.plain.strip().partition("\n")[0], TITLE_LETTERS, placeholder="…")


def _leads_here(button: Button) -> bool:
    """Whether a button of the chat opens the browser in which one is already."""
    return isinstance(button, Link) and isinstance(button.page, desk_pages.Desk)


def _shown(button: Button) -> Shown:
    match button:
        case Link(label, place, means):
            of_help = means is Means.HELP
            return Shown("act" if place.acts else "link", label, address_of(place.path), help=of_help)
        case Address(label, url) if url.startswith("/"):
            return Shown("link", label, url)
        case Address(label, url):
            return Shown("away", label, url)
        case Copy(label, words) if _NUMBER.fullmatch(words):
            return Shown("dial", label, "tel:" + re.sub(r"[^+\d]", "", words))
        case Copy(label, words):
            return Shown("copy", label, words)


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader([HERE / "templates", templates()]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)
