"""Sea: the night around everything: sky, stars, moon, clouds, waves."""

from __future__ import annotations

import math
import random

from pictures.shapes import (
    CREAM,
    DUSK,
    GLOW,
    LAMP,
    MIST,
    NIGHT,
    SEA,
    SHALLOW,
    Point,
    box,
    circle,
    line,
    oval,
    pale,
    shape,
    soft,
    star_path,
)


def sky(width: float, height: float, top: str = NIGHT, low: str = DUSK) -> str:
    """Return a night sky in three calm steps."""
    return (
        box((0, 0), (width, height), top)
        + pale(0.5, oval((width / 2, height), width * 0.75, height * 0.62, low))
        + pale(0.5, oval((width / 2, height), width * 0.62, height * 0.4, low))
    )


def stars(area: tuple[float, float, float, float], count: int, seed: int) -> str:
    """Return up to `count` stars strewn over area (left, top, right, bottom), none close to another; the same seed
    gives the same sky.
    """
    dice = random.Random(seed)  # noqa: S311 - a sky, not a secret
    left, top, right, bottom = area
    apart = 0.55 * math.sqrt((right - left) * (bottom - top) / count)
    placed: list[Point] = []
    for _ in range(count * 3):
        spot = (dice.uniform(left, right), dice.uniform(top, bottom))
        if len(placed) < count and all(math.dist(spot, other) > apart for other in placed):
            placed.append(spot)
    found = []
    for number, (x, y) in enumerate(placed):
        if number % 5 == 0:
            found.append(soft(star_path((x, y), (9, 9), 0.42, 4), GLOW, 2))
        else:
            found.append(circle(x, y, dice.choice((2.2, 2.8, 3.6)), MIST))
    return pale(0.9, *found)


def moon(x: float, y: float, r: float = 46, sky_colour: str = NIGHT) -> str:
    """Return a crescent moon; `sky_colour` is what stands behind it."""
    return circle(x, y, r, GLOW) + circle(x + r * 0.42, y - r * 0.22, r * 0.86, sky_colour)


def cloud(x: float, y: float, size: float = 1, colour: str = MIST, opacity: float = 1) -> str:
    """Return a small round cloud, 150 wide at size 1."""
    s = size
    puffs = (
        circle(x - 40 * s, y, 28 * s, colour)
        + circle(x, y - 16 * s, 38 * s, colour)
        + circle(x + 42 * s, y - 2 * s, 30 * s, colour)
        + box((x - 66 * s, y), (136 * s, 28 * s), colour, 14 * s)
    )
    return pale(opacity, puffs)


def waves(width: float, y: float, height: float, colour: str, step: float = 120) -> str:
    """Return a band of water with a rounded, wavy upper edge at y."""
    count = int(width / step) + 2
    edge = f"M{-step / 2},{y}" + "".join(f"q{step / 4},-16 {step / 2},0t{step / 2},0" for _ in range(count))
    return shape(f"{edge}V{y + height}H{-step / 2}Z", colour)


def sea(width: float, y: float, height: float) -> str:
    """Return three layers of waves."""
    return (
        waves(width, y, height, SEA)
        + pale(0.55, waves(width + 60, y + height * 0.34, height, SHALLOW, 150))
        + pale(0.55, waves(width, y + height * 0.68, height, SEA, 180))
    )


def ripple(points: list[Point], colour: str = MIST) -> str:
    """Return short light strokes on the water."""
    return pale(0.6, *(line(f"M{x},{y}q14,-9 28,0t28,0", colour, 4) for x, y in points))


def sparkle(x: float, y: float, r: float = 14, colour: str = LAMP) -> str:
    """Return a four-pointed sparkle."""
    return soft(star_path((x, y), (r, r), 0.3, 4), colour, 3)


def sun(x: float, y: float, r: float, colour: str = LAMP) -> str:
    """Return a sun with short rays."""
    rays = soft(star_path((x, y), (r * 1.55, r * 1.55), 0.62, 12), GLOW, 6)
    return rays + circle(x, y, r, colour) + circle(x - r * 0.25, y - r * 0.25, r * 0.3, CREAM, opacity=0.35)
