"""Rooms: the walls and floors of evenings at home."""

from __future__ import annotations

from pictures.lighthouse import Lighthouse, halo, islet
from pictures.sea import sea, stars
from pictures.shapes import (
    CORAL,
    INK,
    LAMP,
    NIGHT,
    SAND,
    SHALLOW,
    STONE,
    Point,
    at,
    box,
    circle,
    cut_out,
    line,
    oval,
    pale,
)


def room(width: float, height: float, wall: str = "#3f6f95", floor: str = "#274d6e", line_y: float = 560) -> str:
    """Return a room's back wall and floor; the floor begins at `line_y`."""
    paper = "".join(
        circle(x + (40 if row % 2 else 0), y, 5, "#4a7ba1")
        for row, y in enumerate(range(40, int(line_y) - 30, 80))
        for x in range(40, int(width), 80)
    )
    return (
        box((0, 0), (width, height), wall)
        + paper
        + box((0, line_y), (width, height - line_y), floor)
        + box((0, line_y - 16), (width, 18), "#5f8fb3")
    )


def rug(x: float, y: float, width: float, colour: str, edge: str) -> str:
    """Return a round rug seen from the side, its middle at (x, y)."""
    return oval((x, y), width / 2, width * 0.11, edge) + oval((x, y - 3), width * 0.44, width * 0.085, colour)


def ringing(x: float, y: float, r: float, colour: str) -> str:
    """Return the strokes of a bell that rings, left and right of (x, y)."""
    parts = ""
    for side in (-1, 1):
        for step in (0, 1):
            d, tall = r + step * 26, 24 + step * 8
            parts += line(
                f"M{x + side * d},{y - tall}Q{x + side * (d + 14)},{y} {x + side * d},{y + tall}",
                colour,
                8,
            )
    return parts


def shadow(x: float, y: float, width: float) -> str:
    """Return the soft shadow under a thing that stands at (x, y)."""
    return pale(0.18, oval((x, y), width / 2, width * 0.09, INK))


def window(corner: Point, size: Point, *view: str) -> str:
    """Return a window; `view` is drawn from its upper left corner and cut at the frame. One a picture."""
    (width, height) = size
    pane = cut_out("window", (0, 0), size, 14, box((0, 0), size, NIGHT), *view)
    rim = box((0, 0), size, "none", 14, stroke=SAND, stroke_width=16)
    sill = box((-22, height + 2), (width + 44, 20), SAND, 10)
    return at(corner[0], corner[1], pane, rim, sill)


def seaside(mood: str, frame: Point, size: float, look: Point = (0, 0), *, lit: bool = True) -> str:
    """Return the view from a window as large as `frame`: night, sea and the lighthouse at this size."""
    width, height = frame
    glow = halo(width / 2, height - 32 - 331 * size, size * 1.3) if lit else ""
    tower = Lighthouse(mood, look=look, lit=lit).draw(width / 2, height - 32, size)
    stones = islet(width / 2, height - 34, 250 * size)
    night = stars((12, 12, width * 0.26, height * 0.66), 5, 5) + stars(
        (width * 0.74, 12, width - 12, height * 0.6), 5, 8
    )
    return night + sea(width, height - 52, 60) + glow + stones + tower


def kitchen_shelf() -> str:
    """Return the kitchen's shelf with cups and a pot, so that the left room is no bedroom."""
    board = box((60, 176), (360, 18), "#b27d57", 8)
    cups = "".join(
        at(x, 176, line("M24,-36q22,0 22,14t-22,14", c, 8), box((-28, -50), (54, 50), c, 12))
        for x, c in ((120, CORAL), (214, LAMP))
    )
    pot = at(
        340,
        176,
        box((-42, -46), (84, 46), STONE, 12),
        box((-48, -56), (96, 14), SHALLOW, 7),
        circle(0, -64, 8, INK),
        line("M42,-30h18", INK, 9),
    )
    return board + cups + pot
