"""A stand-in for systemd on a machine without it: runs units and `systemd-run` with the properties that they name.

Called with `systemctl` or `systemd-run` and its words, and with STAND_IN_ROOT in the environment: the folder in
which the folders of the page lie. Users are not changed, and nothing is shut in.
"""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

FOLDERS = (
    "/opt/mayak",
    "/etc/mayak",
    "/etc/systemd/system",
    "/usr/local/bin",
    "/var/lib/mayak",
    "/root/mayak-key",
)
"""Folders that the page and its units name."""

PATIENCE = 120
"""Seconds in which a service has to make its key: a person types the next line later than a program."""


def moved(words: str, root: Path) -> str:
    """Return words of the page or of a unit with their folders below `root`, unless they are there already."""
    return re.sub(f"(?<!{re.escape(str(root))})({'|'.join(FOLDERS)})", lambda found: f"{root}{found[1]}", words)


def _properties(lines: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in lines:
        name, sign, value = line.strip().partition("=")
        if sign and not name.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def _world(told: dict[str, list[str]], root: Path) -> dict[str, str]:
    """Make the state's folders and return the environment that the properties name."""
    for name in (name for value in told["StateDirectory"] for name in value.split()):
        folder = root / "var/lib" / name
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(int(told["StateDirectoryMode"][0], 8))
    world = {"PATH": os.environ["PATH"], "HOME": "/"}
    for value in told["Environment"]:
        world |= dict(pair.split("=", 1) for pair in shlex.split(moved(value, root)))
    for file in told["EnvironmentFile"]:
        lines = Path(moved(file, root)).read_text("utf-8").splitlines()
        world |= {name: values[-1] for name, values in _properties(lines).items()}
    os.umask(int(told["UMask"][0], 8))
    return world


def _run(words: list[str], told: dict[str, list[str]], root: Path) -> int:
    place = moved(told["WorkingDirectory"][0], root)
    return subprocess.run(words, env=_world(told, root), cwd=place, check=False).returncode


def _commands(told: dict[str, list[str]], root: Path) -> list[list[str]]:
    lines = told["ExecStart"] + told.get("ExecStartPost", [])
    return [shlex.split(moved(line.replace("%%", "%"), root)) for line in lines]


def _start(unit: str, root: Path) -> int:
    told = _properties((root / "etc/systemd/system" / unit).read_text("utf-8").splitlines())
    world = _world(told, root)
    if told.get("Type") == ["oneshot"]:
        return next(filter(None, (_run(words, told, root) for words in _commands(told, root))), 0)
    (command,) = _commands(told, root)
    with (root / f"{unit}.log").open("ab") as log:
        place = moved(told["WorkingDirectory"][0], root)
        begun = subprocess.Popen(command, env=world, cwd=place, stdout=log, stderr=log, start_new_session=True)
    (root / f"{unit}.pid").write_text(str(begun.pid), "ascii")
    until = time.monotonic() + PATIENCE
    while begun.poll() is None and time.monotonic() < until:
        if Path(world["KEY_FILE"]).exists():
            time.sleep(1)
            return begun.poll() or 0
        time.sleep(0.2)
    return 1


def _stop(unit: str, root: Path) -> int:
    pid = int((root / f"{unit}.pid").read_text("ascii"))
    os.kill(pid, signal.SIGTERM)
    until = time.monotonic() + 15
    while Path(f"/proc/{pid}").exists() and time.monotonic() < until:
        if "\nState:\tZ" in Path(f"/proc/{pid}/status").read_text("utf-8"):
            return 0
        time.sleep(0.1)
    return int(Path(f"/proc/{pid}").exists())


def systemctl(words: list[str], root: Path) -> int:
    """Do what the page asks of `systemctl`."""
    verb, *units = [word for word in words if not word.startswith("--")]
    for unit in units:
        if not (root / "etc/systemd/system" / unit).is_file():
            return 5
    services = [unit for unit in units if unit.endswith(".service")]
    does = {"enable": _start, "start": _start, "stop": _stop}
    return max((does[verb](unit, root) for unit in services), default=0) if verb in does else 0


def systemd_run(words: list[str], root: Path) -> int:
    """Do what `docs/deploy/mayak` asks of `systemd-run`."""
    properties = [word for before, word in pairwise(words) if before == "-p"]
    first = next(place for place, word in enumerate(words) if word.startswith("/"))
    return _run([moved(word, root) for word in words[first:]], _properties(properties), root)


if __name__ == "__main__":
    play = {"systemctl": systemctl, "systemd-run": systemd_run}[sys.argv[1]]
    sys.exit(play(sys.argv[2:], Path(os.environ["STAND_IN_ROOT"])))
