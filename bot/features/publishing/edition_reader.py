"""Reads editions out of the database: as they would serve, as they differ, as a reader tries them out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import structlog

from bot.features.publishing.store import editions, editors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat.turn import Turn
    from bot.db.engine import Transaction
    from bot.packs.changes import Change
    from bot.packs.edition_previews import EditionPreviews
    from bot.packs.library import Library, Work

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
        if trial is None or edition is None:
            return turn
        digest, works = self._read(turn.db, edition.edition)
        return replace(
            turn.in_language(trial.locale),
            library=self._previews.library(around, edition.pack, digest, works),
            trial=edition.edition,
            audience=trial.audience,
        )

    def works(self, db: Transaction, edition: int) -> list[Work]:
        """Return the works of an edition as if all of it were approved."""
        return self._read(db, edition)[1]

    def changes(self, db: Transaction, edition: int) -> Sequence[Change] | None:
        """Return what an edition says differently from the one of its pack that serves; None where it cannot be
        read.
        """
        digest, serving = editions.digest(db, edition), editions.serving(db, edition)
        if not digest:
            return None
        before = editions.digest(db, serving) if serving else ""
        try:
            return self._previews.changes(
                before, digest, lambda: editions.content(db, serving), lambda: editions.content(db, edition)
            )
        except (ValueError, OSError) as error:
            why = type(error).__name__
            log.error("an edition cannot be compared", edition=edition, why=why)  # noqa: TRY400 - which one says enough
            return None

    def _read(self, db: Transaction, edition: int) -> tuple[str, list[Work]]:
        """Return the digest of an edition and its works."""
        digest = editions.digest(db, edition)
        return digest, self._previews.works(digest, lambda: editions.content(db, edition))
