"""The lighthouse: Mayak's friendly figure, its moods, its arms and its light."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pictures.faces import face
from pictures.shapes import (
    BRICK,
    CORAL,
    CREAM,
    GLOW,
    INK,
    LAMP,
    MIST,
    NIGHT,
    SAND,
    Point,
    at,
    box,
    circle,
    limb,
    line,
    oval,
    pale,
    shape,
)

LAMP_Y = -331
"""Where the lamp burns, seen from the middle of the base."""


def _half(y: float) -> float:
    return 80 + y * 26 / 280


def _band(top: float, bottom: float, colour: str) -> str:
    a, b = _half(top), _half(bottom)
    return shape(f"M{-a},{top}Q0,{top + 16} {a},{top}L{b},{bottom}Q0,{bottom + 16} {-b},{bottom}Z", colour)


def _tower() -> str:
    a, b = _half(-280), _half(0)
    body = shape(f"M{-a},-280L{a},-280L{b},0Q0,20 {-b},0Z", CREAM)
    bands = _band(-112, -72, CORAL) + _band(-34, 0, CORAL)
    shade = shape(f"M36,-280L{a},-280L{b},0Q70,6 54,8Q60,-140 36,-280Z", INK, opacity=0.08)
    return body + bands + shade


def _head(*, lit: bool) -> str:
    flame = LAMP if lit else "#b99a63"
    heart = GLOW if lit else "#cdb27c"
    room = box((-40, -360), (80, 62), flame, 8) + circle(0, LAMP_Y, 19, heart)
    bars = line("M-20,-356L-20,-300M20,-356L20,-300", BRICK, 5)
    posts = "".join(f"M{x},-316L{x},-296" for x in (-66, -44, -22, 0, 22, 44, 66))
    rail = line(posts, SAND, 5) + line("M-70,-318L70,-318", SAND, 7)
    gallery = box((-76, -300), (152, 22), BRICK, 11)
    roof = shape("M-52,-358Q-46,-404 0,-412Q46,-404 52,-358Z", CORAL) + box((-58, -366), (116, 14), BRICK, 7)
    return room + bars + rail + gallery + roof + circle(0, -416, 9, LAMP)


@dataclass(frozen=True, slots=True)
class Lighthouse:
    """The figure: origin in the middle of its base, 425 high, 160 wide. `hands` are where its mittens are; an
    empty tuple means no arms.
    """

    mood: str = "happy"
    look: Point = (0, 0)
    hands: tuple[Point, ...] = ()
    lit: bool = True
    door: bool = False

    def draw(self, x: float, y: float, size: float = 1, turn: float = 0) -> str:
        """Return the lighthouse standing at (x, y)."""
        parts = [_tower()]
        if self.door:
            parts.append(
                shape("M-22,8L-22,-34Q-22,-56 0,-56Q22,-56 22,-34L22,8Z", NIGHT) + circle(11, -22, 4, LAMP)
            )
        parts += [at(0, -206, face(self.mood, gap=23, look=self.look), size=1.22), _head(lit=self.lit)]
        for hand in self.hands:
            side = -1 if hand[0] < 0 else 1
            shoulder = (side * 64, -138)
            parts.append(limb(shoulder, hand, side * 16, SAND, 19) + circle(hand[0], hand[1], 17, CORAL))
        return at(x, y, *parts, size=size, turn=turn)


def halo(x: float, y: float, size: float = 1) -> str:
    """Return the glow round a lamp at (x, y)."""
    return pale(0.17, circle(x, y, 150 * size, MIST)) + pale(0.24, circle(x, y, 92 * size, GLOW))


def beam(lamp: Point, far: Point, spread: float, strength: float = 0.2) -> str:
    """Return a beam of light from `lamp` to `far`, there `spread` pixels across, with a brighter core."""
    (x, y), (fx, fy) = lamp, far
    length = math.hypot(fx - x, fy - y)
    ax, ay = (y - fy) / length, (fx - x) / length

    def wedge(half: float, colour: str) -> str:
        near = f"M{x + ax * 10:.1f},{y + ay * 10:.1f}L{fx + ax * half:.1f},{fy + ay * half:.1f}"
        return shape(
            f"{near}L{fx - ax * half:.1f},{fy - ay * half:.1f}L{x - ax * 10:.1f},{y - ay * 10:.1f}Z", colour
        )

    return pale(strength, wedge(spread / 2, MIST)) + pale(strength, wedge(spread / 4, GLOW))


def islet(x: float, y: float, width: float, colours: tuple[str, str] = ("#3d5570", "#50698a")) -> str:
    """Return the rock it stands on: its top at (x, y), `width` wide."""
    w = width / 2
    back = shape(
        f"M{x - w},{y + 150}Q{x - w * 0.96},{y - 6} {x - w * 0.5},{y}Q{x},{y - 22} {x + w * 0.5},{y}"
        f"Q{x + w * 0.95},{y - 2} {x + w},{y + 150}Z",
        colours[0],
    )
    stones = oval((x - w * 0.45, y + 34), w * 0.3, 18, colours[1]) + oval(
        (x + w * 0.4, y + 40), w * 0.26, 15, colours[1]
    )
    return back + stones
