"""Scenes of the topic intimate images: no secret photos, a signal in the tummy, five stones out of a trap. No body
is shown anywhere.
"""

from __future__ import annotations

from pictures.beasts import BEAVER, HERON, beast, bird
from pictures.faces import face
from pictures.icons import block, camera, disc, flag, handset, shot, strike, talk
from pictures.lighthouse import beam
from pictures.people import HAIRS, SKINS, Person
from pictures.rooms import room, rug, seaside, shadow, window
from pictures.scenes_phishing import palm
from pictures.shapes import (
    BRICK,
    CORAL,
    CREAM,
    INK,
    MIST,
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
    soft,
)
from pictures.signs import bubble
from pictures.stages import H, W, keeper, meadow, night, shore
from pictures.things import phone


def dotted() -> str:
    """Return a beaver's dotted pants."""
    pants = soft("M-58,-62H58L54,-14L14,-8L0,-22L-14,-8L-54,-14Z", CORAL, 10)
    return pants + "".join(
        circle(x, y, 6, CREAM)
        for x, y in ((-40, -48), (-14, -50), (14, -50), (40, -48), (-34, -26), (0, -36), (34, -26))
    )


def no_secret_photos() -> str:
    """Draw a beaver in dotted pants that says stop to a camera and has its aunt heron behind it."""
    hero = beast(BEAVER, "firm", ((56, -44),), (-8, 0), dotted())
    arm = line("M-42,-86Q-80,-98 -108,-122", BEAVER.fur, 23) + palm(-118, -136, 0.95, BEAVER.dark)
    ask = phone(
        (270, 380),
        (250, 400),
        at(0, -50, camera("#7ba3c2"), size=2),
        at(0, -50, strike(1.9)),
        screen=MIST,
        turn=-6,
    )
    hush = bubble(
        (330, 130),
        (190, 90),
        circle(-40, 0, 10, STONE),
        circle(0, 0, 10, STONE),
        circle(40, 0, 10, STONE),
        tail=(-40, 76),
    )
    aunt = bird(HERON, "happy", ((-96, -90), (74, -50)))
    return picture(
        W,
        H,
        night(71),
        keeper((1196, 470), 0.62, "kind", (-8, 4)),
        meadow(520),
        ask,
        hush,
        shadow(700, 690, 240),
        at(700, 690, hero, arm, size=1.7),
        shadow(980, 690, 220),
        at(980, 636, aunt, size=1.6),
    )


def signal() -> str:
    """Draw a child whose tummy gives a cold signal before a message that asks for a photo; an aunt sits down."""
    chat = phone(
        (250, 330),
        (300, 500),
        bubble((-30, -130), (170, 70), line("M-50,-8h100M-50,12h64", STONE, 9), tail=(-60, 48)),
        bubble((0, 0), (210, 130), at(0, 0, camera("#7ba3c2"), size=1.2), at(0, 0, strike(1.15)), tail=(-80, 84)),
        disc((-58, 150), flag(), r=42, size=0.8),
        disc((58, 150), block(), r=42, size=0.9),
        screen=SEA,
        turn=-4,
    )
    child = Person(SKINS[0], HAIRS[2], "shag", MOSS, mood="worry", look=(-8, 2), hands=((-40, -34), (40, -34)))
    aunt = Person(
        SKINS[0], HAIRS[1], "curls", CORAL, mood="kind", look=(-8, 4), hands=((-104, -78), (58, -22)), glasses=True
    )
    flake = "".join(
        at(0, 0, line("M0,-20V20M-7,-14L0,-8L7,-14M-7,14L0,8L7,14", CREAM, 4), turn=a) for a in (0, 60, 120)
    )
    chill = at(0, -40, pale(0.5, circle(0, 0, 44, MIST)), circle(0, 0, 30, SHALLOW), flake)
    return picture(
        W,
        H,
        room(W, H),
        window((560, 50), (210, 230), seaside("kind", (210, 230), 0.43, (2, 2))),
        rug(800, 676, 760, "#5f8fb3", "#3f6f95"),
        chat,
        shadow(670, 684, 200),
        child.draw(670, 540, 1.3),
        at(670, 540, chill, size=1.3),
        shadow(950, 688, 230),
        aunt.draw(950, 520, 1.5),
    )


def five_stones() -> str:
    """Draw five stones that lead out of a dark net: stop, save, tell, report, help."""
    net = box((0, 0), (330, H), INK, opacity=0.45)
    mesh = "".join(line(f"M{x},0L{x - 260},{H}M{x - 260},0L{x},{H}", "#4a5f7c", 5) for x in range(40, 640, 90))
    veil = f'<clipPath id="veil">{box((0, 0), (330, H), "#000")}</clipPath><g clip-path="url(#veil)">{mesh}</g>'
    stones = ""
    icons = (palm(0, 0, 0.9, BRICK), shot(), talk(), flag(), handset())
    for n, icon in enumerate(icons):
        x, y = 330 + n * 160, 600 - n * 34
        stones += oval((x, y + 10), 78, 24, "#50698a") + oval((x, y), 78, 22, "#7c93aa")
        stones += disc((x, y - 86), icon, r=50, size=0.86)
    teen = Person(
        SKINS[2],
        HAIRS[0],
        "tuft",
        SHALLOW,
        mood="calm",
        look=(8, -2),
        hands=((-56, -30), (66, -60)),
        feet=((-34, 92), (34, 84)),
        stripes=CREAM,
    )
    threat = bubble(
        (140, 200), (190, 110), at(0, -6, face("sly", cheeks=""), size=0.8), tail=(-70, 80), colour="#5b4a63"
    )
    return picture(
        W,
        H,
        shore(72, 560),
        beam((1150, 156), (200, 620), 360, 0.15),
        net,
        veil,
        threat,
        keeper((1150, 520), 1.1, "kind", (-8, 3), ((-130, -150), (110, -90))),
        stones,
        oval((180, 690), 110, 34, "#50698a"),
        oval((180, 680), 110, 30, "#7c93aa"),
        teen.draw(180, 560, 1.1),
    )
