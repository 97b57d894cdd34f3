"""An upload is checked apart: the verdict is that of this process; time, memory and folders have walls."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from structlog.testing import capture_logs

from bot.packs.upload.archive import pack_up
from bot.packs.upload.confinement import landlock, probe
from bot.packs.upload.sandbox import HERE, Limits, open_in_sandbox
from bot.packs.upload.upload import open_upload
from bot.packs.upload.walls import open_walls, warn_of_open_walls
from tests.packs.pack_kit import FIXTURES

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
TODAY = date(2026, 11, 25)
has_landlock = pytest.mark.skipif(not landlock(), reason="this kernel has no Landlock")


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
    # Python itself may set the last one in an empty environment (PEP 538).
    assert set(told.read_text("utf-8").split()) <= {"LC_CTYPE"}


@has_landlock
def test_a_check_reaches_neither_key_nor_environment_nor_network(tmp_path: Path) -> None:
    """Whoever took the process over would find what `probe` looks for: in a plain process it finds all."""
    key = tmp_path / "bot.key"
    key.write_text("1 secret")
    assert probe(str(key), os.getpid()) == ["key", "environment", "network"]
    assert open_walls(key) == []


ATTACK = """
import os, pathlib, sys
from bot.packs.upload.confinement import confine
confine(pathlib.Path(sys.argv[1]), pathlib.Path.cwd())
tries = {
    "read": lambda: open(sys.argv[2]),
    "write": lambda: open(sys.argv[2], "a"),
    "cut": lambda: os.truncate(sys.argv[2], 0),
    "remove": lambda: os.remove(sys.argv[2]),
    "list": lambda: os.listdir(os.path.dirname(sys.argv[2])),
    "link": lambda: os.link(sys.argv[2], "mine"),
    "follow": lambda: (os.symlink(sys.argv[2], "way"), open("way")),
    "run": lambda: os.execv(sys.executable, [sys.executable, "-c", "print('run')"]),
    "own": lambda: (open("own", "w").write("x"), os.remove("own")),
    "program": lambda: open(os.path.join(sys.argv[1], "bot", "__init__.py")).read(),
}
for name, attempt in tries.items():
    try:
        attempt()
        print(name)
    except OSError:
        pass
"""


@has_landlock
def test_a_check_that_was_taken_over_touches_its_own_folder_alone(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "folder"
    folder.mkdir()
    home.mkdir()
    (home / "bot").symlink_to(HERE / "bot")
    key = home / "data" / "bot.key"
    key.parent.mkdir()
    key.write_text("1 secret")
    command = [sys.executable, "-c", ATTACK, str(home), str(key)]
    ran = subprocess.run(
        command, cwd=folder, env={"PYTHONPATH": str(HERE)}, capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["own", "program"]
    assert key.read_text() == "1 secret"


WITHOUT = """
import os, pathlib, sys
from bot.packs.upload import confinement
confinement._CREATE = 10_000
confinement.confine(pathlib.Path(sys.argv[1]), pathlib.Path.cwd())
print(*confinement.probe(sys.argv[2], os.getppid()))
"""


def test_a_kernel_without_landlock_is_found_out_and_a_check_goes_on(tmp_path: Path) -> None:
    (tmp_path / "bot.key").write_text("1 secret")
    command = [sys.executable, "-c", WITHOUT, str(HERE), str(tmp_path / "bot.key")]
    ran = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["key", "environment"], "sockets are refused without it"


def test_a_check_has_a_low_priority_from_its_first_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Two checks on two cores must not make anybody who talks to the bot wait (issue 13, 1)."""
    told = tmp_path / "told"
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "__init__.py").write_text(f"import os\nopen({str(told)!r}, 'w').write(str(os.nice(0)))\n")
    monkeypatch.setattr("bot.packs.upload.sandbox.HERE", tmp_path)
    open_in_sandbox("pack.zip", lamp(), TODAY)
    assert int(told.read_text("utf-8")) == min(19, os.nice(0) + 10)
    assert os.nice(0) < int(told.read_text("utf-8")), "ours is as it was"


def test_the_operator_reads_at_the_start_which_walls_are_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Neither key nor environment is shut off on a kernel without Landlock."""
    monkeypatch.setattr("bot.packs.upload.walls.open_walls", lambda _: ["key", "environment"])
    with capture_logs() as said:
        warn_of_open_walls(tmp_path / "bot.key")
    assert [(one["log_level"], one["reached"]) for one in said] == [("warning", ["key", "environment"])]


@has_landlock
def test_the_operator_reads_nothing_where_all_walls_stand(tmp_path: Path) -> None:
    with capture_logs() as said:
        warn_of_open_walls(tmp_path / "bot.key")
    assert said == []
