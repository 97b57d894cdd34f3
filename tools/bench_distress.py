"""Measure the detector of distress on labelled messages: recall by topic, false offers, time and memory.

    python tools/bench_distress.py [held|dev|plainest|scenes] [--misses] [--only ru|en] [--everyday FOLDER]
    python tools/bench_distress.py --why WORDS

Messages of `held`, `plainest` and `scenes` are what is reported: never add a phrase because one is missed.
`--everyday`: also count the offers on the part of everyday text from which nothing was learned and by which
nothing was chosen (docs/distress-model.md).
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
import tracemalloc
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import learn_distress  # noqa: E402 - the path comes first; this folder is where the tool lies

from bot.app import leave_out_of_garbage  # noqa: E402 - the path comes first
from bot.features.help.distress import Detector, Level  # noqa: E402 - as above
from tests.features.help.distress.labelled import LANGUAGES, MEASURING, files, rows  # noqa: E402 - as above

LISTS = ROOT / "bot" / "help" / "distress"

CRISIS = ("suicide", "self-harm", "abuse", "sextortion", "grooming", "danger")
ROUNDS = 5


def measure(detector: Detector, part: str, name: str, *, misses: bool) -> None:
    """Print the table of one file."""
    others = [other for other in files(part, name[:2]) if other != name]
    total: Counter[str] = Counter()
    heard: Counter[str] = Counter()
    cards = Counter[str]()
    wrong: defaultdict[str, list[str]] = defaultdict(list)
    for level, topic, words in rows(part, name[:2], others):
        said = detector.hear(words)
        got = said.level if said else None
        right = got == level if level == Level.CRISIS else got is not None
        for key in (level, f"{level} {topic}"):
            total[key] += 1
            heard[key] += right
            cards[key] += got is Level.CRISIS
        if (level in {"crisis", "distress"}) != right:
            wrong[f"{level} {topic}"].append(f"{said.level[:4] + ' ' + said.topic if said else '-':18} {words}")
    print(f"\n{part} {name}: {sum(total[level] for level in ('crisis', 'distress', 'hard', 'chat'))} messages")
    for level in ("crisis", "distress"):
        print(f"  {level:10} recall {share(heard, total, level)}   ", end="")
        topics = sorted(key for key in total if key.startswith(f"{level} "))
        print(" · ".join(f"{key.split(' ', 1)[1]} {share(heard, total, key)}" for key in topics))
    for level in ("hard", "chat"):
        print(f"  {level:10} offers {share(heard, total, level)}, of them cards {share(cards, total, level)}")
    if harmless := total["hard"] + total["chat"]:
        offers, shown = heard["hard"] + heard["chat"], cards["hard"] + cards["chat"]
        print(f"  harmless rows: offers {offers / harmless:.3f}, cards {shown / harmless:.3f}")
    if misses:
        for key, lines in wrong.items():
            print(f"\n  {key}")
            print("\n".join(f"    {line}" for line in lines))


def everyday(detector: Detector, folder: Path) -> None:
    """Print the share of offers on everyday text that was kept for measuring."""
    for language in LANGUAGES:
        lines = learn_distress.everyday(folder, language, "measure")
        heard = [said for line in lines if (said := detector.hear(line))]
        cards = sum(said.level is Level.CRISIS for said in heard)
        print(f"\neveryday {language}: {len(lines)} lines, offers {len(heard) / len(lines):.4f}, {cards} cards")


def share(part: Counter[str], whole: Counter[str], key: str) -> str:
    """Return a share in thousandths, `–` where there is nothing."""
    return f"{part[key] / whole[key]:.3f}" if whole[key] else "–"


def clock(detector: Detector, part: str) -> None:
    """Print the processor time that a message takes, and long ones; memory is arranged as the bot does it."""
    leave_out_of_garbage()
    messages = [(level, words) for language in LANGUAGES for level, _, words in rows(part, language)]
    times = []
    for _ in range(ROUNDS):
        for _, words in messages:
            begun = time.process_time()
            detector.hear(words)
            times.append(time.process_time() - begun)
    times.sort()
    print(
        f"\nspeed: median {times[len(times) // 2] * 1e6:.0f} µs, "
        f"p99 {times[len(times) * 99 // 100] * 1e6:.0f} µs, most {times[-1] * 1e6:.0f} µs"
    )
    lists = "".join(path.read_text("utf-8") for path in sorted(LISTS.rglob("*.txt")))
    listed = sorted(set(re.findall(r"[^\W\d_]{2,}", lists)))
    chance = random.Random(3)  # noqa: S311 - the same text in every run, no secret
    chance.shuffle(listed)
    for name, text in (
        ("all messages in a row", " ".join(words for _, words in messages)),
        (
            "those that are no crisis",
            " ".join(words for level, words in messages if level in {"distress", "hard"}),
        ),
        ("listed words", " ".join(listed)),
        ("one word", "меня " * 820),
        ("noise", "x1я " * 1024),
    ):
        each = []
        for _ in range(ROUNDS):
            begun = time.process_time()
            detector.hear(text[:4096])
            each.append(time.process_time() - begun)
        print(f"  4,096 characters, {name}: {sorted(each)[ROUNDS // 2] * 1e3:.1f} ms")


def main() -> None:
    """Run."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("part", nargs="?", default="held", choices=("dev", *MEASURING))
    asked.add_argument("--misses", action="store_true", help="list what is wrong (never to tune on the held part)")
    asked.add_argument("--only", choices=LANGUAGES)
    asked.add_argument("--everyday", type=Path, metavar="FOLDER")
    asked.add_argument("--why", metavar="WORDS", help="name the phrases that hear these words, and nothing else")
    options = asked.parse_args()
    if options.why:
        detector = Detector.load(LISTS)
        print(detector.hear(options.why), *detector.why(options.why), sep="\n  ")
        return
    tracemalloc.start()
    begun = time.perf_counter()
    detector = Detector.load(LISTS)
    loaded = time.perf_counter() - begun
    memory = tracemalloc.get_traced_memory()[0] / 2**20
    tracemalloc.stop()
    print(f"loaded in {loaded:.2f} s, {memory:.1f} MiB; {len(detector.mistakes)} mistakes in the lists")
    for language in (options.only,) if options.only else LANGUAGES:
        for name in files(options.part, language):
            measure(detector, options.part, name, misses=options.misses)
    if options.everyday:
        everyday(detector, options.everyday)
    clock(detector, options.part)


if __name__ == "__main__":
    main()
