"""Apart: what was sent in is opened and checked in a process of its own, whose time and memory come to an end.

The rules are made so that no pack keeps them busy; this is the wall behind them. The process knows no token and no
key, writes into one folder that is removed after it, and whatever becomes of it, the bot lives on.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import bot
from bot.packs.model import Problem, Severity
from bot.packs.parcel import Parcel, open_parcel

HERE = Path(bot.__file__).parent.parent
"""Where the child finds the house, installed or not."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one check may take. 10,000 items take 20 s of a core, the 2,000 entries of the largest archive 4 s;
    reading the rules takes 0.2 GiB of address space and an archive of the largest size 0.1 more.
    """

    seconds: int = 15
    """Of a core's time."""
    patience: float = 30
    """Seconds by the clock, on a machine that has other things to do too."""
    memory: int = 512 * 2**20
    """Bytes of address space."""
    written: int = 64 * 2**20
    """Bytes of one file."""


def open_apart(  # noqa: PLR0913 - what `open_parcel` needs, and the limits
    name: str, content: bytes, today: date, base: bytes = b"", place: str = "", *, limits: Limits | None = None
) -> Parcel:
    """Do what `open_parcel` does, in a process of its own. When it does not come to its end, the parcel holds the
    one problem E911. Blocks; call it in a thread.
    """
    limits = limits or Limits()
    told = {"name": name, "today": today.isoformat(), "place": place, "base": len(base), **asdict(limits)}
    with tempfile.TemporaryDirectory(prefix="mayak-apart-") as folder:
        try:
            ran = subprocess.run(
                [sys.executable, "-m", "bot.packs.apart"],
                input=json.dumps(told).encode() + b"\n" + base + content,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                env={"PYTHONPATH": str(HERE), "TMPDIR": folder, "PYTHONDONTWRITEBYTECODE": "1"},
                timeout=limits.patience,
                check=True,
            )
        except (subprocess.SubprocessError, OSError):
            return Parcel(problems=(_endless(name),))
    head, _, packed = ran.stdout.partition(b"\n")
    said = json.loads(head)
    problems = [Problem(**{**one, "severity": Severity(one["severity"])}) for one in said.pop("problems")]
    return Parcel(**said, problems=tuple(problems), content=packed)


def _endless(name: str) -> Problem:
    what = "checking it took more time or memory than a check may take"
    fix = "make it smaller or simpler: fewer files at once, shorter texts"
    return Problem(name.replace("/", "?")[:80], 1, 1, "E911", what, fix)


def main() -> None:
    """Check what comes on stdin and tell the parcel on stdout: a line of JSON, then the bytes of the archive."""
    told = json.loads(sys.stdin.buffer.readline())
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (told["seconds"], told["seconds"]))
    resource.setrlimit(resource.RLIMIT_AS, (told["memory"], told["memory"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (told["written"], told["written"]))
    sent = sys.stdin.buffer.read()
    base, content = sent[: told["base"]], sent[told["base"] :]
    parcel = open_parcel(told["name"], content, date.fromisoformat(told["today"]), base, told["place"])
    said = asdict(parcel)
    packed = said.pop("content")
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + packed)
    sys.stdout.flush()
    os._exit(0)  # nothing to clear up: the folder is the parent's


if __name__ == "__main__":
    main()
