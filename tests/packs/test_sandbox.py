"""An upload is checked apart: the verdict is that of this process; time, memory and folders have walls."""

from __future__ import annotations

import io
import os
import tempfile
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from bot.packs.upload.archive import pack_up
from bot.packs.upload.sandbox import Limits, open_in_sandbox
from bot.packs.upload.upload import open_upload
from tests.packs.pack_kit import FIXTURES

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
TODAY = date(2026, 11, 25)


def lamp(**changed: bytes) -> bytes:
    files = {
        str(path.relative_to(FIXTURES / "lamp")): path.read_bytes()
        for path in (FIXTURES / "lamp").rglob("*")
        if path.is_file()
    }
    return pack_up({**files, **changed})


def noise() -> bytes:
    """A picture of three megabytes."""
    written = io.BytesIO()
    Image.frombytes("RGB", (1000, 1000), os.urandom(3_000_000)).save(written, "PNG", compress_level=0)
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "base", "place"),
    [
        ("pack.zip", lamp(), b"", ""),
        ("pack.zip", lamp(**{"night/story.ru.md": b"---\nx: [\n---\n"}), b"", ""),
        ("pack.zip", b"no archive", b"", ""),
        ("lesson.ru.md", b"# x\n", lamp(), "light/9-11"),
        ("lesson.ru.md", b"# x\n", b"", ""),
    ],
)
def test_the_verdict_is_that_of_this_process(name: str, content: bytes, base: bytes, place: str) -> None:
    there = open_in_sandbox(name, content, TODAY, base, place)
    here = open_upload(name, content, TODAY, base, place)
    assert there == here


@pytest.mark.parametrize(
    "limits",
    [Limits(patience=0.05), Limits(memory=80 * 2**20), Limits(written=100)],
    ids=["time", "memory", "files"],
)
def test_a_check_that_wants_too_much_ends_in_one_kind_problem(
    limits: Limits, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    large = lamp(**{f"img/{n}.png": noise() for n in range(3)})
    (problem,) = open_in_sandbox("../pack.zip", large, TODAY, limits=limits).problems
    assert (problem.path, problem.code) == ("..?pack.zip", "E911")
    assert not [*tmp_path.iterdir()], "nothing of it is left"
    assert not open_in_sandbox("pack.zip", lamp(), TODAY).errors, "the next one is checked as ever"


def test_a_core_that_is_kept_busy_is_taken_away() -> None:
    begun = os.times()
    (problem,) = open_in_sandbox("pack.zip", lamp(), TODAY, limits=Limits(seconds=0)).problems
    assert problem.code == "E911"
    assert os.times().children_user - begun.children_user < 5


def test_the_check_knows_none_of_the_bots_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BOT_TOKEN", "1:secret")
    told = tmp_path / "told"
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "__init__.py").write_text("")
    (tmp_path / "bot" / "packs" / "upload").mkdir(parents=True)
    (tmp_path / "bot" / "packs" / "__init__.py").write_text("")
    (tmp_path / "bot" / "packs" / "upload" / "__init__.py").write_text("")
    (tmp_path / "bot" / "packs" / "upload" / "sandbox.py").write_text(
        f"import os\nopen({str(told)!r}, 'w').write('\\n'.join(os.environ))\nraise SystemExit(1)\n"
    )
    monkeypatch.setattr("bot.packs.upload.sandbox.HERE", tmp_path)
    open_in_sandbox("pack.zip", lamp(), TODAY)
    assert "TMPDIR" in told.read_text("utf-8")
    assert "BOT_TOKEN" not in told.read_text("utf-8")


def test_a_check_has_the_lowest_priority_from_its_first_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Two checks on two cores must not make anybody who talks to the bot wait (issue 13, 1)."""
    told = tmp_path / "told"
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "__init__.py").write_text(f"import os\nopen({str(told)!r}, 'w').write(str(os.nice(0)))\n")
    monkeypatch.setattr("bot.packs.upload.sandbox.HERE", tmp_path)
    open_in_sandbox("pack.zip", lamp(), TODAY)
    assert told.read_text("utf-8") == "19"
    assert os.nice(0) < 19, "ours is as it was"
