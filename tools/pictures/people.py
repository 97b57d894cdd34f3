"""People: children and grown-ups of many looks, drawn without gender marks, with arms and legs that can be set."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from pictures.faces import face
from pictures.shapes import CORAL, CREAM, INK, LAMP, Point, at, box, circle, limb, line, oval, pale, shape

SKINS = ("#f6d3b3", "#e3ae82", "#bd8258", "#8c5a3c", "#6b432e")
"""From light to dark."""
HAIRS = ("#2b2330", "#5a3a28", "#a8662f", "#d9a34e", "#8f8a94")
"""Black, brown, red-brown, fair, grey."""


def _hair_behind(style: str, colour: str) -> str:
    if style == "shag":
        return shape("M-58,-10Q-66,-70 0,-70Q66,-70 58,-10Q62,26 50,44Q0,54 -50,44Q-62,26 -58,-10Z", colour)
    if style == "curls":
        spots = [(-46, -22), (46, -22), (-30, -46), (30, -46), (0, -55), (-53, 2), (53, 2)]
        return "".join(circle(x, y, 23, colour) for x, y in spots)
    return ""


_CUTS = {
    "short": "M-52,-4Q-56,-58 0,-59Q56,-58 52,-4Q48,-30 24,-37Q-20,-32 -40,-34Q-50,-24 -52,-4Z",
    "buzz": "M-51,-10Q-50,-54 0,-55Q50,-54 51,-10Q44,-38 0,-39Q-44,-38 -51,-10Z",
    "swoop": "M-53,0Q-64,-56 -16,-63Q12,-80 44,-56Q62,-40 53,0Q46,-26 30,-34Q-4,-16 -34,-28Q-48,-18 -53,0Z",
    "tuft": "M-52,-4Q-54,-50 -26,-56Q-20,-74 2,-66Q24,-78 30,-56Q54,-48 52,-4Q46,-24 34,-34Q22,-24 8,-36"
    "Q-8,-24 -20,-36Q-42,-24 -52,-4Z",
    "mop": "M-55,2Q-62,-62 0,-64Q62,-62 55,2Q50,-16 36,-24Q14,-12 -6,-26Q-28,-12 -42,-20Q-52,-10 -55,2Z",
}
_CUTS["shag"] = _CUTS["mop"]


def _hair_over(style: str, colour: str) -> str:
    if style == "curls":
        return "".join(circle(x, y, 16, colour) for x, y in [(-34, -36), (-13, -44), (10, -44), (33, -37)])
    if style == "beanie":
        hat = shape("M-54,-18Q-54,-74 0,-76Q54,-74 54,-18Z", colour) + box((-58, -34), (116, 24), CREAM, 12)
        return circle(0, -80, 14, CREAM) + hat
    return shape(_CUTS[style], colour)


@dataclass(frozen=True, slots=True)
class Person:
    """How somebody looks. Styles of hair: mop, shag, curls, beanie, short, buzz, swoop, tuft."""

    skin: str = SKINS[1]
    hair: str = HAIRS[1]
    style: str = "mop"
    shirt: str = CORAL
    trousers: str = "#39597a"
    mood: str = "happy"
    look: Point = (0, 0)
    glasses: bool = False
    stripes: str = ""
    shoes: str = CREAM
    hands: tuple[Point, ...] = field(default=((-58, -22), (58, -22)))
    feet: tuple[Point, ...] = field(default=((-22, 92), (22, 92)))

    def head(self, x: float = 0, y: float = 0, size: float = 1, turn: float = 0) -> str:
        """Return the head alone, its middle at (x, y), about 110 wide and high."""
        ears = oval((-50, 6), 10, 12, self.skin) + oval((50, 6), 10, 12, self.skin)
        parts = [_hair_behind(self.style, self.hair), ears, oval((0, 0), 51, 49, self.skin)]
        parts.append(at(0, 2, face(self.mood, look=self.look, gap=20)))
        if self.glasses:
            (dx, dy) = self.look
            ring = {"stroke": LAMP, "stroke_width": 4.5}
            lens = circle(-20 + dx, 3 + dy, 14, "none", **ring) + circle(20 + dx, 3 + dy, 14, "none", **ring)
            parts.append(lens + line(f"M{-6 + dx},{2 + dy}L{6 + dx},{2 + dy}", LAMP, 4.5))
        parts.append(_hair_over(self.style, self.hair))
        return at(x, y, *parts, size=size, turn=turn)

    def torso(self) -> str:
        """Return neck and trunk: hips at the origin, shoulders 108 above."""
        body = shape(
            "M-30,-112Q0,-120 30,-112Q46,-108 46,-88L44,2Q0,16 -44,2L-46,-88Q-46,-108 -30,-112Z", self.shirt
        )
        bands = ""
        if self.stripes:
            bands = "".join(line(f"M-41,{y}Q0,{y + 10} 41,{y}", self.stripes, 8) for y in (-78, -50, -22))
        neck = box((-14, -130), (28, 28), self.skin, 12) + pale(0.14, box((-14, -122), (28, 12), INK, 6))
        return neck + body + bands + shape("M-15,-114Q0,-98 15,-114Q0,-119 -15,-114Z", self.skin)

    def arm(self, hand: Point) -> str:
        """Return an arm from the shoulder on the hand's side to the hand."""
        side = -1 if hand[0] < 0 else 1
        return self.reach((side * 38, -92), hand, side)

    def reach(self, shoulder: Point, hand: Point, side: int) -> str:
        """Return an arm from a shoulder to a hand, its elbow outwards on `side`."""
        far = math.hypot(hand[0] - shoulder[0], hand[1] - shoulder[1])
        bend = side * max(4.0, (130 - far) * 0.55)
        if hand[1] > shoulder[1]:
            bend = -bend
        arm = limb(shoulder, hand, -bend, self.shirt, 25)
        return arm + circle(hand[0], hand[1], 15, self.skin)

    def legs(self) -> str:
        """Return both legs and shoes."""
        parts = []
        for side, foot in zip((-1, 1), self.feet, strict=True):
            parts.append(limb((side * 21, 2), foot, side * -4, self.trousers, 34))
            parts.append(
                shape(
                    f"M{foot[0] - 20},{foot[1] + 20}q0,-22 20,-22q22,0 24,22Z"
                    if side > 0
                    else f"M{foot[0] + 20},{foot[1] + 20}q0,-22 -20,-22q-22,0 -24,22Z",
                    self.shoes,
                )
            )
        return "".join(parts)

    def draw(self, x: float, y: float, size: float = 1, turn: float = 0, *, flip: bool = False) -> str:
        """Return the whole person, hips at (x, y); 320 high at size 1."""
        arms = [self.arm(hand) for hand in self.hands]
        parts = [self.legs(), self.torso(), *arms, self.head(0, -168)]
        return at(x, y, *parts, size=size, turn=turn, flip=flip)
