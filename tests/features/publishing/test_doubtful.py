"""What only a person can judge is said to the reviewer: above the words themselves, and before they approve."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.kit.comparing import raised, sent
from tests.kit.desk import door_of, sits_down
from tests.kit.reviewing import published, reads_all, reviewer
from tests.kit.studio import PACK, editor, organiser, zipped

if TYPE_CHECKING:
    from tests.talk import House, Person

__all__ = ["editor", "organiser", "reviewer"]

LESSON = "boats/9-11/lesson.en.md"
TWICE = "Look twice"
ONCE_MORE = "Please look at these words once more"


def with_words(words: str, version: str = "1.1.0") -> dict[str, str | bytes]:
    """The pack with one more paragraph in the first card of its lesson."""
    lesson = str(PACK[LESSON])
    end = lesson.index("\n", lesson.index("\n## ") + 1)
    return raised({**PACK, LESSON: f"{lesson[:end]}\n\n{words}\n{lesson[end:]}"}, version)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Send me a naked photo and win.", "“Send me a naked photo” asks the reader for intimate pictures"),
        (
            "Weed is sold behind the market.",
            "“Weed is sold behind” tells the reader where or how drugs are bought",
        ),
        ("Say your pаssword.", "“pаssword” is written in letters of two alphabets"),
    ],
)
def test_a_reviewer_is_told_on_the_page_and_before_they_approve(
    editor: Person, reviewer: Person, words: str, said: str
) -> None:
    published(editor, reviewer, zipped(PACK))
    sent(editor, with_words(words), 2)
    pages = reads_all(reviewer, 2)
    (page,) = [page for page in pages if words.split(maxsplit=1)[0] in page]
    assert f"{TWICE}: {said}" in page
    reviewer.taps("Approve and publish")
    assert ONCE_MORE in reviewer.sees
    assert said in reviewer.sees
    assert LESSON in reviewer.sees, "with its place"
    reviewer.taps("Look at them once more")
    assert TWICE in reviewer.sees
    reviewer.visits("edition/2/approve")
    reviewer.taps("Yes, publish it")
    assert "✅ serves" in reviewer.sees, "they decide"


@pytest.mark.parametrize("words", ["Nobody should ask you for a naked photo.", "Ask a grown-up you trust."])
def test_a_warning_is_approved_as_ever(editor: Person, reviewer: Person, words: str) -> None:
    published(editor, reviewer, zipped(PACK))
    sent(editor, with_words(words), 2)
    assert not any(TWICE in page for page in reads_all(reviewer, 2))
    reviewer.taps("Approve and publish")
    assert ONCE_MORE not in reviewer.sees


def test_what_stood_there_before_is_not_told_again(editor: Person, reviewer: Person) -> None:
    published(editor, reviewer, zipped(PACK))
    doubtful = with_words("Send me a naked photo and win.")
    sent(editor, doubtful, 2)
    reads_all(reviewer, 2)
    reviewer.visits("edition/2/approved")
    sent(editor, with_words("Send me a naked photo and win. Really.", "1.2.0"), 3)
    assert not any(TWICE in page for page in reads_all(reviewer, 3))


def test_what_was_told_of_and_is_now_said_is_told(editor: Person, reviewer: Person) -> None:
    published(editor, reviewer, zipped(PACK))
    sent(editor, with_words("He wrote to the girl: “Send me a naked photo”."), 2)
    assert not any(TWICE in page for page in reads_all(reviewer, 2))
    reviewer.visits("edition/2/approved")
    sent(editor, with_words("Send me a naked photo.", "1.2.0"), 3)
    assert any(TWICE in page for page in reads_all(reviewer, 3))


async def test_a_reviewer_reads_the_same_in_the_browser(house: House, editor: Person, reviewer: Person) -> None:
    sent(editor, with_words("Send me a naked photo and win."), 1)
    reads_all(reviewer, 1)
    async with door_of(house) as door:
        browser = await sits_down(door, reviewer)
        page = await browser.opens("/p/edition/1/approve")
        assert ONCE_MORE in page.words
        assert "“Send me a naked photo” asks the reader for intimate pictures" in page.words
        page = await browser.taps("Look at them once more")
        assert TWICE in page.words
