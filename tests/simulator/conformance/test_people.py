"""Checks 19–24: files, floods, blocking, groups, commands, deep links."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from PIL import Image

from simulator import PersonHandle, PlaneError, Rules, Simulator
from tests.packs.recordings import recording
from tests.simulator.conformance.clients import Refused
from tests.simulator.samples import PICTURE, picture

if TYPE_CHECKING:
    from tests.simulator.conformance.clients import Client
    from tests.simulator.conformance.conftest import Http, Place

Json = dict[str, Any]


async def test_19_photos(client: Client, place: Place) -> None:
    sent = await client.ask("send_photo", chat_id=place.chat, photo=client.file("a.png", picture(800, 600)))
    sizes = sent["photo"]
    assert [(size["width"], size["height"]) for size in sizes][-1] == (800, 600)
    assert len({size["file_id"] for size in sizes}) == len(sizes) >= 2
    with Image.open(io.BytesIO(await client.download(sizes[-1]["file_id"]))) as seen:
        assert seen.size == (800, 600)
    again = await client.ask("send_photo", chat_id=place.chat, photo=sizes[-1]["file_id"])
    assert again["photo"][-1]["file_unique_id"] == sizes[-1]["file_unique_id"]


async def test_19_documents_with_a_russian_name(client: Client, place: Place) -> None:
    data = bytes(range(256)) * 10
    sent = await client.ask("send_document", chat_id=place.chat, document=client.file("памятка.pdf", data))
    document = sent["document"]
    assert (document["file_name"], document["file_size"]) == ("памятка.pdf", len(data))
    assert await client.download(document["file_id"]) == data
    refused = await client.refusal("send_photo", chat_id=place.chat, photo=document["file_id"])
    assert (refused.kind, refused.words) == ("bad_request", "can't use file of type document as photo")
    refused = await client.refusal("send_document", chat_id=place.chat, document="nonsense")
    assert refused.words == "wrong file identifier/http url specified"


async def test_19_a_recording_is_a_voice_message_and_sent_again_by_its_id(client: Client, place: Place) -> None:
    voice = client.file("door.ogg", recording(3))
    sent = await client.ask("send_voice", chat_id=place.chat, voice=voice, duration=3, caption="A door")
    assert (sent["voice"]["duration"], sent["voice"]["mime_type"], sent["caption"]) == (3, "audio/ogg", "A door")
    again = await client.ask("send_voice", chat_id=place.chat, voice=sent["voice"]["file_id"])
    assert again["voice"]["file_unique_id"] == sent["voice"]["file_unique_id"]


async def test_19_three_megabytes_in_chunks(http: Http, place: Place) -> None:
    data = bytes(3_000_000)

    async def body() -> Any:
        yield f'--B\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n{place.chat}\r\n--B\r\n'.encode()
        yield b'Content-Disposition: form-data; name="document"; filename="a.bin"\r\n\r\n'
        for at in range(0, len(data), 100_000):
            yield data[at : at + 100_000]
        yield b"\r\n--B--\r\n"

    headers = {"Content-Type": "multipart/form-data; boundary=B"}
    _, answer, _ = await http.call("sendDocument", data=body(), headers=headers)
    assert answer["result"]["document"]["file_size"] == len(data)


async def test_19_more_than_20_megabytes_cannot_be_fetched(
    client: Client, sim: Simulator, child: PersonHandle
) -> None:
    message = await child.attach("document", "big.bin", bytes(21 * 1024 * 1024))
    refused = await client.refusal("get_file", file_id=message["document"]["file_id"])
    assert (refused.kind, refused.words) == ("bad_request", "file is too big")
    assert not sim.journal.red


async def test_19_a_picture_takes_the_place_of_a_picture(client: Client, child: PersonHandle) -> None:
    sent = await client.ask("send_photo", chat_id=child.id, photo=client.file("a.png", PICTURE), caption="one")
    here = {"chat_id": child.id, "message_id": sent["message_id"]}
    edited = await client.ask("edit_message_media", **here, media=client.input_photo(picture(50, 60), "two"))
    assert (edited["photo"][-1]["width"], edited["caption"]) == (50, "two")
    edited = await client.ask("edit_message_caption", **here, caption="<b>three</b>", parse_mode="HTML")
    assert (edited["caption"], edited["caption_entities"][0]["type"]) == ("three", "bold")
    refused = await client.refusal("edit_message_text", **here, text="x")
    assert refused.words == "there is no text in the message to edit"


async def test_19_copies(client: Client, child: PersonHandle) -> None:
    sent = await client.ask("send_message", chat_id=child.id, text="<b>hi</b>", parse_mode="HTML")
    here = {"chat_id": child.id, "from_chat_id": child.id}
    copied = await client.ask("copy_message", **here, message_id=sent["message_id"])
    assert child.see()[-1]["message_id"] == copied["message_id"]
    assert child.see()[-1]["entities"] == [{"offset": 0, "length": 2, "type": "bold"}]
    refused = await client.refusal("copy_message", **here, message_id=999)
    assert refused.words == "message to copy not found"


class TestFlood:
    @pytest.fixture
    def rules(self) -> Rules:
        return Rules(poll_penalties=False)

    async def test_20_forty_chats_in_a_second(self, client: Client, sim: Simulator) -> None:
        people = [sim.new_person(f"n{at}") for at in range(40)]
        for person in people:
            await person.start()
        refusals = []
        waiting = list(people)
        for _ in range(200):
            if not waiting:
                break
            person = waiting.pop(0)
            try:
                await client.ask("send_message", chat_id=person.id, text="news")
            except Refused as refused:
                refusals.append((refused.kind, refused.retry_after))
                waiting.append(person)
                sim.clock.advance(refused.retry_after)
        assert refusals
        assert set(refusals) == {("retry_after", 1)}
        assert [sum(m.get("text") == "news" for m in person.see()) for person in people] == [1] * 40

    async def test_20_the_header_and_the_body_say_the_same(self, http: Http, sim: Simulator) -> None:
        group = sim.new_group("Класс", [sim.person("parent").id])
        for _ in range(20):
            status, _, _ = await http.call("sendMessage", data={"chat_id": group.id, "text": "x"})
            assert status == 200
        status, body, headers = await http.call("sendMessage", data={"chat_id": group.id, "text": "x"})
        wait = body["parameters"]["retry_after"]
        assert (status, body["error_code"], headers["Retry-After"]) == (429, 429, str(wait))
        assert body["description"] == f"Too Many Requests: retry after {wait}"
        assert 1 <= wait <= 3
        sim.clock.advance(wait)
        status, _, _ = await http.call("sendMessage", data={"chat_id": group.id, "text": "x"})
        assert status == 200

    async def test_20_one_chat_bears_a_short_burst_only(self, client: Client, child: PersonHandle) -> None:
        for _ in range(5):
            await client.ask("send_message", chat_id=child.id, text="x")
        refused = await client.refusal("send_message", chat_id=child.id, text="x")
        assert (refused.kind, refused.retry_after) == ("retry_after", 1)


async def test_21_blocking(client: Client, child: PersonHandle) -> None:
    await child.block()
    refused = await client.refusal("send_message", chat_id=child.id, text="x")
    assert (refused.kind, refused.words) == ("forbidden", "bot was blocked by the user")
    await child.unblock()
    await client.ask("send_message", chat_id=child.id, text="x")
    changes = [update["my_chat_member"] for update in await client.ask("get_updates", timeout=0)]
    assert [change["new_chat_member"]["status"] for change in changes] == ["kicked", "member"]
    assert all(change["from"]["id"] == child.id for change in changes)


async def test_21_strangers(client: Client, sim: Simulator, child: PersonHandle) -> None:
    del child
    refused = await client.refusal("send_message", chat_id=sim.person("parent").id, text="x")
    assert (refused.kind, refused.words) == ("forbidden", "bot can't initiate conversation with a user")
    refused = await client.refusal("send_message", chat_id=1, text="x")
    assert (refused.kind, refused.words) == ("bad_request", "chat not found")
    sim.person("parent").person.deactivated = True
    refused = await client.refusal("send_message", chat_id=sim.person("parent").id, text="x")
    assert (refused.kind, refused.words) == ("forbidden", "user is deactivated")


async def test_22_groups(client: Client, sim: Simulator, child: PersonHandle) -> None:
    educator, parent = sim.person("educator"), sim.person("parent")
    for supergroup, name in ((False, "group"), (True, "supergroup")):
        group = sim.new_group("Класс 5Б", [educator.id, child.id], supergroup=supergroup)
        assert (await client.ask("get_chat", chat_id=group.id))["type"] == name
        assert (await client.ask("get_chat_member", chat_id=group.id, user_id=educator.id))["status"] == "creator"
        assert (await client.ask("get_chat_member", chat_id=group.id, user_id=parent.id))["status"] == "left"
        admins = await client.ask("get_chat_administrators", chat_id=group.id)
        assert [admin["user"]["id"] for admin in admins] == [educator.id]
        refused = await client.refusal("send_message", chat_id=group.id, text="x", message_thread_id=77)
        assert (refused.kind, refused.words) == ("bad_request", "message thread not found")
        await group.leave()
        refused = await client.refusal("send_message", chat_id=group.id, text="x")
        assert (refused.kind, refused.words) == ("forbidden", f"bot was kicked from the {name} chat")
    lonely = sim.new_group("Без бота", [educator.id], supergroup=True, bot=False)
    refused = await client.refusal("send_message", chat_id=lonely.id, text="x")
    assert (refused.kind, refused.words) == ("forbidden", "bot is not a member of the supergroup chat")


async def test_22_a_group_becomes_a_supergroup(client: Client, sim: Simulator, child: PersonHandle) -> None:
    group = sim.new_group("Класс 5Б", [child.id])
    before = group.id
    await client.ask("send_message", chat_id=before, text="x")
    await group.upgrade()
    refused = await client.refusal("send_message", chat_id=before, text="x")
    assert (refused.kind, refused.moved_to) == ("moved", group.id)
    chat = (await client.ask("send_message", chat_id=group.id, text="x"))["chat"]
    assert (chat["id"], chat["type"]) == (group.id, "supergroup")


async def test_22_privacy_mode(client: Client, sim: Simulator, child: PersonHandle) -> None:
    group = sim.new_group("Класс", [child.id])
    said = await client.ask("send_message", chat_id=group.id, text="hello all")
    await client.ask("get_updates", offset=-1, timeout=0)
    sim.world.updates.clear()
    await child.send("just talk", chat_id=group.id)
    await child.send("/menu", chat_id=group.id)
    await child.send("/menu@other_bot", chat_id=group.id)
    await child.send("@local_sim_bot hi", chat_id=group.id)
    await child.send("thanks", chat_id=group.id, reply_to=said["message_id"])
    texts = [update["message"]["text"] for update in await client.ask("get_updates", timeout=0)]
    assert texts == ["/menu", "@local_sim_bot hi", "thanks"]


async def test_23_commands_by_scope_and_language(client: Client, sim: Simulator, child: PersonHandle) -> None:
    import telegram  # noqa: PLC0415 - each client has its own scopes
    from aiogram import types  # noqa: PLC0415 - the same

    scopes: Any = types if client.name == "aiogram" else telegram
    await client.ask("set_my_commands", commands=client.commands(start="Start"))
    await client.ask(
        "set_my_commands", commands=client.commands(start="Начать", help="Помощь"), language_code="ru"
    )
    mine = scopes.BotCommandScopeChat(chat_id=child.id)
    await client.ask("set_my_commands", commands=client.commands(only="Только тебе"), scope=mine)
    assert [c["description"] for c in await client.ask("get_my_commands")] == ["Start"]
    russian = await client.ask("get_my_commands", language_code="ru")
    assert [c["command"] for c in russian] == ["start", "help"]
    assert await client.ask("get_my_commands", language_code="en") == []
    settings = sim.world.settings
    assert settings.shown_commands(child.id, child.id, "ru")[0]["command"] == "only"
    await client.ask("delete_my_commands", scope=mine)
    assert settings.shown_commands(child.id, child.id, "ru")[0]["description"] == "Начать"
    assert settings.shown_commands(child.id, child.id, "de")[0]["description"] == "Start"
    refused = await client.refusal("set_my_commands", commands=client.commands(**{"no-dash": "x"}))
    assert (refused.kind, refused.words) == ("bad_request", "bot_command_invalid")


async def test_23_names_and_descriptions(client: Client, child: PersonHandle) -> None:
    for what in ("name", "description", "short_description"):
        await client.ask(f"set_my_{what}", **{what: "Mayak"})
        await client.ask(f"set_my_{what}", **{what: "Маяк"}, language_code="ru")
        assert (await client.ask(f"get_my_{what}"))[what] == "Mayak"
        assert (await client.ask(f"get_my_{what}", language_code="ru"))[what] == "Маяк"
        assert (await client.ask(f"get_my_{what}", language_code="de"))[what] == "Mayak"
        refused = await client.refusal(f"set_my_{what}", **{what: "x" * 600})
        assert refused.kind == "bad_request"
    assert (await client.ask("get_chat_menu_button"))["type"] == "commands"
    assert (await client.ask("get_chat_menu_button", chat_id=child.id))["type"] == "default"


async def test_24_deep_links(client: Client, child: PersonHandle) -> None:
    await child.start("class_AB-12")
    updates = await client.ask("get_updates", timeout=0)
    assert updates[-1]["message"]["text"] == "/start class_AB-12"
    assert updates[-1]["message"]["entities"][0]["type"] == "bot_command"
    await child.start("x" * 64)
    for bad in ("x" * 65, "а", "a b", "a=b"):
        with pytest.raises(PlaneError):
            await child.start(bad)


async def test_24_reactions_and_actions(client: Client, sim: Simulator, child: PersonHandle) -> None:
    message = await child.send("hi")
    await client.ask("send_chat_action", chat_id=child.id, action="typing")
    assert sim.world.action_of(child.room) == "typing"
    sim.clock.advance(6)
    assert sim.world.action_of(child.room) is None
    refused = await client.refusal("send_chat_action", chat_id=child.id, action="dancing")
    assert refused.words == "wrong parameter action in request"
    import telegram  # noqa: PLC0415 - each client has its own reactions
    from aiogram import types  # noqa: PLC0415 - the same

    heart: Any = (
        types.ReactionTypeEmoji(emoji="👍") if client.name == "aiogram" else telegram.ReactionTypeEmoji("👍")
    )
    here = {"chat_id": child.id, "message_id": message["message_id"]}
    await client.ask("set_message_reaction", **here, reaction=[heart])
    assert child.room.reactions[message["message_id"]] == [{"type": "emoji", "emoji": "👍"}]


async def test_19_uploads_have_a_limit(http: Http, place: Place, sim: Simulator) -> None:
    del sim
    form = aiohttp.FormData({"chat_id": str(place.chat)})
    form.add_field("document", io.BytesIO(bytes(50 * 1024 * 1024 + 1)), filename="big.bin")
    status, body, _ = await http.call("sendDocument", data=form)
    assert (status, body["error_code"]) in ((413, 413), (400, 400))
    form = aiohttp.FormData({"chat_id": str(place.chat)})
    form.add_field("photo", picture(5, 101), filename="thin.png")
    status, body, _ = await http.call("sendPhoto", data=form)
    assert (status, body["description"]) == (400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
