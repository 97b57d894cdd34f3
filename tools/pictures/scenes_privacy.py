"""Scenes of the topic privacy: three boxes for a magpie, a hamster's profile, a torch that asks too much."""

from __future__ import annotations

from pictures.beasts import MAGPIE, OWL, bird
from pictures.icons import camera, card, home, mike, people, pin, question, switch
from pictures.people import HAIRS, SKINS, Person
from pictures.pets import cat_sitting, hamster
from pictures.sea import sparkle
from pictures.shapes import (
    BARK,
    BRICK,
    COCOA,
    CORAL,
    CREAM,
    FERN,
    GLOW,
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
    picture,
    shape,
    soft,
)
from pictures.signs import cross, tick
from pictures.stages import H, W, keeper, meadow, night, shore
from pictures.things import bowl, moon_clock, padlock, phone


def crate(colour: str, edge: str, *sign: str) -> str:
    """Return an open box, the middle of its floor at the origin, 260 wide; `sign` is drawn on its front."""
    inside = shape("M-116,-170L116,-170L130,-190L-130,-190Z", INK)
    front = box((-130, -176), (260, 176), colour, 14) + box((-138, -190), (276, 30), edge, 10)
    return inside + front + at(0, -78, *sign)


def three_boxes() -> str:
    """Draw a magpie before three boxes: tell (soup, a colour), keep (home, locked), ask (a photo)."""
    tell = at(250, 640, crate(MOSS, FERN, tick(0, 0, 1.5)))
    ask = at(560, 640, crate(LAMP, "#dfa23a", at(0, 0, question(COCOA, 14), size=1.2)))
    keep = at(870, 640, crate(CORAL, BRICK, padlock(0, 10, 1)))
    paint = at(
        200, 380, card((-64, -64), (128, 128), soft("M0,-34Q34,10 0,30Q-34,10 0,-34Z", SHALLOW, 6), turn=-8)
    )
    soup = at(320, 390, card((-64, -64), (128, 128), bowl(0, 44, 0.5), turn=7))
    photo = at(560, 380, card((-64, -64), (128, 128), camera(), turn=-5))
    house = at(830, 370, card((-64, -64), (128, 128), home(), turn=-7))
    name = at(940, 390, card((-64, -64), (128, 128), line("M-36,-14h72M-36,8h72M-36,30h40", SEA, 10), turn=8))
    teacher = bird(OWL, "happy", ((-74, -50), (74, -50)))
    hero = bird(MAGPIE, "wow", ((-112, -104), (74, -50)))
    falls = line("M200,470v30M320,470v30M560,470v30M850,470v30M930,470v30", CREAM, 7, stroke_dasharray="2 15")
    return picture(
        W,
        H,
        night(101),
        keeper((90, 460), 0.56, "happy", (7, 3)),
        meadow(520),
        paint,
        soup,
        photo,
        house,
        name,
        falls,
        tell,
        ask,
        keep,
        at(1140, 690, hero, size=1.5),
        at(1160, 300, teacher, size=0.9),
        line("M1070,304H1280", BARK, 22),
    )


def hamster_profile() -> str:
    """Draw a hamster's profile whose address and hours are struck out; a cat with a fork waits."""

    def row(y: float, sign: str, *, stays: bool) -> str:
        words = line("M-70,-8h150M-70,14h96", STONE if stays else "#d7b9b2", 10)
        out = "" if stays else line("M-150,4H110", BRICK, 9)
        mark = tick(176, 2, 0.9) if stays else cross(176, 2, 0.9)
        return at(0, y, at(-128, 0, sign, size=0.8), words, out, mark)

    pumpkin = circle(0, 4, 30, "#ee8450") + line("M0,-24V-38M-14,-20Q-24,4 -14,28M14,-20Q24,4 14,28", COCOA, 5)
    maze = line("M-30,-28H30V28H-30V-6H8V8", SEA, 8)
    page = card(
        (330, 50),
        (560, 620),
        box((-280, -310), (560, 150), SHALLOW, 26),
        circle(-140, -160, 86, GLOW),
        at(-140, -86, hamster("happy"), size=0.86),
        line("M-20,-196h190M-20,-166h120", CREAM, 14),
        row(-24, home(), stays=False),
        row(66, at(0, 0, moon_clock(0, 0, 34, (7, 12))), stays=False),
        row(156, pumpkin, stays=True),
        row(246, maze, stays=True),
    )
    fork = line("M0,60V-20M-18,-64V-36Q-18,-20 0,-20Q18,-20 18,-36V-64M0,-64V-30", STONE, 8)
    thief = at(150, 690, cat_sitting("sly", look=(8, 0)), size=1.25)
    child = Person(
        SKINS[3],
        HAIRS[0],
        "curls",
        CORAL,
        mood="happy",
        look=(-8, 0),
        hands=((-100, -110), (58, -22)),
        stripes=CREAM,
    )
    pencil = at(
        984, 560, at(-116, -128, line("M20,20L-20,-20", LAMP, 13), line("M-22,-22l-8,-8", INK, 8)), size=1.3
    )
    return picture(
        W,
        H,
        shore(102),
        keeper((1190, 600), 0.7, "wink", (-7, 2)),
        thief,
        at(266, 520, fork, turn=12),
        page,
        child.draw(1000, 560, 1.3),
        pencil,
        circle(870, 417, 20, SKINS[3]),
    )


def torch() -> str:
    """Draw a phone that is a torch; of its four wishes only the lamp is granted."""

    def wish(y: float, sign: str, *, on: bool) -> str:
        return at(0, y, box((-130, -48), (260, 96), CREAM, 22), at(-78, 0, sign, size=0.8), switch(62, 0, on=on))

    device = phone(
        (420, 370),
        (360, 620),
        wish(-216, camera(), on=True),
        wish(-104, people(), on=False),
        wish(8, pin(), on=False),
        wish(120, mike(), on=False),
        circle(0, 230, 34, LAMP),
        screen=SEA,
    )
    light = pale(0.3, shape("M244,70L-40,330V700H244Z", GLOW))
    sofa = (
        box((40, 470), (200, 120), FERN, 30)
        + box((20, 520), (240, 110), "#458369", 30)
        + circle(136, 656, 12, CREAM)
    )
    sofa += line("M136,650q-12,-20 6,-34", CREAM, 5)
    teen = Person(SKINS[0], HAIRS[1], "swoop", CORAL, mood="firm", look=(-9, 0), hands=((-118, -116), (58, -22)))
    return picture(
        W,
        H,
        shore(103),
        light,
        sofa,
        device,
        sparkle(636, 130, 14),
        keeper((1130, 630), 1, "happy", (-8, 2), ((-120, -180), (104, -80))),
        teen.draw(780, 560, 1.3),
        circle(628, 410, 20, SKINS[0]),
    )
