"""Files from a browser: a teacher's sheet and an editor's pack come in as by the chat; nobody else's is read."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

import pytest

from bot.doors.web.site import uploads
from bot.features.paper.paper_sheet import MOST_BYTES
from bot.packs.upload.archive import UPLOAD_BYTES
from tests.doors.telegram.servers import until
from tests.doors.web.browsing import opened
from tests.kit.assignments import classes_of, gives
from tests.kit.desk import door_of, sits_down
from tests.kit.paper_results import counts, filled, packed, sheet_of
from tests.kit.pupils import joins_here
from tests.kit.studio import PACK, editor, invited, organiser, zipped
from tests.kit.translating import BOTH
from tests.kit.uploads import sending, sends_file
from tests.packs.word_kit import small

if TYPE_CHECKING:
    from tests.talk import House, Person

__all__ = ["editor", "invited", "organiser"]


async def test_a_teachers_sheet_is_counted_once(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 0)
    task = gives(educator, room)
    educator.visits(f"task/{task}/paper")
    sheet = packed(filled(sheet_of(educator), 7, "a"))
    async with door_of(house) as door:
        browser = await sits_down(door, educator)
        page = await browser.opens(f"/p/task/{task}/paper")
        status, headers, content = await browser.gets(page.files[0].target)
        assert status == 200
        assert "mayak-paper-results.csv" in headers["Content-Disposition"]
        assert content.decode("utf-8-sig").startswith("Alias")
        form = sending(browser)
        page = await sends_file(browser, form, "results.csv", sheet)
        assert "Counted: 7 pupils." in page.words
        assert sending(browser), "the next one may follow"
        before = counts(house)
        assert (await sends_file(browser, form, "results.csv", sheet)).status == 200
        assert counts(house) == before


async def test_a_picture_that_was_made_is_seen_on_its_page(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 0)
    async with door_of(house) as door:
        browser = await sits_down(door, educator)
        page = await browser.opens(f"/p/class/{room}/print")
        (source,) = re.findall(r'<img class="picture" src="([^"]+)" alt="[^"]+" loading="lazy">', page.html)
        status, headers, content = await browser.gets(source)
        assert (status, headers["Content-Type"]) == (200, "image/png")
        assert content.startswith(b"\x89PNG")


async def test_what_was_typed_and_has_to_be_mended_stands_in_its_field_again(
    house: House, educator: Person
) -> None:
    room, _ = classes_of(house, educator, 1)
    task = gives(educator, room)
    async with door_of(house) as door:
        browser = await sits_down(door, educator)
        await browser.opens(f"/p/task/{task}/paper")
        page = await browser.types("13 <Q>")
        assert "Nothing was counted yet" in page.heading
        assert ">13 &lt;Q&gt;</textarea>" in page.html


async def test_what_cannot_be_read_is_told_with_its_line(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 0)
    task = gives(educator, room)
    async with door_of(house) as door:
        browser = await sits_down(door, educator)
        for content, told in (
            (b"\x00\xff" * 50, "This is no CSV"),
            (b"x" * (MOST_BYTES + 1), "Send the sheet as a CSV"),
        ):
            await browser.opens(f"/p/task/{task}/paper")
            page = await sends_file(browser, sending(browser), "results.csv", content)
            assert page.status == 200
            assert told in page.words
        assert counts(house) == 0


async def test_an_editors_pack_is_checked_and_becomes_a_draft(house: House, editor: Person) -> None:
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        await browser.opens("/p/studio")
        form = sending(browser)
        page = await sends_file(browser, form, "harbour.zip", zipped(PACK))
        assert page.status == 200
        assert "Harbour" in page.words + page.heading
        editor.visits("studio")
        assert any("Harbour" in label for label in editor.labels)
        await browser.opens("/p/studio")
        lesson = PACK["boats/9-11/lesson.en.md"].replace("- [x] A long word", "- [ ] A long word")
        page = await sends_file(
            browser, sending(browser) | {"place": "boats/9-11"}, "lesson.en.md", lesson.encode()
        )
        assert "lesson.en.md" in page.words


async def test_a_file_that_is_too_large_is_told_so(house: House, editor: Person) -> None:
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        await browser.opens("/p/studio")
        page = await sends_file(browser, sending(browser), "big.zip", b"x" * (UPLOAD_BYTES + 1))
        assert page.status == 200
        assert "10 MiB" in page.words


async def test_nobody_elses_file_is_read(house: House, educator: Person, child: Person) -> None:
    room, _ = classes_of(house, educator, 0)
    task = gives(educator, room)
    async with door_of(house) as door:
        browser = await sits_down(door, child)
        await browser.opens("/p/menu")
        assert "multipart" not in browser.see().html
        assert browser.see().typing
        page = await sends_file(browser, browser.see().typing or {}, "x.zip", zipped(PACK))
        assert "I have not opened it" in page.words
        await browser.opens(f"/p/task/{task}/paper")
        page = await sends_file(browser, browser.see().typing or {}, "x.csv", b"a,b")
        assert "I have not opened it" in page.words
        visitor = door.browser()
        await visitor.opens("/p/studio")
        assert "multipart" not in visitor.see().html
        page = await sends_file(visitor, visitor.see().typing or {}, "x.zip", zipped(PACK))
        assert page.status == 403
        pupil, _ = await joins_here(door, code_of(educator, room))
        page = await sends_file(pupil, pupil.see().typing or {}, "x.zip", zipped(PACK))
        assert "I have not opened it" in page.words


def code_of(teacher: Person, room: int) -> str:
    teacher.visits(f"class/{room}")
    return teacher.sees.partition("start=class_")[2][:12]


async def test_a_forged_form_sends_nothing(house: House, editor: Person) -> None:
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        await browser.opens("/p/studio")
        form = sending(browser)
        for forged in ({}, {"csrf": "0" * 32}, {"csrf": ""}):
            assert (await sends_file(browser, forged, "x.zip", zipped(PACK))).status == 403
        for foreign in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
            assert (await sends_file(browser, form, "x.zip", zipped(PACK), **foreign)).status == 403
        assert (await browser.sends("/send", form)).status == 415
        assert (await sends_file(browser, form | {"place": "x" * 2000}, "x.zip", zipped(PACK))).status == 400
        editor.visits("studio")
        assert not any("Harbour" in label for label in editor.labels)


async def test_few_files_of_one_visit_are_on_their_way(house: House, editor: Person) -> None:
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        await browser.opens("/p/studio")
        host, port = door.address.removeprefix("http://").split(":")
        fields = sending(browser) | {"place": "boats"}
        head = (
            f"POST /send HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: multipart/form-data; boundary=b\r\n"
            f"Cookie: {browser.cookie['Cookie']}\r\nContent-Length: 9000000\r\n\r\n"
            + "".join(
                f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
                for name, value in fields.items()
            )
            + '--b\r\nContent-Disposition: form-data; name="file"; filename="x.zip"\r\n\r\n'
        )
        slow = []
        for _ in range(uploads.OF_A_VISIT):
            _, writer = connection = await asyncio.open_connection(host, int(port))
            writer.write(head.encode())
            for _ in range(6):  # the reader of forms waits for what follows each field
                await asyncio.sleep(0.05)
                writer.write(b"PK" * 50)
            slow.append(connection)
        await until(lambda: door.site.uploads.on_their_way._busy.total() == len(slow), 5)
        assert (await sends_file(browser, sending(browser), "x.zip", b"x")).status == 429
        assert "112" in (await browser.opens("/p/help")).words
        for _, writer in slow:
            writer.close()


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.zip", "<script>alert(1)</script>.zip", "x" * 300 + ".zip", "ы.zip"]
)
async def test_a_files_name_is_only_a_name(house: House, editor: Person, name: str) -> None:
    async with opened(house) as door:
        house.conversation.services.instance.projector = door.address
        browser = await sits_down(door, editor)
        await browser.opens("/p/studio")
        page = await sends_file(browser, sending(browser), name, b"no zip at all")
        assert page.status == 200
        assert "<script>alert" not in page.html
        assert not (house.folder / "etc").exists()


async def test_a_word_document_and_questions_become_drafts(house: House, editor: Person) -> None:
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        await browser.opens("/p/studio")
        file = small()
        file.table(("who", "what"))
        page = await sends_file(browser, sending(browser), "passwords.docx", file.content())
        assert "it is not said where it belongs" in page.words
        form = sending(browser) | {"place": "accounts/9-11"}
        page = await sends_file(browser, form, "passwords.docx", file.content())
        assert "Your draft is here: Passwords" in page.words + page.heading
        assert "the table became a list" in page.words
        form = sending(browser) | {"place": "accounts/9-11"}
        page = await sends_file(browser, form, "bank.gift", b"What keeps a door shut? {=A lock ~A hat#No.}\n")
        assert "Your draft is here: Passwords" in page.words + page.heading


async def test_a_translation_comes_back_where_it_was_taken(house: House, editor: Person) -> None:
    editor.sends_pack(zipped(BOTH))
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        page = await browser.opens("/p/edition/1/catalogue/ru")
        (taken,) = (one for one in page.files if one.label.endswith(".po"))
        _, _, words = await browser.gets(taken.target)
        assert "place" not in sending(browser), "its name says where it belongs"
        page = await sends_file(browser, sending(browser), "harbour.ru.po", words)
        assert "Your draft is here: Harbour 1.0.0" in page.words + page.heading
