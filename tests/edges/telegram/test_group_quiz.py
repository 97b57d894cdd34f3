"""A live quiz in the class's group: anonymous polls, stepped from the teacher's own chat, nobody remembered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from bot.edges.telegram.api import Refused
from bot.edges.telegram.groups import Groups
from bot.store.schema import groups, lives, metadata, people
from bot.values.screen import Address
from tests.edges.telegram.edge import Edge
from tests.edges.telegram.raw import group, message, press, private, update, user
from tests.talk import Person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.edges.telegram.edge import Sent

TEACHER, MEMBER = 4001, 4002
GROUP = -4_000_077


class Lesson:
    """A teacher with a live quiz for a group, and the engine that brings it there."""

    def __init__(self, folder: Path) -> None:
        self.edge = Edge(folder)
        self.house = self.edge.house
        self.groups = Groups(self.house.conversation, self.edge.handler.sender, lambda: self.house.clock)
        self.teacher = Person(self.house, TEACHER)
        self.teacher.settles_in("educator")
        self.teacher.visits("class/new/4/9")
        self.teacher.visits("lead/9/lamp-sets/light/9-11:g")
        self.task = int(re.findall(r"leading/(\d+)", " ".join(self.paths()))[0])

    def paths(self) -> list[str]:
        return [button.page.path for row in self.teacher.see().rows for button in row if hasattr(button, "page")]

    @property
    def code(self) -> str:
        address = next(one for row in self.teacher.see().rows for one in row if isinstance(one, Address))
        found = re.fullmatch(r"https://t\.me/mayak_test_bot\?startgroup=live_(\w{12})", address.url)
        assert found
        return found[1]

    async def starts(self, person: int, code: str, **more: Any) -> list[Sent]:
        """Telegram's message for whoever chose a group by the link."""
        return await self.edge.takes(
            message(person, chat=group(), text=f"/start@mayak_test_bot live_{code}", **more)
        )

    async def chooses(self) -> None:
        await self.starts(TEACHER, self.code)
        await self.brings()

    async def brings(self) -> list[Sent]:
        """What the group gets in a tick."""
        before = len(self.edge.wire.sent)
        await self.groups.tick()
        return self.edge.wire.sent[before:]

    async def steps(self, step: str) -> list[Sent]:
        self.teacher.visits(f"leading/{self.task}/{step}")
        return await self.brings()

    def rows(self, table: Any) -> int:
        with self.house.stores.durable.turn() as db:
            return db.scalar(select(func.count()).select_from(table)) or 0


@pytest.fixture
def lesson(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lesson]:
    monkeypatch.setattr("bot.edges.telegram.pace.WINDOW", 0.002)  # nobody waits for a group's second
    lesson = Lesson(tmp_path)
    yield lesson
    lesson.edge.close()


def methods(sent: list[Sent]) -> list[str]:
    return [call.method for call in sent]


async def test_a_quiz_in_a_group_from_the_link_to_the_farewell(lesson: Lesson) -> None:
    assert "Choose the class's group" in lesson.teacher.sees
    assert await lesson.brings() == []
    (told,) = await lesson.starts(TEACHER, lesson.code)
    assert (told.params["chat_id"], "The group is chosen." in told.words) == (TEACHER, True)
    (hello,) = await lesson.brings()
    assert (hello.params["chat_id"], "The polls are anonymous" in hello.words) == (GROUP, True)
    assert await lesson.brings() == [], "each once"
    (poll,) = await lesson.steps("1/open")
    assert poll.method == "sendPoll"
    assert poll.params["question"] == "Question 1 of 3. What is bright\nWhat gives light?"
    assert [option["text"] for option in poll.params["options"]] == ["A hat", "A lamp", "A spoon"]
    assert (poll.params["type"], poll.params["is_anonymous"], poll.params["correct_option_ids"]) == (
        "quiz",
        True,
        [1],
    )
    assert poll.params["explanation"] == "A lamp gives light."
    number = len(lesson.edge.wire.sent)
    (stop,) = await lesson.steps("1/closed")
    assert (stop.method, stop.params) == ("stopPoll", {"chat_id": GROUP, "message_id": number})
    (answer,) = await lesson.steps("1/shown")
    assert "✓ A lamp" in answer.words
    assert "A hat is warm." in answer.words
    (poll,) = await lesson.steps("2/open")
    assert "A lamp eats soup" in poll.params["question"], "what wants several marks is left out"
    bye = await lesson.steps("over")
    assert methods(bye) == ["stopPoll", "sendMessage", "leaveChat"]
    assert (lesson.rows(lives), lesson.rows(groups)) == (0, 0)


async def test_of_a_group_nothing_is_kept(lesson: Lesson) -> None:
    await lesson.chooses()
    await lesson.steps("1/open")
    before = lesson.rows(people)
    for said in (
        message(MEMBER, chat=group(), text="hello all"),
        message(MEMBER, chat=group(), text="/help"),
        message(MEMBER, chat=group(), new_chat_members=[user(MEMBER)]),
        update(poll_answer={"poll_id": "1", "user": user(MEMBER), "option_ids": [0]}),
        update(my_chat_member={"chat": group(), "from": user(MEMBER), "new_chat_member": {"status": "member"}}),
    ):
        assert await lesson.edge.takes(said) == []
    assert lesson.rows(people) == before
    with lesson.house.stores.durable.turn() as db:
        everything = [str(row) for table in metadata.sorted_tables for row in db.execute(select(table))]
    assert not [row for row in everything if str(GROUP) in row or str(MEMBER) in row], (
        "not even the group's number"
    )


async def test_only_who_leads_can_bring_it_into_a_group(lesson: Lesson) -> None:
    code = lesson.code
    other = Person(lesson.house, MEMBER)
    other.settles_in("educator")
    for person, said in ((MEMBER, code), (7777, code), (TEACHER, "0" * 12), (TEACHER, code.lower())):
        assert await lesson.starts(person, said) == []
    assert await lesson.starts(TEACHER, code, from_=user(1087968824, is_bot=True)) == [], (
        "an anonymous administrator"
    )
    channel = {"id": -100_5, "type": "channel", "title": "News"}
    assert await lesson.edge.takes(message(TEACHER, chat=channel, text=f"/start live_{code}")) == []
    assert await lesson.brings() == []
    await lesson.chooses()
    await lesson.edge.takes(message(TEACHER, chat=group(-55), text=f"/start live_{code}"))
    (poll,) = await lesson.steps("1/open")
    assert poll.params["chat_id"] == GROUP, "the first that was chosen"


async def test_a_kill_in_between_goes_on_where_it_was(lesson: Lesson) -> None:
    await lesson.chooses()
    lesson.teacher.visits(f"leading/{lesson.task}/1/open")
    with lesson.house.stores.durable.turn() as db:
        from bot.store import groups as groups_store  # noqa: PLC0415 - a worker that takes and dies

        assert groups_store.due(db, lesson.house.clock, 10)
    assert await lesson.brings() == [], "somebody has it"
    lesson.house.later(seconds=31)
    assert methods(await lesson.brings()) == ["sendPoll"]
    lesson.teacher.visits(f"leading/{lesson.task}/1/shown")
    assert methods(await lesson.brings()) == ["stopPoll", "sendMessage"], "two steps at once are both brought"


async def test_a_group_that_will_not_have_it_is_told_to_who_leads(lesson: Lesson) -> None:
    await lesson.chooses()

    async def no(call: Sent) -> None:
        if call.method == "sendPoll":
            raise Refused(400, "Bad Request: not enough rights to send polls to the chat")

    lesson.edge.wire.mood = no
    await lesson.steps("1/open")
    lesson.teacher.visits(f"leading/{lesson.task}")
    assert "Telegram does not let me write there." in lesson.teacher.sees
    lesson.edge.wire.mood = None
    lesson.house.later(seconds=16)
    assert methods(await lesson.brings()) == ["sendPoll"]

    async def gone(_: Sent) -> None:
        raise Refused(403, "Forbidden: bot was kicked from the group chat")

    lesson.edge.wire.mood = gone
    await lesson.steps("1/closed")
    await lesson.steps("1/shown")
    lesson.teacher.visits(f"leading/{lesson.task}")
    assert "Choose the class's group" in lesson.teacher.sees
    with lesson.house.stores.durable.turn() as db:
        assert db.scalar(select(groups.c.chat)) is None


async def test_who_leads_and_forgets_leaves_no_trace_of_the_group(lesson: Lesson) -> None:
    await lesson.chooses()
    lesson.teacher.visits("forget/now")
    assert (lesson.rows(lives), lesson.rows(groups)) == (0, 0)
    assert await lesson.brings() == []


async def test_it_ends_by_itself_and_the_group_is_left(lesson: Lesson) -> None:
    from bot.store import retention  # noqa: PLC0415 - this test alone lets time pass

    await lesson.chooses()
    lesson.house.later(hours=2)
    with lesson.house.stores.durable.turn() as db:
        retention.sweep(db, lesson.house.clock)
    assert methods(await lesson.brings()) == ["sendMessage", "leaveChat"]
    assert lesson.rows(lives) == 0


async def test_a_long_question_stands_above_its_poll(lesson: Lesson, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.values.limits.POLL_OPTION", 3)
    monkeypatch.setattr("bot.values.limits.POLL_EXPLANATION", 3)
    await lesson.chooses()
    above, poll = await lesson.steps("1/open")
    assert "A. A hat" in above.words
    assert [option["text"] for option in poll.params["options"]] == ["A", "B", "C"]
    assert "explanation" not in poll.params


async def test_pupils_are_told_where_it_is(lesson: Lesson) -> None:
    lesson.teacher.visits("class/9")
    code = re.search(r"start=class_(\w{12})", lesson.teacher.sees)
    assert code
    pupil = Person(lesson.house, MEMBER)
    pupil.settles_in("9-11")
    pupil.types(f"/start class_{code[1]}")
    pupil.taps("Join")
    for path in (f"live/{lesson.task}", f"live/{lesson.task}/in"):
        pupil.visits(path)
        assert "Your class has this quiz in its group" in pupil.sees
    assert pupil.button("🆘")
    assert await lesson.edge.takes(press(MEMBER, f"leading/{lesson.task}/1/open")), "answered, and nothing stepped"
    assert private(MEMBER)["id"] == MEMBER
    assert await lesson.brings() == []
