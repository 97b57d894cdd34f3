"""Kill -9 before each step of laying a pack out: what each kill left, and whether all that stands is whole.

A program of its own, since it forks: `python -m tests.packs.kill_extraction FOLDER`. The interpreter tells the
steps (audit events), so that no kill falls elsewhere because the machine is busy.
"""

from __future__ import annotations

import itertools
import json
import os
import signal
import sys
from pathlib import Path

from bot.packs.extracted_packs import ExtractedPacks
from bot.packs.upload.archive import pack_up

STEPS = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir")
FILES = {"pack.yml": b"format: 1\n"} | {f"boats/{n}/lesson.en.md": b"# A boat\n" * (n + 1) for n in range(40)}


def lay_and_die(folder: Path, content: bytes, step: int) -> bool:
    """Lay the pack out in a process that is killed before this step; whether it was, and had not been done."""
    child = os.fork()
    if child == 0:
        count = itertools.count(1)

        def die(event: str, _: object) -> None:
            if event in STEPS and next(count) == step:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(die)
        ExtractedPacks(folder).extract(content)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def main(folder: Path) -> dict[str, int]:
    """Return how many kills left the pack not there, or whole, or damaged; `swept`: after how many nothing of it
    was left by the sweep of the next start, `again`: after how many it could be laid out whole then.
    """
    content = pack_up(FILES)
    extracted = ExtractedPacks(folder)
    target = extracted.extract(content)
    extracted.sweep(set())
    found = {"kills": 0, "gone": 0, "whole": 0, "damaged": 0, "half beside": 0, "swept": 0, "again": 0}
    while lay_and_die(folder, content, found["kills"] + 1):
        found["kills"] += 1
        found["half beside"] += any(one.name != target.name for one in folder.iterdir())
        found[state(target)] += 1
        extracted.sweep(set())
        found["swept"] += not [*folder.iterdir()]
        found["again"] += state(extracted.extract(content)) == "whole"
        extracted.sweep(set())
    return found


def state(target: Path) -> str:
    """Tell whether all files stand there as they were."""
    if not target.exists():
        return "gone"
    there = {str(one.relative_to(target)): one.read_bytes() for one in target.rglob("*") if one.is_file()}
    return "whole" if there == FILES else "damaged"


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))))
