"""The first step: every table of the first release.

The steps 0001 to 0018 were of databases that nobody but us had; they were folded into this one before the release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = None


def upgrade():
    op.create_table(
        "classrooms",
        sa.Column("room", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("colour", sa.String(length=8), nullable=False),
        sa.Column("animal", sa.String(length=8), nullable=False),
        sa.Column("tier", sa.String(length=16), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("code_number", sa.Integer(), nullable=False),
        sa.Column("code_until", sa.Date(), nullable=False),
        sa.Column("invite", sa.String(length=12), nullable=True),
        sa.Column("invite_until", sa.BigInteger(), nullable=True),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("room", name="pk_classrooms"),
        sa.UniqueConstraint("code", name="uq_classrooms_code"),
        sa.UniqueConstraint("invite", name="uq_classrooms_invite"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_classrooms_ends_on", "classrooms", ["ends_on"], unique=False)
    op.create_table(
        "findings",
        sa.Column("meaning", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("misled", sa.String(length=8), nullable=False),
        sa.Column("pairs", sa.Integer(), nullable=False),
        sa.Column("rights", sa.Integer(), nullable=False),
        sa.Column("rests", sa.BigInteger(), nullable=False),
        sa.Column("squares", sa.BigInteger(), nullable=False),
        sa.Column("both", sa.BigInteger(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("meaning", name="pk_findings"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_findings_last_on", "findings", ["last_on"], unique=False)
    op.create_table(
        "flags",
        sa.Column("pack", sa.String(length=16), nullable=False),
        sa.Column("ref", sa.String(length=64), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("card", sa.String(length=16), nullable=False),
        sa.Column("wording", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=1), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("pack", "ref", "locale", "card", "wording", "reason", name="pk_flags"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "learning_gains",
        sa.Column("campaign", sa.String(length=48), nullable=False),
        sa.Column("dimension", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("before", sa.BigInteger(), nullable=False),
        sa.Column("after", sa.BigInteger(), nullable=False),
        sa.Column("squares", sa.BigInteger(), nullable=False),
        sa.Column("better", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("campaign", "dimension", "name", "day", name="pk_learning_gains"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "groups",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("chat", sa.LargeBinary(length=64), nullable=True),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("step", sa.String(length=8), nullable=False),
        sa.Column("poll", sa.BigInteger(), nullable=True),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_groups"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_groups_until", "groups", ["until"], unique=False)
    op.create_table(
        "installation",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("key_check", sa.LargeBinary(length=64), nullable=True),
        sa.Column("clock_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_installation"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "invitations",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("duty", sa.String(length=16), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_invitations"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outcomes",
        sa.Column("campaign", sa.String(length=48), nullable=False),
        sa.Column("dimension", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("measure", sa.String(length=8), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("campaign", "dimension", "name", "measure", name="pk_outcomes"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "packs",
        sa.Column("pack", sa.String(length=16), nullable=False),
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("edition", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("pack", name="pk_packs"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "paused",
        sa.Column("campaign", sa.String(length=48), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("campaign", name="pk_paused"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "people",
        sa.Column("key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("lookup", sa.LargeBinary(length=33), nullable=False),
        sa.Column("audience", sa.String(length=16), nullable=True),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("text_mode", sa.Boolean(), nullable=False),
        sa.Column("agreed_text", sa.String(length=32), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("place", sa.String(length=64), nullable=False),
        sa.Column("begun", sa.String(length=64), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("not_before", sa.BigInteger(), nullable=True),
        sa.Column("blocked_on", sa.Date(), nullable=True),
        sa.CheckConstraint("length(key) = 16", name="ck_people_key"),
        sa.PrimaryKeyConstraint("key", name="pk_people"),
        sa.UniqueConstraint("lookup", name="uq_people_lookup"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_people_blocked_on",
        "people",
        ["blocked_on"],
        unique=False,
        sqlite_where=sa.text("blocked_on IS NOT NULL"),
        postgresql_where=sa.text("blocked_on IS NOT NULL"),
    )
    op.create_index(
        "ix_people_not_before",
        "people",
        ["not_before"],
        unique=False,
        sqlite_where=sa.text("not_before IS NOT NULL"),
        postgresql_where=sa.text("not_before IS NOT NULL"),
    )
    op.create_index("ix_people_seen_on", "people", ["seen_on"], unique=False)
    op.create_table(
        "planned",
        sa.Column("why", sa.String(length=16), nullable=False),
        sa.Column("campaign", sa.String(length=48), nullable=False),
        sa.Column("step", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cursor", sa.LargeBinary(length=16), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("why", "campaign", "step", "zone", "due_at", name="pk_planned"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "updates",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "update_id", name="pk_updates"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "assignments",
        sa.Column("task", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("room", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ref", sa.String(length=64), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("phase", sa.String(length=8), nullable=False),
        sa.Column("recipe", sa.String(length=1200), nullable=True),
        sa.ForeignKeyConstraint(
            ["room"], ["classrooms.room"], name="fk_assignments_classrooms", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("task", name="pk_assignments"),
        sa.UniqueConstraint("room", "ref", "due_on", name="uq_assignments_room"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "attempts",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("attempt", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("quiz", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_attempts_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "attempt", name="pk_attempts"),
        sa.UniqueConstraint("person", "quiz", "number", name="uq_attempts_person"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_attempts_begun_on", "attempts", ["begun_on"], unique=False)
    op.create_table(
        "deliveries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person", sa.LargeBinary(length=16), nullable=True),
        sa.Column("chat", sa.LargeBinary(length=64), nullable=False),
        sa.Column("path", sa.String(length=64), nullable=False),
        sa.Column("why", sa.String(length=16), nullable=False),
        sa.Column("campaign", sa.String(length=48), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("step", sa.SmallInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("good_until", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_deliveries_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
    )
    op.create_index("ix_deliveries_person", "deliveries", ["person"], unique=False)
    op.create_index("ix_deliveries_state", "deliveries", ["state", "why", "next_at"], unique=False)
    op.create_index(
        "uq_deliveries_once",
        "deliveries",
        ["why", "campaign", "step", "due_at", "person"],
        unique=True,
        sqlite_where=sa.text("why != 'reply'"),
        postgresql_where=sa.text("why != 'reply'"),
    )
    op.create_table(
        "dispatches",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.String(length=16), nullable=False),
        sa.Column("campaign", sa.String(length=48), nullable=False),
        sa.Column("step", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("path", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_dispatches_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "due_at", "why", "campaign", "step", name="pk_dispatches"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_dispatches_at", "dispatches", ["at"], unique=False)
    op.create_table(
        "editions",
        sa.Column("edition", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pack", sa.String(length=16), nullable=False),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("vouched_on", sa.Date(), nullable=True),
        sa.Column("digest", sa.String(length=16), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["pack"], ["packs.pack"], name="fk_editions_packs", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("edition", name="pk_editions"),
        sa.UniqueConstraint("pack", "version", name="uq_editions_pack"),
    )
    op.create_index("ix_editions_state", "editions", ["state"], unique=False)
    op.create_table(
        "editors",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("duty", sa.String(length=16), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("trial", sa.String(length=48), nullable=False),
        sa.Column("chat", sa.LargeBinary(length=64), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_editors_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", name="pk_editors"),
        sa.UniqueConstraint("number", name="uq_editors_number"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "flagged",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("ref", sa.String(length=64), nullable=False),
        sa.Column("card", sa.String(length=16), nullable=False),
        sa.Column("wording", sa.String(length=12), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=True),
        sa.Column("reason", sa.String(length=1), nullable=True),
        sa.Column("flagged_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_flagged_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "ref", "card", "wording", name="pk_flagged"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_flagged_waiting",
        "flagged",
        ["ref", "card", "wording", "locale", "reason"],
        unique=False,
        sqlite_where=sa.text("reason IS NOT NULL"),
        postgresql_where=sa.text("reason IS NOT NULL"),
    )
    op.create_table(
        "former_editors",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_former_editors_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", name="pk_former_editors"),
        sa.UniqueConstraint("number", name="uq_former_editors_number"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "enrolments",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("campaign", sa.String(length=48), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("slot", sa.SmallInteger(), nullable=False),
        sa.Column("variant", sa.String(length=8), nullable=False),
        sa.Column("chat", sa.LargeBinary(length=64), nullable=True),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("exposed_on", sa.Date(), nullable=True),
        sa.Column("locale", sa.String(length=16), server_default=sa.text("''"), nullable=False),
        sa.Column("audience", sa.String(length=16), server_default=sa.text("''"), nullable=False),
        sa.Column("country", sa.String(length=2), server_default=sa.text("''"), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("done", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("paired_on", sa.Date(), nullable=True),
        sa.Column("finished_on", sa.Date(), nullable=True),
        sa.Column("has_left", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_enrolments_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "campaign", name="pk_enrolments"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_enrolments_campaign", "enrolments", ["campaign", "zone", "person"], unique=False)
    op.create_index(
        "ix_enrolments_chat",
        "enrolments",
        ["campaign", "joined_on"],
        unique=False,
        sqlite_where=sa.text("chat IS NOT NULL"),
        postgresql_where=sa.text("chat IS NOT NULL"),
    )
    op.create_table(
        "memberships",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("room", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("chat", sa.LargeBinary(length=64), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_memberships_people", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["room"], ["classrooms.room"], name="fk_memberships_classrooms", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person", "room", name="pk_memberships"),
        sa.UniqueConstraint("room", "number", name="uq_memberships_room"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ownsets",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("recipe", sa.String(length=1200), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_ownsets_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "number", name="pk_ownsets"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "progress",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("ref", sa.String(length=64), nullable=False),
        sa.Column("card", sa.String(length=16), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_progress_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "ref", name="pk_progress"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "repeats",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("quiz", sa.String(length=64), nullable=False),
        sa.Column("card", sa.String(length=16), nullable=False),
        sa.Column("meaning", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_repeats_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "quiz", "card", name="pk_repeats"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "steps",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("campaign", sa.String(length=48), nullable=False),
        sa.Column("step", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=16), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_steps_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "campaign", "step", name="pk_steps"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "teachers",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("room", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_teachers_people", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["room"], ["classrooms.room"], name="fk_teachers_classrooms", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "room", name="pk_teachers"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_teachers_room", "teachers", ["room"], unique=False)
    op.create_table(
        "tip_wishes",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("hour", sa.SmallInteger(), nullable=False),
        sa.Column("days", sa.SmallInteger(), nullable=False),
        sa.Column("chat", sa.LargeBinary(length=64), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_tip_wishes_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", name="pk_tip_wishes"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_tip_wishes_zone", "tip_wishes", ["zone", "hour", "person"], unique=False)
    op.create_table(
        "tips_seen",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("path", sa.String(length=64), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_tips_seen_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "path", name="pk_tips_seen"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "visits",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("touched_at", sa.BigInteger(), nullable=False),
        sa.Column("link", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_visits_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", name="pk_visits"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_visits_touched_at", "visits", ["touched_at"], unique=False)
    op.create_table(
        "waiting_findings",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("meaning", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_waiting_findings_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "meaning", name="pk_waiting_findings"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_waiting_findings_answered_on", "waiting_findings", ["answered_on"], unique=False)
    op.create_index("ix_waiting_findings_meaning", "waiting_findings", ["meaning"], unique=False)
    op.create_table(
        "acts",
        sa.Column("act", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("edition", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("did", sa.String(length=12), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("duty", sa.String(length=16), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["editions.edition"], name="fk_acts_editions", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("act", name="pk_acts"),
    )
    op.create_index("ix_acts_edition", "acts", ["edition"], unique=False)
    op.create_table(
        "asked",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("attempt", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("ref", sa.String(length=64), nullable=False),
        sa.Column("card", sa.String(length=16), nullable=False),
        sa.Column("meaning", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["person", "attempt"],
            ["attempts.person", "attempts.attempt"],
            name="fk_asked_attempts",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_asked_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "attempt", "number", name="pk_asked"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "handed",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("task", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_handed_people", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["task"], ["assignments.task"], name="fk_handed_assignments", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "task", name="pk_handed"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_handed_task", "handed", ["task"], unique=False)
    op.create_table(
        "live_quizzes",
        sa.Column("task", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("card", sa.String(length=16), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("step", sa.String(length=8), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_live_quizzes_people", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["task"], ["assignments.task"], name="fk_live_quizzes_assignments", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("task", name="pk_live_quizzes"),
        sa.UniqueConstraint("code", name="uq_live_quizzes_code"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_live_quizzes_person", "live_quizzes", ["person"], unique=False)
    op.create_index("ix_live_quizzes_until", "live_quizzes", ["until"], unique=False)
    op.create_table(
        "notes",
        sa.Column(
            "edition", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("card", sa.String(length=64), nullable=False),
        sa.Column("words", sa.String(length=600), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["editions.edition"], name="fk_notes_editions", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("edition", "card", name="pk_notes"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "pairs",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("campaign", sa.String(length=48), nullable=False),
        sa.Column("dimension", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("before", sa.SmallInteger(), nullable=False),
        sa.Column("after", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person", "campaign"],
            ["enrolments.person", "enrolments.campaign"],
            name="fk_pairs_enrolments",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_pairs_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "campaign", "dimension", name="pk_pairs"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_pairs_campaign", "pairs", ["campaign", "dimension", "name"], unique=False)
    op.create_table(
        "papers",
        sa.Column("task", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["task"], ["assignments.task"], name="fk_papers_assignments", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("task", "number", name="pk_papers"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "seen_pages",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column(
            "edition", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("page", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition"], ["editions.edition"], name="fk_seen_pages_editions", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_seen_pages_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "edition", "page", name="pk_seen_pages"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tallies",
        sa.Column("task", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("meaning", sa.String(length=64), nullable=False),
        sa.Column("block", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("marks", sa.String(length=8), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["task"], ["assignments.task"], name="fk_tallies_assignments", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("task", "meaning", "block", "marks", name="pk_tallies"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "waiting_answers",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("task", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("meaning", sa.String(length=64), nullable=False),
        sa.Column("marks", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_waiting_answers_people", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["task"], ["assignments.task"], name="fk_waiting_answers_assignments", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person", "task", "meaning", name="pk_waiting_answers"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_waiting_answers_task", "waiting_answers", ["task", "meaning"], unique=False)
    op.create_table(
        "answers",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("attempt", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("meaning", sa.String(length=64), nullable=False),
        sa.Column("marks", sa.String(length=8), nullable=False),
        sa.Column("right", sa.Boolean(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person", "attempt", "number"],
            ["asked.person", "asked.attempt", "asked.number"],
            name="fk_answers_asked",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_answers_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "attempt", "number", "meaning", name="pk_answers"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "taking_part",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("task", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("chat", sa.LargeBinary(length=64), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_taking_part_people", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["task"], ["live_quizzes.task"], name="fk_taking_part_live_quizzes", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "task", name="pk_taking_part"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_taking_part_task", "taking_part", ["task"], unique=False)
    op.create_table(
        "waiting_topics",
        sa.Column("person", sa.LargeBinary(length=16), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_waiting_topics_people", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "topic", "locale", name="pk_waiting_topics"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_waiting_topics_asked_on", "waiting_topics", ["asked_on"], unique=False)
    op.create_index("ix_waiting_topics_topic", "waiting_topics", ["topic", "locale"], unique=False)
    op.create_table(
        "unanswered_topics",
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("locale", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("topic", "locale", name="pk_unanswered_topics"),
        sqlite_with_rowid=False,
    )
