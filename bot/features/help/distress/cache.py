"""Cache: the compiled phrase book on disk, so that the next start takes milliseconds.

Without it a start (`cold_start` of `tools/bench.py`) takes 1.2 to 2.0 s of CPU more, of four in all.
The file holds what it was made of, a checksum and the book. One that is missing, damaged or made from other lists
or by other code is made anew: that costs time and no words. Nothing in it can run: only the classes named here
are made.
"""

from __future__ import annotations

import logging
import os
import pickle
import platform
import sys
from functools import cache, partial
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.chat.typed import manner
from bot.features.help.distress.frames import Phrase, Shelf, Step
from bot.features.help.distress.neighbours import Neighbours
from bot.features.help.distress.phrasebook import Line, Mistake, PhraseBook, read_phrase_book
from bot.features.help.distress.phrasing import ClassRun
from bot.features.help.distress.vocabulary import Spellings, Vocabulary
from bot.features.help.distress.weighing import Weights

if TYPE_CHECKING:
    from collections.abc import Iterable

log = logging.getLogger(__name__)

_BYTES = 16
"""Length of a mark: what a book was made of, and its checksum."""

_MADE_OF = {
    (made.__module__, made.__qualname__): made
    for made in (
        Neighbours,
        Phrase,
        Shelf,
        Step,
        Line,
        Mistake,
        PhraseBook,
        ClassRun,
        Spellings,
        Vocabulary,
        Weights,
    )
}


def phrase_book(folder: Path, kept: Path | None = None) -> PhraseBook:
    """Return the phrase book of a folder of lists; `kept`: the file that keeps it between starts.

    Errors: those of `read_phrase_book`. A file that cannot be read or written is logged, never raised.
    """
    if kept is None:
        return read_phrase_book(folder)
    mark = _mark(folder)
    book = _load(kept, mark)
    if book is None:
        book = read_phrase_book(folder)
        _write(kept, mark, book)
    return book


def _load(kept: Path, mark: bytes) -> PhraseBook | None:
    """Return the book in a file; None when there is none, or it is damaged or of other lists or code."""
    try:
        with kept.open("rb") as file:  # never whole in memory: that would not be given back after it
            made_of, checksum = file.read(_BYTES), file.read(_BYTES)
            if made_of != mark or checksum != file_digest(file, _hash).digest():
                return None
            file.seek(2 * _BYTES)
            book = _Unpickler(file).load()
    except FileNotFoundError:
        return None
    except OSError as error:
        log.warning("the compiled phrase lists cannot be read and are made anew: %s", error)
        return None
    except Exception as error:  # noqa: BLE001 - whatever a forged file raises, help must not
        log.warning("the compiled phrase lists are damaged and are made anew: %s", type(error).__name__)
        return None
    if not isinstance(book, PhraseBook):
        return None
    book.vocabulary.share()
    return book


def _write(kept: Path, mark: bytes, book: PhraseBook) -> None:
    """Write a book in one move."""
    body = pickle.dumps(book, protocol=5)
    fresh = kept.with_name(f"{kept.name}.{os.getpid()}")
    try:
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh.write_bytes(mark + _digest([body]) + body)
        fresh.replace(kept)
    except OSError as error:
        log.warning("the compiled phrase lists cannot be kept: %s", error)


def _mark(folder: Path) -> bytes:
    """Return what changes whenever a list, the code that compiles them or the interpreter does."""
    lists = sorted([*folder.rglob("*.txt"), *folder.glob("*.tsv"), *folder.glob("*.yml")])
    sounds = repr([(letters.pattern, heard) for letters, heard in manner().sounds]).encode()
    made = (f"{path.relative_to(folder)}\0".encode() + path.read_bytes() + b"\0" for path in lists)
    return _digest([sys.version.encode(), platform.machine().encode(), _code(), sounds, *made])


_hash = partial(blake2b, digest_size=_BYTES)


@cache
def _code() -> bytes:
    """Return a digest of the code that compiles the lists."""
    return _digest(path.read_bytes() + b"\0" for path in sorted(Path(__file__).parent.glob("*.py")))


def _digest(parts: Iterable[bytes]) -> bytes:
    made = _hash()
    for part in parts:
        made.update(part)
    return made.digest()


class _Unpickler(pickle.Unpickler):
    """Makes the phrase book's own classes and no others, so that a forged file cannot call anything."""

    def find_class(self, module: str, name: str, /) -> Any:
        """Return a class of the phrase book. Errors: UnpicklingError for anything else."""
        try:
            return _MADE_OF[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name}") from None
