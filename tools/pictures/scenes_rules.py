"""Scenes of the topic rules: whose sun it is, a newspaper of fair boxes, one tap that stops the row."""

from __future__ import annotations

from pictures.beasts import HARE, beast
from pictures.forest import hedgehog
from pictures.icons import card, disc, question, sun_drawing
from pictures.people import HAIRS, SKINS, Person
from pictures.pets import hamster
from pictures.rooms import shadow
from pictures.shapes import (
    BARK,
    COCOA,
    CORAL,
    CREAM,
    INK,
    LAMP,
    MIST,
    MOSS,
    SAND,
    SEA,
    SHALLOW,
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
from pictures.signs import bubble, cross, tick
from pictures.stages import H, W, keeper, meadow, night, shore
from pictures.things import padlock, phone


def whose_sun() -> str:
    """Draw a hare that shows a painted sun and points to the hedgehog who made it; a paw print signs the sheet."""
    sheet = card(
        (400, 60),
        (360, 330),
        at(0, -24, sun_drawing(), size=1.75),
        at(
            120,
            124,
            oval((0, 4), 15, 12, COCOA),
            *(circle(x, y, 5, COCOA) for x, y in ((-16, -10), (-6, -18), (6, -18), (16, -10))),
        ),
        turn=-3,
    )
    easel = line("M470,380L420,640M690,380L740,640M580,390V600", BARK, 14)
    hero = beast(HARE, "happy", ((-120, -110), (70, -150)), (-8, 0))
    maker = hedgehog("glad", ((-62, -50), (84, -96)), look=(6, -2))
    brush = line("M84,-96L118,-150", "#b27d57", 10) + soft("M114,-146L130,-176L128,-142Z", "#f39a3d", 6)
    says = bubble((960, 130), (190, 130), at(0, 52, hedgehog("happy", ()), size=0.42), tail=(-40, 104))
    pots = "".join(
        at(x, 668, box((-26, -44), (52, 44), MIST, 8), oval((0, -44), 26, 9, c))
        for x, c in ((330, "#f39a3d"), (400, CORAL))
    )
    return picture(
        W,
        H,
        night(141),
        keeper((1180, 460), 0.66, "happy", (-8, 3)),
        meadow(530),
        easel,
        sheet,
        says,
        shadow(210, 690, 230),
        at(210, 690, maker, brush, size=1.45),
        pots,
        shadow(900, 690, 230),
        at(900, 690, hero, size=1.5),
    )


def hamster_times() -> str:
    """Draw a newspaper with four fair boxes: drawn, asked for, allowed, very old; a found picture is out."""
    spaceman = at(
        0,
        60,
        hamster("happy"),
        circle(0, -104, 92, MIST, opacity=0.35),
        circle(0, -104, 92, "none", stroke=STONE, stroke_width=9),
        size=0.62,
    )
    pencil = at(
        0,
        0,
        line("M-26,26L20,-20", LAMP, 18),
        soft("M20,-26L34,-36L26,-20Z", INK, 5),
        line("M-30,30l-4,4", CORAL, 16),
    )
    asked = bubble(
        (-14, -10), (62, 46), at(0, 0, question(SEA, 12), size=0.5), tail=(-14, 34), colour=MIST
    ) + tick(26, 22, 0.62)
    open_ = padlock(0, 14, 0.72, shut=False)
    old = at(
        0,
        8,
        box((-40, 24), (80, 10), STONE, 4),
        box((-32, -36), (64, 12), STONE, 4),
        line("M-22,-22V22M0,-22V22M22,-22V22", STONE, 9),
        soft("M-36,-40L0,-58L36,-40Z", STONE, 4),
    )
    page = card(
        (60, 40),
        (640, 640),
        box((-290, -290), (580, 76), INK, 12),
        line("M-200,-252h250", CREAM, 22),
        at(220, -226, hamster("glad"), size=0.36),
        line("M-290,-190H290M0,-180V300M-290,60H290", SAND, 6),
        *(
            disc((x, y - 40), sign, r=66, colour="#e8f2f6", size=1.15)
            for (x, y), sign in zip(
                ((-150, -50), (150, -50), (-150, 190), (150, 190)), (pencil, asked, open_, old), strict=True
            )
        ),
        *(
            line(f"M{x - 80},{y + 56}h160", STONE, 9)
            for x, y in ((-150, -36), (150, -36), (-150, 206), (150, 206))
        ),
        r=14,
    )
    found = card((780, 36), (230, 240), spaceman, colour="#d9ecf3", turn=6)
    one = Person(SKINS[3], HAIRS[0], "mop", SHALLOW, mood="wow", look=(-6, -4), hands=((-60, -20), (40, -150)))
    two = Person(
        SKINS[0], HAIRS[2], "shag", CORAL, mood="firm", look=(-8, -2), hands=((-104, -70), (58, -22)), glasses=True
    )
    return picture(
        W,
        H,
        shore(142),
        page,
        found,
        cross(1000, 66, 1.2),
        keeper((1206, 610), 0.84, "think", (-8, 0)),
        one.draw(1064, 586, 1.12),
        two.draw(860, 586, 1.15),
    )


def one_tap() -> str:
    """Draw phones that fall like dominoes with the same message; a teenager's hand stops the last one."""
    secret = at(
        0,
        0,
        box((-26, -20), (52, 40), CREAM, 9),
        soft("M-10,18L-16,34L4,20Z", CREAM, 3),
        at(0, 2, shape("M0,14Q-20,0 -14,-10Q-6,-16 0,-6Q6,-16 14,-10Q20,0 0,14Z", CORAL)),
    )
    floor = box((0, 620), (W, 100), "#223f5d") + box((0, 614), (W, 12), "#50698a")
    fallen = "".join(
        at(150 + n * 124, 614, at(0, -110, phone((0, 0), (118, 220), secret, screen=SEA)), turn=lean)
        for n, lean in enumerate((58, 50, 40, 27))
    )
    standing = at(760, 614, at(0, -110, phone((0, 0), (118, 220), secret, screen=SEA)), turn=6)
    teen = Person(
        SKINS[1], HAIRS[0], "curls", MOSS, mood="firm", look=(-8, 0), hands=((-112, -64), (58, -22)), stripes=CREAM
    )
    motion = line("M130,330q40,-50 90,-60M260,270q50,-30 90,-26M390,260q44,-10 76,2", CREAM, 7, opacity=0.6)
    hurt = Person(SKINS[0], HAIRS[3], "shag", SHALLOW, mood="kind", look=(-8, 2), hands=((-52, -30), (52, -30)))
    shield = at(1126, 190, bubble((0, 0), (170, 110), line("M-46,-10h92M-46,14h56", SEA, 10), tail=(-60, 84)))
    return picture(
        W,
        H,
        night(143),
        keeper((1210, 470), 0.62, "happy", (-8, 3)),
        floor,
        motion,
        fallen,
        standing,
        hurt.draw(1110, 512, 1.0),
        teen.draw(940, 500, 1.12),
        shield,
    )
