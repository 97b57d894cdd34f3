"""Scenes of the topic bullying: funny for two, the cactus in the chat, three lit windows, the capybara."""

from __future__ import annotations

from pictures.beasts import HIPPO, RACCOON, beast
from pictures.faces import face
from pictures.icons import card, disc, shot, talk
from pictures.people import HAIRS, SKINS, Person
from pictures.pets import cat_head
from pictures.rooms import room, window
from pictures.sea import moon, sky
from pictures.shapes import (
    BLUSH,
    CORAL,
    CREAM,
    FERN,
    GLOW,
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
    cut_out,
    line,
    oval,
    pale,
    picture,
    shape,
    soft,
    star_path,
)
from pictures.signs import arrow, bubble
from pictures.stages import H, W, keeper, night, shore
from pictures.things import bowl, phone


def hat() -> str:
    """Return a tall hat, the middle of its brim at the origin."""
    return box((-44, -8), (88, 16), INK, 8) + box((-28, -66), (56, 62), INK, 8) + box((-28, -24), (56, 14), CORAL)


def barrel() -> str:
    """Return a barrel, its middle at the origin."""
    wood = shape("M-24,-38H24Q40,0 24,38H-24Q-40,0 -24,-38Z", "#a97350")
    return (
        wood
        + line("M-30,-18H30M-30,18H30", STONE, 7)
        + line("M-10,-36Q-16,0 -10,36M10,-36Q16,0 10,36", "#8a5c3f", 4)
    )


def funny_for_two() -> str:
    """Draw two cards: raccoon and hippo both laugh at a hippo in a hat; then only the raccoon laughs."""

    def smile(x: float, mood: str, colour: str) -> str:
        return at(x, 0, circle(0, 0, 36, colour), at(0, -6, face(mood, gap=14, cheeks=""), size=0.72))

    drawing = at(0, -150, box((-66, -74), (132, 130), CREAM, 10), at(0, 46, beast(HIPPO, "happy"), size=0.42))
    drawing += at(0, -188, hat(), size=0.42)
    left = card(
        (60, 50),
        (520, 480),
        at(-120, 200, beast(RACCOON, "glad", ((-70, -150), (64, -60))), size=1.06),
        at(130, 200, beast(HIPPO, "glad", ((-64, -60), (74, -150))), size=1.06),
        at(0, 4, drawing, size=0.86),
        colour=MIST,
    )
    right = card(
        (700, 50),
        (520, 480),
        at(-120, 200, beast(RACCOON, "glad", ((-70, -150), (70, -110))), size=1.06),
        at(130, 200, beast(HIPPO, "worry", ((-40, -60), (40, -60)), (0, 6)), size=1.06),
        bubble((-60, -166), (180, 110), barrel(), tail=(-50, 96)),
        colour="#f3c3b4",
    )
    return picture(
        W,
        H,
        shore(51),
        left,
        right,
        at(320, 600, smile(-46, "glad", LAMP), smile(46, "glad", LAMP), size=1.2),
        at(960, 600, smile(-46, "glad", LAMP), smile(46, "worry", SHALLOW), size=1.2),
        keeper((640, 690), 0.56, "kind", hands=((-110, -180), (110, -180))),
    )


def spiky(middle: tuple[float, float], size: tuple[float, float], spikes: int, colour: str) -> str:
    """Return a chat message with spikes all round."""
    (x, y), (w, h) = middle, size
    thorns = soft(star_path((x, y), (w / 2 + 26, h / 2 + 30), 0.74, spikes), colour, 4)
    return thorns + box((x - w / 2, y - h / 2), size, colour, 30)


def cactus() -> str:
    """Draw a chat in which a joke grows spikes, and three steps: no reply, a picture of the screen, tell."""
    words = line("M-50,-10h100M-50,14h64", CREAM, 9)
    chat = phone(
        (330, 350),
        (400, 620),
        at(0, -176, box((-120, -86), (240, 170), CREAM, 26), at(0, 12, cat_head("happy", ("#d8b98a", "#b9986a")))),
        bubble((-50, -14), (200, 76), line("M-60,-8h120M-60,14h70", STONE, 9), tail=(-90, 52)),
        spiky((54, 104), (170, 74), 14, MOSS),
        at(54, 104, words, size=0.9),
        spiky((-40, 226), (200, 84), 18, FERN),
        at(-40, 226, words),
        screen=SEA,
    )
    quiet = bubble((0, -4), (66, 44), tail=(-24, 34), colour=SHALLOW) + line("M-34,32L34,-34", "#cc5443", 9)
    steps = disc((700, 160), quiet, r=74, size=1.25) + disc((860, 340), shot(), r=74, size=1.2)
    steps += disc((700, 520), talk(), r=74, size=1.2)
    ways = arrow((770, 210), (806, 272), LAMP, 12) + arrow((812, 412), (768, 462), LAMP, 12)
    return picture(
        W,
        H,
        shore(52),
        chat,
        steps,
        ways,
        keeper((1090, 640), 1.1, "kind", (-6, 2), ((-120, -210), (100, -80))),
    )


def three_windows() -> str:
    """Draw a house by night with three lit windows: one is hurt, one passes a clip on, one hesitates."""
    wall = box((60, 60), (880, 600), "#35526f", 18) + box((60, 60), (880, 30), "#2b4660", 12)
    ground = box((0, 656), (W, 64), "#223f5d")

    def window(x: float, name: str, held: str) -> str:
        frame = box((x - 126, 170), (252, 330), SAND, 22)
        inside = cut_out(name, (x - 108, 188), (216, 294), 12, box((x - 108, 188), (216, 294), GLOW), held)
        return frame + inside + box((x - 140, 494), (280, 24), SAND, 10)

    hurt = Person(SKINS[1], HAIRS[1], "tuft", SHALLOW, mood="worry", look=(0, 4), hands=((-40, -46), (44, -40)))
    sends = Person(SKINS[3], HAIRS[0], "curls", CORAL, mood="grin", look=(4, 2), hands=((-60, -24), (62, -96)))
    waits = Person(SKINS[0], HAIRS[3], "swoop", MOSS, mood="think", look=(-4, 2), hands=((-58, -60), (58, -24)))
    one = hurt.draw(220, 470, 1.1) + at(220, 470, phone((2, -62), (50, 74)), size=1.1)
    two = sends.draw(500, 470, 1.1) + at(500, 470, phone((62, -116), (46, 72), turn=8), size=1.1)
    three = waits.draw(780, 470, 1.1) + at(780, 470, phone((-58, -82), (46, 72), turn=-8), size=1.1)
    clip = soft("M-12,-16L18,0L-12,16Z", CORAL, 5)
    flying = bubble((360, 124), (110, 72), clip, tail=(-60, 64)) + bubble(
        (640, 124), (110, 72), clip, tail=(60, 64)
    )
    typed = bubble((830, 128), (150, 64), pale(0.55, line("M-44,0h88", STONE, 10)), tail=(-30, 60), colour=CREAM)
    friend = bubble((220, 580), (170, 70), circle(-42, 0, 9, CORAL), line("M-16,0h60", SEA, 10), tail=(0, -60))
    return picture(
        W,
        H,
        night(53),
        moon(1210, 90, 40),
        keeper((1106, 640), 0.86, "kind", (-8, 0)),
        wall,
        ground,
        window(220, "one", one),
        window(500, "two", two),
        window(780, "three", three),
        flying,
        typed,
        friend,
    )


def capybara() -> str:
    """Draw lunch after fancy dress: one ear of a capybara hood swims in the soup, two children laugh together."""
    table = box((0, 520), (W, 200), "#b27d57") + box((0, 520), (W, 18), "#c99870")

    def hood(*, right: bool) -> str:
        cap = shape("M-58,8Q-66,-76 0,-78Q66,-76 58,8Q46,-34 0,-36Q-46,-34 -58,8Z", "#a9744b")
        ear = circle(-40, -66, 19, "#8a5c3f") + circle(-40, -66, 9, BLUSH)
        other = circle(40, -66, 19, "#8a5c3f") + circle(40, -66, 9, BLUSH) if right else ""
        return ear + other + cap

    suit = "#a9744b"
    hero = Person(SKINS[1], HAIRS[1], "buzz", suit, mood="glad", hands=((-70, -120), (58, -22)))
    friend = Person(
        SKINS[3],
        HAIRS[0],
        "curls",
        SHALLOW,
        mood="glad",
        look=(-6, 2),
        hands=((-60, -30), (66, -120)),
        stripes=CREAM,
    )
    alone = at(
        1070,
        250,
        phone(
            (0, 0),
            (190, 330),
            at(
                0,
                -60,
                box((-74, -70), (148, 140), CREAM, 16),
                at(
                    0,
                    16,
                    circle(0, 0, 44, SKINS[1]),
                    at(0, 0, face("worry"), size=0.8),
                    at(0, 0, hood(right=False), size=0.84),
                ),
            ),
            *(
                at(x, 72, circle(0, 0, 22, LAMP), at(0, -3, face("glad", gap=9, cheeks=""), size=0.5))
                for x in (-52, 0, 52)
            ),
            screen=SEA,
            turn=7,
        ),
    )
    ear = circle(0, 0, 19, "#8a5c3f") + circle(0, 0, 9, BLUSH)
    view = sky(220, 240) + keeper((110, 216), 0.42, "kind", (6, 2))
    return picture(
        W,
        H,
        room(W, H),
        window((70, 60), (220, 240), view),
        at(
            480,
            500,
            hero.torso(),
            hero.arm((-70, -120)),
            hero.arm((58, -22)),
            hero.head(0, -168),
            at(0, -168, hood(right=False)),
            size=1.4,
        ),
        at(
            780,
            500,
            friend.torso(),
            friend.arm((-60, -30)),
            friend.arm((66, -120)),
            friend.head(0, -168),
            size=1.36,
        ),
        alone,
        table,
        at(490, 660, bowl(0, 0, 1.1), at(-20, -100, ear)),
        bowl(790, 660, 0.95),
        oval((240, 620), 90, 22, CREAM),
        circle(240, 600, 30, "#d9a05b"),
    )
