"""The tables of publishing: who edits, what they sent in, which edition of a pack serves, who did what.

A person stands in `editors`, `former_editors` and `seen_pages` alone. What editors do names an editor's number,
which means nobody after /forget.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
)

from bot.db.base import Moment, chat_column, column, person_column, table
from bot.db.ledger import EDITING

_SERIAL = BigInteger().with_variant(Integer, "sqlite")


def _edition(*, part_of_key: bool = True, export: str = "") -> Column[int]:
    there = ForeignKey("editions.edition", ondelete="CASCADE")
    options: dict[str, Any] = {"primary_key": part_of_key, "autoincrement": False, "nullable": False}
    return column("edition", _SERIAL, EDITING, "which edition", there, export=export, **options)


editors = table(
    "editors",
    person_column(EDITING),
    column("number", Integer, EDITING, "whose work it is", export="editor's number", nullable=False, unique=True),
    column("duty", String(16), EDITING, "who may do what", export="role", nullable=False),
    column("since", Date, EDITING, "as proof", export="agreed on", context="export: editor", nullable=False),
    column("trial", String(48), EDITING, "what is tried out, as whom", export="preview", nullable=False),
    chat_column(EDITING, "news of your packs, if you wish"),
    column("space", Integer, EDITING, "whose packs they see", export="partner's space"),
    export="Editor",
)

# An organisation's own editors, reviewers and packs. No space (None elsewhere): the house's own.
spaces = table(
    "spaces",
    column("space", Integer, EDITING, "which space", primary_key=True),
    column("name", String(60), EDITING, "the organisation's name", nullable=False, unique=True),
    rowid=True,
)

invitations = table(
    "invitations",
    column("code", String(12), EDITING, "lets an editor in, once", primary_key=True),
    column("duty", String(16), EDITING, "who may do what", nullable=False),
    column("until", Moment, EDITING, "it ends by itself", nullable=False),
    column("space", Integer, EDITING, "whose packs they see"),
)

# A pack's id belongs to the editor who sent it first; `edition` is the one that serves, None = none does.
packs = table(
    "packs",
    column("pack", String(16), EDITING, "which pack", primary_key=True),
    column("owner", Integer, EDITING, "who did it", nullable=False),
    column("edition", _SERIAL, EDITING, "which edition"),
    column("space", Integer, EDITING, "who sees it"),
)

editions = table(
    "editions",
    column("edition", _SERIAL, EDITING, "which edition", primary_key=True),
    column(
        "pack", String(16), EDITING, "which pack", ForeignKey("packs.pack", ondelete="CASCADE"), nullable=False
    ),
    column("version", String(16), EDITING, "an older one is refused", nullable=False),
    column("title", String(100), EDITING, "to know it by", nullable=False),
    column("state", String(12), EDITING, "draft, sent, approved", nullable=False),
    column("sensitive", Boolean, EDITING, "who has to read it", nullable=False),
    column("changed_on", Date, EDITING, "old drafts go", nullable=False),
    column("vouched_on", Date, EDITING, "when a psychologist read it"),
    column("digest", String(16), EDITING, "to see a change", nullable=False),
    column("content", LargeBinary, EDITING, "what is shown", nullable=False),
    UniqueConstraint("pack", "version"),
    Index(None, "state"),
    rowid=True,
)

acts = table(
    "acts",
    column("act", _SERIAL, EDITING, "what came first", primary_key=True),
    _edition(part_of_key=False),
    column("did", String(12), EDITING, "what was done", nullable=False),
    column("number", Integer, EDITING, "who did it", nullable=False),
    column("duty", String(16), EDITING, "who may do what", nullable=False),
    column("done_on", Date, EDITING, "when", nullable=False),
    Index(None, "edition"),
    rowid=True,
)

# Which pages of an edition's changes a reviewer has seen; `page` is the mark of the content they saw.
seen_pages = table(
    "seen_pages",
    person_column(EDITING),
    _edition(export="version"),
    column("page", String(16), EDITING, "approve what was seen, no more", export="page", primary_key=True),
    export="Changes you have read",
)

# The number of somebody who stopped being an editor: if they come back, they are who they were.
former_editors = table(
    "former_editors",
    person_column(EDITING),
    column(
        "number",
        Integer,
        EDITING,
        "nobody approves their own text",
        export="editor's number",
        nullable=False,
        unique=True,
    ),
    export="Your number as an editor before",
)

# A reviewer's note on a card (`lesson:item#card`), or on the whole version (no card). It goes when the version is
# approved, or nobody has touched it for half a year.
notes = table(
    "notes",
    person_column(EDITING),
    _edition(export="version"),
    column("card", String(64), EDITING, "what the note is about", export="card", primary_key=True),
    column("words", String(600), EDITING, "from reviewers to editors", export="words", nullable=False),
    Index(None, "edition"),
    export="Notes to editors",
)

# Who has approved an edition that waits; `mark` is that of all that they had read: approved is what was seen.
approvals = table(
    "approvals",
    person_column(EDITING),
    _edition(export="version"),
    column("duty", String(16), EDITING, "who may do what", export="role", nullable=False),
    column("mark", String(16), EDITING, "approve what was seen, no more", export="page", nullable=False),
    Index(None, "edition"),
    export="Versions you have approved that still wait",
)

# A translation that is saved text by text, before it becomes a draft: of which words of the source (`source`), in
# place of which words (`former`). It belongs to the pack; who wrote it is not kept.
saved_translations = table(
    "saved_translations",
    column(
        "pack", String(16), EDITING, "which pack", ForeignKey("packs.pack", ondelete="CASCADE"), primary_key=True
    ),
    column("locale", String(16), EDITING, "which language", primary_key=True),
    column("place", String(160), EDITING, "which text", primary_key=True),
    column("source", String(16), EDITING, "another source makes it void", nullable=False),
    column("former", String(16), EDITING, "a newer translation makes it void", nullable=False),
    column("words", String(4000), EDITING, "work that is not done yet", nullable=False),
    column("changed_on", Date, EDITING, "old drafts go", nullable=False, index=True),
)

# Whom an organiser, or who leads a partner's space, has asked to review an edition.
asked_reviewers = table(
    "asked_reviewers",
    person_column(EDITING),
    _edition(export="version"),
    Index(None, "edition"),
    export="Versions you were asked to review",
)
