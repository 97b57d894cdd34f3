"""The first steps in the browser, and addresses that nobody should believe."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.db.schema import metadata
from tests.doors.web.browsing import Browser, Opened
from tests.talk import House


def stored(house: House) -> dict[str, int]:
    """How many rows there are in the database, by table."""
    found = {}
    with house.stores.durable.transaction() as db:
        for table in metadata.sorted_tables:
            rows = db.scalar(select(func.count()).select_from(table)) or 0
            if rows:
                found[table.name] = rows
    return found


async def begins(door: Opened, who: str = "9–11", language: str = "en", **headers: str) -> Browser:
    reader = door.browser(language, **headers)
    await reader.opens()
    await reader.taps(who)
    return reader


def addresses(door: Opened) -> list[tuple[str, str]]:
    """Every method and address that the site answers, from its own router."""
    found = set()
    for resource in door.app.router.resources():
        for route in resource:
            path = (resource.canonical.replace("{path}", "menu")).format_map(Anything())
            found.add((route.method, path))
    return sorted((method, path) for method, path in found if method in {"GET", "POST"})


class Anything(dict[str, str]):
    """Names anything in an address."""

    def __missing__(self, name: str) -> str:
        return "ABCDEFGH2345"


NASTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title><svg/onload=alert(1)>",
    "{{ 7*7 }}{% raw %}",
    "javascript:alert(1)",
    "&lt;b&gt;",
)
