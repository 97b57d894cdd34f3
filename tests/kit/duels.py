"""Two who play a duel."""

from __future__ import annotations

from sqlalchemy import select

from bot.db.schema import metadata
from bot.features.duel import pages
from bot.values.screen import Link
from tests.kit.classrooms import another
from tests.kit.families import linked
from tests.talk import House, Person


def two(house: House, who: str = "9-11") -> tuple[Person, Person, int]:
    """A child and an adult with a family link between them; return both and its number."""
    child, adult = another(house, 1, who), another(house, 2, "parent")
    return child, adult, linked(house, child, adult)


def begins(child: Person, link: int, topic: str = "phishing", of: str = "❓ Five questions") -> pages.BeginDuel:
    """Go to where a duel is chosen; return the page that begins it."""
    child.visits(f"duel/{link}")
    child.taps(of)
    while True:
        offered = [button.page for row in child.see().rows for button in row if isinstance(button, Link)]
        for page in offered:
            if isinstance(page, pages.BeginDuel) and page.topic == topic:
                return page
        child.taps("Next page")


def sides(house: House) -> list[str]:
    with house.stores.durable.transaction() as db:
        return list(db.scalars(select(metadata.tables["duel_sides"].c.marks)))
