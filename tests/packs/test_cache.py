"""Cache: what was read survives it unchanged; a damaged one is thrown away, a grown one written anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.packs.cache import _LazyItem
from bot.packs.codec import from_json, to_json
from bot.packs.loader import Loader
from bot.packs.model import Kind
from bot.packs.parser.reader import find_packs, read_pack
from bot.values.audience import Audience
from tests.packs.pack_kit import FIXTURES, TODAY, edit, the_lesson

if TYPE_CHECKING:
    from pathlib import Path


LESSON = "lamp/light/9-11/lesson.ru.md"


def test_every_item_survives_the_cache_unchanged() -> None:
    for folder in find_packs([FIXTURES]):
        for sheet in read_pack(folder).files.values():
            item = sheet.get()
            assert from_json(to_json(item, folder), folder) == item


def test_an_item_that_was_decoded_lets_its_row_go(root: Path, cache: Path) -> None:
    Loader([root], cache).open(TODAY)
    library, _ = Loader([root], cache).open(TODAY)
    work = next(work for work in library.works() if work.ref.kind is Kind.LESSON)
    decoding = work.source.get
    assert isinstance(decoding, _LazyItem)
    before = decoding._words
    item = decoding()
    assert before
    assert not decoding._words
    assert decoding() is item


@pytest.mark.parametrize("damage", ["empty", "cut", "other code", "bytes", "one row", "folder"])
def test_a_damaged_cache_is_thrown_away_and_made_anew(root: Path, cache: Path, damage: str) -> None:
    Loader([root], cache).open(TODAY)
    whole = cache.read_bytes()
    if damage == "folder":
        cache.unlink()
        cache.mkdir()
    else:
        rows = whole.split(b"\n")
        rows[5] = rows[5].replace("ламп".encode(), "лимп".encode()).replace(b"amp", b"imp")
        broken = {
            "empty": b"",
            "cut": whole[: len(whole) * 2 // 3],
            "other code": b"[]" + whole[whole.index(b"\n") :],
            "bytes": b"\xff\xfe" + whole,
            "one row": b"\n".join(rows),
        }[damage]
        cache.write_bytes(broken)
    loader = Loader([root], cache)
    library, problems = loader.open(TODAY)
    assert problems == []
    term = library.term("lamp", "key", "ru")
    assert term
    assert term.card.title == "Ключ"
    assert {item.title for item in library.listing(Kind.LESSON, Audience.TIER_9_11, "ru")} == {"Лампа и секрет"}
    if damage != "folder":
        again, _ = Loader([root], cache).open(TODAY)
        assert len(again) == len(library)


def test_a_cache_grows_by_changes_and_is_written_anew_in_time(root: Path, cache: Path) -> None:
    loader = Loader([root], cache)
    loader.open(TODAY)
    rows = cache.read_bytes().count(b"\n")
    for number in range(80):
        edit(root / LESSON, "Урок про секрет" + "!" * number, "Урок про секрет" + "!" * (number + 1))
        loader.refresh(TODAY)
    assert cache.read_bytes().count(b"\n") == rows + 80
    Loader([root], cache).open(TODAY)
    assert cache.read_bytes().count(b"\n") == rows
    loader = Loader([root], cache)
    loader.open(TODAY)
    assert the_lesson(loader.library).description.plain.endswith("!" * 80 + ".")
