"""Tests at the start of the bot what a stranger's file could reach if it took over the process that checks it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import structlog

from bot.packs.upload.confinement import confine, probe

log = structlog.get_logger()


def open_walls(key: Path) -> list[str]:
    """Return what a check could reach on this machine: `key` (the file at that path), `environment` (the bot's,
    with its token), `network`; nothing if the kernel holds every wall. Blocks for a moment.

    Errors: SubprocessError, OSError.
    """
    from bot.packs.upload.sandbox import Limits, run_child  # noqa: PLC0415 - its program is not this one's

    told = {"key": str(key.absolute()), "parent": os.getpid()}
    with tempfile.TemporaryDirectory(prefix="mayak-walls-") as folder:
        found: list[str] = json.loads(run_child(__name__, folder, told, b"", Limits(), None))
    return found


def warn_of_open_walls(key: Path) -> None:
    """Warn the operator if a check on this machine could reach something. Blocks for a moment."""
    try:
        reached = open_walls(key)
    except (subprocess.SubprocessError, OSError) as error:
        log.warning("the check of uploads cannot be tried out", why=type(error).__name__)
        return
    if reached:
        log.warning("the check of an upload could reach more than it needs: see SECURITY.md", reached=reached)


def main() -> None:
    """Test it in a separate process, confined like a check, and write the result to stdout."""
    told = json.loads(sys.stdin.buffer.readline())
    confine(Path(__file__).parents[3], Path.cwd())
    sys.stdout.write(json.dumps(probe(told["key"], told["parent"])))


if __name__ == "__main__":
    main()
