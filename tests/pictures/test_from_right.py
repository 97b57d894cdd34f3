"""A language from right to left in every picture: no number is turned round, and lines begin at the right."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise
from operator import sub
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from PIL import Image, ImageDraw

from bot.packs.parser.screens import KINDS
from bot.pictures import charts, class_handouts, heatmap, keepsake, paper_twin, pen, plan, poster, screens
from bot.pictures.pen import can_shape, fitting, font, missing
from bot.values.direction import in_order, runs_from_left, runs_from_right
from bot.values.screen_block import ScreenBlock, ScreenLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL.ImageFont import FreeTypeFont

ROOT = Path(__file__).parents[2]

PHONE, AGES, SIGNED = "8 800 2000 122", "9–11", "+7 495 123-45-67"
"""Numbers of several parts, which the bidirectional algorithm turns round where nothing marks them."""

SAID = f"اتصل بالرقم {PHONE} أو ({PHONE}) إذا كان عمرك {AGES} سنوات، {SIGNED}"
ENGLISH = f"For {AGES} years: call {PHONE}."
NUMBER = re.compile("|".join(map(re.escape, (PHONE, AGES, SIGNED))))


class Line(NamedTuple):
    """A line as it was written: where and what, and whether its page runs from right to left."""

    at: tuple[float, float]
    words: str
    shape: FreeTypeFont
    anchor: str
    rtl: bool


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[Line]:
    """Every line that is written while a test runs."""
    found: list[Line] = []
    really = pen.written

    def noted(  # noqa: PLR0913 - as the one that it stands for
        draw: ImageDraw.ImageDraw,
        at: tuple[float, float],
        words: str,
        colour: str,
        shape: FreeTypeFont,
        *,
        anchor: str = "la",
        rtl: bool = False,
    ) -> None:
        found.append(Line(at, words, shape, anchor, rtl))
        really(draw, at, words, colour, shape, anchor=anchor, rtl=rtl)

    monkeypatch.setattr(pen, "written", noted)
    return found


def keepsake_of(words: str) -> bytes:
    picture = next((ROOT / "content").rglob("*.png"))
    return keepsake.draw_keepsake(keepsake.KeepsakeWords(words, words, picture, (picture,), rtl=True))


def question(words: str, *, lefts: bool = False, slots: int = 0) -> paper_twin.PaperQuestion:
    options = (("أ", words), ("ب", ENGLISH))
    return paper_twin.PaperQuestion(
        words, words, words, options, 2, words, words, slots, (words,) if lefts else ()
    )


def bars(words: str) -> bytes:
    some = [charts.Bar(words, share, words, (0.1, 0.9)) for share in (0.5, None)]
    return charts.draw_bars(words, [(words, some)], rtl=True)


def calendar(words: str) -> bytes:
    panel = charts.Panel(words, (1.0, 3.0), (words, ""), words, 2.0, words, words)
    return charts.draw_calendar(words, (panel,), (charts.Span(words, 0, 1),), rtl=True)


PICTURES: dict[str, Callable[[str], object]] = {
    "plan": lambda words: plan.draw_plan(plan.PlanWords(words, (words, ENGLISH), words, words, rtl=True)),
    "poster": lambda words: poster.draw_campaign_poster(
        poster.CampaignPoster(words, words, words, "https://mayak.example", rtl=True)
    ),
    "keepsake": keepsake_of,
    "class poster": lambda words: class_handouts.draw_class_poster(
        class_handouts.ClassPoster(
            words, (words,), words, "123-456", words, "https://mayak.example", rtl=True, browser=words
        )
    ),
    "keys": lambda words: class_handouts.draw_keys(words, words, [words], rtl=True),
    "sheets": lambda words: paper_twin.draw_sheets(
        words, words, [question(words), question(words, lefts=True), question(words, slots=3)], rtl=True
    ),
    "key": lambda words: paper_twin.draw_key(words, [question(words)], rtl=True),
    "heat map": lambda words: heatmap.draw_heatmap(
        words, words, [heatmap.HeatRow(words, (20, 40), AGES, words)], rtl=True
    ),
    "bars": bars,
    "calendar": calendar,
}


def drawn(words: str, shape: FreeTypeFont, *, rtl: bool) -> Image.Image:
    """One line alone, cut to its ink."""
    picture = Image.new("L", (round(shape.getlength(words)) + 200, round(shape.size * 2)), 255)
    pen.written(ImageDraw.Draw(picture), (100, 5), words, "black", shape, rtl=rtl)
    return picture


def is_inside(number: str, line: Image.Image, shape: FreeTypeFont) -> bool:
    """Whether a line shows a number as it is drawn alone, from left to right: column by column as dark, but for
    what half a pixel's shift makes.
    """
    alone, among = columns(drawn(number, shape, rtl=False)), columns(line)
    first = next(at for at, dark in enumerate(alone) if dark)
    last = next(at for at in range(len(alone) - 1, 0, -1) if alone[at])
    alone = alone[first : last + 1]
    most = sum(alone) * 0.3
    starts = range(len(among) - len(alone))
    return any(sum(map(abs, map(sub, among[at : at + len(alone)], alone))) < most for at in starts)


def columns(picture: Image.Image) -> list[int]:
    """How dark each column of a picture is."""
    return [255 - grey for grey in picture.reduce((1, picture.height)).tobytes()]


def test_a_number_that_is_turned_round_is_told_from_one_that_is_not() -> None:
    shape = font(24)
    for number in (PHONE, AGES, SIGNED):
        assert is_inside(number, drawn(f"اتصل {number} الآن", shape, rtl=True), shape), number
        picture = Image.new("L", (700, 48), 255)
        turned = f"اتصل {number} الآن"
        ImageDraw.Draw(picture).text((100, 5), turned, "black", shape, direction="rtl")
        assert not is_inside(number, picture, shape), number


@pytest.mark.parametrize("name", PICTURES)
def test_each_number_of_each_picture_runs_from_left_to_right(name: str, lines: list[Line]) -> None:
    assert can_shape(), "Debian: apt-get install libfribidi0"
    PICTURES[name](SAID)
    assert all(line.rtl for line in lines)
    seen = {(line.words, round(line.shape.size)): line for line in lines}
    told = [(line, found) for line in seen.values() for found in NUMBER.findall(line.words)]
    assert told
    for line, number in told:
        shape = fitting(line.shape, line.words)
        assert is_inside(number, drawn(line.words, shape, rtl=True), shape), (number, line.words)
    begun = [line for line in lines if line.anchor[0] == "r" and runs_from_right(line.words, rtl=True)]
    assert name == "keepsake" or begun, "lines begin at the right"


@pytest.mark.parametrize("kind", KINDS)
def test_each_number_of_each_phone_screen_runs_from_left_to_right(kind: str, lines: list[Line]) -> None:
    _, may = KINDS[kind]
    roles = [role for role in sorted(may) if role not in {"theme", "time", "link"}]
    block = ScreenBlock(kind, tuple(ScreenLine(role, SAID) for role in roles), "ar")
    screens.draw_screen(block)
    rows: dict[float, list[tuple[float, str]]] = {}
    for line in lines:
        left = line.at[0] - (line.shape.getlength(line.words) if line.anchor[0] == "r" else 0)
        rows.setdefault(line.at[1], []).append((left, line.words))
    said = [" ".join(words for _, words in sorted(row)) for row in rows.values()]
    assert any(AGES in row for row in said)
    for row in said:
        parts = [word for word in row.split() if runs_from_left(word) and word.strip("()،") in PHONE.split()]
        begun = [PHONE.split().index(part.strip("()،")) for part in parts]
        falls = sum(later < earlier for earlier, later in pairwise(begun))
        assert falls <= row.count("8 "), row
        assert "122 2000" not in row, row
        assert "2000 800" not in row, row


def test_letters_are_joined() -> None:
    shape = font(60)
    joined, apart = drawn("بب", shape, rtl=True), drawn("ب\u200cب", shape, rtl=True)
    assert joined.tobytes() != apart.tobytes()


def test_a_foreign_line_keeps_its_own_order_and_begins_at_the_readers_side(lines: list[Line]) -> None:
    plan.draw_plan(plan.PlanWords("خطة", (ENGLISH,), "لنا", "غدا", rtl=True))
    [line] = [line for line in lines if line.words == ENGLISH]
    assert line.anchor == "ra"
    assert not runs_from_right(ENGLISH, rtl=True)
    assert in_order(ENGLISH) == ENGLISH


def test_pictures_write_with_the_one_pen() -> None:
    for file in (ROOT / "bot" / "pictures").glob("*.py"):
        calls = re.findall(r"ImageDraw\.Draw\([^\n]*\.text\(|_raw\.text\(", file.read_text("utf-8"))
        assert calls == [], file.name


def test_letters_that_the_font_lacks_are_named() -> None:
    assert missing("سلام әлем שלום") == set()
    assert missing("สวัสดี") == {letter for letter in "สวัสดี" if letter.isalpha()}


def test_a_picture_for_left_to_right_is_as_it_was(lines: list[Line]) -> None:
    data = plan.draw_plan(plan.PlanWords("Our plan", ("Call (8 800 2000 122)",), "Ours", "Tomorrow"))
    with Image.open(BytesIO(data)) as picture:
        assert picture.width == plan.WIDTH
    assert {line.anchor for line in lines} == {"la"}
