"""Scenes of the topic strangers: a stone in the pocket, five hooks, stairs that lead down."""

from __future__ import annotations

from pictures.beasts import MOUSE, beast, shawl, spectacles
from pictures.icons import camera, disc, heart, talk
from pictures.lighthouse import beam
from pictures.people import HAIRS, SKINS, Person
from pictures.pets import fish
from pictures.rooms import room, rug, seaside, shadow, window
from pictures.sea import sea, sparkle, waves
from pictures.shapes import (
    BARK,
    BLUSH,
    BRICK,
    COCOA,
    CORAL,
    CREAM,
    INK,
    LAMP,
    MIST,
    SAND,
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
    soft,
)
from pictures.signs import bubble, ring_timer
from pictures.stages import H, W, keeper, night
from pictures.things import gift, hook, padlock, phone


def cake() -> str:
    """Return a cake with a candle, the middle of its plate at the origin."""
    plate = oval((0, 0), 120, 18, CREAM)
    body = box((-84, -80), (168, 80), "#f3c9a5", 16) + shape(
        "M-84,-64Q-60,-40 -42,-62T0,-62T42,-62T84,-64V-84H-84Z", CORAL
    )
    candle = box((-6, -130), (12, 48), MIST, 4) + oval((0, -142), 9, 14, LAMP)
    return plate + body + candle


def stone_secret() -> str:
    """Draw a mouse with a heavy stone in its pocket that goes to Granny; behind it a cake, a light secret."""
    apron = soft("M-40,-70H40L46,-20H-46Z", "#7ba3c2", 10) + line("M-30,-44h60", CREAM, 5)
    stone = soft("M-34,-52L-10,-70L26,-64L38,-34L10,-16L-30,-24Z", STONE, 10) + line("M-14,-50l16,-8", MIST, 6)
    child = beast(MOUSE, "worry", ((-56, -30), (62, -40)), (6, 4), apron + stone)
    gran = beast(MOUSE, "kind", ((-96, -120), (96, -90)), (-6, 0), shawl())
    table = box((40, 500), (330, 30), "#b27d57", 12) + box((80, 528), (26, 150), "#8a5c3f", 8)
    table += box((304, 528), (26, 150), "#8a5c3f", 8)
    treats = at(205, 500, cake(), size=1.05) + sparkle(90, 340, 15) + sparkle(320, 320, 12, CREAM)
    feather = at(
        140, 250, soft("M0,60Q-30,0 20,-60Q50,0 0,60Z", CREAM, 5), line("M4,60Q10,10 18,-40", SHALLOW, 4), turn=24
    )
    return picture(
        W,
        H,
        room(W, H),
        window((470, 54), (220, 240), seaside("kind", (220, 240), 0.45, (4, 2))),
        rug(830, 674, 760, CORAL, BRICK),
        table,
        treats,
        feather,
        shadow(640, 684, 230),
        at(640, 684, child, size=1.5),
        shadow(1030, 684, 250),
        at(1030, 684, gran, at(0, 10, spectacles(), size=1), size=1.66),
    )


def five_hooks() -> str:
    """Draw a fish before five hooks: praise, a gift, a secret, another room, a hurry; the light shows them."""
    water = waves(W, 210, 520, "#245a82") + box((0, 430), (W, 290), "#1f4f75")
    lines_ = ""
    baits = (
        (150, 330, heart()),
        (330, 440, gift(0, 40, 0.62)),
        (510, 350, padlock(0, 8, 0.62)),
        (690, 450, talk()),
        (870, 350, ring_timer(0, 0, 28, 0.3)),
    )
    for x, y, bait in baits:
        lines_ += line(f"M{x + 28},90V{y - 110}", CREAM, 3, opacity=0.7) + hook(x + 28, y - 116, 1.0)
        lines_ += disc((x - 10, y + 66), bait, r=50, colour="#fdf1d2", size=0.92)
    rod = line("M60,86H960", BARK, 12) + circle(60, 86, 12, COCOA)
    hero = at(520, 614, fish("think", LAMP, (4, -8)), size=1.25)
    friends = at(300, 640, fish("happy", CORAL), size=0.6) + at(
        820, 650, fish("happy", "#83bd9a"), size=0.56, flip=True
    )
    floor = shape("M0,704Q300,680 640,700T1280,690V720H0Z", "#c9b489")
    return picture(
        W,
        H,
        night(61, 16),
        water,
        beam((1120, 178), (160, 640), 420, 0.14),
        keeper((1120, 470), 0.9, "firm", (-8, 4)),
        floor,
        rod,
        lines_,
        friends,
        hero,
        "".join(
            circle(x, y, r, "none", stroke=MIST, stroke_width=4) for x, y, r in ((650, 560, 9), (640, 536, 6))
        ),
    )


def stairs_down() -> str:
    """Draw stairs that lead down from a warm deck: warmth, debt, a room apart, secrecy, an ask; a friend above."""
    steps = ""
    signs = (heart(), at(0, 34, gift(0, 0, 0.56)), talk(), padlock(0, 8, 0.6), camera())
    shades = ("#5f7ea0", "#4d6c8d", "#3f5d7e", "#324f70", "#284362")
    last = len(signs) - 1
    for n, (sign, shade) in enumerate(zip(signs, shades, strict=True)):
        x, y = 330 + n * 150, 350 + n * 62
        steps += box((x, y), (W - x if n == last else 152, H - y), shade) + box((x - 6, y), (176, 16), SAND)
        steps += disc((x + 76, y + 64), sign, r=40, size=0.7)
    deck = box((0, 340), (336, 380), "#b27d57") + box((0, 340), (340, 20), "#c99870")
    planks = line("M0,420H330M0,490H330M0,560H330M0,630H330", "#8a5c3f", 5)
    teen = Person(SKINS[2], HAIRS[0], "shag", CORAL, mood="think", look=(-7, -2), hands=((-96, -120), (58, -56)))
    friend = Person(SKINS[3], HAIRS[1], "curls", LAMP, mood="kind", look=(7, 2), hands=((-58, -22), (112, -92)))
    lamp = at(
        60, 340, line("M0,0V-150", COCOA, 10), circle(0, -166, 24, LAMP), pale(0.2, circle(0, -166, 70, LAMP))
    )
    whisper = bubble(
        (900, 400),
        (180, 84),
        circle(-44, 0, 10, BLUSH),
        circle(0, 0, 10, BLUSH),
        circle(44, 0, 10, BLUSH),
        tail=(170, 120),
        colour="#fdf1d2",
    )
    other = at(
        1150, 610, pale(0.85, circle(0, -120, 60, INK), shape("M-110,130Q-100,-70 0,-70Q100,-70 110,130Z", INK))
    )
    return picture(
        W,
        H,
        night(62),
        keeper((820, 320), 0.6, "kind", (-8, 4)),
        sea(W, 440, 300),
        deck,
        planks,
        lamp,
        steps,
        other,
        whisper,
        friend.draw(226, 236, 0.98),
        teen.draw(556, 310, 0.98),
        at(556, 310, phone((58, -74), (40, 64), turn=8), size=0.98),
    )
