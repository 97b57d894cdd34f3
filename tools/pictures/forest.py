"""Forest folk: hedgehogs, the fox, the giraffe."""

from __future__ import annotations

from pictures.faces import face
from pictures.shapes import (
    BARK,
    BLUSH,
    COCOA,
    CORAL,
    CREAM,
    INK,
    LAMP,
    SAND,
    Point,
    at,
    circle,
    limb,
    line,
    oval,
    pale,
    shape,
    soft,
    star_path,
)

FUR = "#ee8450"
"""The fox."""


def hedgehog(
    mood: str, hands: tuple[Point, ...], *, bristle: float = 1, gran: bool = False, look: Point = (0, 0)
) -> str:
    """Return a hedgehog that stands with its feet at the origin, 235 high. `bristle` above 1 makes the spikes
    stand up; `gran` gives grey spikes, spectacles and a shawl.
    """
    back, dark = ("#8f8794", "#6f6878") if gran else (BARK, COCOA)
    spikes = soft(star_path((0, -122), (108 * bristle, 110 * bristle), 0.83 - (bristle - 1) * 0.5, 24), dark, 7)
    spikes += soft(
        star_path((0, -114), (94 * bristle, 98 * bristle), 0.85 - (bristle - 1) * 0.3, 21, -80), back, 7
    )
    feet = oval((-30, -6), 26, 13, dark) + oval((30, -6), 26, 13, dark)
    body = oval((0, -66), 62, 66, SAND)
    ears = circle(-56, -178, 18, dark) + circle(-56, -178, 9, CORAL)
    ears += circle(56, -178, 18, dark) + circle(56, -178, 9, CORAL)
    head = oval((0, -134), 70, 57, CREAM) + soft("M-34,-184Q0,-200 34,-184L17,-172L0,-160L-17,-172Z", back, 8)
    parts = [spikes, feet, body, ears]
    if gran:
        parts.append(soft("M-62,-84L62,-84L50,-52L0,-14L-50,-52Z", CORAL, 12))
        parts.append(
            line("M-52,-66L0,-28L52,-66", BLUSH, 6)
            + line("M-30,-40l-6,16M-14,-28l-4,16M30,-40l6,16M14,-28l4,16", CORAL, 6)
        )
    parts += [_paws(hands, SAND, "#dcbb8c"), head, at(0, -140, face(mood, gap=26, drop=10, look=look))]
    if gran:
        lens = "".join(
            circle(x + look[0], -139 + look[1], 19, CREAM, fill_opacity=0.3, stroke=LAMP, stroke_width=5)
            for x in (-26, 26)
        )
        parts.append(lens + line(f"M{-7 + look[0]},{-141 + look[1]}q7,-5 14,0", LAMP, 5))
    parts.append(oval((look[0], -121 + look[1]), 10, 8, INK) + circle(look[0] - 3, -124 + look[1], 2.5, CREAM))
    return "".join(parts)


def _paws(hands: tuple[Point, ...], arm: str, paw: str) -> str:
    parts = ""
    for hand in hands:
        side = -1 if hand[0] < 0 else 1
        parts += limb((side * 46, -82), hand, side * -10, arm, 22) + circle(hand[0], hand[1], 15, paw)
    return parts


def fox_tail(colour: str = FUR) -> str:
    """Return the bushy tail, its root at the origin, curling up to the right; 200 high."""
    brush = shape(
        "M-12,8Q40,20 74,-18Q112,-62 96,-128Q88,-176 50,-204Q48,-150 20,-118Q-22,-70 -18,-30Q-18,0 -12,8Z", colour
    )
    tip = shape("M96,-128Q88,-176 50,-204Q49,-172 38,-146Q48,-150 58,-138Q68,-152 78,-134Q88,-142 96,-128Z", CREAM)
    return brush + tip


def fox_head(mood: str = "sly", look: Point = (0, 0)) -> str:
    """Return the fox's head, its middle at the origin, 170 wide."""
    ears = ""
    for side in (-1, 1):
        ears += soft(f"M{side * 70},-26L{side * 66},-92L{side * 18},-48Z", FUR, 10)
        ears += soft(f"M{side * 60},-42L{side * 58},-76L{side * 34},-52Z", COCOA, 5)
    skull = shape("M-88,2Q-74,-56 0,-56Q74,-56 88,2Q66,46 0,64Q-66,46 -88,2Z", FUR)
    cheeks = shape("M-88,2Q-48,-8 -28,16Q-12,36 0,36Q12,36 28,16Q48,-8 88,2Q66,46 0,64Q-66,46 -88,2Z", CREAM)
    return (
        ears
        + skull
        + cheeks
        + at(0, -6, face(mood, gap=31, drop=22, look=look, cheeks=""))
        + oval((look[0], 25 + look[1]), 12, 9, INK)
        + circle(look[0] - 3, 22 + look[1], 3, CREAM)
    )


def fox(hands: tuple[Point, ...], mood: str = "sly", look: Point = (0, 0), *, tail: bool = True) -> str:
    """Return a fox that stands with its feet at the origin, 330 high."""
    parts = [at(38, -30, fox_tail())] if tail else []
    for side in (-1, 1):
        parts += [limb((side * 26, -60), (side * 28, -12), 0, FUR, 34), oval((side * 32, -8), 26, 13, COCOA)]
    parts.append(shape("M-54,-40Q-66,-120 -34,-166L34,-166Q66,-120 54,-40Q0,-14 -54,-40Z", FUR))
    parts.append(shape("M-34,-70Q-40,-150 0,-160Q40,-150 34,-70Q0,-36 -34,-70Z", CREAM))
    for x, y in hands:
        side = -1 if x < 0 else 1
        parts += [limb((side * 42, -138), (x, y), side * -14, FUR, 26), circle(x, y, 17, COCOA)]
    parts.append(at(0, -214, fox_head(mood, look)))
    return "".join(parts)


def giraffe(mood: str = "happy", look: Point = (0, 0)) -> str:
    """Return a giraffe that stands with its feet at the origin, 430 high, its head to the left."""
    legs = "".join(
        line(f"M{x},-120L{x + d},-10", "#eab84a", 24) + line(f"M{x + d},-12L{x + d},-6", COCOA, 25)
        for x, d in ((-50, -4), (-18, 2), (36, 0), (66, 4))
    )
    tail = line("M84,-160Q112,-140 106,-104", "#eab84a", 9) + oval((106, -96), 10, 15, COCOA)
    body = shape(
        "M-76,-170Q-70,-206 -20,-206L50,-198Q96,-190 90,-140Q86,-104 40,-104L-40,-104Q-86,-110 -76,-170Z", LAMP
    )
    neck = shape("M-96,-372L-52,-372Q-40,-260 6,-196L-70,-128Q-92,-240 -96,-372Z", LAMP)
    mane = line("M-50,-376Q-40,-270 0,-210", COCOA, 11)
    horns = (
        line("M-88,-420L-90,-450M-58,-420L-54,-450", COCOA, 8)
        + circle(-90, -452, 9, COCOA)
        + circle(-54, -452, 9, COCOA)
    )
    ears = soft("M-112,-402L-146,-418L-128,-386Z", LAMP, 8) + soft("M-36,-402L-2,-418L-20,-386Z", LAMP, 8)
    head = oval((-73, -390), 46, 44, LAMP) + oval((-75, -360), 42, 31, CREAM)
    nose = circle(-86, -368, 4, COCOA) + circle(-64, -368, 4, COCOA)
    spots = "".join(
        pale(0.85, oval(spot, rx, ry, "#c9822f"))
        for spot, rx, ry in (
            ((-74, -300), 12, 15),
            ((-54, -262), 13, 15),
            ((-66, -222), 13, 14),
            ((-30, -212), 12, 11),
            ((-36, -166), 17, 15),
            ((4, -150), 19, 16),
            ((46, -166), 17, 15),
            ((62, -130), 12, 10),
            ((-58, -134), 11, 10),
            ((14, -184), 11, 9),
        )
    )
    return (
        legs
        + tail
        + body
        + neck
        + mane
        + spots
        + horns
        + ears
        + head
        + nose
        + at(-74, -400, face(mood, gap=20, drop=20, look=look))
    )
