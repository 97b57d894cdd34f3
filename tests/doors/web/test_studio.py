"""The studio in a browser: words beside what a reader sees, problems at their line, sent in as a file would be."""

from __future__ import annotations

import html
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.features.publishing.tables import acts, editions
from bot.features.publishing.web import FORM_BYTES
from bot.features.publishing.writing import TEXT_BYTES
from bot.packs.upload.archive import UPLOAD_BYTES
from tests.doors.web.browsing import Browser, Seen
from tests.kit.comparing import drawn
from tests.kit.desk import door_of, sits_down
from tests.kit.studio import PACK, editor, invited, organiser, zipped
from tests.kit.studio_forms import LESSON, form_on, opens_file
from tests.packs.word_kit import small

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.talk import House, Person

__all__ = ["editor", "invited", "organiser"]


def preview_of(page: Seen) -> str:
    found = re.search(
        r'<div id="preview".*?>(.*?)</div>\s*(?:(?:</div>\s*){2}<div class="row send">|$)', page.html, re.DOTALL
    )
    assert found
    return html.unescape(re.sub(r"<[^>]+>", " ", found[1]))


async def opens_lesson(browser: Browser, editor: Person) -> dict[str, str]:
    editor.sends_pack(zipped(PACK))
    return form_on(await browser.opens(f"/edit?file={LESSON}"))


@contextmanager
def unchanged(house: House) -> Iterator[None]:
    """Nothing is stored meanwhile."""

    def rows() -> list[int]:
        with house.stores.durable.transaction() as db:
            return [db.execute(select(func.count()).select_from(one)).scalar_one() for one in (editions, acts)]

    before = rows()
    yield
    assert rows() == before


async def test_an_editor_writes_beside_what_a_reader_sees(house: House, editor: Person) -> None:
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        form = await opens_lesson(browser, editor)
        assert form["text"].strip() == PACK[LESSON].strip()
        written = form["text"].replace(
            "## The lock", '## A new boat <a id="new"></a>\n\nIt *floats* & sinks.\n\n## The lock'
        )
        with unchanged(house):
            page = await browser.sends("/edit", form | {"do": "show", "text": written})
        assert "A new boat" in preview_of(page)
        assert "floats" in preview_of(page)
        assert "It floats & sinks." in " ".join(preview_of(page).split())
        assert "No errors" in page.html
        for audience in ("6-8", "parent", "educator"):
            page = await browser.sends("/edit", form_on(page) | {"do": "show", "audience": audience})
            assert f'value="{audience}" selected' in page.html


async def test_a_problem_stands_at_its_line_in_the_editors_language(house: House, organiser: Person) -> None:
    редактор = invited(organiser, 2007, language="ru")
    async with door_of(house) as door:
        browser = await sits_down(door, редактор)
        form = await opens_lesson(browser, редактор)
        line = form["text"].split("\n").index("minutes: 2") + 1 if "minutes: 2" in form["text"] else 0
        written = form["text"].replace("minutes:", "minuten:", 1)
        page = await browser.sends("/edit", form | {"do": "show", "text": written})
        at = next(at for at, one in enumerate(written.split("\n"), start=1) if one.startswith("minuten"))
        assert f'data-line="{at}">строка {at}</a> <b>ошибка E005</b> ключ «minuten» здесь неизвестен' in page.html
        assert "Мешает 1 ошибка." in page.html or "Мешают" in page.html
        assert line in {0, at}


async def test_a_translation_that_nobody_has_begun_is_named_once(house: House, organiser: Person) -> None:
    new = invited(organiser, 2008)
    async with door_of(house) as door:
        browser = await sits_down(door, new)
        form = form_on(await browser.opens("/edit?file=accounts/9-11/lesson.en.md"))
        page = await browser.sends(
            "/edit", form | {"do": "show", "text": form["text"].replace("draft", "approved")}
        )
        found = re.findall(r"lesson\.ru\.md:\d+", page.html)
        assert len(found) <= 1, found


async def test_a_script_gets_the_preview_alone(house: House, editor: Person) -> None:
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        form = await opens_lesson(browser, editor)
        with unchanged(house):
            page = await browser.sends("/edit/preview", form)
        assert 'id="written"' not in page.html
        assert 'id="found"' in page.html
        assert "The lock" in preview_of(page)


async def test_the_pictures_of_a_pack_are_shown_where_it_is_written_and_where_it_is_tried_out(
    house: House, editor: Person, child: Person
) -> None:
    png = drawn("navy")
    words = PACK[LESSON].replace("the key.", "the key.\n\n![A lock](img/lock.png)")
    editor.sends_pack(zipped({**PACK, LESSON: words, "boats/9-11/img/lock.png": png}))
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        form = form_on(await browser.opens(f"/edit?file={LESSON}"))
        page = await browser.sends("/edit", form | {"do": "show"})
        (source,) = re.findall(r'<figure><img class="picture" src="([^"]+)" alt="A lock"></figure>', page.html)
        status, headers, content = await browser.gets(html.unescape(source))
        assert (status, content) == (200, png)
        assert (headers["Content-Type"], headers["Cache-Control"]) == ("image/png", "no-store")
        foreign = form["text"].replace("img/lock.png", "https://evil.example/lock.png")
        page = await browser.sends("/edit", form | {"do": "show", "text": foreign})
        assert "https://evil.example" in html.unescape(page.html), "it stands among the words that were written"
        assert not re.findall(r'src="(?!/static/)', page.html)
        for name in ("pack.yml", LESSON, "boats/9-11/img/none.png", "../../etc/passwd", "%2e%2e/secret.png"):
            assert (await browser.gets(f"/edit/picture/{name}"))[0] == 404, name
        other = await sits_down(door, child)
        assert (await other.gets(html.unescape(source)))[0] == 404
    editor.visits("edition/1/try/9-11:en")
    editor.taps("A boat of one's own")
    picture = editor.see().picture
    assert picture is not None, editor.sees
    assert picture.file.read_bytes() == png


async def test_what_is_sent_becomes_a_draft(house: House, editor: Person) -> None:
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        form = await opens_lesson(browser, editor)
        written = form["text"].replace("## The lock", "## The big lock", 1)
        page = await browser.sends("/edit", form | {"do": "send", "text": written})
        assert "Your draft is here: Harbour" in page.heading + page.words
        again = form_on(await browser.opens(f"/edit?file={LESSON}"))
        assert "## The big lock" in again["text"]
        assert again["version"] == form["version"], "a draft keeps its version"


async def test_with_errors_nothing_is_sent_and_the_words_stay(house: House, editor: Person) -> None:
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        form = await opens_lesson(browser, editor)
        written = form["text"].replace("## The lock", "### The lock", 1) + "\nMy own words.\n"
        with unchanged(house):
            page = await browser.sends("/edit", form | {"do": "send", "text": written})
        assert "keep it out" in page.html or "keeps it out" in page.html
        assert "My own words." in form_on(page)["text"]


async def test_an_editor_begins_with_a_template_or_a_document(house: House, editor: Person) -> None:
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        page = await browser.opens("/edit")
        assert "accounts/9-11/lesson.ru.md" in page.html, "the pack to begin with"
        form = form_on(await browser.opens("/edit?new=story&place=phishing/12-15"))
        assert form["file"].startswith("phishing/12-15/story.")
        assert 'tiers: ["12-15"]' in form["text"]
        assert form["audience"] == "12-15"
        page = await browser.opens("/edit?new=story&place=../../etc")
        assert "such as phishing/9-11" in page.html
        file = small()
        file.add("Look:", file.picture("a red boat", drawn("red")))
        page = await opens_file(browser, "passwords.docx", file.content(), "privacy/9-11")
        form = form_on(page)
        assert form["file"].startswith("privacy/9-11/lesson.")
        assert "## Three words" in form["text"]
        assert "![" not in form["text"], "the form holds words alone"
        assert "the picture privacy/9-11/img/three-words.png stays behind" in html.unescape(page.html)
        assert "Three words" in preview_of(page)
        page = await opens_file(browser, "a.docx", b"no document", "privacy/9-11")
        assert "save it as .docx" in page.html
        page = await opens_file(browser, "handout.pdf", b"%PDF-1.7", "privacy/9-11")
        assert "a PDF: it holds printed pages, not headings and paragraphs" in html.unescape(page.html)


async def test_everybody_begins_a_pack_of_their_own(house: House, organiser: Person) -> None:
    for number, person, language in ((1, 2008, "ru"), (2, 2009, "en")):
        new = invited(organiser, person)
        new.visits(f"set/locale/{language}")
        async with door_of(house) as door:
            browser = await sits_down(door, new)
            form = form_on(await browser.opens("/edit?new=lesson&place=phishing/9-11"))
            assert form["file"] == f"phishing/9-11/lesson.{language}.md", "in the language they read"
            page = await browser.sends("/edit", form | {"do": "send"})
            assert "1.0.0" in page.heading, page.words
            page = await browser.opens("/edit?file=pack.yml")
            assert f"id: pack-{number}\n" in form_on(page)["text"], "an id that is nobody else's"
            assert "accounts/9-11" not in page.html.partition("</nav>")[0], "the sample was not theirs"


async def test_what_is_not_taken_stays_in_the_form(house: House, editor: Person, organiser: Person) -> None:
    editor.sends_pack(zipped(PACK))
    other = invited(organiser, 2008)
    async with door_of(house) as door:
        browser = await sits_down(door, other)
        form = form_on(await browser.opens("/edit?file=pack.yml"))
        written = re.sub(r"id: \S+", "id: harbour", form["text"]) + "# my own words\n"
        page = await browser.sends("/edit", form | {"do": "send", "text": written})
        assert "belongs to somebody else" in page.html, page.words
        assert "# my own words" in form_on(page)["text"]


async def test_the_button_stands_in_the_studio_and_nowhere_else(
    house: House, editor: Person, child: Person
) -> None:
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        assert "✍ Write in the browser" in (await browser.opens("/p/studio")).labels
        assert "✍ Write in the browser" not in (await browser.opens("/p/menu")).labels
        await browser.opens("/p/studio")
        assert "Files of the pack" in (await browser.taps("✍ Write in the browser")).html
        other = await sits_down(door, child)
        assert "✍" not in (await other.opens("/p/studio")).html


async def test_the_chat_leads_to_where_one_writes(house: House, editor: Person) -> None:
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        page = await browser.opens("/p/studio")
        assert "🖥 Open in a browser" not in page.labels, "one is there"
        editor.visits("studio")
        editor.taps("🖥 Open in a browser")
        assert f"{door.address}/desk/" in editor.sees


async def test_at_the_version_of_another_nothing_leads_to_ones_own_pack(
    house: House, editor: Person, organiser: Person
) -> None:
    editor.sends_pack(zipped(PACK))
    reviewer = invited(organiser, 2008, "reviewer")
    async with door_of(house) as door:
        mine, other = await sits_down(door, editor), await sits_down(door, reviewer)
        assert "✍ Write in the browser" in (await mine.opens("/p/edition/1")).labels
        await mine.opens("/p/edition/1/sent")
        page = await other.opens("/p/edition/1")
        assert "📝 Notes for the editor" in page.labels
        assert "✍ Write in the browser" not in page.labels


async def test_nobody_else_gets_there(house: House, editor: Person, educator: Person, child: Person) -> None:
    async with door_of(house) as door:
        mine = await sits_down(door, editor)
        form = await opens_lesson(mine, editor)
        for person in (educator, child, None):
            browser = await sits_down(door, person) if person else door.browser()
            page = await browser.opens("/edit")
            assert page.status == 403
            assert "Harbour" not in page.html
            for path in ("/edit", "/edit/preview"):
                page = await browser.sends(path, form | {"do": "send"})
                assert page.status == 403, "a form of somebody else's page"
                own = browser.see().typing or {}
                page = await browser.sends(path, form | own | {"do": "send"})
                assert page.status == 403, "a form with a proof of one's own"
                assert "The lock" not in page.html


async def test_a_foreign_or_forged_form_is_refused(house: House, editor: Person) -> None:
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        form = await opens_lesson(browser, editor)
        assert (await browser.sends("/edit", form | {"csrf": "0" * 32})).status == 403
        assert (await browser.sends("/edit", form, Origin="https://evil.example")).status == 403
        for changed in (
            {"file": "../../etc/passwd"},
            {"file": "boats/9-11/img/a.png"},
            {"file": "/etc/passwd"},
            {"audience": "admin"},
            {"audience": ""},
        ):
            assert (await browser.sends("/edit", form | changed)).status == 400, changed
        assert (await browser.sends("/edit", form | {"text": "x" * (TEXT_BYTES + 1)})).status == 413
        assert (await browser.sends("/edit", form | {"text": "x" * FORM_BYTES})).status == 413
        page = await browser.sends("/edit", form | {"do": "show", "locale": "../../x", "version": "1; rm"})
        assert page.status == 200


EVIL = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "![x](javascript:alert(1))",
    "{{ 7 * 7 }}{% raw %}",
]
"""What the check refuses: it is shown as it stands in the field and among the problems."""

DRAWN = [
    r"\<script>alert(1)\</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "`</p><script>alert(1)</script>`",
]
"""What the check takes, for it is nothing but words: it reaches the preview."""


def is_harmless(page: Seen) -> bool:
    bare = re.sub(r'<script src="/static/\w+\.js" defer></script>', "", page.html)
    addresses = re.findall(r'(?:href|src|action)="([^"]*)"', bare)
    return (
        "<script" not in bare and "<img src=x" not in bare and not any("javascript:" in one for one in addresses)
    )


async def test_words_never_become_a_program(house: House, editor: Person) -> None:
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        form = await opens_lesson(browser, editor)
        written = "\n\n".join([form["text"].replace("## The lock", f"## The lock {EVIL[0]}", 1), *EVIL])
        for path in ("/edit", "/edit/preview"):
            page = await browser.sends(path, form | {"do": "show", "text": written})
            assert page.status == 200
            assert "E104" in page.html
            assert is_harmless(page)
        page = await browser.sends("/edit", form | {"do": "send", "text": written})
        assert form_on(page)["text"].strip() == written.strip(), "every sign is still there"
        assert is_harmless(page)


async def test_words_that_look_like_a_program_are_drawn_as_words(house: House, editor: Person) -> None:
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        form = await opens_lesson(browser, editor)
        card = "\n\n".join(['## A card <a id="evil"></a>', *DRAWN])
        written = form["text"].replace("## The lock", f"{card}\n\n## The lock", 1)
        for path in ("/edit", "/edit/preview"):
            page = await browser.sends(path, form | {"do": "show", "text": written})
            assert preview_of(page).count("<script>alert(1)</script>") == len(DRAWN)
            assert is_harmless(page)


async def test_a_file_that_is_too_large_is_not_read(house: House, editor: Person) -> None:
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        page = await opens_file(browser, "a.docx", b"x" * (UPLOAD_BYTES + 1), "privacy/9-11")
        assert page.status == 413


async def test_empty_tables_and_words_to_translate_are_taken_home(house: House, organiser: Person) -> None:
    редактор = invited(organiser, 2017, language="ru")
    редактор.sends_pack(
        zipped({**PACK, "pack.yml": PACK["pack.yml"].replace("locales: [en]", "locales: [en, ru]")})
    )
    async with door_of(house) as door:
        browser = await sits_down(door, редактор)
        page = await browser.opens("/edit")
        assert "Таблица для вопросов с вариантами (XLSX)" in page.html
        for name in ("questions.xlsx", "answers.xlsx", "my-pack.zip", "harbour.ru.po"):
            assert f'href="/edit/empty/{name}"' in page.html
            assert (await browser.gets(f"/edit/empty/{name}"))[0] == 200, name
        for name in ("harbour.en.po", "other.ru.po", "questions.xls", "..%2Fpack.yml"):
            assert (await browser.gets(f"/edit/empty/{name}"))[0] == 404, name
