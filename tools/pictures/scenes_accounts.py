"""Scenes of the topic accounts: the key of the house, three words in a row, the door with two locks."""

from __future__ import annotations

from pictures.forest import fox, fox_head, hedgehog
from pictures.lighthouse import Lighthouse, beam, halo, islet
from pictures.people import HAIRS, SKINS, Person
from pictures.pets import dragon
from pictures.places import GRASS, bush
from pictures.sea import cloud, moon, sea, sky, sparkle, stars
from pictures.shapes import (
    BRICK,
    CORAL,
    CREAM,
    FERN,
    GLOW,
    INK,
    LAMP,
    MIST,
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
    picture,
    shape,
    soft,
)
from pictures.signs import tick
from pictures.things import bowl, gamepad, jar, key, keyhole, padlock, phone, street_lamp

W, H = 1280, 720


def house() -> str:
    """Draw a hedgehog with a golden key before a house that is a phone; a fox peeps out of a bush."""
    ground = shape("M0,560Q320,500 700,540T1280,550V720H0Z", GRASS[0]) + shape(
        "M0,640Q420,585 1280,640V720H0Z", GRASS[1]
    )
    roof = soft("M-206,-452L0,-590L206,-452Z", CORAL, 26) + soft(
        "M-200,-446L200,-446L200,-440L-200,-440Z", BRICK, 20
    )
    chimney = box((92, -596), (52, 110), BRICK, 8) + box((84, -604), (68, 22), SAND, 8)
    case = box((-166, -446), (332, 452), INK, 34) + box((-146, -426), (292, 412), SAND, 20)
    panes = ""
    for x in (-74, 74):
        panes += box((x - 48, -392), (96, 100), LAMP, 16) + box(
            (x - 48, -392), (96, 100), "none", 16, stroke=CREAM, stroke_width=8
        )
    sill = box((-130, -294), (112, 14), CREAM, 7) + box((18, -294), (112, 14), CREAM, 7)
    treats = jar(-74, -292, 0.86) + gamepad(74, -334, 0.62)
    door = shape("M-62,-14V-150Q-62,-218 0,-218Q62,-218 62,-150V-14Z", SEA)
    door += line("M-62,-14V-150Q-62,-218 0,-218Q62,-218 62,-150V-14", CREAM, 10)
    door += circle(0, -112, 30, LAMP) + keyhole(0, -114, 1.25)
    step = box((-92, -14), (184, 24), STONE, 10)
    home = at(440, 620, chimney, roof, case, panes, sill, treats, door, step)
    figure = hedgehog("happy", ((-62, -44), (92, -112)), look=(-3, 0))
    thief = at(0, 0, at(136, 488, fox_head("sly", (8, 2)), size=0.92), bush(128, 622, 1.12))
    return picture(
        W,
        H,
        sky(W, H),
        stars((20, 20, 1260, 330), 34, 4),
        moon(110, 120, 52),
        cloud(236, 250, 0.7, "#41698c"),
        cloud(800, 120, 0.8, "#41698c"),
        sea(W, 470, 160),
        islet(1120, 500, 230),
        beam((1120, 252), (440, 330), 190, 0.13),
        halo(1120, 252, 0.7),
        Lighthouse("happy", look=(-7, 2), door=True).draw(1120, 500, 0.75),
        ground,
        home,
        thief,
        at(770, 690, figure, key(96, -132, 1.05, -72), size=1.32),
        sparkle(968, 470, 15),
        sparkle(1000, 520, 9),
        sparkle(846, 396, 11),
    )


def three_words() -> str:
    """Draw three things that have nothing to do with each other in a row: soup, dragon, street lamp."""
    plates = ""
    for x, colour in ((60, SHALLOW), (380, "#f3a58f"), (700, MIST)):
        plates += box((x, 70), (270, 390), INK, 44, opacity=0.25) + box((x, 58), (270, 390), colour, 44)
        plates += oval((x + 135, 418), 96, 15, INK, opacity=0.16)
    dashes = line("M341,252L369,252M661,252L689,252", LAMP, 18)
    dots = "".join(circle(186 + 44 * n, 580, 12.5, INK) for n in range(17))
    field = box((60, 530), (910, 100), INK, 50, opacity=0.3) + box((60, 522), (910, 100), CREAM, 50)
    field += padlock(122, 582, 0.62) + at(0, -7, dots)
    figures = (
        bowl(184, 420, 1.16)
        + at(495, 418, dragon("happy", ((-74, -60), (74, -60))), size=0.93)
        + street_lamp(835, 420, 1.08)
    )
    return picture(
        W,
        H,
        sky(W, H),
        stars((20, 20, 1260, 500), 26, 9),
        sea(W, 650, 90),
        halo(1128, 262, 1),
        plates,
        figures,
        dashes,
        field,
        tick(946, 530, 1.1),
        islet(1128, 646, 290),
        Lighthouse("grin", look=(-6, 2), hands=((-118, -186), (92, -70)), door=True).draw(1128, 640, 1.14),
    )


def two_locks() -> str:
    """Draw a door: a fox has opened its first lock, the second one opens only with the phone inside."""
    wall = box((340, 0), (940, 640), "#7c93aa") + box((340, 0), (26, 640), "#64809a")
    bricks = "".join(
        box((x, y), (64, 24), "#6e87a0", 6)
        for x, y in (
            (400, 70),
            (480, 110),
            (800, 60),
            (1180, 80),
            (1140, 560),
            (420, 420),
            (390, 520),
            (840, 560),
            (1220, 480),
            (812, 210),
            (380, 250),
        )
    )
    ground = box((0, 632), (1280, 88), "#3d5570") + box((0, 632), (1280, 14), "#50698a")
    frame = box((466, 96), (312, 540), SAND, 26) + box((486, 116), (272, 520), FERN, 14)
    panels = box((516, 146), (212, 150), "none", 14, stroke="#3f7a65", stroke_width=9) + box(
        (516, 520), (212, 90), "none", 14, stroke="#3f7a65", stroke_width=9
    )
    first = box((526, 330), (70, 150), SAND, 18) + keyhole(561, 402, 1.3)
    second = padlock(690, 430, 0.94)
    plate = box((640, 318), (100, 176), SAND, 20)
    light = box((860, 150), (350, 330), SAND, 24) + box((878, 168), (314, 294), GLOW, 14)
    teen = Person(
        SKINS[2],
        HAIRS[0],
        "curls",
        SHALLOW,
        mood="calm",
        look=(-5, 3),
        hands=((-60, -62), (52, -20)),
        stripes=CREAM,
    )
    code = "".join(circle(-21 + 14 * n, 2, 5, SEA) for n in range(4))
    held = phone((-86, -92), (74, 128), box((-28, -18), (56, 38), CREAM, 10), code, turn=-8)
    teenager = teen.draw(1062, 478, 1.16) + at(1062, 478, held, circle(-62, -62, 15, SKINS[2]), size=1.16)
    inside = cut_out("pane", (878, 168), (314, 294), 14, teenager)
    sill = box((840, 470), (390, 26), SAND, 12)
    wire = line("M736,420Q820,440 866,400T938,372", CREAM, 7, stroke_dasharray="2 18")
    thief = fox(((-100, -206),), "worry", (-6, 2))
    turned = line("M508,432L560,402", LAMP, 11) + circle(493, 441, 17, "none", stroke=LAMP, stroke_width=10)
    return picture(
        W,
        H,
        sky(W, H),
        stars((16, 16, 316, 330), 16, 3),
        sea(340, 480, 160),
        islet(110, 500, 190),
        halo(110, 268, 0.7),
        Lighthouse("calm", look=(7, 2)).draw(110, 500, 0.7),
        wall,
        bricks,
        ground,
        frame,
        panels,
        first,
        plate,
        second,
        light,
        inside,
        sill,
        wire,
        tick(561, 346, 0.72),
        turned,
        at(372, 666, thief, size=1.12, flip=True),
    )
