"""A partner's files: the first is made ready with one tap and reaches a child, the second needs no number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.kit.comparing import drawn
from tests.kit.reviewing import Replica, approves, published, reviewer
from tests.kit.studio import PACK, changed, editor, invited, organiser, zipped
from tests.packs.word_kit import WordFile
from tests.roles import NOBODY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.talk import House, Person

__all__ = ["editor", "organiser", "reviewer"]

WHO_SEES = {"edition/1/ready edition/1/name": NOBODY}


def lesson(words: str = "A boat has a lock. Only you have the key.") -> bytes:
    file = WordFile()
    file.add("Keys of a boat", style="1")
    file.add("The lock", style="2")
    file.add(words, file.picture("a red boat", drawn("red")))
    return file.content()


def test_a_word_document_reaches_a_child(house: House, editor: Person, reviewer: Person, tmp_path: Path) -> None:
    editor.sends_pack(lesson(), "boat.docx", words="privacy/9-11")
    editor.taps("Send it to a reviewer")
    assert "The whole pack is marked as a draft" in editor.sees
    editor.taps("✅ Make all of it ready")
    assert "Who gives this pack?" in editor.sees
    editor.types('The "Harbour" desk: boats & keys')
    assert "marked as" not in editor.sees
    editor.taps("Yes, send it")
    reviewer.visits("studio")
    reviewer.taps("📥 Keys of a boat")
    approves(reviewer, 1)
    assert "A boat has a lock" in Replica(house, tmp_path).serves("lesson/keys-of-a/privacy/9-11:the-lock")


def test_what_is_sent_without_its_drafts_is_named_to_who_approves(
    house: House, editor: Person, reviewer: Person, tmp_path: Path
) -> None:
    editor.sends_pack(zipped(changed("status: approved", "status: draft")))
    editor.taps("Send it to a reviewer")
    assert "A boat of one's own (boats/9-11/lesson.en.md)" in editor.sees
    editor.taps("Send it without them")
    reviewer.visits("edition/1/changes:0")
    reviewer.visits("edition/1/approve")
    assert "no reader would see them" in reviewer.sees
    reviewer.taps("Yes, publish it")
    assert "The lock" not in Replica(house, tmp_path).serves("lesson/harbour/boats/9-11:lock")


def test_a_pack_that_is_a_draft_itself_is_made_ready_with_all_its_items(editor: Person) -> None:
    files = changed("status: approved", "status: in_review")
    files["pack.yml"] = files["pack.yml"].replace("{status: approved}", "{ status: draft }")
    editor.sends_pack(zipped(files))
    editor.taps("Send it to a reviewer")
    assert "The whole pack is marked as a draft" in editor.sees
    editor.taps("✅ Make all of it ready")
    assert "⚠️" not in editor.sees
    editor.visits("edition/1/ready")
    assert "Yes, send it" in " ".join(editor.labels), "a second tap changes nothing"


def test_nobody_else_makes_a_draft_ready(organiser: Person, editor: Person) -> None:
    editor.sends_pack(zipped(changed("status: approved", "status: draft")))
    other = invited(organiser, 2009)
    other.visits("edition/1/ready")
    assert "not here any more" in other.sees
    editor.taps("Send it to a reviewer")
    assert "Make all of it ready" in " ".join(editor.labels)


def test_the_second_file_gets_its_version_by_itself(editor: Person, reviewer: Person) -> None:
    published(editor, reviewer, zipped(PACK))
    mended = changed("Only you have the key.", "Only you have its key.")
    editor.sends_pack(zipped(mended))
    assert "Your draft is here: Harbour 1.0.1" in editor.sees
    assert "says 1.0.0, which was sent to a reviewer before, so it is 1.0.1 now" in editor.sees
    editor.sends_pack(zipped(mended))
    assert "Your draft is here: Harbour 1.0.1" in editor.sees, "a draft that was not handed on is replaced"
    editor.taps("Send it to a reviewer")
    editor.taps("Yes, send it")
    assert "waits for a reviewer" in editor.sees


def test_a_single_file_after_the_first_publication_is_taken(editor: Person, reviewer: Person) -> None:
    good = zipped(PACK)
    published(editor, reviewer, good)
    mended = changed("Only you have the key.", "Only you have its key.")["boats/9-11/lesson.en.md"].encode()
    editor.sends_pack(mended, "lesson.en.md", base=good)
    assert "Your draft is here: Harbour 1.0.1" in editor.sees


def test_a_template_is_not_made_ready_before_its_words_are_ones_own(editor: Person) -> None:
    editor.visits("studio")
    document, _ = editor.taps("A pack to begin with").documents
    assert isinstance(document.content, bytes)
    editor.sends_pack(document.content)
    editor.taps("Send it to a reviewer")
    assert "Words of the template still stand in these" in editor.sees
    assert "accounts/9-11/lesson.ru.md" in editor.sees
    assert not any("ready" in label or "📤" in label for label in editor.labels)


def test_a_pack_without_a_name_is_asked_for_it_first(editor: Person) -> None:
    head = PACK["pack.yml"].replace("{en: Harbour, ru: Гавань}", "{en: Title of the pack}")
    head = head.replace("{status: approved}", "{status: draft}")
    head = head.replace("Harbour desk}\nm", "Who gives the pack}\nm")
    editor.sends_pack(zipped({**PACK, "pack.yml": head}))
    editor.taps("Send it to a reviewer")
    editor.taps("✅ Make all of it ready")
    assert "What is this pack called?" in editor.sees
    editor.types("Boats")
    assert "Who gives this pack?" in editor.sees
    editor.types("Harbour school")
    assert "Boats 1.0.0" in editor.sees
    assert "Yes, send it" in " ".join(editor.labels)
