"""Many people and groups: in a group the bot only shows the way to Help; it never carries anything of one person
to another.
"""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass
from random import Random as Chance
from typing import TYPE_CHECKING

import pytest

from simulator import PlaneError, actions
from tests.doors.telegram.servers import settled, until

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.app import App
    from simulator import GroupHandle, PersonHandle, Simulator

pytestmark = pytest.mark.slow

TYPED = ("помогите", "/help", "/sos@local_sim_bot", "/start", "/menu@local_sim_bot", "@local_sim_bot привет")
SAID = ("lesson_lamp_light_9-11", "quiz_lamp-sets_light_9-11", "class_ABCDEFGH", "zzz")


async def all_handled(telegram: Simulator) -> None:
    await until(lambda: not telegram.world.updates.waiting, 120)


def do(act: object, *details: object, **more: object) -> None:
    """Act if the app offers it just now."""
    try:
        act(*details, **more)  # type: ignore[operator]
    except (PlaneError, IndexError, KeyError):
        return


async def live(telegram: Simulator, group: GroupHandle, members: list[PersonHandle], chance: Chance) -> None:
    """A few minutes in a group, with a private word to the bot now and then."""
    world = telegram.world
    for _ in range(chance.randint(4, 9)):
        person = chance.choice(members)
        match chance.randrange(7):
            case 0 | 1 | 2:
                do(actions.send, world, person.person, group.id, chance.choice(TYPED))
            case 3:
                do(actions.edit, world, person.person, group.id, group.see(1)[0]["message_id"], "помогите")
            case 4:
                contact = {"contact": {"phone_number": "+10000000000", "first_name": "x"}}
                do(actions.attach, world, person.person, group.id, contact)
            case 5:
                do(actions.start, world, person.person, chance.choice(SAID))
            case _:
                if group.group.bot == "member":
                    await group.promote_bot()
    await group.leave()


async def test_26_nothing_personal_in_two_hundred_groups(bot: App, telegram: Simulator) -> None:
    chance = Chance(26)  # noqa: S311 - a fixed seed
    people = [telegram.new_person(f"n{number}") for number in range(40)]
    settled(bot, *people[:20])
    for number in range(200):
        members = chance.sample(people, 4)
        group = telegram.new_group(f"g{number}", [one.id for one in members], supergroup=number % 2 == 0)
        await live(telegram, group, members, chance)
        await asyncio.sleep(0)
    await all_handled(telegram)
    calls = [entry for entry in telegram.journal if entry.method != "update"]
    assert sum(entry.method == "update" for entry in telegram.journal) > 1_000
    said = [entry for entry in calls if int(entry.params.get("chat_id", 1)) < 0]
    for entry in said:
        asker = (entry.params.get("ephemeral_message_parameters") or {}).get("receiver_user_id")
        assert entry.method == "sendMessage"
        assert entry.params["text"].startswith("🆘"), "only a call for help is answered"
        told = json.dumps(entry.params, ensure_ascii=False)
        for one in people:
            assert one.id == asker or str(one.id) not in told
            assert not re.search(rf"\b{one.person.first_name}\b", told)
    for room in telegram.world.rooms.values():
        for message in room.log.values():
            if room.chat["id"] < 0 and message.get("from", {}).get("is_bot"):
                assert "a chat with me alone" in message["text"] or "в личном чате со мной" in message["text"]
    assert any(entry.params.get("chat_id") for entry in calls), "private chats were answered meanwhile"
    assert not telegram.journal.red


@dataclass
class Canary:
    """Somebody whose every word and name is found again wherever it goes."""

    person: PersonHandle
    words: list[str]

    @property
    def signs(self) -> Iterable[str]:
        own = self.person.person
        return [own.first_name, own.username, str(own.id), *self.words]


def sing(telegram: Simulator, number: int) -> Canary:
    """Let somebody move in whose name and words are like no other's."""
    person = telegram.new_person(f"Имя{number:03}канарейка", "ru" if number % 2 else "en")
    person.person.username = f"canary_{number:03}_user"
    return Canary(person, [])


async def talk(telegram: Simulator, canary: Canary, bot: App, chance: Chance) -> None:
    """Type, tap, attach, edit and share, with words that are this person's alone."""
    world, who = telegram.world, canary.person
    audiences = ("6-8", "9-11", "12-15", "16-17", "parent", "educator")
    settled(bot, who, who=chance.choice(audiences))
    await who.start(chance.choice(SAID))
    for step in range(14):
        words = f"тайна{who.id % 1000:03}x{step}"
        canary.words.append(words)
        match chance.randrange(8):
            case 0 | 1:
                await who.send(words)
            case 2:
                await who.edit((await who.send(words))["message_id"], f"{words} ещё")
            case 3:
                photo = actions.file_content(world, "document", ("x.txt", "text/plain", b"x"), words)
                actions.attach(world, who.person, who.id, photo)
            case 4:
                contact = {"contact": {"phone_number": "+1000", "first_name": words, "user_id": who.id}}
                actions.attach(world, who.person, who.id, contact)
            case 5:
                await who.send(f"/start {words}")
            case 6:
                await who.send(chance.choice(("/export", "/privacy", "/settings", "помогите", "лампа")))
            case _:
                labels = [label for row in who.buttons() for label in row]
                if labels:
                    try:
                        await who.press(chance.choice(labels))
                    except PlaneError:
                        continue
        await asyncio.sleep(0.05)


LINK_TO_A_PERSON = re.compile(r"tg://|t\.me/(?!local_sim_bot|share/url)|mailto:|tel:")


async def test_27_the_bot_never_connects_people(bot: App, telegram: Simulator) -> None:
    chance = Chance(27)  # noqa: S311 - a fixed seed
    canaries = [sing(telegram, number) for number in range(30)]
    await asyncio.gather(*(talk(telegram, canary, bot, chance) for canary in canaries))
    await all_handled(telegram)
    by_chat = {canary.person.id: canary for canary in canaries}
    calls = [entry for entry in telegram.journal if entry.method != "update" and "chat_id" in entry.params]
    assert len(calls) > 300
    for entry in calls:
        told = json.dumps({**entry.params, "chat_id": ""}, ensure_ascii=False)
        for chat, canary in by_chat.items():
            found = [sign for sign in canary.signs if sign in told]
            assert not found, f"{entry.method} carries what is a person's own (to themselves: {chat})"
        assert not LINK_TO_A_PERSON.search(told)
        assert "from_chat_id" not in entry.params, "nothing is ever forwarded or copied"
    files = [file.data.decode("utf-8", "replace") for file in telegram.world.files.by_unique.values()]
    assert any('"people"' in file for file in files), "exports went out as well"
    for canary in canaries:
        assert not [sign for sign in canary.signs for file in files if sign in file]
    assert {int(entry.params["chat_id"]) for entry in calls} <= by_chat.keys()
    assert not telegram.journal.red
