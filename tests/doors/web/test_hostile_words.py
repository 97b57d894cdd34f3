"""Hostile words in every field of packs and of people: wherever they are shown, they are words."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import quote as in_address

import pytest
from openpyxl import load_workbook

from bot.chat.conversation import Reply
from bot.commands.preview.bundle import bundle
from bot.doors.web.clients import RateLimit
from bot.doors.web.markup import markup_of
from bot.values.cells import as_words
from tests.doors.web.every_page import DESK, OPEN, walks, watch
from tests.doors.web.household import furnished
from tests.kit.desk import door_of, sits_down
from tests.kit.hostile_words import HOSTILE, hostile_page
from tests.kit.question_forms import board_of, fills, makes_set
from tests.kit.studio import PACK, zipped
from tests.kit.studio_forms import form_on, opens_file
from tests.kit.uploads import sending, sends_file
from tests.talk import TODAY, House, library

if TYPE_CHECKING:
    from pathlib import Path

    from tests.doors.web.browsing import Browser, Opened, Seen
    from tests.talk import Person


FEW = (HOSTILE[1], HOSTILE[3], HOSTILE[7])
"""One that leaves an attribute, one that leaves an element, one formula: for what takes long."""

TAGS = {
    *("html", "head", "meta", "title", "link", "script", "body", "header", "nav", "main", "footer", "section"),
    *("a", "p", "b", "i", "u", "s", "code", "span", "h1", "h2", "div", "blockquote", "br", "ul", "ol", "li"),
    *(
        "img",
        "figure",
        "audio",
        "figcaption",
        "form",
        "input",
        "label",
        "textarea",
        "button",
        "select",
        "option",
        "datalist",
        "fieldset",
        "legend",
    ),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "svg", "rect", "del", "ins", "details", "summary"),
}
"""What our templates and `bot/doors/web/markup.py` write; `script` in the head alone, with an address of ours."""

ADDRESS = re.compile(
    r"/(?!/)\S*|http://127\.0\.0\.1:\d+(?:/live/[a-z0-9-]+)?|#[\w.-]*|https://good\.example/x\?a=1&b=2|https://t\.me/\S+"
    r"|tel:\+?\d+"
)
"""Where anything on these pages may lead: inside, to the link of the pack, to the chat, to a telephone."""

PICTURE_BUTTON = ("button", "formaction", "/edit/drawing")
"""The one button that sends its form elsewhere: the studio's, which puts a picture into a card."""


class Markup(HTMLParser):
    """Reads a page and notes everything that is not of our making."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag not in TAGS or (tag == "script" and not re.fullmatch(r"/static/\w+\.js", told.get("src", ""))):
            self.faults.append(f"<{tag} {told}>")
        for name, value in told.items():
            if (tag, name, value) == PICTURE_BUTTON:
                continue
            if name.startswith("on") or name in {"style", "srcdoc", "formaction", "background", "http-equiv"}:
                self.faults.append(f"<{tag} {name}={value}>")
            if name in {"href", "src", "action", "xlink:href"} and not ADDRESS.fullmatch(value):
                self.faults.append(f"<{tag} {name}={value}>")


def faults_in(page: str) -> list[str]:
    markup = Markup()
    markup.feed(page)
    markup.close()
    return markup.faults


@pytest.mark.parametrize(
    "page",
    [
        "<p><script>alert(1)</script></p>",
        "<p onclick=alert(1)>",
        '<a href="javascript:alert(1)">',
        '<a href="//evil.example">',
        '<a href="data:text/html,x">',
        '<button formaction="/edit">',
        "<iframe>",
        "<script src=https://evil.example/x.js></script>",
    ],
)
def test_a_fault_is_found(page: str) -> None:
    assert faults_in(page)


@pytest.mark.parametrize("words", HOSTILE)
def test_every_part_of_a_screen_is_words(words: str) -> None:
    page = hostile_page(words)
    assert not faults_in(page)
    assert html.unescape(page).count(words) > 40


class Watched:
    """Every page that was shown, each looked at when it was."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.with_the_words: set[str] = set()

    def __call__(self, reply: Reply, page: str) -> None:
        assert not faults_in(page), reply.path
        if self.words in html.unescape(page):
            self.with_the_words.add(reply.path)


def open_to(door: Opened, words: str) -> Watched:
    """Let everybody read as fast as a test does, and look at every page."""
    door.site.guard._pages = RateLimit(1_000_000, 1.0)
    shown = Watched(words)
    watch(door.site, shown)
    return shown


async def looks_at_files(browser: Browser, pages: list[Seen]) -> int:
    """Open every file that these pages offer; return how many there were. A class that was left on the way has a
    page instead, which is looked at as every page is.
    """
    targets, gone = {way.target for page in pages for way in page.files}, 0
    for target in targets:
        status, headers, content = await browser.gets(target)
        assert status == 200, target
        if target.startswith("/p/class/") and content.startswith(b"<!doctype html>"):
            gone += 1
            continue
        assert headers["Content-Disposition"].startswith("attachment"), target
        assert headers["X-Content-Type-Options"] == "nosniff", target
        if content.startswith(b"\x89PNG"):
            assert headers["Content-Type"] == "image/png", target  # it is shown on its page, too
            continue
        assert headers["Content-Type"] == "application/octet-stream", target
        holds_no_formula(headers["Content-Disposition"].rpartition(".")[2], content)
    return len(targets) - gone


def holds_no_formula(kind: str, content: bytes) -> None:
    """Assert that what a spreadsheet opens is words and numbers alone, and that data can be read."""
    if kind == "csv":
        words = content.decode("utf-8-sig")
        for row in csv.reader(io.StringIO(words), delimiter=";" if ";" in words.partition("\n")[0] else ","):
            assert row == [as_words(cell) for cell in row]
    elif kind == "xlsx":
        for sheet in load_workbook(io.BytesIO(content)):
            assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    elif kind == "json":
        json.loads(content)


def in_markdown(words: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>()#+.!|~$&=:\"'/-])", r"\\\1", words)


def hostile_pack(words: str) -> dict[str, str]:
    """A pack with these words in every field that takes any."""
    told, said = json.dumps(words, ensure_ascii=False), in_markdown(words)
    head = PACK["pack.yml"].replace("{en: Harbour, ru: Гавань}", f"{{en: {told}}}")
    head = head.replace("{name: Harbour desk}", f"{{name: {told}}}") + "link_hosts: [good.example]\n"
    top = (
        f'---\ntitle: {told}\ntiers: ["9-11"]\nage_mark: 6+\ntopics: [accounts]\nobjective: {told}\nminutes: 2\n'
        f"status: approved\n---\n# {said}\n\n{said} [{said}](https://good.example/x?a=1&b=2).[^guide]\n\n"
    )
    asked = (
        f'## {said} 2 <a id="holds"></a>\n\n{said}\n\n- [x] {said} a\n  > {said}\n- [ ] {said} b\n  > {said}\n\n'
        f"> [!NOTE]\n> {said}\n\n"
    )
    card = f'## {said} <a id="lock"></a>\n\n{said} **{said}** [{said}](../../glossary.en.md#key).\n\n'
    source = f"[^guide]: {said}, 2020, https://good.example/x?a=1&b=2\n"
    return {
        "pack.yml": head,
        "glossary.en.md": f'---\ntitle: {told}\n---\n# {said}\n\n## Key <a id="key"></a>\n\n{said}\n',
        "boats/9-11/lesson.en.md": top + card + asked + source,
        "boats/9-11/quiz.en.md": top + asked + source,
        "boats/9-11/tips.en.md": top + card + source,
    }


@pytest.mark.parametrize("words", HOSTILE)
async def test_words_of_a_pack_are_words_for_who_reads_writes_and_reviews(tmp_path: Path, words: str) -> None:
    files = hostile_pack(words)
    for name, content in files.items():
        (tmp_path / "packs" / "harbour" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "packs" / "harbour" / name).write_text(content, encoding="utf-8")
    house = House(tmp_path / "house", library(tmp_path / "packs"))
    async with door_of(house) as door:
        shown = open_to(door, words)
        for who in ("9-11", "educator"):
            reader = door.browser()
            await reader.opens("/")
            await reader.opens(f"/p/who/{who}")
            await walks(reader, OPEN)
            await reader.opens("/p/menu")
            await reader.types(words)
        assert "lesson/harbour/boats/9-11:lock" in shown.with_the_words
        assert any(path.startswith("about/") for path in shown.with_the_words), "with its sources"
        assert any(path.startswith(("got/", "mark/")) for path in shown.with_the_words), "with its explanations"
    house.close()
    written = bundle(tmp_path / "packs" / "harbour", TODAY)
    assert words in html.unescape(written)
    allowed = TAGS | {"style"}
    found = [tag for tag in re.findall(r"<(\w+)", written) if tag.lower() not in allowed]
    assert not found
    assert not re.search(r"<script|<[^>]*\son\w+=|<iframe", written)


@pytest.mark.parametrize("words", FEW)
async def test_words_of_editors_and_reviewers_are_words(house: House, words: str) -> None:
    async with door_of(house) as door:
        shown = open_to(door, words)
        people = furnished(house)
        people.organiser.visits("spaces/new")
        people.organiser.types(words)
        people.editor.sends_pack(zipped(hostile_pack(words)))
        people.editor.visits("edition/1/sent")
        for path in ("edition/1/note:0", "edition/1/remark"):
            people.reviewer.visits(path)
            people.reviewer.types(words)
        for who in ("editor", "reviewer"):
            browser = await sits_down(door, people.people[who])
            assert await looks_at_files(browser, await walks(browser, DESK, []))
        people.reviewer.visits("edition/1/return")
        editor = await sits_down(door, people.editor)
        await writes_in_the_browser(editor, words)
        await sends_files(editor, people.editor, words)
        organiser = await sits_down(door, people.organiser)
        assert await looks_at_files(organiser, await walks(organiser, (*DESK, "/p/spaces:0", "/p/space/1"), []))
        assert {"edition/1", "edition/1/note:0", "edition/1/changes:0", "space/1"} <= shown.with_the_words


async def writes_in_the_browser(editor: Browser, words: str) -> None:
    """Draw and send what has the words in it, also where they are wrong, and bring them in a file."""
    form = form_on(await editor.opens("/edit?file=boats/9-11/lesson.en.md"))
    assert words in form["text"] or in_markdown(words) in form["text"]
    wrong = form["text"] + f"\n### {words}\n[x](javascript:alert(1))\n"
    for path, text in (("/edit", form["text"]), ("/edit/preview", wrong)):
        page = await editor.sends(path, form | {"do": "show", "text": text})
        assert page.status == 200
        assert not faults_in(page.html)
    await editor.sends("/edit", form | {"do": "send", "text": wrong})
    await editor.opens(f"/edit?new=lesson&place={in_address(words)}")
    await opens_file(editor, f"{words}.gift", f"::{words}::{words} {{={words} ~no#{words}}}".encode(), words)


async def sends_files(browser: Browser, editor: Person, words: str) -> None:
    """Send in files whose names, folders, heads and insides are hostile, and read what is wrong with each."""
    odd = zipped(
        {**PACK, f"boats/{words}/lesson.en.md": words, "pack.yml": f"format: 1\nid: {words}\n{words}: 1\n"}
    )
    head = zipped({**PACK, "pack.yml": PACK["pack.yml"].replace("id: harbour", f"id: {json.dumps(words)}")})
    for name, content in ((words, b"x"), (f"{words}.zip", odd), ("pack.zip", head), (f"{words}.docx", b"PK")):
        told = editor.sends_pack(content, name, words=words)
        assert not faults_in(markup_of(told.text).html)
        await browser.opens("/p/arrived")


@pytest.mark.parametrize("words", HOSTILE)
async def test_words_of_a_teacher_are_words_on_page_projector_and_paper(house: House, words: str) -> None:
    async with door_of(house) as door:
        shown = open_to(door, words)
        people = furnished(house)
        teacher = await sits_down(door, people.educator)
        address = await makes_set(teacher, people.room, words)
        asked = {"stem": words, "option-0": f"{words} a", "option-1": f"{words} b", "right-1": "1", "note": words}
        await fills(teacher, address, **asked)
        await fills(teacher, address, **asked | {"option-1": ""})
        await teacher.opens(address)
        one = re.search(r"\?edit=(\w+)", teacher.see().html)
        assert one
        await teacher.opens(f"{address}?edit={one[1]}")
        await teacher.opens(f"{address}?edit={words}")
        await teacher.opens(address)
        await fills_file(teacher, address, f"::{words}::{words} {{={words} ~{words} b#{words}\n\n{words}")
        for name in ("sheet", "key", "pack"):
            status, _, content = await teacher.gets(f"{address}/file/{name}")
            assert status == 200
            if name == "pack":
                assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
        await teacher.opens(address)
        await teacher.taps("projector")
        live = re.search(r"/live/[\w-]+", teacher.see().words)
        assert live, teacher.see().html
        await teacher.taps("First question")
        board = await board_of(house, live[0])
        assert words in html.unescape(board)
        assert not re.search(
            r"<(?!/?(?:main|div|p|h1|ol|li|b|svg|rect|html|head|meta|noscript|title|link|body|script)\b)\w", board
        )
        assert re.findall(r"<script.*?>", board) == ['<script src="board.js">']
        assert shown.with_the_words


async def fills_file(teacher: Browser, address: str, words: str) -> None:
    form = teacher.see().typing
    assert form
    await teacher.sends(f"{address}/brought", form | {"gift": words})


@pytest.mark.parametrize("words", FEW)
async def test_a_sheet_of_results_is_told_in_words(house: House, words: str) -> None:
    """What cannot be read of it, and the files that may be taken along."""
    async with door_of(house) as door:
        open_to(door, words)
        people = furnished(house)
        task = people.task
        teacher = await sits_down(door, people.educator)
        pages = await walks(teacher, (f"/p/task/{task}/paper", f"/p/task/{task}/table", "/p/export"), [])
        assert await looks_at_files(teacher, pages) > 3
        for content in (f"{words};{words}\n{words};a\n7;{words}\n", words):
            await teacher.opens(f"/p/task/{task}/paper")
            await sends_file(teacher, sending(teacher), f"{words}.csv", content.encode())
            await teacher.opens(f"/p/task/{task}/paper")
            await teacher.types(content)
