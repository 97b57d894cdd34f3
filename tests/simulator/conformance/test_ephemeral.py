"""Check 22, in groups: messages that one member alone sees, and when a bot may send one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from simulator import PlaneError, Rules
from tests.simulator.samples import picture

if TYPE_CHECKING:
    from simulator import GroupHandle, PersonHandle, Simulator
    from tests.simulator.conformance.clients import Client, Refused
    from tests.simulator.conformance.conftest import Http

pytestmark = pytest.mark.filterwarnings("ignore:Please use:UserWarning")
"""python-telegram-bot wants to be asked by its own methods, which do not know these parameters yet."""

Json = dict[str, Any]
KEYS = {"inline_keyboard": [[{"text": "Why?", "callback_data": "why"}]]}


@dataclass
class Group:
    """A group of three with the bot, asked through one client."""

    client: Client
    sim: Simulator
    chat: GroupHandle
    people: tuple[PersonHandle, ...]

    async def call(self, name: str, **params: Any) -> Any:
        """Call a method by its documented name; python-telegram-bot knows these by its raw request only."""
        if self.client.name == "aiogram":
            snake = re.sub(r"(?<!^)([A-Z])", lambda found: f"_{found[1].lower()}", name)
            return await self.client.ask(snake, chat_id=self.chat.id, **params)
        wanted = {"chat_id": self.chat.id, **params}
        return await self.client.ask("do_api_request", endpoint=name, api_kwargs=wanted)

    async def refusal(self, name: str, **params: Any) -> Refused:
        from tests.simulator.conformance.clients import Refused  # noqa: PLC0415 - raised by either client

        with pytest.raises(Refused) as refused:
            await self.call(name, **params)
        return refused.value

    async def updates(self) -> list[Json]:
        found: list[Json] = await self.client.ask("get_updates", timeout=0)
        if found:
            await self.client.ask("get_updates", offset=found[-1]["update_id"] + 1, timeout=0)
        return found

    def seen(self) -> list[list[str]]:
        """What each of the three reads, one after another."""
        return [
            [message["text"] for message in one.see(chat_id=self.chat.id) if "text" in message]
            for one in self.people
        ]


@pytest.fixture
async def group(client: Client, sim: Simulator, child: PersonHandle) -> Group:
    people = (child, sim.person("child-14"), sim.person("educator"))
    chat = sim.new_group("Класс 5Б", [people[2].id, people[0].id, people[1].id], supergroup=True)
    sim.world.updates.clear()
    return Group(client, sim, chat, people)


def to(person: PersonHandle, **more: Any) -> Json:
    return {"receiver_user_id": person.id, **more}


async def test_22_an_administrator_says_something_to_one_member_at_any_time(group: Group) -> None:
    await group.chat.promote_bot()
    one = group.people[0]
    sent = await group.call("sendMessage", text="for you", ephemeral_message_parameters=to(one))
    assert (sent["message_id"], sent["ephemeral_message_id"]) == (0, 1)
    assert sent["receiver_user"]["id"] == one.id
    assert group.seen() == [["for you"], [], []]
    assert not [message for message in group.chat.see() if "text" in message]


async def test_22_a_member_bot_may_answer_a_press_for_fifteen_seconds(group: Group) -> None:
    first, second, _ = group.people
    await group.call("sendMessage", text="all", reply_markup=KEYS)
    refused = await group.refusal("sendMessage", text="x", ephemeral_message_parameters=to(first))
    assert (refused.kind, "not enough rights" in refused.words) == ("bad_request", True)
    press = await first.press("Why?", chat_id=group.chat.id)
    for params in (to(second, callback_query_id=press), to(first, callback_query_id="5")):
        refused = await group.refusal("sendMessage", text="x", ephemeral_message_parameters=params)
        assert "query is too old" in refused.words
    group.sim.clock.advance(15)
    await group.call(
        "sendMessage", text="because", ephemeral_message_parameters=to(first, callback_query_id=press)
    )
    assert group.seen() == [["all", "because"], ["all"], ["all"]]
    group.sim.clock.advance(1)
    late = to(first, callback_query_id=press)
    refused = await group.refusal("sendMessage", text="x", ephemeral_message_parameters=late)
    assert "query is too old" in refused.words


async def test_22_one_may_stand_in_place_of_the_message_whose_button_was_pressed(group: Group) -> None:
    first = group.people[0]
    await group.call("sendMessage", text="all", reply_markup=KEYS)
    press = await first.press("Why?", chat_id=group.chat.id)
    instead = to(first, callback_query_id=press, replace_callback_query_message=True)
    sent = await group.call("sendMessage", text="mine", ephemeral_message_parameters=instead, reply_markup=KEYS)
    assert group.seen() == [["mine"], ["all"], ["all"]]
    again = await first.press("Why?", chat_id=group.chat.id)
    instead = to(first, callback_query_id=again, replace_callback_query_message=True)
    refused = await group.refusal("sendMessage", text="x", ephemeral_message_parameters=instead)
    assert "can't be replaced" in refused.words
    number = sent["ephemeral_message_id"]
    await group.call("deleteEphemeralMessage", receiver_user_id=first.id, ephemeral_message_id=number)
    assert group.seen() == [["all"]] * 3


async def test_22_one_is_edited_and_deleted_by_its_receiver_and_number(group: Group) -> None:
    await group.chat.promote_bot()
    first, second, _ = group.people
    numbers = [
        (await group.call("sendMessage", text=text, ephemeral_message_parameters=to(one), reply_markup=KEYS))[
            "ephemeral_message_id"
        ]
        for text, one in (("first's", first), ("second's", second))
    ]
    mine: Json = {"receiver_user_id": first.id, "ephemeral_message_id": numbers[0]}
    assert await group.call("editEphemeralMessageText", text="new", **mine) is True
    assert group.seen() == [["new"], ["second's"], []]
    assert not first.buttons(first.see(1, chat_id=group.chat.id)[0])
    assert await group.call("editEphemeralMessageReplyMarkup", reply_markup=KEYS, **mine) is True
    assert first.buttons(first.see(1, chat_id=group.chat.id)[0]) == [["Why?"]]
    refused = await group.refusal("editEphemeralMessageText", text="new", reply_markup=KEYS, **mine)
    assert "message is not modified" in refused.words
    crossed: Json = {"receiver_user_id": second.id, "ephemeral_message_id": numbers[0]}
    for name, more in (("editEphemeralMessageText", {"text": "x"}), ("deleteEphemeralMessage", {})):
        refused = await group.refusal(name, **more, **crossed)
        assert refused.words == "ephemeral message not found"
    assert await group.call("deleteEphemeralMessage", **mine) is True
    assert group.seen() == [[], ["second's"], []]
    refused = await group.refusal("deleteEphemeralMessage", **mine)
    assert refused.words == "ephemeral message not found"


async def test_22_a_picture_for_one_member(group: Group, http: Http) -> None:
    await group.chat.promote_bot()
    first = group.people[0]
    file = group.client.file("a.png", picture(90, 60))
    photo = await group.client.ask("send_photo", chat_id=first.id, photo=file)
    params = {
        "chat_id": group.chat.id,
        "photo": photo["photo"][-1]["file_id"],
        "caption": "a map",
        "ephemeral_message_parameters": to(first),
    }
    status, body, _ = await http.call("sendPhoto", json=params)
    assert (status, body["result"]["message_id"]) == (200, 0)
    mine = {"chat_id": group.chat.id, "receiver_user_id": first.id, "ephemeral_message_id": 1}
    assert (await http.call("editEphemeralMessageCaption", json={**mine, "caption": "the map"}))[0] == 200
    assert first.see(1, chat_id=group.chat.id)[0]["caption"] == "the map"
    media = {"type": "photo", "media": params["photo"], "caption": "another"}
    assert (await http.call("editEphemeralMessageMedia", json={**mine, "media": media}))[0] == 200
    assert first.see(1, chat_id=group.chat.id)[0]["caption"] == "another"
    status, body, _ = await http.call("editEphemeralMessageText", json={**mine, "text": "x"})
    assert (status, "no text" in body["description"]) == (400, True)
    assert not [said for one in group.people[1:] for said in one.see(chat_id=group.chat.id) if "photo" in said]


@pytest.mark.parametrize("told", ["/help", "/help@local_sim_bot", "/HELP now"])
async def test_22_an_ephemeral_command_is_seen_by_its_sender_and_the_bot(group: Group, told: str) -> None:
    asker = group.people[1]
    await group_commands(group)
    await asker.send(told, chat_id=group.chat.id)
    await asker.send("/menu", chat_id=group.chat.id)
    assert group.seen() == [["/menu"], [told, "/menu"], ["/menu"]], "each reads them in the order they came"
    heard = [update["message"] for update in await group.updates()]
    assert [(one["text"], one["message_id"] == 0) for one in heard] == [(told, True), ("/menu", False)]
    number = heard[0]["ephemeral_message_id"]
    await group.call(
        "sendMessage",
        text="help",
        ephemeral_message_parameters=to(asker),
        reply_parameters={"ephemeral_message_id": number},
    )
    refused = await group.refusal(
        "sendMessage",
        text="help",
        ephemeral_message_parameters=to(group.people[0]),
        reply_parameters={"ephemeral_message_id": number},
    )
    assert "not enough rights" in refused.words
    await asker.answer_alone(group.chat, "thanks")
    assert [("help" in seen, "thanks" in seen) for seen in group.seen()] == [
        (False, False),
        (True, True),
        (False, False),
    ]
    group.sim.clock.advance(16)
    refused = await group.refusal(
        "sendMessage",
        text="late",
        ephemeral_message_parameters=to(asker),
        reply_parameters={"ephemeral_message_id": number},
    )
    assert "not enough rights" in refused.words
    await asker.starts_the_app_anew(group.chat)
    assert group.seen() == [["/menu"]] * 3, "such messages are kept nowhere"


async def group_commands(group: Group) -> None:
    """Want `/help` to be ephemeral in groups."""
    params = {
        "commands": [{"command": "help", "description": "Help", "is_ephemeral": True}],
        "scope": {"type": "all_group_chats"},
    }
    if group.client.name == "aiogram":
        from aiogram import types  # noqa: PLC0415 - this client's own

        wanted = [types.BotCommand(command="help", description="Help", is_ephemeral=True)]
        await group.client.ask("set_my_commands", commands=wanted, scope=types.BotCommandScopeAllGroupChats())
        return
    await group.client.ask("do_api_request", endpoint="setMyCommands", api_kwargs=params)


async def test_22_an_old_app_and_somebody_elses_command_are_seen_by_all(group: Group) -> None:
    await group_commands(group)
    await group.people[0].send("/help", chat_id=group.chat.id, old_app=True)
    await group.people[0].send("/help@other_bot", chat_id=group.chat.id)
    assert group.seen() == [["/help", "/help@other_bot"]] * 3


async def test_22_nobody_presses_or_answers_what_they_do_not_see(group: Group) -> None:
    await group.chat.promote_bot()
    first, second, _ = group.people
    await group.call("sendMessage", text="x", ephemeral_message_parameters=to(first), reply_markup=KEYS)
    with pytest.raises(PlaneError):
        await second.press("Why?", chat_id=group.chat.id)
    with pytest.raises(PlaneError):
        await second.answer_alone(group.chat, "hello")
    await first.press("Why?", chat_id=group.chat.id)
    (query,) = [update["callback_query"] for update in await group.updates() if "callback_query" in update]
    assert query["message"]["ephemeral_message_id"] == 1


async def test_22_what_an_ephemeral_message_cannot_be(group: Group) -> None:
    await group.chat.promote_bot()
    first = group.people[0]
    stranger = group.sim.person("parent")
    refused = await group.refusal("sendMessage", text="x", ephemeral_message_parameters=to(stranger))
    assert refused.words == "participant_id_invalid"
    bottom = {"keyboard": [[{"text": "x"}]]}
    refused = await group.refusal(
        "sendMessage", text="x", ephemeral_message_parameters=to(first), reply_markup=bottom
    )
    assert "inline keyboard only" in refused.words
    refused = await group.client.refusal(**in_private(group, first))
    assert "groups and supergroups only" in refused.words


def in_private(group: Group, person: PersonHandle) -> Json:
    """The same in a private chat."""
    params = {"chat_id": person.id, "text": "x", "ephemeral_message_parameters": to(person)}
    if group.client.name == "aiogram":
        return {"method": "send_message", **params}
    return {"method": "do_api_request", "endpoint": "sendMessage", "api_kwargs": params}


class TestAnOldServer:
    @pytest.fixture
    def rules(self) -> Rules:
        return Rules(flood=False, poll_penalties=False, ephemeral=False)

    async def test_22_it_ignores_what_it_does_not_know(self, group: Group) -> None:
        await group_commands(group)
        await group.people[0].send("/help", chat_id=group.chat.id)
        sent = await group.call("sendMessage", text="oh", ephemeral_message_parameters=to(group.people[0]))
        assert sent["message_id"]
        assert group.seen() == [["/help", "oh"]] * 3, "everybody reads it: a bot must know its server"
