"""Rules E708–E711 on help lines, and the sheet for the person who checks the numbers."""

from datetime import date

import pytest

from bot.help.callsheet import call_sheet, due, overview
from bot.help.helpbook import HelpBook, package_book
from bot.help.rules import check_helplines
from bot.packs.helplines import read_helplines
from bot.packs.model import Helpline
from bot.packs.source import Report, Source

TODAY = date(2026, 11, 25)


def found(*fields: str) -> list[tuple[str, int]]:
    """Codes and lines of the problems of a help line with these fields; its first field stands on line 6."""
    head = ["country: RU", "lines:", "  - id: a", "    kind: line", "    name: A"]
    words = "\n".join([*head, *(f"    {field}" for field in fields), '    sources: ["a page"]', ""])
    report = Report("RU.yml")
    lines, document = read_helplines(Source("RU.yml", words), report)
    assert lines is not None
    assert report.problems == []
    check_helplines(lines, document, report)
    return [(problem.code, problem.line) for problem in report.problems]


@pytest.mark.parametrize(
    "number",
    ["8-809-505-12-34", "+7 809 505 12 34", "0900 123 456", "0906 1234567", "1-900-555-1234", "0190 123456"],
)
def test_17_a_number_that_costs_more_is_refused(number: str) -> None:
    assert found(f'phone: "{number}"') == [("E708", 6)]


@pytest.mark.parametrize(
    "number", ["900 20 20 10", "8-800-2000-122", "0800 1111", "1-800-668-6868", "0952535262", "112"]
)
def test_17_other_numbers_are_not(number: str) -> None:
    assert found(f'phone: "{number}"') == []


def test_hours_keep_to_the_form_or_are_words_by_locale() -> None:
    assert found('phone: "1"', "hours: 24/7") == []
    assert found('phone: "1"', "hours: evenings") == [("E709", 7)]
    assert found('phone: "1"', "hours: {ru: вечером, en: in the evening}") == []


def test_hours_need_a_zone() -> None:
    assert found('phone: "1"', 'hours: "Mo-Su 09:00-18:00"') == [("E710", 7)]
    assert found('phone: "1"', 'hours: "Mo-Su 09:00-18:00"', "zone: Moscow") == [("E710", 8)]
    assert found('phone: "1"', 'hours: "Mo-Su 09:00-18:00"', "zone: Europe/Moscow") == []


def test_words_that_the_directory_does_not_know_are_told() -> None:
    assert found('phone: "1"', "audience: everyone") == [("E711", 7)]
    assert found('phone: "1"', "topics: [abuse, sadness]") == [("E711", 7)]
    assert found('phone: "1"', "cost: cheap") == [("E711", 7)]
    assert found('phone: "1"', "cost: {ru: по тарифу, en: as a call}", "audience: family") == []


BOOK = HelpBook(
    own_lines={
        ("RU", "en"): (
            Helpline("RU", "emergency", "emergency", "Emergency", phone="112", verified_on="2020-01-01"),
            Helpline("RU", "police", "police", "Police", phone="102"),
            Helpline("RU", "fresh", "line", "Fresh", phone="1", verified_on="2026-11-01"),
            Helpline("RU", "old", "line", "Old", sms="2", word="HELP", verified_on="2025-11-01"),
        ),
        ("KZ", "en"): (Helpline("KZ", "site", "reporting", "Site", url="https://example.org"),),
    }
)


def test_what_was_checked_within_a_year_is_not_due_and_emergency_numbers_never_age() -> None:
    assert [one.line.id for one in due(BOOK, TODAY, ["RU"])] == ["police", "old"]
    assert [one.line.id for one in due(BOOK, TODAY)] == ["site", "police", "old"]


def test_the_overview_has_one_row_a_line() -> None:
    rows = overview(due(BOOK, TODAY)).splitlines()
    assert rows[0].split() == ["KZ", "site", "https://example.org", "never", "checked"]
    assert rows[2].endswith("SMS HELP to 2  checked 2025-11-01")


def test_the_call_sheet_asks_to_look_emergency_numbers_up_and_to_call_the_others() -> None:
    sheet = call_sheet(due(BOOK, TODAY), TODAY)
    assert sheet.index("=== KZ ===") < sheet.index("=== RU ===")
    police = next(block for block in sheet.split("\n\n") if block.startswith("Police"))
    assert "Looked up at" in police
    assert "Somebody answers" not in police
    old = next(block for block in sheet.split("\n\n") if block.startswith("Old"))
    assert "Somebody answers" in old
    assert "last checked: 2025-11-01" in old


def test_all_lines_of_the_package_are_still_to_be_checked() -> None:
    waiting = due(package_book(), TODAY)
    assert len(waiting) > 300
    assert "3114" in call_sheet(waiting, TODAY)
