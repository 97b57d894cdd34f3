"""The canvas of a drawn phone screen: colours, smooth shapes, and words that wrap and carry lettered spots."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from bot.pictures.pen import Pen, font
from bot.values.direction import runs_from_left
from bot.values.locales import direction
from bot.values.screen_block import ScreenLine, Spot, letter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PIL.ImageFont import FreeTypeFont

WIDTH, HIGHEST = 900, 4000
"""Width of the picture, and height of the paper from which it is cut, in pixels."""

FINE = 4
"""Factor by which round shapes are drawn larger and then reduced, which makes them smooth."""

LEADING = 1.36
"""Line height as a multiple of the letter height."""

BADGE_GAP = 12
"""Extra pixels around the letter of a spot."""

LENGTHS = 20_000
"""Most words whose width is cached."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in pixels."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a screen: `paper`: background, `card` lies on it, `soft` fills boxes for omitted things."""

    paper: str
    card: str
    ink: str
    faint: str
    line: str
    soft: str
    theirs: str
    mine: str
    accent: str
    on_accent: str
    mark: str
    badge: str
    on_badge: str


LIGHT = Theme(
    paper="#e9edf2",
    card="#ffffff",
    ink="#17202b",
    faint="#6b7785",
    line="#d5dbe2",
    soft="#dfe4ea",
    theirs="#ffffff",
    mine="#d3ecd9",
    accent="#2a62b8",
    on_accent="#ffffff",
    mark="#ffe7a3",
    badge="#c2410c",
    on_badge="#ffffff",
)
DARK = Theme(
    paper="#0f151c",
    card="#1a222c",
    ink="#eef2f6",
    faint="#97a4b2",
    line="#2c3743",
    soft="#2a343f",
    theirs="#222c37",
    mine="#1f4a3d",
    accent="#7db0ff",
    on_accent="#0f151c",
    mark="#5c4a12",
    badge="#ffb454",
    on_badge="#1a1206",
)

_WORD = re.compile(r"(?:(?<!\d)\d{1,3}(?: \d{3})+(?!\d)(?: [₽€$£%])?|\d [₽€$£%]|\S)+")
"""A word, or an amount such as 12 400 ₽, which no line break may cut."""

AVATARS = ("#5b7fb9", "#4f9d7a", "#b9715b", "#8a6bb0", "#b0892f", "#4d97a8")


@dataclass(frozen=True, slots=True)
class Style:
    """How words are set: size in pixels, colour, bold, centred, underlined."""

    size: int
    colour: str
    bold: bool = False
    centred: bool = False
    underlined: bool = False

    @property
    def font(self) -> FreeTypeFont:
        """The font in this size."""
        return font(self.size, bold=self.bold)

    @property
    def leading(self) -> int:
        """The height of a line in pixels."""
        return round(self.size * LEADING)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one line set as a whole: its words, its spot (empty: none), its left edge and width, and
    whether a spot begins with it, so that the spot's letter stands before it.
    """

    words: str
    spot: str
    left: float
    width: float
    begins: bool = False


Laid = tuple[tuple[Run, ...], ...]
"""Words after layout: lines of runs."""


class Canvas:
    """A paper as high as needed, on which a screen is drawn from top to bottom."""

    def __init__(self, theme: Theme, locale: str) -> None:
        self.theme = theme
        self.locale = locale
        self.picture = Image.new("RGB", (WIDTH, HIGHEST), theme.paper)
        self.rtl = direction(locale) == "rtl"
        self.draw = Pen(self.picture, rtl=self.rtl)
        self._raw = ImageDraw.Draw(self.picture)

    def rect(self, box: Box, colour: str, radius: int = 0) -> None:
        """Fill a box, its corners rounded by this many pixels."""
        left, top, right, bottom = (round(side) for side in self.draw.turned(box))
        radius = min(radius, (right - left) // 2, (bottom - top) // 2)
        if radius <= 0:
            self._raw.rectangle((left, top, right - 1, bottom - 1), fill=colour)
            return
        across = (left + radius, top, right - radius - 1, bottom - 1)
        for x0, y0, x1, y1 in (across, (left, top + radius, right - 1, bottom - radius - 1)):
            if x0 <= x1 and y0 <= y1:
                self._raw.rectangle((x0, y0, x1, y1), fill=colour)
        disc = _disc(2 * radius)
        for x, cut_x in ((left, 0), (right - radius, radius)):
            for y, cut_y in ((top, 0), (bottom - radius, radius)):
                corner = disc.crop((cut_x, cut_y, cut_x + radius, cut_y + radius))
                self.picture.paste(colour, (x, y, x + radius, y + radius), corner)

    def outline(self, box: Box, colour: str, inside: str, radius: int, width: int = 3) -> None:
        """Draw a box with a border and fill it."""
        left, top, right, bottom = box
        self.rect(box, colour, radius)
        self.rect((left + width, top + width, right - width, bottom - width), inside, radius - width)

    def avatar(self, left: int, top: int, size: int, name: str, radius: int | None = None) -> None:
        """Draw the first letter of a name on a round (or rounded) background, coloured by the name."""
        colour = AVATARS[sum(map(ord, name)) % len(AVATARS)]
        self.rect((left, top, left + size, top + size), colour, size // 2 if radius is None else radius)
        initial = next((sign for sign in name if sign.isalnum()), "•").upper()
        shape = font(round(size * 0.46), bold=True)
        self.draw.text((left + size / 2, top + size / 2), initial, "#ffffff", shape, "mm")

    def words(self, line: ScreenLine | str, left: float, top: float, width: float, style: Style) -> int:
        """Write words that wrap within a width; return their height."""
        laid = lay(line, width, style)
        self.set(laid, left, top, width, style)
        return len(laid) * style.leading

    def set(self, laid: Laid, left: float, top: float, width: float, style: Style) -> None:
        """Write words after layout; spots have a background and their letter before them."""
        for place, logical in enumerate(laid):
            runs = _ordered(logical) if self.rtl else logical
            y = top + place * style.leading
            shift = (width - _end(logical)) / 2 if style.centred else 0.0
            for run in runs:
                if run.spot:
                    self._mark(run, runs, left + shift, y, style)
            for run, first in zip(runs, logical, strict=True):
                x = left + shift + run.left
                if run.begins:
                    before = left + shift + first.left - badge_size(style) - 6
                    self._badge(run.spot, before, y + (style.leading - badge_size(style)) / 2, style)
                # Faint words on the background of a spot would be hard to read.
                colour = self.theme.ink if run.spot and style.colour == self.theme.faint else style.colour
                self.draw.text((x, y + (style.leading - style.size) / 2 - 2), run.words, colour, style.font)
            if style.underlined and runs:
                y += style.leading - 4
                begun = min(run.left for run in runs)
                self.draw.line((left + shift + begun, y, left + shift + _end(logical), y), style.colour, 2)

    def _mark(self, run: Run, runs: Sequence[Run], left: float, top: float, style: Style) -> None:
        place = runs.index(run)
        follows = place + 1 < len(runs) and runs[place + 1].spot == run.spot
        end, start = run.left + run.width + 5, run.left - (badge_size(style) + 8 if run.begins else 5)
        if follows and runs[place + 1].left > run.left:
            end = runs[place + 1].left + 8
        elif follows:
            start = runs[place + 1].left + runs[place + 1].width - 8
        self.rect((left + start, top + 1, left + end, top + style.leading - 1), self.theme.mark, 10)

    def _badge(self, spot: str, left: float, top: float, style: Style) -> None:
        size = badge_size(style)
        self.rect((left, top, left + size, top + size), self.theme.badge, size // 2)
        shape = font(round(size * 0.66), bold=True)
        middle = (round(left) + size / 2, round(top) + size / 2)
        self.draw.text(middle, letter(self.locale, spot), self.theme.on_badge, shape, "mm")


def badge_size(style: Style) -> int:
    """Return the width and height of a spot's letter beside words of a style."""
    return round(style.size * 1.15)


def lay(line: ScreenLine | str, width: float, style: Style) -> Laid:
    """Lay words out in lines of at most `width` pixels; a wider word is broken."""
    if isinstance(line, str):
        line = ScreenLine("text", line)
    lines: list[list[Run]] = [[]]
    at, open_spot = 0.0, ""
    for word in _words(line):
        space = _length(" ", style) if lines[-1] else 0.0
        whole = sum(_length(words, style) for words, _ in word) + _badges(word, open_spot, style)
        if lines[-1] and at + space + whole > width:
            lines.append([])
            at, space = 0.0, 0.0
        at += space
        for words, spot in word:
            begins = bool(spot) and spot != open_spot
            open_spot = spot
            at += badge_size(style) + BADGE_GAP if begins else 0
            rest = words
            while rest:
                fits = _fitting(rest, width - at, style) or (0 if lines[-1] else 1)
                if fits:
                    size = _length(rest[:fits], style)
                    lines[-1].append(Run(rest[:fits], spot, at, size, begins))
                    at, begins, rest = at + size, False, rest[fits:]
                if rest:
                    lines.append([])
                    at = badge_size(style) + BADGE_GAP if begins else 0.0
    return tuple(tuple(runs) for runs in lines if runs)


def width_of(laid: Laid) -> float:
    """Return the width of words after layout."""
    return max((_end(runs) for runs in laid), default=0.0)


def shortened(line: ScreenLine, width: float, style: Style) -> ScreenLine:
    """Return an address shortened to one line: the middle of its path is cut, its host stays complete."""
    host = re.match(r"(?:https?://)?[^/?#\s]*/?", line.words)
    path = len(line.words) - (host.end() if host else 0)
    if _wide(line, style) <= width or not path:
        return line
    for kept in range(path - 1, 0, -1):
        first = len(line.words) - path + kept // 2
        cut = _without(line, first, first + path - kept)
        if _wide(cut, style) <= width:
            return cut
    return _without(line, len(line.words) - path, len(line.words))


def _without(line: ScreenLine, start: int, end: int) -> ScreenLine:
    """Return a line with an ellipsis in place of the words between two places; its spots move along."""

    def moved(place: int) -> int:
        return place if place <= start else max(start + 1, place - (end - start) + 1)

    spots = tuple(Spot(spot.letter, moved(spot.start), moved(spot.end)) for spot in line.spots)
    return ScreenLine(line.role, line.words[:start] + "…" + line.words[end:], spots)


def _wide(line: ScreenLine, style: Style) -> float:
    return _length(line.words, style) + len(line.spots) * (badge_size(style) + BADGE_GAP)


def _words(line: ScreenLine) -> Iterator[list[tuple[str, str]]]:
    """Yield each word of a line, cut at the edges of spots: a list of its pieces and their spots."""
    for found in _WORD.finditer(line.words):
        borders = {found.start(), found.end()}
        for spot in line.spots:
            borders |= {place for place in (spot.start, spot.end) if found.start() < place < found.end()}
        yield [(line.words[start:end], _spot_at(line, start, end)) for start, end in pairwise(sorted(borders))]


def _spot_at(line: ScreenLine, start: int, end: int) -> str:
    return next((one.letter for one in line.spots if one.start <= start and end <= one.end), "")


def _badges(word: Sequence[tuple[str, str]], open_spot: str, style: Style) -> float:
    """Return the total width of the letters of spots that begin in a word."""
    begun = {spot for _, spot in word if spot} - {open_spot}
    return len(begun) * (badge_size(style) + BADGE_GAP)


def _fitting(words: str, width: float, style: Style) -> int:
    count = len(words)
    while count and _length(words[:count], style) > width:
        count -= 1
    return count


def _ordered(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return the runs of a line that the pen turns: foreign words and numbers in a row, which are read from left
    to right, trade places beforehand. A spot stays in one piece.
    """
    placed: list[Run] = []
    row: list[Run] = []
    for run in runs:
        foreign = runs_from_left(run.words)
        if row and (run.begins or not foreign):
            placed += _turned(row)
            row = []
        if foreign:
            row.append(run)
        else:
            placed.append(run)
    return (*placed, *_turned(row))


def _turned(row: Sequence[Run]) -> list[Run]:
    """Return runs that trade places: the first is where the last was."""
    if not row:
        return []
    ends = row[0].left + row[-1].left + row[-1].width
    return [replace(run, left=ends - run.left - run.width) for run in row]


def _end(runs: Sequence[Run]) -> float:
    return runs[-1].left + runs[-1].width if runs else 0.0


def _length(words: str, style: Style) -> float:
    return _measured(words, style.size, style.bold)


@lru_cache(LENGTHS)
def _measured(words: str, size: int, bold: bool) -> float:  # noqa: FBT001 - a key of the cache
    return font(size, bold=bold).getlength(words)


@lru_cache(64)
def _disc(size: int) -> Image.Image:
    large = Image.new("L", (size * FINE, size * FINE), 0)
    ImageDraw.Draw(large).ellipse((0, 0, size * FINE - 1, size * FINE - 1), fill=255)
    return large.resize((size, size), Image.Resampling.LANCZOS)
