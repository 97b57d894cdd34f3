"""What an instance keeps of its exchange, in files: what each source said last, and what was chosen."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.exchange import revocation, statement
from bot.exchange.layout import REVIEWS
from bot.exchange.offers import Offer
from bot.exchange.writing import replace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.exchange.offers import Offered
    from bot.exchange.revocation import Revocation
    from bot.exchange.statement import Review


@dataclass(slots=True)
class Source:
    """A repository or a stick. `address`: addresses of mirrors with spaces between them, or the folder of a stick;
    `root`: the sha256 of its first root; `fresh_on`: when it last said something with valid signatures; `trouble`:
    why the last look failed, empty if it did not; `late`: roles whose signatures have run out.
    """

    address: str
    root: str
    is_stick: bool = False
    fresh_on: datetime | None = None
    trouble: str = ""
    late: list[str] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    revoked: list[Revocation] = field(default_factory=list)

    @property
    def place(self) -> str | Path:
        """Where it is fetched from."""
        return Path(self.address) if self.is_stick else self.address

    def hear(self, found: Offered, now: datetime) -> None:
        """Take over what a repository says. What a role said before its signatures ran out stands."""
        late = set(found.late)
        kept = [one for one in self.offers if one.partner in late]
        self.offers = [*found.offers, *kept]
        if REVIEWS not in late:
            self.reviews = found.reviews
        if found.revoked is not None:
            self.revoked = found.revoked
        self.fresh_on, self.trouble, self.late = now, "", found.late


@dataclass(frozen=True, slots=True)
class Choice:
    """A pack that an instance takes. `languages`: translations that it wants, empty for all; `pinned`: the only
    version it wants; `patches`: whether corrections of harmless packs come by themselves; `version` and `sha256`:
    what it has now, empty before the first; `source_locale`: the language it was written in; `refused`: why a
    newer version was not taken.
    """

    languages: tuple[str, ...] = ()
    pinned: str = ""
    patches: bool = False
    wanted: str = ""
    version: str = ""
    sha256: str = ""
    source_locale: str = ""
    refused: str = ""


def read_choices(file: Path) -> dict[str, Choice]:
    """Return what was chosen, by pack. Errors: OSError; ValueError for a damaged file."""
    if not file.is_file():
        return {}
    told = json.loads(file.read_bytes())
    return {pack: Choice(**{**one, "languages": tuple(one["languages"])}) for pack, one in told.items()}


def write_choices(file: Path, choices: dict[str, Choice]) -> None:
    """Write it. Errors: OSError."""
    told = {pack: asdict(one) for pack, one in sorted(choices.items())}
    replace(file, json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n")


def read_source(file: Path) -> Source:
    """Return a source as it was last time. Errors: OSError; ValueError for a damaged file."""
    told = json.loads(file.read_bytes())
    fresh = told.pop("fresh_on")
    offers = [_offer(one) for one in told.pop("offers")]
    reviews = [statement.read(one.encode()) for one in told.pop("reviews")]
    revoked = revocation.read(told.pop("revoked").encode())
    return Source(
        **told,
        fresh_on=datetime.fromisoformat(fresh) if fresh else None,
        offers=offers,
        reviews=reviews,
        revoked=revoked,
    )


def write_source(file: Path, source: Source) -> None:
    """Write it. Errors: OSError."""
    told = {
        "address": source.address,
        "root": source.root,
        "is_stick": source.is_stick,
        "fresh_on": source.fresh_on.isoformat() if source.fresh_on else "",
        "trouble": source.trouble,
        "late": source.late,
        "offers": [asdict(one) for one in source.offers],
        "reviews": [one.written().decode() for one in source.reviews],
        "revoked": revocation.written(source.revoked).decode(),
    }
    replace(file, json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n")


def newest(offers: Iterable[Offer], pack: str, version: str = "") -> Offer | None:
    """Return the newest offer of a pack, or that of one version; None if it is not offered."""
    found = [one for one in offers if one.pack == pack and version in {"", one.version}]
    return max(found, key=lambda one: one.numbers, default=None)


def _offer(told: dict[str, Any]) -> Offer:
    return Offer(**{**told, "languages": tuple(told["languages"]), "audiences": tuple(told["audiences"])})
