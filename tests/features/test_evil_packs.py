"""A thousand and more evil packs, each one change away from a good one, are sent to the bot as documents: none
breaks it, none is kept or serves, each gets a kind answer, and the good one that comes next is taken.
"""

from __future__ import annotations

import resource
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from bot.store import editions, schema
from tests.features.test_studio import editor, organiser, zipped
from tests.packs.test_archive import EVIL
from tests.packs.test_thousand import ALL, FILES
from tests.talk import FIXTURES, House, Person

if TYPE_CHECKING:
    from tests.packs.test_thousand import Change

__all__ = ["editor", "organiser"]

MORE = (
    "lamp/pack.yml",
    "lamp-sets/pack.yml",
    "lamp/glossary.en.md",
    "lamp/light/9-11/tips.en.md",
    "lamp-sets/light/9-11/quiz.en.md",
)
GROWTH = 200 * 2**20
"""Bytes by which this process may grow at most while it reads them all."""


def good_pack(pack: str) -> dict[str, bytes]:
    """The files of a fixture pack that changes are made in, under an id that nobody has."""
    found = {}
    for name in (*FILES, *MORE):
        of_pack, _, path = name.partition("/")
        if of_pack == pack:
            found[path] = (FIXTURES / name).read_bytes()
    found["pack.yml"] = found["pack.yml"].replace(b"id: lamp", b"id: torch")
    return found


GOOD = {pack: good_pack(pack) for pack in ("lamp", "lamp-sets")}


def spoilt(change: Change) -> bytes:
    """The archive of a good pack with one line changed."""
    pack, _, path = change.file.partition("/")
    files = dict(GOOD[pack])
    lines = files[path].decode().split("\n")
    lines[change.line - 1] = change.becomes
    files[path] = "\n".join(lines).encode("utf-8", "surrogateescape")
    return zipped(files)


def kept(house: House) -> int:
    with house.stores.durable.turn() as db:
        assert editions.served(db) == []
        return int(db.scalar(select(func.count()).select_from(schema.editions)) or 0)


def refused(house: House, editor: Person, evil: list[Change], archives: list[bytes]) -> None:
    """Send them all; then a good one."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    for change in evil:
        editor.sends_pack(spoilt(change))
        assert editor.sees.startswith("Not taken yet"), change
        assert "I have kept nothing of it." in editor.sees, change
        assert "🛠 Studio" in editor.labels, change
    for content in archives:
        editor.sends_pack(content)
        assert editor.sees.startswith("Not taken yet")
    assert kept(house) == 0
    for pack, files in GOOD.items():
        editor.sends_pack(zipped(files))
        assert "Your draft is here" in editor.sees, pack
    assert kept(house) == len(GOOD)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before < GROWTH


@pytest.mark.slow
def test_one_of_each_kind_is_refused_kindly_and_the_good_one_is_taken(house: House, editor: Person) -> None:
    kinds = {change.what: change for change in ALL}
    refused(house, editor, [*kinds.values()], [content for _, content in EVIL.values()])


@pytest.mark.soak
def test_all_of_them_are_refused_kindly_and_the_good_one_is_taken(house: House, editor: Person) -> None:
    assert len(ALL) >= 1000
    refused(house, editor, ALL, [content for _, content in EVIL.values()])
