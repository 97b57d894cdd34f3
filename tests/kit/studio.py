"""The studio: a small pack, who is invited, and changes to a file of it."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.talk import House, Person

if TYPE_CHECKING:
    from collections.abc import Mapping

ORGANISER = 9001


PACK = {
    "pack.yml": """format: 1
id: harbour
version: 1.0.0
title: {en: Harbour, ru: Гавань}
source_locale: en
locales: [en]
licence: CC-BY-SA-4.0
partner: {name: Harbour desk}
maintainers: [{name: Harbour desk}]
review: {status: approved}
""",
    "boats/9-11/lesson.en.md": """---
title: A boat of one's own
tiers: ["9-11"]
age_mark: 6+
topics: [accounts]
objective: Lock the boat.
minutes: 2
status: approved
---
# A boat of one's own

How boats stay yours.[^guide]

## The lock <a id="lock"></a>

A boat has a lock. Only you have the key.

## What holds? <a id="holds"></a>

Which lock is strong?

- [x] A long word
- [ ] 1234
  > Four digits are guessed in a second.

[^guide]: Harbour guide, 2020.
""",
}


QUIZ = """---
title: Locks
tiers: ["9-11"]
age_mark: 6+
topics: [accounts]
objective: Choose a lock.
minutes: 2
status: approved
---
# Locks

Which lock holds.[^guide]

## What holds? <a id="holds"></a>

Which lock is strong?

- [x] A long word
- [ ] 1234
  > Four digits are guessed in a second.

[^guide]: Harbour guide, 2020.
"""


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def changed(old: str, new: str, file: str = "boats/9-11/lesson.en.md", **more: str) -> dict[str, str]:
    words = PACK[file]
    assert old in words
    return {**PACK, file: words.replace(old, new), **more}


@pytest.fixture
def organiser(house: House) -> Person:
    house.conversation.services.organisers = frozenset({ORGANISER})
    person = Person(house, ORGANISER)
    person.settles_in("educator")
    return person


def invited(organiser: Person, number: int, duty: str = "editor", language: str = "en") -> Person:
    """Somebody new who has followed the organiser's link."""
    organiser.visits("invite")
    organiser.visits(f"invite/{duty}")
    link = re.search(r"start=(\w+)", organiser.sees)
    assert link
    person = Person(organiser.house, number, language)
    person.settles_in("educator")
    person.types(f"/start {link[1]}")
    person.taps(organiser.house.phrases[language].say("I agree, let me in", adult=True))
    return person


@pytest.fixture
def editor(organiser: Person) -> Person:
    return invited(organiser, 2001)
