"""What has happened, told in plain words, leads to the page about it; what only sounds like it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.chat.asking import only_asks
from bot.chat.told_situations import situation_of
from bot.features.help.telling import HEARD_ONLY
from bot.help.situations import Situation
from bot.help.told_words import ways_of_telling
from tests.talk import House, Person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.mark.parametrize(
    "words",
    [
        "what is sextortion, he does it to me",
        "how do i talk to him, he sent my photos",
        "что такое шантаж, мне пишут",
        "my daughter is blackmailed",
    ],
)
def test_who_tells_while_asking_does_not_only_ask(words: str) -> None:
    assert not only_asks(words)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    opened = House(tmp_path)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("who", "language", "words", "page"),
    [
        ("16-17", "en", "they want me to pick up a package and leave it somewhere, good money", 24),
        ("12-15", "en", "i sent 20 bucks for a skin and they blocked me", 22),
        ("9-11", "en", "someone hacked my account", 17),
        ("6-8", "en", "a man sed he will give me robux if i tell him where i live", 15),
        ("educator", "en", "a boy in my form got a job delivering parcels for money", 64),
        ("16-17", "ru", "оформил карту на себя и отдал парню за деньги", 24),
        ("12-15", "ru", "кинули на деньги на авито, предоплата", 22),
        ("parent", "ru", "продиктовала код по телефону, зашли в госуслуги", 43),
        ("parent", "ru", "позвонили из банка и он отдал сбережения курьеру", 42),
        ("educator", "ru", "мой ученик носит закладки", 64),
        ("educator", "ru", "ученик сказал, что хочет умереть", 53),
        ("educator", "en", "a pupil said he wants to die", 53),
        ("parent", "ru", "дочь сказала что не хочет жить", 33),
        ("parent", "en", "my daughter says she wants to kill herself", 33),
        ("12-15", "ru", "подруга сказала что хочет умереть", 21),
        ("12-15", "en", "my friend wants to kill herself", 21),
    ],
)
def test_trouble_leads_to_the_page_about_it_in_a_tap_at_most(
    house: House, who: str, language: str, words: str, page: int
) -> None:
    person = Person(house, language=language)
    person.settles_in(who)
    screen = person.types(words)
    wanted = person.visits(f"heard/{page}").text.plain
    person.screen = screen
    if screen.text.plain != wanted:
        assert f"help/{page}" in [link.page.path for row in screen.rows for link in row if hasattr(link, "page")]


def test_who_was_taken_wrong_can_say_so_and_go_on(house: House) -> None:
    pupil = Person(house)
    pupil.settles_in("16-17")
    pupil.types("they want me to pick up a package and leave it somewhere, good money")
    assert "You got me wrong" in pupil.labels
    pupil.taps("▶ Go on")
    assert "What would you like?" in pupil.sees


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("he posted my address and stands at my door with a knife", "heard/11"),
        ("i paid him 50 and he still says he will post my nudes", "heard/14"),
    ],
)
def test_what_is_graver_stays_what_was_heard(house: House, words: str, page: str) -> None:
    pupil = Person(house)
    pupil.settles_in("12-15")
    said = pupil.types(words).text.plain
    assert said == pupil.visits(page).text.plain


@pytest.mark.parametrize(
    "words",
    [
        "i lost all my money in monopoly",
        "the courier brought pizza",
        "what is a scam",
        "how do i spot a deepfake",
        "my brother took my phone",
        "курьер привёз пиццу",
        "что такое закладки в браузере",
        "кинули в меня снежок",
        "я купил телефон",
        "как защитить аккаунт",
    ],
)
def test_what_only_sounds_like_trouble_opens_no_page(words: str) -> None:
    situation = situation_of(words)
    assert situation is None or situation in HEARD_ONLY


def test_every_way_of_telling_names_a_situation_by_two_things() -> None:
    ways = ways_of_telling()
    assert all(isinstance(about, Situation) for _, about in ways)
    assert all(way.count(" + ") >= 1 for way, _ in ways)
