"""`voice sheet` says what to record; `voice synth` lets a machine read a copy of the pack."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands.loudness import check_loudness, recordings
from bot.commands.read_aloud import missing_programs
from bot.packs.check import check
from bot.packs.parser.reader import read_pack
from tests.packs.pack_kit import FIXTURES, copied, edit
from tests.packs.recordings import recording

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 25)
LESSON = "light/6-8"


@pytest.fixture
def programs_that_read_aloud() -> None:
    missing = missing_programs()
    if missing:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{missing} are missing: .ci/run installs them")
        pytest.skip(f"{missing} are not on this machine")


def run(*words: str) -> str:
    result = CliRunner().invoke(app, ["voice", *words])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_sheet_says_what_to_read_into_which_file(tmp_path: Path) -> None:
    pack = copied(tmp_path, "lamp") / "lamp"
    edit(pack / "pack.yml", "link_hosts:", "voices: {en: {reader: A voice, licence: MIT}}\nlink_hosts:")
    (pack / LESSON / "lamp.en.ogg").write_bytes(recording(3))
    sheet = run("sheet", str(pack), "--locale", "en")
    assert f"### {LESSON}/lamp.en.ogg (about 4 s, recorded: 3 s)" in sheet
    check_card = sheet[sheet.index(f"### {LESSON}/check.en.ogg") :]
    assert check_card.index("What gives light?") < check_card.index("A lamp") < check_card.index("A spoon")
    assert "For the adult" not in sheet
    assert "light/9-11" not in sheet
    assert ".ru.ogg" not in sheet
    assert ".ru.ogg" in run("sheet", str(pack))
    assert "light/9-11" in run("sheet", str(pack), "--tier", "9-11")


@pytest.mark.usefixtures("programs_that_read_aloud")
def test_a_machine_reads_a_copy_of_the_pack_and_says_so(tmp_path: Path) -> None:
    run("synth", str(FIXTURES / "lamp"), "--to", str(tmp_path / "aloud"))
    pack = tmp_path / "aloud" / "lamp"
    for locale in ("ru", "en"):
        cards = read_pack(pack).files[f"{LESSON}/lesson.{locale}.md"].get().cards
        assert all(card.voice and card.voice.synthetic for card in cards)
    told = {one.code for one in check([pack], today=TODAY)} - {one.code for one in check([FIXTURES / "lamp"])}
    assert check_loudness(recordings([pack])) == [], "each is as loud as a phone needs"
    assert told == set(), "each is a whole recording as long as its words need"
    assert not list((FIXTURES / "lamp").rglob("*.ogg")), "the pack itself is not changed"


@pytest.mark.usefixtures("programs_that_read_aloud")
def test_a_language_that_somebody_reads_is_left_to_them(tmp_path: Path) -> None:
    pack = copied(tmp_path, "lamp") / "lamp"
    edit(pack / "pack.yml", "link_hosts:", "voices: {en: {reader: A voice, licence: MIT}}\nlink_hosts:")
    run("synth", str(pack), "--to", str(tmp_path / "aloud"))
    head = read_pack(tmp_path / "aloud" / "lamp").head
    assert head
    assert {locale: one.synthetic for locale, one in head.voices.items()} == {"en": False, "ru": True}
    assert not list((tmp_path / "aloud").rglob("*.en.ogg"))
