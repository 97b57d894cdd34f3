"""What a repository offers, once its signatures are checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.exchange.revocation import Revocation
    from bot.exchange.statement import Review


class NoExchangeError(Exception):
    """A repository from which nothing can be taken now; the message says why. What was taken before stays."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A version of a pack that a partner offers. `bytes`: its size; `title`, `languages`, `audiences`: as its
    partner tells them.
    """

    pack: str
    version: str
    partner: str
    sha256: str
    bytes: int
    path: str
    title: str = ""
    languages: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[int, ...]:
        """The version as numbers that compare."""
        return tuple(int(part) for part in self.version.split(".") if part.isdigit())


@dataclass(slots=True)
class Offered:
    """What a repository says now. `late`: roles whose signatures have run out, so what they said before stands."""

    offers: list[Offer] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    revoked: list[Revocation] | None = None
    late: list[str] = field(default_factory=list)
