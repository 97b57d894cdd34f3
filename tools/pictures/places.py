"""Places out of doors: meadows, bushes, houses, the school."""

from __future__ import annotations

from pictures.shapes import (
    BRICK,
    CORAL,
    CREAM,
    INK,
    LAMP,
    MOSS,
    SEA,
    SHALLOW,
    STONE,
    at,
    box,
    circle,
    line,
    pale,
    shape,
    soft,
)

GRASS = ("#2b6a63", "#3c8072", "#5a9c84")
"""Meadows by night, from far to near."""


def bush(x: float, y: float, size: float = 1) -> str:
    """Return a bush, the middle of its floor at (x, y), 220 wide."""
    dark = circle(-64, -40, 50, GRASS[1]) + circle(62, -38, 48, GRASS[1]) + circle(0, -62, 60, GRASS[1])
    light = pale(0.4, circle(-64, -46, 26, GRASS[2]), circle(62, -40, 25, GRASS[2]), circle(2, -78, 32, GRASS[2]))
    return at(x, y, dark, box((-114, -50), (226, 56), GRASS[1], 28), light, size=size)


def cottage(x: float, y: float, size: float = 1) -> str:
    """Return a small house, the middle of its floor at (x, y), 220 wide, 270 high."""
    walls = box((-92, -160), (184, 160), CREAM, 8) + soft("M-112,-158L0,-250L112,-158Z", CORAL, 18)
    panes = box((-66, -124), (48, 48), SHALLOW, 8) + line("M-42,-124v48M-66,-100h48", CREAM, 5)
    return at(
        x,
        y,
        box((44, -250), (34, 70), BRICK, 5),
        walls,
        panes,
        box((14, -96), (54, 96), SEA, 10),
        circle(26, -46, 5, LAMP),
        size=size,
    )


def day(width: float, height: float, ground: float) -> str:
    """Return a day's sky and meadow of this size."""
    return box((0, 0), (width, height), "#a9d6ea") + shape(
        f"M0,{ground}Q{width * 0.4},{ground - 26} {width},{ground}V{height}H0Z", MOSS
    )


def school(width: float) -> str:
    """Return a school with a porch, the middle of its floor at the origin."""
    w = width / 2
    walls = box((-w, -230), (width, 230), "#f3c9a5", 8) + box((-w - 12, -246), (width + 24, 26), BRICK, 8)
    tower = box((-70, -300), (140, 300), "#f6d7b8", 8) + soft("M-86,-300L0,-362L86,-300Z", CORAL, 14)
    tower += circle(0, -250, 30, CREAM) + line("M0,-250V-268M0,-250L12,-244", INK, 5)
    panes = "".join(
        box((x - 26, y), (52, 58), SHALLOW, 8) + line(f"M{x},{y}v58", CREAM, 5)
        for x in (46 - w, 108 - w, w - 108, w - 46)
        for y in (-196, -104)
    )
    porch = (
        box((-46, -130), (92, 130), SEA, 12)
        + line("M0,-130V0", CREAM, 6)
        + box((-84, -16), (168, 16), STONE, 6)
        + box((-66, -30), (132, 16), "#a9b7c6", 6)
    )
    return walls + panes + tower + porch
