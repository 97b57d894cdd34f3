"""Scenes of the topic money: the cake that is an advert, a fair of tricks, the chest and the dice."""

from __future__ import annotations

from pictures.beasts import SQUIRREL, beast
from pictures.icons import chest, coins
from pictures.people import HAIRS, SKINS, Person
from pictures.sea import sparkle
from pictures.shapes import (
    BARK,
    BRICK,
    COCOA,
    CORAL,
    CREAM,
    FERN,
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
    pale,
    picture,
    shape,
    soft,
)
from pictures.signs import bubble, ring_timer
from pictures.stages import H, W, keeper, meadow, night, shore
from pictures.things import diamond


def cone_cake() -> str:
    """Return a cake of pine cones, the middle of its plate at the origin, 260 wide."""
    plate = oval((0, 0), 140, 20, CREAM)
    low = box((-104, -90), (208, 90), "#c9825a", 18) + shape(
        "M-104,-74Q-70,-44 -40,-70T30,-70T104,-72V-94H-104Z", CREAM
    )
    top = box((-68, -168), (136, 84), "#a8623f", 18) + shape(
        "M-68,-152Q-40,-128 -14,-150T40,-150T68,-150V-172H-68Z", CREAM
    )
    scales = "".join(
        soft(f"M{x},{y}l14,0l-7,16Z", COCOA, 4)
        for x, y in ((-22, -206), (4, -206), (-10, -228), (-32, -190), (14, -190))
    )
    return plate + low + top + oval((-2, -204), 34, 40, BARK) + scales


def nut(x: float, y: float) -> str:
    """Return a hazelnut."""
    return at(
        x,
        y,
        oval((0, 4), 20, 22, "#b27d57"),
        shape("M-22,-2Q-20,-24 0,-24Q20,-24 22,-2Z", "#8a5c3f"),
        line("M0,-24v-8", COCOA, 6),
    )


def cake_advert() -> str:
    """Draw a game of nuts that a huge cake covers; the small X to close it glows; a squirrel looks for it."""
    game = box((-330, -220), (660, 440), "#a9d6ea", 22) + shape(
        "M-330,120Q0,80 330,124V198Q330,220 308,220H-308Q-330,220 -330,198Z", MOSS
    )
    basket = at(
        -200,
        150,
        shape("M-60,-50H60L46,20H-46Z", "#b98a5e"),
        line("M-54,-30H54M-50,-8H50", "#8a5c3f", 6),
        line("M-60,-50Q0,-120 60,-50", "#8a5c3f", 9),
    )
    nuts = nut(-270, -150) + nut(-190, -40) + nut(250, -160) + nut(280, 30) + nut(-280, 20)
    advert = at(
        40,
        10,
        pale(0.3, box((-200, -180), (420, 390), INK, 26)),
        box((-210, -192), (420, 390), "#f6cfc2", 26),
        at(0, 96, cone_cake(), size=0.94),
        box((-96, 124), (192, 54), CORAL, 27),
        at(0, 151, coins(), size=0.6),
        sparkle(-150, -80, 18),
        sparkle(156, -20, 15),
        sparkle(-130, 70, 12, CREAM),
    )
    close = at(
        228,
        -164,
        circle(0, 0, 44, LAMP, opacity=0.45),
        circle(0, 0, 24, CREAM),
        line("M-8,-8L8,8M8,-8L-8,8", INK, 7),
    )
    tablet = at(470, 330, box((-372, -262), (744, 524), INK, 40), game, basket, nuts, advert, close)
    hero = beast(SQUIRREL, "think", ((-132, -150), (58, -44)), (-8, -6))
    return picture(
        W, H, shore(131), tablet, keeper((1180, 560), 0.7, "happy", (-8, 3)), at(960, 690, hero, size=1.5)
    )


def stall(x: float, cloth: str, *goods: str) -> str:
    """Return a market stall, the middle of its floor at (x, 640), 300 wide."""
    posts = line("M-130,0V-330M130,0V-330", BARK, 14)
    counter = box((-150, -140), (300, 140), "#b27d57", 10) + box((-162, -156), (324, 26), "#c99870", 10)
    awning = "".join(
        shape(f"M{-160 + n * 64},-390h64v60q-32,44 -64,0Z", cloth if n % 2 else CREAM) for n in range(5)
    )
    return at(x, 640, posts, counter, *goods, awning)


def fair() -> str:
    """Draw a child with a jar of coins before three stalls: paid praise, a clock that ticks, gems for money."""
    seller = Person(SKINS[1], HAIRS[3], "tuft", SHALLOW, mood="grin", hands=((-60, -20), (84, -150)))
    sock = shape("M-16,-44H16V4L40,22Q44,40 24,40H2Q-16,36 -16,16Z", CORAL) + line(
        "M-16,-34H16M-16,-20H16", CREAM, 6
    )
    one = stall(
        200,
        CORAL,
        at(
            0, -160, seller.torso(), seller.arm((-60, -20)), seller.arm((84, -110)), seller.head(0, -168), size=0.8
        ),
        at(86, -266, sock, size=0.9),
        at(-84, -176, sock, size=0.7),
    )
    label = at(200, 570, box((-96, -34), (192, 68), CREAM, 12), coins() + line("M40,0h40", STONE, 9), size=0.9)
    two = stall(
        540,
        LAMP,
        ring_timer(0, -226, 62, 0.18),
        at(-84, -190, box((-24, -24), (48, 48), CORAL, 8), size=1),
        at(92, -190, box((-24, -24), (48, 48), SEA, 8)),
    )
    tag_ = at(
        540,
        570,
        box((-96, -34), (192, 68), CREAM, 12),
        line("M-66,0h52", STONE, 12),
        line("M-72,10L-8,-10", BRICK, 7),
        line("M16,0h52", FERN, 16),
    )
    three = stall(880, SEA, diamond(0, -226, 1), diamond(-92, -200, 0.6), diamond(92, -200, 0.6))
    price = at(
        880,
        570,
        box((-96, -34), (192, 68), CREAM, 12),
        diamond(-44, 0, 0.5),
        line("M-8,-8h24M-8,8h24", STONE, 7),
        at(56, 0, coins(), size=0.6),
    )
    kid = Person(
        SKINS[4], HAIRS[0], "curls", MOSS, mood="calm", look=(-8, -2), hands=((-30, -44), (34, -44)), stripes=CREAM
    )
    jar_ = at(
        1110,
        590,
        box((-44, -100), (88, 106), MIST, 18, opacity=0.85),
        at(0, -30, coins(), size=1.0),
        box((-48, -116), (96, 22), SEA, 9),
    )
    lights = line("M0,120Q320,190 640,120T1280,120", SAND, 4)
    for n, x in enumerate(range(60, 1280, 110)):
        t = x % 640 / 640
        sag = 140 * t * (1 - t) * (1 if 2 * x < W else -1)
        lights += circle(x, 128 + sag, 11, (LAMP, CORAL, SHALLOW)[n % 3])
    return picture(
        W,
        H,
        night(132),
        keeper((1226, 420), 0.5, "wink", (-8, 3)),
        meadow(560),
        lights,
        one,
        label,
        two,
        tag_,
        three,
        price,
        kid.draw(1110, 572, 1.2),
        jar_,
    )


def die(x: float, y: float, pips: int, size: float = 1, turn: float = 0) -> str:
    """Return one side of a die, its middle at (x, y)."""
    spots = {
        1: ((0, 0),),
        2: ((-20, -20), (20, 20)),
        3: ((-22, -22), (0, 0), (22, 22)),
        4: ((-20, -20), (20, -20), (-20, 20), (20, 20)),
        5: ((-22, -22), (22, -22), (0, 0), (-22, 22), (22, 22)),
        6: ((-20, -24), (-20, 0), (-20, 24), (20, -24), (20, 0), (20, 24)),
    }
    return at(
        x,
        y,
        pale(0.22, box((-42, -38), (92, 92), INK, 20)),
        box((-46, -46), (92, 92), CREAM, 20),
        *(circle(a, b, 8, INK) for a, b in spots[pips]),
        size=size,
        turn=turn,
    )


def clip_(x: float, y: float, turn: float) -> str:
    """Return a paper clip."""
    return at(
        x, y, line("M-8,30V-24Q-8,-38 6,-38Q20,-38 20,-24V22Q20,40 2,40Q-18,40 -18,22V-16", STONE, 6), turn=turn
    )


def chest_and_dice() -> str:
    """Draw six paper clips and six throws without a six; a row of chests in which only the last holds a sword."""
    table = box((0, 540), (W, 180), "#b27d57") + box((0, 540), (W, 16), "#c99870")
    throws = "".join(
        die(120 + n * 120, 610, p, 0.9, t) for n, (p, t) in enumerate(((2, -8), (5, 6), (1, -4), (3, 9), (4, -6)))
    )
    row = "".join(at(120 + n * 140, 160, chest(open_=True), size=0.82) for n in range(5))
    row += "".join(at(120 + n * 140, 290, chest(open_=True), size=0.82) for n in range(4))
    sword = at(
        0,
        -60,
        soft("M-7,-96L0,-116L7,-96V0H-7Z", MIST, 4),
        line("M-34,4H34", LAMP, 12),
        line("M0,8V40", COCOA, 12),
    )
    last = at(120 + 4 * 140, 420, at(0, -10, sword, size=1.25), chest(open_=True), size=1)
    row += "".join(at(120 + n * 140, 420, chest(open_=True), size=0.82) for n in range(4)) + last
    row += sparkle(610, 330, 16) + sparkle(752, 330, 14, CREAM)
    clips = "".join(clip_(800 + n * 62, 630, t) for n, t in enumerate((-20, 14, -6)))
    teen = Person(SKINS[2], HAIRS[1], "shag", CORAL, mood="think", look=(-8, 2), hands=((-104, -70), (58, -22)))
    ask = bubble(
        (900, 140),
        (210, 130),
        at(-52, 0, chest(), size=0.56),
        line("M-6,-8h22M-6,8h22", STONE, 7),
        at(62, 0, coins(), size=0.8),
        tail=(40, 104),
    )
    return picture(
        W,
        H,
        shore(133),
        row,
        keeper((1190, 500), 0.7, "calm", (-8, 3)),
        teen.draw(960, 500, 1.2),
        table,
        throws,
        clips,
        die(848, 470, 6, 0.74, 12),
        ask,
    )
