"""Addresses and patterns from strangers (checks 30 and 33): no bad link comes through, no text hangs."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import pytest

from bot.packs.lint.link_hosts import kind_of
from bot.packs.problem import Severity
from tests.packs.pack_kit import draft

ROOT = Path(__file__).parents[2]
ADDRESSES = [
    f"{scheme}{user}{host}{port}{path}"
    for scheme, user, host, port, path in itertools.product(
        ["https://", "http://", "HTTP://", "ftp://", "tg://", "//"],
        ["", "good.example@", "good.example%40", "user:pass@"],
        ["evil.com", "good.example.evil.com", "good-example.com", "192.0.2.7", "[2001:db8::1]", "3221225985",
         "0xC0000207", "xn--80ak6aa92e.com", "gооd.example", "goοd.example", "t.me", "sub.t.me", "telegram.me",
         "good.example."],
        ["", ":443", ":8443"],
        ["/", "/good.example", "?https://good.example"],
    )
    if scheme != "https://" or user or port or host != "good.example"
]  # fmt: skip


def test_33_no_address_of_the_corpus_reaches_a_child() -> None:
    assert len(ADDRESSES) >= 500
    for start in range(0, len(ADDRESSES), 40):
        batch = ADDRESSES[start : start + 40]
        cards = "\n\n".join(f'## Card <a id="c{n}"></a>\n\nSee [here]({url}).' for n, url in enumerate(batch))
        found = draft(cards + "\n")
        lines = {problem.line for problem in found.report.problems if problem.severity is Severity.ERROR}
        accepted = [
            url for parts, url in zip(found.split.cards, batch, strict=True) if not lines & {parts.line + 2}
        ]
        assert accepted == []


def test_33_an_address_that_cannot_be_read_is_refused() -> None:
    """Some versions of Python cannot split the second, none the first."""
    for url in ("https://[good.example/", "https://good.example%40[2001:db8::1]/", "//["):
        found = draft(f'## Card <a id="c"></a>\n\nSee [here]({url}).\n')
        assert found.report.failed, url
    assert not kind_of("https://[t.me/")


def test_33_a_link_that_is_taken_is_shown_with_its_real_host() -> None:
    for words in ("here", "**here**", "good", "Good.Example page"):
        found = draft(f'## Card <a id="c"></a>\n\nSee [{words}](https://good.example/x?y=1).\n')
        assert not found.report.failed, found.report.problems
        assert "(good.example)" in found.item.cards[0].body.plain


MEASURE = """
import resource, sys
from time import perf_counter
resource.setrlimit(resource.RLIMIT_AS, (512 * 2**20, 512 * 2**20))
from bot.packs.model import Kind
from tests.packs.pack_kit import draft
from tests.packs.patterns import PATTERNS
for name, made in PATTERNS.items():
    for kind in (Kind.LESSON, Kind.QUIZ, Kind.STORY):
        words = made(64 * 1024 - 400)
        begin = perf_counter()
        draft('## Card <a id="c"></a>\\n\\n' + words, kind, style=True)
        print(f"{perf_counter() - begin:.3f} {kind} {name}")
"""


@pytest.mark.slow
def test_30_forty_patterns_of_64_kib_take_at_most_a_second_each_in_512_mib() -> None:
    ran = subprocess.run([sys.executable, "-c", MEASURE], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    times = [line.split(" ", 1) for line in ran.stdout.splitlines()]
    assert len(times) == 3 * 40
    assert [line for line in times if float(line[0]) > 1] == []
