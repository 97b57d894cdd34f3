"""The parts of a drawn phone screen that several kinds share: bars, senders, bubbles, buttons, photos."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.pictures.pen import font
from bot.pictures.screen_canvas import DARK, LIGHT, WIDTH, Canvas, Style, lay, shortened, width_of
from bot.values.screen_block import ScreenLine, Spot, word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.values.screen_block import ScreenBlock

EDGE = 40
"""Margin at the sides of the screen, in pixels."""

INSIDE = WIDTH - 2 * EDGE
BUBBLE = 640
"""Greatest width of the words in a bubble."""

BODY, SMALL, LABEL = 34, 26, 30
"""Sizes of letters in pixels: main text, small text, button labels."""

CLOCK = re.compile(r"\d{1,2}:\d{2}")
"""A time given as hour and minute; other times are words."""


class Phone:
    """A screen that is being drawn: its block, its canvas, and the parts that several kinds share. Each method
    takes the upper edge (`top`, in pixels) and returns the lower edge.
    """

    def __init__(self, block: ScreenBlock, *, dark: bool) -> None:
        self.block = block
        self.theme = DARK if dark else LIGHT
        self.canvas = Canvas(self.theme, block.locale)

    def style(self, size: int = BODY, colour: str = "", *, bold: bool = False, centred: bool = False) -> Style:
        """Return a style in the theme's ink, or another colour."""
        return Style(size, colour or self.theme.ink, bold, centred)

    def said(self, name: str) -> str:
        """Return one of the phone's own words in the language of the block."""
        return word(self.block.locale, name)

    def of(self, role: str) -> ScreenLine:
        """Return the first line of a role; an empty one if there is none."""
        return self.block.first(role) or ScreenLine(role, "")

    def flow(self, *but: str) -> Iterable[ScreenLine]:
        """Return the lines in order, without those with a fixed place and those of these roles."""
        fixed = {"from", "note", "to", "time", "theme", *but}
        return (line for line in self.block.lines if line.role not in fixed)

    def status(self, ground: str) -> int:
        """Draw the bar at the top: time, signal, battery."""
        canvas, ink = self.canvas, self.theme.ink
        canvas.rect((0, 0, WIDTH, 64), ground)
        clock = self.of("time").words
        if CLOCK.fullmatch(clock):
            canvas.draw.text((EDGE, 18), clock, ink, font(26, bold=True))
        for bar in range(4):
            left = WIDTH - 170 + 13 * bar
            canvas.rect((left, 40 - 6 * bar, left + 8, 46), ink, 2)
        canvas.outline((WIDTH - 96, 20, WIDTH - 44, 46), ink, ground, 8)
        canvas.rect((WIDTH - 91, 25, WIDTH - 60, 41), ink, 4)
        canvas.rect((WIDTH - 42, 28, WIDTH - 38, 38), ink, 2)
        return 64

    def sender(self, top: int, *, size: int = 84, with_time: bool = False) -> int:
        """Draw the sender: a round picture with the first letter, the name, small words below it."""
        canvas, left = self.canvas, EDGE + size + 24
        clock = self.of("time").words if with_time else ""
        faint = self.style(SMALL, self.theme.faint)
        beside = font(SMALL).getlength(clock) + 20 if clock else 0
        canvas.avatar(EDGE, top + 6, size, self.of("from").words)
        if clock:
            canvas.draw.text((WIDTH - EDGE, top + 12), clock, self.theme.faint, font(SMALL), anchor="ra")
        y = top + canvas.words(self.of("from"), left, top, WIDTH - EDGE - left - beside, self.style(bold=True))
        to = self.of("to")
        if to.words:
            label = f"{self.said('to')}: "
            shift = len(label)
            spots = tuple(Spot(one.letter, one.start + shift, one.end + shift) for one in to.spots)
            told = ScreenLine("to", label + to.words, spots)
            y += canvas.words(told, left, y, WIDTH - EDGE - left, faint)
        if self.of("note").words:
            y += canvas.words(self.of("note"), left, y, WIDTH - EDGE - left, faint)
        return max(y, top + size + 12)

    def bar(self, top: int) -> int:
        """Draw the bar of a browser with the address; later addresses are part of the page."""
        canvas, style = self.canvas, self.style(LABEL, centred=True)
        line = shortened(self.of("link"), INSIDE - 60, style)
        laid = lay(line, INSIDE - 60, style)
        height = len(laid) * style.leading + 24
        canvas.rect((0, top, WIDTH, top + height + 32), self.theme.card)
        canvas.rect((EDGE, top + 10, WIDTH - EDGE, top + 10 + height), self.theme.paper, 32)
        canvas.set(laid, EDGE + 30, top + 22, INSIDE - 60, style)
        canvas.rect((0, top + height + 30, WIDTH, top + height + 32), self.theme.line)
        return top + height + 32

    def paragraph(self, line: ScreenLine, left: int, top: int, width: int, style: Style | None = None) -> int:
        """Draw plain words."""
        return top + self.canvas.words(line, left, top, width, style or self.style())

    def link(self, line: ScreenLine, left: int, top: int, width: int) -> int:
        """Draw an address as it stands in a message."""
        style = Style(BODY, self.theme.accent, underlined=True)
        return top + self.canvas.words(shortened(line, width, style), left, top, width, style) + 6

    def button(self, line: ScreenLine, left: int, top: int, width: int, *, filled: bool = True) -> int:
        """Draw a button."""
        canvas = self.canvas
        colour = self.theme.on_accent if filled else self.theme.accent
        style = self.style(LABEL, colour if not line.spots else self.theme.ink, bold=True, centred=True)
        laid = lay(line, width - 40, style)
        height = len(laid) * style.leading + 40
        ground = self.theme.accent if filled and not line.spots else self.theme.card
        canvas.outline((left, top, left + width, top + height), self.theme.accent, ground, 20)
        canvas.set(laid, left + 20, top + 20, width - 40, style)
        return top + height

    def photo(self, line: ScreenLine, left: int, top: int, width: int) -> int:
        """Draw a box for a photo: hills, and a description in words."""
        canvas, style = self.canvas, self.style(SMALL, centred=True)
        laid = lay(line, width - 60, style)
        height = 170 + len(laid) * style.leading
        canvas.rect((left, top, left + width, top + height), self.theme.soft, 18)
        middle = left + width // 2
        canvas.rect((middle + 34, top + 26, middle + 64, top + 56), self.theme.faint, 15)
        canvas.draw.polygon(
            [(middle - 90, top + 126), (middle - 34, top + 50), (middle + 22, top + 126)], self.theme.faint
        )
        canvas.draw.polygon(
            [(middle - 8, top + 126), (middle + 38, top + 74), (middle + 84, top + 126)], self.theme.faint
        )
        canvas.set(laid, left + 30, top + 144, width - 60, style)
        return top + height

    def file(self, line: ScreenLine, left: int, top: int, width: int) -> int:
        """Draw an attached file: a sheet with a folded corner, and its name."""
        canvas, style = self.canvas, self.style(LABEL)
        laid = lay(line, width - 130, style)
        height = max(100, len(laid) * style.leading + 40)
        canvas.outline((left, top, left + width, top + height), self.theme.line, self.theme.card, 18)
        x, y = left + 28, top + (height - 60) // 2
        canvas.rect((x, y, x + 48, y + 60), self.theme.accent, 8)
        canvas.draw.polygon([(x + 28, y), (x + 48, y + 20), (x + 28, y + 20)], self.theme.card)
        canvas.set(laid, left + 100, top + (height - len(laid) * style.leading) // 2, width - 130, style)
        return top + height

    def field(self, line: ScreenLine, left: int, top: int, width: int) -> int:
        """Draw an empty field with its prompt."""
        canvas, style = self.canvas, self.style(LABEL, self.theme.ink if line.spots else self.theme.faint)
        laid = lay(line, width - 60, style)
        height = len(laid) * style.leading + 44
        canvas.outline((left, top, left + width, top + height), self.theme.faint, self.theme.card, 16)
        canvas.set(laid, left + 30, top + 22, width - 60, style)
        return top + height

    def part(self, line: ScreenLine, left: int, top: int, width: int) -> int:
        """Draw a line of the flow according to its role."""
        match line.role:
            case "link":
                return self.link(line, left, top, width)
            case "button":
                return self.button(line, left, top, width)
            case "photo":
                return self.photo(line, left, top, width)
            case "file":
                return self.file(line, left, top, width)
            case "field":
                return self.field(line, left, top, width)
            case _:
                return self.paragraph(line, left, top, width)

    def parts(self, lines: Iterable[ScreenLine], left: int, top: int, width: int, gap: int = 20) -> int:
        """Draw lines of the flow one below another."""
        for line in lines:
            top = self.part(line, left, top, width) + gap
        return top

    def bubble(self, line: ScreenLine, top: int, *, mine: bool, clock: str) -> int:
        """Draw a bubble: theirs on the left, the reader's on the right; also a link, a photo or a file."""
        canvas = self.canvas
        style = self.style()
        if line.role == "link":
            style = Style(BODY, self.theme.accent, underlined=True)
            line = shortened(line, BUBBLE, style)
        laid = lay(line, BUBBLE, style)
        box = line.role in {"photo", "file"}
        least = font(SMALL).getlength(clock) if clock else 0
        width = BUBBLE if box else max(width_of(laid) + 10, least)
        left = WIDTH - EDGE - width - 56 if mine else EDGE
        inside = 0 if box else len(laid) * style.leading
        below = 34 if clock else 6
        if box:
            bottom = self.part(line, round(left), top, BUBBLE + 56)
        else:
            bottom = top + 18 + inside + below
            ground = self.theme.mine if mine else self.theme.theirs
            canvas.rect((left, top, left + width + 56, bottom), ground, 30)
            canvas.set(laid, left + 28, top + 14, width, style)
        if clock and not box:
            place = (left + width + 34, bottom - 12)
            canvas.draw.text(place, clock, self.theme.faint, font(22), anchor="rs")
        return bottom + 16
