"""Finds links and e-mail addresses in plain text like TDLib (MessageEntity.cpp): every dot is a clue.

Offsets are code points. Only the list of top-level domains for links without a scheme is shorter.
"""

from __future__ import annotations

import re
import unicodedata
from importlib.resources import files

_COUNTRIES = (
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw "
    "by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et "
    "eu fi fj fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie "
    "il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv "
    "ly ma mc md me mg mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu "
    "nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl "
    "sm sn so sr st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va "
    "vc ve vg vi vn vu wf ws ye yt za zm zw"
)
TOP_LEVEL = frozenset(
    [*files("simulator").joinpath("toplevel.txt").read_text("utf-8").split(), *_COUNTRIES.split()]
)
_EMAIL = re.compile(
    r"([a-z0-9_-]{0,26}[.+]){0,10}[a-z0-9_-]{1,35}@(([a-z0-9][a-z0-9_-]{0,28})?[a-z0-9]\.){1,6}[a-z]{2,8}",
    re.IGNORECASE | re.ASCII,
)
_PORT = re.compile(r":0*([1-9][0-9]{0,4})(?![0-9])")
_SCHEME = re.compile(r"https?://|ftp://", re.IGNORECASE)
_ASCII_DOMAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_~")
_NOT_IN_USER = frozenset("\n/[]{}()'`<>\"@«»")
_NOT_IN_PATH = frozenset('\n<>"«»')
_BAD_END = ".:;,('?!`"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_JOINERS = frozenset({0x200C, 0x200D, *range(0x2010, 0x2016)})
_MAX_PORT = 65_535
_LABEL_BYTES = 63
_IPV4_PARTS = 4


def _symbol(letter: str) -> bool:
    code = ord(letter)
    if 0x2000 <= code <= 0x206F:  # noqa: PLR2004 - the block General Punctuation
        return code in _JOINERS
    return unicodedata.category(letter)[0] != "Z"


def _in_domain(letter: str) -> bool:
    return letter in _ASCII_DOMAIN if letter < "\xc0" else _symbol(letter)


def _in_user(letter: str) -> bool:
    return letter not in _NOT_IN_USER and _symbol(letter)


def in_path(letter: str) -> bool:
    """Whether a character may be part of a link's path."""
    return letter not in _NOT_IN_PATH and _symbol(letter)


def _in_scheme(letter: str) -> bool:
    if letter.isascii():
        return letter.isalnum() or letter in "+-"
    return unicodedata.category(letter)[0] != "Z"


def is_word(letter: str) -> bool:
    """Whether a character is a letter, a number or an underscore."""
    return letter == "_" or unicodedata.category(letter)[0] in "LN"


def path_end(text: str, at: int) -> int:
    """Return the end of a path that begins at `at` with / ? or #; `at` if there is no useful path."""
    if at >= len(text) or text[at] not in "/?#":
        return at
    end = at + 1
    while end < len(text) and in_path(text[end]):
        end += 1
    while end > at + 1 and text[end - 1] in _BAD_END:
        end -= 1
    return end if text[at] == "/" or end > at + 1 else at


class _Scan:
    """Looks around one dot after another; `begin`: the end of the text used so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.begin = 0
        self.found: list[tuple[int, int]] = []

    def _back(self, at: int, allowed: object) -> int:
        while at > self.begin and allowed(self.text[at - 1]):  # type: ignore[operator]
            at -= 1
        return at

    def run(self) -> list[tuple[int, int]]:
        """Return (start, end) of everything that looks like a link or an address."""
        text = self.text
        while True:
            dot = text.find(".", self.begin)
            if dot < 0 or dot + 1 == len(text):
                return self.found
            if text[dot + 1] == " ":
                self.begin = dot + 2
            else:
                self._around(dot)

    def _around(self, dot: int) -> None:
        text = self.text
        start = self._back(dot, _in_domain)
        end, at_sign = dot, False
        while end < len(text) and (text[end] == "@" or _in_domain(text[end])):
            at_sign = at_sign or text[end] == "@"
            end += 1
        if at_sign:
            start = self._back(start, _in_user)
        if (port := _PORT.match(text, end)) and int(port[1]) <= _MAX_PORT:
            end = port.end()
        end = path_end(text, end)
        while end > dot + 1 and text[end - 1] == ".":
            end -= 1
        whole = self._with_scheme(*self._with_user(start, at_sign))
        if whole is None:
            while text[end - 1] != ".":
                end -= 1
        else:
            if end > dot + 1:
                self.found.append((whole, end))
            while end < len(text) and text[end] == ".":
                end += 1
        self.begin = max(end, dot + 1)

    def _with_user(self, start: int, at_sign: bool) -> tuple[int, bool]:  # noqa: FBT001 - private
        """Return the start with user:password@ before the domain, and whether that is wrong."""
        if start == self.begin or self.text[start - 1] != "@":
            return start, False
        user = self._back(start - 1, _in_user)
        return user, at_sign or user == start - 1

    def _with_scheme(self, start: int, wrong: bool) -> int | None:  # noqa: FBT001 - private
        """Return the start with its scheme; None if the text before it makes it something else than a link."""
        text = self.text
        if start == self.begin:
            return None if wrong else start
        prefix = text[self.begin : start]
        if prefix.endswith("://") and len(prefix.encode()) >= 6:  # noqa: PLR2004 - the shortest: ftp://
            name = text[self._back(start - 3, _in_scheme) : start - 3].lower()
            for scheme, others in (("http", ("shttp",)), ("https", ()), ("ftp", ("tftp", "sftp"))):
                if name.endswith(scheme) and name not in others:
                    return None if wrong else start - 3 - len(scheme)
            return None
        return None if wrong or is_word(text[start - 1]) or text[start - 1] in "/#@" else start


def _top_level(name: str) -> bool:
    lower = name.lower()
    # With a capital it begins a sentence; in small letters, or all capitals, it is a domain.
    return lower in TOP_LEVEL and (lower == name or lower[1:] != name[1:])


def _is_ipv4(parts: list[str]) -> bool:
    return len(parts) == _IPV4_PARTS and all(
        part.isascii() and part.isdigit() and int(part) < 256 and str(int(part)) == part  # noqa: PLR2004 - a byte
        for part in parts
    )


def _is_host(domain: str, *, scheme: bool) -> bool:
    parts = domain.split(".")
    if len(parts) == 1 or any(not 0 < len(p.encode()) <= _LABEL_BYTES or p.endswith("-") for p in parts):
        return False
    if _is_ipv4(parts):
        return True
    last = parts[-1]
    if re.fullmatch("[0-9.]*", domain) or len(last) < 2 or "_" in parts[-2]:  # noqa: PLR2004 - "x.y" is none
        return False
    if last.startswith("xn--"):
        return re.fullmatch("[a-zA-Z0-9]{2,}", last[4:]) is not None
    return not set(last) & {"_", "-"} and (scheme or _top_level(last))


def _fixed(link: str) -> int:
    """Return how many characters of a candidate belong to the link; 0 if it is not a link."""
    scheme = _SCHEME.match(link)
    host_at = scheme.end() if scheme else 0
    cut = re.search("[/?#]", link[host_at:])
    domain_end = host_at + cut.start() if cut else len(link)
    domain = link[host_at:domain_end]
    domain = domain.partition("@")[2] if "@" in domain else domain
    domain = domain.rpartition(":")[0] if ":" in domain else domain
    if not _is_host(domain, scheme=scheme is not None):
        return 0
    depth = dict.fromkeys(_PAIRS.values(), 0)
    end = len(link)
    for index in range(domain_end, len(link)):
        letter = link[index]
        if letter in depth:
            depth[letter] += 1
        elif letter in _PAIRS:
            depth[_PAIRS[letter]] -= 1
            if depth[_PAIRS[letter]] < 0:
                end = index
                break
    while end > domain_end and link[end - 1] in _BAD_END:
        end -= 1
    return end


def find_urls(text: str) -> list[tuple[str, int, int]]:
    """Return (kind, start, length) of every link ("url") and address ("email")."""
    found = []
    for start, end in _Scan(text).run():
        piece = text[start:end]
        skip = 7 if piece.startswith("mailto:") and _EMAIL.fullmatch(piece[7:]) else 0
        if skip or _EMAIL.fullmatch(piece):
            found.append(("email", start + skip, len(piece) - skip))
        elif length := _fixed(piece):
            found.append(("url", start, length))
    return found
