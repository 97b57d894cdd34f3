"""The first who types or pastes something keeps nobody waiting: what is made of the packs is there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.features.check.domain import Checker
from bot.features.search.index import Index
from bot.features.talk.domain import Talk
from tests.doors.telegram.servers import settled, until

if TYPE_CHECKING:
    import io

    from bot.app import App
    from simulator import Simulator

MADE_OF_PACKS = (Talk, Checker, Index)


@pytest.mark.parametrize("language", ["en", "ru"])
async def test_23_nothing_is_made_while_others_wait(
    bot: App, telegram: Simulator, monkeypatch: pytest.MonkeyPatch, logs: io.StringIO, language: str
) -> None:
    await bot._refresh_packs()
    made = []

    def late(self: object, *_: object) -> None:
        made.append(type(self).__name__)
        raise AssertionError(made)

    for kind in MADE_OF_PACKS:
        monkeypatch.setattr(kind, "__init__", late)
    person = telegram.new_person("somebody", language)
    settled(bot, person, language=language)
    for words in ("qwrtzk", "Your parcel waits, pay the fee here: http://parcel-fee.top/pay"):
        before = len(person.see())
        await person.send(words)
        await until(lambda before=before: len(person.see()) > before + 1 or bool(made), 20)  # type: ignore[misc]
    assert not made
    assert "failed" not in logs.getvalue()
