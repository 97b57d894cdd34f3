"""Writing in a browser: the pack that an editor's words belong to, and the version under which it is sent."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.db import people
from bot.features.publishing.store import editions, editors
from bot.features.publishing.store.editions import State
from bot.packs.check import USAGE
from bot.packs.model import Kind
from bot.packs.parser.reader import ITEM, read_pack
from bot.packs.parser.source import FILE_BYTES
from bot.packs.templates import starter, write_template
from bot.packs.upload.archive import lay_out, open_archive, pack_up
from bot.packs.upload.upload import with_version

if TYPE_CHECKING:
    from datetime import datetime

    from bot.chat.services import Services
    from bot.values.phrases import Phrases

TEXT_BYTES = FILE_BYTES
"""Longest text of a file: as `check` has it."""

BEGUN = (Kind.LESSON, Kind.STORY, Kind.QUIZ, Kind.TIPS)
"""Kinds of which one file makes an item, so that a template of it can be begun here."""

HEAD = "pack.yml"

_ID = re.compile(rb"^id: .*$", re.MULTILINE)

_FILE = re.compile(r"(?:[a-z0-9-]{1,24}/){0,6}[a-z]{1,12}\.[a-z]{2,3}(?:-[A-Za-z]{2,4})?\.md|pack\.yml")


@dataclass(frozen=True, slots=True)
class Hand:
    """The pack that an editor works on: its files by name, and the version under which it can be sent. `sample`:
    they have none yet; this is the one to begin with, and these of its files only show how one is written.
    """

    files: dict[str, bytes]
    version: str
    sample: frozenset[str] = frozenset()

    @property
    def names(self) -> list[str]:
        """The files whose words can be written here: pack.yml, then the others by name."""
        return [HEAD, *sorted(name for name in self.files if is_file(name) and name != HEAD)]

    def text(self, name: str) -> str:
        """Return the words of a file; empty for one that is not there."""
        return self.files.get(name, b"").decode("utf-8", "replace")

    def with_text(self, name: str, text: str, version: str = "") -> bytes:
        """Return the pack as an archive, with these words in the place of a file's, under a version. A sample in
        which nobody has written stays behind: nobody can take a file out of a pack here.
        """
        left = frozenset() if name in self.sample else self.sample
        kept = {file: content for file, content in self.files.items() if file not in left}
        packed = pack_up({**kept, name: text.encode()})
        return (with_version(packed, version) if version and name != HEAD else None) or packed


def is_file(name: str) -> bool:
    """Whether a pack may hold a file of this name that is written by hand."""
    return _FILE.fullmatch(name) is not None


def hand_of(services: Services, sender: int, now: datetime) -> Hand | None:
    """Return the pack that this person works on; None for who is no editor. In the store's thread.

    Errors: StoreAway.
    """
    with services.stores.durable.transaction() as db:
        person = people.find(db, services.lookups(sender), now.date())
        editor = editors.of(db, person.key) if person else None
        if editor is None:
            return None
        newest = next(iter(editions.of_owner(db, editor)), None)
        content = editions.content(db, newest.edition) if newest else b""
        fresh = editions.next_version(db, newest.pack) if newest else ""
        pack = "" if newest else editions.free_id(db, editor)
        speaks = person.locale if person else ""
    if newest is None:
        files = open_archive("my-pack.zip", starter(speaks))[0]
        files[HEAD] = _ID.sub(f"id: {pack}".encode(), files[HEAD], count=1)
        return Hand(files, "", frozenset(file for file in files if "/" in file))
    again = newest.state in {State.DRAFT, State.RETURNED}
    return Hand(open_archive("pack.zip", content)[0], newest.version if again else fresh)


def template(hand: Hand, kind: str, place: str, reader: Phrases) -> tuple[str, str, str]:
    """Return the name and the words of a new file of a kind in the folder `place`; else why there is none, in a
    language.
    """
    place = place.strip().strip("/").lower()
    if kind not in BEGUN or not ITEM.fullmatch(place):
        return (
            "",
            "",
            reader.say("Choose topic and age from the list, or write them as a folder, such as phishing/9-11."),
        )
    with tempfile.TemporaryDirectory(prefix="mayak-template-") as folder:
        root = Path(folder) / "pack"
        lay_out(hand.files, root)
        head = read_pack(root).head
        code, told = write_template(kind, root / place, reader)
        name = f"{place}/{kind}.{head.source_locale if head else ''}.md"
        if code == USAGE or not (root / name).is_file():
            return "", "", told.replace(f"{root}/", "")
        return name, (root / name).read_text("utf-8"), ""
