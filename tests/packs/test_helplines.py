"""Rules E709–E712 on help lines: prices, hours, zones, and words that the directory knows."""

from datetime import date

import pytest

from bot.packs.helplines import read_helplines
from bot.packs.lint.helplines import check_lines
from bot.packs.parser.source import Report, Source

TODAY = date(2026, 11, 25)


def found(*fields: str) -> list[tuple[str, int]]:
    """Codes and lines of the problems of a help line with these fields; its first field stands on line 6."""
    head = ["country: RU", "lines:", "  - id: a", "    kind: line", "    name: A"]
    words = "\n".join([*head, *(f"    {field}" for field in fields), '    sources: ["a page"]', ""])
    report = Report("RU.yml")
    lines, document = read_helplines(Source("RU.yml", words), report)
    assert lines is not None
    assert report.problems == []
    check_lines("RU", lines, document, report, TODAY)
    return [(problem.code, problem.line) for problem in report.problems if problem.code != "W701"]


@pytest.mark.parametrize(
    "number",
    ["8-809-505-12-34", "+7 809 505 12 34", "0900 123 456", "0906 1234567", "1-900-555-1234", "0190 123456"],
)
def test_17_a_number_that_costs_more_is_refused(number: str) -> None:
    assert found(f'phone: "{number}"') == [("E709", 6)]


@pytest.mark.parametrize(
    "number", ["900 20 20 10", "8-800-2000-122", "0800 1111", "1-800-668-6868", "0952535262", "112"]
)
def test_17_other_numbers_are_not(number: str) -> None:
    assert found(f'phone: "{number}"') == []


def test_hours_keep_to_the_form_or_are_words_by_locale() -> None:
    assert found('phone: "112"', "hours: 24/7") == []
    assert found('phone: "112"', "hours: evenings") == [("E710", 7)]
    assert found('phone: "112"', "hours: {ru: вечером, en: in the evening}") == []


def test_hours_need_a_zone() -> None:
    assert found('phone: "112"', 'hours: "Mo-Su 09:00-18:00"') == [("E711", 7)]
    assert found('phone: "112"', 'hours: "Mo-Su 09:00-18:00"', "zone: Moscow") == [("E711", 8)]
    assert found('phone: "112"', 'hours: "Mo-Su 09:00-18:00"', "zone: Europe/Moscow") == []


def test_words_that_the_directory_does_not_know_are_told() -> None:
    assert found('phone: "112"', "audience: everyone") == [("E712", 7)]
    assert found('phone: "112"', "topics: [abuse, sadness]") == [("E712", 7)]
    assert found('phone: "112"', "cost: cheap") == [("E712", 7)]
    assert found('phone: "112"', "cost: {ru: по тарифу, en: as a call}", "audience: family") == []
