"""How metadata and files come: from a list of mirrors over HTTP, or from a folder on a stick; no more bytes
than the signed length says, and within a limit of time.
"""

from __future__ import annotations

import time
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import urllib3
from tuf.api.exceptions import DownloadError, DownloadHTTPError
from tuf.ngclient import FetcherInterface

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

FIRST_BYTES = 20.0
"""Seconds until a server answers, and between two of its packets."""

WHOLE = 300.0
"""Seconds for one file: the largest pack has 10 MiB, so this is 35 kB a second."""

_PIECE = 64 * 1024
_NOT_FOUND, _OK = 404, 200
HERE = "https://here/"
"""What stands before each path where the place it comes from is chosen later."""


class FromMirrors(FetcherInterface):
    """Asks addresses in their order until one answers; one that says "no such file" has answered."""

    def __init__(self, addresses: Sequence[str], *, whole: float = WHOLE) -> None:
        self.addresses = [f"{address.rstrip('/')}/" for address in addresses]
        self.bytes, self.requests = 0, 0
        """What was fetched so far."""
        self._whole = whole
        self._pool = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(FIRST_BYTES), maxsize=1)

    def _fetch(self, url: str) -> Iterator[bytes]:
        path = url.removeprefix(HERE)
        for address in self.addresses[:-1]:
            pieces = self._from(f"{address}{path}")
            try:
                first = next(pieces, b"")
            except DownloadHTTPError:
                raise
            except (DownloadError, urllib3.exceptions.HTTPError):
                continue  # it does not answer; what one that does answer sends is checked by its signature
            return chain([first], pieces)
        return self._from(f"{self.addresses[-1]}{path}")

    def _from(self, url: str) -> Iterator[bytes]:
        end = time.monotonic() + self._whole
        self.requests += 1
        response = self._pool.request("GET", url, preload_content=False, redirect=False)
        try:
            if response.status != _OK:
                raise DownloadHTTPError(f"{url}: {response.status}", response.status)
            # As it comes: `stream` would wait for a whole piece, also of a server that drips.
            while piece := response.read1(_PIECE, decode_content=False):
                if time.monotonic() > end:
                    raise DownloadError(f"{url}: too slow")
                self.bytes += len(piece)
                yield piece
        finally:
            response.close()


class FromFolder(FetcherInterface):
    """Reads a repository that lies in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bytes, self.requests = 0, 0

    def _fetch(self, url: str) -> Iterator[bytes]:
        file = self.folder / unquote(urlsplit(url).path.lstrip("/"))
        self.requests += 1
        if not file.resolve().is_relative_to(self.folder.resolve()) or not file.is_file():
            raise DownloadHTTPError(f"{file.name} is not there", _NOT_FOUND)
        with file.open("rb") as content:
            while piece := content.read(_PIECE):
                self.bytes += len(piece)
                yield piece


Fetcher = FromMirrors | FromFolder


def fetcher_for(address: str | Path) -> Fetcher:
    """Return what fetches from a folder or from addresses, which stand with spaces between them."""
    return FromMirrors(address.split()) if isinstance(address, str) else FromFolder(address)
