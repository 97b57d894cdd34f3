"""Writing in a browser: the pack that an editor's words belong to, and the version under which it is sent."""

from __future__ import annotations

import hashlib
import re
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.features.publishing.store import editions, editors
from bot.packs.check import USAGE
from bot.packs.model import Kind
from bot.packs.parser.reader import ITEM, head_of
from bot.packs.parser.source import FILE_BYTES
from bot.packs.templates import LEADING, starter, write_template
from bot.packs.upload.archive import lay_out, open_archive, pack_up
from bot.packs.upload.readiness import HEAD
from bot.packs.upload.upload import with_version
from bot.values.locales import SOURCE_LOCALE
from bot.values.phrases import phrases_of

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.values.phrases import Phrases

TEXT_BYTES = FILE_BYTES
"""Longest text of a file: as `check` has it."""

BEGUN = (
    *(Kind.LESSON, Kind.STORY, Kind.QUIZ, Kind.TIPS, Kind.DRILL),
    *(Kind.ROUND, Kind.PATH, Kind.CAMPAIGN, Kind.TALK),
)
"""Kinds of which a template can be begun here."""

_ID = re.compile(rb"^id: .*$", re.MULTILINE)

_FILE = re.compile(
    r"(?:[a-z0-9-]{1,24}/){0,6}(?:[a-z]{1,12}\.[a-z]{2,3}(?:-[A-Za-z]{2,4})?\.md|campaign\.yml)|pack\.yml"
)


@dataclass(frozen=True, slots=True)
class Hand:
    """The pack that an editor works on: its files by name, and the version under which it can be sent. `sample`:
    they have none yet; this is the one to begin with, and these of its files only show how one is written.
    """

    files: dict[str, bytes]
    version: str
    sample: frozenset[str] = frozenset()
    edition: int = 0
    """The edition that its files come from; 0 for none."""
    pack: str = ""
    """The id of its pack; empty for the sample."""

    @property
    def names(self) -> list[str]:
        """The files whose words can be written here: pack.yml, then the others by name."""
        return [HEAD, *sorted(name for name in self.files if is_file(name) and name != HEAD)]

    def text(self, name: str) -> str:
        """Return the words of a file; empty for one that is not there."""
        return self.files.get(name, b"").decode("utf-8", "replace")

    def with_text(self, name: str, text: str, version: str = "") -> bytes:
        """Return the pack as an archive, with these words in the place of a file's, under a version. An
        untouched sample stays behind, because nobody can take a file out of a pack here.
        """
        leads = kind_of(name) in LEADING
        left = frozenset() if name in self.sample or leads else self.sample
        kept = {file: content for file, content in self.files.items() if file not in left}
        packed = pack_up({**kept, name: text.encode()})
        return (with_version(packed, version) if version and name != HEAD else None) or packed

    def base(self, name: str) -> str:
        """Return what tells later whether somebody else has written in a file meanwhile: `<pack>:<its words>`."""
        return f"{self.pack}:{hashlib.sha256(self.files.get(name, b'')).hexdigest()[:12]}"


def is_file(name: str) -> bool:
    """Whether a pack may hold a file of this name that is written by hand."""
    return _FILE.fullmatch(name) is not None


def kind_of(name: str) -> str:
    """Return the kind of a file by its name, such as `lesson`."""
    return name.rpartition("/")[2].partition(".")[0]


def with_company(hand: Hand, name: str) -> Hand:
    """Return the pack with the files without which a new one of its kind would be wrong: the calendar of a
    campaign, the honest twin of a drill. Runs the check of templates, so call it in a thread.
    """
    kind = kind_of(name)
    if name in hand.files or kind not in {Kind.DRILL, Kind.CAMPAIGN}:
        return hand
    written, _ = _written(hand, kind, name.rpartition("/")[0], phrases_of(SOURCE_LOCALE))
    new = {file: words for file, words in written.items() if file not in hand.files and file != name}
    return replace(hand, files={**hand.files, **new})


def hand_of(turn: Turn) -> Hand | None:
    """Return the pack that a person works on; None for somebody who is not an editor."""
    db = turn.db
    editor = editors.of(db, turn.person.key)
    if editor is None:
        return None
    newest = next(iter(editions.of_owner(db, editor)), None)
    if newest is None:
        files = open_archive("my-pack.zip", starter(turn.person.locale))[0]
        files[HEAD] = _ID.sub(f"id: {editions.free_id(db, editor)}".encode(), files[HEAD], count=1)
        return Hand(files, "", frozenset(file for file in files if "/" in file))
    version = editions.version_to_send(db, newest.pack)
    files = open_archive("pack.zip", editions.content(db, newest.edition))[0]
    return Hand(files, version, edition=newest.edition, pack=newest.pack)


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
    written, told = _written(hand, kind, place, reader)
    name = next((file for file in written if file.startswith(f"{place}/{kind}.") and file.endswith(".md")), "")
    if not name:
        return "", "", told
    return name, written[name].decode(), ""


def _written(hand: Hand, kind: str, place: str, reader: Phrases) -> tuple[dict[str, bytes], str]:
    """Return what a template writes in the source language of a pack; else nothing, and why."""
    with tempfile.TemporaryDirectory(prefix="mayak-template-") as folder:
        root = Path(folder) / "pack"
        lay_out(hand.files, root)
        head = head_of(root)
        code, told = write_template(kind, root / place, reader)
        if code == USAGE or head is None:
            return {}, told.replace(f"{root}/", "")
        endings = (f".{head.source_locale}.md", ".yml")
        found = [file for file in root.rglob("*.*") if file.name.endswith(endings) and file.name != HEAD]
        names = {file.relative_to(root).as_posix(): file for file in found}
        return {name: file.read_bytes() for name, file in names.items() if name not in hand.files}, ""
