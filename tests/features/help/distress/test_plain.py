"""Hearing takes short cuts; what it answers is what trying every phrase on every word answers."""

from __future__ import annotations

import random
import re
from functools import cache

import pytest

from bot.features.help.distress.judging import Stretch, judged
from bot.features.help.distress.normalise import clean, read
from tests.features.help.distress.labelled import FOLDER, LANGUAGES, rows, statements
from tests.features.help.distress.messages import detector
from tests.features.help.distress.plain import Plain

LISTS = FOLDER.parents[3] / "bot" / "help" / "distress"
LONGEST = 48
"""Words of a message that is heard as one."""


@cache
def plain() -> Plain:
    """Return the package's phrase book as flat lists."""
    assert detector._book is not None
    return Plain(detector._book)


@cache
def messages() -> list[str]:
    """Return every labelled message and statement there is."""
    labelled = [row.words for part in ("dev", "held") for language in LANGUAGES for row in rows(part, language)]
    return [*labelled, *(words for language in LANGUAGES for words in statements(language))]


@cache
def listed() -> tuple[list[str], list[str]]:
    """Return the words of the lists, and their lines bare of marks."""
    texts = [path.read_text("utf-8") for path in sorted(LISTS.rglob("*.txt"))]
    lines = [line.partition("#")[0] for text in texts for line in text.splitlines()]
    return sorted({word for line in lines for word in re.findall(r"[^\W\d_]+", line)}), [
        " ".join(re.findall(r"[^\W\d_]+", part)) for line in lines for part in re.split(r"[,&+]|unless", line)
    ]


def mixed(seed: int) -> str:
    """Return a message that nobody would write: listed words, bits of phrases and of messages, marks, denials."""
    chance = random.Random(seed)  # noqa: S311 - the same messages in every run, no secret
    words, lines = listed()
    parts = []
    for _ in range(chance.randrange(1, 9)):
        some = chance.choice(messages()).split()
        at = chance.randrange(len(some))
        parts.append(chance.choice([chance.choice(words), chance.choice(lines), " ".join(some[at : at + 4])]))
        parts.append(chance.choice(["", "", "", "", ".", "!", "не", "don't", "«", "»", '"']))
    return " ".join(parts)


def assert_heard_as_plainly(words: str) -> None:
    """Both ways of hearing agree about a message."""
    book = plain().book
    text = clean(words, book.vocabulary)
    if len(read(text, book.vocabulary).words) > LONGEST:
        return
    for places in (book.vocabulary.places, book.vocabulary.spoken_places):
        quick = judged(book, Stretch(book, read(text, book.vocabulary), places))
        assert quick == plain().judged(read(text, book.vocabulary), places), words


def test_some_messages_are_heard_as_trying_everything_hears_them() -> None:
    chosen = random.Random(4).sample(messages(), 3)  # noqa: S311 - as above
    for words in (*chosen, *map(mixed, range(3))):
        assert_heard_as_plainly(words)


@pytest.mark.parametrize(
    ("every", "mixtures"),
    [pytest.param(100, 15, marks=pytest.mark.slow), pytest.param(10, 150, marks=pytest.mark.soak)],
)
def test_many_messages_and_mixtures_are_heard_as_trying_everything_hears_them(every: int, mixtures: int) -> None:
    for words in (*messages()[::every], *map(mixed, range(3, mixtures))):
        assert_heard_as_plainly(words)
