"""What an edition changes: a reviewer reads every changed word, old and new, before anybody else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.features.publishing.changes import marked
from tests.kit.comparing import drawn, raised, sent
from tests.kit.meanings import ENGLISH, FILES, RUSSIAN
from tests.kit.reviewing import approves, published, reads_all, reviewer
from tests.kit.studio import PACK, changed, editor, invited, organiser, zipped
from tests.packs.recordings import recording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.talk import House, Person

__all__ = ["editor", "organiser", "reviewer"]

NOT_YET = "once you have seen every change"
QUIZ_EN = "boats/9-11/quiz.en.md"


def second(
    editor: Person, reviewer: Person, new: Mapping[str, str], first: Mapping[str, str] = FILES
) -> list[str]:
    """Publish a pack, send in a second edition of it, and return the pages that the reviewer reads."""
    published(editor, reviewer, zipped(first))
    sent(editor, raised({**first, **new}), 2)
    return reads_all(reviewer, 2)


def test_a_bad_word_in_one_language_is_seen_before_it_can_be_approved(editor: Person, reviewer: Person) -> None:
    bad = ENGLISH.replace("Which lock is strong?", "Which lock is BADWORD?")
    published(editor, reviewer, zipped(FILES))
    sent(editor, raised({**FILES, QUIZ_EN: bad}), 2)
    for path in ("edition/2/approve", "edition/2/approved", "edition/2/approved"):
        reviewer.visits(path)
        assert NOT_YET in reviewer.sees, "a forged tap is refused as well"
    reviewer.visits("edition/2")
    assert "waits for a reviewer" in reviewer.sees
    pages = reads_all(reviewer, 2)
    assert any("Was: Which lock is strong?\nIs now: Which lock is BADWORD?" in page for page in pages)
    assert not any("Какой замок" in page for page in pages), "Russian is as it was"
    reviewer.taps("Approve and publish")
    reviewer.taps("Yes, publish it")
    assert "✅ serves" in reviewer.sees


def test_each_page_has_to_be_seen_and_what_was_seen_of_another_edition_does_not_count(
    organiser: Person, editor: Person, reviewer: Person
) -> None:
    published(editor, reviewer, zipped(FILES))
    many = {f"boats/{place}/lesson.en.md": PACK["boats/9-11/lesson.en.md"] for place in ("a", "b", "c")}
    sent(editor, raised({**FILES, **many}), 2)
    pages = len(reads_all(reviewer, 2))
    assert pages >= 4
    other = invited(organiser, 2003, "reviewer")
    for number in range(1, pages):
        other.visits(f"edition/2/changes:{number}")
        assert "Approve and publish" not in " ".join(other.labels)
    other.visits("edition/2/approved")
    assert NOT_YET in other.sees
    assert "1 page is still to be read." in other.sees
    other.taps("What changes")
    assert "· 1 of" in other.sees
    assert "✅ Approve and publish" in other.labels


def test_what_was_mended_after_a_return_is_read_again(editor: Person, reviewer: Person) -> None:
    sent(editor, PACK, 1)
    reads_all(reviewer, 1)
    reviewer.visits("edition/1/note:0")
    reviewer.types("Say what a key is.")
    reviewer.visits("edition/1/return")
    sent(editor, changed("Only you have the key.", "BADWORD."), 1)
    reviewer.visits("edition/1/approved")
    assert NOT_YET in reviewer.sees
    assert any("BADWORD" in page for page in reads_all(reviewer, 1))


def test_another_edition_that_serves_meanwhile_is_compared_anew(
    organiser: Person, editor: Person, reviewer: Person
) -> None:
    published(editor, reviewer, zipped(PACK))
    sent(editor, raised(changed("Only you have the key.", "Nobody has it.")), 2)
    sent(editor, raised(changed("A boat has a lock.", "Every boat has one."), "1.2.0"), 3)
    other = invited(organiser, 2003, "reviewer")
    reads_all(other, 3)
    approves(reviewer, 2)
    other.visits("edition/3/approved")
    assert NOT_YET in other.sees, "it takes back what serves now, which they have not seen"
    assert any("Nobody has it" in page for page in reads_all(other, 3))


WORDS = """---
title: {x}title
tiers: ["9-11"]
age_mark: 6+
topics: [accounts]
objective: {x}objective.
minutes: 2
status: approved
misconceptions: {{hurry: {x}misconception.}}
---
# {x}title

{x}introduction.[^guide]

## {x}card <a id="lock"></a>

{x}body with a [{x}link](https://{y}.example).

> [!IMPORTANT]
> {x}remember.

> [!WARNING]
> {x}warning.

> [!CAUTION]
> {x}adult.

## What holds? <a id="holds"></a>

{x}stem?

> [!TIP]
> {x}hint.

- [x] {x}right
- [ ] {x}wrong <!-- misconception: hurry -->
  > {x}feedback.

> [!NOTE]
> {x}explanation.

[^guide]: {x}source, 2020.
"""
SAID = (
    *("title", "objective", "misconception", "introduction", "card", "body", "link", "remember", "warning"),
    *("adult", "stem", "hint", "right", "wrong", "feedback", "explanation", "source"),
)


def test_every_word_of_a_lesson_is_shown_old_and_new(editor: Person, reviewer: Person) -> None:
    name = "boats/9-11/lesson.en.md"
    head = PACK["pack.yml"] + "link_hosts: [old.example, new.example]\n"
    first = {**PACK, "pack.yml": head, name: WORDS.format(x="Old", y="old")}
    pages = "\n".join(second(editor, reviewer, {name: WORDS.format(x="New", y="new")}, first))
    for said in (*SAID, "link [https://"):
        assert f"Old{said}" in pages, said
        assert f"New{said}" in pages, said
    assert "https://old.example" in pages
    assert "https://new.example" in pages


def test_the_head_of_the_pack_is_read_as_well(editor: Person, reviewer: Person) -> None:
    head = PACK["pack.yml"].replace(
        "review: {status: approved}",
        "review: {status: approved, reviewers: [{role: psychologist, organisation: Pier, on: 2026-10-01}]}",
    )
    head = head.replace("ru: Гавань", "ru: Причал") + "link_hosts: [harbour.example]\ncountries: [KZ]\n"
    pages = "\n".join(second(editor, reviewer, {"pack.yml": head}, PACK))
    assert "Was: Гавань\nIs now: Причал" in pages
    for words in ("link_hosts: harbour.example", "countries: KZ", "role: psychologist", "organisation: Pier"):
        assert words in pages
    assert "A boat has a lock." not in pages, "what has not changed is not shown"


def test_what_goes_what_comes_and_a_new_order_are_shown(editor: Person, reviewer: Person) -> None:
    lesson = PACK["boats/9-11/lesson.en.md"]
    start, lock = lesson.split("## The lock", 1)
    lock, holds = lock.split("## What holds?", 1)
    holds, end = holds.split("\n[^guide]", 1)
    turned = f"{start}## What holds?{holds}\n## The lock{lock.rstrip()}\n\n[^guide]{end}"
    pages = "\n".join(second(editor, reviewer, {"boats/9-11/lesson.en.md": turned}, PACK))
    assert "order of the cards\nWas: lock\nholds\nIs now: holds\nlock" in pages
    gone = f"{start}## What holds?{holds}\n[^guide]{end}"
    tips = lesson.replace("title: A boat of one's own", "title: Tips").replace("# A boat of one's own", "# Tips")
    tips = tips[: tips.index("## What holds?")] + "[^guide]" + end
    approves(reviewer, 2)
    sent(
        editor,
        {**raised(PACK, "1.2.0"), "boats/9-11/lesson.en.md": gone, "boats/9-11/tips.en.md": tips},
        3,
    )
    pages = "\n".join(reads_all(reviewer, 3))
    assert "➖ text, no more: A boat has a lock." in pages
    assert "tips.en.md" in pages


def test_a_draft_that_begins_to_be_shown_is_read_whole(editor: Person, reviewer: Person) -> None:
    draft = changed("status: approved", "status: draft", more="")
    del draft["more"]
    shown = PACK["boats/9-11/lesson.en.md"]
    pages = "\n".join(second(editor, reviewer, {"boats/9-11/lesson.en.md": shown}, draft))
    assert "A boat has a lock." in pages


@pytest.mark.parametrize(("language", "first"), [("en", "English"), ("ru", "русский")])
def test_a_reviewer_reads_their_own_language_first(
    organiser: Person, editor: Person, language: str, first: str
) -> None:
    reviewer = invited(organiser, 2002, "reviewer", language)
    sent(editor, FILES, 1)
    reviewer.visits("edition/1/changes:0")
    assert f"· {first}" in reviewer.sees
    assert "---" not in reviewer.sees, "lines without words are no news"
    other = "Какой замок" if language == "en" else "Which lock"
    assert other not in reviewer.sees


def test_pictures_are_shown_as_they_were_and_as_they_are(editor: Person, reviewer: Person) -> None:
    old_png, new_png = (drawn(colour) for colour in ("navy", "gold"))
    name = "boats/9-11/lesson.en.md"
    words = PACK[name].replace("the key.", "the key.\n\n![A lock](img/lock.png)")
    first: dict[str, str | bytes] = {**PACK, name: words, "boats/9-11/img/lock.png": old_png}
    published(editor, reviewer, zipped(first))
    new: dict[str, str | bytes] = {
        **first,
        "boats/9-11/img/lock.png": new_png,
        name: words.replace("![A lock]", "![A key]"),
    }
    sent(editor, raised(new), 2)
    shown = []
    reviewer.visits("edition/2/changes:0")
    while True:
        if reviewer.see().picture:
            shown.append((reviewer.see().picture, reviewer.sees))
        if not any("▶" in label for label in reviewer.labels):
            break
        reviewer.taps("▶")
    (old, before), (now, after) = shown
    assert old != now
    assert "The picture as it was" in before
    assert "The picture as it is now" in after
    assert "Was: A lock\nIs now: A key" in after


def test_a_reviewer_hears_each_recording_before_a_child_does(editor: Person, reviewer: Person) -> None:
    voices = "voices: {en: {reader: A voice, licence: MIT}}\n"
    recorded = "boats/9-11/lock.en.ogg"
    first: dict[str, str | bytes] = {
        **PACK,
        "pack.yml": PACK["pack.yml"] + voices,
        recorded: recording(3),
    }
    published(editor, reviewer, zipped(first))
    sent(editor, raised({**first, recorded: recording(4)}), 2)
    reviewer.visits("edition/2/changes:0")
    heard = []
    while True:
        if (voice := reviewer.see().voice) is not None:
            heard.append((voice.seconds, "The recording as it is now" in reviewer.sees))
        if not any("▶" in label for label in reviewer.labels):
            break
        reviewer.taps("▶")
    assert heard == [(4, True)]


def test_nobody_else_reads_it_and_an_editors_look_counts_for_nothing(
    house: House, organiser: Person, editor: Person, reviewer: Person
) -> None:
    sent(editor, PACK, 1)
    assert reads_all(editor, 1)
    stranger = invited(organiser, 2005)
    stranger.visits("edition/1/changes:0")
    assert "not here any more" in stranger.sees
    reviewer.visits("edition/1/approved")
    assert NOT_YET in reviewer.sees
    house.restart()
    reads_all(reviewer, 1)
    house.restart()
    reviewer.visits("edition/1/approved")
    assert "✅ serves" in reviewer.sees, "what was seen outlives the process"


def test_words_are_marked_one_by_one() -> None:
    old, new = marked("Only you have the key.", "Only you have a golden key.")
    assert [(old.plain[s.start : s.end], s.style) for s in old.spans] == [("the", "strike")]
    assert [(new.plain[s.start : s.end], s.style) for s in new.spans] == [("a golden", "bold")]
    assert RUSSIAN
