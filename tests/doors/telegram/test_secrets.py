"""The token and the other secrets are in no log, repr, error, page or process list (check 40)."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import aiohttp
import psutil
import pytest
from aiogram.methods import GetMe, SendMessage
from aiohttp import web
from pydantic import SecretStr
from typer.testing import CliRunner

from bot.app import App
from bot.cli import app as command_line
from bot.db import keys
from bot.doors.telegram.api import Api
from bot.doors.wire import Refused, Unreached
from bot.settings import Settings
from tests.doors.telegram.process import Process
from tests.doors.telegram.servers import TOKEN, sees, settings_for
from tests.talk import NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from simulator import Simulator

SECRET = TOKEN.partition(":")[2]


@pytest.mark.slow
def test_40_no_repr_tells_a_secret(tmp_path: Path) -> None:
    settings = settings_for(
        tmp_path,
        "http://127.0.0.1:1",
        webhook_secret=SecretStr("hook-secret"),
        bot_proxy=SecretStr("socks5://user:proxy-secret@127.0.0.1:1"),
        redis_url=SecretStr("redis://:redis-secret@127.0.0.1:1"),
    )
    keys.load(settings.key_file, make=True)  # the scaled mode makes none
    app = App(settings, lambda: NOW)
    told = "".join(map(repr, (settings, app, app.api, app.handler, app.conversation, app.services)))
    told += "".join(
        map(str, (settings, vars(app), vars(app.handler), vars(app.handler.sender), app.loader, vars(app.redis)))
    )
    assert not [word for word in (SECRET, "hook-secret", "proxy-secret", "redis-secret") if word in told]
    asyncio.run(app.close())


@pytest.mark.parametrize(
    ("variable", "value"),
    [("BOT_TOKEN", "no-colon-secret"), ("BOT_TOKEN", "word:secret"), ("SEND_RATE", "secret")],
)
def test_40_a_wrong_setting_is_named_and_not_shown(variable: str, value: str) -> None:
    run = CliRunner().invoke(command_line, ["run"], env={variable: value})
    assert run.exit_code == 2
    assert variable in run.output
    assert "secret" not in run.output


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


async def test_40_a_proxy_that_is_not_there_is_told_without_its_address() -> None:
    api = Api(TOKEN, "http://127.0.0.1:1", "socks5://user:proxy-secret@127.0.0.1:1")
    with pytest.raises(Unreached) as unreached:
        await api.call(GetMe(), seconds=5)
    await api.close()
    assert "proxy-secret" not in repr(unreached.value)


ANSWERS: dict[str, Callable[[web.Request], web.StreamResponse]] = {
    "502 page": lambda _: web.Response(status=502, text="<html>bad gateway</html>"),
    "not JSON": lambda _: web.Response(text="hello"),
    "not UTF-8": lambda _: web.Response(body=b"\xff\xfe{"),
    "a list": lambda _: web.json_response([1]),
    "null": lambda _: web.json_response(None),
    "no result": lambda _: web.json_response({"ok": True}),
    "no code": lambda _: web.json_response({"ok": False}),
    "a code of words": lambda _: web.json_response({"ok": False, "error_code": "x", "parameters": [1]}),
    "500": lambda _: web.json_response({"ok": False, "error_code": 500, "description": "x"}, status=500),
    "429": lambda _: web.json_response({"ok": False, "error_code": 429, "parameters": {"retry_after": 3}}),
    "to itself": lambda request: web.Response(status=302, headers={"Location": str(request.url)}),
}


async def answer(request: web.Request) -> web.StreamResponse:
    """Answer as the words of the message say."""
    kind = str((await request.json())["text"]).removesuffix(" words")
    if kind == "cut" and request.transport:
        request.transport.abort()
    if kind == "hang":
        await asyncio.sleep(1.4)
    return ANSWERS.get(kind, ANSWERS["null"])(request)


async def test_7_whatever_a_server_answers_is_one_of_two_errors() -> None:
    app = web.Application()
    app.router.add_route("*", "/{any:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    api = Api(TOKEN, f"http://127.0.0.1:{runner.addresses[0][1]}")
    for kind in (*ANSWERS, "cut", "hang"):
        with pytest.raises((Refused, Unreached)) as wrong:
            await api.call(SendMessage(chat_id=1, text=f"{kind} words"), seconds=1)
        assert isinstance(wrong.value, Refused if kind in {"429", "no code"} else Unreached), kind
        told = f"{wrong.value!r} {wrong.value} {wrong.value.__cause__!r}"
        assert SECRET not in told, kind
        assert "words" not in told, kind
    await api.close()
    await runner.cleanup()


@pytest.mark.slow
async def test_40_no_log_file_or_page_has_it_at_debug(telegram: Simulator, tmp_path: Path) -> None:
    """Through a start, every kind of trouble with Telegram, an ordinary talk and an end."""
    bot = Process(tmp_path, telegram.url)
    telegram.fault("502", method="getMe")
    telegram.fault("cut_before", method="deleteWebhook")
    await bot.start(forked=False)
    for kind in ("500", "502", "not_json", "cut_before", "cut_after", "429"):
        telegram.fault(kind, method="getUpdates")
        telegram.fault(kind, method="sendMessage")
    child = telegram.person("child-10")
    await child.send("/start")
    await sees(child, "Я Маяк")
    assert bot.running is not None
    told = [" ".join(psutil.Process(bot.running.pid).cmdline())]
    async with aiohttp.ClientSession() as browser:
        state = f"/_sim/chats/{child.id}"
        messages = f"{state}/messages?person={child.id}"
        for path in ("/", "/_sim/state", "/_sim/journal", messages, f"{state}/transcript"):
            async with browser.get(telegram.url + path) as page:
                told.append(await page.text())
    await bot.end()
    files = contents(tmp_path)
    assert len(files["bot.log"]) > 500
    assert not [name for name, content in files.items() if SECRET.encode() in content]
    assert not [page[:80] for page in told if SECRET in page]


@pytest.mark.slow
async def test_40_a_token_that_telegram_refuses_is_not_shown(telegram: Simulator, tmp_path: Path) -> None:
    bot = Process(tmp_path, telegram.url, BOT_TOKEN="424242:another-secret")
    await bot.start()
    assert bot.running is not None
    assert await asyncio.wait_for(bot.running.wait(), 30) == 2
    log = bot.log.read_text()
    assert "BOT_TOKEN" in log
    assert "another-secret" not in log
    assert "Traceback" not in log


def test_settings_keep_their_secrets_from_errors() -> None:
    with pytest.raises(ValueError, match="BotFather") as wrong:
        Settings(bot_token=SecretStr("no-colon-secret"))
    assert "no-colon-secret" not in str(wrong.value)
