"""Several people on one phone: somebody new comes and agrees to be remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.talk import Person


def adds(phone: Person, picture: str, who: str = "educator") -> None:
    """Let somebody new in on a phone, who agrees to be remembered."""
    for path in (f"profiles/new/{picture}", f"who/{who}", "consent/on"):
        phone.visits(path)
    phone.types("/menu")
