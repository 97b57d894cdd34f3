"""Neighbours: how many pupils of a class have joined from one address, in memory alone."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

OF_A_CLASS = 40
"""Pupils of one class from one address: the largest class has room behind its school's, and one pupil with the
code and many cookies leaves the last third of a class to others."""

MOST = 20_000
"""Pupils whose address is remembered; those who joined the longest ago give way."""


class Neighbours:
    """Remembers from which address a pupil has joined. Used from the thread of the store."""

    def __init__(self) -> None:
        self._client_of: OrderedDict[bytes, str] = OrderedDict()

    def note(self, person: bytes, client: str) -> None:
        """Remember that a person has joined from the address of a client."""
        self._client_of[person] = client
        if len(self._client_of) > MOST:
            self._client_of.popitem(last=False)

    def are_many(self, people: Iterable[bytes], client: str) -> bool:
        """Whether as many of these people have joined from there as may. People who left do not count."""
        return sum(self._client_of.get(person) == client for person in people) >= OF_A_CLASS
