"""Paper for a class: the poster with its code, and the key sheet that links aliases and pupils."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.pictures.pen import font
from bot.pictures.plan import NIGHT, SEA
from bot.pictures.qr import qr
from bot.pictures.sheet import A4, MARGIN, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

QR_PIXELS = 700

BOTH_PIXELS = 520
"""Of each code where two stand side by side: a phone still reads it from across a room."""

COLUMNS = 2


@dataclass(frozen=True, slots=True)
class ClassPoster:
    """The words of a poster in the class's language; `link`: the target of the QR code."""

    title: str
    steps: tuple[str, ...]
    code_head: str
    code: str
    promise: str
    link: str
    rtl: bool = False
    browser: str = ""
    """Where pupils without Telegram type the code; empty if the operator serves no pages."""
    browser_link: str = ""
    """The target of a second QR code, which opens the browser; empty for none."""
    heads: tuple[str, str] = ("", "")
    """What stands below the codes where there are two: for Telegram, for the browser."""


def draw_class_poster(words: ClassPoster) -> Sheet:
    """Draw the poster: how to join, a QR code that a phone can read from two metres, the code to type."""
    sheet = Sheet(rtl=words.rtl)
    sheet.draw.rectangle((0, 0, A4[0], 26), fill=SEA)
    sheet.write(words.title, 72, bold=True, colour=NIGHT, gap=30, centred=True)
    for number, step in enumerate(words.steps, 1):
        sheet.write(f"{number}. {step}", 36, gap=8)
    sheet.top += 30
    if words.browser_link:
        _two_codes(sheet, words)
    else:
        code = qr(words.link, QR_PIXELS)
        sheet.picture.paste(code, ((A4[0] - code.width) // 2, sheet.top))
        sheet.top += code.height + 20
    sheet.write(words.link, 30, colour=SEA, gap=24, centred=True)
    sheet.write(words.code_head, 34, centred=True)
    sheet.write(words.code, 64, bold=True, colour=NIGHT, gap=24, centred=True)
    if words.browser:
        sheet.write(words.browser, 30, gap=24, centred=True)
    sheet.write(words.promise, 30, centred=True)
    return sheet


def _two_codes(sheet: Sheet, words: ClassPoster) -> None:
    """Draw the codes for Telegram and for the browser side by side, each with its words below."""
    shape, below = font(34, bold=True), sheet.top
    for place, (link, head) in enumerate(zip((words.link, words.browser_link), words.heads, strict=True)):
        code = qr(link, BOTH_PIXELS)
        middle = A4[0] * (1 + 2 * place) // 4
        sheet.picture.paste(code, (middle - code.width // 2, sheet.top))
        left = middle - round(shape.getlength(head)) // 2
        sheet.draw.text((left, sheet.top + code.height + 10), head, NIGHT, shape)
        below = max(below, sheet.top + code.height + 70)
    sheet.top = below


def draw_keys(title: str, note: str, aliases: Sequence[str], *, rtl: bool = False) -> Sheet:
    """Draw the key sheet: each alias with an empty line for a name, in two columns on one page."""
    sheet = Sheet(rtl=rtl)
    sheet.write(title, 44, bold=True, colour=NIGHT, gap=8)
    sheet.write(note, 26, gap=16)
    rows = -(-len(aliases) // COLUMNS)
    step = (A4[1] - MARGIN - sheet.top) // max(rows, 1)
    width = (A4[0] - 2 * MARGIN) // COLUMNS
    shape = font(24)
    for place, alias in enumerate(aliases):
        left = MARGIN + (place // rows) * width
        top = sheet.top + (place % rows) * step
        sheet.draw.text((left, top), alias, "black", shape)
        line = left + max(round(shape.getlength(alias)) + 14, width * 2 // 5)
        sheet.draw.line((line, top + 30, left + width - 30, top + 30), fill="black", width=2)
    return sheet
