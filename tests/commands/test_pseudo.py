"""Pseudo-languages through the crawler: a language is data, nothing is untranslated or cut, directions are right.

A folder of languages with one more in it, packs and help pages in that language: no line of code is changed.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
import regex
import yaml
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from bot.chat import textmode
from bot.chat.incoming import Tap
from bot.help.help_book import EVERYWHERE, FOLDER, read_book
from bot.packs import drills
from bot.packs.check import check
from bot.packs.parser.reader import find_packs
from bot.packs.translate.pseudo import LOCALES, LONGER, RIGHT_TO_LEFT, pseudo, write_pseudo
from bot.values import locales
from bot.values.audience import Audience
from bot.values.locales import SOURCE_LOCALE
from bot.values.phrases import CATALOGUE, read_phrases
from tests.kit.crawler import ELSEWHERE, ORGANISED, STUDIO, crawl, in_the_studio
from tests.packs.pack_kit import FIXTURES, TODAY
from tests.talk import House, Person, library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.chat.incoming import What
    from bot.values.screen import Screen

DIGITS = "".join(chr(0x0660 + number) for number in range(10))
"""The digits of the language from right to left."""

LIKE = {LONGER: SOURCE_LOCALE, RIGHT_TO_LEFT: "he"}
"""The language whose dates, country names and direction each has (CLDR)."""

OURS = ("help", "where", "settings", "set", "sos")
"""Pages with names of countries, cities and lines, which nobody writes with accents."""

PLAIN = re.compile(r"(?<![\w/@.:-])[a-z]*[aeiouy][a-z]{3,}(?![\w/])")
"""An English word whose vowels bear no accent: nobody translated it."""

WITH_NAMES = ("campaigns", "partners", "packs", "lines")
NAMES = (
    "start",
    "poster",
    "invite",
    "family-code",
    "browse",
    "organise/flags",
    *(f"overview/{sheet}" for sheet in WITH_NAMES),
)
"""Pages with names of languages, of partners and of help lines, links with the bot's name, and ids of packs."""

FIRST_MINUTE = (
    "start",
    "who",
    "where/tips:0",
    "where/tips:1",
    "where/tips/KZ",
    "consent",
    "help-in/DE",
    "help-countries:1",
)
"""Pages that the crawler leaves apart, or of which it sees one."""


class Seeing(Person):
    """A person who keeps every screen that a button led to, by its path."""

    def __init__(self, house: House, language: str, number: int = 1001) -> None:
        super().__init__(house, number, language)
        self.seen: dict[str, Screen] = {}

    def does(self, what: What, update_id: int | None = None, message: int = 0) -> Screen:
        screen = super().does(what, update_id, message)
        if isinstance(what, Tap):
            self.seen[what.path] = screen
        return screen


def write_language(folder: Path, locale: str) -> None:
    """Write a pseudo-language into a folder of languages: its phrases, made of the sentences that some catalogue
    there translates, what `language.yml` has to say, and what the debrief of a drill says.
    """
    with next(folder.glob(f"*/{CATALOGUE}")).open("rb") as source:
        known = read_po(source)
    catalogue = Catalog(LIKE[locale], fuzzy=False)
    for message in known:
        if isinstance(message.id, str) and message.id:
            catalogue.add(message.id, pseudo(message.id, locale), context=message.context)
        elif message.id:
            # Which form is right makes no difference here.
            form = pseudo(message.id[1], locale)
            catalogue.add(message.id, [form] * catalogue.num_plurals, context=message.context)
    file = folder / locale / CATALOGUE
    file.parent.mkdir(parents=True)
    with file.open("wb") as target:
        write_po(target, catalogue, width=0)
    digits = f"digits: {DIGITS}\n" if locale == RIGHT_TO_LEFT else ""
    (folder / locale / "language.yml").write_text(f"cldr: {LIKE[locale]}\n{digits}", encoding="utf-8")
    told = yaml.safe_load((folder / SOURCE_LOCALE / drills.FILE).read_text(encoding="utf-8"))
    said = {
        sort: {
            name: {part: pseudo(words, locale) for part, words in one.items()} for name, one in told[sort].items()
        }
        for sort in ("techniques", "signs")
    }
    (folder / locale / drills.FILE).write_text(yaml.safe_dump(said, allow_unicode=True), encoding="utf-8")


@pytest.fixture(scope="module", params=LOCALES)
def locale(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def written(locale: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of languages with a pseudo-language in it, packs and help pages."""
    written = tmp_path_factory.mktemp(locale)
    shutil.copytree(locales.FOLDER, written / "locales")
    write_language(written / "locales", locale)
    for folder in find_packs([FIXTURES]):
        assert write_pseudo(folder, written / "packs" / folder.name, locale)
    assert write_pseudo(FOLDER, written / "help", locale)
    return written


@pytest.fixture
def home(tmp_path: Path, written: Path, speak: Callable[[Path], None]) -> Iterator[House]:
    """A house that speaks the pseudo-language too."""
    speak(written / "locales")
    packs, book = library(written / "packs"), read_book(written / "help")
    house = House(tmp_path, packs, phrases=read_phrases(), book=book)
    yield house
    house.close()


RIGHT = regex.compile(r"[\p{bidi_class=R}\p{bidi_class=AL}]")
LETTER = regex.compile(r"[\p{bidi_class=L}\p{bidi_class=R}\p{bidi_class=AL}]")
WORD = regex.compile(r"[\p{Latin}\p{Cyrillic}]{2,}")
ADDRESS = re.compile(r"https?://\S+|\b[\w-]+(?:\.\w+)+\S*|/\w+")


def words_of(screen: Screen) -> list[str]:
    """What is read on a screen. The keys of the bottom keyboard come back as typed words, and bear no marks."""
    above = [screen.greeting.text.plain] if screen.greeting else []
    return [*above, screen.text.plain, *(link.label for link in textmode.links(screen))]


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
def test_pseudo_packs_pass_the_check(written: Path) -> None:
    errors = [problem for problem in check([written / "packs"], today=TODAY) if problem.severity == "error"]
    assert errors == []


@pytest.mark.slow
@pytest.mark.parametrize("who", ["9-11", "educator"])
def test_another_language_is_walked_to_the_end(home: House, locale: str, who: str) -> None:
    person = Seeing(home, locale)
    if who == "educator":
        home.conversation.services.organisers = frozenset({person.number})
    person.settles_in(who)
    crawl(person)
    for path in FIRST_MINUTE:
        person.visits(path)
    assert len(person.seen) > 500, "pages that differ by a draw alone are crawled sixty times at most"
    known = foreign(lines_in_words(home)) | foreign(" ".join(senders()))
    for path, screen in person.seen.items():
        for words in words_of(screen):
            is_whole(locale, path, words)
            if locale == RIGHT_TO_LEFT:
                assert path.startswith(NAMES) or foreign(words) <= known, (path, words)
            else:
                assert path.startswith((*NAMES, *OURS)) or not PLAIN.findall(words), (path, words)


@pytest.mark.slow
@pytest.mark.parametrize("duty", ["editor", "reviewer"])
def test_the_studio_speaks_it_too(home: House, locale: str, duty: str) -> None:
    who, organiser = in_the_studio(home, locale, duty)
    others = [
        f"edition/{number}/try/{audience}:{other}"
        for number in range(1, 5)
        for audience in Audience
        for other in home.phrases
        if other != locale
    ]
    for one, begin in ((who, STUDIO), (organiser, ORGANISED)):
        person = Seeing(home, locale, one.number)
        crawl(person, begin, (*ELSEWHERE, "studio/stopped", *others))
        for path, screen in person.seen.items():
            for words in words_of(screen):
                is_whole(locale, path, words)


def is_whole(locale: str, path: str, words: str) -> None:
    """No name is left to be filled in, nothing is cut off, and each line runs as its words do."""
    assert not re.search(r"\{\w*\}", words), (path, words)
    if locale == LONGER:
        assert words.count("⟦") == words.count("⟧"), (path, words)
        return
    for line in words.split("\n"):
        if RIGHT.search(line):
            assert RIGHT.match(LETTER.search(line)[0]), (path, line)  # type: ignore[index]  # it has one
            assert not re.search(r"\b\d\d?:\d\d\b", line, re.ASCII), (path, line)


def foreign(words: str) -> set[str]:
    """The words in letters of other languages; codes of classes and addresses are none."""
    return {word.lower() for word in WORD.findall(ADDRESS.sub("", words)) if not word.isupper()}


def senders() -> Iterator[str]:
    """Who writes in the drills: lines are bubbles by their names, so that a pseudo-language leaves them."""
    for file in FIXTURES.rglob("drill.*.md"):
        yield from re.findall("^sender: (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)


def lines_in_words(house: House) -> str:
    """All that help lines say in the source language: what nobody has translated is told so."""
    book = house.book
    lines = [line for country in (*book.countries(), EVERYWHERE) for line in book.lines(country, SOURCE_LOCALE)]
    return " ".join(map(str, lines))
