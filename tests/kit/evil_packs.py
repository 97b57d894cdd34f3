"""Good packs that are spoilt in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.kit.changed_packs import FILES
from tests.kit.studio import zipped
from tests.talk import FIXTURES

if TYPE_CHECKING:
    from tests.kit.changed_packs import Change

MORE = (
    "lamp/pack.yml",
    "lamp-sets/pack.yml",
    "lamp/glossary.en.md",
    "lamp/light/9-11/tips.en.md",
    "lamp-sets/light/9-11/quiz.en.md",
)


def good_pack(pack: str) -> dict[str, bytes]:
    """The files of a fixture pack that changes are made in, under an id that nobody has."""
    found = {}
    for name in (*FILES, *MORE):
        of_pack, _, path = name.partition("/")
        if of_pack == pack:
            found[path] = (FIXTURES / name).read_bytes()
    found["pack.yml"] = found["pack.yml"].replace(b"id: lamp", b"id: torch")
    return found


GOOD = {pack: good_pack(pack) for pack in ("lamp", "lamp-sets")}


def spoilt(change: Change) -> bytes:
    """The archive of a good pack with one line changed."""
    pack, _, path = change.file.partition("/")
    files = dict(GOOD[pack])
    lines = files[path].decode().split("\n")
    lines[change.line - 1] = change.becomes
    files[path] = "\n".join(lines).encode("utf-8", "surrogateescape")
    return zipped(files)
