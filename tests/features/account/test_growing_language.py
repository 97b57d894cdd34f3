"""A language that grows: offered from the first hour's phrases on, with a word about what it cannot do yet."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from babel.messages import Catalog
from babel.messages.pofile import write_po

from bot.help import language_steps
from bot.help.language_steps import Step, first_hour, standing_of
from bot.values import locales
from bot.values.phrases import CATALOGUE, read_phrases, turned
from tests.talk import House, Person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SHIPPED = locales.FOLDER


@pytest.fixture
def grown(tmp_path: Path, speak: Callable[[Path], None]) -> Iterator[Callable[..., House]]:
    """A house that speaks these languages too, each with the first hour's phrases, but for some."""
    houses: list[House] = []

    def made(*codes: str, lacking: int = 0) -> House:
        folder = tmp_path / f"locales{len(houses)}"
        shutil.copytree(SHIPPED, folder)
        for code in codes:
            catalogue = Catalog(code, fuzzy=False)
            for msgid in first_hour()[lacking:]:
                catalogue.add(msgid, f"{code} {msgid}" if msgid != "ABCDEF" else "ӘБГДЕЖ")
            file = folder / code / CATALOGUE
            file.parent.mkdir(parents=True)
            with file.open("wb") as target:
                write_po(target, catalogue, width=0)
        speak(folder)
        houses.append(House(tmp_path / f"house{len(houses)}", phrases=read_phrases()))
        return houses[-1]

    yield made
    for house in houses:
        house.close()


def test_a_language_is_offered_once_it_has_the_first_hour_and_help(
    grown: Callable[..., House], monkeypatch: pytest.MonkeyPatch
) -> None:
    house = grown("kk")
    book = house.conversation.services.book
    assert standing_of("kk", book).step is Step.PACKS, "its help pages are missing"
    assert len(first_hour()) > 150
    assert not any("азақ" in label for label in labels(house, 2))
    monkeypatch.setattr(language_steps, "PAGES", 0)
    assert standing_of("kk", book).step is Step.PHRASES
    assert any("азақ" in label for label in labels(house, 3))
    assert {standing_of(code, book).step for code in ("en", "ru")} == {Step.MODELS}


def test_each_phrase_of_the_first_hour_is_one_that_the_bot_says() -> None:
    russian = read_phrases()["ru"].catalogue
    assert [msgid for msgid in first_hour() if russian.gettext(msgid) == msgid] == []


def test_half_a_first_hour_is_not_offered(grown: Callable[..., House], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language_steps, "PAGES", 0)
    house = grown("kk", lacking=100)
    assert not any("азақ" in label for label in labels(house, 1))


def test_who_picks_it_is_told_what_it_cannot_do_yet(
    grown: Callable[..., House], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(language_steps, "PAGES", 0)
    house = grown("kk")
    said = "I cannot yet read everything that is typed in this language. 🆘 is always here, in one tap."
    child = Person(house, 1, "kk")
    assert said in child.types("/start").text.plain
    assert said not in Person(house, 2, "ru").types("/start").text.plain
    child.settles_in("9-11")
    child.visits("set/locale/ru")
    greeting = child.visits("set/locale/kk").greeting
    assert greeting
    assert said in greeting.text.plain


def test_many_languages_are_one_button_that_leads_to_all(
    grown: Callable[..., House], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(language_steps, "PAGES", 0)
    house = grown("kk", "uz", "ky")
    child = Person(house, 1, "en")
    child.types("/start")
    assert "🌐 Language" in child.labels
    child.taps("🌐 Language")
    assert len([label for label in child.labels if label != "◀ Back"]) == 4
    child.taps("Русский")
    assert "🆘" in child.sees


def test_arrows_point_as_readers_go_on() -> None:
    assert turned("التالي ▶") == "التالي ◀"
    assert turned(["◀ رجوع", "→"]) == ("▶ رجوع", "←")


def labels(house: House, number: int) -> list[str]:
    person = Person(house, number, "en")
    person.types("/start")
    return list(person.labels)
