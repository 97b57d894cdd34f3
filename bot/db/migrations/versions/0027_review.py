"""Notes belong to the reviewer who wrote them, so that /forget erases them; also which reviewers were asked and
approved.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0025"

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.create_table(
        "approvals",
        *_of_a_person("approvals"),
        sa.Column("duty", sa.String(length=16), nullable=False),
        sa.Column("mark", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("person", "edition", name="pk_approvals"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_approvals_edition", "approvals", ["edition"])
    op.create_table(
        "asked_reviewers",
        *_of_a_person("asked_reviewers"),
        sa.PrimaryKeyConstraint("person", "edition", name="pk_asked_reviewers"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_asked_reviewers_edition", "asked_reviewers", ["edition"])
    _notes()


def _of_a_person(table):
    return (
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("edition", _SERIAL, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name=f"fk_{table}_people", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["edition"], ["editions.edition"], name=f"fk_{table}_editions", ondelete="CASCADE"),
    )


def _notes():
    """Give each note to the last reviewer who returned its edition; erase notes without a known reviewer, and
    those on approved editions.
    """
    op.execute("CREATE TABLE notes_before AS SELECT edition, card, words FROM notes")
    op.drop_table("notes")
    op.create_table(
        "notes",
        *_of_a_person("notes"),
        sa.Column("card", sa.String(length=64), nullable=False),
        sa.Column("words", sa.String(length=600), nullable=False),
        sa.PrimaryKeyConstraint("person", "edition", "card", name="pk_notes"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_notes_edition", "notes", ["edition"])
    op.execute(
        """
        INSERT INTO notes (person, edition, card, words)
        SELECT editors.person, notes_before.edition, notes_before.card, notes_before.words
        FROM notes_before
        JOIN editions ON editions.edition = notes_before.edition AND editions.state <> 'approved'
        JOIN acts ON acts.act = (
            SELECT max(act) FROM acts WHERE acts.edition = notes_before.edition AND acts.did = 'returned'
        )
        JOIN editors ON editors.number = acts.number
        """
    )
    op.drop_table("notes_before")

