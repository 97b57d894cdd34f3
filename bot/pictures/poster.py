"""A campaign's poster: its title, its days and the QR code of its link, to print or to forward."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from bot.pictures.pen import Pen, font, wrapped
from bot.pictures.plan import CREAM, INK, MARGIN, NIGHT, WIDTH
from bot.pictures.qr import qr

CODE = 760
"""Longest side of the QR code in pixels."""


@dataclass(frozen=True, slots=True)
class CampaignPoster:
    """The words of a poster, and the link in its code."""

    title: str
    when: str
    how: str
    link: str
    rtl: bool = False


def draw_campaign_poster(words: CampaignPoster) -> bytes:
    """Draw the poster as a PNG 1080 pixels wide."""
    code = qr(words.link, CODE, dark=NIGHT)
    title = wrapped(words.title, font(58, bold=True), WIDTH - 2 * MARGIN)
    below = wrapped(words.how, font(36), WIDTH - 2 * MARGIN)
    top = 80 + 72 * len(title) + 90
    height = top + code.height + 60 + 48 * len(below) + 100
    picture = Image.new("RGB", (WIDTH, height), CREAM)
    draw = Pen(picture, rtl=words.rtl)
    draw.rectangle((0, 0, WIDTH, top - 30), fill=NIGHT)
    for place, line in enumerate(title):
        draw.text((MARGIN, 60 + 72 * place), line, CREAM, font(58, bold=True))
    draw.text((MARGIN, top - 90), words.when, CREAM, font(36))
    picture.paste(code, ((WIDTH - code.width) // 2, top))
    for place, line in enumerate(below):
        draw.text((MARGIN, top + code.height + 40 + 48 * place), line, INK, font(36))
    drawn = BytesIO()
    picture.save(drawn, "PNG")
    return drawn.getvalue()
