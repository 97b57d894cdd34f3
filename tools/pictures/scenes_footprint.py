"""Scenes of the topic footprint: tracks in the snow, the dance that ran off, a dig in one's own feed."""

from __future__ import annotations

from pictures.beasts import ELEPHANT, HIPPO, beast
from pictures.icons import card, disc, heart, mask_of
from pictures.people import HAIRS, SKINS, Person
from pictures.pets import cat_sitting, crown_of
from pictures.rooms import shadow
from pictures.sea import moon, sparkle
from pictures.shapes import (
    BARK,
    COCOA,
    CORAL,
    CREAM,
    INK,
    LAMP,
    MIST,
    SEA,
    STONE,
    at,
    box,
    circle,
    line,
    oval,
    picture,
    shape,
    soft,
)
from pictures.signs import arrow, bubble, cross, tick
from pictures.stages import H, W, keeper, night, shore
from pictures.things import phone


def tracks() -> str:
    """Draw an elephant whose tracks cross the snow; it asks the hippo before a photo; a yes and a no card."""
    snow = shape("M0,400Q400,340 760,380T1280,370V720H0Z", "#e6f1f6") + shape(
        "M0,560Q460,500 1280,566V720H0Z", MIST
    )
    prints = ""
    for n in range(6):
        x, y, r = 40 + n * 88, 440 + n * 30 + (30 if n % 2 else 0), 18 + n * 2.4
        prints += oval((x, y), r * 1.3, r * 0.72, "#9db9cc")
        prints += "".join(circle(x + d * r, y - r * 0.82, r * 0.26, "#9db9cc") for d in (-0.8, 0, 0.8))
    hero = beast(ELEPHANT, "happy", ((-60, -44), (96, -92)), (6, 0))
    friend = at(0, 0, beast(HIPPO, "happy", ((-60, -44), (60, -44)), (-6, 0)), oval((-14, -112), 20, 14, CORAL))
    camera_ = at(760, 500, phone((0, 0), (54, 92), turn=10))
    asks = bubble((700, 250), (170, 100), at(0, 0, line("M-30,-8h60M-30,14h36", SEA, 10)), tail=(-50, 80))
    yes = card((900, 120), (120, 150), tick(0, 0, 1.3), colour="#d9ecd9", turn=-8)
    no = card((1060, 120), (120, 150), cross(0, 0, 1.3), colour="#f6d0c6", turn=8)
    return picture(
        W,
        H,
        night(111),
        moon(90, 80, 40),
        keeper((300, 360), 0.6, "happy", (8, 3)),
        snow,
        prints,
        yes,
        no,
        asks,
        shadow(610, 690, 240),
        at(610, 690, hero, size=1.5),
        camera_,
        shadow(1000, 690, 240),
        at(1000, 690, friend, size=1.5),
    )


def banana_dance() -> str:
    """Draw a child that dances with a banana, a bored cat, and the clip that runs from phone to phone."""
    banana = soft("M0,30Q-26,-4 -6,-44Q6,-8 26,16Z", LAMP, 8) + line("M-6,-46l-4,-10", COCOA, 8)
    dancer = Person(
        SKINS[1],
        HAIRS[2],
        "tuft",
        CORAL,
        mood="glad",
        hands=((-96, -180), (84, -130)),
        feet=((-46, 80), (40, 92)),
        stripes=CREAM,
    )
    stage = box((60, 590), (330, 30), "#8a5c3f", 12) + box((40, 616), (370, 60), "#b27d57", 14)
    clip = at(0, 0, circle(0, 0, 22, CORAL), soft("M-6,-10L10,0L-6,10Z", CREAM, 3))
    first = phone((560, 360), (92, 156), clip, turn=-6)
    second = "".join(phone((730, y), (84, 142), at(0, 0, clip, size=0.9)) for y in (190, 360, 530))
    third = "".join(
        phone((x, y), (64, 108), at(0, 0, clip, size=0.7)) for x in (880, 970) for y in (130, 260, 390, 520)
    )
    many = "".join(
        phone((x, y), (44, 76), at(0, 0, clip, size=0.46))
        for x in (1050, 1112)
        for y in (100, 190, 280, 370, 460, 550)
    )
    ways = arrow((440, 360), (500, 360), LAMP, 11) + arrow((622, 340), (672, 240), LAMP, 9)
    ways += arrow((622, 362), (676, 362), LAMP, 9) + arrow((622, 386), (672, 480), LAMP, 9)
    ways += (
        arrow((790, 200), (832, 190), LAMP, 9)
        + arrow((790, 360), (832, 360), LAMP, 9)
        + arrow((790, 520), (832, 510), LAMP, 9)
    )
    sticker = at(1212, 140, disc((0, 0), banana, r=46, size=0.7))
    return picture(
        W,
        H,
        shore(112, 660),
        stage,
        dancer.draw(220, 490, 1.12),
        at(314, 340, banana, turn=20),
        at(414, 690, cat_sitting("tired"), size=0.62),
        first,
        ways,
        second,
        third,
        many,
        sticker,
        keeper((1200, 650), 0.7, "think", (-8, -2)),
    )


def dig() -> str:
    """Draw the layers of a feed cut open: posts, tags, comments, lost accounts; a teenager with a shovel finds a
    crown of slime.
    """
    layers = ""
    tops = ((300, "#5a9c84"), (400, "#b98a5e"), (500, "#94683f"), (600, "#6c4a30"))
    for y, colour in tops:
        layers += shape(f"M0,{y + 6}Q320,{y - 16} 640,{y + 4}T1280,{y}V720H0Z", colour)
    posts = card((700, 316), (96, 66), line("M-28,-6h56M-28,12h34", STONE, 8), r=12) + card(
        (860, 312), (96, 66), at(0, 2, heart(), size=0.6), r=12
    )
    tags = card((620, 416), (150, 62), circle(-44, 0, 18, "#e3ae82"), line("M-12,0h64", SEA, 10), r=14, turn=-5)
    tags += card((840, 420), (150, 62), circle(-44, 0, 18, "#8c5a3c"), line("M-12,0h64", SEA, 10), r=14, turn=6)
    talks = bubble((680, 548), (130, 54), line("M-40,0h80", STONE, 9), tail=(-40, 42)) + bubble(
        (900, 556), (110, 50), at(0, 2, heart(), size=0.5), tail=(30, 42)
    )
    lost = at(760, 660, disc((0, 0), mask_of("#4d5867"), r=40, colour=MIST, size=0.5))
    treasure = at(
        420,
        640,
        circle(0, 0, 62, "#7fb78f"),
        oval((-30, 44), 26, 20, "#7fb78f"),
        oval((34, 40), 22, 22, "#7fb78f"),
        at(0, -52, crown_of(74)),
        circle(-18, -8, 7, INK),
        circle(18, -8, 7, INK),
        line("M-14,14Q0,26 14,14", INK, 5),
    )
    pit = shape("M230,290Q260,520 330,700H520Q560,480 590,290Z", "#4a3322")
    ladder = line("M520,300L490,700M556,300L532,700", BARK, 9) + line(
        "M516,360h34M510,430h34M506,500h34M500,570h34", BARK, 8
    )
    teen = Person(SKINS[4], HAIRS[0], "beanie", CORAL, mood="glad", look=(6, 6), hands=((-70, -50), (66, -70)))
    shovel = line("M20,-120L110,30", BARK, 12) + soft("M96,20L128,6L140,50L112,64Z", STONE, 8)
    return picture(
        W,
        H,
        night(113, 16),
        keeper((1130, 300), 0.62, "happy", (-8, 4)),
        layers,
        pit,
        ladder,
        posts,
        tags,
        talks,
        lost,
        treasure,
        sparkle(330, 580, 15),
        sparkle(500, 600, 12, CREAM),
        teen.draw(150, 220, 0.84),
        at(150, 220, shovel, circle(66, -70, 15, SKINS[4]), size=0.84),
    )
