"""Pets and fairy beasts: the cat, the hamster, the parrot, the dragon, the hen that is a clock, the fish."""

from __future__ import annotations

import math

from pictures.faces import face
from pictures.shapes import (
    BLUSH,
    BRICK,
    COCOA,
    CORAL,
    CREAM,
    FERN,
    GLOW,
    INK,
    LAMP,
    MOSS,
    NIGHT,
    SAND,
    SEA,
    SHALLOW,
    Point,
    at,
    circle,
    limb,
    line,
    oval,
    pale,
    shape,
    soft,
)

SLATE = ("#7d8ea3", "#64758c")
"""The cat's coat and its stripes."""
GOLD = ("#ffcc55", "#e2a63a")
"""A golden cat."""


def cat_head(mood: str, coat: tuple[str, str] = SLATE, look: Point = (0, 0)) -> str:
    """Return a cat's head, its middle at the origin, 140 wide."""
    ears = ""
    for side in (-1, 1):
        ears += soft(f"M{side * 58},-20L{side * 56},-70L{side * 16},-44Z", coat[0], 10)
        ears += soft(f"M{side * 50},-34L{side * 49},-56L{side * 30},-42Z", BLUSH, 4)
    skull = oval((0, 0), 70, 54, coat[0])
    stripes = line("M0,-52L0,-36M-20,-49L-16,-35M20,-49L16,-35", coat[1], 8)
    muzzle = oval((look[0], 22 + look[1]), 34, 24, CREAM)
    nose = soft(f"M{look[0] - 7},{10 + look[1]}L{look[0] + 7},{10 + look[1]}L{look[0]},{17 + look[1]}Z", BRICK, 4)
    hairs = line("M-50,14L-84,8M-50,24L-82,28M50,14L84,8M50,24L82,28", CREAM, 3.5)
    return ears + skull + stripes + muzzle + hairs + at(0, -8, face(mood, gap=29, drop=12, look=look)) + nose


def cat_sitting(mood: str, coat: tuple[str, str] = SLATE, look: Point = (0, 0)) -> str:
    """Return a cat that sits with its feet at the origin, 250 high."""
    tail = line("M52,-22Q112,-10 106,-66Q102,-96 80,-92", coat[0], 25)
    body = shape("M-70,-14Q-84,-86 -42,-150L42,-150Q84,-86 70,-14Q0,6 -70,-14Z", coat[0])
    chest = shape("M-30,-14Q-44,-90 0,-136Q44,-90 30,-14Q0,-4 -30,-14Z", CREAM)
    flank = line("M-62,-84L-46,-80M-66,-58L-48,-56M62,-84L46,-80M66,-58L48,-56", coat[1], 8)
    paws = oval((-30, -9), 26, 15, CREAM) + oval((30, -9), 26, 15, CREAM)
    return tail + body + chest + flank + paws + at(0, -176, cat_head(mood, coat, look))


def cat_loaf(mood: str, coat: tuple[str, str] = SLATE) -> str:
    """Return a cat that lies like a loaf, its head to the left, its belly at y = 0; 230 wide, 150 high."""
    tail = line("M96,-28Q146,-24 136,-70", coat[0], 22)
    body = shape("M-60,0Q-84,-84 10,-92Q112,-92 118,-30Q118,0 92,0Z", coat[0])
    flank = line("M40,-88Q46,-72 40,-58M66,-82Q72,-66 66,-54M90,-68Q94,-56 88,-46", coat[1], 8)
    paws = oval((-46, -6), 24, 14, CREAM) + oval((4, -6), 24, 14, CREAM)
    return tail + body + flank + paws + at(-34, -72, cat_head(mood, coat), size=0.86)


def hamster(mood: str, *, crown: bool = False, look: Point = (0, 0)) -> str:
    """Return a hamster that stands with its feet at the origin, 175 high, its paws before its mouth."""
    coat, dark = "#e3ad74", "#c98d55"
    feet = oval((-34, -5), 24, 11, BLUSH) + oval((34, -5), 24, 11, BLUSH)
    ears = "".join(circle(side * 54, -150, 20, coat) + circle(side * 54, -150, 10, BLUSH) for side in (-1, 1))
    body = shape("M-78,-50Q-88,-160 0,-164Q88,-160 78,-50Q74,0 0,0Q-74,0 -78,-50Z", coat)
    belly = shape("M-48,-40Q-54,-84 0,-88Q54,-84 48,-40Q44,-4 0,-4Q-44,-4 -48,-40Z", "#f6dfb6")
    patch = shape("M-22,-163Q0,-166 22,-163Q12,-132 0,-122Q-12,-132 -22,-163Z", dark)
    cheeks = oval((-38, -88), 34, 27, CREAM) + oval((38, -88), 34, 27, CREAM)
    nose = oval((look[0], -98 + look[1]), 9, 7, BRICK)
    teeth = shape(f"M{look[0] - 8},{-82 + look[1]}h16v11q0,4 -4,4h-8q-4,0 -4,-4Z", "#ffffff")
    hands = circle(-22, -58, 14, BLUSH) + circle(22, -58, 14, BLUSH)
    cap = at(0, -164, crown_of(64)) if crown else ""
    eyes = at(0, -116, face(mood, gap=32, drop=8, look=look))
    return feet + ears + body + belly + patch + cheeks + teeth + eyes + nose + hands + cap


def crown_of(width: float, colour: str = LAMP) -> str:
    """Return a crown, the middle of its lower edge at the origin."""
    w = width / 2
    rim = soft(
        f"M{-w},4L{-w * 1.1},{-w}L{-w * 0.5},{-w * 0.5}L0,{-w * 1.2}L{w * 0.5},{-w * 0.5}L{w * 1.1},{-w}L{w},4Z",
        colour,
        6,
    )
    gems = circle(0, -w * 0.3, w * 0.16, CORAL if colour == LAMP else LAMP) + circle(
        -w * 0.55, -w * 0.16, w * 0.11, SHALLOW
    )
    return rim + gems + circle(w * 0.55, -w * 0.16, w * 0.11, SHALLOW)


def parrot(mood: str, *, wing: float = 0, look: Point = (0, 0)) -> str:
    """Return a parrot that perches with its feet at the origin, 260 high with the tail 90 below; `wing` lifts its
    wings by so many degrees.
    """
    tail = soft("M-16,-30L-22,84Q0,98 6,84L16,-30Z", SEA, 6) + soft("M4,-30L18,70Q30,76 34,62L26,-30Z", BRICK, 6)
    body = shape("M-58,-60Q-62,-150 0,-160Q62,-150 58,-60Q50,4 0,6Q-50,4 -58,-60Z", CORAL)
    belly = shape("M-32,-54Q-34,-104 0,-108Q34,-104 32,-54Q26,-6 0,-4Q-26,-6 -32,-54Z", LAMP)
    scales = line("M-14,-78q7,8 14,0q7,8 14,0M-20,-54q10,9 20,0q10,9 20,0M-12,-30q6,7 12,0q6,7 12,0", "#e2a63a", 4)
    feather = shape("M0,0Q-30,30 -24,90Q-4,92 10,66Q24,36 16,2Z", SEA) + shape(
        "M-4,20Q-22,50 -20,78Q-6,70 4,44Z", SHALLOW
    )
    wings = at(-46, -122, feather, turn=wing) + at(46, -122, feather, turn=-wing, flip=True)
    feet = line("M-24,2L-24,14M-12,2L-12,14M12,2L12,14M24,2L24,14", COCOA, 8)
    crest = soft(
        "M-12,-228Q-26,-262 -50,-262Q-32,-246 -30,-222ZM4,-232Q0,-272 -18,-282Q-14,-256 -14,-228Z", LAMP, 5
    )
    head = circle(0, -180, 58, CORAL) + oval((-26, -182), 25, 23, CREAM) + oval((26, -182), 25, 23, CREAM)
    beak = shape("M-17,-176Q0,-190 17,-176Q17,-150 0,-140Q-17,-150 -17,-176Z", NIGHT) + line(
        "M-8,-170Q0,-176 8,-170", STEEL, 4
    )
    eyes = at(0, -188, face(mood, gap=26, look=look, drop=None, cheeks=""))
    return tail + body + belly + scales + feet + wings + crest + head + eyes + beak


STEEL = "#4a647f"


def dragon(
    mood: str, hands: tuple[Point, ...], feet: tuple[Point, ...] = ((-34, -6), (34, -6)), look: Point = (0, 0)
) -> str:
    """Return a small dragon, 270 high, that stands at the origin."""
    tail = shape("M20,-50Q90,-20 128,-58Q150,-84 138,-116Q126,-84 102,-82Q70,-80 52,-104Z", MOSS)
    tail += soft("M138,-112L118,-136L144,-148L160,-122Z", CORAL, 8)
    wing = shape("M0,0Q36,-58 92,-52Q74,-40 78,-22Q60,-26 56,-6Q38,-14 30,8Z", CORAL)
    wings = at(40, -120, wing, turn=-8) + at(-40, -120, wing, turn=8, flip=True)
    legs = "".join(
        limb((side * 32, -40), foot, 0, MOSS, 40) + oval((foot[0] + side * 6, foot[1] + 4), 28, 15, FERN)
        for side, foot in zip((-1, 1), feet, strict=True)
    )
    body = shape("M-56,-40Q-70,-110 -34,-150L34,-150Q70,-110 56,-40Q40,-8 0,-8Q-40,-8 -56,-40Z", MOSS)
    belly = shape("M-34,-40Q-42,-100 0,-128Q42,-100 34,-40Q22,-16 0,-16Q-22,-16 -34,-40Z", GLOW)
    belly += line("M-30,-80Q0,-70 30,-80M-33,-58Q0,-48 33,-58M-28,-36Q0,-28 28,-36", "#e6c675", 5)
    arms = "".join(
        limb(((-1 if h[0] < 0 else 1) * 46, -118), h, (-1 if h[0] < 0 else 1) * -12, MOSS, 24)
        + circle(h[0], h[1], 15, MOSS)
        for h in hands
    )
    horns = "".join(
        soft(f"M{s * 26},-236Q{s * 40},-262 {s * 36},-278Q{s * 54},-262 {s * 48},-226Z", GLOW, 6) for s in (-1, 1)
    )
    comb = soft("M-14,-244L0,-268L14,-244Z", CORAL, 8)
    ears = "".join(soft(f"M{s * 66},-196L{s * 98},-214L{s * 86},-178Z", FERN, 8) for s in (-1, 1))
    skull = shape("M-74,-190Q-70,-252 0,-252Q70,-252 74,-190Q74,-138 0,-138Q-74,-138 -74,-190Z", MOSS)
    snout = oval((look[0], -166 + look[1]), 50, 30, "#a5d2b2")
    nose = circle(look[0] - 15, -178 + look[1], 4, FERN) + circle(look[0] + 15, -178 + look[1], 4, FERN)
    looks = at(0, -204, face(mood, gap=30, drop=16, look=look))
    return tail + wings + legs + body + belly + comb + horns + ears + skull + snout + nose + looks + arms


def hen_clock(mood: str = "grin", time: tuple[float, float] = (10, 2)) -> str:
    """Return an alarm clock that is a hen, its feet at the origin, 300 high; `time` is hour hand and minute hand,
    both counted in hours round the dial.
    """
    feet = line("M-34,-30L-34,-6M-54,-2L-34,-8L-16,-2M34,-30L34,-6M16,-2L34,-8L54,-2", "#e2953a", 9)
    tail = "".join(
        at(84, -128, shape("M0,0Q44,-26 58,-74Q10,-66 -14,-22Z", colour), turn=turn)
        for turn, colour in ((34, SAND), (6, BLUSH), (-22, CORAL))
    )
    wings = at(-104, -116, shape("M6,-28Q-40,-20 -44,28Q-6,44 14,18Z", SAND)) + at(
        104, -116, shape("M-6,-28Q40,-20 44,28Q6,44 -14,18Z", SAND)
    )
    comb = circle(-24, -282, 17, CORAL) + circle(2, -294, 20, CORAL) + circle(28, -280, 16, CORAL)
    head = circle(0, -234, 52, CREAM)
    beak = soft("M-13,-224L13,-224L0,-206Z", "#e2953a", 7) + oval((0, -194), 9, 13, CORAL)
    looks = at(0, -242, face(mood, gap=25, drop=None, cheeks="")) + pale(
        0.45, oval((-34, -222), 9, 7, CORAL), oval((34, -222), 9, 7, CORAL)
    )
    dial = circle(0, -120, 106, CREAM) + circle(0, -120, 84, LAMP) + circle(0, -120, 74, "#fffdf6")
    ticks = ""
    for hour in range(12):
        turn = math.radians(hour * 30)
        inner = 52 if hour % 3 == 0 else 58
        across, up = math.sin(turn), -math.cos(turn)
        ticks += f"M{inner * across:.1f},{inner * up - 120:.1f}L{64 * across:.1f},{64 * up - 120:.1f}"
    hands = ""
    for shown, length, width in zip(time, (34, 50), (9, 7), strict=True):
        turn = math.radians(shown * 30)
        hands += line(f"M0,-120l{length * math.sin(turn):.1f},{-length * math.cos(turn):.1f}", INK, width)
    return (
        feet
        + tail
        + wings
        + comb
        + dial
        + line(ticks, INK, 5)
        + hands
        + circle(0, -120, 8, CORAL)
        + head
        + looks
        + beak
    )


def fish(mood: str, colour: str = LAMP, look: Point = (0, 0)) -> str:
    """Return a fish that looks to the right, its middle at the origin, 190 wide."""
    tail = soft("M-58,0Q-96,-50 -112,-44Q-104,0 -112,44Q-96,50 -58,0Z", "#e2a63a", 8)
    fins = soft("M-20,-50Q-4,-84 30,-78Q26,-58 34,-46Z", "#e2a63a", 6) + soft(
        "M-10,52Q-2,76 22,74Q20,58 26,46Z", "#e2a63a", 6
    )
    body = oval((0, 0), 78, 58, colour)
    stripe = pale(0.5, line("M-36,-40Q-22,0 -36,40M-58,-24Q-48,0 -58,24", CREAM, 9))
    side = shape("M-22,10Q-44,34 -18,42Q4,34 2,12Z", "#e2a63a")
    return tail + fins + body + stripe + side + at(30, -8, face(mood, gap=22, drop=0, look=look))
