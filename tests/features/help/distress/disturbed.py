"""Disturbed: what people type around a cry and into it: small talk before it, a laugh or a shrug behind it, a
stray word, a slip of one letter. The same message is disturbed in the same way in every run.
"""

from __future__ import annotations

import random
from typing import NamedTuple


class Around(NamedTuple):
    """What stands around a cry in one language, and the letters of a slip."""

    before: tuple[str, ...]
    behind: tuple[str, ...]
    laughs: tuple[str, ...]
    odd: tuple[str, ...]
    letters: str


TRIED = {
    "en": Around(
        ("we had maths today and the teacher was ill. ", "today in school we had a test. ",
         "in history we learned about the romans. ", "i have homework for tomorrow. "),
        (" so yeah that's it", " so yeah, thats it", ". so yeah that's it"),
        (" lol", " haha", " 😂", " lmao"),
        ("blorp", "hmm", "tuesday", "zzz", "actually", "like"),
        "abcdefghijklmnopqrstuvwxyz",
    ),
    "ru": Around(
        ("сегодня в школе была контрольная. ", "у нас была математика и учитель заболел. ",
         "по истории проходили римлян. ", "мне на завтра задали уроки. "),
        (" ну вот как-то так", ", вот такие дела", ". ну вот и всё"),
        (" ахах", " лол", " хаха", " 😂"),
        ("брямс", "хм", "вторник", "эээ", "кстати", "типа"),
        "абвгдежзийклмнопрстуфхцчшщыьэюя",
    ),
}  # fmt: skip
"""What the tests try; nothing of it teaches."""

_LONG, _SHORT = 4, 2
"""Letters of the words that a slip hits: long ones first."""


def before(words: str, around: Around) -> str:
    """Return a message with small talk before it."""
    return _chance("before", words).choice(around.before) + words


def behind(words: str, around: Around) -> str:
    """Return a message with a shrug behind it."""
    return words.rstrip(".!") + _chance("behind", words).choice(around.behind)


def laughed(words: str, around: Around) -> str:
    """Return a message with a laugh behind it."""
    return words + _chance("laughed", words).choice(around.laughs)


def odd(words: str, around: Around) -> str:
    """Return a message with a stray word in it."""
    chance, parts = _chance("odd", words), words.split(" ")
    parts.insert(chance.randrange(len(parts) + 1), chance.choice(around.odd))
    return " ".join(parts)


def slipped(words: str, around: Around) -> str:
    """Return a message with a letter of one word left out, doubled, swapped with its neighbour or another one."""
    chance, parts = _chance("slipped", words), words.split(" ")
    for least in (_LONG, _SHORT):
        if places := [at for at, part in enumerate(parts) if len(part) >= least and part.isalpha()]:
            at = chance.choice(places)
            parts[at] = _slip(parts[at], chance, around.letters)
            break
    return " ".join(parts)


def _slip(word: str, chance: random.Random, letters: str) -> str:
    at = chance.randrange(1, len(word) - 1) if len(word) > _SHORT else 0
    begun, letter, rest = word[:at], word[at], word[at + 1 :]
    return begun + chance.choice(
        (rest, letter * 2 + rest, chance.choice(letters) + rest, rest[:1] + letter + rest[1:])
    )


def _chance(kind: str, words: str) -> random.Random:
    return random.Random(kind + words)  # noqa: S311 - the same change in every run, no secret
