"""Check 25: what is not modelled says so, nothing is imported from the clients, and runs repeat byte for byte."""

from __future__ import annotations

import ast
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import simulator
from simulator import LIFTED, SimClock, Simulator
from simulator.methods import MODELLED, REAL
from tests.kit.circles import circle
from tests.simulator.conformance.clients import CLIENTS
from tests.simulator.samples import PICTURE

if TYPE_CHECKING:
    from tests.simulator.conformance.clients import Client
    from tests.simulator.conformance.conftest import Http, Place

START = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
NEEDED = (
    "getMe getUpdates setWebhook deleteWebhook getWebhookInfo sendMessage editMessageText "
    "editMessageCaption editMessageReplyMarkup editMessageMedia deleteMessage deleteMessages copyMessage "
    "sendPhoto sendDocument sendVoice getFile sendPoll stopPoll answerCallbackQuery sendChatAction "
    "setMessageReaction setMyCommands deleteMyCommands getMyCommands setMyDescription "
    "setMyShortDescription setMyName setChatMenuButton getChatMenuButton getChat getChatMember "
    "getChatAdministrators"
)


def test_25_all_that_is_needed_is_modelled() -> None:
    assert set(NEEDED.lower().split()) <= set(MODELLED) <= set(REAL)
    assert len(REAL) >= 180


async def test_25_a_real_method_that_is_not_modelled(http: Http, place: Place, sim: Simulator) -> None:
    status, body, _ = await http.call("sendVenue", data={"chat_id": place.chat})
    assert (status, body["ok"], body["error_code"]) == (501, False, 501)
    assert "sendVenue" in body["description"]
    assert sim.journal.red


@pytest.mark.parametrize(
    "extra",
    [{"parse_mode": "MarkdownV2"}, {"parse_mode": "Markdown"}, {"message_effect_id": "1"}],
    ids=lambda extra: " ".join(extra.values()),
)
async def test_25_a_real_parameter_that_is_not_modelled(
    http: Http, place: Place, sim: Simulator, extra: dict[str, str]
) -> None:
    status, _, _ = await http.call("sendMessage", data={"chat_id": place.chat, "text": "x", **extra})
    assert (status, sim.journal.red) == (501, True)


@pytest.mark.parametrize("name", ["thumbnail", "disable_content_type_detection"])
async def test_25_a_real_parameter_of_files_that_is_not_modelled(
    http: Http, place: Place, sim: Simulator, name: str
) -> None:
    form = {"chat_id": str(place.chat), "document": "attach://it", "it": io.BytesIO(PICTURE), name: "true"}
    status, _, _ = await http.call("sendDocument", data=form)
    assert (status, sim.journal.red) == (501, True)


async def test_25_an_invented_method_is_404_and_red(http: Http, sim: Simulator) -> None:
    status, _, _ = await http.call("sendHug")
    assert (status, sim.journal.red) == (404, True)


def test_25_the_simulator_stands_apart() -> None:
    root = Path(simulator.__file__).parent
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            else:
                continue
            for name in names:
                first = name.split(".")[0]
                assert first not in ("aiogram", "telegram"), path
                assert first != "bot", path


def test_25_no_modules_import_one_another_in_a_circle() -> None:
    assert circle(Path(simulator.__file__).parent) == []


async def _script(kind: type[Client], seed: int) -> tuple[bytes, list[Any]]:
    """Act the same little conversation; return the journal's bytes and what both clients must have caused."""
    async with Simulator(clock=SimClock(START, running=False), rules=LIFTED, seed=seed) as sim:
        client = kind(sim.url, sim.token)
        child = sim.person("child-10")
        await child.start("lesson_1")
        keys = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
        await client.ask("send_message", chat_id=child.id, text="<b>x</b>", parse_mode="HTML", reply_markup=keys)
        await child.press("A")
        updates = await client.ask("get_updates", timeout=0)
        query = updates[-1]["callback_query"]
        await client.ask("answer_callback_query", callback_query_id=query["id"])
        sim.clock.advance(3600)
        await client.ask("send_photo", chat_id=child.id, photo=client.file("a.png", PICTURE))
        await client.ask("send_poll", chat_id=child.id, question="?", options=["a", "b"], is_anonymous=False)
        await child.vote(1)
        await client.refusal("send_message", chat_id=1, text="x")
        await client.close()
        entries = [entry for entry in sim.journal.after(0) if entry["method"] != "getMe"]
        outcome = [[e["method"], e["at"], e["status"], e.get("result"), e.get("description")] for e in entries]
        return json.dumps(sim.journal.after(0), sort_keys=True).encode(), outcome


@pytest.mark.parametrize("kind", CLIENTS, ids=lambda kind: kind.name)
async def test_25_the_same_seed_and_script_give_the_same_bytes(kind: type[Client]) -> None:
    once, _ = await _script(kind, 7)
    again, _ = await _script(kind, 7)
    other, _ = await _script(kind, 8)
    assert once == again
    assert once != other


async def test_25_both_clients_cause_the_same() -> None:
    (_, one), (_, two) = [await _script(kind, 7) for kind in CLIENTS]
    assert one == two
