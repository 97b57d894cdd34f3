"""Icons: small pictures that stand for a word: camera, house, heart, flag, pin; each about 80 wide round its
middle.
"""

from __future__ import annotations

from pictures.shapes import (
    BRICK,
    COCOA,
    CORAL,
    CREAM,
    INK,
    LAMP,
    MIST,
    SEA,
    SHALLOW,
    STONE,
    Point,
    at,
    box,
    circle,
    line,
    oval,
    pale,
    shape,
    soft,
)


def disc(middle: Point, inside: str, *, r: float = 56, colour: str = CREAM, size: float = 1) -> str:
    """Return a round badge with `inside` drawn round its middle."""
    (x, y) = middle
    return at(x, y, pale(0.22, circle(4, 7, r, INK)), circle(0, 0, r, colour), at(0, 0, inside, size=size))


def card(corner: Point, size: Point, *inside: str, colour: str = CREAM, turn: float = 0, r: float = 26) -> str:
    """Return a sheet with a soft shadow; `inside` is drawn round its middle."""
    (x, y), (w, h) = corner, size
    half = (-w / 2, -h / 2)
    sheet = pale(0.24, box((half[0] + 8, half[1] + 12), size, INK, r)) + box(half, size, colour, r)
    return at(x + w / 2, y + h / 2, sheet, *inside, turn=turn)


def camera(colour: str = SEA) -> str:
    """Return a camera."""
    body = box((-40, -22), (80, 54), colour, 12) + box((-18, -34), (36, 18), colour, 7)
    return body + circle(0, 5, 18, CREAM) + circle(0, 5, 10, INK) + circle(27, -10, 4, LAMP)


def strike(size: float = 1) -> str:
    """Return a line across that says no."""
    return at(0, 0, line("M-40,38L40,-38", CREAM, 18), line("M-40,38L40,-38", BRICK, 10), size=size)


def heart(colour: str = CORAL) -> str:
    """Return a heart."""
    return soft("M0,30Q-44,0 -32,-22Q-14,-40 0,-14Q14,-40 32,-22Q44,0 0,30Z", colour, 6)


def home(colour: str = CORAL) -> str:
    """Return a little house."""
    walls = box((-28, -10), (56, 46), "#e3c894", 6) + soft("M-38,-8L0,-40L38,-8Z", colour, 8)
    return walls + box((-9, 8), (18, 28), SEA, 5)


def question(colour: str = SEA, width: float = 12) -> str:
    """Return a question mark."""
    return line("M-17,-16Q-17,-34 2,-34Q20,-34 20,-17Q20,-6 8,0Q2,4 2,14", colour, width) + circle(
        2, 33, 7, colour
    )


def pin(colour: str = CORAL) -> str:
    """Return a place mark."""
    return shape("M0,40Q-32,2 -32,-12A32,32 0 0 1 32,-12Q32,2 0,40Z", colour) + circle(0, -12, 13, CREAM)


def mike(colour: str = SEA) -> str:
    """Return a microphone."""
    stand = line("M-26,-4Q-26,24 0,24Q26,24 26,-4M0,26V40M-16,40H16", colour, 7)
    return box((-15, -40), (30, 52), colour, 15) + stand


def people(colour: str = SEA) -> str:
    """Return an address book of two heads."""
    back = circle(18, -14, 13, SHALLOW) + shape("M-8,30Q-6,4 18,4Q42,4 44,30Z", SHALLOW)
    return back + circle(-12, -12, 16, colour) + shape("M-42,34Q-40,8 -12,8Q16,8 18,34Z", colour)


def flag(colour: str = CORAL) -> str:
    """Return a flag: report it."""
    return line("M-22,38V-38", COCOA, 8) + soft("M-20,-36L32,-22L-20,0Z", colour, 7)


def block() -> str:
    """Return the sign of a shut door: block."""
    ring = circle(0, 0, 30, "none", stroke=BRICK, stroke_width=11)
    return ring + line("M-20,20L20,-20", BRICK, 11)


def handset(colour: str = SEA) -> str:
    """Return a telephone's handset: call."""
    horn = (
        "M-34,-20Q-40,-34 -26,-36L-14,-34L-8,-14L-18,-6Q-8,14 10,22L18,12L36,18L38,30Q36,42 22,38Q-22,26 -34,-20Z"
    )
    return soft(horn, colour, 5)


def talk(colour: str = SEA) -> str:
    """Return two speech bubbles: tell somebody."""
    one = box((-42, -34), (56, 40), colour, 16) + soft("M-30,0L-34,18L-12,4Z", colour, 4)
    two = box((-6, -8), (48, 36), SHALLOW, 14) + soft("M26,24L36,40L14,26Z", SHALLOW, 4)
    return one + two + line("M-28,-18h28M-28,-8h18", CREAM, 5)


def shot(colour: str = SEA) -> str:
    """Return a picture of the screen in a camera's corners."""
    corners = line("M-38,-20V-36H-20M20,-36H38V-20M38,20V36H20M-20,36H-38V20", colour, 8)
    return corners + box((-20, -20), (40, 40), SHALLOW, 8) + line("M-10,-6h20M-10,6h12", CREAM, 5)


def coins() -> str:
    """Return a heap of coins."""
    gold = "#e2a63a"
    heap = "".join(
        oval((x, y + 5), 24, 11, gold) + oval((x, y), 24, 11, LAMP)
        for x, y in ((-18, 24), (20, 26), (-16, 8), (22, 10), (2, -8))
    )
    return heap + oval((2, -8), 12, 5, gold)


def mask_of(hat: str = INK) -> str:
    """Return a head without a face, in a hat: somebody who hides."""
    brim = oval((0, -18), 46, 11, hat)
    crown = shape("M-28,-20Q-26,-56 0,-50Q26,-56 28,-20Z", hat)
    coat = shape("M-52,60Q-48,24 0,24Q48,24 52,60Z", hat)
    return coat + circle(0, 2, 29, STONE) + brim + crown


def clouded(*, rain: bool = True) -> str:
    """Return a cloud, raining perhaps."""
    puffs = circle(-20, -8, 18, MIST) + circle(4, -18, 24, MIST) + circle(26, -6, 18, MIST)
    drops = line("M-20,18l-5,14M2,18l-5,14M24,18l-5,14", SHALLOW, 6) if rain else ""
    return puffs + box((-38, -10), (82, 20), MIST, 10) + drops


def switch(x: float, y: float, *, on: bool) -> str:
    """Return a setting's switch."""
    knob = 18 if on else -18
    return at(x, y, box((-40, -22), (80, 44), "#4f937a" if on else STONE, 22), circle(knob, 0, 17, CREAM))


def sun_drawing(colour: str = "#f39a3d") -> str:
    """Return a sun as a child paints it."""
    rays = "".join(at(0, 0, line("M0,-46V-62", colour, 9), turn=a) for a in range(0, 360, 45))
    eyes = circle(-10, -6, 4, INK) + circle(10, -6, 4, INK) + line("M-12,8Q0,18 12,8", INK, 4)
    return rays + circle(0, 0, 36, colour) + eyes


def chest(*, open_: bool = False) -> str:
    """Return a treasure chest with a question mark, or open and empty."""
    lid = "M-56,-30Q-56,-66 0,-66Q56,-66 56,-30Z"
    base = box((-56, -30), (112, 66), "#a97350", 10) + line("M-56,-6H56", COCOA, 8)
    if open_:
        lid_up = at(0, -58, shape("M-56,0Q-56,-26 0,-30Q56,-26 56,0Z", "#8a5c3f"))
        return box((-52, -60), (104, 40), INK, 4) + lid_up + base
    lock = box((-16, -40), (32, 32), LAMP, 8)
    return base + shape(lid, "#8a5c3f") + lock + at(0, -24, question(COCOA, 10), size=0.34)


def letter(colour: str = CREAM) -> str:
    """Return an envelope."""
    return box((-44, -28), (88, 58), colour, 8) + line("M-40,-22L0,10L40,-22", STONE, 6)


def toothbrush() -> str:
    """Return a toothbrush."""
    bristle = "".join(line(f"M{x},-10v-16", MIST, 6) for x in (-40, -32, -24, -16))
    return line("M-44,-6H52", CORAL, 11) + bristle
