"""Measures packs: 1,000 items read cold, loaded from the cache, one changed file brought live, all checked.

Goals (the reference on performance): warm ≤ 1/50 of cold; one edit live ≤ 2 × scanning the files; `check` of
10,000 items ≤ 20 s on one core (`--items 10000`; each is one file in each of two locales).
"""

from __future__ import annotations

import argparse
import gc
import shutil
import statistics
import sys
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bot.packs.check import check  # noqa: E402 - the checkout's own modules come after the path is set
from bot.packs.loader import Loader  # noqa: E402 - as above
from bot.packs.parser.reader import scan  # noqa: E402 - the checkout's own modules come after the path is set

if TYPE_CHECKING:
    from collections.abc import Callable

PACKS = ROOT / "tests" / "fixtures" / "packs"
TODAY = date(2026, 11, 1)


def generate(root: Path, items: int) -> None:
    """Write packs of 250 items each: lessons and quizzes of the fixture packs in two languages, by turns."""
    kinds = [
        ("lamp", "light/9-11", "lesson"),
        ("lamp-sets", "light/9-11", "quiz"),
        ("lamp", "light/12-15", "lesson"),
    ]
    for number in range(items):
        pack, folder, kind = kinds[number % len(kinds)]
        target = root / f"big-{number // 250}"
        if number % 250 == 0:
            target.mkdir(parents=True)
            head = (PACKS / "lamp" / "pack.yml").read_text(encoding="utf-8")
            (target / "pack.yml").write_text(head.replace("id: lamp", f"id: {target.name}"), encoding="utf-8")
            for locale in ("ru", "en"):
                shutil.copy(PACKS / "lamp" / f"glossary.{locale}.md", target)
        place = target / f"item-{number}" / "9-11"
        place.mkdir(parents=True)
        for locale in ("ru", "en"):
            name = f"{kind}.{locale}.md"
            words = (PACKS / pack / folder / name).read_text(encoding="utf-8")
            words = words.replace("lamp-sets/", "").replace("next: quiz:light/9-11\n", "")
            words = words.replace("next: quiz:light/12-15\n", "")
            (place / name).write_text(words, encoding="utf-8")


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that some work takes."""
    gc.collect()
    begin = perf_counter()
    work()
    return perf_counter() - begin


def main() -> None:
    """Generate, measure, print, and say whether the goals are met."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--items", type=int, default=1000)
    items = arguments.parse_args().items
    with tempfile.TemporaryDirectory() as folder:
        root, cache = Path(folder) / "packs", Path(folder) / "packs.cache"
        generate(root, items)
        roots, packs = [root], [*root.iterdir()]
        cold = timed(lambda: print("errors:", len(Loader(roots, cache).open(TODAY)[1])))
        warm = statistics.median(timed(lambda: Loader(roots, cache).open(TODAY)) for _ in range(9))
        loader = Loader(roots, cache)
        loader.open(TODAY)
        scanning = statistics.median(timed(lambda: [scan(pack) for pack in packs]) for _ in range(15))
        edits = []
        for number in range(15):
            file = root / "big-0" / f"item-{number * 3}" / "9-11" / "lesson.ru.md"
            file.write_text(file.read_text(encoding="utf-8").replace("Урок", f"Урок {number}"), encoding="utf-8")
            before = loader.library
            edits.append(timed(lambda: loader.refresh(TODAY)))
            if loader.library is before:
                raise SystemExit("the change did not come live")
        idle = statistics.median(timed(lambda: loader.refresh(TODAY)) for _ in range(15))
        edit = statistics.median(edits)
        print(f"{len(loader.library)} items, {sum(len(scan(pack)) for pack in packs)} files")
        print(f"cold {cold * 1e3:.0f} ms, warm {warm * 1e3:.1f} ms: 1/{cold / warm:.0f} (goal 1/50)")
        print(
            f"scan {scanning * 1e3:.1f} ms, nothing new {idle * 1e3:.1f} ms, one edit live {edit * 1e3:.1f} ms:",
            end=" ",
        )
        print(f"{edit / scanning:.2f} × scanning (goal 2)")
        checked = timed(lambda: check(roots, today=TODAY))
        print(f"check {checked:.1f} s for {items} items: {checked / items * 10_000:.1f} s for 10,000 (goal 20)")


if __name__ == "__main__":
    main()
