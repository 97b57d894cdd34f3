"""Articles: what the codes of `check` mean in languages other than that of the rules, which speak English."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Article:
    """What is wrong, and how to mend it, in general; the rule's own words tell what stands there."""

    wrong: str
    mend: str


def article(code: str, locale: str) -> Article | None:
    """Return the article of a code in a locale; None where the rule's English words are all there is."""
    return _articles(locale).get(code)


@cache
def _articles(locale: str) -> dict[str, Article]:
    """Read `articles.<locale>.txt`: a code, what is wrong and how to mend it on each line, between bars."""
    file = Path(__file__).with_name(f"articles.{locale}.txt")
    if not file.exists():
        return {}
    rows = [line.split(" | ") for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {code: Article(wrong, mend) for code, wrong, mend in rows}
