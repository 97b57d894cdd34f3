"""Reads editions out of the database: as they would serve, as they differ, as a reader tries them out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import structlog

from bot.features.publishing import pages
from bot.features.publishing.store import editions, editors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.chat.turn import Turn
    from bot.db.engine import Transaction
    from bot.packs.changes import Change
    from bot.packs.edition_previews import EditionPreviews
    from bot.packs.library import Library
    from bot.packs.pack import Pack
    from bot.packs.translate.translation import Entry
    from bot.packs.work import Work

EARLIER = 5
"""Earlier editions in which the words are looked for that a translation was made of."""

log = structlog.get_logger()


class EditionReader:
    """Reads editions, by way of `previews`, which keeps the last few. See `turn.ReadsEditions`."""

    def __init__(self, previews: EditionPreviews) -> None:
        self._previews = previews

    def try_out(self, turn: Turn, around: Library) -> Turn:
        """Return the turn of an editor who tries an edition out as one of its reader: their language, their pages,
        the library `around` with that edition; any other turn as it is.
        """
        trial = editors.trial_of(turn.db, turn.person.key)
        edition = editions.get(turn.db, trial.edition) if trial else None
        editor = editors.of(turn.db, turn.person.key) if edition else None
        # The pack may belong to somebody else by now, and its draft be written over.
        if trial is None or edition is None or editor is None or not edition.seen_by(editor):
            return turn
        digest, works = self._read(turn.db, edition.edition)
        return replace(
            turn.in_language(trial.locale),
            library=self._previews.library(around, edition.pack, digest, works),
            preview=replace(turn.preview, edition=edition.edition, way_out=pages.Edition(edition.edition)),
            audience=trial.audience,
        )

    def works(self, db: Transaction, edition: int) -> list[Work]:
        """Return the works of an edition as if all of it were approved."""
        return self._read(db, edition)[1]

    def pack(self, db: Transaction, edition: int) -> Pack | None:
        """Return an edition as its author wrote it; None where it cannot be read."""
        digest = editions.digest(db, edition)
        try:
            return self._previews.pack(digest, lambda: editions.content(db, edition)) if digest else None
        except (ValueError, OSError) as error:
            why = type(error).__name__
            log.error("an edition cannot be read", edition=edition, why=why)  # noqa: TRY400 - which one says enough
            return None

    def translation(self, db: Transaction, edition: int, locale: str) -> Mapping[str, Sequence[Entry]]:
        """Return the units of an edition with their translations, by source file; none where it cannot be read.
        The words that were translated are looked for in the editions of its pack before it.
        """
        pack, found = self.pack(db, edition), editions.get(db, edition)
        if pack is None or found is None:
            return {}

        def earlier() -> list[Pack]:
            before = [one.edition for one in editions.of_pack(db, found.pack) if one.edition < edition]
            return [read for one in before[:EARLIER] if (read := self.pack(db, one)) is not None]

        return self._previews.translation(editions.digest(db, edition), locale, pack, earlier)

    def changes(self, db: Transaction, edition: int, before: int | None = None) -> Sequence[Change] | None:
        """Return what an edition says differently from the edition `before` (None: from the one of its pack that
        serves); None where one of them cannot be read.
        """
        other = editions.serving(db, edition) if before is None else before
        new, old = editions.digest(db, edition), editions.digest(db, other) if other else ""
        if not new or (before is not None and not old):
            return None
        try:
            return self._previews.changes(
                old, new, lambda: editions.content(db, other), lambda: editions.content(db, edition)
            )
        except (ValueError, OSError) as error:
            why = type(error).__name__
            log.error("an edition cannot be compared", edition=edition, why=why)  # noqa: TRY400 - which one says enough
            return None

    def _read(self, db: Transaction, edition: int) -> tuple[str, list[Work]]:
        """Return the digest of an edition and its works."""
        digest = editions.digest(db, edition)
        return digest, self._previews.works(digest, lambda: editions.content(db, edition))
