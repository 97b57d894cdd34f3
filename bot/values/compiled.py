"""Compiled files: what takes seconds to make of the package's own files, kept on disk so that a start takes less.

A file holds what its value was made of, a checksum and the value. One that is missing, damaged or made of other
files, by other code or another interpreter is not used: that costs time and nothing else. Nothing in it can run:
only the classes that its owner names are made.
"""

from __future__ import annotations

import logging
import os
import pickle
import platform
import sys
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import IO

T = TypeVar("T")

log = logging.getLogger(__name__)

COMPILED = Path(sys.prefix) / "share" / "mayak"
"""Where `python -m bot compile` keeps what it makes beforehand."""

_BYTES = 16
"""Length of a mark: what a value was made of, and its checksum."""

_hash = partial(blake2b, digest_size=_BYTES)


def mark_of(files: Iterable[Path], *more: bytes) -> bytes:
    """Return what changes whenever one of the files, the interpreter or something `more` does."""
    made = _hash()
    for file in files:
        made.update(f"{file.parent.name}/{file.name}\0".encode() + file.read_bytes() + b"\0")
    for part in (sys.version.encode(), platform.machine().encode(), *more):
        made.update(part + b"\0")
    return made.digest()


@dataclass(frozen=True, slots=True)
class CompiledFile(Generic[T]):
    """How a value of the class `whole`, made of the classes `parts` besides, is kept; `what` it is for the log."""

    what: str
    whole: type[T]
    parts: tuple[type, ...]

    def load(self, path: Path, mark: bytes) -> T | None:
        """Return the value in a file; None when there is none, or it is damaged or has another mark."""
        try:
            with path.open("rb") as file:  # never whole in memory: that would not be given back after it
                made_of, checksum = file.read(_BYTES), file.read(_BYTES)
                if made_of != mark or checksum != file_digest(file, _hash).digest():
                    return None
                file.seek(2 * _BYTES)
                value = _Unpickler(file, (self.whole, *self.parts)).load()
        except FileNotFoundError:
            return None
        except OSError as error:
            log.warning("the compiled %s cannot be read and are made anew: %s", self.what, error)
            return None
        except Exception as error:  # noqa: BLE001 - whatever a forged file raises, help must not
            log.warning("the compiled %s are damaged and are made anew: %s", self.what, type(error).__name__)
            return None
        return value if isinstance(value, self.whole) else None

    def write(self, path: Path, mark: bytes, value: T) -> None:
        """Write a value in one move. A failure is only logged: the next start makes the value anew."""
        body = pickle.dumps(value, protocol=5)
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh.write_bytes(mark + _hash(body).digest() + body)
            fresh.replace(path)
        except OSError as error:
            log.warning("the compiled %s cannot be kept: %s", self.what, error)


class _Unpickler(pickle.Unpickler):
    """Makes the classes that are named and no others, so that a forged file cannot call anything."""

    def __init__(self, file: IO[bytes], classes: Iterable[type]) -> None:
        super().__init__(file)
        self._classes = {(one.__module__, one.__qualname__): one for one in classes}

    def find_class(self, module: str, name: str, /) -> Any:
        """Return one of the named classes. Errors: UnpicklingError for anything else."""
        try:
            return self._classes[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name}") from None
