"""Scenes of the topic wellbeing: the owl shuts a screen, a map of help, two messages in one evening."""

from __future__ import annotations

from pictures.beasts import GRAN_OWL, OWL, bird, spectacles
from pictures.icons import clouded, disc, handset, heart, home
from pictures.lighthouse import beam
from pictures.people import HAIRS, SKINS, Person
from pictures.places import school
from pictures.rooms import room, rug, seaside, shadow, window
from pictures.sea import moon
from pictures.shapes import (
    BARK,
    BRICK,
    COCOA,
    CORAL,
    CREAM,
    FERN,
    INK,
    MOSS,
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
from pictures.signs import bubble, cross, ring_timer
from pictures.stages import H, W, keeper, night
from pictures.things import phone


def shut_and_tell() -> str:
    """Draw a tablet turned face down under a blanket, an owl with ruffled feathers and its granny's open wings."""
    table = box((60, 500), (420, 34), "#b27d57", 14) + box((100, 530), (28, 150), "#8a5c3f", 8)
    table += box((410, 530), (28, 150), "#8a5c3f", 8)
    back = box((110, 452), (320, 48), INK, 18) + circle(150, 476, 9, STONE)
    quilt = shape("M150,440Q270,410 400,440L416,500Q400,516 380,500Q270,520 170,500Q140,516 136,496Z", MOSS)
    quilt += line("M160,462Q270,438 398,462", "#a9d3b8", 8)
    teeth = pale(0.9, "".join(soft(f"M{x},500l12,0l-6,14Z", CREAM, 3) for x in (432, 446)))
    child = bird(OWL, "worry", ((-60, -60), (92, -96)), ruffled=True)
    gran = at(0, 0, bird(GRAN_OWL, "kind", ((-122, -104), (122, -104))), spectacles())
    return picture(
        W,
        H,
        room(W, H),
        window((560, 44), (220, 226), seaside("kind", (220, 226), 0.42, (2, 3))),
        rug(860, 676, 760, CORAL, BRICK),
        table,
        back,
        teeth,
        quilt,
        shadow(700, 688, 240),
        at(700, 688, child, size=1.5),
        shadow(1010, 690, 280),
        at(1010, 690, gran, size=1.9),
    )


def help_map() -> str:
    """Draw a map: a child in the middle, roads to home, school and helpline; one is closed."""
    paper = at(
        600,
        360,
        pale(0.25, box((-540, -310), (1096, 640), INK, 30)),
        box((-550, -320), (1100, 640), SAND, 30),
        line("M-184,-320V320M184,-320V320", "#dfcaa0", 6),
    )

    def road(d: str) -> str:
        return line(d, "#c9a978", 46) + line(d, CREAM, 36)

    roads = road("M600,560Q400,540 270,260") + road("M604,540Q610,300 610,190") + road("M600,560Q820,540 930,280")
    bar = at(610, 282, box((-52, -12), (104, 24), CREAM, 8), line("M-36,-8L-20,8M-8,-8L8,8M20,-8L36,8", BRICK, 8))
    house = at(250, 220, disc((0, 0), home(), r=86, size=1.5, colour="#d9ecf3"))
    lessons = at(610, 150, circle(0, 0, 86, "#fdeabf"), at(0, 46, school(520), size=0.24))
    line_ = at(950, 220, disc((0, 0), handset(), r=86, size=1.4, colour="#fbd8cd"))
    kid = Person(
        SKINS[1],
        HAIRS[0],
        "tuft",
        SHALLOW,
        mood="calm",
        look=(6, -2),
        hands=((-56, -30), (80, -100)),
        stripes=CREAM,
    )
    rain = at(470, 400, clouded(), size=1.5)
    trees = "".join(
        at(x, y, circle(0, -24, 26, FERN), line("M0,0V24", BARK, 9))
        for x, y in ((140, 540), (210, 580), (900, 600))
    )
    return picture(
        W,
        H,
        night(92),
        paper,
        roads,
        house,
        lessons,
        bar,
        line_,
        trees,
        rain,
        shadow(600, 670, 150),
        kid.draw(600, 560, 1.0),
        keeper((1180, 640), 0.86, "happy", (-8, 0)),
    )


def two_messages() -> str:
    """Draw a teenager on a bench between two messages: a dare is waved away, a sad one is answered."""
    ground = shape("M0,600Q640,560 1280,604V720H0Z", "#223f5d")
    bench = box((430, 520), (400, 30), BARK, 10) + box((430, 440), (400, 26), BARK, 10)
    bench += line("M470,440V640M790,440V640", COCOA, 16)
    dare = at(
        240,
        260,
        bubble(
            (0, 0),
            (300, 200),
            at(-56, 0, ring_timer(0, 0, 40, 0.2)),
            at(66, 0, oval((0, 0), 44, 28, "#e8eef3"), circle(0, 0, 17, INK)),
            tail=(120, 150),
        ),
    )
    sad = at(
        1000, 250, bubble((0, 0), (260, 170), at(0, 4, clouded(), size=1.25), tail=(-40, 140), colour="#e8eef3")
    )
    reply = bubble((800, 330), (120, 96), at(0, 2, heart(), size=0.9), tail=(-70, 70))
    far = Person(SKINS[0], HAIRS[2], "shag", SHALLOW, mood="tired", look=(-4, 5), hands=((-50, -20), (30, -44)))
    frame = box((900, 400), (200, 220), SAND, 18) + box((914, 414), (172, 192), "#41698c", 12)
    other = f'<clipPath id="pane">{box((914, 414), (172, 192), "#000", 12)}</clipPath>'
    other += f'<g clip-path="url(#pane)">{far.draw(1000, 640, 0.9)}</g>'
    hero = Person(
        SKINS[2],
        HAIRS[0],
        "curls",
        CORAL,
        mood="kind",
        look=(8, 2),
        hands=((-104, -100), (76, -56)),
        feet=((-30, 96), (34, 96)),
    )
    device = at(620, 530, phone((84, -72), (42, 66), turn=10), size=1.05)
    return picture(
        W,
        H,
        night(93),
        moon(90, 90, 40),
        beam((1190, 250), (560, 560), 300, 0.12),
        keeper((1190, 560), 0.94, "kind", (-8, 3)),
        ground,
        dare,
        cross(352, 180, 1),
        frame,
        other,
        sad,
        bench,
        hero.draw(620, 530, 1.05),
        device,
        reply,
        pale(0.3, oval((620, 668), 130, 12, INK)),
    )
