"""Checks an address that a link or a help line leads to."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

ADDRESS_CHARACTERS = 300
"""Longest address; a longer one hides what it is."""

_HOST = re.compile(
    r"(?=.{4,100}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*\.[a-z]{2,24}"
)


def mistake(url: str) -> str:
    """Return what is wrong with an address, in words that continue "the address …"; empty when nothing is.
    Whether the pack allows its host is checked elsewhere.
    """
    if len(url) > ADDRESS_CHARACTERS:
        return f"is longer than {ADDRESS_CHARACTERS} characters"
    if not url.isascii() or re.search(r"[\s\x00-\x1f\x7f\\<>\"]", url):
        return "holds characters that can deceive"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "cannot be read"
    if parts.scheme != "https":
        return "does not begin with https://"
    return _host_mistake(parts.netloc, parts.hostname or "", port)


def _host_mistake(netloc: str, host: str, port: int | None) -> str:
    if "@" in netloc or "%" in netloc:
        return "names a user or hides its host"
    if port is not None or netloc.endswith(":"):
        return "names a port"
    if _is_number(host):
        return "is a number instead of a name"
    if host.startswith("xn--") or ".xn--" in host:
        return "has a host in other letters than it shows (xn--)"
    return "" if _HOST.fullmatch(host) else "has no host that can be read"


def _is_number(host: str) -> bool:
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return bool(re.fullmatch(r"[0-9.]+|0x[0-9a-f.x]+", host))
    return True
