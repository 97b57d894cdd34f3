"""The files that git tracks."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from tests.talk import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]
