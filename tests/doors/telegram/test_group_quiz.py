"""A live quiz in the class's group: anonymous polls, stepped from the teacher's own chat, nobody remembered."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from sqlalchemy import func, select

from bot.db.away import StoreAway
from bot.db.schema import metadata, people
from bot.doors.telegram.groups import Groups
from bot.doors.wire import Refused, Unreached
from bot.features.live_quiz.store import groups as store_groups
from bot.features.live_quiz.tables import groups, live_quizzes
from bot.values.screen import Address
from tests.doors.telegram.edge import Edge
from tests.doors.telegram.raw import group, membership, message, press, private, update, user
from tests.talk import Person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.doors.telegram.edge import Sent

TEACHER, MEMBER = 4001, 4002
GROUP, SUPERGROUP = -4_000_077, -1_002_000_000_077


class Lesson:
    """A teacher with a live quiz for a group, and the engine that brings it there."""

    def __init__(self, folder: Path) -> None:
        self.edge = Edge(folder)
        self.house = self.edge.house
        self.groups = Groups(self.house.conversation, self.edge.handler.sender, lambda: self.house.clock)
        self.teacher = Person(self.house, TEACHER)
        self.teacher.settles_in("educator")
        self.begins(4, "9-11")

    def begins(self, grade: int, tier: str) -> None:
        """Begin a live quiz of a new class, in a group that is still to be chosen."""
        self.teacher.visits(f"class/new/{grade}/{grade}")
        self.room = self.teacher.button("To the class").page.path.split("/")[1]
        self.teacher.visits(f"lead/{self.room}/lamp-sets/light/{tier}:g")
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
        with self.house.stores.durable.transaction() as db:
            return db.scalar(select(func.count()).select_from(table)) or 0


@pytest.fixture
def lesson(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lesson]:
    monkeypatch.setattr("bot.doors.pace.WINDOW", 0.002)  # nobody waits for a group's second
    lesson = Lesson(tmp_path)
    yield lesson
    lesson.edge.close()


def methods(sent: list[Sent]) -> list[str]:
    return [call.method for call in sent]


async def test_a_quiz_in_a_group_from_the_link_to_the_farewell(lesson: Lesson) -> None:
    assert "Choose the class's group" in lesson.teacher.sees
    assert "How many by now?" not in lesson.teacher.sees, "the bot does not count there"
    assert await lesson.brings() == []
    (told,) = await lesson.starts(TEACHER, lesson.code)
    assert (told.params["chat_id"], "The group is chosen." in told.words) == (TEACHER, True)
    (hello,) = await lesson.brings()
    assert (hello.params["chat_id"], "The polls are anonymous" in hello.words) == (GROUP, True)
    assert await lesson.brings() == [], "each once"
    (poll,) = await lesson.steps("1/open")
    assert poll.method == "sendPoll"
    assert poll.params["question"] == "Question 1 of 4. What is bright\nWhat gives light?"
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
    assert "Tick all that it needs.\nMore than one may be right." in poll.params["question"]
    assert (poll.params["correct_option_ids"], poll.params["allows_multiple_answers"]) == ([0, 1], True)
    (answer,) = (await lesson.steps("2/shown"))[1:]
    assert "✓ A key\n✓ A desk" in answer.words
    assert "A lamp eats soup" in (await lesson.steps("3/open"))[0].params["question"]
    poll = (await lesson.steps("4/open"))[-1]
    assert "A stranger wants the key" in poll.params["question"], "an order is not for a poll"
    bye = await lesson.steps("over")
    assert "Telegram alone counted the votes" in lesson.teacher.sees
    assert methods(bye) == ["stopPoll", "sendMessage", "leaveChat"]
    assert (lesson.rows(live_quizzes), lesson.rows(groups)) == (0, 0)


async def test_of_a_group_nothing_is_kept(lesson: Lesson) -> None:
    await lesson.chooses()
    await lesson.steps("1/open")
    before = lesson.rows(people)
    for said in (
        message(MEMBER, chat=group(), text="hello all"),
        message(MEMBER, chat=group(), new_chat_members=[user(MEMBER)]),
        update(poll_answer={"poll_id": "1", "user": user(MEMBER), "option_ids": [0]}),
        membership(MEMBER, "member", group()),
    ):
        assert await lesson.edge.takes(said) == []
    (told,) = await lesson.edge.takes(message(MEMBER, chat=group(), text="/help"))
    assert str(MEMBER) not in str(told.params), "the way to the private chat, for everybody"
    assert lesson.rows(people) == before
    with lesson.house.stores.durable.transaction() as db:
        everything = [str(row) for table in metadata.sorted_tables for row in db.execute(select(table))]
    assert not [row for row in everything if str(GROUP) in row or str(MEMBER) in row], (
        "not even the group's number"
    )


def asks(person: int, path: str, chat: dict[str, Any]) -> dict[str, Any]:
    """A press of a button below an answer in a group."""
    below = {"message_id": 9, "date": 1_795_600_000, "chat": chat, "from": user(424242, is_bot=True), "text": "…"}
    return press(person, path, message=below)


def buttons(call: Sent) -> dict[str, str]:
    rows = call.params["reply_markup"]["inline_keyboard"]
    return {button["text"]: button["callback_data"] for row in rows for button in row}


async def test_a_pupil_is_told_alone_why_their_choice_is_right_or_not(lesson: Lesson) -> None:
    lesson.edge.handler.private_in_group.offered = True
    await lesson.chooses()
    await lesson.steps("1/open")
    early = await lesson.edge.takes(asks(MEMBER, f"explained/{lesson.task}/1/0", group()))
    assert methods(early) == ["answerCallbackQuery"], "not before the answer is told"
    assert "A hat" not in str(early[0].params)
    before = lesson.rows(people)
    (answer,) = (await lesson.steps("1/shown"))[1:]
    below = buttons(answer)
    assert list(below) == ["A hat", "A lamp", "A spoon"]
    pressed = asks(MEMBER, below["A hat"], group())
    why, spinner = await lesson.edge.takes(pressed, pressed)
    assert (why.method, spinner.method) == ("sendMessage", "answerCallbackQuery")
    assert why.params["chat_id"] == GROUP
    assert why.params["ephemeral_message_parameters"] == {
        "receiver_user_id": MEMBER,
        "callback_query_id": pressed["callback_query"]["id"],
    }
    for words in ("✗ A hat", "A hat is warm.", "✓ A lamp", "A lamp gives light.", "Nobody else sees this"):
        assert words in why.words
    assert list(buttons(why).values()) == ["help", "cover"], "Help in one tap, and away with it"
    right, _ = await lesson.edge.takes(asks(MEMBER, below["A lamp"], group()))
    assert right.words.count("✓ A lamp") == 1
    assert "✗" not in right.words
    assert lesson.rows(people) == before
    with lesson.house.stores.durable.transaction() as db:
        everything = [str(row) for table in metadata.sorted_tables for row in db.execute(select(table))]
    assert not [row for row in everything if str(MEMBER) in row]
    for elsewhere in (group(-55), group(SUPERGROUP, "supergroup")):
        told = await lesson.edge.takes(asks(MEMBER, below["A hat"], elsewhere))
        assert methods(told) == ["answerCallbackQuery"], "it says something in its own group alone"
    await lesson.steps("over")
    (over,) = await lesson.edge.takes(asks(MEMBER, below["A hat"], group()))
    assert "the quiz is over" in over.params["text"]


async def test_what_an_app_would_cut_off_is_lettered_above_the_buttons(
    lesson: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.packs.question.SHORT_LABEL", len("A lamp"))
    await lesson.chooses()
    await lesson.steps("1/open")
    answer = (await lesson.steps("1/shown"))[-1]
    assert "A. A hat\nB. A lamp\nC. A spoon" in answer.words
    below = buttons(answer)
    assert list(below) == ["A", "B", "C"]
    (told,) = await lesson.edge.takes(asks(MEMBER, below["C"], group()))
    assert told.params["text"].startswith("✗ A spoon")


async def test_a_button_of_the_quiz_before_says_nothing_about_this_one(lesson: Lesson) -> None:
    await lesson.chooses()
    await lesson.steps("1/open")
    old = buttons((await lesson.steps("1/shown"))[-1])
    await lesson.steps("over")
    lesson.begins(7, "12-15")
    await lesson.chooses()
    await lesson.steps("1/open")
    new = buttons((await lesson.steps("1/shown"))[-1])
    (over,) = await lesson.edge.takes(asks(MEMBER, next(iter(old.values())), group()))
    assert "the quiz is over" in over.params["text"]
    (told,) = await lesson.edge.takes(asks(MEMBER, next(iter(new.values())), group()))
    assert next(iter(new)) in told.params["text"]


async def test_while_the_database_is_away_nobody_is_told_that_the_quiz_is_over(
    lesson: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    await lesson.chooses()
    await lesson.steps("1/open")
    below = buttons((await lesson.steps("1/shown"))[-1])

    def gone(**_: bool) -> NoReturn:
        raise StoreAway("OperationalError")

    monkeypatch.setattr(lesson.house.stores.durable, "transaction", gone)
    (told,) = await lesson.edge.takes(asks(MEMBER, below["A hat"], group()))
    assert told.params["text"].startswith("Something broke on my side, not on yours.")


@pytest.mark.parametrize("language", ["en", "ru"])
async def test_where_telegram_lets_nobody_be_told_alone_the_alert_does(lesson: Lesson, language: str) -> None:
    lesson.teacher.visits(f"set/locale/{language}")
    lesson.teacher.visits(f"leading/{lesson.task}")
    await lesson.chooses()
    await lesson.steps("1/open")
    below = buttons((await lesson.steps("1/shown"))[-1])
    path = next(iter(below.values()))
    (alert,) = await lesson.edge.takes(asks(MEMBER, path, group()))
    assert (alert.method, alert.params["show_alert"]) == ("answerCallbackQuery", True)
    assert alert.params["text"].startswith("✗ ")
    assert len(alert.params["text"]) <= 200

    async def no_right(call: Sent) -> None:
        if "ephemeral_message_parameters" in call.params:
            raise Refused(400, "Bad Request: not enough rights")

    lesson.edge.handler.private_in_group.offered = True
    lesson.edge.wire.mood = no_right
    (again,) = await lesson.edge.takes(asks(MEMBER, path, group()))
    assert again.params["text"] == alert.params["text"]


async def test_a_whole_class_that_taps_at_once_is_told_in_time(lesson: Lesson) -> None:
    """A chat takes one message a second: whom that would leave waiting for longer than Telegram takes an answer
    gets the alert.
    """
    lesson.edge.handler.private_in_group.offered = True
    await lesson.chooses()
    await lesson.steps("1/open")
    below = buttons((await lesson.steps("1/shown"))[-1])

    async def takes_its_time(call: Sent) -> None:
        await asyncio.sleep(0.3 if call.method == "sendMessage" else 0)

    lesson.edge.wire.mood = takes_its_time
    pupils = range(5000, 5030)
    sent = await lesson.edge.takes_at_once(*(asks(one, below["A hat"], group()) for one in pupils))
    alone = {
        call.params["ephemeral_message_parameters"]["receiver_user_id"]
        for call in sent
        if call.method == "sendMessage"
    }
    alerts = [call for call in sent if call.method == "answerCallbackQuery" and "text" in call.params]
    assert len(alone) + len(alerts) == 30
    assert 1 <= len(alone) <= 3
    assert all("A hat is warm." in call.params["text"] for call in alerts)


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
    assert await lesson.brings() == []
    (poll,) = await lesson.steps("1/open")
    assert poll.params["chat_id"] == GROUP, "the first that was chosen"


async def test_a_kill_in_between_goes_on_where_it_was(lesson: Lesson) -> None:
    await lesson.chooses()
    lesson.teacher.visits(f"leading/{lesson.task}/1/open")
    with lesson.house.stores.durable.transaction() as db:
        assert store_groups.due(db, lesson.house.clock, 10)
    assert await lesson.brings() == [], "somebody has it"
    lesson.house.later(seconds=31)
    assert methods(await lesson.brings()) == ["sendPoll"]
    lesson.teacher.visits(f"leading/{lesson.task}/1/shown")
    assert methods(await lesson.brings()) == ["stopPoll", "sendMessage"], "two steps at once are both brought"


async def test_a_group_that_will_not_have_it_is_told_to_who_leads(lesson: Lesson) -> None:
    await lesson.chooses()

    lesson.edge.wire.mood = no_polls
    (sorry,) = await lesson.steps("1/open")
    assert "Telegram lets me send no polls here just now" in sorry.words
    lesson.teacher.visits(f"leading/{lesson.task}")
    assert "Telegram does not let me write there." in lesson.teacher.sees
    lesson.house.later(seconds=16)
    assert await lesson.brings() == [], "that is said once"
    lesson.edge.wire.mood = None
    lesson.house.later(seconds=16)
    assert methods(await lesson.brings()) == ["sendPoll"]

    async def gone(_: Sent) -> None:
        raise Refused(403, "Forbidden: bot was kicked from the group chat")

    lesson.edge.wire.mood = gone
    await lesson.steps("1/closed")
    await lesson.steps("1/shown")
    lesson.teacher.visits(f"leading/{lesson.task}")
    assert "I am not in the group any more." in lesson.teacher.sees
    with lesson.house.stores.durable.transaction() as db:
        assert db.scalar(select(groups.c.chat)) is None


async def no_polls(call: Sent) -> None:
    """A group whose members, and so the bot, may write but send no polls."""
    if call.method == "sendPoll":
        raise Refused(400, "Bad Request: not enough rights to send polls to the chat")


@pytest.mark.parametrize(
    ("ends", "language", "words"),
    [
        ("forget/now", "en", "Thank you for thinking along! I leave this group now."),
        ("forget/now", "ru", "Спасибо за участие! Теперь я выхожу из группы."),
        ("class/{room}/closed", "en", "Thank you for thinking along! I leave this group now."),
        ("class/{room}/closed", "ru", "Спасибо за участие! Теперь я выхожу из группы."),
    ],
)
async def test_a_group_hears_one_kind_word_when_who_leads_is_gone(
    lesson: Lesson, ends: str, language: str, words: str
) -> None:
    lesson.teacher.visits(f"set/locale/{language}")
    lesson.teacher.visits(f"leading/{lesson.task}")
    await lesson.chooses()
    await lesson.steps("1/open")
    lesson.teacher.visits(ends.format(room=lesson.room))
    stop, thanks, leave = await lesson.brings()
    assert (stop.method, leave.method) == ("stopPoll", "leaveChat")
    assert words in thanks.words
    assert {call.params["chat_id"] for call in (stop, thanks, leave)} == {GROUP}
    assert (lesson.rows(live_quizzes), lesson.rows(groups)) == (0, 0)
    assert await lesson.brings() == [], "and nothing more"


async def test_who_has_forgotten_is_in_no_row_while_the_goodbye_waits(lesson: Lesson) -> None:
    await lesson.chooses()
    with lesson.house.stores.durable.transaction() as db:
        key = db.scalar(select(live_quizzes.c.person))
    lesson.teacher.visits("forget/now")
    with lesson.house.stores.durable.transaction() as db:
        rows = [tuple(row) for table in metadata.sorted_tables for row in db.execute(select(table))]
    assert not [row for row in rows if key in row]

    async def late(_: Sent) -> None:
        raise Unreached("no network")

    lesson.edge.wire.mood = late
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.doors.telegram.groups.SHOW_SECONDS", 0.05)
        assert await lesson.brings() == []
    lesson.edge.wire.mood = None
    lesson.house.later(seconds=16)
    assert methods(await lesson.brings()) == ["sendMessage", "leaveChat"]


async def test_a_group_that_takes_no_words_is_left_without(lesson: Lesson) -> None:
    await lesson.chooses()

    async def silent(call: Sent) -> None:
        if call.method == "sendMessage":
            raise Refused(400, "Bad Request: not enough rights to send text messages to the chat")

    lesson.edge.wire.mood = silent
    assert methods(await lesson.steps("over")) == ["leaveChat"]
    assert lesson.rows(groups) == 0


async def test_who_leads_learns_at_once_that_the_bot_was_put_out(lesson: Lesson) -> None:
    await lesson.chooses()
    await lesson.steps("1/open")
    await lesson.edge.takes(standing(group(-55), "kicked"), standing(group(), "administrator"))
    lesson.teacher.visits(f"leading/{lesson.task}")
    assert "I am not in the group any more." not in lesson.teacher.sees
    assert await lesson.edge.takes(standing(group(), "kicked")) == []
    lesson.teacher.visits(f"leading/{lesson.task}")
    assert "I am not in the group any more." in lesson.teacher.sees
    await lesson.starts(TEACHER, lesson.code)
    hello, poll = await lesson.brings()
    assert ("The polls are anonymous" in hello.words, poll.method) == (True, "sendPoll"), "the open question again"


def standing(chat: dict[str, Any], status: str) -> dict[str, Any]:
    """What Telegram tells of the bot's place in a group."""
    return membership(MEMBER, status, chat)


@pytest.mark.parametrize("told", [True, False], ids=["by its message", "by a refusal alone"])
async def test_a_group_that_becomes_a_supergroup_is_followed(lesson: Lesson, *, told: bool) -> None:
    await lesson.chooses()
    await lesson.steps("1/open")
    if told:
        upgrade = message(MEMBER, chat=group(), migrate_to_chat_id=SUPERGROUP)
        came = message(MEMBER, chat=group(SUPERGROUP, "supergroup"), migrate_from_chat_id=GROUP)
        assert await lesson.edge.takes(upgrade, came, upgrade) == []

    async def moved(call: Sent) -> None:
        if call.params.get("chat_id") == GROUP:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refused(400, words, moved_to=SUPERGROUP)

    lesson.edge.wire.mood = moved
    (answer,) = await lesson.steps("1/shown")
    assert (answer.params["chat_id"], "✓ A lamp" in answer.words) == (SUPERGROUP, True)
    (poll,) = await lesson.steps("2/open")
    assert (poll.method, poll.params["chat_id"]) == ("sendPoll", SUPERGROUP)
    bye = await lesson.steps("over")
    assert {call.params["chat_id"] for call in bye} == {SUPERGROUP}
    assert methods(bye) == ["stopPoll", "sendMessage", "leaveChat"]


async def test_an_old_server_is_asked_as_it_was_then(lesson: Lesson) -> None:
    await lesson.chooses()

    async def old(call: Sent) -> None:
        if call.params.get("type") == "quiz" and "correct_option_id" not in call.params:
            raise Refused(400, "Bad Request: wrong correct option ID specified")

    lesson.edge.wire.mood = old
    (poll,) = await lesson.steps("1/open")
    assert (poll.params["type"], poll.params["correct_option_id"]) == ("quiz", 1)
    await lesson.steps("1/shown")
    (poll,) = await lesson.steps("2/open")
    assert ("type" not in poll.params, poll.params["allows_multiple_answers"]) == (True, True)
    assert methods(await lesson.steps("2/shown")) == ["stopPoll", "sendMessage"], "it can be closed"


async def test_who_steps_faster_than_telegram_takes_loses_no_answer(lesson: Lesson) -> None:
    await lesson.chooses()
    await lesson.steps("1/open")
    for step in ("1/closed", "1/shown"):
        lesson.teacher.visits(f"leading/{lesson.task}/{step}")
    stop, answer, poll = await lesson.steps("2/open")
    assert (stop.method, poll.method) == ("stopPoll", "sendPoll")
    assert "✓ A lamp" in answer.words
    assert methods(await lesson.steps("2/shown")) == ["stopPoll", "sendMessage"], "each once"


async def test_how_many_a_group_is_asked_is_told_before(lesson: Lesson) -> None:
    lesson.teacher.visits(f"lead/{lesson.room}/lamp-sets/light/9-11")
    assert "5 questions. It ends by itself after two hours." in lesson.teacher.sees
    assert "In a group 4 of them are asked: a poll cannot put things in order." in lesson.teacher.sees


async def test_it_ends_by_itself_and_the_group_is_left(lesson: Lesson) -> None:
    from bot.db import retention  # noqa: PLC0415 - this test alone lets time pass

    await lesson.chooses()
    lesson.house.later(hours=2)
    with lesson.house.stores.durable.transaction() as db:
        retention.sweep(db, lesson.house.clock)
    assert methods(await lesson.brings()) == ["sendMessage", "leaveChat"]
    assert lesson.rows(live_quizzes) == 0


async def test_a_long_question_stands_above_its_poll(lesson: Lesson, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.values.limits.POLL_OPTION", 3)
    monkeypatch.setattr("bot.values.limits.POLL_EXPLANATION", 3)
    await lesson.chooses()
    above, poll = await lesson.steps("1/open")
    assert "A. A hat" in above.words
    assert [option["text"] for option in poll.params["options"]] == ["A", "B", "C"]
    assert "explanation" not in poll.params


async def test_pupils_are_told_where_it_is(lesson: Lesson) -> None:
    lesson.teacher.visits(f"class/{lesson.room}")
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


async def test_a_group_that_cannot_be_read_holds_up_no_other(lesson: Lesson) -> None:
    await lesson.chooses()
    with lesson.house.stores.durable.transaction() as db:
        store_groups.begin(db, "BROKEN", "en", lesson.house.clock)
        store_groups.choose(db, "BROKEN", b"\1" + bytes(36))
    upgrade = message(MEMBER, chat=group(), migrate_to_chat_id=SUPERGROUP)
    await lesson.edge.takes(upgrade)
    (poll,) = await lesson.steps("1/open")
    assert poll.params["chat_id"] == SUPERGROUP, "who moved is followed all the same"
    lesson.house.clock += timedelta(minutes=5)
    await lesson.brings()
    assert lesson.rows(groups) == 1, "its quiz is gone, and there is nobody to say goodbye to"
