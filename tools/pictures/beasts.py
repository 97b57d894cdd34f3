"""Beasts: the animals of the youngest readers' tales: hippo, raccoon, mouse, beaver, elephant, squirrel, hare."""

from __future__ import annotations

from dataclasses import dataclass

from pictures.faces import face
from pictures.shapes import (
    BARK,
    BLUSH,
    COCOA,
    CORAL,
    CREAM,
    INK,
    SAND,
    STONE,
    Point,
    at,
    box,
    circle,
    limb,
    line,
    oval,
    pale,
    shape,
    soft,
)


@dataclass(frozen=True, slots=True)
class Coat:
    """What makes a beast: its colours, and the kinds of its ears, muzzle and tail."""

    fur: str
    dark: str
    belly: str
    ears: str
    muzzle: str
    tail: str


HIPPO = Coat("#9c8fb5", "#7f7399", "#c4b8d4", "small", "broad", "")
RACCOON = Coat("#8d97a5", "#4d5867", "#c9d0d8", "round", "mask", "ringed")
MOUSE = Coat("#a9afba", "#8790a0", "#dfe2e8", "wide", "nose", "thin")
BEAVER = Coat(BARK, COCOA, "#c39a7c", "small", "teeth", "flat")
ELEPHANT = Coat("#8fa9c4", "#7391b0", "#b9cbdd", "fan", "trunk", "")
SQUIRREL = Coat("#d9713f", "#a9512b", CREAM, "tuft", "nose", "brush")
BEAR = Coat("#a9744b", "#7d5233", "#d9b48f", "round", "nose", "stub")
HARE = Coat("#c9bba6", "#a89881", CREAM, "long", "nose", "puff")


def _tail(coat: Coat) -> str:
    if coat.tail == "ringed":
        rings = line("M92,-52L108,-74M110,-78L122,-102", coat.dark, 30)
        return line("M50,-30Q110,-40 122,-118", coat.fur, 34) + rings
    if coat.tail == "thin":
        return line("M48,-20Q120,-10 116,-64Q114,-86 132,-92", BLUSH, 9)
    if coat.tail == "flat":
        paddle = oval((96, -44), 30, 62, coat.dark, transform="rotate(24 96 -44)")
        return paddle + line("M76,-70L112,-52M70,-44L106,-26M84,-92L116,-76", BARK, 5)
    if coat.tail == "brush":
        brush = "M20,-10Q120,-6 128,-100Q132,-190 84,-196Q50,-196 54,-160Q84,-150 70,-108Q54,-60 20,-40Z"
        return soft(brush, coat.dark, 10) + pale(0.5, line("M60,-40Q104,-70 100,-140", coat.fur, 18))
    if coat.tail in ("puff", "stub"):
        return circle(62, -34, 20, CREAM if coat.tail == "puff" else coat.dark)
    return line("M52,-40Q84,-44 86,-20", coat.dark, 9)


def _ears(coat: Coat) -> str:
    parts = ""
    for side in (-1, 1):
        if coat.ears == "wide":
            parts += circle(side * 62, -182, 40, coat.fur) + circle(side * 62, -182, 25, BLUSH)
        elif coat.ears == "fan":
            parts += oval((side * 88, -136), 44, 58, coat.dark) + oval(
                (side * 86, -132), 28, 42, BLUSH, opacity=0.6
            )
        elif coat.ears == "long":
            tilt = f"rotate({side * 10} {side * 30} -220)"
            parts += oval((side * 30, -220), 18, 62, coat.fur, transform=tilt)
            parts += oval((side * 30, -216), 9, 44, BLUSH, transform=tilt)
        elif coat.ears == "tuft":
            parts += soft(f"M{side * 58},-158L{side * 60},-212L{side * 22},-182Z", coat.fur, 10)
            parts += line(f"M{side * 60},-212L{side * 66},-230", coat.dark, 8)
        else:
            r = 21 if coat.ears == "round" else 16
            parts += circle(side * 50, -180, r, coat.dark) + circle(side * 50, -180, r * 0.5, BLUSH)
    return parts


def _muzzle(coat: Coat, look: Point) -> str:
    x, y = look
    if coat.muzzle == "broad":
        holes = oval((x - 18, y - 126), 6, 8, coat.dark) + oval((x + 18, y - 126), 6, 8, coat.dark)
        return oval((x, y - 108), 62, 36, coat.belly) + holes
    if coat.muzzle == "mask":
        patches = oval((x - 28, y - 142), 28, 20, coat.dark) + oval((x + 28, y - 142), 28, 20, coat.dark)
        eyes = circle(x - 26, y - 141, 13, CREAM) + circle(x + 26, y - 141, 13, CREAM)
        return patches + eyes + oval((x, y - 112), 32, 22, CREAM)
    if coat.muzzle in ("nose", "teeth"):
        return oval((x, y - 112), 36, 24, coat.belly)
    return ""


def _over(coat: Coat, look: Point) -> str:
    x, y = look
    if coat.muzzle == "trunk":
        bent = f"M{x},{y - 126}Q{x - 4},{y - 76} {x + 30},{y - 68}T{x + 62},{y - 98}"
        folds = line(f"M{x - 10},{y - 110}h20M{x - 6},{y - 94}h18M{x + 4},{y - 80}h16", coat.dark, 4)
        return line(bent, coat.dark, 34) + line(bent, coat.fur, 27) + folds
    if coat.muzzle == "broad":
        return ""
    tip = BLUSH if coat is MOUSE else INK
    nose = oval((x, y - 124), 9, 7, tip)
    hairs = line(f"M{x - 34},{y - 116}l-32,-6M{x - 34},{y - 108}l-32,6M{x + 34},{y - 116}l32,-6", CREAM, 3)
    if coat.muzzle == "teeth":
        return nose + box((x - 10, y - 98), (9, 15), CREAM, 3) + box((x + 1, y - 98), (9, 15), CREAM, 3)
    return nose + (hairs if coat is MOUSE else "")


def beast(
    coat: Coat, mood: str, hands: tuple[Point, ...] = ((-60, -44), (60, -44)), look: Point = (0, 0), worn: str = ""
) -> str:
    """Return a beast that stands with its feet at the origin, 200 high without its ears; `worn` is drawn over the
    body, below arms and head.
    """
    feet = oval((-30, -6), 27, 13, coat.dark) + oval((30, -6), 27, 13, coat.dark)
    body = oval((0, -66), 64, 66, coat.fur) + oval((0, -56), 42, 48, coat.belly)
    arms = ""
    for hand in hands:
        side = -1 if hand[0] < 0 else 1
        arms += limb((side * 46, -84), hand, side * -10, coat.fur, 23) + circle(hand[0], hand[1], 15, coat.dark)
    behind = coat.ears in ("fan", "long", "wide")
    head = oval((0, -134), 72, 57, coat.fur)
    drop = 30 if coat.muzzle == "broad" else 13
    if coat.muzzle == "trunk":
        drop = None
    looks = at(0, -142, face(mood, gap=26, drop=drop, look=look))
    ears = _ears(coat)
    return "".join(
        (
            _tail(coat),
            feet,
            body,
            worn,
            arms if not behind else "",
            ears,
            head,
            _muzzle(coat, look),
            looks,
            _over(coat, look),
            arms if behind else "",
        )
    )


@dataclass(frozen=True, slots=True)
class Plumage:
    """What makes a bird: its colours, its beak; tufts (owl), a long tail (magpie), a long bill (heron)."""

    back: str
    front: str
    wing: str
    beak: str
    tufts: bool = False
    tail: str = ""
    bill: bool = False


NAPE = -150
"""Where a bird's trunk ends and its head begins."""

OWL = Plumage("#8d6048", SAND, "#74492f", "#f2a541", tufts=True)
GRAN_OWL = Plumage("#8f8794", "#dcd6de", "#736b7a", "#f2a541", tufts=True)
PENGUIN = Plumage("#2c3e57", CREAM, "#22324a", "#f2a541")
AUNT_PENGUIN = Plumage("#4a5f7c", CREAM, "#3b4f6b", "#f2a541")
MAGPIE = Plumage("#22324a", CREAM, "#3f74b5", INK, tail="#22324a")
HERON = Plumage("#9db3c9", CREAM, "#7f98b2", "#f2a541", bill=True)


def bird(
    plumage: Plumage, mood: str, wings: tuple[Point, ...] = ((-74, -50), (74, -50)), *, ruffled: bool = False
) -> str:
    """Return a round bird that stands with its feet at the origin, 215 high; `ruffled` makes its feathers stand
    up; `wings` are where the tips of its wings are.
    """
    p = plumage
    tail = soft("M30,-40L120,-4L112,20L10,-12Z", p.tail, 8) if p.tail else ""
    feet = line("M-26,-6h-14M-26,-6v-12M-26,-6h12M26,-6h-12M26,-6v-12M26,-6h14", p.beak, 8)
    fluff = ""
    if ruffled:
        tips = [(x, y) for y in (-40, -70, -100, -130, -160, -185) for x in (-1, 1)]
        for side, y in tips:
            wide = 74 if y > NAPE else 58
            fluff += soft(
                f"M{side * wide},{y - 14}L{side * (wide + 30)},{y - 18}L{side * wide},{y + 10}Z", p.back, 6
            )
    body = shape("M-76,-84Q-84,-206 0,-208Q84,-206 76,-84Q70,-4 0,-4Q-70,-4 -76,-84Z", p.back)
    front = shape("M-52,-70Q-54,-124 0,-126Q54,-124 52,-70Q46,-12 0,-12Q-46,-12 -52,-70Z", p.front)
    specks = ""
    if p.tufts:
        specks = pale(0.5, line("M-22,-70q8,10 16,0M6,-70q8,10 16,0M-8,-46q8,10 16,0", p.back, 5))
    ears = ""
    if p.tufts:
        ears = soft("M-66,-172L-78,-232L-24,-200Z", p.back, 8) + soft("M66,-172L78,-232L24,-200Z", p.back, 8)
    mask = circle(-27, -152, 30, p.front) + circle(27, -152, 30, p.front)
    look = at(0, -152, face(mood, gap=27, drop=None))
    beak = soft("M-12,-146L10,-136L-74,-108Z" if p.bill else "M-11,-140L11,-140L0,-120Z", p.beak, 6)
    if p.bill:
        crest = soft("M8,-206Q50,-232 92,-218Q54,-206 30,-196Z", p.wing, 5)
        feet = line("M-24,-10V34M24,-10V34M-38,36h26M12,36h26", p.beak, 8)
        ears = crest
    arms = ""
    for x, y in wings:
        side = -1 if x < 0 else 1
        arms += soft(f"M{side * 60},-116Q{side * 92},-100 {x},{y}Q{side * 62},-60 {side * 56},-76Z", p.wing, 12)
    return tail + fluff + feet + ears + body + front + specks + mask + look + beak + arms


def spectacles(y: float = -152, gap: float = 27, r: float = 22) -> str:
    """Return granny's spectacles for a head whose eyes stand `gap` left and right at height `y`."""
    rim = {"stroke": "#ffcc55", "stroke_width": 5}
    glasses = circle(-gap, y, r, CREAM, fill_opacity=0.2, **rim) + circle(
        gap, y, r, CREAM, fill_opacity=0.2, **rim
    )
    return glasses + line(f"M{r - gap},{y - 2}q{gap - r},-6 {2 * (gap - r)},0", "#ffcc55", 5)


def shawl() -> str:
    """Return a shawl to be worn by a beast."""
    return soft("M-62,-96L62,-96L48,-60L0,-20L-48,-60Z", CORAL, 12) + line("M-50,-74L0,-34L50,-74", BLUSH, 6)


def robot(mood: str, *, size: float = 1, lamp: str = "#ffcc55") -> str:
    """Return a robot's head on a box, its floor at the origin, 210 high."""
    chest = box((-74, -96), (148, 96), STONE, 18) + box((-52, -74), (104, 44), INK, 12)
    bars = line("M-36,-52v-8M-18,-52v-18M0,-52v-10M18,-52v-20M36,-52v-8", lamp, 8)
    head = box((-66, -196), (132, 92), "#b8c6d4", 26) + box((-50, -182), (100, 64), CREAM, 18)
    ears = box((-82, -168), (18, 36), STONE, 8) + box((64, -168), (18, 36), STONE, 8)
    pole = line("M0,-196V-222", STONE, 8) + circle(0, -228, 12, lamp)
    eyes = at(0, -158, face(mood, gap=24, cheeks=""), size=0.86)
    return at(0, 0, pole, ears, chest, bars, head, eyes, size=size)
