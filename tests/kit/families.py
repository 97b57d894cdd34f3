"""A family link: a child and an adult are linked, and what is stored of it."""

from __future__ import annotations

import re

from sqlalchemy import func, select

from bot.db import progress
from bot.db.schema import metadata
from bot.features.family import pages
from bot.values.link_icons import LINK_ICONS
from tests.kit.forged import key_of
from tests.talk import House, Person

HIDDEN = "g . . . . . . ."
"""A page of a link that is not there for this person: lost to all who have said who they are."""


LESSON = "lesson:lamp/light/9-11"


LOST = "This page is not here any more"


FAMILY_TABLES = ("family_links", "family_adults", "duels", "duel_sides")


def finishes(house: House, person: Person, ref: str = LESSON) -> None:
    key = key_of(house, person)
    with house.stores.durable.transaction() as db:
        progress.finish(db, key, ref, house.clock.date())


def makes_link(child: Person, icon: str = "fox") -> tuple[int, str]:
    """Make a link from the settings; return its number and its code."""
    child.types("/settings")
    child.taps("👪")
    child.taps("➕")
    child.taps(LINK_ICONS[icon])
    page = child.button("🔳").page
    assert isinstance(page, pages.LinkCode)
    child.taps("🔳")
    found = re.search(r"start=family_(\w{12})", child.sees)
    assert found
    child.visits(f"family/{page.link}")
    return page.link, found[1]


def opens(adult: Person, code: str) -> None:
    adult.types(f"/start family_{code}")
    adult.visits(f"adult/{code}/yes")


def linked(house: House, child: Person, adult: Person) -> int:
    """A child who has finished a lesson, linked with an adult; return the link's number."""
    finishes(house, child)
    link, code = makes_link(child)
    opens(adult, code)
    return link


def rows(house: House) -> dict[str, int]:
    with house.stores.durable.transaction() as db:
        return {
            name: db.scalar(select(func.count()).select_from(metadata.tables[name])) or 0 for name in FAMILY_TABLES
        }


def nothing_left(house: House) -> bool:
    return not any(rows(house).values())
