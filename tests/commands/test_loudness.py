"""The loudness of recordings is measured as broadcasters do; `check` warns of what is too quiet or too loud."""

from __future__ import annotations

import io
import math
import os
import subprocess
import wave
from array import array
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands.loudness import RATE, has_decoder, loudness
from tests.packs.recordings import LESSON, recording, spoken

if TYPE_CHECKING:
    from pathlib import Path

CARDS = ("lamp", "check", "remember")


def tone(*parts: tuple[float, float], hertz: float = 1000) -> array[int]:
    """A sine: for each part its peak in dB of full scale, and its seconds."""
    sound = array("h")
    for level, seconds in parts:
        peak = 10 ** (level / 20) * 32767
        sound.extend(
            round(peak * math.sin(2 * math.pi * hertz * at / RATE)) for at in range(round(seconds * RATE))
        )
    return sound


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([(-23, 20)], -23),
        ([(-33, 20)], -33),
        ([(-36, 10), (-23, 60), (-36, 10)], -23),
        ([(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)], -23),
    ],
    ids=["1", "2", "3", "4"],
)
def test_the_meter_shows_what_the_broadcasters_test_signals_must_show(
    parts: list[tuple[float, float]], expected: float
) -> None:
    """Cases 1 to 4 of EBU Tech 3341: the same sine of 1 kHz on both channels, within a tenth of a unit."""
    assert loudness(tone(*parts)) == pytest.approx(expected, abs=0.1)


def test_deep_rumble_hardly_counts_and_silence_not_at_all() -> None:
    assert loudness(tone((-18, 2), hertz=25)) < loudness(tone((-18, 2))) - 8
    assert loudness(tone((-18, 2), hertz=3000)) > loudness(tone((-18, 2))) + 2
    assert loudness(array("h", bytes(4 * RATE))) == -math.inf
    assert loudness(array("h")) == -math.inf


@pytest.fixture
def programs_that_encode() -> None:
    if not has_decoder():
        if os.environ.get("CI") == "true":
            pytest.fail("opus-tools is missing: .ci/run installs it")
        pytest.skip("opus-tools is not on this machine")


def recorded(level: float) -> bytes:
    """A recording of three seconds, as an editor makes one."""
    whole = io.BytesIO()
    with wave.open(whole, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(tone((level, 3)).tobytes())
    command = ["opusenc", "--quiet", "--bitrate", "24", "-", "-"]
    return subprocess.run(command, input=whole.getvalue(), stdout=subprocess.PIPE, check=True).stdout


def told(path: Path) -> list[str]:
    """What `check` prints of loudness: the lines of W134."""
    result = CliRunner().invoke(app, ["check", str(path)])
    assert result.exit_code in {0, 1}, result.output
    return [line for line in result.output.splitlines() if "W134" in line]


@pytest.mark.usefixtures("programs_that_encode")
def test_check_tells_which_recording_is_too_quiet_too_loud_or_silent(tmp_path: Path) -> None:
    pack = spoken(tmp_path, *CARDS)
    folder = pack / LESSON
    for card, level in zip(CARDS, (-31, -10, -18), strict=True):
        (folder / f"{card}.ru.ogg").write_bytes(recorded(level))
    quiet, loud = sorted(told(pack), key=lambda line: "lamp.ru.ogg" not in line)
    assert quiet.startswith(f"{folder}/lamp.ru.ogg:1:1: warning W134 it has -31.")
    assert loud.startswith(f"{folder}/check.ru.ogg:1:1: warning W134 it has -10.") or " -9." in loud
    assert told(folder / "lamp.ru.ogg") == [quiet], "also when one file alone is asked for"
    assert told(folder / "remember.ru.ogg") == []
    for card in CARDS:
        (folder / f"{card}.ru.ogg").write_bytes(recording())
    assert len([line for line in told(pack) if "it is silent" in line]) == len(CARDS)


@pytest.mark.usefixtures("programs_that_encode")
def test_what_is_no_whole_recording_never_reaches_the_decoder(tmp_path: Path) -> None:
    pack = spoken(tmp_path, *CARDS)
    lamp = pack / LESSON / "lamp.ru.ogg"
    for evil in (recording(channels=2), recording(tags=("ARTIST=Somebody",)), b"OggS", bytes(2**20 + 1)):
        lamp.write_bytes(evil)
        assert not [line for line in told(pack) if "lamp.ru.ogg" in line]
    lamp.unlink()
    lamp.symlink_to(pack / LESSON / "check.ru.ogg")
    assert not [line for line in told(pack) if "lamp.ru.ogg" in line]


def test_where_nothing_can_decode_it_is_said_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = spoken(tmp_path / "packs", *CARDS)
    monkeypatch.setenv("PATH", str(tmp_path))
    result = CliRunner().invoke(app, ["check", str(pack)])
    assert "how loud 3 recordings are was not checked: opusdec is not on this machine" in result.stderr
    assert "W134" not in result.output
