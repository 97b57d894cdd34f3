"""Scenes of the topic recruitment: a fish on a star's hook, three signs of a bad task, a chat on strings."""

from __future__ import annotations

from pictures.beasts import AUNT_PENGUIN, PENGUIN, bird
from pictures.faces import face
from pictures.icons import card, coins, disc, letter, mask_of
from pictures.people import HAIRS, SKINS, Person
from pictures.pets import fish
from pictures.rooms import ringing
from pictures.sea import moon
from pictures.shapes import (
    BARK,
    BRICK,
    CORAL,
    CREAM,
    INK,
    LAMP,
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
    picture,
    shape,
    soft,
    star_path,
)
from pictures.signs import bubble, cross, ring_timer
from pictures.stages import H, W, keeper, night, shore
from pictures.things import hook, magnifier, padlock


def secret_task() -> str:
    """Draw a penguin that shows a note to its aunt; a star without a face dangles a fish on a hook."""
    ice = shape("M0,560Q300,520 640,546T1280,540V720H0Z", "#dcebf3") + shape(
        "M0,640Q420,600 1280,644V720H0Z", MIST
    )
    star = soft(star_path((0, 0), (92, 92), 0.5, 5), LAMP, 12) + box((-46, -24), (92, 34), INK, 17)
    lure = line("M230,250V330", CREAM, 4) + hook(230, 330, 0.9) + at(214, 486, fish("happy", SHALLOW), size=0.8)
    note = at(0, 0, letter(), size=1.1)
    child = bird(PENGUIN, "happy", ((-74, -50), (108, -104)))
    aunt = bird(AUNT_PENGUIN, "kind", ((-104, -104), (78, -52)))
    shine = ringing(230, 160, 120, CREAM)
    return picture(
        W,
        H,
        night(81),
        keeper((1120, 470), 0.66, "happy", (-7, 3)),
        ice,
        at(230, 160, star, size=1.1),
        shine,
        lure,
        cross(330, 470, 1.1),
        at(610, 690, child, size=1.6),
        at(900, 690, aunt, size=1.9),
        at(768, 500, note),
    )


def three_signs() -> str:
    """Draw a child with a magnifier before a message of a man without a face; a lock, a crown, a heap of coins."""
    crown = soft("M-34,24L-40,-22L-16,-2L0,-34L16,-2L40,-22L34,24Z", LAMP, 6) + circle(0, 10, 7, CORAL)
    page = card(
        (70, 70),
        (480, 560),
        box((-240, -280), (480, 90), STONE, 26),
        disc((0, -150), mask_of(), r=92, colour=MIST, size=1.08),
        bubble(
            (-20, 20), (330, 90), line("M-120,-12h240M-120,14h150", STONE, 10), tail=(-150, 60), colour="#e8eef3"
        ),
        bubble(
            (-20, 150), (330, 90), line("M-120,-12h200M-120,14h230", STONE, 10), tail=(-150, 60), colour="#e8eef3"
        ),
        turn=-2,
    )
    signs = disc((660, 150), padlock(0, 8, 0.8), r=74) + disc((730, 340), at(0, 4, crown), r=74, size=1.1)
    signs += disc((660, 530), coins(), r=74, size=1.2)
    links = line("M480,330Q560,200 588,170M500,350H650M480,380Q560,500 588,520", LAMP, 7, stroke_dasharray="3 17")
    child = Person(
        SKINS[4],
        HAIRS[0],
        "curls",
        CORAL,
        mood="think",
        look=(-9, 0),
        hands=((-108, -96), (58, -22)),
        stripes=CREAM,
    )
    return picture(
        W,
        H,
        shore(82),
        page,
        links,
        signs,
        keeper((1160, 600), 0.74, "calm", (-8, 2)),
        child.draw(940, 570, 1.34),
        at(940, 570, magnifier(-128, -128, 40, 45), circle(-106, -96, 15, SKINS[4]), size=1.34),
    )


def cut_strings() -> str:
    """Draw five messages on the strings of a hand above; a teenager cuts them: praise, us and them, money, hurry,
    secrecy.
    """
    bar = box((200, 60), (620, 24), BARK, 12) + box((500, 20), (24, 60), BARK, 10)
    glove = at(512, 24, oval((0, 0), 46, 26, INK), line("M-30,6V30M-10,10V38M12,10V38M32,6V30", INK, 16))
    sides = at(0, 0, circle(-22, 0, 22, CORAL), circle(22, 0, 22, SEA), line("M0,-32V32", CREAM, 8))
    items = (
        (150, 300, at(0, -4, face("glad", cheeks=""), size=0.72)),
        (320, 390, sides),
        (490, 300, coins()),
        (640, 400, ring_timer(0, 0, 26, 0.25)),
        (950, 250, padlock(0, 8, 0.56)),
    )
    strings = ""
    for n, (x, y, icon) in enumerate(items):
        top = 240 + n * 136
        cut = n < len(items) - 2
        if cut:
            strings += line(f"M{top},84L{top + (x - top) * 0.4:.0f},{84 + (y - 50 - 84) * 0.4:.0f}", CREAM, 4)
            strings += line(f"M{x},{y - 50}q-12,-30 6,-56", CREAM, 4)
        else:
            strings += line(f"M{top},84L{x},{y - 50}", CREAM, 4)
        strings += bubble((x, y), (150, 100), icon, tail=(-50, 68), colour="#fdf1d2")
    hero = Person(SKINS[1], HAIRS[1], "mop", MOSS, mood="firm", look=(-6, -6), hands=((-108, -200), (58, -24)))
    blades = at(
        -118,
        -228,
        line("M-24,-40L14,30M24,-40L-14,30", STONE, 11),
        circle(-16, 40, 13, "none", stroke=BRICK, stroke_width=9),
        circle(16, 40, 13, "none", stroke=BRICK, stroke_width=9),
        turn=-40,
    )
    return picture(
        W,
        H,
        shore(83),
        moon(1210, 80, 36),
        glove,
        bar,
        strings,
        keeper((1110, 630), 0.9, "happy", (-8, 0)),
        hero.draw(800, 600, 1.2),
        at(800, 600, blades, size=1.2),
    )
