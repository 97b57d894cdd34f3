"""Cards read aloud: their recordings are found, checked and held to their words; hostile files are refused."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.packs.check import check
from bot.packs.loader import Loader
from bot.packs.model import Kind
from bot.packs.parser.reader import read_pack
from bot.packs.upload.archive import open_archive, pack_up
from bot.packs.upload.upload import open_upload
from bot.packs.upload.voice_file import VOICE_BYTES, voice_flaw, voice_seconds
from tests.packs.pack_kit import FIXTURES, copied, edit
from tests.packs.recordings import LESSON, NAMED, page, recording, spoken

if TYPE_CHECKING:
    from pathlib import Path

    from bot.values.screen import Voice

TODAY = date(2026, 11, 25)
CARDS = ("lamp", "check", "remember")
WHOLE = recording()
EVIL = {
    "nothing": ("E128", b""),
    "a page of the web": ("E128", b"<html><script>alert(1)</script>"),
    "its beginning alone": ("E128", WHOLE[:30]),
    "its heads alone": ("E128", recording(0)),
    "two channels": ("E128", recording(channels=2)),
    "another codec": ("E128", WHOLE.replace(b"OpusHead", b"\x01vorbis\0")),
    "a page that is missing": ("E128", recording(2) + page(b"x", 9, 96_000)),
    "a page behind its end": ("E129", WHOLE + b"<html><script>alert(1)</script>"),
    "another stream behind its end": ("E129", WHOLE + WHOLE),
    "another stream inside": ("E129", WHOLE + page(b"x", 5, 0, serial=8)),
    "the name of who recorded it": ("E129", recording(tags=("ARTIST=Somebody",))),
    "a cover": ("E129", recording(tags=("METADATA_BLOCK_PICTURE=AAAA",))),
    "bytes behind its tags": ("E129", recording(padding=b"hidden")),
    "tags without end": ("E129", recording(padding=bytes(9000))),
    "hours": ("E313", recording(3000)),
}


def voices(pack: Path, locale: str = "ru") -> list[Voice | None]:
    return [card.voice for card in read_pack(pack).files[f"{LESSON}/lesson.{locale}.md"].get().cards]


def codes(pack: Path) -> dict[str, str]:
    """What `check` says of recordings: code → where."""
    told = {"E022", "E128", "E129", "E132", "E311", "E313", "W132", "W133"}
    return {one.code: one.path.removeprefix(f"{pack}/") for one in check([pack], today=TODAY) if one.code in told}


@pytest.mark.parametrize("what", EVIL)
def test_what_is_more_or_less_than_a_recording_is_refused(what: str) -> None:
    code, content = EVIL[what]
    flaw = voice_flaw(content)
    assert flaw
    assert (flaw.code, bool(flaw.what), bool(flaw.fix)) == (code, True, True), flaw


@pytest.mark.parametrize("what", EVIL)
def test_an_upload_with_one_is_refused_with_its_name(what: str) -> None:
    code, content = EVIL[what]
    name = f"{LESSON}/lamp.ru.ogg"
    files, problems = open_archive("pack.zip", pack_up({**_files(FIXTURES / "lamp"), name: content}))
    assert not files
    assert {(one.path, one.code) for one in problems} == {(name, code.replace("E128", "E907"))}


@given(st.binary(max_size=400), st.integers(0, len(WHOLE)), st.integers(0, 40))
def test_no_bytes_in_a_recording_raise_anything(bytes_: bytes, place: int, cut: int) -> None:
    voice_flaw(WHOLE[:place] + bytes_ + WHOLE[place + cut :])


def test_a_recording_cut_within_its_heads_is_none_and_its_length_is_rounded_up() -> None:
    assert [end for end in range(len(recording(0))) if voice_flaw(WHOLE[:end]) is None] == []
    assert [voice_seconds(recording(length)) for length in (0.5, 3, 3.1, 120)] == [1, 3, 4, 120]


def test_a_card_has_the_recording_of_its_language_and_who_read_it(tmp_path: Path) -> None:
    pack = spoken(tmp_path, *CARDS)
    first = voices(pack)[0]
    assert first
    assert (first.file.name, first.seconds, first.synthetic) == ("lamp.ru.ogg", 3, True)
    assert voices(pack, "en") == [None, None, None], "English has none, and Russian does not stand in"
    assert codes(pack) == {}


def test_check_tells_what_is_wrong_with_recordings(tmp_path: Path) -> None:
    lesson = f"{LESSON}/lesson.ru.md"
    some = spoken(tmp_path / "some", "lamp")
    assert codes(some) == {"W132": lesson}
    (some / LESSON / "lamb.ru.ogg").write_bytes(WHOLE)
    (some / LESSON / "img" / "lamp.ogg").write_bytes(WHOLE)
    assert {one.path.rpartition("/")[2] for one in check([some]) if one.code == "E132"} == {
        "lamb.ru.ogg",
        "lamp.ogg",
    }
    slow = spoken(tmp_path / "slow", *CARDS)
    (slow / LESSON / "check.ru.ogg").write_bytes(recording(110))
    assert codes(slow) == {"W133": lesson}
    (slow / LESSON / "check.ru.ogg").write_bytes(bytes(VOICE_BYTES + 1))
    assert codes(slow)["E313"] == lesson
    (slow / LESSON / "check.ru.ogg").write_bytes(recording(channels=2))
    assert codes(slow)["E128"] == lesson
    (slow / LESSON / "check.ru.ogg").unlink()
    (slow / LESSON / "check.ru.ogg").symlink_to(slow / LESSON / "lamp.ru.ogg")
    assert codes(slow)["E311"] == lesson
    unnamed = spoken(tmp_path / "unnamed", *CARDS)
    edit(unnamed / "pack.yml", NAMED, "")
    assert codes(unnamed) == {"E022": lesson}


def test_sound_of_another_kind_is_told_what_a_recording_is(tmp_path: Path) -> None:
    packs = copied(tmp_path)
    (packs / "lamp" / LESSON / "lamp.ru.MP3").write_bytes(b"ID3")
    told = [problem for problem in read_pack(packs / "lamp").problems if problem.path.endswith(".MP3")]
    assert [problem.code for problem in told] == ["E010"]
    assert "mono Opus in a file like door.ru.ogg" in str(told[0].fix)


def test_a_lesson_and_a_story_may_not_share_a_recording(tmp_path: Path) -> None:
    pack = spoken(tmp_path, *CARDS)
    words = (pack / "night" / "story.ru.md").read_text("utf-8")
    (pack / LESSON / "story.ru.md").write_text(words.replace('id="door"', 'id="lamp"'), "utf-8")
    assert codes(pack)["E132"] == f"{LESSON}/lamp.ru.ogg"


def test_a_running_bot_notices_recordings_that_come_and_go(tmp_path: Path) -> None:
    pack = spoken(tmp_path / "packs", "lamp")
    cache = tmp_path / "packs.cache"

    def heard(loader: Loader) -> list[int]:
        item = loader.library.find(Kind.LESSON, "lamp", LESSON, "ru")
        assert item
        return [card.voice.seconds if card.voice else 0 for card in item.cards]

    loader = Loader([tmp_path / "packs"], cache)
    loader.open(TODAY)
    assert heard(loader) == [3, 0, 0]
    again = Loader([tmp_path / "packs"], cache)
    again.open(TODAY)
    assert heard(again) == [3, 0, 0], "also from the cache"
    (pack / LESSON / "check.ru.ogg").write_bytes(recording(5))
    loader.refresh(TODAY)
    assert heard(loader) == [3, 5, 0]
    (pack / LESSON / "lamp.ru.ogg").unlink()
    loader.refresh(TODAY)
    assert heard(loader) == [0, 5, 0]


def test_an_uploaded_pack_carries_its_recordings(tmp_path: Path) -> None:
    sent = open_upload("pack.zip", pack_up(_files(spoken(tmp_path, *CARDS))), TODAY)
    assert not sent.errors
    files, _ = open_archive("pack.zip", sent.content)
    assert files[f"{LESSON}/lamp.ru.ogg"] == WHOLE


def _files(pack: Path) -> dict[str, bytes]:
    return {str(file.relative_to(pack)): file.read_bytes() for file in pack.rglob("*") if file.is_file()}
