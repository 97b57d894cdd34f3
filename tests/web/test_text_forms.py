"""Translating in a browser: a form of texts becomes a draft as a file would; what is wrong keeps nothing and loses
nothing.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest

from tests.features.publishing.test_studio import PACK, editor, organiser, zipped
from tests.features.publishing.test_translating import BOTH, WHERE, changed_source, reviewer
from tests.web.test_desk import door_of, sits_down

if TYPE_CHECKING:
    from tests.talk import House, Person
    from tests.web.browsing import Browser, Seen

__all__ = ["changed_source", "editor", "organiser", "reviewer"]

PAGE = "/p/edition/{}/words/ru/0"
_INPUT = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
_TEXT = re.compile(r'<textarea id="text-\d+" name="(text\.[^"]+)"[^>]*>\n([^<]*)</textarea>')


def form_on(page: Seen) -> dict[str, str]:
    """What the form of texts on a page carries."""
    inside = page.html[page.html.index('<form class="texts-form"') :]
    inside = inside[: inside.index("</form>")]
    found = {name: html.unescape(value) for name, value in _INPUT.findall(inside)}
    return found | {name: html.unescape(words) for name, words in _TEXT.findall(inside)}


def translated(form: dict[str, str]) -> dict[str, str]:
    """Every text written, links and sources kept."""
    words = {
        name: "Слово [^guide]." if name.endswith("#.body") else f"Слово {at}"
        for at, name in enumerate(form)
        if name.startswith("text.")
    }
    return form | words


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
        page = await browser.opens(PAGE.format(1))
        assert not any(words for name, words in form_on(page).items() if name.startswith("text."))


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
