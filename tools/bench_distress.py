"""Measure the detector of distress on labelled messages: recall by topic, false offers, time and memory.

    python tools/bench_distress.py [held|dev] [--misses] [--only ru|en] [--why WORDS]

The `held` messages are what is reported: never add a phrase because one of them is missed.
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

from bot import garbage  # noqa: E402 - the path comes first
from bot.chat.distress import Detector, Level  # noqa: E402 - as above
from tests.distress.labelled import LANGUAGES, rows  # noqa: E402 - as above

LISTS = ROOT / "bot" / "help" / "distress"

CRISIS = ("suicide", "self-harm", "abuse", "sextortion", "grooming", "danger")
ROUNDS = 5


def measure(detector: Detector, part: str, language: str, *, misses: bool) -> None:
    """Print one language's table."""
    total: Counter[str] = Counter()
    heard: Counter[str] = Counter()
    cards = Counter[str]()
    wrong: defaultdict[str, list[str]] = defaultdict(list)
    for level, topic, words in rows(part, language):
        said = detector.hear(words)
        got = said.level if said else None
        right = got == level if level == Level.CRISIS else got is not None
        for key in (level, f"{level} {topic}"):
            total[key] += 1
            heard[key] += right
            cards[key] += got is Level.CRISIS
        if (level in {"crisis", "distress"}) != right:
            wrong[f"{level} {topic}"].append(f"{said.level[:4] + ' ' + said.topic if said else '-':18} {words}")
    print(f"\n{part} {language}: {sum(total[level] for level in ('crisis', 'distress', 'hard', 'chat'))} messages")
    for level in ("crisis", "distress"):
        print(f"  {level:10} recall {share(heard, total, level)}   ", end="")
        topics = sorted(key for key in total if key.startswith(f"{level} "))
        print(" · ".join(f"{key.split(' ', 1)[1]} {share(heard, total, key)}" for key in topics))
    for level in ("hard", "chat"):
        print(f"  {level:10} offers {share(heard, total, level)}, of them cards {share(cards, total, level)}")
    harmless = {"all": total["hard"] + total["chat"]}
    print(f"  cards on harmless rows {(cards['hard'] + cards['chat']) / harmless['all']:.3f}")
    if misses:
        for key, lines in wrong.items():
            print(f"\n  {key}")
            print("\n".join(f"    {line}" for line in lines))


def share(part: Counter[str], whole: Counter[str], key: str) -> str:
    """Return a share in thousandths, `–` where there is nothing."""
    return f"{part[key] / whole[key]:.3f}" if whole[key] else "–"


def clock(detector: Detector, part: str) -> None:
    """Print the processor time that a message takes, and long ones; memory is arranged as the bot does it."""
    garbage.resume()
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
    asked.add_argument("part", nargs="?", default="held", choices=("held", "dev"))
    asked.add_argument("--misses", action="store_true", help="list what is wrong (never to tune on the held part)")
    asked.add_argument("--only", choices=LANGUAGES)
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
        measure(detector, options.part, language, misses=options.misses)
    clock(detector, options.part)


if __name__ == "__main__":
    main()
