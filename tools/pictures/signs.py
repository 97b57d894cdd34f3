"""Signs: bubbles, arrows, ticks, crosses and timers that explain without a word."""

from __future__ import annotations

import math

from pictures.shapes import BRICK, CORAL, CREAM, INK, LAMP, MIST, Point, at, box, circle, line, soft


def bubble(middle: Point, size: Point, *inside: str, tail: Point = (-30, 40), colour: str = CREAM) -> str:
    """Return a speech bubble with a tail that points to `tail`, seen from its middle."""
    w, h = size[0] / 2, size[1] / 2
    base = max(-w + 40, min(w - 40, tail[0] * 0.5))
    point = soft(f"M{base - 16},{h - 10}L{tail[0]},{tail[1]}L{base + 16},{h - 10}Z", colour, 6)
    return at(middle[0], middle[1], point, box((-w, -h), size, colour, min(34, h)), *inside)


def arrow(start: Point, end: Point, colour: str = LAMP, width: float = 12) -> str:
    """Return a straight arrow."""
    (x1, y1), (x2, y2) = start, end
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    head = width * 1.9
    left = (x2 - ux * head - uy * head * 0.8, y2 - uy * head + ux * head * 0.8)
    right = (x2 - ux * head + uy * head * 0.8, y2 - uy * head - ux * head * 0.8)
    return line(
        f"M{x1},{y1}L{x2},{y2}M{left[0]:.1f},{left[1]:.1f}L{x2},{y2}L{right[0]:.1f},{right[1]:.1f}", colour, width
    )


def tick(x: float, y: float, size: float = 1, colour: str = "#4f937a") -> str:
    """Return a tick in a disc."""
    return at(
        x, y, circle(0, 0, 30, CREAM), circle(0, 0, 25, colour), line("M-12,1L-3,10L13,-9", CREAM, 8), size=size
    )


def cross(x: float, y: float, size: float = 1, colour: str = BRICK) -> str:
    """Return a cross in a disc: the other answer than a tick."""
    return at(
        x, y, circle(0, 0, 30, CREAM), circle(0, 0, 25, colour), line("M-9,-9L9,9M9,-9L-9,9", CREAM, 8), size=size
    )


def ring_timer(x: float, y: float, r: float, share: float, colour: str = CORAL) -> str:
    """Return a round timer of which `share` (0 to 1) is left."""
    around = 2 * math.pi * r
    back = circle(0, 0, r, CREAM, stroke=MIST, stroke_width=r * 0.26)
    left = circle(
        0,
        0,
        r,
        "none",
        stroke=colour,
        stroke_width=r * 0.26,
        stroke_linecap="round",
        stroke_dasharray=f"{around * share:.0f} {around:.0f}",
        transform="rotate(-90)",
    )
    return at(x, y, back, left, line(f"M0,{-r * 0.46}L0,0L{r * 0.34},{r * 0.2}", INK, r * 0.17))
