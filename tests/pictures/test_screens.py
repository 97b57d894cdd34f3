"""Phone screens as they are drawn: no sign without a shape, no word cut off, the same bytes each time."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageFont

from bot.packs.parser.markup import Block
from bot.packs.parser.screens import KINDS, read_screen
from bot.packs.parser.source import Report
from bot.pictures import screens
from bot.pictures.pen import FONTS
from bot.pictures.screen_canvas import HIGHEST, WIDTH, Canvas, Laid, Style, lay, shortened, width_of
from bot.pictures.screen_parts import Phone
from bot.values.screen_block import ScreenBlock, ScreenLine, Spot, is_drawable

LONG = "Достопримечательность" * 9
WORDS = "Привет! Скорее помоги выиграть дракона."


def block(kind: str, lines: str) -> ScreenBlock:
    report = Report("demo.md")
    found = read_screen(Block("code", 1, 99, lines, name=f"screen {kind}"), report)
    assert found
    assert not report.problems
    return found


def full(kind: str) -> str:
    """A screen of this kind that has all that it may have, with a long address."""
    _, may = KINDS[kind]
    said = {role: f"{role}: {WORDS}" for role in may} | {
        "theirs": f"> {WORDS}",
        "mine": f"< {WORDS}",
        "text": WORDS,
    }
    said |= {"link": f"link: {{a: shop.example/{'sale/' * 25}}}", "theme": "theme: dark", "time": "time: 18:42"}
    return "\n".join(said[role] for role in sorted(may))


@pytest.mark.parametrize("name", ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"])
def test_every_sign_that_a_screen_may_hold_has_a_shape(name: str) -> None:
    font = ImageFont.truetype(FONTS / name, 24, layout_engine=ImageFont.Layout.BASIC)
    missing = bytes(font.getmask("\U0010fffd"))
    signs = [chr(code) for code in (*range(0x20, 0x3000), *range(0x1F000, 0x1FB00)) if is_drawable(chr(code))]
    assert len(signs) > 1400
    assert [sign for sign in signs if bytes(font.getmask(sign)) == missing] == []


class Noting(Canvas):
    """A canvas that notes the words that are set on it, and how far to the right they reach."""

    def __init__(self, phone: Phone) -> None:
        super().__init__(phone.theme, phone.block.locale)
        self.told = ""
        self.ends = [0.0]
        phone.canvas = self

    def set(self, laid: Laid, left: float, top: float, width: float, style: Style) -> None:
        self.told += "".join(run.words for runs in laid for run in runs)
        self.ends += [left + width_of(laid), left + width]
        super().set(laid, left, top, width, style)


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_a_screen_holds_no_word_is_cut_off(kind: str) -> None:
    screen = block(kind, full(kind))
    phone = Phone(screen, dark=False)
    canvas = Noting(phone)
    assert screens.LAYOUTS[kind](phone) < HIGHEST
    assert max(canvas.ends) <= WIDTH
    for line in screen.lines:
        if line.role not in {"theme", "time", "link"}:
            assert line.words.replace(" ", "") in canvas.told, line
    picture = Image.open(BytesIO(screens.draw_screen(screen)))
    assert (picture.format, picture.width) == ("PNG", WIDTH)


def test_the_same_lines_are_the_same_bytes_and_other_lines_another_key() -> None:
    one, other = block("chat", "from: Leo\n> Hi!"), block("chat", "from: Leo\n> Hi.")
    assert screens.draw_screen(one) == screens.draw_screen(block("chat", "from: Leo\n> Hi!"))
    assert one.key != other.key
    dark = block("chat", "from: Leo\ntheme: dark\n> Hi!")
    assert screens.draw_screen(dark) != screens.draw_screen(one)
    assert dark.key != one.key


def test_a_word_wider_than_the_line_is_broken_and_a_long_address_keeps_its_host() -> None:
    style = Style(34, "#000000")
    laid = lay(LONG, 300, style)
    assert "".join(run.words for runs in laid for run in runs) == LONG
    assert width_of(laid) <= 300
    address = "https://gifts.harbour.example/a/very/long/path/to/a/lamp?token=0123456789"
    line = ScreenLine("link", address, (Spot("a", 0, len(address)),))
    cut = shortened(line, 700, style)
    assert cut.words.startswith("https://gifts.harbour.example/")
    assert "…" in cut.words
    assert cut.words.endswith("9")
    assert (cut.spots[0].start, cut.spots[0].end) == (0, len(cut.words))
    assert len(lay(cut, 700, style)) == 1


def test_a_spot_keeps_its_letter_and_its_words_wherever_the_line_breaks() -> None:
    words = "Come now, today is the very last day to win a lamp, really"
    spot = Spot("b", words.index("today"), words.index(" to win"))
    for width in range(150, 900, 10):
        laid = lay(ScreenLine("text", words, (spot,)), width, Style(34, "#000000"))
        runs = [run for line in laid for run in line]
        assert "".join(run.words for run in runs) == words.replace(" ", "")
        assert "".join(run.words for run in runs if run.spot) == words[spot.start : spot.end].replace(" ", "")
        assert [run.begins for run in runs if run.spot].count(True) == 1
        assert width_of(laid) <= width


def test_an_amount_stays_on_one_line() -> None:
    words = "Всего за 12 400 ₽, раньше 890 ₽, скидка 50 %, класс 7 и 105 других"
    for width in range(200, 900, 10):
        lines = [" ".join(run.words for run in runs) for runs in lay(words, width, Style(34, "#000000"))]
        assert all(any(amount in line for line in lines) for amount in ("12 400 ₽", "890 ₽", "50 %"))
    assert len(lay("7 и 105 других", 100, Style(34, "#000000"))) > 2
