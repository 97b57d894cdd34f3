"""The book of the package and its directory: requirements 2, 17 and 24 of the protocol."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.help.help_book import EVERYWHERE, FOLDER, HelpBook, package_book, read_book
from bot.help.situations import Group, Situation, Spot, numbered, split_place, spot_of
from bot.packs.helplines import read_helplines
from bot.packs.hours import parse_hours
from bot.packs.library import Library
from bot.packs.lint.helplines import check_lines
from bot.packs.model import Helpline, Kind
from bot.packs.parser.head import Line
from bot.packs.parser.reader import read_pack
from bot.packs.parser.source import Report, Source

FILES = sorted((FOLDER / "helplines").glob("*.yml"))
TODAY = date(2026, 11, 25)


def test_17_the_directory_serves_at_least_eighty_countries() -> None:
    assert len(package_book().countries()) >= 80
    assert {"RU", "KZ", "BY", "KG", "AM", "UZ", "GE", "AZ", "MD"} <= set(package_book().countries())


def test_17_no_countrys_file_breaks_a_rule() -> None:
    for file in FILES:
        report = Report(file.name)
        lines, document = read_helplines(Source(file.name, file.read_text(encoding="utf-8")), report)
        assert lines is not None, file.name
        check_lines(file.stem, lines, document, report, TODAY)
        assert report.problems == []
        assert any(line.kind == "emergency" for line in lines.lines), file.name
        for line in lines.lines:
            assert line.sources, (file.name, line.id)
            assert line.confidence in {"high", "medium"}, (file.name, line.id)
            assert line.verified_on is None, "nobody has called these numbers yet"


def test_24_every_name_is_said_in_every_language() -> None:
    for country in package_book().countries():
        ru, en = package_book().lines(country, "ru"), package_book().lines(country, "en")
        assert [replace(line, name="", region="", hours="", note="") for line in ru] == [
            replace(line, name="", region="", hours="", note="") for line in en
        ]
        assert all(line.name for line in (*ru, *en))
        assert all(
            (not a.hours and not b.hours) or parse_hours(a.hours) or a.hours != b.hours
            for a, b in zip(ru, en, strict=True)
        )


def test_the_number_for_everywhere_is_112() -> None:
    assert package_book().everywhere("ru")[0].phone == "112"
    assert EVERYWHERE not in package_book().countries()


OURS = (Helpline("RU", "ours", "line", "Ours", "8 800 100 00 00"),)


def library(*lines: Mapping[str, object]) -> Library:
    return Library(
        (), {"RU": [Line.model_validate({"kind": "line", "sources": ["a partner"], **line}) for line in lines]}
    )


def test_packs_add_lines_behind_those_of_the_package() -> None:
    added = package_book().adding(library({"id": "ours", "name": "Ours", "phone": "8 800 100 00 00"}))
    lines = added.lines("RU", "ru")
    assert lines[: len(package_book().lines("RU", "ru"))] == package_book().lines("RU", "ru")
    assert lines[-1].name == "Ours"


def test_no_pack_can_rename_hide_or_take_away_a_line_of_the_package() -> None:
    before = package_book().lines("RU", "ru")
    twins = [
        {
            "id": line.id,
            "name": "Closed!",
            "phone": line.phone,
            "sms": line.sms,
            "chat": line.chat,
            "url": line.url,
        }
        for line in before
    ]
    assert package_book().adding(library(*twins)).lines("RU", "ru") == before
    spaced = package_book().adding(library({"id": "x", "name": "Other", "phone": "88002000122"}))
    assert spaced.lines("RU", "ru") == before
    assert package_book().adding(library()).adding(Library()).lines("RU", "ru") == before


def test_lines_are_joined_once_when_packs_change_and_not_at_each_look() -> None:
    added = package_book().adding(library({"id": "ours", "name": "Ours", "phone": "8 800 100 00 00"}))
    assert added.lines("RU", "ru") is added.lines("RU", "ru")
    assert added.lines("RU", "xx") == added.lines("RU", "en"), "a language without lines has the source's"
    only = HelpBook(own_lines={("RU", "ru"): added.lines("RU", "ru")[:1]}, added_lines={("RU", "en"): OURS})
    assert [line.name for line in only.lines("RU", "ru")] == [added.lines("RU", "ru")[0].name, "Ours"]
    assert [line.name for line in only.lines("RU", "en")] == ["Ours"]


def test_lines_of_packs_go_when_the_packs_go() -> None:
    added = package_book().adding(library({"id": "ours", "name": "Ours", "phone": "8 800 100 00 00"}))
    assert added.adding(Library()) == package_book()


def test_02_a_broken_page_or_file_leaves_the_rest(tmp_path: Path) -> None:
    (tmp_path / "helplines").mkdir()
    (tmp_path / "pages/13").mkdir(parents=True)
    for name in ("pack.yml", "helplines/RU.yml", "pages/13/help.ru.md", "pages/13/help.en.md"):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    (tmp_path / "helplines/KZ.yml").write_text("lines: [", encoding="utf-8")
    (tmp_path / "pages/13/help.en.md").write_text("no head", encoding="utf-8")
    book = read_book(tmp_path)
    assert book.problems
    assert book.countries() == ("RU",)
    assert book.page("ru", Group.CHILD, Situation.NO_WISH_TO_LIVE)
    assert book.page("en", Group.CHILD, Situation.NO_WISH_TO_LIVE) is None


def test_02_a_package_without_its_folder_is_an_empty_book(tmp_path: Path) -> None:
    book = read_book(tmp_path)
    assert book.problems
    assert book.countries() == ()


def test_the_package_is_a_pack_like_any_other() -> None:
    pack = read_pack(FOLDER)
    assert pack.head is not None
    assert pack.head.review.reviewers == [], "nobody has reviewed it; who has stands in docs/help-protocol.md too"
    in_two_ages = len(package_book().older_pages) // 2
    assert in_two_ages
    pages = [file for file in pack.files.values() if file.kind is Kind.HELP]
    assert len(pages) == 2 * (len(Group) * len(Situation) + in_two_ages)


spots = st.builds(
    Spot,
    st.sampled_from(Group),
    st.sampled_from(Situation),
    st.integers(0, 2),
    st.just("") | st.from_regex("[A-Z]{2}", fullmatch=True),
)


@given(spots)
def test_an_address_is_read_back(spot: Spot) -> None:
    assert spot_of(spot.number) == spot
    assert spot.number <= 999_999


@given(st.integers(0, 999_999_999))
def test_any_number_is_a_page_or_none(number: int) -> None:
    spot = spot_of(number)
    rest, place = split_place(number)
    assert spot is None or spot.place == place
    if place:
        assert numbered(rest, place) == number


def test_a_helpline_says_what_it_lacks() -> None:
    assert Helpline("RU", "x", "line", "X").confidence == ""
    assert HelpBook().lines("RU", "ru") == ()
