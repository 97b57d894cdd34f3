"""Links: what is odd about an address in a message: whom it imitates, what hides its host, where it leads."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.chat.typed import plain_words
from bot.packs.lint.folding import LOOKALIKES
from bot.packs.lint.link_hosts import kind_of
from bot.packs.lint.services import suffixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.packs.parser.head import Service

ONE_OFF = 5
"""Letters from which on a name may be one letter off another: shorter ones are all alike."""

DIGITS = str.maketrans("013578", "oiesbb")
"""Digits that stand for a letter."""

PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
"""Two letters that look like one."""

EXAMPLES = frozenset(("example", "test", "invalid"))

TELLING = 4
"""Letters from which on a known name tells something as a part of another: `ok-…` may be anything."""

_CHEAP = """
xyz top click icu club site online shop fun win vip live space gift website buzz monster quest cfd sbs gq tk ml ga
cf info center store pro xin bond cyou lol help rest cam
"""
CHEAP = frozenset(_CHEAP.split())
"""Endings under which names cost next to nothing; written by hand from public knowledge. They count only beside
something else.
"""

_HYPHENS = re.compile(r"[-_]")
_NUMBERS = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}|\[[0-9a-fA-F:.]+\]|0x[0-9a-fA-F]+|\d{8,10}")


class Seen(NamedTuple):
    """What is seen in one address: its host, its registrable name (empty: a number, or not registrable), and
    the signs.
    """

    host: str
    name: str
    signs: tuple[str, ...]
    own: bool = False
    """Whether it is a host of a service that people know."""
    kind: str = ""
    """What else is known of the host (`lint.link_hosts.SAID`)."""


class Services:
    """The services that people know, looked up for addresses and for words."""

    def __init__(self, services: Iterable[Service]) -> None:
        self._names: dict[str, str] = {}
        self._labels: dict[str, set[str]] = {}
        self._words: dict[str, str] = {}
        for service in services:
            for host in service.hosts:
                self._names[host] = service.id
                label = (name_of(host) or host).removeprefix("www.").split(".", maxsplit=1)[0]
                self._labels.setdefault(label, set()).add(service.id)
            for words in service.words:
                self._words.setdefault(" ".join(plain_words(words)), service.id)
        self._spelt = [label for label in self._labels if len(label) >= ONE_OFF]

    def named(self, words: Sequence[str]) -> set[str]:
        """Return the services that are named in the words of a message, each in small letters."""
        pairs = (f"{one} {other}" for one, other in pairwise(words))
        return {self._words[word] for word in (*words, *pairs) if word in self._words}

    def owner(self, host: str) -> str:
        """Return the service that owns this host; empty if it is not a known one."""
        labels = host.split(".")
        return next(
            (self._names[one] for at in range(len(labels)) if (one := ".".join(labels[at:])) in self._names), ""
        )

    def like(self, host: str, name: str) -> bool:
        """Whether a host outside a service looks like one of its own: in letters of another alphabet, a letter
        off, or with a known name as a part of it.
        """
        label = name.split(".", maxsplit=1)[0]
        cheap = is_cheap(name)
        plain = label.translate(LOOKALIKES)
        if plain in self._labels and (plain != label or cheap):
            return True
        parts = [part for part in _HYPHENS.split(plain) if part]
        if len(parts) > 1 and any(part in self._labels and (len(part) >= TELLING or cheap) for part in parts):
            return True
        if any(self._is_off(part) for part in (plain, *(parts if len(parts) > 1 else ()))):
            return True
        above = host[: -len(name) - 1]
        return bool(above) and any(f".{known}." in f".{above}." for known in self._names)

    def _is_off(self, label: str) -> bool:
        """Whether a label is a known one with one letter wrong, or with a digit or two letters that look like
        the right one.
        """
        shapes = {label.translate(DIGITS), *(label.replace(two, one) for two, one in PAIRS)} - {label}
        if any(shape in self._labels for shape in shapes):
            return True
        if len(label) < ONE_OFF - 1 or label in self._labels:
            return False
        near = process.extractOne(label, self._spelt, scorer=OSA.distance, score_cutoff=1)
        return near is not None and near[1] == 1

    def see(self, address: str) -> Seen:
        """Return what is seen in an address; it is neither opened nor looked up on the net."""
        parts = urlsplit(address if "://" in address else f"https://{address}")
        host = (parts.hostname or "").rstrip(".").casefold()
        if _NUMBERS.fullmatch(host):
            return Seen(host, "", ("link",))
        spelt = readable(host)
        name = name_of(spelt)
        if not name:
            return Seen(spelt, "", ())
        signs = []
        kind = kind_of(f"https://{host}{parts.path}")
        owner = self.owner(host)
        if kind == "shortener" or (kind == "redirector" and not owner):
            signs.append("shortened")
        elif "@" in parts.netloc or (not owner and (_is_mixed(spelt) or self.like(spelt, name))):
            signs += ["lookalike", "link"]
        return Seen(spelt, name, tuple(signs), bool(owner) and not signs, kind)


def readable(host: str) -> str:
    """Return a host as its reader sees it, with `xn--…` decoded."""
    try:
        return host.encode("ascii").decode("idna") if "xn--" in host else host
    except UnicodeError:
        return host


def name_of(host: str) -> str:
    """Return the registrable name of a host by the public suffix list, such as `example.co.uk`; empty if it has
    none. The endings kept for examples (RFC 2606) count as ordinary ones, because practice chats have them.
    """
    found: str | None = suffixes().privatesuffix(host, accept_unknown=False)
    labels = host.split(".")
    if found is None and len(labels) > 1 and labels[-1] in EXAMPLES:
        return ".".join(labels[-2:])
    return found or ""


def is_cheap(name: str) -> bool:
    """Whether a name ends in a place where names cost next to nothing."""
    return name.rpartition(".")[2] in CHEAP


def _is_mixed(host: str) -> bool:
    """Whether a label of a host has letters of two alphabets."""
    letters = ([sign.isascii() for sign in label if sign.isalpha()] for label in host.split("."))
    return any(any(latin) and not all(latin) for latin in letters)
