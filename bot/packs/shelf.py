"""Shelf: the packs of an installation: loads them into a Library and brings changed files live."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.packs.cache import Cache
from bot.packs.gate import lines_of, works_of
from bot.packs.head import Reviewer
from bot.packs.library import Library
from bot.packs.model import Problem, Severity
from bot.packs.reader import find_packs, scan
from bot.packs.renew import renew
from bot.packs.rules import check_across, check_within

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from bot.packs.library import Work
    from bot.packs.reader import Entry, Pack
    from bot.packs.renew import Kept

log = logging.getLogger(__name__)

SOFT = frozenset({"E009"})
"""Errors that keep no item out when packs are opened: a `next` that leads nowhere is left out instead."""

SPARE = 3
"""So many times as many rows as files may the cache hold before it is written anew."""


@dataclass(slots=True)
class _Held:
    """A pack that serves, what is kept of its files, and paths of files whose errors keep them out."""

    pack: Pack
    kept: dict[str, Kept]
    refused: frozenset[str] = field(default_factory=frozenset)
    works: list[Work] | None = None


VOUCHED = timedelta(days=365)
"""How long a psychologist's reading of a published pack holds; then sensitive items wait for the next."""


@dataclass(frozen=True, slots=True)
class Published:
    """A pack that was published through the bot: its folder, and the day on which a psychologist approved it; None
    when none has. What its own pack.yml says of reviews does not count: its editors wrote that.
    """

    folder: Path
    vouched_on: date | None = None


class Shelf:
    """Packs under `roots`. `cache`: the file that keeps what was read (None = nothing is kept).

    `open` once, then `refresh` as often as wanted: both return the library and the errors that were found. A
    library is a snapshot; the shelf never changes one that it gave out. Not for several threads at once.
    """

    def __init__(
        self, roots: Sequence[Path], cache: Path | None = None, *, allow_unreviewed: bool = False
    ) -> None:
        self.roots = list(roots)
        self.allow_unreviewed = allow_unreviewed
        self.published: tuple[Published, ...] = ()
        """Packs beside those under `roots`; set it before `open` and `refresh`."""
        self.library = Library()
        self._cache = Cache(cache)
        self._held: dict[str, _Held] = {}
        self._seen: dict[str, list[Entry]] = {}
        self._day: date | None = None
        self._unread: set[str] = set()

    def open(self, today: date) -> tuple[Library, list[Problem]]:
        """Read all packs, from the cache what has not changed. Files with errors stay out, the others serve."""
        rows = self._cache.load()
        self._held, self._seen = {}, {}
        news: dict[str, dict[str, Kept]] = {}
        for folder in self._folders():
            shown = str(folder)
            try:
                entries = scan(folder)
                pack, kept, new = renew(folder, entries, rows.get(shown, {}))
            except OSError as error:
                self._note_unread(folder, error)
                continue
            self._unread.discard(shown)
            self._seen[shown] = entries
            self._vouch(pack)
            self._held[shown] = _Held(pack, kept)
            news[shown] = {name: kept[name] for name in new if name in kept}
        if self._cache.rows > SPARE * sum(len(held.kept) for held in self._held.values()) or not rows:
            self._cache.write({shown: held.kept for shown, held in self._held.items()})
        else:
            self._cache.add(news)
        packs = [held.pack for held in self._held.values()]
        problems = list(check_across(packs))
        for held in self._held.values():
            problems += _own(held.pack) + check_within(held.pack)
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        refused = frozenset(problem.path for problem in errors if problem.code not in SOFT)
        for held in self._held.values():
            held.refused = refused
        self._publish(today)
        return self.library, errors

    def refresh(self, today: date) -> tuple[Library, list[Problem]]:
        """Look for changed files and bring them live. A pack that has an error now is refused as a whole: its
        errors are returned, once, and it goes on serving as it was. Without a change the same library comes back.
        """
        folders = {str(folder): folder for folder in self._folders()}
        changed = today != self._day or not self._held.keys() <= folders.keys()
        self._held = {shown: held for shown, held in self._held.items() if shown in folders}
        self._seen = {shown: seen for shown, seen in self._seen.items() if shown in folders}
        errors: list[Problem] = []
        for shown, folder in folders.items():
            held = self._held.get(shown)
            try:
                entries = scan(folder)
                if entries == self._seen.get(shown):
                    continue
                pack, kept, new = renew(folder, entries, held.kept if held else {})
            except OSError as error:
                self._note_unread(folder, error)
                continue
            self._unread.discard(shown)
            self._seen[shown] = entries
            self._vouch(pack)
            found = self._errors(pack)
            errors += found
            if not found:
                self._held[shown] = _Held(pack, kept)
                self._cache.add({shown: {name: kept[name] for name in new}})
                changed = True
        if changed:
            self._held = {shown: self._held[shown] for shown in folders if shown in self._held}
            self._publish(today)
        return self.library, errors

    def _folders(self) -> list[Path]:
        found: list[Path] = []
        for root in self.roots:
            try:
                found += find_packs([root])
            except OSError as error:
                self._note_unread(root, error)
                found += [held.pack.folder for held in self._held.values() if root in held.pack.folder.parents]
        return [*found, *(one.folder for one in self.published)]

    def _note_unread(self, folder: Path, error: OSError) -> None:
        """Log once that a folder cannot be read: what it held serves on, and it is looked at again."""
        if str(folder) not in self._unread:
            self._unread.add(str(folder))
            log.warning("packs cannot be read: %s: %s", folder, error.strerror)

    def _vouch(self, pack: Pack) -> None:
        """Put in place of what a published pack says of its reviews what the bot knows of them."""
        one = next((one for one in self.published if one.folder == pack.folder), None)
        if one is None or pack.head is None:
            return
        day = one.vouched_on
        known = {
            "status": "approved",
            "reviewers": [Reviewer(role="psychologist", on=day)] if day else [],
            "next_review": day + VOUCHED if day else None,
        }
        review = pack.head.review.model_copy(update=known)
        pack.head = pack.head.model_copy(update={"review": review})

    def _errors(self, pack: Pack) -> list[Problem]:
        """Return the errors of a pack beside the others that serve."""
        others = [held.pack for shown, held in self._held.items() if shown != pack.shown]
        across = [
            problem for problem in check_across([*others, pack]) if problem.path.startswith(f"{pack.shown}/")
        ]
        problems = _own(pack) + check_within(pack) + across
        return [problem for problem in problems if problem.severity is Severity.ERROR]

    def _publish(self, today: date) -> None:
        """Make the library anew; the works of a pack that has not changed are taken over, except on a new day."""
        for held in self._held.values():
            if held.works is None or today != self._day:
                allowed, refused = self.allow_unreviewed, held.refused
                held.works = works_of(held.pack, today, allow_unreviewed=allowed, refused=refused)
        works = [work for held in self._held.values() for work in held.works or ()]
        self.library = Library(works, lines_of([held.pack for held in self._held.values()]))
        self._day = today


def _own(pack: Pack) -> list[Problem]:
    return pack.problems + [problem for sheet in pack.sheets.values() for problem in sheet.problems]
