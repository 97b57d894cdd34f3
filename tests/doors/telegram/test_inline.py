"""Check it with me from any chat: a button that its person alone sees, and nothing of the text stays anywhere."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from bot.app import App
from bot.chat.links import of_payload
from bot.chat.turn import Reader
from bot.db.schema import metadata
from bot.features.check import pages
from bot.features.check.inline import way
from bot.values.limits import LABEL_CHARACTERS
from bot.values.phrases import read_phrases
from bot.values.signs import SHOWN, SIGNS
from simulator import Rules, SimClock, Simulator
from tests.doors.telegram.raw import update, user
from tests.doors.telegram.servers import running, settings_for, until
from tests.talk import NOW, our_library

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from simulator import PersonHandle
    from tests.doors.telegram.edge import Edge

TOKEN = "424242:test-token-of-nobody"
SCAM = {
    "en": "Your canaryword is blocked! Send me the code from the SMS at once, or you pay a fine",
    "ru": "Твой аккаунт канарейкин заблокирован! Срочно пришли код из смс, иначе штраф",
}
HONEST = {
    "en": "See you at the lamp canaryword after lunch today",
    "ru": "Увидимся у лампы канарейкин после обеда",
}
BLACKMAIL = {
    "en": "he says he will post my photos canaryword if I do not pay him",
    "ru": "он грозит выложить мои фото канарейкин, если я не заплачу",
}
CANARY = {"en": "canaryword", "ru": "канарейкин"}


class Inline:
    def __init__(self, app: App, telegram: Simulator) -> None:
        self.app = app
        self.telegram = telegram

    async def pastes(self, who: PersonHandle, text: str) -> tuple[str, str]:
        """Paste a text in the chat with somebody else; return the query and what stands above the field."""
        query = await who.paste(text)
        await until(lambda: who.offered(query) is not None)
        answer = who.offered(query)
        assert answer is not None
        assert (answer.cache_seconds, answer.is_personal) == (0, True)
        return query, answer.label


@pytest.fixture
async def inline(tmp_path: Path) -> AsyncIterator[Inline]:
    rules = Rules(flood=False, poll_penalties=False, inline=True)
    async with Simulator(TOKEN, SimClock(), rules=rules) as telegram:
        settings = settings_for(tmp_path, telegram.url, inline_check=True)
        settings.packs = "content"
        async with running(App(settings, telegram.clock.now)) as app:
            yield Inline(app, telegram)


@pytest.mark.parametrize("language", ["en", "ru"])
async def test_a_pasted_text_is_looked_at_and_nobody_else_sees_it(
    inline: Inline, language: str, capfd: pytest.CaptureFixture[str]
) -> None:
    asker = inline.telegram.new_person("Имя", language)
    other = inline.telegram.new_person("Другое", language)
    query, label = await inline.pastes(asker, SCAM[language])
    assert label.startswith("👀 ")
    assert label.endswith(" ▸")
    assert other.offered(query) is None
    _, honest = await inline.pastes(asker, HONEST[language])
    assert ("no promise" in honest) if language == "en" else ("не гарантия" in honest)
    heard, distress = await inline.pastes(asker, BLACKMAIL[language])
    assert distress.startswith("🆘")
    offered = asker.offered(heard)
    assert offered is not None
    assert offered.payload == "help"
    await asker.press_above(query)
    await until(lambda: any("💡" in button for row in asker.buttons() for button in row))
    answers = [entry for entry in inline.telegram.journal if entry.method == "answerInlineQuery"]
    assert len(answers) == 3
    for entry in answers:
        assert entry.params["results"] == [], "nothing that could be sent into the chat"
    out = [entry for entry in inline.telegram.journal if entry.method != "update"]
    assert CANARY[language] not in json.dumps([entry.params for entry in out], ensure_ascii=False)
    with inline.app.stores.durable.transaction() as db:
        rows = [str(row) for table in metadata.sorted_tables for row in db.execute(select(table))]
    assert not [row for row in rows if CANARY[language] in row]
    assert CANARY[language] not in "".join(capfd.readouterr())
    assert not other.see()
    assert not inline.telegram.journal.red


async def test_it_is_off_unless_the_operator_turns_it_on(tmp_path: Path, edge: Edge) -> None:
    asked = update(inline_query={"id": "7", "from": user(4711), "query": SCAM["en"], "offset": ""})
    assert await edge.takes(asked) == []
    rules = Rules(flood=False, poll_penalties=False, inline=True)
    async with (
        Simulator(TOKEN, SimClock(), rules=rules) as telegram,
        running(App(settings_for(tmp_path / "off", telegram.url), telegram.clock.now)),
    ):
        asker = telegram.new_person("Имя", "en")
        await until(lambda: any(entry.method == "getMyCommands" for entry in telegram.journal))
        await until(lambda: bool(telegram.world.updates.allowed_by_name))
        query = await asker.paste(SCAM["en"])
        await asker.start()
        await until(lambda: bool(asker.see(1)[0].get("from", {}).get("is_bot")))
        assert asker.offered(query) is None
        assert not [entry for entry in telegram.journal if "inline_query" in json.dumps(entry.result or {})]


async def test_a_query_that_came_too_late_troubles_nobody(edge: Edge) -> None:
    edge.handler.inline_check.on = True
    asked = update(inline_query={"id": "7", "from": user(4711), "query": "", "offset": ""})
    (told,) = await edge.takes(asked)
    assert told.params["button"] == {"text": "🔎 Check it with me", "start_parameter": "check"}
    for odd in ({"query": 7}, {"query": "x", "from": None}, {"id": None, "query": "x"}):
        query: dict[str, Any] = {"id": "8", "from": user(4711), "offset": "", **odd}
        assert await edge.takes(update(inline_query=query)) == []


async def test_looking_opens_no_socket_and_touches_no_store(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    edge.handler.inline_check.on = True

    def refused(*_args: object, **_more: object) -> None:
        raise AssertionError("a socket, or the store")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    for store in (edge.house.stores.durable, edge.house.stores.visitors):
        monkeypatch.setattr(store, "run", refused)
        monkeypatch.setattr(store, "transaction", refused)
    words = "Log in here: https://sberbank-login.top/x and http://1.2.3.4/y"
    (told,) = await edge.takes(update(inline_query={"id": "7", "from": user(4711), "query": words, "offset": ""}))
    assert "sberbank" not in json.dumps(told.params)


async def test_whatever_breaks_help_is_offered(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    edge.handler.inline_check.on = True

    def broken(*_: object) -> None:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr("bot.doors.telegram.inline.pasted.call", broken)
    (told,) = await edge.takes(update(inline_query={"id": "7", "from": user(4711), "query": "x", "offset": ""}))
    assert told.params["button"]["start_parameter"] == "help"


def test_a_payload_leads_to_signs_and_to_nothing_else() -> None:
    assert of_payload("check") == pages.Check()
    assert of_payload("check_urgency_personal-data") == pages.Saw("urgency.personal-data")
    for forged in ("check_<b>", "check_a b", "check_" + "x" * 80, "check_adult_urgency/../menu"):
        found = of_payload(forged)
        assert found is None or isinstance(found, pages.Saw)


def test_no_label_is_cut_off_and_no_payload_too_long() -> None:
    for locale, phrases in read_phrases().items():
        reader = Reader(phrases, NOW)
        for words in (*SCAM.values(), *HONEST.values(), "", "x"):
            shown = way(reader, our_library(), words)
            assert len(shown.label) <= LABEL_CHARACTERS, locale
    longest = "_".join(["check", *sorted(SIGNS, key=len)[-SHOWN:]])
    assert len(longest) <= 64
    assert isinstance(of_payload(longest), pages.Saw), "and its page fits into a button, too"
