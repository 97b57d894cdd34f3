"""The pen: writes and draws on a picture from the side where its reader begins, numbers never turned round.

Modules lay pictures out from left to right. For a language that runs from right to left the pen turns each place
to the other side; words are shaped and ordered by raqm with fribidi (UAX #9).
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import ImageDraw, ImageFont, features

from bot.values import locales
from bot.values.direction import in_order, runs_from_right

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

FONTS = Path(__file__).parent / "fonts"

Point = tuple[float, float]
Box = tuple[float, float, float, float]

_MIRRORED = str.maketrans("lr", "rl")
_SAMPLE = 24
"""Size in pixels in which a letter is compared with the box that stands for missing ones."""

_MISSING = "\U0010fffe"
"""A code point that no font has."""


@cache
def font(size: int, *, bold: bool = False) -> FreeTypeFont:
    """Return DejaVu Sans (Latin, Cyrillic, Greek and more) in a size of pixels."""
    return ImageFont.truetype(FONTS / ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"), size)


@cache
def can_shape() -> bool:
    """Whether letters are joined and ordered: Pillow finds raqm, and fribidi on the machine."""
    return bool(features.check("raqm"))


class Pen:
    """Draws on one picture. `rtl`: its reader's language runs from right to left, so that each place is turned."""

    def __init__(self, picture: Image, *, rtl: bool = False) -> None:
        self._draw = ImageDraw.Draw(picture)
        self._width = picture.width
        self._rtl = rtl

    def text(self, at: Point, words: str, colour: str, shape: FreeTypeFont, anchor: str = "la") -> None:
        """Write one line at a place that `anchor` names, as Pillow does."""
        written(self._draw, self._place(at), words, colour, shape, anchor=self._anchor(anchor), rtl=self._rtl)

    def line(self, points: Sequence[float], fill: str, width: int = 1) -> None:
        """Draw a line through points, given as x and y in turn."""
        self._draw.line(self._points(points), fill=fill, width=width)

    def rectangle(self, box: Box, fill: str | None = None, outline: str | None = None, width: int = 1) -> None:
        """Draw a box."""
        self._draw.rectangle(self.turned(box), fill=fill, outline=outline, width=width)

    def rounded_rectangle(
        self, box: Box, radius: int, *, fill: str | None = None, outline: str | None = None, width: int = 1
    ) -> None:
        """Draw a box with round corners."""
        self._draw.rounded_rectangle(self.turned(box), radius, fill=fill, outline=outline, width=width)

    def ellipse(self, box: Box, fill: str) -> None:
        """Fill an ellipse."""
        self._draw.ellipse(self.turned(box), fill=fill)

    def polygon(self, points: Sequence[Point], fill: str) -> None:
        """Fill a shape."""
        self._draw.polygon([self._place(point) for point in points], fill=fill)

    def _place(self, at: Point) -> Point:
        return (self._width - at[0], at[1]) if self._rtl else at

    def _anchor(self, anchor: str) -> str:
        return anchor[0].translate(_MIRRORED) + anchor[1] if self._rtl else anchor

    def turned(self, box: Box) -> Box:
        """Return where a box, laid out from left to right, really stands."""
        left, top, right, bottom = box
        return (self._width - right, top, self._width - left, bottom) if self._rtl else box

    def _points(self, points: Sequence[float]) -> list[float]:
        return [self._width - one if self._rtl and number % 2 == 0 else one for number, one in enumerate(points)]


def written(  # noqa: PLR0913 - the arguments of Pillow's own call, and the direction
    draw: ImageDraw.ImageDraw,
    at: Point,
    words: str,
    colour: str,
    shape: FreeTypeFont,
    *,
    anchor: str = "la",
    rtl: bool = False,
) -> None:
    """Write one line of words into a picture: the one way in which any picture does. A line with a letter of a
    right-to-left language runs that way on a page that does; elsewhere its first letter decides. Numbers stay in
    order, and a font of the language is taken where the usual one lacks letters.
    """
    how: dict[str, Any] = {"direction": "rtl" if runs_from_right(words, rtl=rtl) else "ltr"} if can_shape() else {}
    draw.text(at, in_order(words), colour, fitting(shape, words), anchor, **how)


def wrapped(words: str, shape: FreeTypeFont, width: int) -> Sequence[str]:
    """Break words into lines of at most `width` pixels; a wider word gets a line of its own."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and fitting(shape, longer).getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def fitting(shape: FreeTypeFont, words: str) -> FreeTypeFont:
    """Return the font in which words are written: the usual one, or a language's own that has letters which the
    usual one lacks, in the same size.
    """
    if words.isascii() or not (lacking := missing(words)):
        return shape
    size = round(shape.size)
    own = (_own(file, size) for file in language_fonts())
    return next((one for one in own if not any(_lacks(one, letter) for letter in lacking)), shape)


def missing(words: str, fonts: Sequence[Path] = ()) -> set[str]:
    """Return the letters of words that neither the usual font nor any of these has."""
    usual = font(_SAMPLE)
    own = [_own(file, _SAMPLE) for file in fonts]
    letters = {letter for letter in words if letter.isalpha()}
    return {letter for letter in letters if all(_lacks(one, letter) for one in (usual, *own))}


@cache
def language_fonts() -> tuple[Path, ...]:
    """Return the fonts that languages bring (`font` of language.yml, a file in the language's folder)."""
    return tuple(
        locales.FOLDER / code / language.font for code, language in locales.languages().items() if language.font
    )


@lru_cache(64)
def _own(file: Path, size: int) -> FreeTypeFont:
    return ImageFont.truetype(file, size)


@lru_cache(20_000)
def _lacks(shape: FreeTypeFont, letter: str) -> bool:
    """Whether a letter is drawn as the box for missing ones."""
    return _drawn(shape, letter) == _drawn(shape, _MISSING)


def _drawn(shape: FreeTypeFont, letter: str) -> bytes:
    mask = shape.getmask(letter)
    return bytes(mask)
