"""What is taken back at once, everywhere: packs, items, help lines; one list, which one hand may sign."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

MOST = 10_000
"""Entries that are read: far more than all packs together have items that were ever wrong."""


class NoListError(ValueError):
    """Bytes that do not hold a list of revocations."""


@dataclass(frozen=True, slots=True)
class Revocation:
    """One entry. `items`: references like `lesson/accounts/12-15`, empty for the whole pack; `lines`: ids of help
    lines. `sha256`: of one archive only, empty for each version. `since`: with a time zone.
    """

    pack: str
    reason: str
    since: datetime
    items: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    sha256: str = ""

    def concerns(self, pack: str, sha256: str) -> bool:
        """Whether it speaks of this archive of this pack."""
        return self.pack == pack and self.sha256 in {"", sha256}

    @property
    def is_whole(self) -> bool:
        """Whether all of the pack is taken back."""
        return not (self.items or self.lines)


def written(entries: list[Revocation]) -> bytes:
    """Return the list as it is signed, the same bytes for the same entries."""
    told = [{**asdict(one), "since": one.since.astimezone(UTC).isoformat(timespec="seconds")} for one in entries]
    return json.dumps({"revoked": told}, sort_keys=True, ensure_ascii=False, indent=1).encode() + b"\n"


def read(content: bytes) -> list[Revocation]:
    """Return the entries of a list. Errors: NoListError."""
    try:
        told = json.loads(content)["revoked"]
        if len(told) > MOST:
            raise NoListError(f"more than {MOST} entries")
        return [_entry(one) for one in told]
    except (KeyError, TypeError, ValueError) as error:
        raise NoListError(f"no list of revocations: {error}") from error


def _entry(told: dict[str, object]) -> Revocation:
    texts = [told["pack"], told["reason"], told["sha256"], told["since"]]
    items, lines = told["items"], told["lines"]
    if not (isinstance(items, list) and isinstance(lines, list)):
        raise NoListError("items and lines are lists")
    if not all(isinstance(text, str) for text in [*texts, *items, *lines]):
        raise NoListError("text is missing")
    pack, reason, sha256, since = map(str, texts)
    moment = datetime.fromisoformat(since)
    if moment.tzinfo is None:
        raise NoListError("a time without its zone")
    return Revocation(pack, reason, moment, tuple(items), tuple(lines), sha256)
