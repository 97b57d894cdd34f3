"""Translating: source and target beside each other, only what has changed is marked, and how the source was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.values.screen import TextForm
from tests.features.publishing.test_comparing import raised, sent
from tests.features.publishing.test_reviewing import GONE, approves, reviewer
from tests.features.publishing.test_studio import PACK, editor, invited, organiser, zipped

if TYPE_CHECKING:
    from tests.talk import Person

__all__ = ["editor", "organiser", "reviewer"]

RUSSIAN = """---
title: Своя лодка
objective: Запереть лодку.
translation: {of: en, hash: "HASH", by: human, reviewed: true}
---
# Своя лодка

Как лодка остаётся твоей.[^guide]

## Замок <a id="lock"></a>

У лодки есть замок. Ключ только у тебя.

## Что держит? <a id="holds"></a>

Какой замок крепче?

- [x] Длинное слово
- [ ] 1234
  > Четыре цифры угадают за секунду.

[^guide]: Книга гавани, 2020.
"""
BOTH = {**PACK, "pack.yml": PACK["pack.yml"].replace("locales: [en]", "locales: [en, ru]")}
WHERE = "boats/9-11/lesson.en.md"
UNITS = 12


def stamped(editor: Person) -> dict[str, str]:
    """The pack with a translation that is stamped with the hash that the check names."""
    file = "boats/9-11/lesson.ru.md"
    editor.sends_pack(zipped({**BOTH, file: RUSSIAN.replace("HASH", "000000000000")}))
    digest = editor.sees.partition("its hash is ")[2][:12]
    assert len(digest) == 12, editor.sees
    return {**BOTH, file: RUSSIAN.replace("HASH", digest)}


def form_of(person: Person) -> TextForm:
    form = person.see().form
    assert form is not None
    return form


@pytest.fixture
def changed_source(editor: Person, reviewer: Person) -> Person:
    """The source of a translated lesson has changed in one sentence since; the draft of it is edition 2."""
    files = stamped(editor)
    sent(editor, files, 1)
    approves(reviewer, 1)
    newer = raised(
        {**files, WHERE: files[WHERE].replace("Only you have the key.", "Only you have the golden key.")}
    )
    editor.sends_pack(zipped(newer))
    assert "Your draft is here" in editor.sees, editor.sees
    return editor


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
