"""Rule W022 on `asks`: questions in readers' words that lead to an item, each once and more than a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.digest import words_of
from bot.packs.lint.rules import alone
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from bot.packs.draft import Draft


@alone
def check_asks(draft: Draft) -> None:
    """Warn of a question that occurs twice, and of a single word: it would match half of all items."""
    line, column = draft.place("asks")
    seen: set[str] = set()
    for question in getattr(draft.front, "asks", ()):
        words = words_of(question).rstrip("?! ")
        if words in seen:
            draft.report.add(
                "W022",
                line,
                phrase("'{question}' stands there twice", question=question),
                phrase("delete one of them"),
                column,
            )
        elif " " not in words:
            fix = phrase("write the whole question as somebody would type it")
            draft.report.add("W022", line, phrase("'{question}' is a single word", question=question), fix, column)
        seen.add(words)
