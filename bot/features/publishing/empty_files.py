"""Empty files: what an editor takes home from the browser to fill in: tables for questions, words to translate."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bot.packs.exchange.sheet_head import ANSWER_COLUMNS, COLUMNS
from bot.packs.parser.reader import head_of, read_pack
from bot.packs.templates import starter
from bot.packs.upload.archive import lay_out
from bot.packs.upload.readiness import HEAD

if TYPE_CHECKING:
    from bot.chat.turn import Reader
    from bot.features.publishing.writing import Hand

PACK, QUESTIONS, ANSWERS = "my-pack.zip", "questions.xlsx", "answers.xlsx"

_TABLES = {QUESTIONS: COLUMNS, ANSWERS: ANSWER_COLUMNS}


def downloads(hand: Hand, reader: Reader) -> list[tuple[str, str]]:
    """Return the files that can be taken: (name, label)."""
    found = [
        (QUESTIONS, reader.say("Table for questions with options (XLSX)")),
        (ANSWERS, reader.say("Table of two columns: question, answer (XLSX)")),
        (PACK, reader.say("A whole pack as an example (ZIP)")),
    ]
    # Drawn with each page of the studio: one file is read, not the pack.
    with tempfile.TemporaryDirectory(prefix="mayak-empty-") as folder:
        root = Path(folder) / "pack"
        lay_out({name: content for name, content in hand.files.items() if name == HEAD}, root)
        head = None if hand.sample else head_of(root)
    if head is not None:
        for locale in sorted({*head.locales} - {head.source_locale}):
            label = reader.say("Words to translate into “{locale}” (PO)", locale=locale)
            found.append((f"{head.id}.{locale}.po", label))
    return found


def made(hand: Hand, name: str, locale: str) -> bytes | None:
    """Return the content of a file of this name, its columns in a language; None if there is no such file."""
    with tempfile.TemporaryDirectory(prefix="mayak-empty-") as folder:
        file = Path(folder) / "file" / name.rpartition("/")[2]
        if name == PACK:
            return starter(locale)
        if name in _TABLES:
            return table(name, locale)
        root = Path(folder) / "pack"
        lay_out(hand.files, root)
        pack = read_pack(root)
        head, parts = pack.head, name.split(".")
        if head is None or len(parts) != 3 or parts[0] != head.id or parts[2] != "po":  # noqa: PLR2004 - pack, locale, po
            return None
        if parts[1] not in head.locales or parts[1] == head.source_locale:
            return None
        from bot.packs.translate.catalogues import write_catalogue  # noqa: PLC0415 - nobody else translates
        from bot.packs.translate.translation import entries  # noqa: PLC0415 - as above

        write_catalogue(file, entries(pack, parts[1]), parts[1])
        return file.read_bytes()


def table(name: str, locale: str) -> bytes:
    """Return one of the empty tables, its columns in a language."""
    from bot.packs.exchange.table import write_table  # noqa: PLC0415 - nobody else needs spreadsheets

    with tempfile.TemporaryDirectory(prefix="mayak-empty-") as folder:
        write_table(Path(folder) / name, [], locale, _TABLES[name])
        return (Path(folder) / name).read_bytes()
