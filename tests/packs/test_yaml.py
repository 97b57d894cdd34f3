"""YAML: words stay what their author wrote, every value knows its line, and what may hurt is refused."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.packs.parser.source import Report
from bot.packs.parser.yaml import Document, read_yaml


def read(words: str, first_line: int = 1) -> tuple[Document | None, list[str]]:
    report = Report("head")
    return read_yaml(words, report, first_line), [str(problem) for problem in report.problems]


def refusal(words: str) -> tuple[str, int, int]:
    report = Report("head")
    assert read_yaml(words, report) is None
    (problem,) = report.problems
    return problem.code, problem.line, problem.column


def test_scalars_stay_the_words_that_stand_there() -> None:
    found, problems = read("a: no\nb: 12:30\nc: 010\nd: 2027-04-01\ne: 1.10\nf: 24/7\ng: 6+\nh:\ni: ~\nj: ''\n")
    assert found
    assert not problems
    assert found.value == {
        "a": "no", "b": "12:30", "c": "010", "d": "2027-04-01", "e": "1.10", "f": "24/7", "g": "6+",
        "h": None, "i": "~", "j": "",
    }  # fmt: skip


def test_every_key_and_value_knows_its_place() -> None:
    found, _ = read("title: Слово\npartner:\n  name: Кто\n  urls: [a, b]\n", first_line=2)
    assert found
    assert (found.place(("title",)).line, found.place(("title",)).column) == (2, 1)
    assert (found.place(("partner", "name")).line, found.place(("partner", "name")).column) == (4, 3)
    assert found.place(("partner", "urls", 1)).column == 13
    assert found.place(("partner", "missing")).line == 3
    value = found.values["title",]
    assert "title: Слово"[value.start : value.end] == "Слово"


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        ("a: 1\na: 2\n", "E003", 2),
        ("a: {b: 1, b: 2}\n", "E003", 1),
        ("a: &x 1\nb: *x\n", "E004", 1),
        ("a: *x\n", "E004", 1),
        ("a: !!python/object:os.system x\n", "E004", 1),
        ("a: !Stop\n", "E004", 1),
        ("!!map {a: 1}\n", "E004", 1),
        ("title: Stop: a gift\n", "E017", 1),
        ("odd:\n  all: One cries: who is right\n", "E017", 2),
        ("title: x\n\tminutes: 3\n", "E018", 2),
        ('title: "Code" now\nminutes: 3\n', "E019", 1),
        ("title: @me\n", "E019", 1),
        ('title: "open\nminutes: 3\n', "E020", 1),
        ("tiers: [a, b\nminutes: 3\n", "E020", 1),
        ("title: x\n minutes: 3\n", "E002", 2),
        ("title:x\nminutes: 3\n", "E002", 1),
        ("title: one\u0085two\n minutes: 3\n", "E002", 2),
        ("- a\n", "E002", 1),
        ("words\n", "E002", 1),
        ("", "E002", 1),
        ("a: 1\n---\nb: 2\n", "E002", 2),
        ("a: b\x00c\n", "E002", 1),
        ('a: 1\nb: "\\ud83d"\n', "E002", 2),
        ("? [a]\n: b\n", "E002", 1),
        ("a: " + "[" * 40 + "]" * 40, "E308", 1),
        ("k" * 70_000, "E306", 1),
    ],
)
def test_what_may_hurt_or_mislead_is_refused_at_its_line(words: str, code: str, line: int) -> None:
    assert refusal(words)[:2] == (code, line)


def test_a_colon_in_a_title_is_answered_with_the_line_and_the_quotes_to_write() -> None:
    _, (problem,) = read("minutes: 3\ntitle: Осторожно: обман\n", first_line=2)
    assert problem.startswith("head:3:17: error E017")
    assert 'title: "Осторожно: обман"' in problem


def test_a_long_key_or_value_is_not_told_whole() -> None:
    _, (problem,) = read(f"{'k' * 1_000}: {'v' * 5_000}: w\n")
    assert "E017" in problem
    assert len(problem) < 400


@pytest.mark.parametrize(
    "words",
    [
        "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        "{" * 60_000,
        "a: " + "[" * 60_000,
        "a: '" + "x" * 60_000,
        "".join(f"k{number}: v\n" for number in range(6_000)),
        "a: |\n" + "  x\n" * 15_000,
        "a: " + "x\n  " * 15_000,
        "? " * 30_000,
        "- " * 30_000,
        "a: " * 20_000,
        "#" * 60_000,
        'a: "' + "\\u0041" * 10_000 + '"',
    ],
    ids=range(12),
)
def test_30_hostile_yaml_is_answered_within_two_seconds(words: str) -> None:
    begin = process_time()
    read(words)
    assert process_time() - begin < 2


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(words: str) -> None:
    found, problems = read(words)
    assert (found is None) == bool(problems)
