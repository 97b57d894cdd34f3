"""A disk that is full: a small file system in memory, mounted for one command alone."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.talk import ROOT

if TYPE_CHECKING:
    from pathlib import Path

OWN_MOUNTS = ("unshare", "--map-root-user", "--mount")


def bot_with_small_disk(folder: Path, kib: int, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the bot to which `folder` is an empty disk of some KiB; what it wrote there is gone at its
    end. Skipped by name where nobody may mount, but not in CI.
    """
    folder.mkdir(exist_ok=True)
    mount = f"mount -t tmpfs -o size={kib}k none '{folder}'"
    if subprocess.run([*OWN_MOUNTS, "sh", "-c", mount], capture_output=True, check=False).returncode:
        assert os.environ.get("CI") != "true", "this machine lets nobody mount a small disk"
        pytest.skip("this machine lets nobody mount a small disk")
    command = f'{mount} && exec "$@"'
    return subprocess.run(
        [*OWN_MOUNTS, "sh", "-c", command, "sh", sys.executable, "-m", "bot", *words],
        cwd=ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
