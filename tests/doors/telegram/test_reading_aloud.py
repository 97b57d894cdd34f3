"""A card is read aloud through real Telegram calls, by polling and by webhook; the card stays the newest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from bot.app import App
from tests.doors.telegram.servers import free_port, press, running, sees, settings_for, until
from tests.packs.pack_kit import copied, edit
from tests.packs.recordings import recording

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings
    from simulator import Simulator

pytestmark = pytest.mark.slow


def spoken(tmp_path: Path, server: str, *, webhook: bool) -> Settings:
    """Settings of a bot whose small lesson is read aloud in Russian."""
    packs = copied(tmp_path / "packs")
    edit(packs / "lamp" / "pack.yml", "link_hosts:", "voices: {ru: {reader: A voice, licence: MIT}}\nlink_hosts:")
    for card in ("lamp", "check", "remember"):
        (packs / "lamp" / "light" / "6-8" / f"{card}.ru.ogg").write_bytes(recording(4))
    port = free_port()
    listening = {
        "webhook_url": f"http://127.0.0.1:{port}/hook",
        "webhook_secret": SecretStr("a-secret-of-the-tests_0123456789"),
        "listen": f"127.0.0.1:{port}",
    }
    settings = settings_for(tmp_path, server, **(listening if webhook else {}))
    settings.packs = str(packs)
    return settings


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_a_child_listens_twice_and_goes_on(telegram: Simulator, tmp_path: Path, *, webhook: bool) -> None:
    child = telegram.person("child-7")
    settings = spoken(tmp_path, telegram.url, webhook=webhook)
    async with running(App(settings, telegram.clock.now)):
        await until(lambda: not webhook or bool(telegram.world.webhook.url))
        await child.send("/start lesson_lamp_light_6-8")
        await sees(child, "Я Маяк")
        await press(child, "6–8 лет")
        await until(lambda: ["🔊 Послушать"] in child.buttons())
        for times in (1, 2):
            old = child.see(1)[0]["message_id"]
            await child.press("🔊 Послушать")
            await until(lambda old=old: old not in [message["message_id"] for message in child.see()])  # type: ignore[misc]
            voices = [message["voice"] for message in child.see() if "voice" in message]
            assert len(voices) == times
            assert {voice["duration"] for voice in voices} == {4}
            assert len({voice["file_unique_id"] for voice in voices}) == 1, "it is uploaded once"
            assert "Дальше ▶" in [label for row in child.buttons() for label in row], "the card is the newest"
        newest = child.see(1)[0]["message_id"]
        await child.press("Дальше ▶")
        await until(lambda: "2 из 3" in str(child.see(1)[0]))
        assert child.see(1)[0]["message_id"] >= newest
        assert not telegram.journal.red
