"""Scenes of the stories: the hamster's prize, the evening on the couch."""

from __future__ import annotations

from pictures.people import HAIRS, SKINS, Person
from pictures.pets import cat_loaf, hamster
from pictures.rooms import room, rug, seaside, shadow, window
from pictures.sea import moon, sea, sky, stars
from pictures.shapes import (
    BRICK,
    COCOA,
    CORAL,
    CREAM,
    FERN,
    GLOW,
    INK,
    LAMP,
    MIST,
    MOSS,
    NIGHT,
    SAND,
    SEA,
    SHALLOW,
    at,
    box,
    circle,
    cut_out,
    limb,
    line,
    pale,
    picture,
    shape,
    soft,
)
from pictures.signs import ring_timer
from pictures.things import books, phone, table_lamp, wheel

W, H = 1280, 720
PAPER = "#fffdf8"


def win() -> str:
    """Draw a hamster that nibbles a notebook of sums; a phone beside it promises a crown and a golden wheel."""
    top, edge = "#b27d57", "#c99870"
    table = box((0, 466), (W, 254), top) + box((0, 466), (W, 16), edge)
    signs = line("M-118,-16h28M-104,-30v28M30,-22h28M30,-8h28M-112,50h28M30,44h28M30,56h28", SEA, 8)
    dots = ((-190, -16), (-158, -16), (-52, -16), (-20, -16)), ((-220, 50), (-190, 50), (-160, 50), (-52, 50))
    counters = "".join(
        circle(x, y, 11, CORAL if row == 0 else LAMP) for row, spots in enumerate(dots) for x, y in spots
    )
    rows = line("M-206,-104L150,-104M-222,-58L170,-58M-240,16L194,16", "#cfe2ea", 4)
    sheet = soft("M-206,-132L150,-132L230,76L-270,76Z", PAPER, 12) + rows + signs + counters
    bite = "".join(
        circle(x, y, r, top) for x, y, r in ((166, -114, 26), (190, -80, 25), (130, -128, 12), (192, -44, 13))
    )
    crumbs = "".join(circle(x, y, r, PAPER) for x, y, r in ((236, -66, 6), (258, -44, 4), (214, -40, 5)))
    note = at(490, 626, sheet, bite, crumbs)
    scrap = soft("M-26,-76L24,-80L30,-40L8,-46L-8,-34L-24,-44Z", PAPER, 6) + line("M-20,-60L22,-63", "#cfe2ea", 4)
    pet = shadow(786, 664, 240) + at(
        786,
        670,
        hamster("happy", look=(-5, 2)),
        scrap,
        circle(-20, -50, 14, "#f7b2a1"),
        circle(22, -54, 14, "#f7b2a1"),
        size=1.3,
    )
    inside = circle(0, -34, 116, GLOW, opacity=0.35)
    star = at(0, 20, hamster("glad", crown=True), size=0.82)
    prize = wheel(-62, 104, 34, 12) + at(
        52,
        140,
        box((-40, -62), (80, 62), CORAL, 6),
        box((-48, -84), (24, 84), BRICK, 5),
        box((24, -84), (24, 84), BRICK, 5),
        shape("M-12,0v-26q0,-12 12,-12t12,12v26Z", NIGHT),
    )
    fair = "".join(
        box((x, y), (13, 13), c, 3, transform=f"rotate({a} {x} {y})")
        for x, y, c, a in (
            (-96, -150, CORAL, 20),
            (-50, -176, CREAM, 50),
            (60, -168, LAMP, 10),
            (88, -120, CORAL, 70),
            (-104, -60, CREAM, 30),
            (96, -40, LAMP, 45),
        )
    )
    screen = phone(
        (1060, 330),
        (300, 470),
        box((-124, -210), (248, 420), SEA, 22),
        inside,
        fair,
        star,
        prize,
        ring_timer(86, -168, 24, 0.28),
        turn=5,
    )
    child = Person(SKINS[1], HAIRS[0], "shag", MOSS, mood="wow", look=(7, 2), hands=((-60, -8), (66, -14)))
    return picture(
        W,
        H,
        room(W, H),
        window((560, 44), (232, 226), seaside("think", (232, 226), 0.42, (6, 2))),
        pale(0.13, circle(110, 344, 330, GLOW)),
        pale(0.16, circle(110, 344, 210, GLOW)),
        at(390, 520, child.torso(), child.head(0, -168), size=1.4),
        table,
        table_lamp(110, 520, 1.3),
        books(1060, 606, 1.5),
        screen,
        note,
        pet,
        at(390, 520, child.arm((-72, 20)), child.arm((64, 22)), size=1.4),
        line("M902,128q-18,-12 -26,-30M890,178q-22,-4 -36,-18", LAMP, 9),
    )


def pirate_ship() -> str:
    """Return a small sailing ship, its waterline at y = 0."""
    sails = soft("M6,-142Q84,-120 70,-44Q40,-60 6,-56Z", CREAM, 6) + soft(
        "M-16,-132Q-80,-110 -74,-52Q-46,-62 -16,-58Z", CREAM, 6
    )
    flag = soft("M0,-186L52,-172L0,-156Z", CORAL, 5) + line("M-4,-26V-188", COCOA, 9)
    return (
        flag
        + sails
        + shape("M-110,-30H110Q96,34 54,34H-60Q-98,28 -110,-30Z", "#a97350")
        + line("M-104,-14H104", COCOA, 7)
    )


def couch() -> str:
    """Draw an evening on the couch: a child and a cat, and a screen that counts down to more pirates."""
    film = at(
        82,
        118,
        sky(436, 286),
        stars((0, 0, 436, 140), 12, 7),
        moon(70, 60, 26),
        sea(436, 196, 40),
        at(150, 214, pirate_ship(), size=0.94),
        sea(436, 232, 60),
    )
    tv = (
        pale(0.12, circle(300, 260, 330, MIST))
        + box((60, 96), (480, 330), INK, 30)
        + cut_out("tv", (82, 118), (436, 286), 16, film)
    )
    following = at(
        420,
        322,
        box((-78, -58), (156, 116), NIGHT, 26, opacity=0.8),
        ring_timer(-30, 0, 32, 0.3),
        soft("M28,-22L58,0L28,22Z", CREAM, 8),
    )
    stand = (
        box((270, 420), (60, 30), INK)
        + box((110, 452), (380, 130), "#8a5c3f", 14)
        + box((96, 440), (408, 24), "#b27d57", 10)
        + line("M300,476V570", "#6f4832", 6)
        + circle(278, 520, 8, LAMP)
        + circle(322, 520, 8, LAMP)
    )
    back = (
        box((620, 320), (620, 260), FERN, 50)
        + box((654, 344), (270, 170), "#5fa389", 36)
        + box((936, 344), (270, 170), "#5fa389", 36)
    )
    seat = (
        box((600, 520), (650, 124), FERN, 36)
        + box((582, 440), (92, 216), "#458369", 40)
        + box((1184, 440), (92, 216), "#458369", 40)
    )
    legs = line("M636,650v30M1222,650v30", COCOA, 20)
    kid = Person(SKINS[1], HAIRS[2], "swoop", CORAL, mood="calm", look=(-9, 2))
    cushion = at(1130, 452, box((-84, -72), (150, 150), LAMP, 36), turn=14)
    trunk = soft("M960,468Q1040,440 1084,462L1092,524H950Z", kid.shirt, 24)
    blanket = shape("M676,540Q690,456 760,470Q880,440 1000,474Q1034,496 1020,540Z", CREAM) + line(
        "M700,512Q830,478 1010,508", SHALLOW, 9
    )
    blanket += shape("M676,540H1020V560Q1020,574 1006,574H690Q676,574 676,560Z", SAND)
    arm = (
        limb((1056, 488), (962, 520), -10, kid.shirt, 34)
        + circle(958, 520, 18, kid.skin)
        + at(934, 512, box((-40, -13), (62, 26), INK, 10), circle(-24, 0, 5, CORAL), turn=8)
    )
    view = window((676, 36), (220, 226), seaside("kind", (220, 226), size=0.42))
    return picture(
        W,
        H,
        room(W, H, line_y=590),
        tv,
        view,
        rug(560, 680, 760, "#3f6f95", "#5f8fb3"),
        stand,
        following,
        back,
        legs,
        seat,
        cushion,
        trunk,
        kid.head(1118, 432, 1.24, -14),
        blanket,
        arm,
        at(826, 470, cat_loaf("asleep"), size=0.98),
    )
