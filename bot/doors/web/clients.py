"""Tells clients apart by their address, and limits how often one of them may ask for something."""

from __future__ import annotations

import ipaddress
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp import web

IPV6_NETWORK = 64
"""A provider gives a customer at least a network of this size (RFC 6177): all its addresses are one client."""

MOST_KNOWN = 10_000
"""Most clients whose requests are counted; those unseen for the longest are forgotten first."""


def client_of(request: web.Request, header: str) -> str:
    """Return the client of a request: the address that the connection comes from or, where the operator names a
    header of their own proxy, the last one in it, which that proxy wrote. What stands before it came with the
    request and may be forged. A header that is missing or holds no address counts for nothing.
    """
    told = ",".join(request.headers.getall(header, ())) if header else ""
    for words in (told.rpartition(",")[2].strip(), request.remote or ""):
        try:
            address = ipaddress.ip_address(words.partition("%")[0])
        except ValueError:
            continue
        if isinstance(address, ipaddress.IPv6Address):
            if address.ipv4_mapped:
                return str(address.ipv4_mapped)
            return str(ipaddress.ip_network((address, IPV6_NETWORK), strict=False))
        return str(address)
    return ""


class RateLimit:
    """How often each client may ask for something: `at_once` times, after that `a_second` times a second."""

    def __init__(self, at_once: int, a_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._at_once, self._a_second, self._clock = float(at_once), a_second, clock
        self._left: dict[str, tuple[float, float]] = {}
        """How often a client could still ask, and when that was."""

    def allows(self, client: str) -> bool:
        """Whether a client may ask once more now; it is counted."""
        now = self._clock()
        left, at = self._left.pop(client, (self._at_once, now))
        left = min(self._at_once, left + (now - at) * self._a_second)
        allowed = left >= 1
        self._left[client] = (left - 1 if allowed else left, now)
        if len(self._left) > MOST_KNOWN:
            del self._left[next(iter(self._left))]
        return allowed
