"""Pseudo-locales through the crawler: nothing untranslated, nothing cut, no broken placeholder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.chat import textmode
from bot.packs.check import check
from bot.packs.reader import find_packs
from bot.workshop.pseudo import LOCALES, LONGER, pseudo, pseudo_phrases, write_pseudo
from tests.packs.pack_kit import FIXTURES, TODAY
from tests.talk import House, Person, library, the_phrases
from tests.test_crawler import crawl

if TYPE_CHECKING:
    from pathlib import Path

    from bot.values.screen import Screen

HELP = ("help", "where", "settings", "set", "sos", "privacy")
"""Pages on which the names of countries, lines and languages are not ours to translate; and the data ledger, which
is written in Russian and English and told in English to everybody else.
"""

PLAIN = re.compile(r"(?<![\w/@.:-])[a-z]*[aeiouy][a-z]{3,}(?![\w/])")
"""An English word whose vowels bear no accent: nobody translated it."""


class Seeing(Person):
    """A person who keeps every screen that was seen, by its path."""

    def __init__(self, house: House, language: str) -> None:
        super().__init__(house, language=language)
        self.seen: dict[str, Screen] = {}

    def visits(self, path: str) -> Screen:
        self.seen[path] = screen = super().visits(path)
        return screen


@pytest.fixture(params=LOCALES)
def locale(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_placeholders_links_and_signs_stay_while_words_change() -> None:
    words = "Hi {name}, see [this](https://a.example/x) **now**.[^a] `code` /help"
    for locale in LOCALES:
        said = pseudo(words, locale)
        for kept in ("{name}", "](https://a.example/x)", "**", "[^a]", "`code`", "/help"):
            assert kept in said
        assert "see" not in said
    longer = pseudo("A sentence of some length, as they are.", LONGER)
    assert 1.35 <= len(longer) / len("A sentence of some length, as they are.") <= 1.45


@pytest.mark.slow
def test_pseudo_packs_pass_the_check_and_are_walked_to_the_end(tmp_path: Path, locale: str) -> None:
    for folder in find_packs([FIXTURES]):
        assert write_pseudo(folder, tmp_path / "packs" / folder.name, locale)
    errors = [problem for problem in check([tmp_path / "packs"], today=TODAY) if problem.severity == "error"]
    assert errors == []
    house = House(tmp_path, library(tmp_path / "packs"))
    house.phrases = {**the_phrases(), locale: pseudo_phrases(the_phrases(), locale)}
    house.conversation = house._open()
    person = Seeing(house, locale)
    person.settles_in("9-11")
    paths = crawl(person)
    for path in paths:
        if not path.startswith(HELP):
            person.visits(path)
    house.close()
    assert len(person.seen) > 30
    assert any("⟦" in screen.text.plain or "א" in screen.text.plain for screen in person.seen.values())
    for path, screen in person.seen.items():
        told = [screen.text.plain, *(link.label for link in textmode.links(screen))]
        for words in told:
            assert not re.search(r"\{\w*\}", words), (path, words)
            if locale == LONGER:
                assert words.count("⟦") == words.count("⟧"), (path, words)
                assert not PLAIN.findall(words), (path, words)
