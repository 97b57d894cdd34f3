"""A review as a statement that machines check: the archive, the languages, the reviewer, the last day. Its
form is in-toto's Statement, version 1 (https://in-toto.io/Statement/v1).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Final

TYPE: Final = "https://in-toto.io/Statement/v1"
PREDICATE: Final = "urn:mayak:review:v1"
ROLES: Final = ("psychologist", "editor")


class NoStatementError(ValueError):
    """Bytes that do not hold a review; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Review:
    """What one specialist says of one archive. `key`: a pseudonym, the id of the key that they sign with; a public
    list of names would invite pressure on them. `until`: the last day on which it counts.
    """

    pack: str
    version: str
    sha256: str
    locales: tuple[str, ...]
    role: str
    organisation: str
    key: str
    on: date
    until: date

    def counts_for(self, sha256: str, day: date) -> bool:
        """Whether it speaks of this archive and holds on this day."""
        return self.sha256 == sha256 and self.on <= day <= self.until

    def written(self) -> bytes:
        """Return the statement, the same bytes for the same review."""
        told = {
            "_type": TYPE,
            "subject": [{"name": f"{self.pack}-{self.version}.zip", "digest": {"sha256": self.sha256}}],
            "predicateType": PREDICATE,
            "predicate": {
                "pack": self.pack,
                "version": self.version,
                "locales": list(self.locales),
                "role": self.role,
                "organisation": self.organisation,
                "key": self.key,
                "on": self.on.isoformat(),
                "until": self.until.isoformat(),
            },
        }
        return json.dumps(told, sort_keys=True, ensure_ascii=False, indent=1).encode() + b"\n"


def read(content: bytes) -> Review:
    """Return the review in a statement. Errors: NoStatementError."""
    try:
        told = json.loads(content)
        said, (subject,) = told["predicate"], told["subject"]
        if told["_type"] != TYPE or told["predicateType"] != PREDICATE or said["role"] not in ROLES:
            raise NoStatementError("another kind of statement")
        texts = [said[name] for name in ("pack", "version", "organisation", "key")]
        digest = subject["digest"]["sha256"]
        locales = tuple(said["locales"])
        if not all(isinstance(text, str) for text in [*texts, *locales, digest]):
            raise NoStatementError("text is missing")
        days = date.fromisoformat(said["on"]), date.fromisoformat(said["until"])
    except (KeyError, TypeError, ValueError) as error:
        raise NoStatementError(f"no statement of a review: {error}") from error
    pack, version, organisation, key = texts
    return Review(pack, version, digest, locales, said["role"], organisation, key, *days)
