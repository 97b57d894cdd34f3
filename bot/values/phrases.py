"""Phrases: what the bot says, in each language: gettext catalogues, one a language (docs/translating.md)."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import cache
from gettext import GNUTranslations, NullTranslations
from typing import TYPE_CHECKING, Protocol

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.values import locales
from bot.values.direction import isolated
from bot.values.locales import SOURCE_LOCALE, languages

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from babel import Locale

    from bot.values.locales import Language

ADULT = "adult"
"""The context of phrases that are said to parents and educators, where a language has a polite form."""

CATALOGUE = "LC_MESSAGES/bot.po"
"""Where in a language's folder its catalogue is."""


class Translator(Protocol):
    """Whoever says the bot's phrases in one language, to one kind of reader."""

    def say(self, msgid: str, /, **values: object) -> str:
        """Return the phrase for an English sentence, its `{names}` filled in."""


class Phrase(str):
    """An English sentence that can be said in another language later: what a tool tells an editor of whom it does
    not know the language yet. It is plain text for everybody who does not ask for more.
    """

    __slots__ = ("msgid", "values")

    msgid: str
    values: Mapping[str, object]


def phrase(msgid: str, /, **values: object) -> str:
    """Return an English sentence with its `{names}` filled in, as a Phrase. A value that is a Phrase itself is
    said in the language of the sentence around it; any other stays as it is.
    """
    said = Phrase(msgid.format_map(values))
    said.msgid, said.values = msgid, values
    return said


def replaced(words: str, part: str, by: str) -> str:
    """Return words with `by` in place of each `part`; of a Phrase its values change, and it stays one."""
    if part not in words:
        return words
    if not isinstance(words, Phrase):
        return words.replace(part, by)
    values = {
        name: one if isinstance(one, int) else replaced(one if isinstance(one, str) else str(one), part, by)
        for name, one in words.values.items()
    }
    return phrase(words.msgid, **values)


def to_data(words: str) -> object:
    """Return words as JSON can carry them to another process, so that a Phrase is one there, too."""
    if not isinstance(words, Phrase):
        return words
    values = {
        name: to_data(one) if isinstance(one, str) else one if isinstance(one, int) else str(one)
        for name, one in words.values.items()
    }
    return {"msgid": words.msgid, "values": values}


def from_data(data: object) -> str:
    """Return the words that `to_data` has put into JSON."""
    if not isinstance(data, dict):
        return str(data)
    values = {name: from_data(one) if isinstance(one, dict) else one for name, one in data["values"].items()}
    return phrase(data["msgid"], **values)


def letter(reader: Translator, place: int) -> str:
    """Return the letter that stands for option `place` (from 0) in the reader's alphabet."""
    return reader.say("ABCDEF")[place]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language. A msgid without translation is said as it is."""

    language: Language
    catalogue: NullTranslations = field(default_factory=NullTranslations, repr=False)

    @property
    def locale(self) -> str:
        """The language's code, such as `ru`."""
        return self.language.code

    @property
    def babel(self) -> Locale:
        """What CLDR knows of the language: names of countries, forms of dates."""
        return self.language.babel

    def say(self, msgid: str, /, *, adult: bool = False, **values: object) -> str:
        """Return the phrase for an English sentence, its `{names}` filled in."""
        words = self.pgettext(ADULT, msgid) if adult else msgid
        if words == msgid:
            words = self.catalogue.gettext(msgid)
        return self._filled(words, values) if values else words

    def pgettext(self, context: str, msgid: str) -> str:
        """Return the phrase for an English sentence in a context, as gettext's function of that name."""
        return self.catalogue.pgettext(context, msgid)

    def count(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Return the plural form for `number`, which fills `{number}`; the catalogue says which form it takes."""
        return self._filled(self.catalogue.ngettext(one, many, number), {**values, "number": number})

    def retell(self, words: str) -> str:
        """Return a Phrase in this language; any other words as they are."""
        if not isinstance(words, Phrase):
            return words
        said = self.catalogue.gettext(words.msgid)
        values = {name: self.retell(one) if isinstance(one, str) else one for name, one in words.values.items()}
        return self._filled(said, values)

    def _filled(self, words: str, values: Mapping[str, object]) -> str:
        language = self.language
        return words.format_map(
            {
                name: language.figures(str(value))
                if isinstance(value, int)
                else isolated(str(value), rtl=language.rtl)
                for name, value in values.items()
            }
        )


def read_phrases() -> dict[str, Phrases]:
    """Read the phrases of the source language and of every language that has a catalogue. Fuzzy entries do not
    count.
    """
    return {
        code: Phrases(language, _catalogue(locales.FOLDER / code / CATALOGUE))
        for code, language in languages().items()
        if code == SOURCE_LOCALE or (locales.FOLDER / code / CATALOGUE).is_file()
    }


@cache
def package_phrases() -> Mapping[str, Phrases]:
    """Return the phrases of every language, read once in a process."""
    return read_phrases()


def phrases_of(locale: str) -> Phrases:
    """Return the phrases of a locale, the source's for one that the bot does not speak."""
    known = package_phrases()
    return known.get(locale) or known[SOURCE_LOCALE]


def _catalogue(file: Path) -> NullTranslations:
    if not file.is_file():
        return NullTranslations()
    with file.open("rb") as source:
        catalog = read_po(source, locale=file.parent.parent.name)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)
