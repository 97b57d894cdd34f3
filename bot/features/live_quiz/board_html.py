"""Renders a Board as HTML for an old browser at a projector; all words are escaped."""

from __future__ import annotations

from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

from bot.pictures.qr import qr_svg
from bot.values.locales import direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat.open_pages import Middle
    from bot.features.live_quiz.board import Board, Entrance


SIZES = (44, 40, 36, 32, 28, 26, 24)
"""Sizes of the words in pixels, the largest first: the board takes the first in which all of it fits."""

BEFORE = 36
"""The size before the first question, where the code and the QR code take their room."""

WIDE, HIGH = 1184, 670
"""Pixels of a projector of 1280 × 720 inside the board's margins, less what the estimate may be wrong by."""

LETTER = 0.63
"""Width of a letter in its own size, with room to spare: DejaVu Sans in Russian, the widest of our fonts."""

LEFT = 0.6
"""The options' share of the width once something is told beside them."""


def fragment(board: Board) -> str:
    """Return the middle of the page."""
    head = f'<p class="where">{escape(f"{board.title} · {board.where}")}</p>'
    if board.stem:
        head += f"<h1>{escape(board.stem)}</h1>"
    if board.body:
        head += f'<p class="body">{escape(board.body)}</p>'
    told = _bar(*board.share) if board.share is not None else ""
    told += "".join(f'<p class="line">{escape(line)}</p>' for line in board.lines)
    if board.entrance:
        return _before(board.entrance, head + told)
    choices = "".join(
        f"<li{' class=right' if choice.right else ''}>"
        f"<b>{'✓ ' if choice.right else ''}{escape(choice.letter)}.</b> {escape(choice.words)}</li>"
        for choice in board.choices
    )
    middle = f"<ol>{choices}</ol>" if choices else ""
    note = f'<p class="note">{escape(board.note)}</p>' if board.note else ""
    if _beside(board):
        below = f'<div class="halves"><div class="left">{middle}{note}</div><div class="told">{told}</div></div>'
    else:
        below = middle + told + note
    return f'<div class="size-{size_of(board)}">{head}{below}</div>'


def _before(entrance: Entrance, told: str) -> str:
    """Return the middle of the page before the first question: how to come in, as large as it goes."""
    bot = f'<p class="bot">{escape(entrance.bot)}</p>'
    bot += f'<p class="line">{escape(entrance.browser)}</p>' if entrance.browser else ""
    code = f'<p class="code">{escape(entrance.code)}</p>'
    codes = qr_svg(entrance.link)
    if entrance.browser_link:
        codes = (
            f"<figure>{codes}<figcaption>{escape(entrance.heads[0])}</figcaption></figure>"
            f"<figure>{qr_svg(entrance.browser_link)}<figcaption>{escape(entrance.heads[1])}</figcaption></figure>"
        )
    picture = f'<div class="qr{" two" if entrance.browser_link else ""}">{codes}</div>'
    halves = f'<div class="halves"><div class="left">{told}{bot}</div>{picture}</div>'
    return f'<div class="size-{BEFORE}">{halves}{code}</div>'


def size_of(board: Board) -> int:
    """Return the largest size in which the whole board can be seen at once on a small projector."""
    return next((size for size in SIZES if _height(board, size) <= HIGH), SIZES[-1])


def _beside(board: Board) -> bool:
    """Whether totals and explanation stand beside the options: below them there would be no room."""
    return bool(board.choices) and (board.share is not None or bool(board.note) or len(board.lines) > 1)


def _height(board: Board, size: int) -> float:
    """Estimate the height of a board in pixels; the margins are those of board.css."""
    beside = _beside(board)
    left = WIDE * LEFT if beside else WIDE
    right = WIDE - left - size if beside else WIDE
    head = 1.4 * size
    if board.stem:
        head += _lines(board.stem, WIDE, 1.3 * size) * 1.3 * 1.25 * size
    if board.body:
        head += (_lines(board.body, WIDE, size) * 1.3 + 0.4) * size
    options = sum((_lines(one.words, left - 3.6 * size, size) * 1.3 + 0.8) * size for one in board.choices)
    told = size if board.share is not None else 0.0
    told += sum((_lines(line, right, size) * 1.3 + 0.3) * size for line in board.lines)
    if board.note:
        options += (_lines(board.note, left - 1.5 * size, size) * 1.3 + 1) * size
    return head + (max(options, told) if beside else options + told)


def _lines(words: str, width: float, size: float) -> int:
    """Estimate how many lines some words take."""
    room = max(1, int(width / (LETTER * size)))
    return sum(max(1, len(wrap(line, room))) for line in words.split("\n"))


def over(words: str) -> str:
    """Return the middle of the page for a quiz that has ended while the page was open."""
    return f'<div class="size-{SIZES[0]}"><h1>{escape(words)}</h1></div>'


def farewell(lines: Sequence[str]) -> str:
    """Return the middle of the page for an address that leads nowhere (any more), in every language of the bot."""
    return "".join(f'<p class="line quiet">{escape(line)}</p>' for line in lines)


def page(middle: Middle, mark: str) -> str:
    """Return the whole page; without a mark it never changes, else it follows the quiz. Without scripts it reloads
    itself every five seconds.
    """
    script = '<script src="board.js"></script>' if mark else ""
    return (
        f'<!doctype html><html lang="{escape(middle.locale)}" dir="{direction(middle.locale)}"><head>'
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        '<noscript><meta http-equiv="refresh" content="5"></noscript>'
        '<title>Mayak</title><link rel="stylesheet" href="board.css"></head>'
        f'<body><main id="board" role="main" aria-live="polite" data-seen="{escape(mark)}">{middle.html}</main>'
        f"{script}</body></html>"
    )


def _bar(low: int, high: int) -> str:
    """Return the share of right answers as a bar: certain up to `low`, possible up to `high`."""
    return (
        '<div class="share"><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="perhaps" width="{high}" height="10"></rect><rect width="{low}" height="10"></rect>'
        "</svg></div>"
    )
