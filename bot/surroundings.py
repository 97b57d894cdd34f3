"""Surroundings: what a running bot sees of its machine: free disk, the newest backup, its host's certificate."""

from __future__ import annotations

import math
import shutil
import socket
import ssl
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import structlog

from bot.pictures.pen import can_shape
from bot.values.locales import languages

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

HTTPS = 443
CONNECT_SECONDS = 5.0
"""Seconds that our own host may take for a handshake."""

DAY = 86_400.0

log = structlog.get_logger()


def warn_of_loose_letters() -> None:
    """Say in the log if a language is written from right to left and the machine cannot draw it: in pictures its
    letters would stand apart, and numbers be turned round.
    """
    needed = sorted(code for code, language in languages().items() if language.rtl)
    if needed and not can_shape():
        log.error("pictures show letters apart: install libfribidi0", languages=needed)


def free_bytes(folder: Path) -> int | None:
    """Return the free bytes of the disk that holds a folder; None if the folder is not there."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def backup_age(folder: Path, now: datetime) -> float:
    """Return the seconds since the newest backup in a folder was written; infinite if there is none.

    `backup` gives a file its name only after it has checked it, so a file with the name is a good one.
    """
    try:
        written = [file.stat().st_mtime for file in folder.glob("*.sqlite")]
    except OSError:
        return math.inf
    return max(0.0, now.timestamp() - max(written)) if written else math.inf


def https_hosts(addresses: Iterable[str]) -> set[tuple[str, int]]:
    """Return host and port of the https addresses among these."""
    parts = [urlsplit(address) for address in addresses]
    return {(part.hostname, part.port or HTTPS) for part in parts if part.scheme == "https" and part.hostname}


def certificate_days(host: str, port: int, now: datetime) -> float | None:
    """Return for how many days the certificate that a client of ours is shown is still good; 0 if a client refuses
    it (expired, of another name, of nobody known); None if the host cannot be reached from here, which says
    nothing of the certificate.
    """
    trusted = ssl.create_default_context()
    try:
        with (
            socket.create_connection((host, port), CONNECT_SECONDS) as line,
            trusted.wrap_socket(line, server_hostname=host) as secured,
        ):
            ends = str((secured.getpeercert() or {})["notAfter"])
    except ssl.SSLCertVerificationError:
        return 0.0
    except OSError:
        return None
    return max(0.0, (ssl.cert_time_to_seconds(ends) - now.timestamp()) / DAY)
