"""The sheet for the person who checks the numbers: what is due, and what to ask."""

from datetime import date

from bot.help.call_sheet import call_sheet, due, overview
from bot.help.help_book import HelpBook, package_book
from bot.packs.model import Helpline

TODAY = date(2026, 11, 25)

BOOK = HelpBook(
    own_lines={
        ("RU", "en"): (
            Helpline("RU", "emergency", "emergency", "Emergency", phone="112", verified_on="2020-01-01"),
            Helpline("RU", "police", "police", "Police", phone="102"),
            Helpline("RU", "fresh", "line", "Fresh", phone="1", verified_on="2026-11-01"),
            Helpline(
                *("RU", "old", "line", "Old"),
                sms="2",
                word="HELP",
                verified_on="2025-11-01",
                sources=("a list, scraped 2023-06-09", "a page, 2024-01-01, read 2026-06-02", "a file"),
            ),
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
    assert rows[3] == "3 lines to check, 2 of them never checked"


def test_the_call_sheet_asks_to_look_emergency_numbers_up_and_to_call_the_others() -> None:
    sheet = call_sheet(due(BOOK, TODAY), TODAY)
    assert sheet.index("=== KZ ===") < sheet.index("=== RU ===")
    police = next(block for block in sheet.split("\n\n") if block.startswith("Police"))
    assert "Looked up at" in police
    assert "Somebody answers" not in police
    old = next(block for block in sheet.split("\n\n") if block.startswith("Old"))
    assert "Somebody answers" in old
    assert "last checked: 2025-11-01" in old


def test_a_source_that_is_old_or_has_no_day_is_marked_on_the_sheet() -> None:
    sheet = call_sheet(due(BOOK, TODAY, ["RU"]), TODAY)
    assert "a list, scraped 2023-06-09 (MORE THAN A YEAR OLD); a page" in sheet
    assert "a page, 2024-01-01, read 2026-06-02; a file (without a day)" in sheet


def test_all_lines_of_the_package_are_still_to_be_checked() -> None:
    waiting = due(package_book(), TODAY)
    assert len(waiting) > 300
    assert "3114" in call_sheet(waiting, TODAY)
