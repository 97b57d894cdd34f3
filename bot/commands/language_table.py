"""What is told of languages in a terminal: the step of each, what is missing, and letters without a shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.help.help_book import read_book
from bot.help.language_steps import FILES, LINES, PAGES, Step, first_hour, standing_of
from bot.pictures.pen import missing
from bot.values import locales
from bot.values.phrases import package_phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.values.phrases import Phrases

MOST_NAMED = 40
"""Letters that are named of a language."""


def language_table(reader: Phrases) -> str:
    """Return a table in Markdown: each language with its step, what it has and what the next step needs."""
    book = read_book()
    promises = {
        Step.PACKS: reader.say("lessons only, not offered"),
        Step.PHRASES: reader.say("by buttons; what is typed is not read"),
        Step.LISTS: reader.say("cries are heard by lists"),
        Step.MODELS: reader.say("cries are heard by lists and a model"),
    }
    lines = [
        reader.say("| language | step | promise | first phrases | help pages | lists |"),
        "| --- |" + " --- |" * 5,
    ]
    for code in locales.languages():
        found = standing_of(code, book)
        told = (
            code,
            int(found.step),
            promises[found.step],
            f"{found.phrases}/{found.of}",
            f"{found.pages} (≥ {PAGES})",
            f"{found.files} (≥ {FILES}), {found.lines} (≥ {LINES})",
        )
        lines.append("| " + " | ".join(map(str, told)) + " |")
    return "\n".join([*lines, ""])


def missing_letters(reader: Phrases) -> Iterator[str]:
    """Yield a line for each language of whose phrases pictures have no shape for some letters."""
    for code, phrases in package_phrases().items():
        language = phrases.language
        own = (locales.FOLDER / code / language.font,) if language.font else ()
        words = "".join({sign for msgid in first_hour() for sign in phrases.say(msgid)})
        if lacking := sorted(missing(words, own)):
            yield reader.say(
                "{language}: pictures have no shape for {letters}. Name a font in its language.yml.",
                language=code,
                letters=" ".join(lacking[:MOST_NAMED]),
            )
