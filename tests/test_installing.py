"""The page for administrators is followed word for word, without Docker and systemd, and agrees with the units."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.settings import Settings
from tests.kit import systemd_stand_in
from tests.kit.systemd_stand_in import moved
from tests.talk import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = ROOT / "docs" / "installing.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SOURCE = "/usr/local/src/mayak"
INSTALL = 4
"""Blocks up to the running bot."""


def blocks(kind: str) -> list[str]:
    """Return the page's blocks of a kind, in their order."""
    return [words for name, words in BLOCK.findall(PAGE.read_text("utf-8")) if name == kind]


class Machine:
    """A bare machine: its folders lie in one, `python3` is a bare interpreter, systemd is a stand-in."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for folder in (*systemd_stand_in.FOLDERS, "/stand-ins"):
            Path(f"{root}{folder}").parent.mkdir(parents=True, exist_ok=True)
        for folder in ("etc/systemd/system", "usr/local/bin", "stand-ins"):
            (root / folder).mkdir(parents=True)
        for name in ("systemctl", "systemd-run"):
            file = root / "stand-ins" / name
            line = shlex.join([sys.executable, systemd_stand_in.__file__, name])
            file.write_text(f'#!/bin/sh\nexec {line} "$@"\n')
            file.chmod(0o755)
        ours = {name.upper() for name in Settings.model_fields} | {"VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME"}
        self.world = {name: value for name, value in os.environ.items() if name not in ours}
        ways = (root / "stand-ins", root / "usr/local/bin", Path(sys.base_prefix) / "bin", "/usr/bin", "/bin")
        self.world |= {"PATH": ":".join(map(str, ways)), "HOME": str(root), "STAND_IN_ROOT": str(root)}

    def follow(self, block: str) -> str:
        """Type a block; return what it said. Fails at the first line that fails."""
        words = moved(block, self.root).replace(SOURCE, str(ROOT))
        ran = subprocess.run(
            ["/bin/bash", "-e", "-c", words],
            env=self.world,
            cwd="/",
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )
        log = self.root / "mayak.service.log"
        told = log.read_text("utf-8")[-2000:] if log.exists() else ""
        assert ran.returncode == 0, f"{words}\n{ran.stdout[-3000:]}\n{ran.stderr[-3000:]}\n{told}"
        return ran.stdout + ran.stderr

    def fill_in(self, **settings: str) -> None:
        """Write settings into the file, as the page asks between two blocks."""
        file = self.root / "etc/mayak/mayak.env"
        lines = [line for line in file.read_text("utf-8").splitlines() if line.partition("=")[0] not in settings]
        file.write_text("\n".join([*lines, *(f"{name}={value}" for name, value in settings.items())]) + "\n")


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    made = Machine(tmp_path)
    yield made
    running = tmp_path / "mayak.service.pid"
    if running.exists() and Path(f"/proc/{running.read_text()}").exists():
        made.follow("systemctl stop mayak.service")


@pytest.mark.soak
def test_the_page_is_followed_word_for_word(machine: Machine) -> None:
    """Every `sh` block, in the order of the page. The token is made up, and Telegram is not there."""
    told = []
    for number, block in enumerate(blocks("sh")):
        told.append(machine.follow(block))
        if "mayak.env" in block and number < INSTALL:
            settings = {"BOT_TOKEN": "1234:made-up", "BOT_API_URL": "http://127.0.0.1:9"}
            machine.fill_in(**settings, OPERATOR_NAME="A school", OPERATOR_CONTACT="school@example.org")
    said = "\n".join(told)
    assert re.search(r"^mayak \d+\.\d+\.\d+", said, re.MULTILINE)
    assert len(re.findall(r"\.sqlite of .* UTC opens, people in it: 0; the key .* fits\.", said)) == 2
    assert "Restored." in said
    assert "Generation 2 is in use" in said
    state = machine.root / "var/lib/mayak"
    assert {file.stat().st_mode & 0o077 for file in state.iterdir() if file.is_file()} == {0}
    assert list((machine.root / "root/mayak-key").iterdir())


def test_the_page_installs_what_the_lock_names_and_nothing_from_an_index_by_our_name() -> None:
    words = "\n".join(blocks("sh"))
    assert "--require-hashes -r constraints-run.txt" in words
    for line in re.findall(r"pip install .*", PAGE.read_text("utf-8")):
        assert re.search(r"-r constraints-\w+\.txt|--no-deps .*/mayak-\*\.whl", line), line
    for place in [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]:
        assert not re.search(r"pip install ['\"]?mayak", place.read_text("utf-8")), place


def test_a_command_by_hand_has_the_user_folders_and_settings_of_the_service() -> None:
    wrapper = (ROOT / "docs/deploy/mayak").read_text("utf-8").replace("\\\n", " ")
    words = shlex.split(wrapper.partition("exec ")[2])
    by_hand = {word for before, word in pairwise(words) if before == "-p"}
    for unit in ("mayak-backup.service", "mayak-drill.service"):
        lines = (ROOT / "docs/deploy" / unit).read_text("utf-8").partition("[Service]")[2].splitlines()
        told = {line for line in lines if line and not line.startswith(("Exec", "Type", "OnFailure", "#", "["))}
        assert told == by_hand, unit
    service = (ROOT / "docs/deploy/mayak.service").read_text("utf-8").splitlines()
    same = ("DynamicUser", "User=", "WorkingDirectory", "EnvironmentFile", "Environment=")
    assert {line for line in service if line.startswith(same)} <= by_hand


def test_readme_leads_administrators_here_first() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    links = re.findall(r"\]\((docs/[\w./-]+\.md)", readme)
    assert links[0] == "docs/installing.md"
