"""What is typed for a country: names, codes, flags, cities, everyday words, slips. It is found, never taken."""

from __future__ import annotations

import time

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from bot.help.help_book import package_book
from bot.help.place_names import CLDR, MOST_OFFERED, place_names, plain
from bot.values import places
from tests.kit.placenames import CODES, table
from tests.tools import load_tool

NAMES = place_names()


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_everyday_words_lead_to_their_countries(locale: str) -> None:
    expected = table(locale)
    assert len(expected) >= 150
    found = {words: list(NAMES.find(words, locale)) for words in expected}
    assert {words: codes for words, codes in found.items() if codes != expected[words]} == {}


def flag(code: str) -> str:
    return "".join(chr(ord(letter) - ord("A") + 0x1F1E6) for letter in code)


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_every_country_is_found_by_its_name_its_codes_and_its_flag(locale: str) -> None:
    longer = {
        codes[0]: name.upper() for name, found in NAMES.codes.items() for codes in [list(found)] if len(name) == 3
    }
    assert len(CODES) == 248
    for code in CODES:
        for name in (places.country_name(Locale("en"), code), places.country_name(Locale("ru"), code)):
            for typed in (name, name.upper(), name.lower(), f" {name}. "):
                found = NAMES.find(typed, locale)
                assert code in found, typed
                # A few names belong to two: the other one is offered beside it and none is taken.
                assert len(found) == 1 or name in {"Georgia", "Грузия", "Jersey", "India", "Lebanon"}, (
                    typed,
                    found,
                )
        for typed in (code, code.lower(), longer[code], longer[code].lower(), flag(code), f"{flag(code)} !"):
            assert NAMES.find(typed, locale) == (code,), typed


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Қазақстан", ["KZ"]), ("Oʻzbekiston", ["UZ"]), ("Ўзбекистон", ["UZ"]), ("Тоҷикистон", ["TJ"]),
        ("Кыргызстан", ["KG"]), ("Azərbaycan", ["AZ"]), ("Հայաստան", ["AM"]), ("საქართველო", ["GE"]),
        ("Türkiye", ["TR"]), ("Türkiyede yaşıyorum", ["TR"]), ("Україна", ["UA"]), ("з України", ["UA"]),
        ("Беларусь", ["BY"]), ("Deutschland", ["DE"]), ("ich wohne in Deutschland", ["DE"]), ("España", ["ES"]),
        ("vivo en Madrid", ["ES"]), ("j'habite à Marseille", ["FR"]), ("Polska", ["PL"]),
        ("mieszkam w Polsce", ["PL"]),
        ("中国", ["CN"]), ("日本", ["JP"]), ("대한민국", ["KR"]), ("भारत", ["IN"]), ("ایران", ["IR"]),
        ("سوريا", ["SY"]),
        ("ישראל", ["IL"]), ("Việt Nam", ["VN"]), ("ไทย", ["TH"]), ("Shqipëri", ["AL"]), ("România", ["RO"]),
        ("Lietuva", ["LT"]), ("Eesti", ["EE"]), ("Suomi", ["FI"]), ("Sverige", ["SE"]), ("Ελλάδα", ["GR"]),
        ("Монгол", ["MN"]), ("Toshkentdanman", ["UZ"]), ("Алматыданмын", ["KZ"]), ("Bakıdan", ["AZ"]),
    ],
)  # fmt: skip
def test_children_of_migrants_write_in_their_own_languages(words: str, codes: list[str]) -> None:
    for locale in ("en", "ru"):
        assert list(NAMES.find(words, locale)) == codes


def test_the_names_of_the_issue() -> None:
    for words, codes in {
        "uk": "GB",
        "america": "US",
        "england": "GB",
        "usa": "US",
        "uae": "AE",
        "Россия": "RU",
    }.items():
        assert NAMES.find(words, "en") == (codes,)
    assert NAMES.find("я из нижнего", "ru") == ("RU",)


@given(st.text(max_size=60), st.sampled_from(["en", "ru", "kk"]))
def test_whatever_is_typed_few_countries_are_offered_and_all_are_known(words: str, locale: str) -> None:
    for found in (NAMES.find(words, locale), NAMES.exactly(words, locale)):
        assert len(found) <= MOST_OFFERED
        assert len(set(found)) == len(found)
        assert all(places.is_country(code) for code in found)


@pytest.mark.parametrize(
    "words", ["а" * 4096, "из " * 1000, "london " * 500, "🇬🇧" * 500, "in from the " * 300, "(" * 4000]
)
def test_a_long_message_is_soon_looked_through(words: str) -> None:
    NAMES.find("london", "en")
    began = time.perf_counter()
    NAMES.find(words, "ru")
    assert time.perf_counter() - began < 0.5


def test_a_short_word_of_a_help_talk_is_no_country() -> None:
    """Where a country may be typed beside everything else, words that happen to be codes are words."""
    for words in ("no", "in", "me", "it", "my", "so", "to", "is", "am", "yes", "да", "не"):
        assert NAMES.exactly(words, "en") == ()
    assert NAMES.exactly("uk", "en") == ("GB",)
    assert NAMES.exactly("рф", "ru") == ("RU",)
    assert NAMES.exactly("germny", "en") == (), "what is not sure is no place there"


def test_the_likeliest_countries_are_six_that_have_help_lines() -> None:
    for locale in ("en", "ru", "kk"):
        assert len(NAMES.likely(locale)) >= 6
        assert set(NAMES.likely(locale)[:6]) <= set(package_book().countries())
        assert all(places.is_country(code) for code in NAMES.likely(locale))
    assert NAMES.likely("ru")[0] == "RU"


def test_names_are_written_as_they_are_compared_and_of_countries_that_there_are() -> None:
    for language in NAMES.languages.values():
        for name, codes in language.names.items():
            assert plain(name) == name
            assert name
            assert all(places.is_country(code) for code in codes), name


def test_the_file_of_cldr_is_what_the_tool_writes() -> None:
    assert load_tool("placenames").written() == CLDR.read_text("utf-8")
