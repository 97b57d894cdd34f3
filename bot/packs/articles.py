"""Articles: explain problems in an editor's language, by the rule's own words or by the article of a code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bot.values import locales
from bot.values.locales import SOURCE_LOCALE

if TYPE_CHECKING:
    from bot.packs.problem import Problem
    from bot.values.phrases import Phrases


@dataclass(frozen=True, slots=True)
class Article:
    """The general explanation: what is wrong and how to correct it; the rule's own words give the details."""

    wrong: str
    fix: str


def article(code: str, locale: str) -> Article | None:
    """Return the article of a code in a locale; None if only the rule's English words exist."""
    return _articles(locale).get(code)


@dataclass(frozen=True, slots=True)
class Explanation:
    """A problem in a language: what is wrong, how to correct it. `detail`: the rule's own English words, if only a
    general article explains it; else empty.
    """

    wrong: str
    fix: str
    detail: str = ""

    @property
    def in_full(self) -> str:
        """What is wrong, with the detail in brackets."""
        return f"{self.wrong} ({self.detail})" if self.detail else self.wrong


def explain(problem: Problem, reader: Phrases) -> Explanation:
    """Return a problem in a language: in the rule's own words if they are translated, else by an article."""
    wrong, fix = reader.retell(problem.what), reader.retell(problem.fix)
    found = article(problem.code, reader.locale)
    if reader.locale == SOURCE_LOCALE or found is None or wrong != problem.what:
        return Explanation(wrong, fix)
    return Explanation(found.wrong, found.fix, problem.what)


@cache
def _articles(locale: str) -> dict[str, Article]:
    """Read `articles.txt` of a language. A line is a code, what is wrong, how to correct it, separated by bars."""
    file = locales.FOLDER / locale / "articles.txt"
    if not file.exists():
        return {}
    rows = [line.split(" | ") for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {code: Article(wrong, fix) for code, wrong, fix in rows}
