"""A language is a catalogue of the code's sentences: whole, with their names, and with its own plural forms."""

from __future__ import annotations

import runpy
import shutil
import string
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from bot.values import locales
from bot.values.locales import SOURCE_LOCALE
from bot.values.phrases import CATALOGUE, Phrases, read_phrases
from tests.talk import ROOT, the_phrases

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TRANSLATED = sorted(set(the_phrases()) - {SOURCE_LOCALE})


def test_make_phrases_has_nothing_to_do() -> None:
    for file, words in runpy.run_path(str(ROOT / "tools" / "phrases.py"))["catalogues"]().items():
        assert file.read_text("utf-8") == words, "run `make phrases`"


def test_the_source_language_needs_no_catalogue() -> None:
    assert not (locales.FOLDER / SOURCE_LOCALE / CATALOGUE).exists()
    phrases = the_phrases()[SOURCE_LOCALE]
    assert phrases.say("Close {name}?", name="it", adult=True) == "Close it?"
    told = [phrases.count("{number} minute", "{number} minutes", n) for n in (0, 1, 2)]
    assert told == ["0 minutes", "1 minute", "2 minutes"]


def names(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


@pytest.mark.parametrize("locale", TRANSLATED)
def test_every_phrase_is_translated_with_the_same_names(locale: str) -> None:
    with (locales.FOLDER / locale / CATALOGUE).open("rb") as file:
        found = [message for message in read_po(file) if message.id]
    for message in found:
        wholes = [message.string] if isinstance(message.string, str) else [*(message.string or "")]
        first = message.id if isinstance(message.id, str) else message.id[0]
        assert not message.fuzzy, f"look again: {first}"
        assert wholes, f"not translated: {first}"
        assert all(wholes), f"not translated: {first}"
        assert all(names(whole) == names(first) for whole in wholes), f"other names in: {first}"


def test_counting_in_russian() -> None:
    phrases = the_phrases()["ru"]
    told = [phrases.count("{number} minute", "{number} minutes", n) for n in (1, 2, 5, 11, 21, 104)]
    assert told == ["1 минута", "2 минуты", "5 минут", "11 минут", "21 минута", "104 минуты"]


def test_adults_are_addressed_with_another_word_than_children() -> None:
    phrases = the_phrases()["ru"]
    assert (phrases.say("Who are you?"), phrases.say("Who are you?", adult=True)) == ("Кто ты?", "Кто вы?")


ARABIC = """
msgid ""
msgstr ""
"Plural-Forms: nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
"n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "{number} minute"
msgid_plural "{number} minutes"
msgstr[0] "zero {number}"
msgstr[1] "one {number}"
msgstr[2] "two {number}"
msgstr[3] "few {number}"
msgstr[4] "many {number}"
msgstr[5] "other {number}"

msgid "Menu"
msgstr "القائمة"

#, fuzzy
msgid "Help"
msgstr "nobody has looked at this"
"""


@pytest.fixture
def arabic(tmp_path: Path, speak: Callable[[Path], None]) -> Phrases:
    """A language that the bot has never heard of, made of two files."""
    shutil.copytree(locales.FOLDER, tmp_path / "locales")
    home = tmp_path / "locales" / "ar"
    (home / CATALOGUE).parent.mkdir(parents=True)
    (home / CATALOGUE).write_text(ARABIC, encoding="utf-8")
    (home / "language.yml").write_text("digits: ٠١٢٣٤٥٦٧٨٩", encoding="utf-8")
    speak(tmp_path / "locales")
    return read_phrases()["ar"]


def test_a_new_language_counts_by_the_rule_of_its_own_catalogue(arabic: Phrases) -> None:
    told = [arabic.count("{number} minute", "{number} minutes", n) for n in (0, 1, 2, 3, 11, 100)]
    assert told == ["zero ٠", "one ١", "two ٢", "few ٣", "many ١١", "other ١٠٠"]


def test_what_a_language_has_not_translated_is_said_as_it_is(arabic: Phrases) -> None:
    told = [arabic.say("Menu"), arabic.say("Help"), arabic.say("Who are you?", adult=True)]
    assert told == ["القائمة", "Help", "Who are you?"]
