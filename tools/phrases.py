"""Phrases: finds every sentence that the code says and brings the catalogue of each language up to date.

`make phrases` runs it. New sentences come in without translation, those that the code no longer says go, what is
translated stays, also for adults (msgctxt "adult"). A language begins with an empty folder `locales/<code>`.
What a kind of question says is translated beside its example, on the page for editors.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import bot.db.schema  # noqa: E402, F401 - found only with the path above; the ledger needs its tables
from bot.db import declarations  # noqa: E402 - as above
from bot.values.locales import FOLDER, SOURCE_LOCALE  # noqa: E402 - as above
from bot.values.phrases import ADULT, CATALOGUE  # noqa: E402 - as above

SENTENCES = {"say": 1, "phrase": 1, "count": 2}
"""What says a sentence, and how many of its arguments are one: two with a plural."""

KINDS_PAGE = "docs/editors/questions.{locale}.md"
ON_SCREEN = re.compile(r"^- 💬 (.+)$", re.MULTILINE)
"""How that page shows what the bot says, in the same order in each language."""

WIDTH = 110
HEADER = """# The bot's own phrases. msgctxt "{adult}": the same said to parents and educators.
msgid ""
msgstr ""
"Language: {locale}\\n"
"Plural-Forms: {plural}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from babel.messages.catalog import Message

Msgid = str | tuple[str, ...]
Sentences = set[tuple[str, Msgid]]
"""Each with its context, which is empty for most."""


def said() -> Sentences:
    """Return every sentence that the code and the ledger say; one with a plural as both its English forms."""
    files = sorted((ROOT / "bot").rglob("*.py"))
    found = {sentence for file in files for sentence in _said_in(ast.parse(file.read_text("utf-8")))}
    return {("", sentence) for sentence in found} | declarations.phrases()


def _said_in(tree: ast.AST) -> Iterator[Msgid]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            given = node.args[: SENTENCES.get(name, 0)]
            if any(isinstance(one, ast.IfExp) for one in given):
                raise ValueError(f"line {node.lineno}: give each sentence a `{name}` of its own")
            words = [one.value for one in given if isinstance(one, ast.Constant)]
            if words and len(words) == SENTENCES[name] and all(isinstance(one, str) for one in words):
                yield words[0] if len(words) == 1 else tuple(words)


def fresh(file: Path, sentences: Sentences) -> str:
    """Return a catalogue with just these sentences, and the translations that the file has."""
    locale = file.parent.parent.name
    old = Catalog(_known(locale))
    if file.is_file():
        with file.open("rb") as source:
            old = read_po(source, locale=locale)
    new = Catalog(_known(locale), fuzzy=False)
    shown = _shown_to_editors(locale)
    for context, sentence in sentences:
        for place in (context,) if context else (None, ADULT):
            known = old.get(sentence, place)
            if known or place != ADULT:
                words, flags, comments = _kept(known)
                if place is None:
                    words = words or shown.get(sentence, "")
                new.add(sentence, words, flags=flags, user_comments=comments, context=place)
    written = io.BytesIO()
    write_po(written, new, width=WIDTH, omit_header=True, sort_output=True, no_location=True)
    return HEADER.format(adult=ADULT, locale=locale, plural=old.plural_forms) + written.getvalue().decode()


def _shown_to_editors(locale: str) -> dict[Msgid, str]:
    """Return the sentences that the editors' page shows in English and in this language, by the English ones.

    Errors: ValueError when one of the two pages shows more of them.
    """
    pages = [ROOT / KINDS_PAGE.format(locale=one) for one in (SOURCE_LOCALE, locale)]
    if not all(page.is_file() for page in pages):
        return {}
    english, translated = (ON_SCREEN.findall(page.read_text("utf-8")) for page in pages)
    return dict(zip(english, translated, strict=True))


def _kept(known: Message | None) -> tuple[str | Sequence[str], Iterable[str], Iterable[str]]:
    """Return a translation with its flags and comments, empty where there is none."""
    return (known.string, known.flags, known.user_comments) if known else ("", (), ())


def _known(locale: str) -> str | None:
    """Return a locale whose plural CLDR knows, else None."""
    try:
        return str(Locale.parse(locale, sep="-"))
    except (UnknownLocaleError, ValueError):
        return None


def catalogues() -> dict[Path, str]:
    """Return each catalogue as it should be."""
    sentences = said()
    locales = sorted(
        folder.name for folder in FOLDER.iterdir() if folder.is_dir() and folder.name != SOURCE_LOCALE
    )
    return {FOLDER / locale / CATALOGUE: fresh(FOLDER / locale / CATALOGUE, sentences) for locale in locales}


if __name__ == "__main__":
    for file, words in catalogues().items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(words, encoding="utf-8", newline="\n")
        missing = sum(not message.string for message in read_po(io.BytesIO(words.encode())) if message.id)
        print(
            f"{file.relative_to(ROOT)}: {missing} without translation" if missing else f"{file.relative_to(ROOT)}"
        )
