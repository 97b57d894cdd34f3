"""Layouts: archives of packs laid out as folders, each whole or not there, named by what they hold."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from typing import TYPE_CHECKING

from bot.packs.archive import open_archive
from bot.packs.parcel import lay_out

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

_NEW = ".new-"


class Layouts:
    """Folders under `folder`. They are copies: what counts stays in the database, so any of them may be lost."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: str) -> Path:
        """Return where an archive of this digest lies or would lie."""
        return self.folder / digest

    def has(self, digest: str) -> bool:
        """Whether an archive of this digest lies there whole."""
        return self.path(digest).is_dir()

    def lay(self, content: bytes) -> Path:
        """Lay an archive out, unless it lies there already; return its folder. A kill at any moment leaves the
        folder whole or not there: it is written beside its place and moved there in one step.

        Errors: ValueError when the archive does not open (it was checked before it was kept); OSError.
        """
        target = self.path(hashlib.sha256(content).hexdigest()[:16])
        if target.is_dir():
            return target
        files, problems = open_archive("pack.zip", content)
        if problems:
            raise ValueError(str(problems[0]))
        fresh = self.folder / f"{_NEW}{os.getpid()}-{secrets.token_hex(4)}"
        lay_out(files, fresh)
        try:
            fresh.rename(target)
        except OSError:  # another process was faster: a folder with something in it is never replaced
            shutil.rmtree(fresh, ignore_errors=True)
            if not target.is_dir():
                raise
        return target

    def sweep(self, kept: Container[str]) -> None:
        """Remove all folders but these, also what a kill left half written. Call it before anything is laid."""
        if self.folder.is_dir():
            for found in self.folder.iterdir():
                if found.name not in kept:
                    shutil.rmtree(found, ignore_errors=True)
