"""The bot's own phrases: gettext catalogues read by Babel at start, one a locale."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from babel import Locale
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SOURCE_LOCALE = "en"
"""The msgids are English sentences; English is also what a person of an unknown language gets."""

ADULT = "adult"
"""The context of phrases that are said to parents and educators."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one locale. A msgid without translation is shown as it is (a test lets
    none be missing).
    """

    locale: str
    entries: Mapping[str, str | tuple[str, ...]]
    babel: Locale
    to_adults: Mapping[str, str] = field(default_factory=dict)
    """What is said differently to parents and educators (context `adult`): «вы» where a child hears «ты»."""

    def say(self, msgid: str, /, *, adult: bool = False, **values: object) -> str:
        """Return the phrase for an English sentence, its `{names}` filled in."""
        found = (self.to_adults.get(msgid) if adult else None) or self.entries.get(msgid, msgid)
        words = found if isinstance(found, str) else found[0]
        return words.format_map(values) if values else words

    def count(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Return the plural form for `number`, which fills `{number}`; forms in the catalogue's order."""
        found = self.entries.get(one)
        forms = found if isinstance(found, tuple) else (one, many)
        return forms[_plural_index(self.locale, number, len(forms))].format(number=number, **values)


def _plural_index(locale: str, number: int, forms: int) -> int:
    """Return which gettext form a number takes: the Slavic three-form rule, else one and other."""
    if locale in {"ru", "uk", "be"} and forms == 3:  # noqa: PLR2004 - one, few, many
        if number % 10 == 1 and number % 100 != 11:  # noqa: PLR2004 - CLDR's rule for "one"
            return 0
        few = 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14  # noqa: PLR2004 - CLDR's rule for "few"
        return 1 if few else 2
    return 0 if number == 1 else min(1, forms - 1)


def read_phrases(folder: Path) -> dict[str, Phrases]:
    """Read `<folder>/<locale>/LC_MESSAGES/bot.po` of every locale. Fuzzy entries do not count.

    Errors: FileNotFoundError when the folder holds no catalogue at all.
    """
    found: dict[str, Phrases] = {}
    for file in sorted(folder.glob("*/LC_MESSAGES/bot.po")):
        locale = file.parent.parent.name
        with file.open("rb") as source:
            catalog = read_po(source, locale=locale)
        entries: dict[str, str | tuple[str, ...]] = {}
        to_adults: dict[str, str] = {}
        for message in catalog:
            if not message.id or message.fuzzy:
                continue
            words = message.string
            if isinstance(message.id, tuple):
                if isinstance(words, tuple) and all(words):
                    entries[message.id[0]] = words
            elif isinstance(words, str) and words:
                (to_adults if message.context == ADULT else entries)[str(message.id)] = words
        found[locale] = Phrases(locale, entries, Locale.parse(locale, sep="-"), to_adults)
    if not found:
        raise FileNotFoundError(f"no phrases in {folder}: expected <locale>/LC_MESSAGES/bot.po")
    return found
