"""Cache: the compiled phrase book on disk, so that the next start takes milliseconds.

Without it a start (`starts` of `tools/bench.py`) takes 1.2 to 2.0 s of CPU more.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.chat import linear
from bot.chat.typed import manner
from bot.features.help.distress.frames import Phrase, Shelf, Step
from bot.features.help.distress.neighbours import Neighbours
from bot.features.help.distress.phrasebook import Line, Mistake, PhraseBook, read_phrase_book
from bot.features.help.distress.phrasing import ClassRun
from bot.features.help.distress.vocabulary import Spellings, Vocabulary
from bot.features.help.distress.weighing import Weights
from bot.values.compiled import CompiledFile, mark_of

_FILE = CompiledFile(
    "phrase lists",
    PhraseBook,
    (Neighbours, Phrase, Shelf, Step, Line, Mistake, ClassRun, Spellings, Vocabulary, Weights),
)


def phrase_book(folder: Path, kept: Path | None = None, compiled: Path | None = None) -> PhraseBook:
    """Return the phrase book of a folder of lists; `kept`: the file that keeps it between starts; `compiled`: one
    that was made with the installation.

    Errors: those of `read_phrase_book`. A file that cannot be read or written is logged, never raised.
    """
    if kept is None:
        return read_phrase_book(folder)
    mark = _mark(folder)
    book = (_FILE.load(compiled, mark) if compiled else None) or _FILE.load(kept, mark)
    if book is not None:
        book.vocabulary.share()
        return book
    book = read_phrase_book(folder)
    _FILE.write(kept, mark, book)
    return book


def _mark(folder: Path) -> bytes:
    """Return what changes whenever a list or the code that compiles the lists does."""
    lists = sorted([*folder.rglob("*.txt"), *folder.glob("*.tsv"), *folder.glob("*.yml")])
    sounds = repr([(letters.pattern, heard) for letters, heard in manner().sounds]).encode()
    return mark_of(lists, _code(), sounds)


@cache
def _code() -> bytes:
    return mark_of([*sorted(Path(__file__).parent.glob("*.py")), Path(linear.__file__)])
