"""Draws the family plan as a picture: a title, a few rules, a lighthouse."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw, ImageOps

from bot.pictures.pen import Pen, font, wrapped

WIDTH, MARGIN = 1080, 90
NIGHT, SEA, CREAM, LAMP, CORAL, INK = "#16324f", "#2f6f9f", "#fdf6e7", "#ffd25f", "#f26b5b", "#1d2b3a"


@dataclass(frozen=True, slots=True)
class PlanWords:
    """The words of a plan in the person's language; `own` heads two empty lines to write on."""

    title: str
    rules: tuple[str, ...]
    own: str
    wish: str
    rtl: bool = False


def draw_plan(words: PlanWords) -> bytes:
    """Draw the plan as a PNG 1080 pixels wide, as high as its rules need."""
    body, small = font(40), font(34)
    lines = [wrapped(rule, body, WIDTH - 2 * MARGIN - 80) for rule in words.rules]
    height = 330 + sum(56 * len(rule) + 34 for rule in lines) + 330 + 150
    picture = Image.new("RGB", (WIDTH, height), CREAM)
    _night(ImageDraw.Draw(picture))
    if words.rtl:
        picture = ImageOps.mirror(picture)
    draw = Pen(picture, rtl=words.rtl)
    for place, line in enumerate(wrapped(words.title, font(58, bold=True), WIDTH - 2 * MARGIN - 190)):
        draw.text((MARGIN, 70 + 72 * place), line, CREAM, font(58, bold=True))
    top = 330
    for rule in lines:
        draw.rounded_rectangle((MARGIN, top + 4, MARGIN + 44, top + 48), 12, outline=SEA, width=5)
        for line in rule:
            draw.text((MARGIN + 80, top), line, INK, body)
            top += 56
        top += 34
    top += 30
    draw.text((MARGIN, top), words.own, SEA, font(38, bold=True))
    for _ in range(2):
        top += 90
        draw.line((MARGIN, top, WIDTH - MARGIN, top), fill="#c9bfa8", width=3)
    for line in wrapped(words.wish, small, WIDTH - 2 * MARGIN):
        top += 56
        draw.text((MARGIN, top), line, NIGHT, small)
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _night(draw: ImageDraw.ImageDraw) -> None:
    """Draw the night sky behind the title, with the sea below and the lighthouse on the right."""
    draw.rectangle((0, 0, WIDTH, 280), fill=NIGHT)
    draw.polygon([(930, 92), (0, 150), (0, 250)], fill="#2a4a69")
    draw.ellipse((840, 20, 1020, 200), fill="#3a5878")
    draw.polygon([(890, 280), (904, 130), (956, 130), (970, 280)], fill=CREAM)
    draw.polygon([(895, 230), (899, 190), (961, 190), (965, 230)], fill=CORAL)
    draw.rectangle((908, 92, 952, 130), fill=LAMP)
    draw.pieslice((900, 62, 960, 122), 180, 360, fill=CORAL)
    for x in (919, 937):
        draw.ellipse((x - 4, 148, x + 4, 158), fill=INK)
    draw.arc((915, 156, 945, 178), 20, 160, fill=INK, width=4)
    for x in range(-60, WIDTH + 60, 120):
        draw.ellipse((x, 252, x + 130, 330), fill=SEA)
    draw.rectangle((0, 300, WIDTH, 330), fill=CREAM)
    draw.rectangle((0, 286, WIDTH, 300), fill=SEA)
