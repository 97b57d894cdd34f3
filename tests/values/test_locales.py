"""A language is a folder: what stands in none of its files comes from CLDR, and the code names no language."""

from __future__ import annotations

import re
from datetime import date, time
from typing import TYPE_CHECKING

import pytest
import regex

from bot.values import locales
from bot.values.locales import SOURCE_LOCALE, alike, direction, in_latin, languages
from tests.talk import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CODE = sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "simulator").rglob("*.py")])


@pytest.mark.parametrize("code", sorted(languages()))
def test_no_module_names_a_language(code: str) -> None:
    named = re.compile(rf"""["']{code}["']""")
    found = {str(file.relative_to(ROOT)) for file in CODE if named.search(file.read_text("utf-8"))}
    assert found == ({"bot/values/locales.py"} if code == SOURCE_LOCALE else set()), (
        "one constant names the source"
    )


def test_no_module_has_words_in_another_alphabet() -> None:
    letters = regex.compile(r"[\p{Cyrillic}\p{Greek}\p{Hebrew}\p{Arabic}]")
    found = {str(file.relative_to(ROOT)): letters.findall(file.read_text("utf-8")) for file in CODE}
    assert {file for file, some in found.items() if any(map(str.isalpha, some))} == set()


def test_languages_are_named_in_themselves() -> None:
    assert [language.name for language in languages().values()] == ["English", "Русский"]


def test_what_language_yml_does_not_say_comes_from_cldr(tmp_path: Path, speak: Callable[[Path], None]) -> None:
    (tmp_path / SOURCE_LOCALE).mkdir()
    (tmp_path / "he").mkdir()
    speak(tmp_path)
    hebrew = languages()["he"]
    assert (hebrew.name, hebrew.direction) == ("עברית", "rtl")
    assert hebrew.date(date(2026, 11, 25)) == "25 בנובמבר 2026"


def test_a_language_that_cldr_does_not_know_names_a_like_one(
    tmp_path: Path, speak: Callable[[Path], None]
) -> None:
    (tmp_path / SOURCE_LOCALE).mkdir()
    (tmp_path / "qqq").mkdir()
    file = tmp_path / "qqq" / "language.yml"
    speak(tmp_path)
    with pytest.raises(ValueError, match="cldr"):
        languages()
    file.write_text("cldr: de\nname: qwerqwer", encoding="utf-8")
    speak(tmp_path)
    assert (languages()["qqq"].name, languages()["qqq"].date(date(2026, 3, 1))) == ("Qwerqwer", "1. März 2026")
    file.write_text("cldr: de\nhlep: [x]", encoding="utf-8")
    speak(tmp_path)
    with pytest.raises(ValueError, match="hlep"):
        languages()


def test_its_own_digits_stand_in_dates_and_times(tmp_path: Path, speak: Callable[[Path], None]) -> None:
    (tmp_path / SOURCE_LOCALE).mkdir()
    (tmp_path / "fa").mkdir()
    (tmp_path / "fa" / "language.yml").write_text("digits: ۰۱۲۳۴۵۶۷۸۹", encoding="utf-8")
    speak(tmp_path)
    assert languages()["fa"].time(time(19, 5)) == "۱۹:۰۵"
    assert languages()["fa"].date(date(2026, 3, 1), "d") == "۱"


def test_the_direction_of_languages_that_only_packs_speak() -> None:
    assert [direction(code) for code in ("ar", "kk", "ru", "zh-Hant", "no such")] == [
        "rtl",
        "ltr",
        "ltr",
        "ltr",
        "ltr",
    ]


def test_letters_that_are_written_in_two_ways_are_one() -> None:
    assert alike("Ёлка") == alike("елка")
    assert in_latin("Ёжик и Wi-Fi") == "ezhik i wi-fi"


def test_every_file_of_a_language_is_one_that_somebody_reads() -> None:
    words = {"asking.yml", "check.yml", "moves.yml", "places.yml", "search.yml", "typed.yml", "who.yml"}
    read = words | {"language.yml", "lint.yml", "practice.yml", "screens.yml"}
    known = read | {"articles.txt", "intents.tsv", "signs.tsv", "LC_MESSAGES"}
    beside = {file.name for file in locales.FOLDER.iterdir() if file.is_file()}
    assert beside == {"first.txt"}, "phrases of the first hour, of all languages"
    folders = [folder for folder in locales.FOLDER.iterdir() if folder.is_dir()]
    assert {file.name for folder in folders for file in folder.iterdir()} <= known


@pytest.mark.parametrize(
    ("language", "found"),
    [
        ("zh-TW", "zh-Hant"),
        ("zh_Hant_HK", "zh-Hant"),
        ("zh-CN", "zh"),
        ("pt-br", "pt-BR"),
        ("pt", "pt-BR"),
        ("sr", "sr-Latn"),
        ("RU-ru", "ru"),
        ("en-GB", "en"),
        ("xx", ""),
        ("", ""),
        ("-", ""),
        ("x" * 500, ""),
    ],
)
def test_a_client_finds_the_nearest_language_that_is_spoken(language: str, found: str) -> None:
    assert locales.spoken(language, ["en", "ru", "zh", "zh-Hant", "pt-BR", "sr-Latn"]) == found
