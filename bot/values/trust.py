"""What an instance shows of packs that partners of the alliance sign."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Trust(StrEnum):
    """What is shown of harmless items: those that somebody reviewed, or all of the partners'. Sensitive ones need
    a specialist's review in any case.
    """

    REVIEWED = "reviewed"
    PARTNERS = "partners"


@dataclass(frozen=True, slots=True)
class Exchange:
    """What the settings say of the exchange. `folder`: where an instance keeps it; `addresses`: a repository and
    its mirrors, with spaces between them, empty for none; `root`: the sha256 of its first root.
    """

    folder: Path
    trust: Trust
    addresses: str = ""
    root: str = ""
