"""Loads the packs of an installation into a Library and brings changed files live."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.packs.cache import Cache
from bot.packs.incremental import read_incrementally
from bot.packs.library import Library
from bot.packs.lint import check_across, check_within
from bot.packs.parser.head import Reviewer
from bot.packs.parser.reader import find_packs, scan
from bot.packs.problem import Problem, Severity
from bot.packs.visibility import lines_of, services_of, works_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from bot.packs.incremental import CachedFile
    from bot.packs.pack import Pack
    from bot.packs.parser.reader import Entry
    from bot.packs.work import Work

log = logging.getLogger(__name__)

HARMLESS = frozenset({"E009"})
"""Errors that do not keep an item out: a `next` that leads nowhere is ignored."""

MOST_ROWS = 3
"""The cache is written anew when it has this many times as many rows as there are files."""


@dataclass(slots=True)
class _LoadedPack:
    """A pack that serves, its cached files, and the paths of files that errors keep out."""

    pack: Pack
    cached: dict[str, CachedFile]
    refused: frozenset[str] = field(default_factory=frozenset)
    works: list[Work] | None = None


REVIEW_VALID = timedelta(days=365)
"""How long a psychologist's approval of a published pack counts; after that its sensitive items are hidden
until the next."""


@dataclass(frozen=True, slots=True)
class Published:
    """A pack that was published through the bot: its folder, and the day on which a psychologist approved it;
    None when none has. What its own pack.yml says of reviews does not count, because its editors wrote that.
    """

    folder: Path
    vouched_on: date | None = None


class Loader:
    """The packs under `roots`. `cache`: the file that caches what was read (None: nothing is cached).

    Call `open` once, then `refresh` as often as wanted: both return the library and the errors found. A
    library is a snapshot and never changes. Not thread-safe.
    """

    def __init__(
        self, roots: Sequence[Path], cache: Path | None = None, *, allow_unreviewed: bool = False
    ) -> None:
        self.roots = list(roots)
        self.allow_unreviewed = allow_unreviewed
        self.published: tuple[Published, ...] = ()
        """Packs besides those under `roots`; set it before `open` and `refresh`."""
        self.library = Library()
        self._cache = Cache(cache)
        self._held: dict[str, _LoadedPack] = {}
        self._seen: dict[str, list[Entry]] = {}
        self._day: date | None = None
        self._unread: set[str] = set()

    @property
    def is_empty(self) -> bool:
        """Whether the last search found no pack."""
        return not self._held

    def open(self, today: date) -> tuple[Library, list[Problem]]:
        """Read all packs, unchanged files from the cache. Files with errors stay out, the others serve."""
        rows = self._cache.load()
        self._held, self._seen = {}, {}
        news: dict[str, dict[str, CachedFile]] = {}
        for folder in self._folders():
            shown = str(folder)
            try:
                entries = scan(folder)
                pack, cached, new = read_incrementally(folder, entries, rows.get(shown, {}))
            except OSError as error:
                self._note_unread(folder, error)
                continue
            self._unread.discard(shown)
            self._seen[shown] = entries
            self._apply_review(pack)
            self._held[shown] = _LoadedPack(pack, cached)
            news[shown] = {name: cached[name] for name in new if name in cached}
        if self._cache.rows > MOST_ROWS * sum(len(held.cached) for held in self._held.values()) or not rows:
            self._cache.write({shown: held.cached for shown, held in self._held.items()})
        else:
            self._cache.add(news)
        packs = [held.pack for held in self._held.values()]
        problems = list(check_across(packs))
        for held in self._held.values():
            problems += _own(held.pack) + check_within(held.pack)
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        refused = frozenset(problem.path for problem in errors if problem.code not in HARMLESS)
        for held in self._held.values():
            held.refused = refused
        self._publish(today)
        return self.library, errors

    def refresh(self, today: date) -> tuple[Library, list[Problem]]:
        """Bring changed files live. A pack that has an error now is refused as a whole: its errors are
        returned, once, and its last good state goes on serving. Without a change the same library is returned.
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
                pack, cached, new = read_incrementally(folder, entries, held.cached if held else {})
            except OSError as error:
                self._note_unread(folder, error)
                continue
            self._unread.discard(shown)
            self._seen[shown] = entries
            self._apply_review(pack)
            found = self._errors(pack)
            errors += found
            if not found:
                self._held[shown] = _LoadedPack(pack, cached)
                self._cache.add({shown: {name: cached[name] for name in new}})
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
        """Log once that a folder cannot be read: its last state goes on serving, and it is tried again."""
        if str(folder) not in self._unread:
            self._unread.add(str(folder))
            log.warning("packs cannot be read: %s: %s", folder, error.strerror)

    def _apply_review(self, pack: Pack) -> None:
        """Replace what a published pack says of its reviews by what the bot knows of them."""
        one = next((one for one in self.published if one.folder == pack.folder), None)
        if one is None or pack.head is None:
            return
        day = one.vouched_on
        known = {
            "status": "approved",
            "reviewers": [Reviewer(role="psychologist", on=day)] if day else [],
            "next_review": day + REVIEW_VALID if day else None,
        }
        review = pack.head.review.model_copy(update=known)
        pack.head = pack.head.model_copy(update={"review": review})

    def _errors(self, pack: Pack) -> list[Problem]:
        """Return the errors of a pack, checked together with the others that serve."""
        others = [held.pack for shown, held in self._held.items() if shown != pack.shown]
        across = [
            problem for problem in check_across([*others, pack]) if problem.path.startswith(f"{pack.shown}/")
        ]
        problems = _own(pack) + check_within(pack) + across
        return [problem for problem in problems if problem.severity is Severity.ERROR]

    def _publish(self, today: date) -> None:
        """Make a new library; works of unchanged packs are taken over, except on a new day."""
        for held in self._held.values():
            if held.works is None or today != self._day:
                allowed, refused = self.allow_unreviewed, held.refused
                held.works = works_of(held.pack, today, allow_unreviewed=allowed, refused=refused)
        works = [work for held in self._held.values() for work in held.works or ()]
        packs = [held.pack for held in self._held.values()]
        self.library = Library(works, lines_of(packs), services_of(packs))
        self._day = today


def _own(pack: Pack) -> list[Problem]:
    return pack.problems + [problem for parsed in pack.files.values() for problem in parsed.problems]
