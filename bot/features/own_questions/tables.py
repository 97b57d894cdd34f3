"""The table of questions that teachers write themselves, encrypted, until the class is closed."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String

from bot.db.base import column, person_column, table
from bot.db.ledger import CLASS

# `number` is drawn like that of a picked set. `recipe` says in letters what pupils are asked (`packs.lettered`);
# `words` is what the teacher wrote, sealed with the person's key: nobody else's rows and pages can open it.
own_questions = table(
    "own_questions",
    person_column(CLASS),
    column(
        "number", Integer, CLASS, "which set", export="number of the set", primary_key=True, autoincrement=False
    ),
    column(
        "room",
        Integer,
        CLASS,
        "erased with the class",
        ForeignKey("classrooms.room", ondelete="CASCADE"),
        export="class",
        nullable=False,
    ),
    column("revision", Integer, CLASS, "a changed set is another", export="changes", nullable=False),
    column("recipe", String(1200), CLASS, "letters for pupils", export="in letters", nullable=False),
    column(
        "words",
        LargeBinary,
        CLASS,
        "your projector and your paper",
        export="your own questions (kept encrypted)",
        sealed="person",
        nullable=False,
        words=True,
    ),
    Index(None, "room"),
    export="Questions that you wrote",
)
