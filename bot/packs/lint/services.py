"""Rules E73x on services: a file named by its place, hosts that can be owned, one service per host."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from babel import Locale
from publicsuffixlist import PublicSuffixList

from bot.packs.lint.link_hosts import SAID, kind_of
from bot.values.locales import SOURCE_LOCALE
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from bot.packs.parser.head import Services
    from bot.packs.parser.source import Report
    from bot.packs.parser.yaml import Document

SHORTENS = ("shortener", "redirector")
"""Kinds of hosts that belong to no single service."""


@cache
def suffixes() -> PublicSuffixList:
    """Return the public suffix list from its package: nothing is fetched."""
    return PublicSuffixList()


def check_services(country: str, found: Services, document: Document, report: Report) -> None:
    """Report the problems of a country's services."""
    place = document.place(("country",))
    if found.country != country:
        what = phrase(
            "the file is named {country}.yml, the country in it is {other}",
            country=country,
            other=found.country,
        )
        report.add("E731", place.line, what, phrase("make both the same"), place.column)
    elif country not in Locale(SOURCE_LOCALE).territories:
        fix = phrase("use its ISO 3166 code, such as KZ, or 001 for the whole world")
        report.add("E731", place.line, phrase("'{country}' is no country", country=country), fix, place.column)
    ids: set[str] = set()
    owners: dict[str, str] = {}
    for number, service in enumerate(found.services):
        spot = document.place(("services", number, "id"))
        if service.id in ids:
            fix = phrase("give it another id")
            report.add(
                "E732",
                spot.line,
                phrase("the service '{id}' stands there already", id=service.id),
                fix,
                spot.column,
            )
        ids.add(service.id)
        for at, host in enumerate(service.hosts):
            spot = document.place(("services", number, "hosts", at))
            if suffixes().privatesuffix(host, accept_unknown=False) is None or kind_of(host) in SHORTENS:
                said = SAID.get(kind_of(host), phrase("is nobody's own by the public suffix list"))
                fix = phrase("write a host that only this service can have, such as example.com")
                report.add("E733", spot.line, phrase("{host} {does}", host=host, does=said), fix, spot.column)
            if owners.setdefault(host, service.id) != service.id:
                what = phrase("{host} stands under '{owners}' already", host=host, owners=owners[host])
                report.add("E734", spot.line, what, phrase("keep it in one of them"), spot.column)
