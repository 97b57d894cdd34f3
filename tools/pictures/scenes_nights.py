"""Scenes of the stories for the older ones: a call, a chat at one forty, a message from Mira, a grey umbrella, the
last ramp.
"""

from __future__ import annotations

from pictures.icons import card, clouded, coins, disc, heart, mask_of
from pictures.people import HAIRS, SKINS, Person
from pictures.pets import parrot
from pictures.rooms import room, rug, seaside, shadow, window
from pictures.sea import moon
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
    SAND,
    SEA,
    SHALLOW,
    STONE,
    at,
    box,
    circle,
    cut_out,
    line,
    pale,
    picture,
    shape,
    soft,
)
from pictures.signs import bubble, ring_timer
from pictures.stages import H, W, keeper, shore
from pictures.things import moon_clock, padlock, phone, wheel


def the_call() -> str:
    """Draw a teenager on the phone with a parrot on the shoulder; at the other end one mask plays three voices."""
    dark = shape("M760,0H1280V720H860Q700,360 760,0Z", "#14273c")
    voices = "".join(
        disc((x, y), mask_of(c), r=78, colour="#d3dbe4", size=0.95)
        for x, y, c in ((930, 150, "#2d6891"), (1120, 340, "#66432f"), (930, 540, "#14273c"))
    )
    cord = line(
        "M520,330Q620,280 700,340T830,200M700,340Q760,380 1020,340M700,340Q760,460 830,510",
        LAMP,
        7,
        stroke_dasharray="2 16",
    )
    code = bubble((620, 160), (210, 96), *(circle(-60 + 24 * n, 0, 8, SEA) for n in range(6)), tail=(-120, 90))
    hero = Person(SKINS[0], HAIRS[2], "tuft", MOSS, mood="think", look=(6, 0), hands=((-60, -30), (78, -150)))
    device = at(360, 560, phone((74, -170), (34, 72), turn=14), circle(70, -146, 15, SKINS[0]), size=1.4)
    bird = at(276, 424, parrot("wow", look=(4, 0)), size=0.46)
    exit_ = at(610, 600, circle(0, 0, 58, BRICK), at(0, 6, line("M-34,6Q0,-22 34,6", CREAM, 16)))
    return picture(
        W,
        H,
        room(W, H),
        window((70, 60), (190, 220), seaside("firm", (190, 220), 0.41, (6, 2))),
        dark,
        cord,
        voices,
        code,
        exit_,
        hero.draw(360, 560, 1.4),
        device,
        bird,
        shadow(360, 704, 200),
    )


def one_forty() -> str:
    """Draw a girl who sits up in bed by night and answers a friend; the clock says one forty."""
    wall = box((0, 0), (W, H), "#274766") + box((0, 600), (W, 120), "#1b3550")
    head = (
        box((90, 330), (36, 330), BARK, 14)
        + box((760, 470), (30, 190), BARK, 12)
        + box((110, 600), (660, 40), BARK, 12)
    )
    sheet = box((120, 540), (650, 70), CREAM, 22) + box((130, 440), (170, 130), CREAM, 44)
    quilt = shape("M250,560Q420,490 560,520T770,530V640H240Q230,590 250,560Z", "#7f7399") + line(
        "M270,590Q440,530 560,556T764,570", "#a99fbb", 10
    )
    hero = Person(SKINS[1], HAIRS[0], "shag", SHALLOW, mood="kind", look=(8, 4), hands=((-40, -40), (64, -66)))
    light = pale(0.22, circle(480, 430, 210, MIST))
    device = at(390, 540, phone((76, -86), (48, 78), turn=8), circle(64, -66, 15, SKINS[1]), size=1.25)
    clock = at(1130, 640, box((-70, -40), (140, 60), "#8a5c3f", 12), moon_clock(0, -92, 52, (1.66, 8)))
    sad = bubble((760, 170), (190, 120), at(0, 2, clouded(), size=1.1), tail=(60, 100), colour="#e8eef3")
    answer = bubble((600, 330), (150, 100), at(0, 2, heart(), size=0.86), tail=(-60, 80))
    return picture(
        W,
        H,
        wall,
        window((930, 70), (250, 280), seaside("kind", (250, 280), 0.54, (-6, 4))),
        light,
        head,
        sheet,
        at(390, 540, hero.torso(), hero.arm((-40, -40)), hero.arm((64, -66)), hero.head(0, -168), size=1.25),
        quilt,
        device,
        sad,
        answer,
        clock,
    )


def mira() -> str:
    """Draw a teenager before a chat full of hearts; behind the picture of Mira hangs a mask on a string; a grown
    brother opens the door.
    """
    sweet = Person(SKINS[0], HAIRS[3], "shag", CORAL, mood="wink")
    chat = phone(
        (240, 350),
        (330, 580),
        at(0, -170, circle(0, 0, 74, "#f6d0c6"), at(0, 4, sweet.head(), size=0.95)),
        bubble((-30, -40), (190, 76), line("M-60,-8h120M-60,14h70", STONE, 9), tail=(-80, 52)),
        bubble((-30, 66), (190, 76), at(-40, 0, heart(), size=0.6), at(20, 0, heart(), size=0.6), tail=(-80, 52)),
        bubble((-30, 172), (190, 76), at(0, 2, padlock(0, 8, 0.44)), tail=(-80, 52)),
        screen=SEA,
        turn=-5,
    )
    behind = at(
        420,
        190,
        disc((0, 0), mask_of(), r=72, colour="#d3dbe4", size=0.86),
        line("M-60,40L-120,90", CREAM, 5, stroke_dasharray="2 12"),
    )
    hero = Person(
        SKINS[2], HAIRS[1], "tuft", MOSS, mood="worry", look=(-8, 0), hands=((-64, -40), (58, -22)), stripes=CREAM
    )
    wall = box((900, 60), (300, 600), "#5f8fb3", 16) + box((924, 88), (252, 572), "#fdeabf", 10)
    leaf = shape("M1176,88L1240,130V690L1176,660Z", "#8a5c3f") + circle(1198, 400, 9, LAMP)
    brother = Person(
        SKINS[2],
        HAIRS[1],
        "swoop",
        SHALLOW,
        mood="kind",
        look=(-8, 2),
        hands=((-104, -90), (58, -22)),
        glasses=True,
    )
    return picture(
        W,
        H,
        room(W, H),
        window((520, 56), (200, 220), seaside("kind", (200, 220), 0.42, (2, 3))),
        chat,
        behind,
        wall,
        leaf,
        rug(650, 684, 420, "#5f8fb3", "#3f6f95"),
        shadow(640, 684, 200),
        hero.draw(640, 550, 1.3),
        brother.draw(1050, 548, 1.4),
    )


def grey_umbrella() -> str:
    """Draw a boy with a parrot and a jar for a wheel; on the screen a man without a face under a grey umbrella."""
    dome = shape(
        "M-120,0Q-110,-110 0,-116Q110,-110 120,0Q90,-26 60,0Q30,-26 0,0Q-30,-26 -60,0Q-90,-26 -120,0Z", STONE
    )
    stick = line("M0,-116V-134M0,0V120Q0,144 22,140", INK, 9)
    screen = at(
        330,
        310,
        box((-270, -220), (540, 440), INK, 36),
        box((-244, -194), (488, 388), "#41698c", 20),
        at(0, 70, mask_of(), size=2),
        at(60, -10, dome, stick, size=1.1),
        at(-150, -120, coins(), size=1.1),
        at(170, 130, ring_timer(0, 0, 34, 0.2)),
    )
    desk = (
        box((20, 560), (640, 36), "#b27d57", 14)
        + box((70, 590), (30, 110), "#8a5c3f", 8)
        + box((580, 590), (30, 110), "#8a5c3f", 8)
    )
    stand = box((290, 526), (80, 40), INK, 8)
    boy = Person(
        SKINS[1], HAIRS[0], "mop", CORAL, mood="think", look=(-8, 0), hands=((-58, -22), (58, -60)), stripes=CREAM
    )
    savings = at(
        1110,
        640,
        box((-56, -120), (112, 124), MIST, 20, opacity=0.85),
        at(-6, -22, coins(), size=0.7),
        circle(26, -20, 12, BRICK),
        box((-60, -138), (120, 24), SEA, 10),
    )
    dream = bubble((1100, 250), (210, 180), wheel(0, 0, 62, 12), tail=(-70, 130))
    return picture(
        W,
        H,
        room(W, H),
        window((700, 44), (190, 210), seaside("firm", (190, 210), 0.4, (-6, 3))),
        desk,
        stand,
        screen,
        rug(900, 682, 560, LAMP, "#dfa23a"),
        shadow(850, 684, 210),
        boy.draw(850, 548, 1.34),
        at(770, 418, parrot("firm", look=(-5, 0)), size=0.46),
        dream,
        savings,
    )


def last_ramp() -> str:
    """Draw a skater before a fence round a ramp, a friend with a pasty, a poster of a faceless voice and a paper
    with a name and a date.
    """
    ground = box((0, 610), (W, 110), "#3d5570") + box((0, 610), (W, 12), "#50698a")
    ramp = (
        shape("M330,610Q560,600 620,380H690V610Z", "#8a5c3f")
        + line("M330,606Q556,596 618,384", SAND, 14)
        + box((612, 370), (88, 18), STONE, 6)
    )
    mesh = "".join(
        line(f"M{x},250L{x + 340},610M{x + 340},250L{x},610", STONE, 4, opacity=0.65) for x in range(-80, 640, 68)
    )
    fence = cut_out("fence", (180, 250), (560, 360), 0, mesh)
    posts = line("M180,240V610M366,240V610M552,240V610M740,240V610", STONE, 13) + line("M180,250H740", STONE, 9)
    poster = card(
        (60, 90),
        (190, 230),
        at(0, -20, mask_of(), size=1.1),
        line("M-60,80h120", BRICK, 12),
        colour="#d3dbe4",
        turn=-6,
    )
    paper = card(
        (1000, 80),
        (220, 250),
        line("M-70,-80h140M-70,-48h140M-70,-16h90", STONE, 10),
        line("M-60,44q20,-30 34,0t34,-6t34,6", SEA, 7),
        at(62, 88, moon_clock(0, 0, 30, (6, 6))),
        turn=5,
    )
    skater = Person(SKINS[0], HAIRS[2], "curls", CORAL, mood="firm", look=(8, -2), hands=((-60, -30), (72, -60)))
    board = at(
        0,
        0,
        box((-16, -120), (32, 240), FERN, 16),
        circle(22, -80, 11, CREAM),
        circle(22, 80, 11, CREAM),
        at(
            0,
            -30,
            circle(0, 0, 15, LAMP),
            circle(9, -13, 9, LAMP),
            soft("M16,-14l14,4l-14,4Z", "#ee8450", 3),
            circle(11, -15, 2, INK),
        ),
    )
    friend = Person(SKINS[3], HAIRS[0], "short", LAMP, mood="calm", look=(-6, 0), hands=((-58, -22), (50, -112)))
    pasty = shape("M-34,12Q0,-40 34,12Z", "#d9a05b") + line("M-30,10q8,8 15,0t15,0t15,0t15,0", "#b27d57", 6)
    return picture(
        W,
        H,
        shore(163, 560),
        moon(1230, 60, 30),
        keeper((990, 560), 0.44, "calm", (6, 2)),
        ground,
        ramp,
        fence,
        posts,
        poster,
        paper,
        skater.draw(800, 568, 1.2),
        at(900, 560, board, turn=6),
        circle(886, 496, 18, SKINS[0]),
        friend.draw(1090, 570, 1.22),
        at(1156, 428, pasty),
    )
