"""Loads the packs of an installation into a Library, and reloads changed files."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.packs.cache import Cache
from bot.packs.incremental import by_content, read_compiled, read_incrementally
from bot.packs.library import Library
from bot.packs.lint import check_across, check_within
from bot.packs.parser.head import Reviewer
from bot.packs.parser.reader import find_packs, scan
from bot.packs.problem import Problem, Severity
from bot.packs.visibility import NO_LIMITS, Limits, approved_works, library_of

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
"""Errors that do not exclude an item: a `next` with an unknown target is ignored."""

MOST_ROWS = 3
"""The cache is rewritten when it has this many times as many rows as there are files."""


@dataclass(slots=True)
class _LoadedPack:
    """A pack in service, its cached files, and the paths of files excluded by errors."""

    pack: Pack
    cached: dict[str, CachedFile]
    as_compiled: bool = False
    """Whether all of it came from the installation's cache, so that it needs no rows in the other one."""
    refused: frozenset[str] = field(default_factory=frozenset)
    works: list[Work] | None = None


REVIEW_VALID = timedelta(days=365)
"""How long a psychologist's approval of a published pack is valid; after that its sensitive items are hidden until
the next one.
"""


@dataclass(frozen=True, slots=True)
class Published:
    """A pack that was published through the bot or came by the exchange: its folder, the day of a psychologist's
    approval (None: no approval) and its last day (None: a year later). The reviews in its own pack.yml do not
    count, because its editors wrote them. `limits`: what of it may be shown.
    """

    folder: Path
    vouched_on: date | None = None
    vouched_until: date | None = None
    limits: Limits = NO_LIMITS


class Loader:
    """The packs under `roots`. `cache`: the file of parsed packs (None: no cache); `compiled`: one that
    `compile_packs` wrote, for packs that are not in the cache yet.

    Call `open` once, then `refresh` any number of times: both return the library and the errors found. A library
    is a snapshot and never changes. Not thread-safe.
    """

    def __init__(
        self,
        roots: Sequence[Path],
        cache: Path | None = None,
        *,
        allow_unreviewed: bool = False,
        compiled: Path | None = None,
    ) -> None:
        self.roots = list(roots)
        self._compiled = Cache(compiled)
        self.allow_unreviewed = allow_unreviewed
        self.published: tuple[Published, ...] = ()
        """Packs besides those under `roots`; set it before `open` and `refresh`."""
        self.library = Library()
        self._cache = Cache(cache)
        self._held: dict[str, _LoadedPack] = {}
        self._records: dict[str, Published] = {}
        self._seen: dict[str, list[Entry]] = {}
        self._day: date | None = None
        self._unread: set[str] = set()
        self._broken: set[str] = set()

    @property
    def broken(self) -> int:
        """How many packs have errors now, or cannot be read: what was read of them before serves on."""
        return len(self._broken | self._unread)

    @property
    def is_empty(self) -> bool:
        """Whether the last search found no pack."""
        return not self._held

    def packs_outside(self, folder: Path) -> set[str]:
        """Return the ids of the packs that do not lie in a folder."""
        heads = [held.pack.head for held in self._held.values() if folder not in held.pack.folder.parents]
        return {head.id for head in heads if head}

    def open(self, today: date) -> tuple[Library, list[Problem]]:
        """Read all packs, taking unchanged files from the cache. Leaves out files with errors."""
        rows = self._cache.load()
        self._held, self._seen = {}, {}
        self._records = {str(one.folder): one for one in self.published}
        news: dict[str, dict[str, CachedFile]] = {}
        folders = self._folders()
        unknown = {folder.name: str(folder) for folder in folders if str(folder) not in rows}
        compiled = self._compiled.load(unknown) if unknown else {}
        for folder in folders:
            shown = str(folder)
            try:
                entries = scan(folder)
                if shown in compiled:
                    pack, cached, new = read_compiled(folder, entries, compiled[shown])
                    new = [*cached] if new else []  # a pack stays in one of the two files as a whole
                else:
                    pack, cached, new = read_incrementally(folder, entries, rows.get(shown, {}))
            except OSError as error:
                self._note_unread(folder, error)
                continue
            self._unread.discard(shown)
            self._seen[shown] = entries
            self._apply_review(pack)
            news[shown] = {name: cached[name] for name in new if name in cached}
            as_compiled = shown in compiled and not new
            self._held[shown] = _LoadedPack(pack, cached, as_compiled=as_compiled)
        own = {shown: held.cached for shown, held in self._held.items() if not held.as_compiled}
        if rows and self._cache.rows > MOST_ROWS * sum(map(len, own.values())):
            self._cache.write(own)
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
        self._broken = {shown for shown in self._held if any(one.path.startswith(f"{shown}/") for one in errors)}
        self._publish(today)
        return self.library, errors

    def refresh(self, today: date) -> tuple[Library, list[Problem]]:
        """Load changed files. A pack with a new error is refused as a whole: its errors are returned, once, and
        its last good state stays in service. Without a change the same library is returned.
        """
        folders = {str(folder): folder for folder in self._folders()}
        changed = today != self._day or not self._held.keys() <= folders.keys()
        self._held = {shown: held for shown, held in self._held.items() if shown in folders}
        self._seen = {shown: seen for shown, seen in self._seen.items() if shown in folders}
        self._broken &= folders.keys()
        self._unread &= folders.keys()
        changed = self._apply_changed_records() or changed
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
            if found:
                self._broken.add(shown)
            else:
                self._broken.discard(shown)
                written = [*cached] if held and held.as_compiled else new
                self._held[shown] = _LoadedPack(pack, cached)
                self._cache.add({shown: {name: cached[name] for name in written}})
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
        """Log once that a folder cannot be read: its last state stays in service, and reading is retried."""
        if str(folder) not in self._unread:
            self._unread.add(str(folder))
            log.warning("packs cannot be read: %s: %s", folder, error.strerror)

    def _apply_review(self, pack: Pack) -> None:
        """Replace the reviews in a published pack by those that the bot knows."""
        one = self._record(pack)
        if one is None or pack.head is None:
            return
        day = one.vouched_on
        known = {
            "status": "approved",
            "reviewers": [Reviewer(role="psychologist", on=day)] if day else [],
            "next_review": one.vouched_until or (day + REVIEW_VALID if day else None),
        }
        review = pack.head.review.model_copy(update=known)
        pack.head = pack.head.model_copy(update={"review": review})

    def _record(self, pack: Pack) -> Published | None:
        """Return what is known of a pack that was published."""
        return next((one for one in self.published if one.folder == pack.folder), None)

    def _apply_changed_records(self) -> bool:
        """Apply what has become known of published packs whose files are the same: a review, its end, and what
        was taken back. Return whether there was anything.
        """
        before, self._records = self._records, {str(one.folder): one for one in self.published}
        changed = [
            shown for shown, one in self._records.items() if before.get(shown) != one and shown in self._held
        ]
        for shown in changed:
            self._apply_review(self._held[shown].pack)
            self._held[shown].works = None
        return bool(changed)

    def _errors(self, pack: Pack) -> list[Problem]:
        others = [held.pack for shown, held in self._held.items() if shown != pack.shown]
        across = [
            problem for problem in check_across([*others, pack]) if problem.path.startswith(f"{pack.shown}/")
        ]
        problems = _own(pack) + check_within(pack) + across
        return [problem for problem in problems if problem.severity is Severity.ERROR]

    def _publish(self, today: date) -> None:
        """Make a new library; works of unchanged packs are reused, except on a new day."""
        for held in self._held.values():
            if held.works is None or today != self._day:
                one = self._record(held.pack)
                limits = one.limits if one else NO_LIMITS
                held.works = approved_works(held.pack, today, held.refused, limits)
        works = [work for held in self._held.values() for work in held.works or ()]
        packs = [self._limited(held.pack) for held in self._held.values()]
        self.library = library_of(works, packs, allow_unreviewed=self.allow_unreviewed)
        self._day = today

    def _limited(self, pack: Pack) -> Pack:
        """Return a pack without its help lines that were taken back, or that no review vouches for."""
        one = self._record(pack)
        if one is None or one.limits is NO_LIMITS:
            return pack
        kept = {
            country: found.model_copy(update={"lines": lines})
            for country, found in pack.helplines.items()
            if one.vouched_on
            and (lines := [line for line in found.lines if line.id not in one.limits.revoked_lines])
        }
        return replace(pack, helplines=kept)


def compile_packs(roots: Sequence[Path], file: Path) -> None:
    """Read all packs under `roots` and write the cache that a first start takes them from. What has not
    changed since the last time is taken from there.
    """
    cache, found, changed = Cache(file), {}, False
    before = cache.load()
    for folder in find_packs(list(roots)):
        known = before.get(str(folder), {})
        _, found[str(folder)], new = read_incrementally(folder, by_content(folder, scan(folder)), known)
        changed |= bool(new)
    if changed:
        cache.write(found)


def _own(pack: Pack) -> list[Problem]:
    return pack.problems + [problem for parsed in pack.files.values() for problem in parsed.problems]
