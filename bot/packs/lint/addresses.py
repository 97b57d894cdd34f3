"""Checks an address that a link or a help line leads to."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.values.phrases import phrase

ADDRESS_CHARACTERS = 300
"""Longest address; a longer one hides its target."""

_HOST = re.compile(
    r"(?=.{4,100}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*\.[a-z]{2,24}"
)


def mistake(url: str) -> str:
    """Return what is wrong with an address, in words that continue "the address …"; empty if nothing is. Whether
    the pack allows its host is checked elsewhere.
    """
    if len(url) > ADDRESS_CHARACTERS:
        return phrase("is longer than {most} characters", most=ADDRESS_CHARACTERS)
    if not url.isascii() or re.search(r"[\s\x00-\x1f\x7f\\<>\"]", url):
        return phrase("holds characters that can deceive")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return phrase("cannot be read")
    if parts.scheme != "https":
        return phrase("does not begin with https://")
    return _host_mistake(parts.netloc, parts.hostname or "", port)


def _host_mistake(netloc: str, host: str, port: int | None) -> str:
    if "@" in netloc or "%" in netloc:
        return phrase("names a user or hides its host")
    if port is not None or netloc.endswith(":"):
        return phrase("names a port")
    if _is_number(host):
        return phrase("is a number instead of a name")
    if host.startswith("xn--") or ".xn--" in host:
        return phrase("has a host in other letters than it shows (xn--)")
    return "" if _HOST.fullmatch(host) else phrase("has no host that can be read")


def _is_number(host: str) -> bool:
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return bool(re.fullmatch(r"[0-9.]+|0x[0-9a-f.x]+", host))
    return True
