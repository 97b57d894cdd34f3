"""Private files: what holds people's data is for its owner alone, also where others share the machine."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SIDES = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database; it gives them the database's own mode."""

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make_folder(folder: Path) -> None:
    """Make a folder (0700) when it is missing; one that is there stays as it is. Errors: OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def keep_private(database: Path) -> None:
    """Have an SQLite database at 0600: made so when it is missing, else brought to it with what lies beside it. A
    file of another user is theirs to mind.

    An existing one is not opened for that: closing it would take away the locks that SQLite holds in this process.
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
    except FileNotFoundError:  # SQLite has folded it in meanwhile
        return
