"""Classes: rooms, teachers, pupils, what was given and done, totals without persons."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def person():
    return sa.Column("person", sa.LargeBinary(16), nullable=False)


def belongs(table):
    return sa.ForeignKeyConstraint(["person"], ["people.key"], name=f"fk_{table}_people", ondelete="CASCADE")


def room():
    return sa.Column("room", sa.Integer, autoincrement=False, nullable=False)


def in_room(table):
    return sa.ForeignKeyConstraint(
        ["room"], ["classrooms.room"], name=f"fk_{table}_classrooms", ondelete="CASCADE"
    )


def task():
    return sa.Column("task", sa.Integer, autoincrement=False, nullable=False)


def of_task(table):
    return sa.ForeignKeyConstraint(
        ["task"], ["assignments.task"], name=f"fk_{table}_assignments", ondelete="CASCADE"
    )


def table(name, *parts):
    op.create_table(name, *parts, sqlite_with_rowid=False)


def upgrade():
    table(
        "classrooms",
        room(),
        sa.Column("colour", sa.String(8), nullable=False),
        sa.Column("animal", sa.String(8), nullable=False),
        sa.Column("tier", sa.String(16), nullable=False),
        sa.Column("code", sa.String(12), nullable=False),
        sa.Column("code_number", sa.Integer, nullable=False),
        sa.Column("code_until", sa.Date, nullable=False),
        sa.Column("invite", sa.String(12)),
        sa.Column("invite_until", sa.BigInteger),
        sa.Column("closed", sa.Boolean, nullable=False),
        sa.Column("ends_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("room", name="pk_classrooms"),
        sa.UniqueConstraint("code", name="uq_classrooms_code"),
        sa.UniqueConstraint("invite", name="uq_classrooms_invite"),
    )
    op.create_index("ix_classrooms_ends_on", "classrooms", ["ends_on"])
    table(
        "teachers",
        person(),
        room(),
        sa.PrimaryKeyConstraint("person", "room", name="pk_teachers"),
        belongs("teachers"),
        in_room("teachers"),
    )
    op.create_index("ix_teachers_room", "teachers", ["room"])
    table(
        "memberships",
        person(),
        room(),
        sa.Column("number", sa.SmallInteger, nullable=False),
        sa.Column("chat", sa.LargeBinary(64)),
        sa.PrimaryKeyConstraint("person", "room", name="pk_memberships"),
        sa.UniqueConstraint("room", "number", name="uq_memberships_room"),
        belongs("memberships"),
        in_room("memberships"),
    )
    table(
        "tries",
        person(),
        sa.Column("number", sa.SmallInteger, nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_tries"),
        belongs("tries"),
    )
    op.create_index("ix_tries_since", "tries", ["since"])
    table(
        "assignments",
        task(),
        room(),
        sa.Column("ref", sa.String(64), nullable=False),
        sa.Column("given_on", sa.Date, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("phase", sa.String(8), nullable=False),
        sa.PrimaryKeyConstraint("task", name="pk_assignments"),
        sa.UniqueConstraint("room", "ref", "due_on", name="uq_assignments_room"),
        in_room("assignments"),
    )
    table(
        "handed",
        person(),
        task(),
        sa.Column("done_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("person", "task", name="pk_handed"),
        belongs("handed"),
        of_task("handed"),
    )
    op.create_index("ix_handed_task", "handed", ["task"])
    table(
        "counted",
        task(),
        sa.Column("meaning", sa.String(64)),
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("task", "meaning", name="pk_counted"),
        of_task("counted"),
    )
    table(
        "tallies",
        task(),
        sa.Column("meaning", sa.String(64)),
        sa.Column("block", sa.Integer, autoincrement=False),
        sa.Column("marks", sa.String(8)),
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("task", "meaning", "block", "marks", name="pk_tallies"),
        of_task("tallies"),
    )
