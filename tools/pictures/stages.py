"""Stages: what stands behind a scene: the shore by night with the lighthouse, the meadow, a street."""

from __future__ import annotations

from pictures.lighthouse import Lighthouse, halo, islet
from pictures.places import GRASS
from pictures.sea import sea, sky, stars
from pictures.shapes import Point, shape

W, H = 1280, 720
"""Every teaching picture is as wide and high."""


def night(seed: int, count: int = 26) -> str:
    """Return a starry sky over the whole picture."""
    return sky(W, H) + stars((20, 20, W - 20, H - 180), count, seed)


def keeper(
    base: Point, size: float, mood: str = "happy", look: Point = (0, 0), hands: tuple[Point, ...] = ()
) -> str:
    """Return the lighthouse on its rock in its own glow, the middle of its foot at `base`."""
    (x, y) = base
    glow = halo(x, y - 331 * size, size * 1.1)
    return (
        glow + islet(x, y, 250 * size) + Lighthouse(mood, look=look, hands=hands, door=True).draw(x, y + 2, size)
    )


def shore(seed: int, y: float = 640, count: int = 26) -> str:
    """Return a starry sky above the sea."""
    return night(seed, count) + sea(W, y, H - y + 20)


def meadow(y: float = 540) -> str:
    """Return two hills of a meadow, the further one beginning at `y`."""
    far = shape(f"M0,{y + 20}Q320,{y - 40} 700,{y}T1280,{y + 10}V720H0Z", GRASS[0])
    return far + shape(f"M0,{y + 90}Q420,{y + 40} 1280,{y + 96}V720H0Z", GRASS[1])
