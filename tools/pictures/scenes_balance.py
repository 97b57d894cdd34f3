"""Scenes of the topic balance: the hen rings, the parrot's plan, the phone's own bed."""

from __future__ import annotations

from pictures.faces import face
from pictures.people import HAIRS, SKINS, Person
from pictures.pets import dragon, hen_clock, parrot
from pictures.rooms import kitchen_shelf, ringing, room, rug, seaside, shadow, window
from pictures.sea import moon, sun
from pictures.shapes import (
    BARK,
    BLUSH,
    BRICK,
    COCOA,
    CORAL,
    CREAM,
    GLOW,
    INK,
    LAMP,
    MOSS,
    SAND,
    SEA,
    SHALLOW,
    STONE,
    at,
    box,
    circle,
    cut_out,
    line,
    oval,
    pale,
    picture,
    shape,
    soft,
)
from pictures.signs import arrow
from pictures.things import gamepad, moon_clock, plant, table_lamp

W, H = 1280, 720


def hen() -> str:
    """Draw a hen clock that rings: the tablet sleeps under a blanket, the dragon jumps for joy."""
    table = (
        box((50, 512), (400, 34), "#b27d57", 16)
        + box((96, 540), (28, 150), "#8a5c3f", 10)
        + box((376, 540), (28, 150), "#8a5c3f", 10)
    )
    clock = at(250, 514, hen_clock("grin", (7, 0)), size=1.18) + ringing(250, 210, 150, LAMP)
    jumper = shadow(640, 668, 240) + at(
        640, 556, dragon("glad", ((-96, -214), (96, -214)), ((-58, -26), (58, -26))), size=1.46
    )
    hops = line("M540,630q-16,-18 -10,-40M740,630q16,-18 10,-40", CREAM, 9, opacity=0.7)
    sleeper = (
        box((-120, -92), (240, 176), INK, 24)
        + box((-106, -78), (212, 148), "#7ba3c2", 14)
        + at(0, -44, face("asleep", cheeks=CORAL), size=1.25)
    )
    quilt = shape("M-140,0Q-70,-16 0,0T140,0V100Q140,116 120,116H-120Q-140,116 -140,100Z", CORAL) + line(
        "M-130,30Q-66,14 0,30T130,30", BLUSH, 9
    )
    pillow = box((-150, -110), (300, 120), CREAM, 44)
    bed = at(
        1060,
        560,
        shadow(0, 128, 380),
        pillow,
        sleeper,
        quilt,
        box((-176, -120), (26, 244), BARK, 12),
        box((150, -60), (26, 184), BARK, 12),
        box((-170, 96), (340, 30), BARK, 12),
    )
    ball = shadow(470, 692, 110) + at(
        470, 642, circle(0, 0, 48, LAMP), shape("M-48,0Q0,-26 48,0Q0,26 -48,0Z", SEA), circle(-16, -22, 9, CREAM)
    )
    return picture(
        W,
        H,
        room(W, H),
        window((930, 64), (250, 270), seaside("glad", (250, 270), size=0.5)),
        rug(640, 676, 470, CORAL, BRICK),
        table,
        clock,
        bed,
        hops,
        jumper,
        ball,
    )


def plan() -> str:
    """Draw a board of three plans: level done, drink water; lamp lit, put the game away; one more? Tomorrow.
    The parrot is calm.
    """
    board = (
        box((452, 262), (590, 440), INK, 30, opacity=0.25)
        + box((440, 250), (590, 440), BARK, 30)
        + box((460, 270), (550, 400), CREAM, 16)
    )
    rows = "".join(
        box((484, y), (502, 112), c, 26) for y, c in ((290, "#d9ecf3"), (414, "#fdeabf"), (538, "#fbd8cd"))
    )
    arrows = "".join(arrow((690, y), (778, y), CORAL, 15) for y in (346, 470, 594))
    flag = at(
        590,
        391,
        line("M-22,0V-86", COCOA, 9),
        soft("M-18,-86L40,-66L-18,-44Z", CORAL, 8),
        oval((-20, 1), 26, 6, INK, opacity=0.15),
    )
    water = shape("M-30,-78H30L23,0H-23Z", "#ffffff") + shape("M-26,-52Q0,-62 26,-52L22,-3H-22Z", SHALLOW)
    glass = at(872, 390, water, line("M-30,-78L-23,0H23L30,-78", SEA, 6))
    lamp = table_lamp(590, 520, 0.5) + line("M546,430l-16,-10M634,430l16,-10", LAMP, 7)
    away = at(
        872,
        474,
        gamepad(0, 4, 0.92, SEA),
        circle(66, -32, 22, CORAL),
        line("M58,-38A12,12 0 1 0 74,-38M66,-46V-34", CREAM, 5),
    )
    again = at(
        590,
        594,
        box((-52, -40), (104, 70), SEA, 26),
        soft("M-28,22L-34,44L-6,26Z", SEA, 6),
        line("M16,-16A21,21 0 1 0 20,4", CREAM, 8),
        soft("M20,-28L20,-8L4,-14Z", CREAM, 5),
    )
    morning = at(
        872,
        618,
        cut_out("sun", (-64, -80), (128, 80), 0, sun(0, -10, 32)),
        line("M-62,0H62", BRICK, 9),
        line("M-34,16H34", BRICK, 7),
    )
    bird = at(736, 240, parrot("calm", look=(-4, 0)), size=0.8)
    kid = Person(
        SKINS[4],
        HAIRS[0],
        "tuft",
        SHALLOW,
        mood="happy",
        look=(7, 0),
        hands=((-62, -24), (104, -118)),
        stripes=CREAM,
    )
    pen = at(
        250,
        540,
        line("M96,-112L132,-142", CORAL, 12),
        line("M134,-144l8,-7", INK, 8),
        circle(104, -118, 14, SKINS[4]),
        size=1.38,
    )
    child = shadow(250, 676, 190) + kid.draw(250, 540, 1.38) + pen
    view = window((1078, 90), (164, 300), seaside("happy", (164, 300), size=0.5, look=(-5, 0)))
    return picture(
        W,
        H,
        room(W, H),
        view,
        plant(1160, 690, 1.3),
        rug(250, 682, 330, LAMP, "#dfa23a"),
        board,
        rows,
        arrows,
        flag,
        glass,
        lamp,
        away,
        again,
        morning,
        bird,
        child,
    )


def phone_sleeps() -> str:
    """Draw night in a cut-open house: the phone sleeps in a bed of its own in the kitchen."""
    walls = (
        box((0, 0), (560, H), "#35608a") + box((560, 0), (720, H), "#2c5077") + box((0, 600), (W, 120), "#223f5d")
    )
    divider = box((546, 0), (30, 640), SAND)
    table = (
        box((40, 500), (466, 32), "#b27d57", 12)
        + box((80, 530), (28, 130), "#8a5c3f", 8)
        + box((440, 530), (28, 130), "#8a5c3f", 8)
    )
    cap = shape("M-48,-148Q-44,-214 22,-206Q66,-200 82,-150Q58,-172 48,-148Z", BLUSH)
    cap += line("M-34,-178Q-8,-168 14,-176T60,-184", CORAL, 9) + circle(84, -144, 13, LAMP)
    cap += box((-56, -158), (112, 22), CORAL, 11)
    device = (
        box((-52, -150), (104, 170), INK, 20)
        + box((-43, -140), (86, 152), "#7ba3c2", 12)
        + at(0, -96, face("asleep", gap=18))
    )
    quilt = shape("M-92,-34Q-46,-46 0,-34T92,-34V40H-92Z", MOSS) + line(
        "M-88,-10Q-44,-22 0,-10T88,-10M-88,14Q-44,2 0,14T88,14", "#a9d3b8", 7
    )
    cot = (
        box((-112, -96), (22, 150), BARK, 10)
        + box((90, -60), (22, 114), BARK, 10)
        + box((-106, 30), (212, 24), BARK, 10)
    )
    tiny = at(296, 434, box((-86, -120), (172, 110), CREAM, 36), device, cap, quilt, cot, size=1.24)
    lead = (
        line("M430,478Q486,478 486,420V330", CREAM, 7)
        + box((464, 268), (44, 60), CREAM, 12)
        + line("M478,288v12M494,288v12", INK, 6)
    )
    sleepy = pale(0.12, circle(104, 366, 190, GLOW)) + table_lamp(
        104, 502, 1.02, more=at(0, -134, face("asleep", gap=18), size=0.9)
    )
    frame = (
        box((700, 400), (26, 250), BARK, 12)
        + box((1214, 470), (26, 180), BARK, 12)
        + box((712, 590), (520, 40), BARK, 12)
    )
    kid = Person(SKINS[2], HAIRS[1], "mop", SHALLOW, mood="asleep")
    pillow = box((726, 540), (490, 60), CREAM, 18) + box((734, 452), (190, 100), CREAM, 44)
    cover = shape("M892,520Q960,452 1050,470T1216,500V600H880Q870,560 892,520Z", CORAL) + line(
        "M900,552Q980,500 1060,510T1214,540", BLUSH, 10
    )
    stand = (
        box((598, 520), (84, 120), "#8a5c3f", 10)
        + box((590, 508), (100, 18), "#b27d57", 8)
        + circle(640, 574, 6, LAMP)
    )
    bells = line("M-18,-6L-24,2M18,-6L24,2", STONE, 7) + circle(-18, -66, 11, CORAL) + circle(18, -66, 11, CORAL)
    clock = at(640, 508, bells, moon_clock(0, -34, 32, (10, 0)))
    view = window((850, 56), (280, 290), seaside("asleep", (280, 290), 0.54, lit=False), moon(54, 58, 26))
    return picture(
        W,
        H,
        walls,
        divider,
        kitchen_shelf(),
        sleepy,
        table,
        tiny,
        lead,
        view,
        rug(960, 676, 520, "#3f6f95", "#5f8fb3"),
        frame,
        pillow,
        kid.head(842, 480, 1.12, -74),
        cover,
        stand,
        clock,
    )
