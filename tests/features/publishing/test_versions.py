"""Versions: any two are compared word by word, and an earlier one comes back as a new draft, through review."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.features.publishing.changes import AROUND, marked
from tests.kit.comparing import raised, sent
from tests.kit.reviewing import GONE, approves, published, reads_all, reviewer
from tests.kit.studio import PACK, changed, editor, invited, organiser, zipped

if TYPE_CHECKING:
    from tests.talk import Person

__all__ = ["editor", "organiser", "reviewer"]


@pytest.fixture
def three(editor: Person, reviewer: Person) -> Person:
    """Three versions have served, one after the other; the third serves."""
    published(editor, reviewer, zipped(PACK))
    for edition, words in ((2, "Every boat has a lock."), (3, "No boat is without a lock.")):
        sent(editor, raised(changed("A boat has a lock.", words), f"1.{edition}.0"), edition)
        approves(reviewer, edition)
    return editor


def test_any_two_versions_are_compared(three: Person) -> None:
    three.visits("versions/harbour")
    three.taps("📦 Harbour 1.3.0")
    three.taps("Compare with another")
    assert "1.2.0 · approved, does not serve" in three.labels
    three.taps("1.0.0 ·")
    assert "Harbour 1.0.0 → 1.3.0" in three.sees
    pages = [three.sees]
    while any("▶" in label for label in three.labels):
        three.taps("▶")
        pages.append(three.sees)
    told = "\n".join(pages)
    assert "Was: A boat has a lock." in told
    assert "Is now: No boat is without a lock." in told
    assert "Every boat" not in told, "what a version between them said is not told"
    three.visits("compare/1")
    three.taps("1.3.0 ·")
    assert "1.0.0 → 1.3.0" in three.sees, "the earlier one stands on the left, whichever was chosen first"


def test_versions_of_different_packs_or_of_nobody_are_not_compared(
    three: Person, organiser: Person, reviewer: Person
) -> None:
    three.sends_pack(zipped(changed("id: harbour", "id: pier", "pack.yml")))
    three.visits("compare/4")
    assert "There is no other version of it." in three.sees
    for path in ("compare/1:4/0", "compare/1:77/0", "compare/77:1/0", "compare/77"):
        three.visits(path)
        assert GONE in three.sees, path
    stranger = invited(organiser, 2005)
    for path in ("compare/1", "compare/1:2/0", "edition/1/back", "edition/1/again"):
        stranger.visits(path)
        assert GONE in stranger.sees, path
    for path in ("edition/1/back", "edition/1/again"):
        reviewer.visits(path)
        assert GONE in reviewer.sees, "a reviewer drafts nothing in another's name"


def test_an_earlier_version_comes_back_as_a_draft_once_and_through_review(three: Person, reviewer: Person) -> None:
    three.visits("edition/1")
    three.taps("Go back to it")
    assert "under the version 1.3.1" in three.sees
    three.taps("Yes, make it a draft")
    assert "Harbour 1.3.1" in three.sees
    assert "✏ draft" in three.sees
    three.visits("edition/1/again")
    assert "Harbour 1.3.1" in three.sees, "once, however often it is tapped"
    reviewer.visits("edition/4/approved")
    assert "✅ serves" not in reviewer.sees, "it is reviewed like any other"
    three.visits("edition/4/sent")
    pages = "\n".join(reads_all(reviewer, 4))
    assert "Was: No boat is without a lock." in pages
    assert "Is now: A boat has a lock." in pages
    assert "version\nWas: 1.3.0\nIs now: 1.3.1" in pages
    reviewer.taps("Approve and publish")
    reviewer.taps("Yes, publish it")
    assert "✅ serves" in reviewer.sees
    three.visits("edition/4/back")
    assert GONE in three.sees, "what serves is not gone back to"


def test_a_long_text_is_short_around_its_changes_and_no_changed_word_is_left_out() -> None:
    sentences = [f"Sentence {number} stands on this card." for number in range(40)]
    other = list(sentences)
    other[2], other[29] = "Sentence two was rewritten here.", "Sentence nine as well."
    old, new = marked(" ".join(sentences), " ".join(other), short=True)
    assert len(old) < len(" ".join(sentences)) / 2
    for text, style, words in (
        (old, "strike", ("2 stands on this card", "29 stands on this card")),
        (new, "bold", ("two", "was rewritten here", "nine", "as well")),
    ):
        told = " ".join(text.plain[span.start : span.end] for span in text.spans if span.style == style)
        for word in " ".join(words).split():
            assert word in told, (word, told)
    assert " … " in old.plain
    whole, _ = marked(" ".join(sentences), " ".join(other))
    assert whole.plain == " ".join(sentences)
    same = "x" * AROUND
    assert marked(f"{same} old", f"{same} new", short=True)[0].plain == f"{same} old"
