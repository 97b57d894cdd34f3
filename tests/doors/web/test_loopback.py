"""The local Telegram is reached from this machine only, and a polling bot listens nowhere (check 25)."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import aiohttp
import psutil
import pytest

from tests.doors.telegram.servers import TOKEN, until

if TYPE_CHECKING:
    from bot.app import App
    from simulator import Simulator


def listening() -> set[tuple[str, int]]:
    """Where this process listens."""
    return {
        (connection.laddr.ip, connection.laddr.port)
        for connection in psutil.Process().net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN
    }


async def test_25_the_simulator_listens_on_loopback_only(telegram: Simulator) -> None:
    port = urlsplit(telegram.url).port
    assert {ip for ip, number in listening() if number == port} == {"127.0.0.1"}
    elsewhere = {
        address.address
        for addresses in psutil.net_if_addrs().values()
        for address in addresses
        if address.family is socket.AF_INET and not address.address.startswith("127.")
    }
    for address in elsewhere:
        with pytest.raises(OSError, match="refused"), socket.create_connection((address, port or 0), timeout=1):
            pass


async def test_25_a_foreign_host_or_origin_is_refused_on_page_api_and_files(telegram: Simulator) -> None:
    paths = (
        "/",
        "/_sim/state",
        "/_sim/journal",
        f"/bot{TOKEN}/getMe",
        f"/file/bot{TOKEN}/x",
        "/_sim/static/app.js",
    )
    async with aiohttp.ClientSession(telegram.url) as browser:
        for path in paths:
            for headers in ({"Host": "evil.example"}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
                async with browser.get(path, headers=headers) as response:
                    assert response.status == 403, (path, headers)
                    assert TOKEN not in await response.text()


async def test_25_a_polling_bot_listens_nowhere(telegram: Simulator, bot: App) -> None:
    await until(lambda: any(entry.method == "deleteWebhook" for entry in telegram.journal))
    assert {port for _, port in listening()} == {urlsplit(bot.settings.bot_api_url).port}
