"""Private files: only the owner may read files with people's data, even on a shared machine."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SIDES = ("-wal", "-shm", "-journal")
"""Endings of SQLite's files beside a database; SQLite gives them the database's mode."""

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make_folder(folder: Path) -> None:
    """Make a folder (0700) if it is missing; an existing one stays as it is. Errors: OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def keep_private(database: Path) -> None:
    """Ensure that an SQLite database has mode 0600: make it if it is missing, else change its mode and that of the
    files beside it. Files of another user are left alone.

    An existing database is not opened: closing it would release the locks that SQLite holds in this process.
    Errors: OSError.
    """
    try:
        os.close(os.open(database, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        for file in (database, *(database.with_name(database.name + end) for end in SIDES)):
            _tighten(file)


def _tighten(file: Path) -> None:
    try:
        status = file.stat()
        if stat.S_ISREG(status.st_mode) and status.st_mode & _OTHERS and status.st_uid == os.geteuid():
            file.chmod(0o600)
    except FileNotFoundError:  # SQLite has merged the file meanwhile
        return
