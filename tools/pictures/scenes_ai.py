"""Scenes of the topic AI: two voices, a penguin in a birch, a call by another route."""

from __future__ import annotations

from pictures.beasts import PENGUIN, bird, robot
from pictures.forest import fox
from pictures.icons import disc, handset, toothbrush
from pictures.people import HAIRS, SKINS, Person
from pictures.rooms import room, rug, seaside, shadow, window
from pictures.shapes import (
    BRICK,
    CORAL,
    CREAM,
    FERN,
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
    oval,
    pale,
    picture,
    shape,
)
from pictures.signs import arrow, bubble, cross, tick
from pictures.stages import H, W, keeper, shore
from pictures.things import bowl, magnifier, phone


def two_voices() -> str:
    """Draw a fox cub between Grandpa with a bowl of soup and a robot on a shelf: the same words, one cook."""
    words = line("M-54,-10h108M-54,14h70", SEA, 10)
    left = bubble((300, 120), (190, 96), words, tail=(-40, 90), colour="#e8eef3")
    right = bubble((880, 120), (190, 96), words, tail=(60, 80))
    shelf = box((60, 440), (260, 24), "#b27d57", 8) + line("M100,464v46M280,464v46", "#8a5c3f", 10)
    cub = fox(((-58, -120), (58, -120)), "think", (5, -2))
    old = fox(((-104, -120), (70, -96)), "glad", (-6, 2))
    brows = at(0, 0, line("M-44,-246L-22,-252M44,-246L22,-252", CREAM, 9))
    return picture(
        W,
        H,
        room(W, H),
        window((480, 46), (220, 230), seaside("happy", (220, 230), 0.43, (0, 3))),
        rug(760, 676, 860, CORAL, BRICK),
        shelf,
        at(190, 440, robot("calm"), size=1.05),
        left,
        right,
        shadow(570, 684, 200),
        at(570, 684, cub, size=0.92),
        shadow(1000, 690, 260),
        at(1000, 690, old, brows, size=1.34),
        at(846, 560, bowl(0, 0, 0.9)),
    )


def birch() -> str:
    """Draw a robot that is sure of penguins nesting in a birch; a teacher lifts an eyebrow, a child has a book."""
    trunk = box((-22, -250), (44, 250), CREAM, 10) + line("M-20,-30h18M4,-80h16M-20,-130h20M2,-190h18", INK, 7)
    crown = circle(-60, -250, 62, MOSS) + circle(60, -256, 64, FERN) + circle(0, -310, 74, MOSS)
    nest = oval((0, -238), 62, 20, "#8a5c3f")
    tree = at(0, 170, trunk, crown, nest, at(0, -238, bird(PENGUIN, "wow"), size=0.62))
    says = bubble((480, 270), (470, 460), tree, tail=(-250, 290), colour="#d9ecf3")
    child = Person(SKINS[2], HAIRS[0], "shag", CORAL, mood="think", look=(-6, 4), hands=((-64, -66), (64, -66)))
    teacher = Person(
        SKINS[0],
        HAIRS[4],
        "short",
        "#7f7399",
        mood="think",
        look=(-8, 0),
        hands=((-58, -22), (50, -60)),
        glasses=True,
    )
    pages = shape("M-64,-30Q-30,-46 0,-28Q30,-46 64,-30V26Q30,10 0,28Q-30,10 -64,26Z", CREAM) + line(
        "M0,-28V28", STONE, 5
    )
    pages += line("M-50,-14h34M-50,2h34M16,-14h34M16,2h34", SHALLOW, 5)
    return picture(
        W,
        H,
        shore(122),
        at(130, 640, robot("glad"), size=1.2),
        says,
        cross(690, 90, 1.3),
        keeper((1210, 560), 0.6, "wink", (-8, 2)),
        teacher.draw(1050, 560, 1.34),
        child.draw(830, 590, 1.22),
        at(830, 512, pages, size=1.2),
        at(940, 420, magnifier(0, 0, 34, 50)),
    )


def call_back() -> str:
    """Draw a phone on which a brother's face asks for money; the brother himself stands in the door with a
    toothbrush; a second road is a call.
    """
    brother = Person(SKINS[3], HAIRS[0], "swoop", LAMP, mood="happy", look=(-8, 0), hands=((-70, -110), (56, -22)))
    fake = Person(SKINS[3], HAIRS[0], "swoop", "#7d8ea3", mood="worry")
    glitch = pale(
        0.5,
        box((-120, -150), (240, 14), SHALLOW),
        box((-120, -90), (240, 8), CORAL),
        box((-120, -30), (240, 10), SHALLOW),
    )
    wave = line("M-90,0v-10M-66,0v-34M-42,0v-16M-18,0v-44M6,0v-24M30,0v-50M54,0v-18M78,0v-30", LAMP, 9)
    device = phone(
        (250, 340),
        (300, 530),
        box((-128, -244), (256, 300), "#41698c", 16),
        at(0, -90, fake.head(), size=1.5),
        glitch,
        at(0, 140, wave),
        disc((0, 206), line("M-22,0h44M6,-14L22,0L6,14", CREAM, 9), r=34, colour=BRICK),
        turn=-4,
        screen=INK,
    )
    wall = box((900, 60), (330, 600), "#5f8fb3", 16) + box((926, 90), (278, 570), "#fdeabf", 10)
    door = shape("M1204,90L1262,130V690L1204,660Z", "#8a5c3f") + circle(1226, 400, 9, LAMP)
    teen = Person(
        SKINS[3], HAIRS[0], "curls", CORAL, mood="wow", look=(8, 0), hands=((-60, -60), (66, -100)), stripes=CREAM
    )
    road = arrow((710, 330), (870, 330), LAMP, 13) + disc((784, 250), handset(), r=52, size=0.9)
    return picture(
        W,
        H,
        room(W, H),
        device,
        cross(380, 110, 1.1),
        wall,
        door,
        brother.draw(1064, 560, 1.25),
        at(980, 424, toothbrush(), size=0.9, turn=-14),
        circle(976, 422, 19, SKINS[3]),
        rug(600, 680, 420, "#5f8fb3", "#3f6f95"),
        shadow(590, 682, 200),
        teen.draw(590, 572, 1.12),
        road,
        tick(1180, 130, 1.1),
        window((510, 34), (150, 190), seaside("calm", (150, 190), 0.36, (3, 2))),
    )
