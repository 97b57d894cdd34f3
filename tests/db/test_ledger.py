"""40 (last part): the privacy page, the retention table and the schema agree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Column, Integer

from bot.db import declarations, ledger, retention
from bot.db.base import EXPORT, LINE, PURPOSE, WORDS, UndeclaredError, column, person_column, table
from bot.db.migrate import revision_of
from bot.db.schema import REVISION, SEALED, metadata, of_a_person
from bot.values.folders import import_parts
from tests.talk import the_phrases

if TYPE_CHECKING:
    from bot.db.engine import Store


def test_every_column_declares_why_it_is_there_and_how_long() -> None:
    told = {*ledger.LINES, ledger.INSTALLATION}
    for stored in metadata.sorted_tables:
        for one in stored.c:
            assert one.info[PURPOSE], one
            assert one.info[LINE] in told, one
    assert {line for _, line in declarations.columns()} == told, "each line tells of something"


def test_a_table_that_is_not_told_of_cannot_be_made() -> None:
    for parts, export in (
        ((Column("plain", Integer, primary_key=True),), ""),
        ((column("purposeless", Integer, ledger.SENT, "", primary_key=True),), ""),
        ((person_column(ledger.SENT),), ""),
        ((person_column(ledger.SENT), column("unnamed", Integer, ledger.SENT, "a test")), "Tests"),
    ):
        with pytest.raises(UndeclaredError):
            table("untold", *parts, export=export)
        metadata.remove(metadata.tables["untold"])


def test_all_that_is_told_of_the_tables_is_told_in_russian_too() -> None:
    russian = the_phrases()["ru"]
    for context, words in declarations.phrases():
        assert words.isascii(), "the source is English"
        assert not russian.pgettext(context, words).isascii(), (context, words)


def test_privacy_is_a_dozen_plain_lines() -> None:
    assert 8 <= len(ledger.LINES) <= 14
    for phrases in the_phrases().values():
        said = [
            phrases.pgettext(ledger.PRIVACY, words)
            for line in ledger.LINES
            for words in (line.what, line.why, line.kept.words)
        ]
        assert sum(map(len, said)) < 2700, "it fits into one message, and is read"


def test_privacy_speaks_to_nobody_for_child_and_adult_read_the_same() -> None:
    russian = the_phrases()["ru"]
    for line in ledger.LINES:
        for words in (line.what, line.why, line.kept.words):
            said = russian.pgettext(ledger.PRIVACY, words)
            assert not re.search(r"\b(ты|теб|тво|вы\b|вас\b|вам|ваш)", said, re.IGNORECASE), said


def test_names_of_export_that_are_the_same_in_english_are_told_apart() -> None:
    russian = the_phrases()["ru"]
    assert russian.pgettext(*declarations.name_of("people")) == "Человек"
    assert declarations.name_of("people", "zone") == (EXPORT, "time zone")
    assert russian.pgettext(*declarations.name_of("people", "agreed_on")) == "день согласия"
    assert russian.pgettext(*declarations.name_of("editors", "since")) == "согласие дано"
    with pytest.raises(KeyError):
        declarations.name_of("tallies", "number")


def test_every_promise_to_erase_is_kept_by_a_rule() -> None:
    import_parts("store")
    promised = {line.kept for _, line in declarations.columns()}
    assert promised == {*retention.RULES, ledger.AN_HOUR, ledger.WHILE_IT_RUNS}


def test_what_can_be_turned_back_into_a_chat_is_told_as_encrypted() -> None:
    sealed = [one for one, _ in declarations.columns() if SEALED in one.info]
    tables = ["deliveries", "desks", "editors", "enrolments", "groups", "memberships", "taking_part", "tip_wishes"]
    own_words = [one for one in sealed if WORDS in one.info]
    assert list(map(str, own_words)) == ["own_questions.words"]
    # A teacher's words and PIN, three icons, and no chat.
    apart = {"own_questions.words", "browser_teachers.pin", "profile_keys.icons"}
    chats = [one for one in sealed if str(one) not in apart]
    assert sorted(map(str, chats)) == [f"{name}.chat" for name in tables]
    for one in sealed:
        assert one.table.name == "groups" or "encrypted" in one.info[EXPORT][1]


def test_every_table_about_people_is_walked() -> None:
    walked = {table.name for table, _ in of_a_person()}
    # Numbers of updates, how far a zone's hour is planned, which campaigns rest: no person in them.
    # A group in which a live quiz is held: of nobody, so that it can be said goodbye to when who led is gone.
    # Computers that show digits until somebody types them: nobody is known there yet.
    # The installation's own key and clock.
    nobodys = {"waiting_screens", "updates", "planned", "paused", "groups", "installation"}
    # A class, what it was given and how it answered: totals that stay when a pupil leaves.
    of_a_class = {"classrooms", "assignments", "papers", "tallies"}
    # What editors sent in and did, under numbers that mean nobody once `editors` has lost the row.
    of_editors = {"invitations", "packs", "editions", "acts", "spaces", "saved_translations"}
    # How many people flagged a card or opened a campaign: ten and more; fewer are in `flagged`, `enrolments`
    # and so on. How many adults found nothing on a topic: five and more; fewer are in `waiting_topics`.
    # How the trial of repetition goes: ten and more; fewer are in `waiting_delayed`.
    counts = {"flags", "findings", "outcomes", "learning_gains", "unanswered_topics", "delayed_sums"}
    # To how many people help was shown: whole tens; fewer are in no table.
    counts |= {"help_totals"}
    assert set(metadata.tables) - walked == nobodys | of_a_class | of_editors | counts, "name it here, and why"


def test_the_migrations_make_the_schema_of_the_program(store: Store) -> None:
    with store.transaction() as db:
        assert revision_of(db) == REVISION
        context = MigrationContext.configure(db, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []
