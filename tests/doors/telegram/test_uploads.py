"""An editor's file is checked beside all else: nobody waits for it, and whatever happens its editor is told."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import zipfile
from typing import TYPE_CHECKING

import pytest

from bot.db import people
from bot.features.publishing.store import editors
from bot.values.audience import Duty
from simulator import Simulator
from simulator.faults import Fault
from tests.doors.telegram.flooding import Crowd, p99
from tests.doors.telegram.process import Process
from tests.doors.telegram.servers import running, sees, settings_for, settled, until
from tests.kit.studio import PACK, zipped

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.app import App
    from simulator import PersonHandle

pytestmark = pytest.mark.slow

CHECKING, DRAFT, BROKEN_OFF = "Проверяю ваш файл", "Черновик здесь: Harbour 1.0.0", "прервалась на моей стороне"


def heavy(lessons: int = 1900) -> bytes:
    """A pack that keeps a core busy for seven seconds: nearly as many lessons as an archive may hold."""
    lesson = PACK["boats/9-11/lesson.en.md"]
    words = {f"boats{n}/9-11/lesson.en.md": lesson for n in range(lessons)}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"pack.yml": PACK["pack.yml"], **words}.items():
            archive.writestr(name, content)
    return packed.getvalue()


def become_editors(app: App, *those: PersonHandle) -> None:
    settled(app, *those, who="educator")
    house = app.services
    with house.stores.durable.transaction() as db:
        for one in those:
            person = people.find(db, house.lookups(one.id), app.clock().date())
            assert person
            editors.accept(db, person.key, editors.invite(db, Duty.EDITOR, app.clock()), app.clock())


def told(person: PersonHandle, words: str) -> int:
    return sum(words in message.get("text", "") for message in person.see(100))


async def test_three_heavy_packs_hold_up_nobody(paced: App, limited: Simulator) -> None:
    crowd = Crowd(limited)
    uploaders = [limited.new_person(f"e{number}") for number in range(3)]
    people_ = [limited.new_person(f"n{number}") for number in range(20)]
    callers = [limited.new_person(f"c{number}") for number in range(3)]
    become_editors(paced, *uploaders)
    settled(paced, *people_, *callers)
    taps: list[float] = []
    helps: list[float] = []
    seen: list[int] = []
    content = heavy()
    loop = asyncio.get_running_loop()
    async with crowd.watched():
        await crowd.open_menus([*people_, *callers])
        for one in uploaders:
            await one.attach("document", "heavy.zip", content)
        ends = loop.time() + 10

        async def tapping(number: int, one: PersonHandle) -> None:
            await asyncio.sleep(number / len(people_))
            while loop.time() < ends:
                began = loop.time()
                taps.append(await crowd.taps(one.person))
                seen.append(len(paced.handler.checks))
                await asyncio.sleep(max(0.05, began + 1.05 - loop.time()))

        async def calling(number: int, one: PersonHandle) -> None:
            await asyncio.sleep(number)
            while loop.time() < ends:
                helps.append(await crowd.calls(one.person))
                await asyncio.sleep(3)

        await asyncio.gather(
            *(tapping(*each) for each in enumerate(people_)), *(calling(*each) for each in enumerate(callers))
        )
    p50 = sorted(taps)[len(taps) // 2]
    busy = sum(map(bool, seen)) / len(seen)
    print(  # noqa: T201 - the figures are what this test is read for
        f"\n{len(taps)} taps p50 {p50:.3f} p99 {p99(taps):.3f} s, {len(helps)} helps p99 {p99(helps):.3f} s, "
        f"beside a check {busy:.0%}, load {os.getloadavg()[0]:.1f}"
    )
    assert busy >= 0.5, "the packs are heavy"
    assert p50 <= 0.1
    assert p99(taps) <= 0.5
    assert p99(helps) <= 0.5
    for one in uploaders:
        assert told(one, CHECKING) == 1


@pytest.fixture
async def house(telegram: Simulator, tmp_path: Path) -> AsyncIterator[App]:
    from bot.app import App  # noqa: PLC0415 - aiogram costs seconds to import, and not every test needs it

    async with running(App(settings_for(tmp_path, telegram.url), telegram.clock.now)) as app:
        yield app


async def test_a_second_file_while_one_is_checked_is_kindly_not_taken(house: App, telegram: Simulator) -> None:
    editor = telegram.new_person("e")
    become_editors(house, editor)
    await editor.attach("document", "harbour.zip", heavy(300))
    await sees(editor, CHECKING)
    await editor.attach("document", "harbour.zip", zipped(PACK))
    await sees(editor, "этот я пока не беру")
    await editor.send("/menu")
    await sees(editor, "Что вам интересно?")
    await sees(editor, DRAFT, 120)
    await editor.attach("document", "harbour.zip", zipped(PACK))
    await until(lambda: told(editor, DRAFT) == 2)
    assert told(editor, CHECKING) == 2
    assert not telegram.journal.red


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
async def test_who_ends_the_bot_in_the_middle_leaves_no_editor_without_word(
    telegram: Simulator, tmp_path: Path, how: signal.Signals
) -> None:
    from bot.app import App  # noqa: PLC0415 - as above

    bot, editor = Process(tmp_path, telegram.url), telegram.new_person("e")
    async with running(App(settings_for(tmp_path, telegram.url), telegram.clock.now)) as app:
        become_editors(app, editor)
    await bot.start()
    await editor.attach("document", "secret-name.zip", heavy())
    await sees(editor, CHECKING)
    await asyncio.sleep(2.0)
    await bot.end(how)
    assert not [path for path in tmp_path.glob("bot.sqlite*") if b"secret-name" in path.read_bytes()]  # noqa: ASYNC240 - nobody waits
    await bot.start()
    await sees(editor, BROKEN_OFF)
    await editor.attach("document", "harbour.zip", zipped(PACK))
    await sees(editor, DRAFT)
    await editor.send("/menu")
    await sees(editor, "Что вам интересно?")
    await bot.end(signal.SIGTERM)
    assert told(editor, BROKEN_OFF) == 1
    assert told(editor, DRAFT) == 1
    assert not telegram.journal.red


@pytest.mark.parametrize("how", [pytest.param(signal.SIGKILL, marks=pytest.mark.soak), signal.SIGTERM])
async def test_a_result_that_telegram_does_not_take_arrives_once_after_the_next_start(
    telegram: Simulator, tmp_path: Path, how: signal.Signals
) -> None:
    """After a kill its lease has to end first, a minute."""
    from bot.app import App  # noqa: PLC0415 - as above

    bot, editor = Process(tmp_path, telegram.url), telegram.new_person("e")
    async with running(App(settings_for(tmp_path, telegram.url), telegram.clock.now)) as app:
        become_editors(app, editor)
    await bot.start()
    await editor.attach("document", "harbour.zip", heavy(50))
    await sees(editor, CHECKING)
    telegram.world.faults.add(Fault("429", "sendMessage", times=1, retry_after=15))
    await until(lambda: not telegram.world.faults.queue)
    await asyncio.sleep(0.5)
    assert not told(editor, DRAFT)
    await bot.end(how)
    await bot.start()
    await until(lambda: told(editor, DRAFT) > 0, 120)
    await asyncio.sleep(2.0)
    await bot.end(signal.SIGTERM)
    assert told(editor, DRAFT) == 1
    assert not told(editor, BROKEN_OFF)
