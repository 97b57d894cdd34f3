"""Publishing over real Telegram calls: a file is sent, fetched, checked, reviewed, and a child reads it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.app import App
from bot.packs.upload.archive import UPLOAD_BYTES
from tests.doors.telegram.servers import press, running, sees, settings_for, settled, shown, until
from tests.kit.archives import EVIL
from tests.kit.changed_packs import ALL
from tests.kit.evil_packs import spoilt
from tests.kit.studio import PACK, changed, zipped

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from simulator import PersonHandle, Simulator

pytestmark = pytest.mark.slow


@pytest.fixture
async def house(telegram: Simulator, tmp_path: Path) -> AsyncIterator[App]:
    organiser = telegram.person("educator")
    settings = settings_for(tmp_path, telegram.url, admin_ids=str(organiser.id))
    async with running(App(settings, telegram.clock.now)) as app:
        settled(app, organiser, telegram.person("parent"), who="educator")
        settled(app, telegram.person("child-10"), who="9-11")
        yield app


def links(person: PersonHandle) -> set[str]:
    return set(re.findall(r"start=(edit_\w+)", shown(person)))


async def invites(telegram: Simulator, guest: PersonHandle, duty: str) -> None:
    organiser = telegram.person("educator")
    before = links(organiser)
    await organiser.send("/menu")
    await sees(organiser, "Что вам интересно?")
    await press(organiser, "🛠 Управлять кампаниями", "➕ Пригласить в мастерскую", duty)
    await until(lambda: bool(links(organiser) - before))
    await guest.start((links(organiser) - before).pop())
    await sees(guest, "Приглашение")
    await guest.press("Я не против, впустите")
    await sees(guest, "Мастерская")


async def test_from_a_file_in_the_chat_to_a_childs_screen(house: App, telegram: Simulator) -> None:
    editor, reviewer, child = telegram.person("parent"), telegram.person("educator"), telegram.person("child-10")
    await invites(telegram, editor, "Редактор")
    await invites(telegram, reviewer, "Рецензент")
    await editor.attach("document", "harbour.zip", zipped(changed("minutes: 2", "minutes: two")))
    await sees(editor, "Проверяю ваш файл")
    await sees(editor, "Пока не принято")
    await sees(editor, "boats/9-11/lesson.en.md:7")
    await editor.attach("document", "harbour.zip", zipped(PACK))
    await sees(editor, "Черновик здесь: Harbour 1.0.0")
    lesson = changed("Only you have the key.", "Only you have its key.")["boats/9-11/lesson.en.md"]
    await editor.attach("document", "lesson.en.md", lesson.encode(), caption="boats/9-11")
    await until(lambda: drafts(editor) == 2)
    assert len([call for call in telegram.journal if call.method == "getFile"]) == 3
    await editor.press("📤 Сдать рецензенту")
    await sees(editor, "Сдать рецензенту?")
    await editor.press("📤 Да, сдать")
    await sees(editor, "ждёт рецензента")
    await reviewer.send("/menu")
    await press(reviewer, "🛠 Мастерская", "📥 Harbour 1.0.0", "👀 Что меняется, слово в слово")
    await sees(reviewer, "Harbour 1.0.0 · 1 из 2")
    await sees(reviewer, "➕ текст: A boat has a lock. Only you have its key.")
    await reviewer.press("Листать дальше ▶")
    await sees(reviewer, "Harbour 1.0.0 · 2 из 2")
    await press(reviewer, "✅ Принять и опубликовать", "✅ Да, опубликовать")
    await sees(reviewer, "✅ показывается")
    await until(lambda: house.services.library.has_pack("harbour"))
    await child.start("lesson_harbour_boats_9-11")
    await sees(child, "Only you have its key.")
    assert not telegram.journal.red


async def test_what_anybody_else_sends_is_never_fetched(house: App, telegram: Simulator) -> None:
    del house
    child = telegram.person("child-10")
    await child.attach("document", "harbour.zip", zipped(PACK))
    await sees(child, "Картинки, видео")
    await child.attach("document", "x.md", b"x", caption="помогите")
    await sees(child, "🆘")
    assert not [call for call in telegram.journal if call.method == "getFile"]


async def test_a_file_that_is_too_large_is_not_fetched(house: App, telegram: Simulator) -> None:
    del house
    editor = telegram.person("parent")
    await invites(telegram, editor, "Редактор")
    await editor.attach("document", "harbour.zip", b"\0" * (UPLOAD_BYTES + 1))
    await sees(editor, "E901")
    assert not [call for call in telegram.journal if call.method == "getFile"]


async def test_evil_documents_get_kind_answers_and_the_next_good_one_is_taken(
    house: App, telegram: Simulator
) -> None:
    """Each is checked by a process of its own; the rest of a thousand goes through `features/test_evil_packs`."""
    editor, child = telegram.person("parent"), telegram.person("child-10")
    await invites(telegram, editor, "Редактор")
    kinds = {change.what: change for change in ALL}
    evil = [content for _, content in EVIL.values()][::4] + [spoilt(change) for change in kinds.values()][::4]
    for number, content in enumerate(evil):
        await editor.attach("document", f"pack-{number}.zip", content)
        await until(lambda number=number: len(refusals(editor)) > number)  # type: ignore[misc]
    await child.send("/menu")
    await sees(child, "Чего хочется?")
    await editor.attach("document", "harbour.zip", zipped(PACK))
    await sees(editor, "Черновик здесь: Harbour 1.0.0")
    assert not house.services.library.has_pack("torch")
    assert not telegram.journal.red


def drafts(person: PersonHandle) -> int:
    return sum("Черновик здесь: Harbour 1.0.0" in one.get("text", "") for one in person.see(200))


def refusals(person: PersonHandle) -> list[str]:
    return [one["text"] for one in person.see(200) if "Пока не принято" in one.get("text", "")]
