"""Hosts forbidden in links of packs: they redirect to any address, open a chat or ask
for data (link_hosts.txt).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = Path(__file__).with_suffix(".txt")

SAID = {
    "anybody": phrase("shows what anybody may write there without a name"),
    "form": phrase("asks what only its owner reads"),
    "messenger": phrase("opens a chat"),
    "redirector": phrase("leads on to any other address"),
    "shortener": phrase("shortens addresses, so that nobody sees where it leads"),
}
"""Each kind of host, in words that continue its name."""


def kind_of(address: str) -> str:
    """Return the kind of a host (or of the host of an https address), a key of `SAID`; empty for other hosts, and
    for unreadable addresses.
    """
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
    except ValueError:
        return ""
    host, path = (parts.hostname or "").rstrip("."), parts.path
    labels = host.split(".")
    for start in range(len(labels)):
        for under, kind in _listed().get(".".join(labels[start:]), {}).items():
            begins = (under[:-1],) if under.endswith("*") else (under + "/", under + ".")
            if not under or path == under or path.startswith(begins):
                return kind
    return ""


@cache
def _listed() -> Mapping[str, Mapping[str, str]]:
    """Read the list, by host: kind by the beginning of a path (empty: all paths)."""
    found: dict[str, dict[str, str]] = {}
    kind = ""
    for line in FILE.read_text("utf-8").splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif not line.startswith("#"):
            for entry in line.split():
                host, slash, path = entry.partition("/")
                found.setdefault(host, {})[slash + path] = kind
    return found
