"""Folders with the content of pack archives, named by the archive's digest; each is complete or absent."""

from __future__ import annotations

import os
import secrets
import shutil
from typing import TYPE_CHECKING

from bot.packs.digest import file_key
from bot.packs.upload.archive import lay_out, open_archive

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

_NEW = ".new-"


class ExtractedPacks:
    """Folders under `folder`. They are copies: the archives are in the database, so a lost folder is harmless."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: str) -> Path:
        """Return the folder for an archive of this digest, whether it exists or not."""
        return self.folder / digest

    def has(self, digest: str) -> bool:
        """Whether an archive of this digest is extracted."""
        return self.path(digest).is_dir()

    def extract(self, content: bytes, digest: str = "") -> Path:
        """Extract an archive unless it is extracted already; return its folder. After a kill the folder is
        complete or absent: it is written beside its place and moved there in one step. `digest`: what names it, if
        that is another one than the short one of the content.

        Errors: ValueError if the archive does not open (it was checked before it was stored); OSError.
        """
        target = self.path(digest or file_key(content))
        if target.is_dir():
            return target
        files, problems = open_archive("pack.zip", content)
        if problems:
            raise ValueError(str(problems[0]))
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # nobody else may read drafts
        fresh = self.folder / f"{_NEW}{os.getpid()}-{secrets.token_hex(4)}"
        lay_out(files, fresh)
        try:
            fresh.rename(target)
        except OSError:  # another process was faster: rename never replaces a folder with content
            shutil.rmtree(fresh, ignore_errors=True)
            if not target.is_dir():
                raise
        return target

    def sweep(self, keep: Container[str]) -> None:
        """Remove all other folders, including half-written ones after a kill. Call it before `extract`."""
        if self.folder.is_dir():
            for found in self.folder.iterdir():
                if found.name not in keep:
                    shutil.rmtree(found, ignore_errors=True)
