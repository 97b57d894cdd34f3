"""Renders a Board as HTML for an old browser at a projector; all words are escaped."""

from __future__ import annotations

from hashlib import blake2b
from html import escape
from typing import TYPE_CHECKING

from bot.values.locales import direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.features.live_quiz.board import Board


def fragment(board: Board) -> str:
    """Return the middle of the page."""
    parts = [f'<p class="where">{escape(f"{board.title} · {board.where}")}</p>']
    if board.stem:
        parts.append(f"<h1>{escape(board.stem)}</h1>")
    if board.body:
        parts.append(f'<p class="body">{escape(board.body)}</p>')
    if board.choices:
        choices = "".join(
            f"<li{' class=right' if choice.right else ''}>"
            f"<b>{'✓ ' if choice.right else ''}{escape(choice.letter)}.</b> {escape(choice.words)}</li>"
            for choice in board.choices
        )
        parts.append(f"<ol>{choices}</ol>")
    if board.share is not None:
        parts.append(_bar(*board.share))
    parts += [f'<p class="line">{escape(line)}</p>' for line in board.lines]
    if board.note:
        parts.append(f'<p class="note">{escape(board.note)}</p>')
    return "".join(parts)


def farewell(lines: Sequence[str]) -> str:
    """Return the middle of the page for an address that leads nowhere (any more), in every language of the bot."""
    return "".join(f'<p class="line quiet">{escape(line)}</p>' for line in lines)


def page(locale: str, title: str, middle: str, seen: str) -> str:
    """Return the whole page. Without scripts it reloads itself every five seconds."""
    return (
        f'<!doctype html><html lang="{escape(locale)}" dir="{direction(locale)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<noscript><meta http-equiv="refresh" content="5"></noscript>'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="board.css"></head>'
        f'<body><main id="board" role="main" aria-live="polite" data-seen="{escape(seen)}">{middle}</main>'
        '<script src="board.js"></script></body></html>'
    )


def mark(middle: str) -> str:
    """Return a hash of the middle, which tells whether the page has changed."""
    return blake2b(middle.encode(), digest_size=8).hexdigest()


def _bar(low: int, high: int) -> str:
    """Return the share of right answers as a bar: certain up to `low`, possible up to `high`."""
    return (
        '<div class="share"><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="perhaps" width="{high}" height="10"></rect><rect width="{low}" height="10"></rect>'
        "</svg></div>"
    )
