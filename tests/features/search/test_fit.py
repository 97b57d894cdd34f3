"""How well search fits: typed questions with what may answer them, some written apart and never tuned for.

A row is `reader<tab>words<tab>what fits`: topics, or `none`. What search has nothing on and help has (`help/N`) is
not judged here: a help page is heard, never found.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import thread_time
from typing import TYPE_CHECKING

import pytest

from bot.features.search import searching
from bot.values.audience import Audience
from tests.talk import our_library

if TYPE_CHECKING:
    from bot.features.search.documents import Document

ROWS = Path(__file__).parent
FIT = 0.85
NONSENSE = 0.05
A_MESSAGE = 0.005
"""Most seconds of a message, p99."""

TERMS = {
    "accounts": "password passphrase two-step account recovery update code manager session virus passkey sim-swap",
    "phishing": "phishing scam link address code qr virus",
    "privacy": "personal profile permission geotag cookie tracker inferred doxxing incognito vpn",
    "strangers": "grooming",
    "intimate": "blackmail imageprint consent",
    "bullying": "bullying bystander",
    "footprint": "feed consent footprint reputation tag sharenting",
    "checking": "source fact-check deepfake lateral",
    "recruitment": "recruiting inoculate",
    "ai": "deepfake bot ai ai-friend",
    "balance": "autoplay notify feed",
    "wellbeing": "challenge trusted",
    "money": "advert chest sponsored",
    "rules": "copyright licence agemark swatting",
}
"""The terms of the glossaries that belong to a topic."""


@dataclass(frozen=True)
class Row:
    reader: Audience
    words: str
    fitting: frozenset[str]


def rows(part: str, locale: str) -> list[Row]:
    lines = (ROWS / part / f"{locale}.tsv").read_text("utf-8").splitlines()
    told = [line.split("\t") for line in lines]
    return [Row(Audience(reader), words, frozenset(fitting.split()) - {"none"}) for reader, words, fitting in told]


def found(row: Row, locale: str) -> list[Document]:
    answer = searching.search(row.words, our_library(), locale, row.reader)
    return [hit.document for hit in answer.hits]


def fits(document: Document, row: Row) -> bool:
    if document.card:
        return any(document.card in TERMS.get(topic, "").split() for topic in row.fitting)
    return not row.fitting.isdisjoint(document.topics)


@pytest.mark.parametrize("locale", ["ru", "en"])
@pytest.mark.parametrize("part", ["dev", "kept"])
def test_typed_questions_find_what_fits_and_others_nothing(part: str, locale: str) -> None:
    """Rows of `kept` were written before search was tuned and are not looked at: only their shares are told."""
    asked = [row for row in rows(part, locale) if row.fitting]
    other = [row for row in rows(part, locale) if not row.fitting]
    assert len(asked) >= 50
    fit = sum(any(fits(document, row) for document in found(row, locale)) for row in asked) / len(asked)
    nonsense = sum(bool(found(row, locale)) for row in other) / len(other)
    print(f"{part} {locale}: {fit:.2f} of {len(asked)} fit, nonsense on {nonsense:.2f} of {len(other)}")  # noqa: T201
    assert fit >= FIT
    assert nonsense <= NONSENSE


@pytest.mark.parametrize(
    ("locale", "reader", "words"),
    [
        ("ru", "9-11", "кто тебя создал"),
        ("ru", "9-11", "дурак"),
        ("en", "9-11", "fuck you"),
        ("en", "9-11", "who made you"),
    ],
)
def test_small_talk_is_no_search(locale: str, reader: str, words: str) -> None:
    assert found(Row(Audience(reader), words, frozenset()), locale) == []


@pytest.mark.parametrize(
    ("locale", "words", "item"),
    [
        ("ru", "как поставить родительский контроль", "accounts/controls"),
        ("en", "parental controls on a phone", "accounts/controls"),
        ("ru", "ребёнок ночью в телефоне", "balance/parent"),
        ("en", "my child plays all night", "balance/parent"),
        ("en", "is Roblox ok at 8", "rules/parent"),
    ],
)
def test_what_parents_ask_leads_to_the_lesson_first(locale: str, words: str, item: str) -> None:
    assert found(Row(Audience.PARENT, words, frozenset()), locale)[0].ref.item == item


def test_a_message_takes_about_a_millisecond() -> None:
    """The bound is five times what it takes, for machines that are busy; `-s` prints the figures."""
    searching.prepare(our_library())
    took = sorted(
        min(_seconds(row, locale) for _ in range(3))
        for locale in ("ru", "en")
        for part in ("dev", "kept")
        for row in rows(part, locale)
    )
    p99 = took[int(len(took) * 0.99)]
    print(f"search: p50 {took[len(took) // 2] * 1000:.2f} ms, p99 {p99 * 1000:.2f} ms a message")  # noqa: T201
    assert p99 <= A_MESSAGE


def _seconds(row: Row, locale: str) -> float:
    begin = thread_time()
    found(row, locale)
    return thread_time() - begin
