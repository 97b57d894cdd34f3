"""Translating in a browser: a form of texts becomes a draft as a file would; what is wrong keeps nothing and loses
nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.kit.desk import door_of, sits_down
from tests.kit.reviewing import reviewer
from tests.kit.studio import PACK, editor, organiser, zipped
from tests.kit.text_forms import PAGE, form_on, translated
from tests.kit.translating import BOTH, WHERE, changed_source

if TYPE_CHECKING:
    from tests.doors.web.browsing import Browser
    from tests.talk import House, Person

__all__ = ["changed_source", "editor", "organiser", "reviewer"]


async def test_a_translation_that_is_written_becomes_a_draft_and_goes_to_review(
    house: House, editor: Person, reviewer: Person
) -> None:
    editor.sends_pack(zipped(BOTH))
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        page = await browser.opens(PAGE.format(1))
        form = translated(form_on(page))
        page = await browser.sends("/texts", form)
        assert "Your draft is here: Harbour 1.0.0" in page.heading, page.words
        page = await browser.sends("/texts", form)
        assert page.status == 200, "the same form counts once"
        page = await browser.opens(PAGE.format(1))
        assert "new 0, changed 0, done" in page.words
        assert all("Слово" in words for name, words in form_on(page).items() if name.startswith("text."))
        await browser.opens("/p/edition/1/sent")
    reviewer.visits("edition/1/changes:0")
    told = reviewer.sees
    while any("▶" in label for label in reviewer.labels):
        reviewer.taps("▶")
        told += reviewer.sees
    assert "lesson.ru.md" in told
    assert "Слово" in told


async def test_what_is_missing_or_wrong_is_told_and_what_was_written_stands_there(
    house: House, editor: Person
) -> None:
    editor.sends_pack(zipped(BOTH))
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        form = translated(form_on(await browser.opens(PAGE.format(1))))
        first = next(name for name in form if name.startswith("text."))
        page = await browser.sends("/texts", form | {first: " "})
        assert "1 text is empty." in page.html
        again = form_on(page)
        assert {name: again[name] for name in form if name.startswith("text.") and name != first} == {
            name: form[name] for name in form if name.startswith("text.") and name != first
        }
        body = next(name for name in form if name.endswith("#lock.body"))
        page = await browser.sends("/texts", form | {body: "Слово <script>alert(1)</script>"})
        assert "Nothing is kept yet" in page.html
        assert "<script>alert" not in page.html
        assert form_on(page)[body] == "Слово <script>alert(1)</script>"
        kept = form_on(await browser.opens(PAGE.format(1)))
        assert kept[body] == form[body], "what was wrong is not kept; what was written before is"
        assert not kept[first]


async def test_a_translation_is_saved_text_by_text_and_goes_on_another_day(house: House, editor: Person) -> None:
    editor.sends_pack(zipped(BOTH))
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        form = form_on(await browser.opens(PAGE.format(1)))
        title, lock = "text.lesson:boats/9-11#.title", "text.lesson:boats/9-11#lock.body"
        page = await browser.sends("/texts", form | {title: "Своя лодка", lock: "Замок и ключ.", "do": "save"})
        assert "Saved: 2 texts." in page.words
        assert "2 of them saved" in page.words
    house.later(days=30)
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        page = await browser.opens(PAGE.format(1))
        form = form_on(page)
        assert (form[title], form[lock]) == ("Своя лодка", "Замок и ключ.")
        assert page.html.count("💾 saved") == 2
        page = await browser.sends("/texts", form | {lock: " ", "do": "save"})
        assert "Saved: 1 text." in page.words
        form = form_on(await browser.opens(PAGE.format(1)))
        assert form[lock] == ""
        page = await browser.sends("/texts", translated(form) | {title: "Моя лодка"})
        assert "Your draft is here" in page.heading, page.words
        page = await browser.opens(PAGE.format(1))
        assert form_on(page)[title] == "Моя лодка", "a draft outdoes what was saved before it"
        assert "of them saved" not in page.words


async def test_what_was_saved_is_void_once_its_source_says_something_else(house: House, editor: Person) -> None:
    editor.sends_pack(zipped(BOTH))
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        form = form_on(await browser.opens(PAGE.format(1)))
        lock, title = "text.lesson:boats/9-11#lock.body", "text.lesson:boats/9-11#.title"
        await browser.sends("/texts", form | {lock: "Замок и ключ.", title: "Лодка", "do": "save"})
        words = BOTH[WHERE].replace("Only you have the key.", "Nobody has the key.")
        editor.sends_pack(zipped({**BOTH, WHERE: words}))
        form = form_on(await browser.opens(PAGE.format(1)))
        assert (form[lock], form[title]) == ("", "Лодка")


async def test_a_translator_is_told_limits_terms_and_what_is_said_elsewhere(house: House, editor: Person) -> None:
    terms = '---\ntitle: Words\n{}---\n# Words\n\n## Lock <a id="lock"></a>\n\n{}\n'
    files = {
        **BOTH,
        "glossary.en.md": terms.format("", "It holds."),
        "glossary.ru.md": terms.format("translation: {of: en, by: human}\n", "Держит.").replace(
            "## Lock", "## Запор"
        ),
    }
    editor.sends_pack(zipped(files))
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        place = PAGE.format(1)
        page = await browser.opens(place)
        assert "at most 100 characters" in page.html
        assert "Glossary: Lock → Запор" in page.html
        form = form_on(page)
        await browser.sends("/texts", form | {"text.lesson:boats/9-11#.title": "Своя лодка", "do": "save"})
        page = await browser.opens(place)
        assert "<q>Своя лодка</q>" in page.html, "the heading says the same words"
        heading = "lesson:boats/9-11#.heading"
        form = form_on(page)
        page = await browser.sends("/texts", form | {f"take.{heading}": "1", "do": "save"})
        assert form_on(page)[f"text.{heading}"] == "Своя лодка"


@pytest.mark.parametrize("looked", [True, False])
async def test_a_changed_unit_that_still_fits_is_confirmed_or_stays_marked(
    house: House, changed_source: Person, *, looked: bool
) -> None:
    async with door_of(house) as door:
        browser = await sits_down(door, changed_source)
        form = form_on(await browser.opens(PAGE.format(2)))
        if looked:
            form["fits.lesson:boats/9-11#lock.body"] = "1"
        else:
            form["text.lesson:boats/9-11#.title"] = "Лодка"
        page = await browser.sends("/texts", form)
        assert "Your draft is here: Harbour 1.1.0" in page.heading, page.words
        page = await browser.opens(PAGE.format(2))
        assert f"changed {0 if looked else 1}" in page.words


async def test_an_approved_version_is_written_over_as_the_next_one(
    house: House, editor: Person, reviewer: Person
) -> None:
    editor.sends_pack(zipped(BOTH))
    editor.visits("edition/1/sent")
    reviewer.visits("edition/1/changes:0")
    while any("▶" in label for label in reviewer.labels):
        reviewer.taps("▶")
    reviewer.visits("edition/1/approved")
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        page = await browser.sends("/texts", translated(form_on(await browser.opens(PAGE.format(1)))))
        assert "Your draft is here: Harbour 1.0.1" in page.heading, page.words


async def test_nobody_else_writes_over_it(house: House, editor: Person, reviewer: Person) -> None:
    editor.sends_pack(zipped(BOTH))
    async with door_of(house) as door:
        mine, others = await sits_down(door, editor), await sits_down(door, reviewer)
        form = translated(form_on(await mine.opens(PAGE.format(1))))
        visitor = door.browser()
        await visitor.opens("/")
        for browser, carried in ((others, form), (visitor, form), (mine, form | {"csrf": "0" * 32})):
            page = await browser.sends("/texts", carried)
            assert page.status == 403
        own = await _proof(others)
        page = await others.sends("/texts", form | own)
        assert "Your draft is here" not in page.heading, "a forged path with a form of one's own"
        for path in ("edition/1", "edition/77/words/ru/0", "edition/1/words/kk/0", "../x", ""):
            page = await mine.sends("/texts", form | {"path": path})
            assert "Your draft is here" not in page.heading
        page = await mine.sends("/texts", form, Origin="https://evil.example")
        assert page.status == 403
        page = await mine.sends("/texts", form | {"text.x": "x" * 500_000})
        assert page.status == 413
        page = await mine.opens(PAGE.format(1))
        assert not any(words for name, words in form_on(page).items() if name.startswith("text."))


async def _proof(browser: Browser) -> dict[str, str]:
    page = await browser.opens("/p/studio")
    assert page.typing
    return page.typing


async def test_a_zero_in_what_is_written_is_left_out(house: House, editor: Person, reviewer: Person) -> None:
    editor.sends_pack(zipped(BOTH))
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        form = translated(form_on(await browser.opens(PAGE.format(1))))
        zeros = {name: f"{words}\0" for name, words in form.items() if name.startswith("text.")}
        page = await browser.sends("/texts", form | zeros)
        assert "Your draft is here: Harbour 1.0.0" in page.heading, page.words
        await browser.opens("/p/edition/1/sent")
        other = await sits_down(door, reviewer)
        await other.opens("/p/edition/1/remark")
        await other.types("Shor\0ter.")
    editor.visits("edition/1")
    assert "Shorter." in editor.sees


async def test_a_strangers_words_in_the_source_stay_words(house: House, editor: Person) -> None:
    words = PACK[WHERE].replace("A boat has a lock.", 'A `"><b>` & boat has a lock.')
    editor.sends_pack(zipped({**BOTH, WHERE: words}))
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        page = await browser.opens(PAGE.format(1))
        assert "&quot;&gt;&lt;b&gt;" in page.html or "&#34;&gt;&lt;b&gt;" in page.html
