"""Which addresses Telegram accepts in links and buttons, and how it writes them (TDLib,
LinkManager, HttpUrl).
"""

from __future__ import annotations

import re

_USER = re.compile(r"tg:(?://)?user\?(?:.*&)?id=(\d+)(?:[&#].*)?", re.IGNORECASE)
_OWN_SCHEME = re.compile(r"(tg|tonsite|ton):(?://)?(.*)", re.IGNORECASE | re.DOTALL)
_SCHEME = re.compile(r"([^:/?#@\[\]]*)://", re.DOTALL)
_HOST = re.compile(r"(?:[a-z0-9.\-_!$,~*'();&+=\u0080-\U0010ffff]|%[0-9a-f]{2})+")
_IPV6 = re.compile(r"\[[0-9a-f:.]+\]")
_PLAIN_HOST = re.compile(r"[a-z0-9_-]+")
_MAX_PORT = 65_535
_SHOWN = 128


class BadLink(ValueError):
    """A refused address; the message says why."""


def linked_user(link: str) -> int:
    """Return the id in a tg://user?id=… link, else 0."""
    match = _USER.fullmatch(link)
    return int(match[1]) if match else 0


def _split_port(place: str) -> tuple[str, int]:
    head, colon, port = place.rpartition(":")
    if not colon or not head or "]" in port or "@" in port:
        return place, 0
    digits = port.lstrip("0")
    if not digits.isascii() or not digits.isdigit() or int(digits) > _MAX_PORT:
        raise BadLink("Wrong port number specified in the URL")
    return head, int(digits)


def _parts(link: str) -> tuple[str, str, str, int, str]:
    """Return scheme, user info, host, port (0 when not given) and path with query."""
    scheme, rest = "http", link
    if match := _SCHEME.match(link):
        scheme, rest = match[1].lower(), link[match.end() :]
        if scheme not in ("http", "https"):
            raise BadLink("Unsupported URL protocol")
    cut = re.search(r"[/?#]", rest)
    place, query = (rest[: cut.start()], rest[cut.start() :]) if cut else (rest, "")
    place, port = _split_port(place)
    user, _, host = place.rpartition("@")
    host = "".join(letter.lower() if letter.isascii() else letter for letter in host)
    if not host:
        raise BadLink("URL host is empty")
    if host == ".":
        raise BadLink("Host is invalid")
    if not _HOST.fullmatch(host) and not _IPV6.fullmatch(host):
        raise BadLink("Disallowed character in URL host")
    query = query.rstrip(" \t\r\n\0\x0b") or "/"
    if not query.startswith("/"):
        query = "/" + query
    query = re.sub(r"[\x00-\x20]", lambda code: f"%{ord(code[0]):02X}", query)
    return scheme, user, host, port, query


def _check(link: str, *, https: bool) -> str:
    if match := _OWN_SCHEME.fullmatch(link):
        own, rest = match[1].lower(), match[2]
        scheme, user, host, port, query = _parts(rest)
        if https:
            raise BadLink("Only HTTPS links are allowed")
        if rest.lower().startswith("http://") or scheme == "https" or user or port:
            raise BadLink(f"Wrong {own} URL")
        if own != "tonsite" and not _PLAIN_HOST.fullmatch(host):
            raise BadLink("Unallowed characters in URL host")
        return f"{own}://{host}{query[1:] if query.startswith('/?') else query}"
    scheme, user, host, port, query = _parts(link)
    if https and scheme != "https":
        raise BadLink("Only HTTPS links are allowed")
    if "." not in host and not _IPV6.fullmatch(host):
        raise BadLink("Wrong HTTP URL")
    return f"{scheme}://{user + '@' if user else ''}{host}{f':{port}' if port else ''}{query}"


def checked_link(link: str, *, https: bool = False) -> str:
    """Return the address as Telegram writes it. Errors: BadLink with the server's words."""
    try:
        return _check(link, https=https)
    except BadLink as why:
        raise BadLink(f"URL '{link[:_SHOWN]}' is invalid: {why}") from None
