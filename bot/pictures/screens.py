"""Draws a phone's screen from a screen block, each kind in its own layout, without real logos or colours."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from PIL.Image import Dither, Quantize

from bot.pictures.pen import font
from bot.pictures.screen_canvas import DARK, HIGHEST, WIDTH, Style, lay, width_of
from bot.pictures.screen_parts import BUBBLE, CLOCK, EDGE, INSIDE, LABEL, SMALL, Phone
from bot.values.screen_block import ScreenLine

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.values.screen import Picture
    from bot.values.screen_block import ScreenBlock

LOWEST = 620
"""Least height of a picture; a lower one would look like a strip."""


def draw_screen(block: ScreenBlock) -> bytes:
    """Draw a screen as a PNG 900 pixels wide, as high as its lines need; the same lines give the same bytes."""
    theme = block.first("theme")
    phone = Phone(block, dark=bool(theme and theme.words == "dark"))
    bottom = max(LOWEST, min(LAYOUTS[block.kind](phone), HIGHEST))
    file = BytesIO()
    picture = phone.canvas.picture.crop((0, 0, WIDTH, bottom))
    # A screen is flat: few colours are enough, and a small file is sent quickly.
    picture.quantize(128, method=Quantize.FASTOCTREE, dither=Dither.NONE).save(file, "PNG", compress_level=6)
    return file.getvalue()


def content_of(picture: Picture) -> Path | Callable[[], bytes]:
    """Return the source of a picture's bytes: its file, or the function that draws it."""
    if picture.draw:
        return picture.draw
    return partial(draw_screen, picture.block) if picture.block else picture.file


def _chat(phone: Phone) -> int:
    canvas, theme = phone.canvas, phone.theme
    top = phone.status(theme.card)
    # Drawn twice: the height is known only after drawing, and the background must lie below.
    ground = phone.sender(top + 4)
    canvas.rect((0, top, WIDTH, ground + 18), theme.card)
    top = phone.sender(top + 4) + 18
    canvas.rect((0, top - 2, WIDTH, top), theme.line)
    clock = phone.of("time").words
    top += 26
    if clock and not CLOCK.fullmatch(clock):
        top = _pill(phone, ScreenLine("text", clock), top)
    return _bottom(phone, _talk(phone, top, clock if CLOCK.fullmatch(clock) else ""))


def _sms(phone: Phone) -> int:
    canvas, theme = phone.canvas, phone.theme
    top = phone.status(theme.card)
    name, note = phone.style(LABEL, bold=True, centred=True), phone.style(SMALL, theme.faint, centred=True)
    heads = [(phone.of("from"), name), (phone.of("note"), note)]
    height = 92 + sum(len(lay(line, INSIDE, style)) * style.leading for line, style in heads)
    canvas.rect((0, top, WIDTH, top + height + 16), theme.card)
    canvas.rect((WIDTH / 2 - 40, top + 4, WIDTH / 2 + 40, top + 84), theme.soft, 40)
    canvas.rect((WIDTH / 2 - 15, top + 20, WIDTH / 2 + 15, top + 50), theme.faint, 15)
    canvas.rect((WIDTH / 2 - 28, top + 54, WIDTH / 2 + 28, top + 76), theme.faint, 14)
    y = top + 90
    for line, style in heads:
        y += canvas.words(line, EDGE, y, INSIDE, style)
    top += height + 16
    canvas.rect((0, top - 2, WIDTH, top), theme.line)
    top += 22
    if phone.of("time").words:
        top += (
            canvas.words(phone.of("time"), EDGE, top, INSIDE, phone.style(SMALL, theme.faint, centred=True)) + 14
        )
    return _bottom(phone, _talk(phone, top, ""))


def _talk(phone: Phone, top: int, clock: str) -> int:
    """Draw the bubbles of a chat and the lines between them."""
    mine = False
    for line in phone.flow():
        if line.role == "text":
            top = _pill(phone, line, top)
        elif line.role == "button":
            top = phone.button(line, EDGE, top, BUBBLE + 56, filled=False) + 16
        else:
            # A link, a photo or a file comes from the last speaker.
            mine = line.role == "mine" or (mine and line.role != "theirs")
            top = phone.bubble(line, top, mine=mine, clock=clock)
    return top


def _pill(phone: Phone, line: ScreenLine, top: int) -> int:
    """Draw words in the middle of a chat: a day, or the app's own words."""
    style = phone.style(SMALL, phone.theme.ink, centred=True)
    laid = lay(line, INSIDE - 120, style)
    width, height = width_of(laid) + 56, len(laid) * style.leading + 20
    left = (WIDTH - width) / 2
    phone.canvas.rect((left, top, left + width, top + height), phone.theme.soft, 26)
    phone.canvas.set(laid, left + 28, top + 10, width - 56, style)
    return top + round(height) + 20


def _bottom(phone: Phone, top: int) -> int:
    canvas, theme = phone.canvas, phone.theme
    top = max(top + 10, LOWEST - 108)
    canvas.rect((0, top, WIDTH, top + 108), theme.card)
    canvas.rect((EDGE, top + 18, WIDTH - EDGE - 96, top + 90), theme.paper, 36)
    canvas.draw.text((EDGE + 32, top + 54), phone.said("type"), theme.faint, font(LABEL), anchor="lm")
    middle = WIDTH - EDGE - 36
    canvas.rect((middle - 36, top + 18, middle + 36, top + 90), theme.accent, 36)
    canvas.draw.polygon(
        [(middle - 12, top + 36), (middle - 12, top + 72), (middle + 20, top + 54)], theme.on_accent
    )
    return top + 108


def _mail(phone: Phone) -> int:
    phone.canvas.rect((0, 0, WIDTH, HIGHEST), phone.theme.card)
    top = phone.status(phone.theme.card)
    top = phone.paragraph(phone.of("subject"), EDGE, top + 12, INSIDE, phone.style(42, bold=True)) + 16
    top = phone.sender(top, with_time=True) + 14
    phone.canvas.rect((EDGE, top, WIDTH - EDGE, top + 2), phone.theme.line)
    return phone.parts(phone.flow("subject"), EDGE, top + 24, INSIDE) + 24


def _push(phone: Phone) -> int:
    canvas, theme = phone.canvas, phone.theme
    night = theme is DARK
    canvas.rect((0, 0, WIDTH, HIGHEST), "#1a2440" if night else "#6f93bb")
    canvas.draw.ellipse((-500, 330, 800, 1630), "#22304f" if night else "#7fa1c6")
    canvas.draw.ellipse((500, 420, 1600, 1520), "#2b3a5c" if night else "#93b1d0")
    clock = phone.of("time").words
    top = 70
    if clock:
        size = 120 if CLOCK.fullmatch(clock) else 52
        top += canvas.words(clock, EDGE, top, INSIDE, Style(size, "#ffffff", bold=True, centred=True)) + 40
    name = phone.style(SMALL, theme.faint, bold=True)
    left, width = EDGE + 30, INSIDE - 60

    def inside(start: int) -> int:
        phone.canvas.avatar(left, start, 52, phone.of("from").words, radius=14)
        now = phone.said("now")
        phone.canvas.draw.text((WIDTH - EDGE - 30, start + 10), now, theme.faint, font(SMALL), anchor="ra")
        wide = width - 72 - font(SMALL).getlength(now) - 20
        y = start + 8 + phone.canvas.words(phone.of("from"), left + 72, start + 8, wide, name)
        if phone.of("note").words:
            y = phone.paragraph(phone.of("note"), left + 72, y, width - 72, phone.style(SMALL, theme.faint))
        y = max(y, start + 60) + 10
        if phone.of("subject").words:
            y = phone.paragraph(phone.of("subject"), left, y, width, phone.style(bold=True)) + 4
        return phone.parts(phone.flow("subject"), left, y, width, 14) + 12

    bottom = inside(top + 26)  # drawn twice, as the head of a chat
    canvas.rect((EDGE, top, WIDTH - EDGE, bottom), theme.card, 36)
    return inside(top + 26) + 70


def _login(phone: Phone) -> int:
    phone.canvas.rect((0, 0, WIDTH, HIGHEST), phone.theme.card)
    top = phone.bar(phone.status(phone.theme.card)) + 44
    left, width = EDGE + 50, INSIDE - 100
    if phone.of("subject").words:
        style = phone.style(46, bold=True, centred=True)
        top = phone.paragraph(phone.of("subject"), left, top, width, style) + 8
    if phone.of("note").words:
        style = phone.style(SMALL, phone.theme.faint, centred=True)
        top = phone.paragraph(phone.of("note"), left, top, width, style) + 8
    return phone.parts(_after_bar(phone, "subject"), left, top + 16, width, 24) + 40


def _shop(phone: Phone) -> int:
    phone.canvas.rect((0, 0, WIDTH, HIGHEST), phone.theme.card)
    top = phone.bar(phone.status(phone.theme.card)) + 24
    photo = phone.block.first("photo")
    if photo:
        top = phone.photo(photo, EDGE, top, INSIDE) + 24
    top = phone.paragraph(phone.of("subject"), EDGE, top, INSIDE, phone.style(40, bold=True)) + 4
    if phone.of("price").words:
        style = phone.style(52, phone.theme.accent, bold=True)
        top = phone.paragraph(phone.of("price"), EDGE, top, INSIDE, style) + 8
    if phone.of("from").words:
        top = phone.sender(top + 8, size=64) + 12
    elif phone.of("note").words:
        style = phone.style(SMALL, phone.theme.faint)
        top = phone.paragraph(phone.of("note"), EDGE, top, INSIDE, style) + 8
    lines = [line for line in _after_bar(phone, "subject", "price") if line is not photo]
    return phone.parts(lines, EDGE, top + 8, INSIDE) + 24


def _after_bar(phone: Phone, *but: str) -> list[ScreenLine]:
    """Return the lines of a page after the address in the browser's bar."""
    shown = phone.block.first("link")
    return [line for line in phone.flow(*but) if line is not shown]


def _post(phone: Phone) -> int:
    canvas, theme = phone.canvas, phone.theme
    canvas.rect((0, 0, WIDTH, HIGHEST), theme.card)
    top = phone.sender(phone.status(theme.card) + 10, with_time=True) + 16
    top = phone.parts(phone.flow("theirs"), EDGE, top, INSIDE)
    canvas.rect((EDGE, top + 4, WIDTH - EDGE, top + 6), theme.line)
    hearts = Style(44, theme.faint)
    for place, sign in enumerate("♡☆➦"):
        canvas.words(sign, EDGE + 110 * place, top + 14, 100, hearts)
    top += 86
    for line in phone.flow():
        if line.role == "theirs":
            top = _comment(phone, line, top)
    return top + 20


def _comment(phone: Phone, line: ScreenLine, top: int) -> int:
    """Draw a comment; the words before its colon are the writer's name."""
    canvas, size = phone.canvas, 56
    name, colon, _ = line.words.partition(":")
    canvas.avatar(EDGE, top, size, name if colon else "•")
    left = EDGE + size + 20
    laid = lay(line, WIDTH - EDGE - left - 48, phone.style(LABEL))
    height = len(laid) * phone.style(LABEL).leading + 28
    canvas.rect((left, top, left + width_of(laid) + 58, top + height), phone.theme.paper, 26)
    canvas.set(laid, left + 24, top + 14, WIDTH - EDGE - left - 48, phone.style(LABEL))
    return top + max(height, size) + 14


LAYOUTS: dict[str, Callable[[Phone], int]] = {
    "chat": _chat,
    "sms": _sms,
    "mail": _mail,
    "push": _push,
    "login": _login,
    "shop": _shop,
    "post": _post,
}
"""By kind of screen: the function that draws it and returns its lower edge."""
