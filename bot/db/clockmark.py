"""Clock mark: the latest moment that the bot has believed, so that it notices a wrong clock at a start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.db.keycheck import NAME
from bot.db.schema import installation

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


def read(db: Connection) -> datetime | None:
    """Return the mark; None in a new database."""
    found: datetime | None = db.scalar(select(installation.c.clock_at).where(installation.c.name == NAME))
    return found


def keep(db: Connection, now: datetime) -> None:
    """Move the mark to this moment, possibly back. The caller must be sure of the time."""
    new = upsert(installation).values(name=NAME, clock_at=now)
    db.execute(new.on_conflict_do_update(index_elements=["name"], set_={"clock_at": new.excluded.clock_at}))
