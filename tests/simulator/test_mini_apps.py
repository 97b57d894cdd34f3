"""Mini Apps of the local Telegram: opened by a person, signed as Telegram signs; aiogram's own check says so."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from aiogram.utils.web_app import safe_parse_webapp_init_data
from aiohttp import ClientSession

from simulator import Simulator

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

TOKEN = "123456:local-simulator-token"
APP = "http://127.0.0.1:1/app"


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    async with Simulator(TOKEN) as simulator:
        yield simulator


async def opens(telegram: Simulator, person: str) -> tuple[int, str]:
    async with (
        ClientSession() as session,
        session.get(f"{telegram.url}/_sim/mini-app?person={person}", allow_redirects=False) as answer,
    ):
        return answer.status, answer.headers.get("Location", "")


async def state_of(telegram: Simulator) -> dict[str, object]:
    async with ClientSession() as session, session.get(telegram.url + "/_sim/state") as answer:
        told: dict[str, object] = await answer.json()
        return told


async def test_what_it_hands_over_is_signed_with_the_bots_token(telegram: Simulator) -> None:
    telegram.world.mini_app = APP
    person = telegram.person("educator")
    status, address = await opens(telegram, str(person.id))
    assert status == 303
    assert address.startswith(APP + "#")
    (told,) = parse_qs(urlsplit(address).fragment)["tgWebAppData"]
    checked = safe_parse_webapp_init_data(TOKEN, told)
    assert checked.user is not None
    assert (checked.user.id, checked.user.language_code) == (person.id, "ru")
    assert abs(checked.auth_date.timestamp() - telegram.clock.seconds()) < 5
    with pytest.raises(ValueError, match="Invalid"):
        safe_parse_webapp_init_data("123456:another", told)


async def test_there_is_none_until_botfather_knows_one(telegram: Simulator) -> None:
    assert (await state_of(telegram))["mini_app"] is False
    assert (await opens(telegram, str(telegram.person("educator").id)))[0] == 404
    telegram.world.mini_app = APP
    assert (await state_of(telegram))["mini_app"] is True
    for nobody in ("0", "99", "-1"):
        assert (await opens(telegram, nobody))[0] == 404
