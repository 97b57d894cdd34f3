"""Check 26, viewer by viewer: what one member of a group asks the bot, the others do not see."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from sqlalchemy import select

from bot.db.away import StoreAway
from bot.db.schema import metadata
from bot.doors.telegram.private_in_group import _Lately
from bot.doors.wire import Refused
from bot.help.pages import Help
from simulator import Rules, SimClock, Simulator
from tests.doors.telegram.raw import group as raw_group
from tests.doors.telegram.raw import message, press, user
from tests.doors.telegram.servers import running, settings_for, settled, until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.app import App
    from simulator import GroupHandle, PersonHandle
    from tests.doors.telegram.edge import Edge, Sent

Json = dict[str, Any]


@dataclass
class Classroom:
    """A group of four with the bot; the first of them asks, the others look on."""

    bot: App
    telegram: Simulator
    group: GroupHandle
    asker: PersonHandle
    others: tuple[PersonHandle, ...]

    def sees(self, who: PersonHandle) -> list[Json]:
        """What somebody has been told in the group, as their app shows it."""
        return [one for one in who.see(chat_id=self.group.id) if one.get("from", {}).get("is_bot")]

    def reads(self, who: PersonHandle) -> str:
        return "\n".join(one.get("text", "") for one in self.sees(who))

    async def handled(self) -> None:
        await until(lambda: not self.telegram.world.updates.waiting)
        await until(lambda: not self.bot.handler.private_in_group._asking)

    def labels(self) -> list[str]:
        return [label for row in self.asker.buttons(self.sees(self.asker)[-1]) for label in row]

    async def taps(self, label: str) -> None:
        found = next(one for one in self.labels() if label in one)
        await self.asker.press(found, chat_id=self.group.id)
        await self.handled()


async def in_class(bot: App, telegram: Simulator, language: str = "en") -> Classroom:
    asker, *others = (telegram.new_person(f"Имя{number}канарейка", language) for number in range(4))
    group = telegram.new_group("5B", [others[0].id, asker.id, others[1].id, others[2].id], supergroup=True)
    return Classroom(bot, telegram, group, asker, tuple(others))


@pytest.fixture
async def classroom(bot: App, telegram: Simulator) -> Classroom:
    await until(lambda: bot.handler.private_in_group.offered)
    return await in_class(bot, telegram)


@pytest.mark.parametrize(("language", "words"), [("en", "Only you see this."), ("ru", "Это видно только тебе.")])
@pytest.mark.parametrize("admin", [False, True], ids=["member", "administrator"])
@pytest.mark.parametrize("said", ["/help", "/sos@local_sim_bot"])
async def test_26_help_is_seen_by_the_asker_alone(  # noqa: PLR0913 - a matrix
    bot: App, telegram: Simulator, said: str, language: str, words: str, *, admin: bool
) -> None:
    await until(lambda: bot.handler.private_in_group.offered)
    classroom = await in_class(bot, telegram, language)
    if admin:
        await classroom.group.promote_bot()
    before = {one.id: one.see(chat_id=classroom.group.id) for one in classroom.others}
    await classroom.asker.send(said, chat_id=classroom.group.id)
    await until(lambda: bool(classroom.sees(classroom.asker)))
    (told,) = classroom.sees(classroom.asker)
    assert told["text"].startswith("🆘")
    assert words in told["text"]
    for one in classroom.others:
        assert one.see(chat_id=classroom.group.id) == before[one.id], "not even that somebody asked"
        assert not one.see(), "and nothing comes to them elsewhere"
    assert not classroom.asker.see(), "it was answered where it was asked"


async def test_26_help_goes_on_in_place_and_nobody_else_sees_it(classroom: Classroom) -> None:
    settled(classroom.bot, classroom.asker)
    await classroom.asker.send("/help", chat_id=classroom.group.id)
    await until(lambda: bool(classroom.sees(classroom.asker)))
    first = classroom.reads(classroom.asker)
    assert "112" in first, "the lines of their own country"
    await classroom.taps("Ещё" if "Ещё" in " ".join(classroom.labels()) else "More")
    assert len(classroom.sees(classroom.asker)) == 1, "edited in place"
    assert classroom.reads(classroom.asker) != first
    for label in classroom.labels():
        assert "Меню" not in label, "nothing that leads on in the group but Help"
        assert "☰" not in label
    addresses = [
        button["url"]
        for row in classroom.sees(classroom.asker)[-1]["reply_markup"]["inline_keyboard"]
        for button in row
        if "url" in button
    ]
    assert addresses[-1] == "https://t.me/local_sim_bot?start=help"
    await classroom.taps("✖")
    assert not classroom.sees(classroom.asker)
    assert not [one for one in classroom.others if classroom.sees(one)]
    await classroom.asker.start("help")
    await until(lambda: "🆘" in json.dumps(classroom.asker.see(1), ensure_ascii=False))


async def test_26_what_is_written_to_the_bot_alone_is_answered_with_help_and_kept_nowhere(
    classroom: Classroom, capfd: pytest.CaptureFixture[str]
) -> None:
    await classroom.asker.send("/help", chat_id=classroom.group.id)
    await until(lambda: bool(classroom.sees(classroom.asker)))
    for words in ("канарейка семь", "он угрожает выложить мои фото, что делать"):
        await classroom.asker.answer_alone(classroom.group, words)
        await classroom.handled()
        assert classroom.sees(classroom.asker)[-1]["text"].startswith("🆘")
        assert words not in json.dumps(
            [entry.params for entry in classroom.telegram.journal if entry.method != "update"], ensure_ascii=False
        )
    assert len({one["text"] for one in classroom.sees(classroom.asker)}) == 2, "what was heard leads to its page"
    assert not [one for one in classroom.others if classroom.sees(one)]
    with classroom.bot.stores.durable.transaction() as db:
        rows = [str(row) for table in metadata.sorted_tables for row in db.execute(select(table))]
    told = "".join(capfd.readouterr())
    for canary in ("канарейка", "угрожает", str(classroom.asker.id), str(classroom.group.id)):
        assert canary not in told
        assert not [row for row in rows if canary in row]


async def test_26_a_call_that_all_could_read_shows_the_way_to_the_private_chat(classroom: Classroom) -> None:
    """An old app, or a bot that is no administrator: Telegram refuses, and the person sees no error."""
    for _ in range(3):
        await classroom.asker.send("/help", chat_id=classroom.group.id, old_app=True)
        await classroom.handled()
    everybody = [classroom.asker, *classroom.others]
    assert {len(classroom.sees(one)) for one in everybody} == {1}, "one link a minute"
    told = classroom.sees(classroom.asker)[0]
    assert "reply_to_message" not in told
    for sign in (classroom.asker.person.first_name, str(classroom.asker.id), "@"):
        assert sign not in told["text"]
    assert told["reply_markup"]["inline_keyboard"][0][0]["url"].endswith("?start=help")
    tried = [entry for entry in classroom.telegram.journal if "ephemeral_message_parameters" in entry.params]
    assert len(tried) == 1, "asked once, then remembered"
    await classroom.asker.send("/help", chat_id=classroom.group.id)
    await until(lambda: len(classroom.sees(classroom.asker)) == 2)
    assert "Only you see this." in classroom.reads(classroom.asker), "what can be answered alone still is"
    assert len(classroom.sees(classroom.others[0])) == 1


def test_a_group_is_remembered_for_its_time_and_then_forgotten() -> None:
    now = 0.0
    lately = _Lately(60, lambda: now)
    lately.note(-5)
    now = 30
    lately.note(-6)
    now = 59
    assert lately.holds(-5)
    now = 60
    assert not lately.holds(-5)
    assert list(lately._since) == [-6], "not even its id stays in memory"
    assert lately.holds(-6)


async def test_26_an_administrator_answers_also_an_old_app_alone(classroom: Classroom) -> None:
    await classroom.group.promote_bot()
    await classroom.asker.send("/help", chat_id=classroom.group.id, old_app=True)
    await until(lambda: bool(classroom.sees(classroom.asker)))
    assert not [one for one in classroom.others if classroom.sees(one)]


async def test_26_when_telegram_refuses_what_nobody_saw_the_private_chat_answers(classroom: Classroom) -> None:
    await classroom.asker.start()
    await classroom.handled()
    before = len(classroom.asker.see())
    classroom.telegram.fault("400", method="sendMessage", times=1)
    await classroom.asker.send("/help", chat_id=classroom.group.id)
    await until(lambda: len(classroom.asker.see()) > before)
    assert classroom.asker.see(1)[0]["text"].startswith("🆘")
    assert not [one for one in (classroom.asker, *classroom.others) if classroom.sees(one)]


@pytest.fixture
async def old_server(tmp_path: Path) -> AsyncIterator[Classroom]:
    from bot.app import App  # noqa: PLC0415 - aiogram costs seconds to import

    rules = Rules(flood=False, poll_penalties=False, ephemeral=False)
    async with (
        Simulator("424242:test-token-of-nobody", SimClock(), rules=rules) as telegram,
        running(App(settings_for(tmp_path, telegram.url), telegram.clock.now)) as app,
    ):
        await until(lambda: any(entry.method == "getMyCommands" for entry in telegram.journal))
        yield await in_class(app, telegram)


async def test_26_a_server_that_knows_no_such_messages_is_never_trusted_with_one(old_server: Classroom) -> None:
    await old_server.group.promote_bot()
    await old_server.asker.send("/help", chat_id=old_server.group.id)
    await until(lambda: bool(old_server.sees(old_server.asker)))
    await old_server.handled()
    assert not [one for one in old_server.telegram.journal if "ephemeral_message_parameters" in one.params]
    assert "a chat with me alone" in old_server.reads(old_server.others[0])


def to_the_bot_alone(person: int, text: str, number: int = 3, **more: Any) -> Json:
    """Telegram's update for a command that nobody else saw."""
    return message(person, chat=raw_group(), text=text, ephemeral_message_id=number, message_id=0, **more)


def pressed(person: int, data: str, *, receiver: int, number: int = 8) -> Json:
    """A press below a message of the bot to one member alone."""
    below = {
        "message_id": 0,
        "ephemeral_message_id": number,
        "receiver_user": user(receiver),
        "date": 1_795_600_000,
        "chat": raw_group(),
        "from": user(424242, is_bot=True),
        "text": "…",
    }
    return press(person, data, message=below)


async def test_5_the_same_call_twice_is_answered_once(edge: Edge) -> None:
    called = to_the_bot_alone(4711, "/help")
    (told,) = await edge.takes(called, called, called)
    assert told.params["ephemeral_message_parameters"] == {"receiver_user_id": 4711}
    assert told.params["reply_parameters"] == {"ephemeral_message_id": 3}


@pytest.mark.parametrize(
    "path",
    ["wipe/1", "menu", "onward", "misheard", "lesson/lamp/light/9-11", "forget/now", "consent/on", "x" * 64],
)
async def test_21_a_forged_button_does_nothing_in_a_group(edge: Edge, path: str) -> None:
    sent = await edge.takes(pressed(4711, path, receiver=4711))
    assert [call.method for call in sent] == ["answerCallbackQuery"]


async def test_21_nobody_presses_what_another_was_shown(edge: Edge) -> None:
    for path in ("help", "cover", "explained/7/1/0"):
        sent = await edge.takes(pressed(4712, path, receiver=4711))
        assert [call.method for call in sent] == ["answerCallbackQuery"]


async def test_help_in_a_group_needs_no_database(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(**_: bool) -> NoReturn:
        raise StoreAway("OperationalError")

    for store in (edge.house.stores.durable, edge.house.stores.visitors):
        monkeypatch.setattr(store, "transaction", gone)
    (told,) = await edge.takes(to_the_bot_alone(4711, "/help"))
    assert told.words.startswith("🆘")
    edited, _ = await edge.takes(pressed(4711, "help/1", receiver=4711))
    assert edited.method == "editEphemeralMessageText"
    assert {edited.params[name] for name in ("receiver_user_id", "ephemeral_message_id")} == {4711, 8}


async def test_whatever_breaks_the_emergency_number_is_shown(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> NoReturn:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setitem(edge.house.conversation.services.views.without_store, Help, broken)
    monkeypatch.setattr(edge.house.conversation.first_aid, "page", broken)
    (told,) = await edge.takes(to_the_bot_alone(4711, "/help"))
    assert "112" in told.words
    assert told.params["ephemeral_message_parameters"] == {"receiver_user_id": 4711}


async def test_what_can_be_edited_no_more_is_sent_anew(edge: Edge) -> None:
    async def gone(call: Sent) -> None:
        if call.method == "editEphemeralMessageText":
            raise Refused(400, "Bad Request: ephemeral message not found")

    edge.wire.mood = gone
    anew, _ = await edge.takes(pressed(4711, "help", receiver=4711))
    assert anew.method == "sendMessage"
    assert anew.params["ephemeral_message_parameters"]["receiver_user_id"] == 4711
    assert anew.params["ephemeral_message_parameters"]["callback_query_id"]


@pytest.mark.parametrize(
    "said",
    [
        message(4711, chat=raw_group(), text="/help@other_bot"),
        message(4711, chat=raw_group(), text="/helpme"),
        message(4711, chat=raw_group(), text="please /help"),
        message(4711, chat=raw_group(), text="/help", sender_chat=raw_group()),
        message(4711, "edited_message", raw_group(), text="/help"),
        message(4711, chat=raw_group(-1003, "channel"), text="/help"),
        to_the_bot_alone(4711, "/help", from_=user(9, is_bot=True)),
    ],
    ids=["another bot", "another word", "in a sentence", "a chat's voice", "edited", "a channel", "a bot"],
)
async def test_26_silence_otherwise(edge: Edge, said: Json) -> None:
    edge.house.conversation.services.instance.bot = "mayak_test_bot"
    assert await edge.takes(said) == []


async def test_27_a_hundred_askers_cross_nothing(classroom: Classroom) -> None:
    people = [classroom.telegram.new_person(f"Имя{number}чужое", "ru") for number in range(100)]
    group = classroom.telegram.new_group("crowd", [one.id for one in people], supergroup=True)
    await asyncio.gather(*(one.send("/help", chat_id=group.id) for one in people))
    await until(lambda: not classroom.telegram.world.updates.waiting)
    await until(lambda: all(one.see(1, chat_id=group.id)[0].get("from", {}).get("is_bot") for one in people))
    for one in people:
        mine = [said for said in one.see(chat_id=group.id) if said.get("receiver_user", {}).get("id") == one.id]
        assert len(mine) == 1
        assert not re.search(r"Имя\d+чужое", mine[0]["text"])
    assert not [said for said in group.see() if said.get("from", {}).get("is_bot")]
