"""40 (last part): the privacy page, the retention table and the schema agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.store import fields, ledger, retention
from bot.store.migrate import revision_of
from bot.store.schema import REVISION, SEALED, metadata, of_a_person

if TYPE_CHECKING:
    from bot.store.engine import Store


def test_every_column_is_in_the_ledger_and_nothing_else_is() -> None:
    columns = [(table.name, column.name) for table in metadata.sorted_tables for column in table.c]
    told = [(field.table, field.column) for field in fields.FIELDS]
    assert sorted(told) == sorted(columns)
    assert set(fields.TABLES) == set(metadata.tables)


def test_every_field_is_told_in_both_languages() -> None:
    words = [*fields.TABLES.values()]
    for field in fields.FIELDS:
        words += [field.name, field.purpose, field.line.what, field.line.why, field.kept.words]
    for one in words:
        assert one.en
        assert one.en.isascii()
        assert not one.ru.isascii()


def test_privacy_is_a_dozen_plain_lines() -> None:
    for locale in ("ru", "en"):
        lines = ledger.plain(locale)
        assert 8 <= len(lines) <= 14
        assert sum(len(line.what + line.why + line.kept) for line in lines) < 3000, "it fits into one message"
    assert ledger.plain("de") == ledger.plain("en")
    assert ledger.table_name("people", "ru") == "Человек"
    assert ledger.column_name("people", "zone", "en") == "time zone"


def test_every_promise_to_erase_is_kept_by_a_rule() -> None:
    promised = {field.kept for field in fields.FIELDS}
    assert promised == {*retention.RULES, ledger.AN_HOUR}


def test_what_can_be_turned_back_into_a_chat_is_told_as_encrypted() -> None:
    sealed = sorted(
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.c
        if SEALED in column.info
    )
    tables = ["deliveries", "editors", "groups", "joined", "memberships", "taking_part", "tip_wishes"]
    assert sealed == [(table, "chat") for table in tables]
    for place in sealed:
        assert "encrypted" in fields.NAMES[place].en


def test_every_table_about_people_is_walked() -> None:
    walked = {table.name for table, _ in of_a_person()}
    # Numbers of updates, how far a zone's hour is planned, which campaigns rest: no person in them.
    # A group in which a live quiz is held: of nobody, so that it can be said goodbye to when who led is gone.
    nobodys = {"updates", "planned", "paused", "groups"}
    # A class, what it was given and how it answered: totals that stay when a pupil leaves.
    of_a_class = {"classrooms", "assignments", "counted", "papers", "tallies"}
    # What editors sent in and did, under numbers that mean nobody once `editors` has lost the row.
    of_editors = {"invitations", "packs", "editions", "acts", "notes"}
    # How many people flagged a card or opened a campaign: counts; the person's own part is in `flagged`, `joined`.
    counts = {"flags", "findings", "outcomes", "gains"}
    assert set(metadata.tables) - walked == nobodys | of_a_class | of_editors | counts, "name it here, and why"


def test_the_migrations_make_the_schema_of_the_program(store: Store) -> None:
    with store.turn() as db:
        assert revision_of(db) == REVISION
        context = MigrationContext.configure(db, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []
