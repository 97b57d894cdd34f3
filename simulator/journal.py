"""The record of all calls and updates, and whether something happened that must fail a test run."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECRET = frozenset({"secret_token", "provider_token", "certificate"})
HIDDEN = "…"


@dataclass(slots=True)
class Entry:
    """One call (or one update, with method "update"). `result`: the answer; `description`: the refusal.

    `doubt`: what a strict run must not accept; `red`: whether this entry alone fails the run.
    """

    n: int
    at: float
    method: str
    params: dict[str, Any]
    status: int = 200
    result: Any = None
    description: str = ""
    doubts: list[str] = field(default_factory=list)
    red: bool = False

    def view(self) -> dict[str, Any]:
        """Return the entry as JSON for the page: secrets hidden, files by name and size."""
        shown: dict[str, Any] = {
            "n": self.n,
            "at": datetime.fromtimestamp(self.at, UTC).isoformat(),
            "method": self.method,
            "params": {name: HIDDEN if name in _SECRET else value for name, value in self.params.items()},
            "status": self.status,
        }
        if self.description:
            shown["description"] = self.description
        else:
            shown["result"] = self.result
        if self.doubts:
            shown["doubts"] = self.doubts
        if self.red:
            shown["red"] = True
        return shown


class Journal:
    """Entries in order. `red` becomes true for good when the bot used something unmodelled or doubtful."""

    def __init__(self, *, strict: bool = False, keep: int = 200_000) -> None:
        self.entries: list[Entry] = []
        self.strict = strict
        self.red = False
        self._keep = keep
        self._next = 1

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def open(self, at: float, method: str, params: dict[str, Any]) -> Entry:
        """Start an entry; the caller fills in the outcome."""
        return self.keep(Entry(0, at, method, params))

    def keep(self, entry: Entry) -> Entry:
        """Put a numbered entry at the end."""
        entry.n = self._next
        self._next += 1
        self.entries.append(entry)
        if len(self.entries) > self._keep:
            del self.entries[: self._keep // 2]
        return entry

    def doubt(self, entry: Entry, what: str) -> None:
        """Record a doubt; it fails the run only in the strict profile."""
        entry.doubts.append(what)
        if self.strict:
            self.redden(entry, what)

    def redden(self, entry: Entry, what: str) -> None:
        """Fail the run because of this entry."""
        if what not in entry.doubts:
            entry.doubts.append(what)
        entry.red = self.red = True

    def after(self, n: int, *, last: int = 0) -> list[dict[str, Any]]:
        """Return views of the entries with a number greater than `n`; `last` above 0 limits them to the newest."""
        found = [entry for entry in self.entries[-last:] if entry.n > n]
        return [entry.view() for entry in found]
