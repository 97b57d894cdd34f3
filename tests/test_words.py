"""Words that could do harm, looked for in all that ships: packs, help pages and the bot's own phrases, in each
language. Each pattern is a mistake that once stood there; its reason says what would be true or kind.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from bot.packs.model import Kind
from tests.talk import ROOT, our_library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HARMFUL = {
    "a friend's life is up to nobody: say that the pain can pass and fetch a grown-up": (
        r"решай за (?:него|неё|друга|человека)|стоит ли (?:ему |ей )?жить"
        r"|decide for (?:them|him|her) (?:if|whether)|(?:if|whether) life is worth"
    ),
    "nobody tells a child that they are able to hurt themselves": (
        r"если (?:ты )?(?:можешь|способ\w+) (?:сделать|причинить) себе|if you can hurt yourself"
    ),
    "suicide is asked about in plain words, never hinted at": (
        r"думаешь о (?:смерти|том, чтобы (?:не жить|умереть))|думаешь не жить|честно: не жить"
        r"|(?:think|thinking) (?:of|about) (?:dying|not living)|do you think of dying|straight: not living"
    ),
    "what is forbidden are sexual pictures of children, not their personal photos": (
        r"(?:хранить|хранение) (?:личные|интимные) фото|хранение запрещали"
        r"|keeping (?:private|intimate|personal) (?:photos|pictures)|keeping them was banned"
    ),
    "nobody asks a child to say their age and home": (
        r"say how old you are|(?:say|tell \w+|write) (?:how old you are and )?where you live"
        r"|(?:скажи|напиши|укажи|назови)[^.»]{0,30}(?:возраст|сколько тебе лет|где ты живёшь)"
    ),
    "Take It Down takes pictures off where it takes part, and nowhere else": (
        r"помогает (?:убрать|убирать) (?:такие )?фото(?: детей)? из сети|get pictures (?:of children )?off the net"
        r"|helps to remove such photos"
    ),
}

QUOTED = (
    # What to do when a stranger, or a robot in a game, asks for an address: there the bad words are quoted.
    "quizzes/citizen-sets/ai/6-8",
    "quizzes/citizen-sets/privacy/6-8",
)

TICKLING = re.compile(r"щекот|tickl", re.IGNORECASE)


@cache
def shipped() -> tuple[tuple[str, str], ...]:
    """Everything that a person may be shown, with where it stands: (path, words)."""
    return (*_pages(), *_phrases())


def _pages() -> Iterator[tuple[str, str]]:
    for folder in ("content", "quizzes", "bot/help/book/pages"):
        for path in sorted((ROOT / folder).rglob("*.md")):
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def _phrases() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "locales").rglob("*.po")):
        name = path.relative_to(ROOT).as_posix()
        for entry in _entries(path):
            yield name, entry


def _entries(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        for message in read_po(file):
            for said in (message.id, message.string):
                yield from said if isinstance(said, tuple | list) else (said or "",)


@pytest.mark.parametrize("why", list(HARMFUL))
def test_no_words_that_could_do_harm(why: str) -> None:
    pattern = re.compile(HARMFUL[why], re.IGNORECASE)
    found = {
        (path, hit.group())
        for path, words in shipped()
        if not path.startswith(QUOTED)
        for hit in pattern.finditer(words)
    }
    assert not found, why


def test_a_good_secret_is_a_surprise_that_ends_never_a_tickle() -> None:
    """Tickling is a pretext of grown-ups who touch children: it is no example of a good secret."""
    named = {path for path, words in shipped() if "care" in path and TICKLING.search(words)}
    assert named == set()


def test_everything_that_ships_was_read() -> None:
    paths = {path.split("/")[0] for path, _ in shipped()}
    assert paths == {"content", "quizzes", "bot", "locales"}
    assert len(shipped()) > 2000


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_an_oath_of_silence_kept_till_morning_ends_as_risky(locale: str) -> None:
    """Where a life is at stake no path may reward silence: a grown-up is woken at once."""
    story = our_library().find(Kind.STORY, "care", "intimate/one-forty", locale)
    assert story is not None
    choices = [choice for card in story.cards for choice in card.choices]
    oath = next(choice for choice in choices if re.search("клянусь|I swear", choice.text.plain))
    assert story.endings[oath.scene] == "risky"
    ending = next(card for card in story.cards if card.id == oath.scene)
    assert re.search(r"будят сразу|Wake an adult at once", ending.remember.plain)


ACCOUNTS = ("basics/accounts/12-15/lesson", "basics/phishing/12-15/lesson")


@pytest.mark.parametrize("locale", ["ru", "en"])
@pytest.mark.parametrize("item", ACCOUNTS)
def test_a_messenger_is_won_back_from_an_old_device_sessions_first(item: str, locale: str) -> None:
    words = (ROOT / f"content/{item}.{locale}.md").read_text(encoding="utf-8")
    order = {
        "ru": (r"где вход был раньше", r"[Зз]аверш\w+ (?:другие|чужие) сеансы", r"[Пп]отом (?:поставь|смени)"),
        "en": (r"logged in before", r"all other sessions|end the other sessions", r"[Tt]hen (?:set|change)"),
    }[locale]
    advice = words[words.index('id="lost"' if "accounts" in item else 'id="oops"') :]
    found = [
        re.search(part, advice[advice.index("раньше" if locale == "ru" else "before") - 40 :]) for part in order
    ]
    assert None not in found
    starts = [hit.start() for hit in found if hit]
    assert starts == sorted(starts)
    assert re.search(r"первые сутки|for (?:a|the first) day", advice)


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_what_the_law_says_of_errands_names_day_and_source(locale: str) -> None:
    words = (ROOT / f"content/care/recruitment/12-15/lesson.{locale}.md").read_text(encoding="utf-8")
    for date in {"ru": ("17 ноября 2025", "5 июля 2025"), "en": ("17 November 2025", "5 July 2025")}[locale]:
        assert date in words
    assert re.search(r"^\[\^sabotage\]: .*420-(?:ФЗ|FZ).*2025", words, re.MULTILINE)
    assert re.search(r"^\[\^card\]: .*176-(?:ФЗ|FZ).*2026", words, re.MULTILINE)
