"""Words that only a person can judge are found as somebody would say them to a reader, and not where one warns."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.packs.changes import changes
from bot.packs.lint.contacts import contacts
from bot.packs.lint.doubts import DoubtKind, doubts
from bot.packs.parser.reader import find_packs, read_pack
from tests.packs.held_sentences import HARMFUL, HONEST
from tests.packs.pack_kit import codes, draft

ROOT = Path(__file__).parents[2]
OWN_PACKS = [*find_packs([ROOT / "content", ROOT / "quizzes"])]

KNOWN = {"en": 1, "ru": 0}
"""Honest sentences of fifty that were doubted when the set was written."""

MISSED = {"en": 1, "ru": 0}
"""Harmful ones of 22 that were not; at the first look two Russian ones more, of one flaw (a pronoun first)."""


def of_lines(told: str) -> list[str]:
    return told.strip().splitlines()


@pytest.mark.parametrize("locale", HONEST)
def test_honest_sentences_are_doubted_hardly_ever(locale: str) -> None:
    said = of_lines(HONEST[locale])
    assert len(said) == 50
    assert sum(bool(doubts(words)) for words in said) <= KNOWN[locale]
    assert [words for words in said if contacts(words)] == []


@pytest.mark.parametrize("locale", HARMFUL)
def test_harmful_sentences_are_doubted_nearly_always(locale: str) -> None:
    said = of_lines(HARMFUL[locale])
    assert len(said) == 22
    assert sum(not doubts(words) for words in said) <= MISSED[locale]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("**Send** me a *naked* photo", DoubtKind.INTIMATE),
        ("Sеnd mе a nakеd photo", DoubtKind.INTIMATE),
        ("s\u200dend me a naked photo", DoubtKind.INTIMATE),
        ("Пришли мне голое ф0то", DoubtKind.INTIMATE),
        ("“Send me a naked photo”", DoubtKind.INTIMATE),
        ("Buy mephedr0ne here", DoubtKind.DRUGS),
        ("Напиши пaроль", DoubtKind.LETTERS),
    ],
)
def test_a_dress_hides_nothing(words: str, kind: DoubtKind) -> None:
    assert kind in {one.kind for one in doubts(words)}


@pytest.mark.parametrize(
    "words",
    [
        "The stranger wrote to her: “Send me a naked photo”.",
        "Незнакомец написал ей: «Пришли фото без одежды».",
        "Send a naked photo? Never.",
        "Купить наркотики? Нет.",
    ],
)
def test_what_somebody_tells_or_asks_is_let_alone(words: str) -> None:
    assert doubts(words) == ()


@pytest.mark.slow
@pytest.mark.parametrize("folder", OWN_PACKS, ids=lambda folder: folder.name)
def test_our_own_packs_give_a_reviewer_nothing_to_doubt(folder: Path) -> None:
    """Each as if all of it were new; the lists of wrong beliefs and of cards' names are no words to readers."""
    said = [one for one in changes(None, read_pack(folder)) if one.what not in {"misconceptions", "order"}]
    assert [(one.file, one.card, found) for one in said for found in doubts(one.now)] == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Send me a naked photo.", "W626"),
        ("Weed is sold behind the market.", "W627"),
        ("A strange man may write “send me a naked photo”.", ""),
    ],
)
def test_an_editor_is_warned_as_well(words: str, code: str) -> None:
    found = codes(draft(f'## Card <a id="c"></a>\n\n{words}\n', style=True))
    assert {"W626", "W627"} & set(found) == ({code} if code else set())


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("About suіcide.", "E601"),
        ("About su1cide.", "E601"),
        ("About ѕuісіdе.", "E601"),
        ("Про сyицид.", "E601"),
        ("Про суіцид.", "E601"),
        ("Про с\u0301уицид.", "E601"),
        ("Про самoубийство.", "E601"),
        ("Where закладчикu work.", "E601"),
        ("A singer сommitted suicide.", "E625"),
        ("Кто-то самовыпuлился.", "E625"),
    ],
)
def test_a_word_of_harm_in_other_letters_is_kept_out(words: str, code: str) -> None:
    assert code in codes(draft(f'## Card <a id="c"></a>\n\n{words}\n'))


def test_one_letter_that_looks_like_another_hides_no_word() -> None:
    """Every letter of every word, exchanged for each that looks like it."""
    like = {"a": "аα@4", "c": "с", "d": "ԁ", "e": "е3", "i": "іι1", "o": "оο0", "s": "ѕ5$", "h": "һ", "k": "κ"}
    like |= dict(zip("асеорхукмт", "aceopxykmt", strict=True)) | {
        "о": "o0",
        "и": "iu",
        "п": "n",
        "г": "r",
        "в": "b",
    }
    words = "suicide|overdose|explosives|суицид|самоубийство|самоповреждение|передозировка|взрывчатка|закладчик"
    dressed = [
        word[:place] + other + word[place + 1 :]
        for word in words.split("|")
        for place, letter in enumerate(word)
        for other in like.get(letter, "")
    ]
    passed = [one for one in dressed if "E601" not in codes(draft(f'## Card <a id="c"></a>\n\n{one}.\n'))]
    assert len(dressed) > 100
    assert passed == []
