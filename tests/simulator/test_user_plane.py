"""The user plane over HTTP, as the page uses it, in real time."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from simulator import Simulator, read_people
from simulator.view import state_view
from tests.simulator.conftest import Wire
from tests.simulator.samples import PICTURE

if TYPE_CHECKING:
    from pathlib import Path

KEYS = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}, {"text": "Site", "url": "https://example.com"}]]}


async def test_the_state_names_everybody_and_never_the_token(wire: Wire, sim: Simulator) -> None:
    status, state = await wire.plane("GET", "/_sim/state")
    assert status == 200
    people = state["people"]
    assert [person["first_name"] for person in people] == [
        "Ребёнок 7", "Ребёнок 10", "Подросток 14", "Родитель", "Педагог",
        "Child 7", "Child 10", "Teen 14", "Parent", "Educator",
    ]  # fmt: skip
    assert [person["language_code"] for person in people] == ["ru"] * 5 + ["en"] * 5
    assert [person["note"] for person in people[:5]] == [person["note"] for person in people[5:10]]
    assert all(" · " in person["note"] for person in people), "a note has both languages of the page"
    assert (state["clock"], state["profile"]) == ("2026-09-01T09:00:00+00:00", "telegram")
    assert state["journal_red"] is False
    secret = sim.token.partition(":")[2]
    await wire.bot("getMe")
    for path in ("/_sim/state", "/_sim/journal", "/"):
        _, body = await wire.plane("GET", path)
        assert secret not in json.dumps(body)


async def test_people_can_be_added_and_changed(wire: Wire) -> None:
    status, person = await wire.plane("POST", "/_sim/people", {"first_name": "Гость", "language_code": "en"})
    assert (status, person["first_name"]) == (200, "Гость")
    _, changed = await wire.plane("PATCH", f"/_sim/people/{person['id']}", {"language_code": "ru"})
    assert changed["language_code"] == "ru"
    await wire.plane("POST", f"/_sim/people/{person['id']}/start", {"payload": "x1"})
    (update,) = await wire.bot("getUpdates")
    assert update["message"]["text"] == "/start x1"
    assert update["message"]["from"]["language_code"] == "ru"
    await wire.plane("PATCH", f"/_sim/people/{person['id']}", {"first_name": "Друг"})
    assert (await wire.bot("getChat", chat_id=person["id"]))["first_name"] == "Друг"
    assert update["message"]["chat"]["first_name"] == "Гость"
    status, body = await wire.plane("POST", "/_sim/people", {"first_name": " "})
    assert (status, "first name" in body["error"]) == (400, True)


async def test_a_conversation_over_the_plane(wire: Wire, sim: Simulator) -> None:
    me = sim.person("child-10").id
    await wire.plane("POST", f"/_sim/people/{me}/send", {"chat_id": me, "text": "привет"})
    message = await wire.bot("sendMessage", chat_id=me, text="Кто?", reply_markup=KEYS)
    place = {"chat_id": me, "message_id": message["message_id"], "row": 0, "column": 0}
    status, pressed = await wire.plane("POST", f"/_sim/people/{me}/press", place)
    assert status == 200
    updates = await wire.bot("getUpdates")
    assert updates[-1]["callback_query"]["id"] == pressed["callback_id"]
    status, body = await wire.plane("POST", f"/_sim/people/{me}/press", place | {"column": 1})
    assert (status, "opens" in body["error"]) == (400, True)
    status, body = await wire.plane("POST", f"/_sim/people/{me}/press", place | {"row": 5})
    assert (status, body["error"]) == (400, "the button is gone")
    _, chat = await wire.plane("GET", f"/_sim/chats/{me}/messages?person={me}")
    assert [m["_sim"]["from_bot"] for m in chat["messages"]] == [False, True]
    assert chat["started"] is True
    assert chat["action"] is None


async def test_nobody_reads_or_writes_in_anothers_chat(wire: Wire, sim: Simulator) -> None:
    one, two = sim.person("child-10").id, sim.person("parent").id
    status, _ = await wire.plane("GET", f"/_sim/chats/{one}/messages?person={two}")
    assert status == 400
    status, _ = await wire.plane("POST", f"/_sim/people/{two}/send", {"chat_id": one, "text": "x"})
    assert status == 400


@pytest.mark.parametrize("kind", ["photo", "document", "voice", "sticker", "video", "contact", "location"])
async def test_attachments(wire: Wire, sim: Simulator, kind: str) -> None:
    me = sim.person("child-10").id
    status, message = await wire.plane("POST", f"/_sim/people/{me}/attach", {"chat_id": me, "kind": kind})
    assert (status, kind in message) == (200, True)
    (update,) = await wire.bot("getUpdates")
    assert kind in update["message"]
    found = message[kind][-1] if kind == "photo" else message[kind]
    if "file_unique_id" in found:
        async with wire.session.get(f"{sim.url}/_sim/files/{found['file_unique_id']}") as answer:
            assert answer.status == 200
            assert len(await answer.read()) == found["file_size"]


async def test_an_own_file(wire: Wire, sim: Simulator) -> None:
    me = sim.person("child-10").id
    form = aiohttp.FormData({"chat_id": str(me), "kind": "photo", "caption": "мой рисунок"})
    form.add_field("file", PICTURE, filename="я.png", content_type="image/png")
    status, message = await wire.plane("POST", f"/_sim/people/{me}/attach", data=form)
    assert (status, message["caption"], message["photo"][-1]["width"]) == (200, "мой рисунок", 40)
    status, body = await wire.plane("POST", f"/_sim/people/{me}/attach", {"kind": "dream"})
    assert (status, "dream" in body["error"]) == (400, True)


async def test_events_come_while_the_bot_polls(wire: Wire, sim: Simulator) -> None:
    me = sim.person("child-10").id
    seen: list[dict[str, Any]] = []
    async with wire.session.get(f"{sim.url}/_sim/events") as stream:
        assert stream.content_type == "text/event-stream"
        poll = asyncio.create_task(wire.bot("getUpdates", timeout=50))
        await asyncio.sleep(0.05)
        await wire.plane("POST", f"/_sim/people/{me}/send", {"chat_id": me, "text": "hi"})
        (update,) = await asyncio.wait_for(poll, 20)
        assert update["message"]["text"] == "hi"
        await wire.bot("sendChatAction", chat_id=me, action="typing")
        message = await wire.bot("sendMessage", chat_id=me, text="yes", reply_markup=KEYS)
        await wire.bot("editMessageText", chat_id=me, message_id=message["message_id"], text="no")
        await wire.bot("deleteMessage", chat_id=me, message_id=message["message_id"])
        await wire.bot("sendMessage", chat_id=me, text="k", reply_markup={"keyboard": [["Меню"]]})
        await wire.bot("setMyCommands", commands=[{"command": "a", "description": "b"}])
        await wire.plane("POST", "/_sim/clock", {"advance": 3600})
        async with asyncio.timeout(20):
            while not seen or seen[-1]["type"] != "clock":
                line = await stream.content.readline()
                if line.startswith(b"data: "):
                    seen.append(json.loads(line[6:]))
    kinds = [event["type"] for event in seen]
    for kind in ("message", "edit", "delete", "action", "keyboard", "commands", "journal", "clock"):
        assert kind in kinds
    assert seen[-1]["now"] == "2026-09-01T10:00:00+00:00"


async def test_the_clock_over_the_plane(wire: Wire, sim: Simulator) -> None:
    assert (await wire.plane("POST", "/_sim/clock", {"next_delivery": True}))[0] == 409
    due = sim.clock.now().replace(hour=17)

    async def next_due() -> Any:
        return due

    sim.world.next_due = next_due
    status, body = await wire.plane("POST", "/_sim/clock", {"next_delivery": True})
    assert (status, body["now"]) == (200, "2026-09-01T17:00:00+00:00")
    assert (await wire.plane("POST", "/_sim/clock", {"advance": -1}))[0] == 400
    assert (await wire.plane("POST", "/_sim/clock", {"advance": "soon"}))[0] == 400


async def test_groups_over_the_plane(wire: Wire, sim: Simulator) -> None:
    child, parent = sim.person("child-10").id, sim.person("parent").id
    body = {"title": "Класс", "type": "supergroup", "members": [child], "bot": True}
    status, group = await wire.plane("POST", "/_sim/groups", body)
    assert (status, group["bot_member"], group["members"]) == (200, True, [child])
    members = f"/_sim/groups/{group['id']}/members"
    _, group = await wire.plane("POST", members, {"person": parent, "action": "join"})
    assert group["members"] == [child, parent]
    assert (await wire.plane("POST", members, {"person": parent, "action": "join"}))[0] == 400
    _, group = await wire.plane("POST", members, {"person": "bot", "action": "leave"})
    assert group["bot_member"] is False
    _, group = await wire.plane("POST", members, {"person": "bot", "action": "join"})
    kinds = [set(update) - {"update_id"} for update in await wire.bot("getUpdates")]
    assert kinds.count({"my_chat_member"}) == 3
    assert (await wire.plane("POST", "/_sim/groups", body | {"type": "channel"}))[0] == 400


async def test_a_group_becomes_a_supergroup_over_the_plane(wire: Wire, sim: Simulator) -> None:
    child = sim.person("child-10").id
    _, group = await wire.plane("POST", "/_sim/groups", {"title": "Класс", "type": "group", "members": [child]})
    members = f"/_sim/groups/{group['id']}/members"
    status, grown = await wire.plane("POST", members, {"action": "upgrade"})
    assert (status, grown["type"], grown["members"], grown["bot_member"]) == (200, "supergroup", [child], True)
    assert (await wire.plane("POST", members, {"action": "upgrade"}))[0] == 400, "once"
    said = [update["message"] for update in await wire.bot("getUpdates") if "message" in update]
    assert [one["chat"]["id"] for one in said[-2:]] == [group["id"], grown["id"]]
    assert (said[-2]["migrate_to_chat_id"], said[-1]["migrate_from_chat_id"]) == (grown["id"], group["id"])
    status, body = await wire.raw("sendMessage", chat_id=group["id"], text="x")
    assert (status, body["parameters"]) == (400, {"migrate_to_chat_id": grown["id"]})
    assert (await wire.bot("sendMessage", chat_id=grown["id"], text="x"))["chat"]["type"] == "supergroup"
    _, state = await wire.plane("GET", "/_sim/state")
    assert [one["id"] for one in state["groups"]] == [grown["id"]]
    late = {"chat_id": group["id"], "text": "x"}
    assert (await wire.plane("POST", f"/_sim/people/{child}/send", late))[0] == 400


async def test_a_link_brings_the_bot_into_a_group_over_the_plane(wire: Wire, sim: Simulator) -> None:
    child = sim.person("child-10").id
    body = {"title": "Класс", "type": "group", "members": [child], "bot": False}
    _, group = await wire.plane("POST", "/_sim/groups", body)
    link = {"chat_id": group["id"], "payload": "live_1"}
    for _ in range(2):
        assert (await wire.plane("POST", f"/_sim/people/{child}/start", link))[0] == 200
    updates = await wire.bot("getUpdates")
    assert [
        update["my_chat_member"]["new_chat_member"]["status"] for update in updates if "my_chat_member" in update
    ]
    commands = [update["message"]["text"] for update in updates if "text" in update.get("message", {})]
    assert commands == [f"/start@{sim.world.bot['username']} live_1"] * 2
    for wrong in ({"payload": "a b"}, {"chat_id": -77}):
        assert (await wire.plane("POST", f"/_sim/people/{child}/start", link | wrong))[0] == 400


async def test_blocking_and_deleting_over_the_plane(wire: Wire, sim: Simulator) -> None:
    me = sim.person("child-10").id
    await wire.plane("POST", f"/_sim/people/{me}/start", {})
    _, about = await wire.plane("POST", f"/_sim/people/{me}/block", {})
    assert about["blocked"] is True
    status, body = await wire.plane("POST", f"/_sim/people/{me}/send", {"chat_id": me, "text": "x"})
    assert (status, "blocked" in body["error"]) == (400, True)
    _, about = await wire.plane("POST", f"/_sim/people/{me}/unblock", {})
    assert about["blocked"] is False
    await wire.plane("POST", f"/_sim/people/{me}/delete_chat", {})
    _, chat = await wire.plane("GET", f"/_sim/chats/{me}/messages?person={me}")
    assert chat["messages"] == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost"}, 403),
        ({"Host": "localhost"}, 200),
        ({"Host": "[::1]:80"}, 200),
    ],
)
async def test_foreign_hosts_and_origins_are_refused(wire: Wire, headers: dict[str, str], status: int) -> None:
    for path in ("/_sim/state", f"/bot{wire.sim.token}/getMe"):
        assert (await wire.plane("GET", path, headers=headers))[0] == status


@pytest.mark.parametrize("host", ["0.0.0.0", "", "192.0.2.7"])  # noqa: S104 - refused, that is the point
async def test_it_listens_nowhere_else(host: str) -> None:
    with pytest.raises(ValueError, match="loopback only"):
        await Simulator().start(host)


async def test_the_own_origin_is_welcome_and_forms_are_not(wire: Wire, sim: Simulator) -> None:
    assert (await wire.plane("GET", "/_sim/state", headers={"Origin": sim.url}))[0] == 200
    me = sim.person("child-10").id
    status, body = await wire.plane("POST", f"/_sim/people/{me}/send", data={"text": "x"})
    assert (status, body["error"]) == (400, "the body must be JSON")
    assert (await wire.plane("POST", f"/_sim/people/{me}/fly", {}))[0] == 400
    assert (await wire.plane("POST", "/_sim/people/77/send", {}))[0] == 400
    assert (await wire.plane("GET", "/_sim/static/../server.py"))[0] == 404
    assert (await wire.plane("GET", "/_sim/static/%2e%2e/server.py"))[0] == 404


async def test_the_page_is_served_and_its_absence_is_told(
    wire: Wire, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.assets.PAGE", tmp_path)
    status, text = await wire.plane("GET", "/")
    assert (status, "index.html" in text) == (404, True)
    (tmp_path / "index.html").write_text("<p>hello</p>")
    assert await wire.plane("GET", "/") == (200, "<p>hello</p>")
    assert await wire.plane("GET", "/_sim/static/index.html") == (200, "<p>hello</p>")


async def test_no_other_page_may_frame_this_one_and_nothing_is_sniffed(wire: Wire) -> None:
    for path in ("/", "/_sim/static/app.js", "/_sim/static/style.css"):
        async with wire.session.get(wire.sim.url + path) as answer:
            assert answer.status == 200
            assert answer.headers["Content-Security-Policy"] == "frame-ancestors 'none'"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_the_newest_entries_of_the_journal(wire: Wire, sim: Simulator) -> None:
    for text in ("one", "two", "three"):
        await sim.person("child-10").send(text)
    _, body = await wire.plane("GET", "/_sim/journal?last=2")
    assert [entry["result"]["message"]["text"] for entry in body["entries"]] == ["two", "three"]
    newest = body["entries"][-1]["n"]
    assert len((await wire.plane("GET", f"/_sim/journal?last=2&after={newest - 1}"))[1]["entries"]) == 1
    assert len((await wire.plane("GET", "/_sim/journal?last=0"))[1]["entries"]) == 3
    assert (await wire.plane("GET", "/_sim/journal?last=many"))[0] == 400


async def test_the_bot_has_the_names_that_it_was_given() -> None:
    names = {"": "Маяк", "en": "Mayak"}
    async with Simulator(names=names, username="mayak_demo_bot") as simulator, aiohttp.ClientSession() as session:
        wire = Wire(simulator, session)
        me = await wire.bot("getMe")
        assert (me["first_name"], me["username"]) == ("Маяк", "mayak_demo_bot")
        assert (await wire.bot("getMyName", language_code="en"))["name"] == "Mayak"
        assert (await wire.plane("GET", "/_sim/state"))[1]["bot"]["name"] == names


async def test_stopping_waits_for_no_poll(wire: Wire, sim: Simulator) -> None:
    poll = asyncio.create_task(wire.bot("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    began = time.monotonic()
    await sim.stop()
    assert await poll == []
    assert time.monotonic() - began < 15, "half of what the poll would have waited"


async def test_a_bot_brings_people_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "people.json"
    file.write_text('[["ada", "Ada", "plays chess", "en"]]', "utf-8")
    async with Simulator(people=read_people(file)) as sim:
        assert [person["first_name"] for person in state_view(sim.world)["people"]] == ["Ada"]
        assert sim.person("ada").person.note == "plays chess"
