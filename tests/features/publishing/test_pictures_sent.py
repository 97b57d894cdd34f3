"""A picture by itself joins a card, by chat and in the browser: smaller, without its notes, with words for all."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from aiohttp import FormData
from PIL import Image

from bot.packs.upload.archive import open_archive
from bot.packs.upload.sandbox import open_in_sandbox
from tests.doors.web.browsing import read
from tests.kit.comparing import drawn
from tests.kit.desk import door_of, sits_down
from tests.kit.studio import PACK, editor, invited, organiser, zipped
from tests.kit.studio_forms import LESSON, form_on

if TYPE_CHECKING:
    from tests.doors.web.browsing import Browser, Seen
    from tests.talk import House, Person

__all__ = ["editor", "organiser"]

TODAY = date(2026, 12, 3)

LOCK = "boats/9-11 A lock on a red door"
QUIZ_QUESTION = "boats/9-11#holds A lock"


def photo(width: int = 2400, height: int = 1600) -> bytes:
    """A photo as from a telephone: large, with the place where it was taken."""
    image = Image.effect_noise((width, height), 60).convert("RGB")
    notes = Image.Exif()
    notes[0x010E] = "at home"
    notes[0x8825] = {1: "N", 2: (55.0, 45.0, 0.0)}
    out = io.BytesIO()
    image.save(out, "JPEG", exif=notes, quality=95)
    return out.getvalue()


def sent(caption: str, content: bytes = b"", name: str = "lock.jpg") -> tuple[dict[str, bytes], list[str]]:
    """Send a picture to the pack in hand, as the bot checks it; return its files and what was said."""
    upload = open_in_sandbox(name, content or photo(), TODAY, zipped(PACK), caption)
    files = open_archive("pack.zip", upload.content)[0] if upload.content else {}
    return files, [f"{one.code} {one.what}" for one in upload.problems]


def test_a_photo_joins_the_first_card_smaller_and_without_the_place_it_was_taken_at() -> None:
    files, _ = sent(LOCK)
    assert (
        '<a id="lock"></a>\n\n![A lock on a red door](img/lock.jpg)\n\nA boat has a lock.'
        in files[LESSON].decode()
    )
    content = files["boats/9-11/img/lock.jpg"]
    with Image.open(io.BytesIO(content)) as image:
        assert max(image.size) == 1280
        assert not image.getexif()
    assert b"at home" not in content
    assert len(content) < len(photo()) / 2


@pytest.mark.parametrize(
    ("caption", "card"),
    [(QUIZ_QUESTION, "holds"), ("boats/9-11/lesson 2: A lock", "holds"), ("boats/9-11 1. A lock", "lock")],
)
def test_the_caption_names_the_card(caption: str, card: str) -> None:
    files, said = sent(caption, drawn("red"), "x.png")
    assert f"![A lock](img/{card}.png)" in files[LESSON].decode(), said


@pytest.mark.parametrize(
    ("caption", "name", "code"),
    [
        ("", "a.png", "E908 it is not said where it belongs"),
        ("ships/9-11 A lock", "a.png", "E908 the pack in hand has no item at ships/9-11"),
        ("boats/9-11#mast A mast", "a.png", "E908 no card of boats/9-11/lesson.en.md fits"),
        ("boats/9-11", "a.png", "E912 it is not said what the picture shows"),
        (LOCK, "a.svg", "E912 a drawing of vectors (.svg)"),
    ],
)
def test_what_is_missing_is_named(caption: str, name: str, code: str) -> None:
    files, said = sent(caption, drawn("red"), name)
    assert not files
    (one,) = said
    assert one.startswith(code)


def test_what_is_no_picture_is_refused() -> None:
    assert sent(LOCK, b"\xff\xd8\xff nothing")[1][0].startswith("E907 the picture cannot be drawn")
    assert sent(LOCK, drawn("red")[:40])[1][0].startswith("E907 the picture cannot be drawn")


def test_a_picture_takes_the_place_of_the_one_before_it() -> None:
    first = open_in_sandbox("a.png", drawn("red"), TODAY, zipped(PACK), LOCK).content
    again = open_in_sandbox("b.png", drawn("blue"), TODAY, first, "boats/9-11 1: A blue door").content
    files = open_archive("pack.zip", again)[0]
    assert re.findall(r"!\[.*\]\(.*\)", files[LESSON].decode()) == ["![A blue door](img/lock.png)"]
    assert [name for name in files if "/img/" in name] == ["boats/9-11/img/lock.png"]


def test_an_editor_sends_a_picture_in_the_chat(editor: Person) -> None:
    editor.sends_pack(zipped(PACK))
    editor.sends_pack(photo(), "IMG_2041.jpg", zipped(PACK), LOCK)
    assert "Your draft is here" in editor.sees
    редактор = editor
    редактор.sends_pack(photo(), "IMG_2041.jpg", zipped(PACK), "boats/9-11")
    assert "E912" in редактор.sees
    assert "phishing/9-11 A hook with a letter on it" in редактор.sees


async def puts(browser: Browser, page: Seen, content: bytes, **fields: str) -> Seen:
    """Choose a picture beside the words and put it in, as a browser sends it."""
    form = form_on(page) | fields
    data = FormData([(name, value) for name, value in form.items() if name != "drawing"])
    data.add_field("drawing", io.BytesIO(content), filename="door.jpg", content_type="image/jpeg")
    told = browser.headers | {"Origin": browser.address, "Sec-Fetch-Site": "same-origin"} | browser.cookie
    async with browser.session.post(
        browser.address + "/edit/drawing", data=data, headers=told, allow_redirects=False
    ) as answer:
        status, words, headers = answer.status, await answer.text(), dict(answer.headers)
    if status == 303:
        return await browser.opens(headers["Location"])
    return read(status, words, headers)


async def test_an_editor_puts_a_picture_in_while_they_write(house: House, organiser: Person) -> None:
    редактор = invited(organiser, 2031, language="ru")
    редактор.sends_pack(zipped(PACK))
    async with door_of(house) as door:
        browser = await sits_down(door, редактор)
        page = await browser.opens(f"/edit?file={LESSON}")
        assert "Вставить картинку" in page.html
        text = form_on(page)["text"].replace("Only you have the key.", "Only you have its key.")
        without_words = await puts(browser, page, photo(), text=text, card="1", alt="")
        assert "не сказано, что на картинке" in without_words.html
        assert "Only you have its key." in without_words.html, "what was written stays in the field"
        caret = str(text.split("\n").index('## What holds? <a id="holds"></a>') + 2)
        page = await puts(browser, without_words, photo(), text=text, caret=caret, card="", alt="Замок на двери")
        assert "![Замок на двери](img/holds.jpg)" in form_on(page)["text"]
        assert "Only you have its key." in form_on(page)["text"]
        assert (await browser.gets("/edit/picture/boats/9-11/img/holds.jpg"))[0] == 200
