"""Explanations of the codes of `check` in other languages; the rules themselves speak English."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bot.values import locales


@dataclass(frozen=True, slots=True)
class Article:
    """What is wrong and how to correct it, in general; the rule's own words tell the details."""

    wrong: str
    fix: str


def article(code: str, locale: str) -> Article | None:
    """Return the article of a code in a locale; None when only the rule's English words exist."""
    return _articles(locale).get(code)


@cache
def _articles(locale: str) -> dict[str, Article]:
    """Read `articles.txt` of a language. Each line: a code, what is wrong, how to correct it, separated by
    bars.
    """
    file = locales.FOLDER / locale / "articles.txt"
    if not file.exists():
        return {}
    rows = [line.split(" | ") for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {code: Article(wrong, fix) for code, wrong, fix in rows}
