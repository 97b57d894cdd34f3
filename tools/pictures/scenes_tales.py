"""Scenes of the stories for the youngest and the younger: the sleepy bear, the choir, the igloo, the café on
the Moon.
"""

from __future__ import annotations

from pictures.beasts import BEAR, PENGUIN, beast, bird
from pictures.faces import face
from pictures.icons import card, heart
from pictures.people import HAIRS, SKINS, Person
from pictures.pets import cat_sitting
from pictures.rooms import room, rug, shadow, window
from pictures.sea import sky, sparkle, stars
from pictures.shapes import (
    BARK,
    BRICK,
    CORAL,
    CREAM,
    FERN,
    INK,
    LAMP,
    MIST,
    MOSS,
    NIGHT,
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
from pictures.signs import bubble, cross
from pictures.stages import H, W, keeper, meadow, night
from pictures.things import phone


def snow(count: int, width: float, height: float) -> str:
    """Return falling snow over an area from the origin."""
    return "".join(
        circle((n * 97 + 31) % width, (n * 61 + 17) % height, 3 + n % 3, CREAM, opacity=0.85) for n in range(count)
    )


def honey_pot(x: float, y: float, size: float = 1) -> str:
    """Return a pot of honey, the middle of its floor at (x, y)."""
    pot = shape("M-40,-70H40Q54,-30 34,0H-34Q-54,-30 -40,-70Z", "#c9825a") + box((-44, -84), (88, 18), BARK, 8)
    drip = shape("M-40,-74H40V-56Q32,-38 24,-56T8,-56T-8,-50T-24,-56T-40,-52Z", LAMP)
    return at(x, y, pot, drip, size=size)


def sleepy_bear() -> str:
    """Draw a bear cub at night with a game of honey pots; behind it the made bed and an aunt with open arms."""
    view = sky(230, 250) + stars((10, 10, 220, 120), 8, 4) + shape("M0,180Q120,150 230,184V250H0Z", CREAM)
    view += snow(22, 230, 240)
    bed = box((70, 430), (28, 230), BARK, 12) + box((430, 500), (26, 160), BARK, 12)
    bed += box((90, 520), (350, 60), CREAM, 20) + box((96, 470), (140, 80), CREAM, 36)
    quilt = shape("M190,520Q310,486 442,520V620H180Q176,560 190,520Z", MOSS) + line(
        "M206,556Q310,520 440,554", "#a9d3b8", 10
    )
    tablet = phone((0, 0), (190, 130), honey_pot(-44, 46, 0.7), honey_pot(40, 46, 0.7), screen="#a9d6ea")
    shirt = soft("M-58,-92H58L54,-30H-54Z", SHALLOW, 10) + line("M-54,-70H54M-54,-48H54", CREAM, 6)
    cub = beast(BEAR, "tired", ((-64, -60), (64, -60)), (0, 6), shirt)
    aunt = beast(BEAR, "kind", ((-108, -116), (108, -116)), (-6, 0))
    return picture(
        W,
        H,
        room(W, H),
        window((560, 50), (230, 250), view),
        rug(820, 678, 780, CORAL, BRICK),
        bed,
        quilt,
        shadow(690, 686, 240),
        at(690, 686, cub, at(0, -58, tablet, size=0.76), size=1.45),
        circle(596, 598, 20, BEAR.dark),
        circle(784, 598, 20, BEAR.dark),
        shadow(1040, 690, 280),
        at(1040, 690, aunt, size=1.8),
        at(880, 180, line("M-30,-20H10L-30,26H10M34,-60H60L34,-30H60", CREAM, 8), size=0.9),
    )


def ladybird(mood: str) -> str:
    """Return a ladybird, its feet at the origin, 120 high."""
    legs = line("M-44,-20L-66,0M44,-20L66,0M-20,-8V6M20,-8V6", INK, 8)
    wings = circle(0, -56, 58, CORAL) + line("M0,-112V0", INK, 6)
    dots = "".join(
        circle(x, y, 9, INK) for x, y in ((-28, -70), (28, -70), (-32, -36), (32, -36), (-16, -14), (16, -14))
    )
    feelers = line("M-16,-136Q-24,-160 -40,-162M16,-136Q24,-160 40,-162", INK, 6) + circle(-42, -162, 6, INK)
    head = circle(0, -112, 38, CREAM) + at(0, -118, face(mood, gap=15, cheeks=CORAL), size=0.8)
    return legs + wings + dots + feelers + circle(42, -162, 6, INK) + head


def cricket(mood: str) -> str:
    """Return a cricket that stands, its feet at the origin, 200 high."""
    legs = line("M-30,-40L-80,-110L-70,0M30,-40L80,-110L70,0", FERN, 11)
    body = oval((0, -62), 36, 58, MOSS) + line("M-24,-70h48M-28,-50h56M-24,-30h48", FERN, 5)
    feelers = line("M-14,-158Q-34,-214 -76,-206M14,-158Q34,-214 76,-206", FERN, 6)
    head = oval((0, -134), 46, 40, MOSS) + at(0, -140, face(mood, gap=18), size=0.9)
    return legs + body + feelers + head


def choir() -> str:
    """Draw a cricket on a daisy that has stopped singing, and a ladybird that comes and looks at its face."""

    def daisy(x: float, y: float, size: float) -> str:
        petals = "".join(at(0, 0, oval((0, -78), 24, 46, CREAM), turn=a) for a in range(0, 360, 30))
        return line(f"M{x},{y}Q{x - 20},{y + 160} {x},{H}", FERN, 18) + at(
            x, y, petals, circle(0, 0, 52, LAMP), size=size
        )

    note = line("M0,0V-50M0,-50Q20,-46 26,-30", CREAM, 8) + oval((-12, 4), 14, 11, CREAM)
    chat = "".join(
        bubble((x, y), (120, 80), at(0, -2, face("glad", cheeks=""), size=0.66), tail=t, colour="#f3c3b4")
        for x, y, t in ((190, 150, (70, 70)), (330, 90, (50, 76)), (100, 270, (90, 40)))
    )
    kind = bubble((940, 250), (130, 92), at(0, 2, heart(), size=0.8), tail=(-20, 74))
    return picture(
        W,
        H,
        night(151),
        keeper((1160, 500), 0.72, "kind", (-8, 3)),
        meadow(560),
        daisy(480, 460, 1.5),
        daisy(860, 560, 1.15),
        chat,
        at(480, 440, cricket("worry"), size=1.15),
        at(860, 540, ladybird("kind"), size=1.05),
        kind,
        at(640, 210, note, size=0.8),
        at(700, 150, note, size=0.6),
    )


def igloo() -> str:
    """Draw a penguin that builds an igloo in a game; a brick with a heart falls, a snowball asks for a view."""
    ice = shape("M0,540Q320,500 700,530T1280,520V720H0Z", "#dcebf3") + shape(
        "M0,640Q420,600 1280,640V720H0Z", MIST
    )
    dome = shape("M-210,0Q-210,-220 0,-220Q210,-220 210,0Z", CREAM)
    dome += line(
        "M-204,-60H204M-180,-120H180M-120,-178H120M-70,-60V0M70,-60V0M-130,-120V-60M0,-120V-60"
        "M130,-120V-60M-60,-178V-120M60,-178V-120",
        "#b7d3e2",
        6,
    )
    dome += shape("M-58,0V-44Q-58,-100 0,-100Q58,-100 58,-44V0Z", NIGHT)
    brick = box((-60, -40), (120, 80), CREAM, 12) + box(
        (-60, -40), (120, 80), "none", 12, stroke="#b7d3e2", stroke_width=7
    )
    gift = at(560, 200, brick, at(0, 2, heart(), size=0.7), turn=-12)
    falls = line("M520,130V90M560,120V70M600,116V84", CREAM, 7, opacity=0.7)
    pane = box((-34, -34), (68, 68), SHALLOW, 8) + line("M0,-34V34M-34,0H34", CREAM, 7)
    ball = at(1010, 500, circle(0, 0, 92, CREAM), at(0, -8, face("sly", cheeks=SHALLOW), size=1.2))
    asks = bubble((960, 290), (180, 130), pane, tail=(20, 100)) + cross(1040, 232, 0.9)
    child = bird(PENGUIN, "wow", ((-74, -50), (100, -104)))
    return picture(
        W,
        H,
        night(152),
        keeper((780, 470), 0.5, "happy", (6, 3)),
        ice,
        at(290, 600, dome, size=1.1),
        falls,
        gift,
        asks,
        ball,
        shadow(640, 688, 230),
        at(640, 688, child, size=1.5),
    )


def moon_cafe() -> str:
    """Draw two players who catch flying pancakes on the Moon; the far one offers an apron and a shut door."""
    moon_ = circle(640, 1180, 760, "#cfd8e2") + "".join(
        oval(p, rx, ry, "#b3bfcc")
        for p, rx, ry in (((300, 610), 70, 20), ((900, 640), 90, 22), ((620, 520), 50, 14))
    )
    cakes = "".join(
        at(
            x,
            y,
            oval((0, 8), 58, 18, "#b27d57"),
            oval((0, 0), 58, 18, "#e9b872"),
            soft("M-10,-8h24l-4,12h-14Z", LAMP, 5),
            turn=t,
        )
        for x, y, t in ((360, 150, -18), (520, 90, 12), (690, 130, -8), (560, 250, 20), (430, 300, -10))
    )
    pan = line("M0,0L60,-16", INK, 12) + oval((104, -26), 56, 16, INK)
    hero = Person(
        SKINS[2], HAIRS[2], "shag", CORAL, mood="glad", look=(6, -4), hands=((-62, -60), (70, -110)), stripes=CREAM
    )
    helmet = at(
        0, -168, circle(0, 0, 84, MIST, opacity=0.25), circle(0, 0, 84, "none", stroke=CREAM, stroke_width=8)
    )
    comet = at(
        980,
        300,
        shape("M40,-30Q170,-110 240,-150Q170,-50 60,34Z", LAMP, opacity=0.7),
        circle(0, 0, 78, LAMP),
        at(0, -8, face("sly", cheeks=""), size=1.2),
    )
    apron = card(
        (800, 400),
        (140, 150),
        shape("M-30,-54H30V-20H46V54H-46V-20H-30Z", LAMP),
        sparkle(40, -50, 12, CORAL),
        turn=-7,
    )
    door = at(
        1130,
        560,
        box((-60, -130), (120, 150), BARK, 10),
        circle(34, -50, 8, LAMP),
        bubble(
            (0, -180),
            (120, 76),
            circle(-26, 0, 8, STONE),
            circle(0, 0, 8, STONE),
            circle(26, 0, 8, STONE),
            tail=(-20, 58),
        ),
    )
    return picture(
        W,
        H,
        night(153, 40),
        keeper((110, 620), 0.62, "kind", (8, 2)),
        moon_,
        cakes,
        hero.draw(340, 560, 1.1),
        at(340, 560, helmet, at(70, -110, pan), size=1.1),
        comet,
        apron,
        door,
        at(560, 560, cat_sitting("happy"), size=0.5),
    )
