"""Removing: an editor takes a file out of a pack if what is left passes the check; else it is told why not."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from bot.chat.items import dead_end
from bot.chat.paging import part
from bot.chat.pickers import menu_row
from bot.chat.views import Outcome, Views
from bot.features.publishing import draft_pages, pages
from bot.features.publishing.editions import edition_name, read_by
from bot.features.publishing.store import editions, history
from bot.features.publishing.store.editions import State
from bot.packs.check import problem_line
from bot.packs.upload.archive import open_archive, pack_up
from bot.packs.upload.readiness import HEAD
from bot.packs.upload.upload import open_upload, with_version
from bot.values.audience import Role
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.chat.turn import Turn
    from bot.features.publishing.store.editions import Edition
    from bot.features.publishing.store.editors import Editor
    from bot.values.screen import Row

views = Views()

FILES_A_PAGE = 12

MOST_FILES = 300
"""Files of the largest pack that is checked while its editor waits (0.6 s); a larger one comes as .zip."""

SHOWN = 5
"""Most problems that are told of a file that has to stay."""

NAME_CHARACTERS = 60
"""Longest label of a file."""


def mark_of(name: str) -> str:
    """Return what stands for a file of a pack in the path of a page."""
    return hashlib.sha256(name.encode()).hexdigest()[:10]


def goes_with(name: str, files: Collection[str], source: str) -> list[str]:
    """Return the files that leave a pack with this one, itself included: the translations of a source, and what
    lies in an item's folder when no words are left there. `source`: the pack's source language.
    """
    place, _, file = name.rpartition("/")
    kind, _, rest = file.partition(".")
    gone = {name}
    if rest == f"{source}.md":
        gone |= {one for one in files if _is_words(one, place) and one.rpartition("/")[2].startswith(f"{kind}.")}
    if rest.endswith("md") and place and not any(_is_words(one, place) for one in files if one not in gone):
        gone |= {one for one in files if one.startswith(f"{place}/") and not _is_words_below(one, place)}
    return [name, *sorted(gone - {name})]


def _is_words(file: str, place: str) -> bool:
    return file.rpartition("/")[0] == place and file.endswith(".md")


def _is_words_below(file: str, place: str) -> bool:
    """Whether a file belongs to another item, whose folder lies in this one."""
    folder = file.removeprefix(f"{place}/").partition("/")[0]
    return folder not in {"img", "voice"} and "/" in file.removeprefix(f"{place}/")


@views(draft_pages.EditionFiles, role=Role.EDITOR, kept=False)
def edition_files(turn: Turn, page: draft_pages.EditionFiles) -> Screen:
    """List the files of an edition, each a way to take it out."""
    mine = _own(turn, page.edition)
    if mine is None:
        return dead_end(turn)
    _, found = mine
    names = sorted(name for name in _files(turn, found) if name != HEAD)
    shown = part(names, page.number, FILES_A_PAGE)
    rows: list[Row] = [
        (Link(f"🗑 {name[-NAME_CHARACTERS:]}", draft_pages.RemoveFile(page.edition, mark_of(name))),)
        for name in shown.entries
    ]
    words = turn.say("Which file goes? I ask once more before anything happens.")
    if found.state is State.APPROVED:
        words = turn.say(
            "Which file goes? I ask once more before anything happens. This version stays as it is; without the "
            "file it becomes a draft under the next one."
        )
    back = Link(turn.say("⬆ Back"), pages.Edition(page.edition), Means.BACK)
    turning = shown.page_row(turn, lambda number: draft_pages.EditionFiles(page.edition, number))
    text = join([bold(shown.heading(turn, edition_name(found))), words])
    return Screen(text, (*rows, *turning, (back,), menu_row(turn)))


@views(draft_pages.RemoveFile, role=Role.EDITOR, kept=False)
def remove_file(turn: Turn, page: draft_pages.RemoveFile) -> Screen | draft_pages.EditionFiles:
    """Say what goes with the file, and ask."""
    mine = _own(turn, page.edition)
    if mine is None:
        return dead_end(turn)
    _, found = mine
    gone = _gone(turn, found, page.mark)
    if not gone:
        return draft_pages.EditionFiles(page.edition)
    parts: list[Text | str] = [
        bold(edition_name(found)),
        turn.say("Take {file} out of the pack? In this draft its words cannot be brought back.", file=gone[0]),
    ]
    if len(gone) > 1:
        heading = turn.say("These go with it:")
        parts.append("\n".join([heading, *(f"• {name}" for name in gone[1 : SHOWN + 1])]))
    if len(gone) > SHOWN + 1:
        parts.append(turn.say("and {number} more", number=len(gone) - SHOWN - 1))
    yes = Link(turn.say("🗑 Yes, take it out"), draft_pages.FileRemoved(page.edition, page.mark))
    back = Link(turn.say("No, go back"), pages.Edition(page.edition), Means.BACK)
    return Screen(join(parts), ((yes,), (back,)))


@views(draft_pages.FileRemoved, role=Role.EDITOR, kept=False)
def file_removed(turn: Turn, page: draft_pages.FileRemoved) -> Screen | Outcome | draft_pages.EditionFiles:
    """Take it out if the pack is sound without it. Idempotent: a second tap finds no such file."""
    mine = _own(turn, page.edition)
    if mine is None:
        return dead_end(turn)
    editor, found = mine
    files, gone = _files(turn, found), _gone(turn, found, page.mark)
    if not gone:
        return draft_pages.EditionFiles(page.edition)
    back = Link(turn.say("⬆ Back"), draft_pages.EditionFiles(page.edition), Means.BACK)
    if len(files) > MOST_FILES:
        words = turn.say("This pack is too large for that. Take the file out in its folder and send it as .zip.")
        return Screen(Text(words), ((back,),))
    left = open_upload("pack.zip", pack_up({name: files[name] for name in files if name not in gone}), turn.today)
    if left.errors:
        reader = turn.instance.languages[turn.locale]
        told = [problem_line(one, reader) for one in left.errors[:SHOWN]]
        words = turn.say("{file} is still in the pack, because without it this would be wrong:", file=gone[0])
        return Screen(join([bold(edition_name(found)), words, "\n".join(told)]), ((back,),))
    version = found.version if found.state is not State.APPROVED else editions.next_version(turn.db, found.pack)
    content = with_version(left.content, version)
    if content is None:
        return dead_end(turn, turn.say("The version in its pack.yml cannot be raised. Please send it as a file."))
    number = editions.keep(
        turn.db, found.pack, version, content, turn.today, title=left.title, sensitive=left.sensitive
    )
    history.record(turn.db, number, "drafted", editor, turn.today)
    told_gone = turn.say("{file} is out of the pack.", file=gone[0])
    return Outcome(pages.Edition(number), told=told_gone)


def _gone(turn: Turn, found: Edition, mark: str) -> list[str]:
    """Return the files that go with the one of this mark; none when there is no such file."""
    files = _files(turn, found)
    name = next((name for name in files if name != HEAD and mark_of(name) == mark), "")
    pack = turn.preview.editions.pack(turn.db, found.edition) if turn.preview.editions else None
    if not name or pack is None or pack.head is None:
        return []
    return goes_with(name, files, pack.head.source_locale)


def _files(turn: Turn, found: Edition) -> dict[str, bytes]:
    return open_archive("pack.zip", editions.content(turn.db, found.edition))[0]


def _own(turn: Turn, number: int) -> tuple[Editor, Edition] | None:
    """Return the person as an editor and an edition of theirs that does not wait for a reviewer; None for any
    other.
    """
    read = read_by(turn, number)
    if read is None:
        return None
    editor, found = read
    return read if found.is_of(editor) and found.state is not State.SENT else None
