"""Translating: source and target beside each other, only what has changed is marked, and how the source was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.features.publishing.store import editions
from bot.values.screen import TextForm
from tests.kit.comparing import raised, sent
from tests.kit.reviewing import GONE, approves, reads_all, reviewer
from tests.kit.studio import PACK, editor, invited, organiser, zipped
from tests.kit.translating import BOTH, WHERE, changed_source, stamped

if TYPE_CHECKING:
    from tests.talk import House, Person

__all__ = ["changed_source", "editor", "organiser", "reviewer"]

UNITS = 12


def form_of(person: Person) -> TextForm:
    form = person.see().form
    assert form is not None
    return form


def test_what_is_new_is_counted_and_told(editor: Person) -> None:
    editor.sends_pack(zipped(BOTH))
    editor.taps("Translation")
    assert f"Russian: new {UNITS}, changed 0, done 0" in editor.sees
    editor.taps("Russian")
    assert f"boats/9-11/lesson: new {UNITS}, changed 0, done 0" in editor.sees
    editor.taps("boats/9-11/lesson")
    assert "➕ new: A boat of one's own" in editor.sees
    form = form_of(editor)
    assert form.columns == ("English", "Russian")
    assert len(form.fields) == UNITS
    assert not any(field.words for field in form.fields)
    assert next(field.most for field in form.fields if field.name.endswith("option.a")) == 100


def test_a_translator_takes_the_words_as_files_and_sends_one_back(editor: Person) -> None:
    editor.sends_pack(zipped(BOTH))
    editor.visits("edition/1/words/ru:0")
    editor.taps("As PO and XLSX")
    po, xlsx = editor.see().documents
    assert (po.name, xlsx.name) == ("harbour.ru.po", "harbour.ru.xlsx")
    assert callable(po.content)
    assert callable(xlsx.content)
    assert xlsx.content().startswith(b"PK")
    words = po.content().decode()
    assert words.count("msgctxt") == UNITS
    assert 'msgid "A boat of one\'s own"' in words


def test_only_the_unit_that_changed_is_marked_and_how_it_was_is_told(changed_source: Person) -> None:
    person = changed_source
    person.visits("edition/2/words/ru/0")
    assert f"new 0, changed 1, done {UNITS - 1}" in person.sees
    assert "✏ changed: A boat has a lock. Only you have the golden key." in person.sees
    assert "↳ У лодки есть замок. Ключ только у тебя." in person.sees
    assert "Which lock is strong?" not in person.sees, "what is done is not told"
    marks = {field.name: field for field in form_of(person).fields if field.confirms}
    assert [*marks] == ["lesson:boats/9-11#lock.body"]
    (field,) = marks.values()
    assert [field.about.plain[span.start : span.end].strip() for span in field.about.spans] == ["golden"]


def test_what_does_not_serve_as_a_base_is_only_read(
    organiser: Person, changed_source: Person, reviewer: Person
) -> None:
    for person, path in ((changed_source, "edition/1/words/ru/0"), (reviewer, "edition/2/words/ru/0")):
        person.visits(path)
        assert person.see().form is None, "an older edition, or another's, is read"
        (table,) = person.see().tables
        assert table.columns == ("State", "English", "Russian")
        assert table.texts
    changed_source.visits("edition/2/sent")
    changed_source.visits("edition/2/words/ru/0")
    assert changed_source.see().form is None, "nor is what waits changed under a reviewer"
    stranger = invited(organiser, 2005)
    for path in ("edition/2/words", "edition/2/words/ru:0", "edition/2/words/ru/0"):
        stranger.visits(path)
        assert GONE in stranger.sees, path


def test_languages_and_files_that_are_not_there_are_not(editor: Person) -> None:
    editor.sends_pack(zipped(BOTH))
    for path in (
        "edition/1/catalogue/kk",
        "edition/1/words/kk:0",
        "edition/1/words/en:0",
        "edition/1/words/en/0",
        "edition/1/words/ru/7",
    ):
        editor.visits(path)
        assert GONE in editor.sees, path
    editor.sends_pack(zipped(PACK))
    editor.visits("edition/1/words")
    assert "It has one language." in editor.sees


def kept(house: House) -> bytes:
    """What an editor works on, as it is handed to the check of a file."""
    with house.stores.durable.transaction() as db:
        return editions.content(db, 1)


def test_one_changed_sentence_of_a_draft_that_is_written_over_marks_one(house: House, editor: Person) -> None:
    """No version is left that says what the translation was made of: the lock that came with it knows."""
    files = stamped(editor)
    editor.sends_pack(zipped(files))
    for _ in range(2):
        files = {**files, WHERE: files[WHERE].replace("Only you have the key.", "Only you have the golden key.")}
        editor.sends_pack(zipped(files), base=kept(house))
        editor.visits("edition/1/words/ru/0")
        assert f"new 0, changed 1, done {UNITS - 1}" in editor.sees
    files = {**files, WHERE: files[WHERE].replace("Four digits", "Just four digits")}
    editor.sends_pack(zipped(files), base=kept(house))
    editor.visits("edition/1/words/ru/0")
    assert f"new 0, changed 2, done {UNITS - 2}" in editor.sees


def test_a_sentence_that_comes_between_takes_nobodys_translation(editor: Person, reviewer: Person) -> None:
    files = stamped(editor)
    sent(editor, files, 1)
    approves(reviewer, 1)
    more = files[WHERE].replace("A boat has a lock.", "Boats are many.\n\nA boat has a lock.")
    editor.sends_pack(zipped(raised({**files, WHERE: more})))
    editor.visits("edition/2/words/ru/0")
    assert f"new 1, changed 0, done {UNITS}" in editor.sees
    assert "➕ new: Boats are many." in editor.sees
    said = {field.name: field.words for field in form_of(editor).fields}
    assert said["lesson:boats/9-11#lock.body"] == ""
    assert said["lesson:boats/9-11#lock.body.2"] == "У лодки есть замок. Ключ только у тебя."


def test_one_language_is_approved_before_the_other_is_written_and_its_progress_is_told(
    editor: Person, reviewer: Person
) -> None:
    editor.sends_pack(zipped(BOTH))
    assert f"🌐 Russian: 0 of {UNITS} texts" in editor.visits("edition/1").text.plain
    editor.taps("Send it to a reviewer")
    assert "keeps no language waiting" in editor.sees
    editor.taps("Yes, send it")
    approves(reviewer, 1)
    files = raised(stamped(editor))
    sent(editor, files, 3)
    reviewer.visits("edition/3")
    assert f"🌐 Russian: {UNITS} of {UNITS} texts" in reviewer.sees
    pages = reads_all(reviewer, 3)
    assert any("lesson.ru.md" in page for page in pages)
    assert not any("lesson.en.md" in page for page in pages), "what was approved is not read again"
    approves(reviewer, 3)
