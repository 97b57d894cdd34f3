"""The names of classes and of the pupils in them: a colour, an animal and a number of our own lists."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from bot.values.text import bold

if TYPE_CHECKING:
    from bot.chat.turn import Reader
    from bot.features.classes.store.classrooms import Classroom
    from bot.values.text import Text

COLOURS = ("amber", "azure", "blue", "golden", "green", "lilac", "orange", "purple", "red", "silver", "white")
ANIMALS = (
    *("badger", "bear", "beaver", "bison", "crane", "deer", "dolphin", "eagle", "falcon", "fox", "hare"),
    *("hedgehog", "heron", "lynx", "marmot", "otter", "owl", "penguin", "seal", "squirrel", "swan", "turtle"),
    *("walrus", "whale"),
)
"""No animal that children are called in mockery: no pig, rat, donkey, snake, sheep, crow."""


def draw_name(taken: frozenset[tuple[str, str]]) -> tuple[str, str]:
    """Draw a colour and an animal that this teacher's other classes do not have."""
    free = [(colour, animal) for colour in COLOURS for animal in ANIMALS if (colour, animal) not in taken]
    return secrets.choice(free)


def class_name(reader: Reader, classroom: Classroom) -> str:
    """Return the name of a class, such as "Blue Fox". In Russian it is a plural, which has no gender."""
    colours = {
        "amber": reader.say("Amber"),
        "azure": reader.say("Azure"),
        "blue": reader.say("Blue"),
        "golden": reader.say("Golden"),
        "green": reader.say("Green"),
        "lilac": reader.say("Lilac"),
        "orange": reader.say("Orange"),
        "purple": reader.say("Purple"),
        "red": reader.say("Red"),
        "silver": reader.say("Silver"),
        "white": reader.say("White"),
    }
    animals = {
        "badger": reader.say("Badger"),
        "bear": reader.say("Bear"),
        "beaver": reader.say("Beaver"),
        "bison": reader.say("Bison"),
        "crane": reader.say("Crane"),
        "deer": reader.say("Deer"),
        "dolphin": reader.say("Dolphin"),
        "eagle": reader.say("Eagle"),
        "falcon": reader.say("Falcon"),
        "fox": reader.say("Fox"),
        "hare": reader.say("Hare"),
        "hedgehog": reader.say("Hedgehog"),
        "heron": reader.say("Heron"),
        "lynx": reader.say("Lynx"),
        "marmot": reader.say("Marmot"),
        "otter": reader.say("Otter"),
        "owl": reader.say("Owl"),
        "penguin": reader.say("Penguin"),
        "seal": reader.say("Seal"),
        "squirrel": reader.say("Squirrel"),
        "swan": reader.say("Swan"),
        "turtle": reader.say("Turtle"),
        "walrus": reader.say("Walrus"),
        "whale": reader.say("Whale"),
    }
    return f"{colours[classroom.colour]} {animals[classroom.animal]}"


def alias(reader: Reader, classroom: Classroom, number: int) -> str:
    """Return the name of a pupil in a class, such as "Blue Fox 12"."""
    return f"{class_name(reader, classroom)} {number}"


def listed_name(reader: Reader, classroom: Classroom) -> str:
    """Return a class's name for a list; a closed one says so."""
    name = class_name(reader, classroom)
    return "📦 " + reader.say("{name} (closed)", name=name) if classroom.closed else f"🏫 {name}"


def spaced(code: str) -> str:
    """Return a code in groups of four, as people read and copy it: `7KQ4 M2XP 9DTR`."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def pupil_heading(reader: Reader, classroom: Classroom, number: int) -> tuple[Text, str]:
    """Return what the pages of a pupil in their class begin with: its name, and who they are there."""
    here = reader.say("Here you are {alias}.", alias=alias(reader, classroom, number))
    return bold(class_name(reader, classroom)), here
