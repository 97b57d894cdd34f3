"""Scenes of the topic phishing: the stop hand, the bait, two roads of one's own."""

from __future__ import annotations

from pictures.faces import face
from pictures.forest import fox, fox_head, fox_tail, hedgehog
from pictures.lighthouse import Lighthouse, beam, halo, islet
from pictures.people import HAIRS, SKINS, Person
from pictures.pets import fish
from pictures.places import GRASS
from pictures.rooms import room, rug, seaside, shadow, window
from pictures.sea import cloud, moon, ripple, sea, sky, sparkle, stars, waves
from pictures.shapes import (
    BARK,
    BRICK,
    COCOA,
    CORAL,
    CREAM,
    INK,
    LAMP,
    MIST,
    NIGHT,
    SAND,
    SEA,
    SHALLOW,
    at,
    box,
    circle,
    limb,
    line,
    oval,
    pale,
    picture,
    shape,
    soft,
)
from pictures.signs import cross, tick
from pictures.things import apple, diamond, gamepad, gift, hook, key, phone

W, H = 1280, 720


def palm(x: float, y: float, size: float, colour: str) -> str:
    """Return a raised palm that says stop, its middle at (x, y)."""
    fingers = "".join(
        line(f"M{dx},4L{dx * 1.35},-{up}", colour, 15) for dx, up in ((-18, 34), (-6, 42), (7, 42), (19, 34))
    )
    return at(x, y, fingers, line("M-20,8L-36,-8", colour, 15), box((-27, -10), (54, 44), colour, 20), size=size)


def stop() -> str:
    """Draw the stop hand: a hedgehog's palm before an apple on a screen, behind which a fox's tail shows."""
    legs = line("M-22,50L-46,104L-66,104M22,50L52,96L76,88", COCOA, 9)
    arms = (
        line("M-54,-10Q-92,-30 -96,-70M54,0Q94,4 108,-32", COCOA, 9)
        + circle(-96, -72, 12, CREAM)
        + circle(108, -34, 12, CREAM)
    )
    dancer = at(0, 0, legs, arms, apple(0, 0, 1.1), at(0, 4, face("grin", gap=21, drop=2, cheeks=BRICK)))
    glass = at(-4, 40, at(46, 66, fox_tail(), size=1.02, turn=14), at(0, 10, dancer, size=1.32))
    burst = "".join(
        sparkle(x, y, r, c)
        for x, y, r, c in (
            (-172, -120, 20, LAMP),
            (-150, 90, 14, CREAM),
            (190, 130, 16, LAMP),
            (-60, -158, 13, CREAM),
            (180, -150, 12, LAMP),
        )
    )
    tablet = at(
        310,
        306,
        box((-252, -214), (504, 428), INK, 40),
        box((-226, -190), (452, 380), SEA, 22),
        pale(0.25, circle(0, 40, 170, MIST)),
        burst,
        glass,
        turn=-3,
    )
    table = (
        shadow(310, 690, 620)
        + box((70, 540), (30, 150), "#8a5c3f", 10)
        + box((520, 540), (30, 150), "#8a5c3f", 10)
        + box((20, 512), (580, 40), "#b27d57", 16)
    )
    hog = hedgehog("firm", ((58, -40),), bristle=1.1, look=(-8, 0))
    arm = limb((-40, -84), (-118, -116), 8, SAND, 22) + palm(-128, -126, 0.95, "#dcbb8c")
    gran = hedgehog("calm", ((-66, -62), (60, -46)), gran=True, look=(-8, 0))
    return picture(
        W,
        H,
        room(W, H),
        window((690, 48), (232, 240), seaside("firm", (232, 240), 0.45, (-6, 2))),
        table,
        tablet,
        rug(930, 676, 640, CORAL, BRICK),
        at(1096, 686, gran, size=1.46),
        at(778, 690, hog, arm, size=1.42),
    )


def bait() -> str:
    """Draw the bait: a fox fishes from a boat; the lighthouse shows the fish that the diamond hangs on a hook."""
    boat = shape("M-150,-40L150,-40Q138,34 84,40L-84,40Q-138,34 -150,-40Z", BRICK) + box(
        (-162, -52), (324, 24), CORAL, 12
    )
    thief = fox(((92, -150),), "sly", (5, 2), tail=False)
    ship = at(
        230,
        274,
        at(-40, -50, fox_tail(), size=0.66, flip=True),
        at(-10, -14, thief, size=0.66),
        line("M42,-106L64,-122", BARK, 10),
        boat,
    )
    rod = line("M282,160Q420,60 566,52", BARK, 9) + circle(284, 158, 13, COCOA) + line("M566,52L566,352", CREAM, 3)
    lure = (
        hook(566, 360, 1.5) + diamond(512, 586, 0.94) + sparkle(422, 590, 11, CREAM) + sparkle(604, 606, 10, CREAM)
    )
    prey = at(
        220,
        500,
        line("M-14,50Q-8,84 6,92", CORAL, 7),
        key(14, 106, 0.62, 16),
        fish("think", LAMP, (6, 0)),
        size=1.24,
    )
    weeds = "".join(
        line(f"M{x},740q-20,-40 0,-80t0,-{up}", colour, 15)
        for x, up, colour in (
            (40, 60, "#2f7f78"),
            (80, 20, "#3c9488"),
            (830, 30, "#3c9488"),
            (790, 70, "#2f7f78"),
            (690, 14, "#3c9488"),
        )
    )
    floor = (
        shape("M0,694Q300,670 640,694T1280,680V720H0Z", "#c9b489")
        + oval((640, 706), 60, 13, "#b59f77")
        + oval((930, 704), 46, 12, "#b59f77")
    )
    bubbles = "".join(
        circle(x, y, r, "none", stroke=MIST, stroke_width=4)
        for x, y, r in ((372, 440, 12), (392, 402, 8), (378, 370, 6), (700, 560, 9), (716, 530, 6))
    )
    rock = shape("M930,720Q960,420 1010,330Q1110,286 1210,330Q1262,420 1290,720Z", "#3d5570")
    rock += "".join(
        oval(spot, rx, ry, "#50698a")
        for spot, rx, ry in (((1060, 420), 40, 22), ((1170, 520), 46, 24), ((1050, 620), 44, 22))
    )
    return picture(
        W,
        H,
        sky(W, H),
        stars((20, 20, 1000, 220), 26, 12),
        moon(96, 90, 46),
        cloud(700, 96, 0.8, "#41698c"),
        waves(W, 262, 460, "#245a82"),
        box((0, 470), (W, 250), "#1f4f75"),
        pale(0.5, waves(W + 50, 466, 40, "#1f4f75", 200)),
        rock,
        halo(1110, 92, 0.8),
        beam((1110, 92), (190, 900), 420, 0.17),
        floor,
        weeds,
        Lighthouse("firm", look=(-7, 5), door=True).draw(1110, 330, 0.72),
        ship,
        rod,
        pale(0.5, waves(560, 296, 40, "#245a82")),
        lure,
        prey,
        bubbles,
        ripple([(430, 330), (640, 320), (760, 350), (880, 310)]),
    )


def own_roads() -> str:
    """Draw a child at a fork: the sent link leads to a sham house, two own roads to app and friend."""
    land = shape("M0,300Q320,236 640,262T1280,270V720H0Z", GRASS[0]) + shape(
        "M0,430Q420,380 760,420T1280,400V720H0Z", GRASS[1]
    )

    def road(d: str) -> str:
        return line(d, INK, 76, opacity=0.14) + line(d, SAND, 64)

    sides = road("M590,720Q500,570 380,540T190,424") + road("M690,720Q780,570 900,540T1090,424")
    middle = line("M640,640L640,340", "#7d7480", 60) + line(
        "M640,640L640,340", "#b8aab0", 7, stroke_dasharray="20 24"
    )
    walls = box((-100, -170), (200, 176), CREAM, 12) + soft("M-124,-166L0,-262L124,-166Z", CORAL, 18)
    sign = (
        box((-54, -232), (108, 96), INK, 24)
        + box((-46, -224), (92, 80), SHALLOW, 18)
        + gamepad(0, -182, 0.62, CREAM, SEA)
    )
    home = at(190, 420, walls, box((-32, -98), (64, 104), SEA, 16), circle(16, -44, 6, LAMP), sign)
    planks = line("M-96,8L-146,-116M96,8L146,-116", BARK, 12)
    front = box((-100, -170), (200, 176), "#d8c3c6", 12) + soft("M-124,-166L0,-262L124,-166Z", "#c98f8c", 18)
    sham = at(
        640,
        330,
        at(116, -104, fox_head("sly", (-3, 3)), size=0.62),
        planks,
        front,
        box((-32, -98), (64, 104), NIGHT, 16),
        gift(0, -110, 0.62),
    )
    link = at(
        640,
        410,
        box((-66, -36), (132, 72), CREAM, 24),
        line("M-10,-13h-16q-14,0 -14,13t14,13h16M10,-13h16q14,0 14,13t-14,13h-16M-14,0h28", BRICK, 9),
    )
    friend = Person(SKINS[3], HAIRS[0], "tuft", LAMP, mood="glad", hands=((-60, -30), (70, -150)), stripes=BRICK)
    buddy = at(
        1100,
        350,
        friend.draw(0, 0),
        phone((66, -168), (36, 68), turn=12),
        circle(66, -150, 15, SKINS[3]),
        size=0.92,
    )
    voice = line("M1022,166q-18,22 0,44M996,148q-32,40 0,80", LAMP, 9)
    hero = Person(SKINS[0], HAIRS[2], "swoop", CORAL, mood="think", look=(5, -2), hands=((-44, -46), (84, -30)))
    child = at(640, 732, hero.draw(0, 0), phone((-48, -66), (48, 80), turn=-6), circle(-46, -44, 15, SKINS[0]))
    return picture(
        W,
        H,
        sky(W, H),
        stars((20, 20, 1000, 190), 24, 2),
        moon(80, 84, 40),
        sea(W, 238, 60),
        islet(880, 250, 130),
        halo(880, 92, 0.5),
        Lighthouse("happy", look=(5, 2)).draw(880, 252, 0.48),
        land,
        sides,
        middle,
        home,
        sham,
        link,
        cross(738, 118, 1),
        tick(300, 190, 1),
        tick(1206, 130, 1),
        buddy,
        voice,
        child,
    )
