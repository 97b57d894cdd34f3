"""Covers: the bot's round picture and the wide picture of the README."""

from __future__ import annotations

from pictures.forest import hedgehog
from pictures.lighthouse import Lighthouse, beam, halo, islet
from pictures.people import HAIRS, SKINS, Person
from pictures.pets import cat_sitting, dragon, hamster, hen_clock
from pictures.places import GRASS
from pictures.sea import cloud, moon, ripple, sea, sky, stars
from pictures.shapes import CORAL, CREAM, LAMP, SHALLOW, at, picture, shape
from pictures.things import phone


def avatar() -> str:
    """Draw the lighthouse close up, to be cut to a circle: all that matters lies within 230 of the middle."""
    rays = beam((256, 160), (-160, 60), 270, 0.2) + beam((256, 160), (672, 60), 270, 0.2)
    figure = halo(256, 160, 1.1) + sea(512, 420, 110) + Lighthouse("happy").draw(256, 590, 1.3)
    return picture(512, 512, sky(512, 512), stars((40, 40, 472, 300), 18, 3), rays, figure)


def banner() -> str:
    """Draw the shore by night: the lighthouse and all its friends."""
    shore = shape("M0,356Q300,300 640,336T1280,320V420H0Z", GRASS[0]) + shape(
        "M0,392Q420,352 1280,388V420H0Z", GRASS[1]
    )
    one = Person(SKINS[3], HAIRS[0], "curls", LAMP, mood="glad", hands=((-80, -150), (60, -24)), stripes=CORAL)
    two = Person(SKINS[0], HAIRS[3], "beanie", SHALLOW, mood="happy", hands=((-60, -24), (40, -56)), stripes=CREAM)
    return picture(
        1280,
        420,
        sky(1280, 420),
        stars((10, 10, 1270, 200), 34, 6),
        moon(90, 76, 38),
        cloud(300, 70, 0.7, "#41698c"),
        cloud(1010, 60, 0.8, "#41698c"),
        sea(1280, 246, 120),
        ripple([(80, 300), (1160, 290)]),
        beam((640, 110), (-200, 60), 300, 0.14),
        beam((640, 110), (1480, 60), 300, 0.14),
        halo(640, 110, 0.9),
        shore,
        islet(640, 370, 210),
        Lighthouse("happy", hands=((-112, -190), (112, -190)), door=True).draw(640, 372, 0.8),
        at(150, 392, dragon("glad", ((-86, -170), (86, -170))), size=0.62),
        at(310, 398, hedgehog("happy", ((-60, -50), (62, -50))), size=0.66),
        one.draw(450, 344, 0.62),
        two.draw(832, 344, 0.62),
        at(829, 344, phone((42, -76), (36, 60), turn=8), size=0.62),
        at(960, 396, cat_sitting("wink"), size=0.6),
        at(1072, 402, hamster("happy"), size=0.56),
        at(1192, 396, hen_clock("grin"), size=0.5),
    )
