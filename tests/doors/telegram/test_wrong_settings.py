"""What only shows when the bot runs, such as a port that is taken, is told with the name of its setting."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from bot.app import App, serve
from bot.settings import SettingError
from tests.doors.telegram.servers import free_port, running, sees, settings_for

if TYPE_CHECKING:
    import io
    from pathlib import Path

    from simulator import Simulator


async def test_a_port_that_is_taken_is_named(telegram: Simulator, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = f"127.0.0.1:{other.getsockname()[1]}"
        async with asyncio.timeout(60):
            with pytest.raises(SettingError, match=f"LISTEN: {taken} cannot be listened on: .*in use"):
                await serve(settings_for(tmp_path, telegram.url, listen=taken))


async def test_a_webhook_that_telegram_does_not_take_is_named(telegram: Simulator, tmp_path: Path) -> None:
    settings = settings_for(
        tmp_path,
        telegram.url,
        webhook_url="http://bot.example:81/hook",
        webhook_secret=SecretStr("secret"),
        listen=f"127.0.0.1:{free_port()}",
    )
    async with asyncio.timeout(60):
        with pytest.raises(SettingError, match="WEBHOOK_URL: Telegram does not take it: "):
            await serve(settings)


async def test_a_token_that_telegram_does_not_know_is_named(telegram: Simulator, tmp_path: Path) -> None:
    settings = settings_for(tmp_path, telegram.url)
    settings.bot_token = SecretStr("424242:another")
    async with asyncio.timeout(60):
        with pytest.raises(SettingError, match="BOT_TOKEN: Telegram knows no bot by it"):
            await serve(settings)


async def test_a_folder_without_packs_is_told_and_help_is_served(
    telegram: Simulator, tmp_path: Path, logs: io.StringIO
) -> None:
    (tmp_path / "not-mounted").mkdir()
    settings = settings_for(tmp_path, telegram.url)
    settings.packs = str(tmp_path / "not-mounted")
    async with running(App(settings, telegram.clock.now)):
        child = telegram.new_person("child")
        await child.send("/sos")
        await sees(child, "112")
    assert "is PACKS right?" in logs.getvalue()
