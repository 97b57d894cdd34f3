"""The rows of a database, and the key of a person, to see whether a forged path changed anything."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from bot.db.schema import metadata, of_a_person
from tests.talk import House, Person

Rows = dict[str, list[Any]]


def rows_of(house: House, *, but: bytes) -> Rows:
    """Everything that is stored of all others."""
    owners = {table.name: column for table, column in of_a_person()}
    with house.stores.durable.transaction() as db:
        return {
            table.name: sorted(map(repr, db.execute(select(table).where(owners[table.name] != but))))
            for table in metadata.sorted_tables
            if table.name in owners
        }


def key_of(house: House, person: Person) -> bytes:
    lookup = house.conversation.services.lookups(person.number)[0]
    people = metadata.tables["people"]
    with house.stores.durable.transaction() as db:
        found = db.execute(select(people.c.key).where(people.c.lookup == lookup)).one()
    return bytes(found[0])
