"""Scenes of the topic checking: the cat as big as a house, the glued giraffe, reading sideways."""

from __future__ import annotations

from pictures.forest import giraffe
from pictures.lighthouse import Lighthouse, halo, islet
from pictures.people import HAIRS, SKINS, Person
from pictures.pets import GOLD, cat_head, cat_sitting, crown_of
from pictures.places import cottage, day, school
from pictures.sea import cloud, moon, sea, sky, sparkle, stars
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
    NIGHT,
    SAND,
    SEA,
    SHALLOW,
    STONE,
    Point,
    at,
    box,
    circle,
    cut_out,
    line,
    pale,
    picture,
    shape,
    silhouette,
    soft,
)
from pictures.signs import arrow, bubble
from pictures.things import magnifier, phone

W, H = 1280, 720


def big_cat() -> str:
    """Draw two pictures: a photo of a cat taller than a house, and how it was taken."""
    shot = cut_out(
        "shot",
        (-190, -210),
        (380, 360),
        10,
        at(-190, -210, day(380, 360, 268)),
        cloud(-100, -150, 0.7, CREAM),
        cottage(116, 66, 0.42),
        at(-30, 146, cat_sitting("happy"), size=1.22),
    )
    photo = at(
        400,
        330,
        pale(0.25, box((-206, -220), (424, 486), INK, 16)),
        box((-214, -234), (428, 486), CREAM, 14),
        shot,
        turn=-4,
    )
    panel = box((690, 70), (550, 580), CREAM, 40)
    ground = cut_out(
        "how",
        (706, 86),
        (518, 548),
        28,
        at(706, 86, day(518, 548, 420)),
        cloud(800, 170, 0.8, CREAM),
        cloud(1010, 130, 0.6, CREAM),
    )
    far = cottage(1120, 552, 0.8)
    near = at(910, 566, cat_sitting("happy"), size=0.66)
    kid = Person(
        SKINS[3],
        HAIRS[0],
        "short",
        LAMP,
        mood="wink",
        look=(6, 0),
        hands=((-40, -40), (46, -84)),
        feet=((-30, 58), (30, 58)),
        stripes=CORAL,
    )
    shooter = at(
        772,
        522,
        kid.legs(),
        kid.torso(),
        kid.head(0, -160),
        kid.arm((50, -84)),
        phone((64, -104), (34, 76), screen=SEA, turn=8),
        circle(52, -84, 14, SKINS[3]),
        kid.arm((-46, -34)),
        size=0.66,
    )
    rays = line("M814,456L1200,186M814,462L880,548", BRICK, 6, stroke_dasharray="3 15")
    return picture(
        W,
        H,
        sky(W, H),
        stars((20, 20, 680, 700), 24, 31),
        sea(W, 650, 90),
        panel,
        ground,
        far,
        rays,
        near,
        shooter,
        halo(110, 286, 0.9),
        islet(110, 660, 240),
        photo,
        Lighthouse("wink", look=(6, 2), hands=((78, -150),)).draw(110, 664, 1.12),
    )


def glued_giraffe() -> str:
    """Draw the glue: a giraffe pasted before a school has a paper edge; the park photo beside has a hole."""
    beast = giraffe("happy")
    front = cut_out(
        "school",
        (-300, -250),
        (600, 470),
        12,
        at(-300, -250, day(600, 470, 380)),
        cloud(210, -190, 0.8, CREAM),
        at(60, 146, school(440)),
        at(-140, 196, silhouette(beast, "#ffffff", 13), beast, size=0.92),
    )
    left = at(
        350,
        330,
        pale(0.25, box((-318, -262), (654, 560), INK, 18)),
        box((-326, -276), (652, 560), CREAM, 16),
        front,
        turn=-2,
    )
    tree = (
        line("M0,0V-90", BARK, 22)
        + circle(0, -140, 62, FERN)
        + circle(-40, -106, 44, FERN)
        + circle(40, -106, 44, FERN)
    )
    hole = at(26, 118, silhouette(beast, NIGHT, 3), size=0.56)
    park = cut_out(
        "park",
        (-190, -150),
        (380, 290),
        10,
        at(-190, -150, day(380, 290, 220)),
        at(-136, 96, tree, size=0.8),
        at(150, 84, tree, size=0.66),
        hole,
    )
    right = at(
        980,
        206,
        pale(0.25, box((-204, -160), (424, 356), INK, 16)),
        box((-212, -172), (424, 356), CREAM, 14),
        park,
        turn=4,
    )
    blades = (
        line("M0,0L-26,-112M0,0L26,-112", STONE, 15)
        + circle(-24, 42, 22, "none", stroke=CORAL, stroke_width=13)
        + circle(24, 42, 22, "none", stroke=CORAL, stroke_width=13)
    )
    scissors = at(782, 566, blades, line("M0,0L-18,26M0,0L18,26", CORAL, 13), circle(0, 0, 7, CREAM), turn=38)
    glue = at(
        900,
        640,
        box((-34, -110), (68, 110), LAMP, 14),
        soft("M-24,-112L24,-112L12,-138L-12,-138Z", CREAM, 8),
        box((-34, -76), (68, 36), CREAM),
        turn=-8,
    )
    return picture(
        W,
        H,
        sky(W, H),
        stars((20, 20, 1260, 700), 30, 17),
        halo(1120, 452, 0.8),
        right,
        left,
        arrow((880, 430), (720, 452), LAMP, 14),
        scissors,
        glue,
        islet(1120, 684, 240),
        Lighthouse("think", look=(-7, 0), hands=((-128, -196), (96, -70))).draw(1120, 690, 0.72),
        at(1018, 540, magnifier(0, 0, 40, 50)),
    )


def tab(corner: Point, size: Point, *inside: str) -> str:
    """Return a browser window; `inside` is drawn from its upper left corner."""
    (x, y), (width, height) = corner, size
    bar = shape(f"M0,44V24Q0,0 24,0H{width - 24}Q{width},0 {width},24V44Z", STONE)
    dots = circle(26, 22, 8, CORAL) + circle(52, 22, 8, LAMP) + circle(78, 22, 8, MOSS)
    return at(
        x,
        y,
        pale(0.25, box((8, 12), (width, height), INK, 24)),
        box((0, 0), (width, height), CREAM, 24),
        bar,
        dots,
        *inside,
    )


def sideways() -> str:
    """Draw a teenager who leaves a shiny page with a golden cat and heads for three other pages."""
    chart = "".join(
        box((60 + 50 * n, 452 - h), (34, h), c, 6)
        for n, (h, c) in enumerate(((46, SHALLOW), (76, MOSS), (104, SEA), (138, CORAL)))
    )
    words = line("M290,336H430M290,370H470M290,404H410M290,438H450", SAND, 14)
    badge = circle(256, 178, 112, GLOW) + at(
        256, 196, cat_head("glad", GOLD), at(0, -46, crown_of(78, CORAL)), size=1.08
    )
    page = tab(
        (50, 90),
        (520, 500),
        badge,
        chart,
        words,
        sparkle(120, 110, 16),
        sparkle(398, 96, 13),
        sparkle(404, 246, 11),
    )
    lines = line("M140,76h100M140,104h70", SAND, 12)
    one = tab(
        (930, 60),
        (300, 170),
        box((32, 64), (84, 78), SHALLOW, 10),
        shape("M36,138l26,-36l20,22l14,-14l18,28Z", SEA),
        lines,
    )
    face_ = Person(SKINS[4], HAIRS[4], "short", MOSS, mood="calm", glasses=True)
    two = tab(
        (930, 262),
        (300, 170),
        at(76, 112, face_.head(), size=0.74),
        bubble((206, 104), (130, 68), line("M-40,-8h80M-40,14h50", STONE, 9), tail=(-78, 26), colour=SAND),
    )
    three = tab(
        (930, 464), (300, 170), circle(78, 108, 40, SHALLOW), line("M78,108V82M78,108L96,120", CREAM, 8), lines
    )
    hero = Person(SKINS[1], HAIRS[0], "curls", CORAL, mood="happy", look=(9, 0), stripes=CREAM, trousers=MOSS)
    chair = rolling(hero)
    return picture(
        W,
        H,
        sky(W, H),
        stars((20, 20, 1260, 640), 30, 40),
        sea(W, 640, 100),
        moon(742, 130, 56),
        page,
        one,
        two,
        three,
        arrow((846, 262), (898, 176), LAMP, 11),
        arrow((872, 352), (914, 348), LAMP, 11),
        arrow((846, 450), (898, 528), LAMP, 11),
        deck(),
        at(680, 552, chair, size=1.26),
    )


def deck() -> str:
    """Return the gangway from page to page."""
    return box((520, 640), (420, 22), BARK, 10) + line("M560,662v40M720,662v40M880,662v40", COCOA, 16)


def rolling(hero: Person) -> str:
    """Return somebody in a wheelchair who rolls to the right, the wheel's middle at (0, 10)."""
    back = line("M-52,-96L-46,0L44,0", "#39597a", 14) + line("M-52,-96h-18", INK, 12)
    legs = (
        line("M-6,-24L58,-22L76,52", hero.trousers, 32)
        + shape("M60,72q0,-24 22,-24q26,2 30,24Z", CREAM)
        + line("M58,76h60", STONE, 9)
    )
    trunk = at(-6, -14, hero.torso(), size=0.94)
    head = hero.head(0, -172)
    push = hero.reach((6, -96), (92, -120), 1)
    glass = at(112, -150, magnifier(0, 0, 38, 130))
    rim = (
        circle(0, 10, 62, "none", stroke=INK, stroke_width=12)
        + circle(0, 10, 46, "none", stroke=STONE, stroke_width=5)
        + circle(0, 10, 9, STONE)
    )
    spokes = "".join(at(0, 10, line("M0,0L0,-56", STONE, 3), turn=a) for a in range(0, 360, 45))
    caster = circle(70, 56, 16, "none", stroke=INK, stroke_width=9) + line("M44,2L66,44", "#39597a", 11)
    return back + caster + trunk + legs + head + glass + push + spokes + rim
