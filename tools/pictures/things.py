"""Things: phones, keys, locks, lamps, windows and what else lies about."""

from __future__ import annotations

import math

from pictures.shapes import (
    BARK,
    BRICK,
    COCOA,
    CORAL,
    CREAM,
    DUSK,
    GLOW,
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


def phone(middle: Point, size: Point, *inside: str, screen: str = MIST, turn: float = 0) -> str:
    """Return a phone; `inside` is drawn on the screen, round the phone's middle."""
    (width, height) = size
    edge = min(width, height) * 0.07
    w, h = width / 2, height / 2
    case = box((-w, -h), size, INK, edge * 2.4)
    glass = box((-w + edge, -h + edge), (width - edge * 2, height - edge * 2), screen, edge * 1.4)
    return at(middle[0], middle[1], case, glass, *inside, turn=turn)


def key(x: float, y: float, size: float = 1, turn: float = 0, colour: str = LAMP) -> str:
    """Return a key, the middle of its bow at (x, y), its blade to the right; 130 long."""
    dark = "#dfa23a" if colour == LAMP else colour
    bow = circle(0, 0, 31, "none", stroke=colour, stroke_width=17)
    blade = line("M34,0L112,0", colour, 15) + line("M84,6L84,26M108,6L108,22", colour, 14)
    return at(x, y, blade, bow, line("M-20,-18Q-28,0 -18,20", dark, 5), size=size, turn=turn)


def keyhole(x: float, y: float, size: float = 1, colour: str = INK) -> str:
    """Return a keyhole."""
    return at(x, y, circle(0, -6, 11, colour), soft("M-4,0L4,0L8,22L-8,22Z", colour, 3), size=size)


def padlock(x: float, y: float, size: float = 1, *, shut: bool = True, colour: str = LAMP) -> str:
    """Return a padlock, its body's middle at (x, y), 80 wide."""
    bow = (
        "M-24,-28L-24,-52Q-24,-78 0,-78Q24,-78 24,-52L24,-28"
        if shut
        else "M-24,-28L-24,-62Q-24,-88 0,-88Q24,-88 24,-66"
    )
    return at(x, y, line(bow, STONE, 13), box((-42, -32), (84, 70), colour, 16), keyhole(0, -2, 0.9), size=size)


def apple(x: float, y: float, size: float = 1, *more: str) -> str:
    """Return an apple, its middle at (x, y), 110 wide; `more` is drawn on it."""
    fruit = shape("M0,-38Q-56,-62 -58,-4Q-54,54 -18,56Q0,50 18,56Q54,54 58,-4Q56,-62 0,-38Z", CORAL)
    shine = pale(0.35, oval((-30, -18), 9, 16, CREAM))
    stalk = line("M0,-40Q0,-56 8,-66", COCOA, 8) + shape("M6,-52Q22,-78 48,-66Q36,-42 6,-52Z", "#7fb78f")
    return at(x, y, fruit, shine, stalk, *more, size=size)


def gift(x: float, y: float, size: float = 1, colour: str = CORAL) -> str:
    """Return a gift box, the middle of its floor at (x, y), 120 wide."""
    bow = shape("M0,-100Q-52,-140 -56,-112Q-54,-92 0,-98Z", LAMP) + shape(
        "M0,-100Q52,-140 56,-112Q54,-92 0,-98Z", LAMP
    )
    chest = box((-54, -76), (108, 76), colour, 9) + box((-62, -100), (124, 32), BRICK, 8)
    ribbon = box((-12, -100), (24, 100), LAMP)
    return at(x, y, chest, ribbon, bow, circle(0, -101, 12, "#e2a63a"), size=size)


def diamond(x: float, y: float, size: float = 1) -> str:
    """Return a cut diamond, its middle at (x, y), 120 wide."""
    stone = soft("M-34,-40L34,-40L60,-8L0,56L-60,-8Z", "#9fe0ea", 6)
    facets = shape("M-34,-40L-16,-8L0,-40ZM34,-40L16,-8L0,-40Z", "#dff8fb") + shape(
        "M-60,-8L-16,-8L0,56Z", "#7cc7d8"
    )
    facets += shape("M60,-8L16,-8L0,56Z", "#5fb2c8")
    return at(x, y, stone, facets, size=size)


def hook(x: float, y: float, size: float = 1) -> str:
    """Return a fishing hook; the eye of its shaft at (x, y)."""
    bent = line("M0,6L0,92Q0,140 -38,140Q-74,138 -72,100", STONE, 11) + soft("M-80,108L-72,84L-60,108Z", STONE, 4)
    return at(x, y, circle(0, 0, 8, "none", stroke=STONE, stroke_width=6), bent, size=size)


def magnifier(x: float, y: float, r: float = 44, turn: float = 45, glass: str = MIST, *inside: str) -> str:
    """Return a magnifying glass, the middle of its glass at (x, y), its handle to the right before the turn."""
    handle = line(f"M{r + 8},0L{r + 62},0", BARK, 19)
    rim = circle(0, 0, r, glass, fill_opacity=0.55, stroke=LAMP, stroke_width=11)
    shine = line(f"M{-r * 0.55},{-r * 0.2}Q{-r * 0.45},{-r * 0.55} {-r * 0.1},{-r * 0.6}", CREAM, 6)
    return at(x, y, at(0, 0, handle, turn=turn), *inside, rim, shine)


def table_lamp(x: float, y: float, size: float = 1, *, on: bool = True, more: str = "") -> str:
    """Return a bedside lamp, its foot at (x, y), 190 high; `more` is drawn on the shade."""
    foot = oval((0, -6), 44, 12, BRICK) + line("M0,-10L0,-90", BRICK, 12)
    shade = shape("M-38,-186Q0,-196 38,-186L70,-84Q0,-66 -70,-84Z", LAMP if on else "#d9b878")
    return at(x, y, foot, shade, more, size=size)


def street_lamp(x: float, y: float, size: float = 1) -> str:
    """Return a street lamp, its foot at (x, y), 300 high."""
    post = (
        box((-30, -16), (60, 16), STONE, 8)
        + line("M0,-12L0,-206", STONE, 14)
        + line("M-26,-178L26,-178", STONE, 9)
    )
    glass = shape("M-30,-204L30,-204L44,-276L-44,-276Z", LAMP) + circle(0, -240, 17, GLOW)
    roof = shape("M-54,-274Q0,-332 54,-274Z", STONE) + circle(0, -306, 8, STONE)
    return at(x, y, post, glass, roof, size=size)


def bowl(x: float, y: float, size: float = 1) -> str:
    """Return a steaming bowl of soup, its foot at (x, y), 190 wide."""
    steam = line(
        "M-34,-116q-14,-18 0,-34t0,-34M4,-122q-14,-18 0,-34t0,-34M42,-116q-14,-18 0,-34t0,-34",
        CREAM,
        8,
        opacity=0.75,
    )
    pot = shape("M-98,-84L98,-84Q92,-8 34,-8L-34,-8Q-92,-8 -98,-84Z", CORAL) + box((-36, -14), (72, 14), BRICK, 6)
    soup = oval((0, -86), 98, 24, BRICK) + oval((0, -88), 86, 18, "#f3b455")
    carrots = (
        oval((-36, -90), 13, 6, "#ee8450") + oval((14, -84), 13, 6, "#ee8450") + oval((46, -92), 10, 5, "#83bd9a")
    )
    spoon = line("M46,-92L100,-158", STONE, 11) + pale(0.25, line("M-78,-60Q-70,-30 -44,-20", CREAM, 9))
    return at(x, y, steam, pot, soup, carrots + oval((-8, -94), 9, 4, "#83bd9a"), spoon, size=size)


def plant(x: float, y: float, size: float = 1) -> str:
    """Return a plant in a pot, its foot at (x, y), 150 high."""
    leaf = shape("M0,0Q-26,-34 0,-84Q26,-34 0,0Z", "#4f937a")
    light = shape("M0,0Q-22,-28 0,-70Q22,-28 0,0Z", "#83bd9a")
    pot = shape("M-34,-52L34,-52L26,0L-26,0Z", CORAL) + box((-40, -62), (80, 18), BRICK, 7)
    leaves = (
        at(0, -56, leaf)
        + at(-6, -56, light, turn=-38)
        + at(6, -56, light, turn=38)
        + at(-4, -54, leaf, turn=-68, size=0.7)
    )
    return at(x, y, leaves, at(4, -54, leaf, turn=68, size=0.7), pot, size=size)


def jar(x: float, y: float, size: float = 1) -> str:
    """Return a jar of jam, its foot at (x, y), 90 high."""
    glass = box((-32, -72), (64, 72), BRICK, 14) + box((-32, -72), (64, 18), GLOW, 8)
    lid = box((-36, -88), (72, 20), SEA, 8)
    return at(
        x,
        y,
        glass,
        lid,
        oval((0, -30), 18, 14, CREAM),
        circle(-4, -30, 6, CORAL),
        circle(6, -28, 6, CORAL),
        size=size,
    )


def moon_clock(x: float, y: float, r: float, hours: tuple[float, float]) -> str:
    """Return a wall clock; `hours` are its two hands counted in hours."""
    hands = ""
    for hour, length in zip(hours, (0.5, 0.74), strict=True):
        turn = math.radians(hour * 30)
        hands += f"M0,0L{r * length * math.sin(turn):.1f},{-r * length * math.cos(turn):.1f}"
    marks = "".join(
        circle(r * 0.8 * math.sin(math.radians(a)), -r * 0.8 * math.cos(math.radians(a)), r * 0.06, DUSK)
        for a in range(0, 360, 90)
    )
    return at(
        x,
        y,
        circle(0, 0, r, SHALLOW),
        circle(0, 0, r * 0.86, CREAM),
        marks,
        line(hands, INK, r * 0.1),
        circle(0, 0, r * 0.09, CORAL),
    )


def books(x: float, y: float, size: float = 1) -> str:
    """Return a pile of three books, the middle of its floor at (x, y), 190 wide."""
    pile = ""
    for left, top, width, colour in ((-95, -30, 190, CORAL), (-84, -58, 172, SEA), (-70, -84, 150, LAMP)):
        pile += box((left, top), (width, 28), colour, 8) + box((left + 22, top + 6), (width - 22, 16), CREAM, 4)
    return at(x, y, pile, size=size)


def wheel(x: float, y: float, r: float, turn: float = 0) -> str:
    """Return a golden running wheel."""
    spokes = "".join(at(0, 0, line(f"M0,0L0,{-r}", LAMP, r * 0.12), turn=a) for a in range(0, 360, 45))
    return at(
        x,
        y,
        circle(0, 0, r, "none", stroke=LAMP, stroke_width=r * 0.22),
        spokes,
        circle(0, 0, r * 0.2, "#e2a63a"),
        turn=turn,
    )


def gamepad(x: float, y: float, size: float = 1, colour: str = SEA, knobs: str = CREAM) -> str:
    """Return a game pad, its middle at (x, y), 120 wide."""
    body = shape(
        "M-36,-30L36,-30Q60,-30 64,12Q66,36 48,36Q38,36 26,16L-26,16Q-38,36 -48,36Q-66,36 -64,12Q-60,-30 -36,-30Z",
        colour,
    )
    cross = line("M-32,-18L-32,6M-44,-6L-20,-6", knobs, 8)
    return at(x, y, body, cross, circle(26, -12, 6, LAMP), circle(40, 0, 6, CORAL), size=size)
