"""Phrases: the sentences of the bot in each language, from gettext catalogues (docs/translating.md)."""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
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
"""The context of phrases for parents and educators, in languages with a polite form."""

_ARROWS = str.maketrans("▶◀→←➡⬅⏩⏪↩↪", "◀▶←→⬅➡⏪⏩↪↩")

CATALOGUE = "LC_MESSAGES/bot.po"
"""The place of the catalogue in the folder of its language."""


class Translator(Protocol):
    """Says the bot's phrases in one language, to one kind of reader."""

    def say(self, msgid: str, /, **values: object) -> str:
        """Return the phrase for an English sentence, its `{names}` filled in."""


class Phrase(str):
    """An English sentence that can be translated later: tools write to editors whose language they do not know
    yet. Used as a plain string it is English.
    """

    __slots__ = ("msgid", "values")

    msgid: str
    values: Mapping[str, object]


def phrase(msgid: str, /, **values: object) -> str:
    """Return an English sentence as a Phrase, with its `{names}` filled in. Values that are Phrases are translated
    with the sentence; others stay as they are.
    """
    said = Phrase(msgid.format_map(values))
    said.msgid, said.values = msgid, values
    return said


def replaced(words: str, part: str, by: str) -> str:
    """Return words with `by` in place of each `part`. A Phrase stays one: its values change."""
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
    """Return words as data for JSON, so that another process can restore a Phrase as a Phrase."""
    if not isinstance(words, Phrase):
        return words
    values = {
        name: to_data(one) if isinstance(one, str) else one if isinstance(one, int) else str(one)
        for name, one in words.values.items()
    }
    return {"msgid": words.msgid, "values": values}


def from_data(data: object) -> str:
    """Return the words that `to_data` turned into JSON data."""
    if not isinstance(data, dict):
        return str(data)
    values = {name: from_data(one) if isinstance(one, dict) else one for name, one in data["values"].items()}
    return phrase(data["msgid"], **values)


def option_letters(reader: Translator | Phrases) -> str:
    """Return the letters of options in the reader's alphabet, in their order: as many as a question may have."""
    return reader.say("ABCDEFGH")


def letter(reader: Translator, place: int) -> str:
    """Return the letter of option `place` (from 0) in the reader's alphabet."""
    return option_letters(reader)[place]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language. A phrase without a translation is said in those of `instead`, the first that
    has it, else in English.
    """

    language: Language
    catalogue: NullTranslations = field(default_factory=NullTranslations, repr=False)
    instead: tuple[Phrases, ...] = field(default=(), repr=False)

    @property
    def locale(self) -> str:
        """The language's code, such as `ru`."""
        return self.language.code

    @property
    def rtl(self) -> bool:
        """Whether it is written from right to left."""
        return self.language.rtl

    @property
    def babel(self) -> Locale:
        """What CLDR knows of the language: names of countries, forms of dates."""
        return self.language.babel

    def say(self, msgid: str, /, *, adult: bool = False, **values: object) -> str:
        """Return the phrase for an English sentence, its `{names}` filled in."""
        words = self.pgettext(ADULT, msgid) if adult else msgid
        if words == msgid:
            words = self.catalogue.gettext(msgid)
        if words == msgid:
            for other in self.instead:
                if (said := other.say(msgid, adult=adult)) != msgid:
                    return other.filled(said, values) if values else said
        return self.filled(words, values) if values else words

    def pgettext(self, context: str, msgid: str) -> str:
        """Return the translation of an English sentence in a context, like gettext's function of that name."""
        return self.catalogue.pgettext(context, msgid)

    def count(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Return the plural form for `number`, which fills `{number}`; the catalogue chooses the form."""
        told = {**values, "number": number}
        for phrases in (self, *self.instead):
            if (said := phrases.catalogue.ngettext(one, many, number)) not in {one, many}:
                return phrases.filled(said, told)
        return self.filled(one if number == 1 else many, told)

    def retell(self, words: str) -> str:
        """Return a Phrase in this language; other words unchanged."""
        if not isinstance(words, Phrase):
            return words
        said = self.say(words.msgid)
        values = {name: self.retell(one) if isinstance(one, str) else one for name, one in words.values.items()}
        return self.filled(said, values)

    def filled(self, words: str, values: Mapping[str, object]) -> str:
        """Return a sentence of this language with its `{names}` filled in, numbers in its digits."""
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
    """Read the phrases of the source language and of all languages with a catalogue. Fuzzy entries are ignored."""
    alone = {
        code: Phrases(language, _catalogue(locales.FOLDER / code / CATALOGUE))
        for code, language in languages().items()
        if code == SOURCE_LOCALE or (locales.FOLDER / code / CATALOGUE).is_file()
    }
    return {
        code: replace(phrases, instead=tuple(alone[other] for other in phrases.language.instead if other in alone))
        for code, phrases in alone.items()
    }


@cache
def package_phrases() -> Mapping[str, Phrases]:
    """Return the phrases of every language; reads them once per process."""
    return read_phrases()


def phrases_of(locale: str) -> Phrases:
    """Return the phrases of a locale; those of the source language if the bot does not speak it."""
    known = package_phrases()
    return known.get(locale) or known[SOURCE_LOCALE]


def turned(said: str | tuple[str, ...] | list[str]) -> str | tuple[str, ...]:
    """Return words of a language from right to left whose arrows point as its readers go on: translators leave
    them as they are in English.
    """
    return said.translate(_ARROWS) if isinstance(said, str) else tuple(one.translate(_ARROWS) for one in said)


def _catalogue(file: Path) -> NullTranslations:
    if not file.is_file():
        return NullTranslations()
    with file.open("rb") as source:
        catalog = read_po(source, locale=file.parent.parent.name)
    if languages()[file.parent.parent.name].rtl:
        for message in catalog:
            if message.string:
                message.string = turned(message.string)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)
