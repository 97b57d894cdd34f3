"""How a repository is laid out: its roles, how many people sign for each, how long that holds, and its paths."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

ROOT, TARGETS, SNAPSHOT, TIMESTAMP = "root", "targets", "snapshot", "timestamp"
REVIEWS, REVOKED = "reviews", "revoked"


@dataclass(frozen=True, slots=True)
class Rule:
    """How many keys have to sign a role, out of how many there should be, and how long their signatures hold."""

    threshold: int
    keys: int
    valid: timedelta


RULES: Final = {
    ROOT: Rule(3, 5, timedelta(days=365)),
    TARGETS: Rule(2, 3, timedelta(days=180)),
    REVIEWS: Rule(2, 2, timedelta(days=120)),
    REVOKED: Rule(1, 5, timedelta(days=7)),
    SNAPSHOT: Rule(1, 1, timedelta(days=7)),
    TIMESTAMP: Rule(1, 1, timedelta(days=1)),
}
"""Two specialists approve together, one alone may take back. The last two are signed by a machine, several times a
day; a client that hears nothing new for a day knows that it is held back. Delegations outlive a stick.
"""

PARTNER = Rule(1, 2, timedelta(days=120))
"""A partner's own packs: one of two keys, the second is a spare."""

STICK_VALID = timedelta(days=60)
"""How long the snapshot and the timestamp of a stick hold: nobody renews them where there is no network."""

PARTNER_NAME = re.compile(r"[a-z][a-z0-9]{1,31}")
"""A partner's name is the beginning of all its packs' names, so no partner can sign another's."""

RESERVED = frozenset({*RULES, "packs"})

REVOCATIONS = "revoked/list.json"


def paths_of(partner: str) -> list[str]:
    """Return the patterns of the paths that a partner may sign: its pack and those whose names begin with it."""
    return [f"packs/{partner}/*", f"packs/{partner}-*/*"]


def pack_path(pack: str, version: str) -> str:
    """Return the path of a version of a pack."""
    return f"packs/{pack}/{pack}-{version}.zip"


def review_path(pack: str, digest: str, key: str) -> str:
    """Return the path of the statement that one specialist (by the id of their key) made of one archive (by its
    sha256).
    """
    return f"reviews/{pack}/{digest[:16]}.{key[:8]}.json"
