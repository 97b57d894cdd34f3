"""Taking back: a sent version becomes a draft again while nobody has approved it; a file leaves a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.features.publishing.removing import goes_with, mark_of
from tests.kit.comparing import drawn, raised
from tests.kit.desk import door_of, sits_down
from tests.kit.reviewing import GONE, approves, published, reads_all, reviewer
from tests.kit.studio import PACK, QUIZ, changed, editor, invited, organiser, zipped
from tests.kit.studio_forms import form_on
from tests.roles import NOBODY

if TYPE_CHECKING:
    from tests.talk import House, Person

__all__ = ["editor", "organiser", "reviewer"]

WHO_SEES = {
    # Nobody here has an edition.
    f"edition/1/recall edition/1/recalled edition/1/files:0 edition/1/file/{'0' * 10} "
    f"edition/1/file/{'0' * 10}/off": NOBODY,
}

SET = "boats/9-11/quiz.en.md"
PICTURE = "boats/9-11/img/lock.png"


@pytest.fixture
def sent_version(editor: Person, reviewer: Person) -> Person:
    editor.sends_pack(zipped({**PACK, SET: QUIZ}))
    editor.visits("edition/1/sent")
    reviewer.visits("studio")
    assert "📥 Harbour 1.0.0" in reviewer.labels
    return editor


def test_a_sent_version_is_taken_back_changed_and_sent_anew(sent_version: Person, reviewer: Person) -> None:
    sent_version.visits("edition/1")
    sent_version.taps("Take it back")
    assert "Reviewers no longer find it" in sent_version.sees
    sent_version.taps("Yes, take it back")
    assert "✏ draft" in sent_version.sees
    reviewer.visits("studio")
    assert not [label for label in reviewer.labels if label.startswith("📥 Harbour")]
    reviewer.visits("edition/1/approve")
    assert GONE in reviewer.sees
    sent_version.visits("edition/1/recalled")
    sent_version.visits("versions/harbour")
    assert sent_version.sees.count("taken back before anybody approved it · Editor 1") == 1, "a second tap is none"
    sent_version.sends_pack(zipped(changed("A boat has a lock.", "Every boat has a lock.")))
    assert "Your draft is here: Harbour 1.0.0" in sent_version.sees, "the same version"
    sent_version.visits("edition/1/sent")
    reviewer.visits("edition/1")
    approves(reviewer, 1)


def test_a_note_written_meanwhile_stays_with_the_draft(sent_version: Person, reviewer: Person) -> None:
    reviewer.visits("edition/1/remark")
    reviewer.types("Say which boat.")
    sent_version.visits("edition/1/recalled")
    assert "Say which boat." in sent_version.sees


def test_who_was_asked_to_review_it_reads_that_it_was_taken_back(
    sent_version: Person, organiser: Person, reviewer: Person
) -> None:
    number = int(reviewer.visits("studio").text.plain.splitlines()[0].split()[-1])
    organiser.visits(f"ask/1/{number}:on")
    reviewer.visits("studio")
    assert "📌 You were asked to read 1 of them." in reviewer.sees
    sent_version.visits("edition/1/recalled")
    reviewer.visits("studio")
    assert "You were asked" not in reviewer.sees


def test_what_somebody_has_approved_is_not_taken_back(organiser: Person, editor: Person, reviewer: Person) -> None:
    words = changed("topics: [accounts]", "topics: [recruitment]\nsensitive: true")
    editor.sends_pack(zipped(words))
    editor.visits("edition/1/sent")
    assert "Take it back" in "".join(editor.labels)
    reads_all(reviewer, 1)
    reviewer.taps("Approve")
    reviewer.taps("Yes, approve it")
    editor.visits("edition/1")
    assert "Take it back" not in "".join(editor.labels)
    for path in ("recall", "recalled"):
        editor.visits(f"edition/1/{path}")
        assert "it cannot be taken back" in editor.sees
    editor.visits("edition/1")
    assert "waits for a reviewer" in editor.sees
    approves_as_psychologist = invited(organiser, 2009, "psychologist")
    approves(approves_as_psychologist, 1)
    editor.visits("edition/1/recalled")
    assert "✅ serves" in editor.sees


def test_nobody_else_takes_it_back_or_a_file_out(
    sent_version: Person, organiser: Person, reviewer: Person
) -> None:
    stranger = invited(organiser, 2005)
    for person in (stranger, reviewer):
        for path in ("recall", "recalled", f"file/{mark_of(SET)}/off", "files:0"):
            person.visits(f"edition/1/{path}")
            assert GONE in person.sees, path
    sent_version.visits(f"edition/1/file/{mark_of(SET)}/off")
    assert GONE in sent_version.sees, "what waits for a reviewer does not change"


def test_a_file_leaves_a_draft_after_a_question(editor: Person) -> None:
    editor.sends_pack(zipped({**PACK, SET: QUIZ}))
    editor.taps("Files in it")
    assert "🗑 pack.yml" not in editor.labels
    editor.taps(SET)
    assert "cannot be brought back" in editor.sees
    editor.taps("No, go back")
    editor.taps("Files in it")
    editor.taps(SET)
    editor.taps("Yes, take it out")
    assert f"{SET} is out of the pack." in editor.sees
    assert "Harbour 1.0.0" in editor.sees
    editor.taps("Files in it")
    assert f"🗑 {SET}" not in editor.labels
    editor.visits(f"edition/1/file/{mark_of(SET)}/off")
    assert "Which file goes?" in editor.sees, "a second tap finds none"
    editor.visits("edition/1/try/9-11:en")
    assert not [label for label in editor.labels if "Locks" in label]


def test_a_file_that_others_need_stays_and_it_is_told_why(editor: Person) -> None:
    words = changed("the key.", "the key.\n\n![A lock](img/lock.png)")
    editor.sends_pack(zipped({**words, PICTURE: drawn("navy"), SET: QUIZ}))
    editor.visits(f"edition/1/file/{mark_of(PICTURE)}/off")
    assert "is still in the pack, because without it this would be wrong" in editor.sees
    assert "img/lock.png" in editor.sees
    editor.taps("Back")
    assert f"🗑 {PICTURE}" in editor.labels


def test_a_file_leaves_a_version_that_serves_as_a_new_draft(editor: Person, reviewer: Person) -> None:
    published(editor, reviewer, zipped({**PACK, SET: QUIZ}))
    editor.visits("edition/1/files:0")
    assert "This version stays as it is" in editor.sees
    editor.taps(SET)
    editor.taps("Yes, take it out")
    assert "Harbour 1.0.1" in editor.sees
    assert "✏ draft" in editor.sees
    editor.visits("edition/1")
    assert "✅ serves" in editor.sees


def test_translations_go_with_their_source_and_pictures_with_the_last_words() -> None:
    files = [
        *("a/9-11/lesson.en.md", "a/9-11/lesson.ru.md", "a/9-11/quiz.en.md", "a/9-11/img/x.png"),
        *("a/9-11/more/story.en.md", "b/6-8/lesson.en.md", "b/6-8/img/y.png", "glossary.en.md"),
    ]
    assert goes_with("a/9-11/lesson.en.md", files, "en") == ["a/9-11/lesson.en.md", "a/9-11/lesson.ru.md"]
    assert goes_with("a/9-11/lesson.ru.md", files, "en") == ["a/9-11/lesson.ru.md"]
    assert goes_with("b/6-8/lesson.en.md", files, "en") == ["b/6-8/lesson.en.md", "b/6-8/img/y.png"]
    assert goes_with("a/9-11/img/x.png", files, "en") == ["a/9-11/img/x.png"]
    assert goes_with("glossary.en.md", files, "en") == ["glossary.en.md"]


async def test_both_work_in_the_browser(house: House, editor: Person) -> None:
    editor.sends_pack(zipped({**raised(PACK, "1.0.0"), SET: QUIZ}))
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        page = await browser.opens(f"/edit?file={SET}")
        assert form_on(page)["file"] == SET
        page = await browser.taps("🗑 Take this file out")
        assert "Take boats/9-11/quiz.en.md out of the pack?" in page.words
        page = await browser.taps("🗑 Yes, take it out")
        assert "is out of the pack" in page.html
        assert SET not in (await browser.opens("/edit")).html
        await browser.opens("/p/edition/1/sent")
        page = await browser.opens("/p/edition/1")
        await browser.taps("↩ Take it back")
        page = await browser.taps("↩ Yes, take it back")
        assert "✏ draft" in page.words
        page = await browser.opens("/edit?file=pack.yml")
        assert "Take this file out" not in page.html
