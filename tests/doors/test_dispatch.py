"""Tips and other planned visits through the real edge with its handed-in clock: each once, at the right hour."""

from __future__ import annotations

import asyncio
import collections
import itertools
import random
import time
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from bot.chat import delivery_batch
from bot.chat import planner as planner_module
from bot.chat.notification_policy import Reason
from bot.chat.planner import Planner
from bot.commands.explain import WORDS, UnknownPersonError, explain
from bot.db import backlog, deliveries, dispatches, planning
from bot.db.deliveries import LEASE, Visit, plan
from bot.db.schema import people
from bot.doors import dispatch as dispatch_module
from bot.doors.dispatch import Dispatch
from bot.doors.pace import Pace
from bot.doors.sender import Outcome
from bot.doors.wire import Refused, Unreached
from bot.features.campaigns.store import enrolments
from bot.features.campaigns.store.enrolments import Enrolment
from bot.features.tips.schedule import tips_due
from bot.features.tips.store import wishes
from bot.features.tips.store.wishes import Wish
from bot.values.audience import Audience
from bot.values.why import Why
from tests.doors.telegram.crowd import settle_in
from tests.doors.telegram.edge import Edge, Sent
from tests.doors.telegram.raw import membership, press
from tests.talk import BOT_ID

if TYPE_CHECKING:
    import io
    from pathlib import Path

    from sqlalchemy import Connection, Select

MOSCOW = ZoneInfo("Europe/Moscow")
CHILD, PARENT = 5001, 6001


def local(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """A moment by the clocks of Moscow, in UTC as the clock gives it."""
    return datetime(2026, month, day, hour, minute, tzinfo=MOSCOW).astimezone(UTC)


def crowd(
    edge: Edge, *numbers: int, who: Audience = Audience.PARENT, wish: Wish | None = None
) -> dict[int, bytes]:
    house = edge.house
    return settle_in(
        house.stores.durable, house.keys, BOT_ID, numbers, house.clock.date(), who=who, wish=wish or Wish(7, 17)
    )


def outcomes(edge: Edge) -> collections.Counter[str]:
    with edge.house.stores.durable.transaction() as db:
        rows = db.execute(text("SELECT outcome, count(*) FROM dispatches GROUP BY outcome"))
        return collections.Counter({row[0]: row[1] for row in rows})


def waiting(edge: Edge) -> list[str]:
    """What waits, and for what."""
    with edge.house.stores.durable.transaction() as db:
        return list(db.scalars(text("SELECT reason FROM deliveries ORDER BY id")))


def visits_today(edge: Edge) -> None:
    """Let everybody have come today, and every tip be new: else tips become fewer, and none is left to send."""
    with edge.house.stores.durable.transaction() as db:
        db.execute(people.update().values(seen_on=edge.house.clock.astimezone(MOSCOW).date()))
        db.execute(text("DELETE FROM tips_seen"))


async def passes(
    edge: Edge, until: datetime, step: timedelta = timedelta(minutes=30), *, visited: bool = False
) -> list[tuple[datetime, Sent]]:
    """Let time pass in steps, each with its tick; return what was sent, with the hour it was at the house.
    `visited`: everybody comes each day, and every tip is new.
    """
    sent: list[tuple[datetime, Sent]] = []
    while edge.house.clock < until:
        edge.house.clock = min(until, edge.house.clock + step)
        before = len(edge.wire.sent)
        if visited:
            visits_today(edge)
        await edge.dispatch.run()
        sent += [(edge.house.clock, call) for call in edge.wire.sent[before:]]
    return sent


@pytest.mark.slow
async def test_10_a_month_of_tips_passes_in_seconds(any_edge: Edge) -> None:
    """A parent's daily tips and a child's three a week, each at their hour, none at night, none twice a day."""
    any_edge.house.clock = local(1, 6)
    crowd(any_edge, PARENT)
    crowd(any_edge, CHILD, who=Audience.TIER_9_11, wish=Wish(3, 9))
    sent = await passes(any_edge, local(1, 6, month=12), timedelta(hours=1), visited=True)
    mine = [at.astimezone(MOSCOW) for at, call in sent if call.params["chat_id"] == PARENT]
    assert [at.date().day for at in mine] == list(range(1, 31))
    assert all(at.hour == 17 for at in mine)
    childs = [at.astimezone(MOSCOW) for at, call in sent if call.params["chat_id"] == CHILD]
    assert len(childs) in {12, 13, 14}
    assert all(at.hour == 9 for at in childs)
    assert all(later - before >= timedelta(days=2) for before, later in itertools.pairwise(childs))
    assert outcomes(any_edge) == {"sent": len(sent)}


@pytest.mark.slow
async def test_10_no_jump_of_the_clock_sends_a_tip_twice_a_day(any_edge: Edge) -> None:
    chance = random.Random(10)  # noqa: S311 - a seed for a test
    any_edge.house.clock = local(1, 12)
    crowd(any_edge, PARENT)
    for _ in range(150):
        jump = chance.choice([timedelta(hours=1), timedelta(hours=-1), timedelta(days=1), timedelta(days=-1)])
        any_edge.house.clock += jump + timedelta(minutes=chance.randrange(90))
        visits_today(any_edge)
        await any_edge.dispatch.run()
    with any_edge.house.stores.durable.transaction() as db:
        moments = db.scalars(text("SELECT at FROM dispatches WHERE outcome = 'sent'")).all()
    days = [datetime.fromtimestamp(at, MOSCOW).date() for at in moments]
    assert len(days) == len(set(days)) == len(any_edge.wire.sent) > 5
    assert all(7 <= datetime.fromtimestamp(at, MOSCOW).hour < 22 for at in moments)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE deliveries SET chat = (SELECT chat FROM deliveries ORDER BY id DESC LIMIT 1) WHERE id = :id",
        "UPDATE people SET audience = '?' WHERE key = (SELECT person FROM deliveries WHERE id = :id)",
    ],
    ids=["a chat that does not open", "a person who cannot be read"],
)
async def test_one_damaged_row_stops_its_own_delivery_alone(
    any_edge: Edge, damage: str, logs: io.StringIO
) -> None:
    any_edge.house.clock = local(10, 17, 5)
    everybody = range(PARENT, PARENT + 5)
    crowd(any_edge, *everybody)
    while await any_edge.dispatch.plan():
        pass
    with any_edge.house.stores.durable.transaction() as db:
        first = db.scalars(text("SELECT id FROM deliveries ORDER BY id")).first()
        db.execute(text(damage), {"id": first})
    await any_edge.dispatch.run()
    assert len(any_edge.wire.sent) == 4, "everybody else has got theirs"
    with any_edge.house.stores.durable.transaction() as db:
        rows = db.execute(text("SELECT id, state, reason FROM deliveries")).all()
        assert [tuple(row) for row in rows] == [(first, "failed", "unreadable")]
        assert backlog.backlog(db, any_edge.house.clock).failed == 1, "the metrics tell"
    assert outcomes(any_edge) == {"sent": 4, "unreadable": 1}
    assert f'"id": {first}' in logs.getvalue() or f'"ids": [{first}], "count": 1' in logs.getvalue()
    any_edge.house.clock = local(11, 17, 5)
    await any_edge.dispatch.run()
    assert len(any_edge.wire.sent) >= 8, "and the next day too"


async def test_11_after_three_days_of_outage_at_most_one_tip_and_none_stale(any_edge: Edge) -> None:
    any_edge.house.clock = local(10, 18)
    people = range(7000, 7050)
    for number in people:
        crowd(any_edge, number, wish=Wish(7, 7 + number % 15))
    await any_edge.dispatch.run()
    any_edge.wire.sent.clear()
    any_edge.house.clock = local(13, 18)
    await any_edge.dispatch.run()
    told = collections.Counter(call.params["chat_id"] for call in any_edge.wire.sent)
    assert max(told.values()) == 1
    assert set(told) == {number for number in people if 7 + number % 15 <= 18}, "today's, nobody's of days before"
    with any_edge.house.stores.durable.transaction() as db:
        rows = db.execute(text("SELECT due_at, at FROM dispatches WHERE outcome = 'sent'")).all()
    assert all(at - due <= 24 * 3600 for due, at in rows)


async def test_planned_before_an_outage_is_not_sent_after_it(edge: Edge) -> None:
    (key,) = crowd(edge, CHILD).values()
    store = edge.house.stores.durable
    with store.transaction() as db:
        chat = edge.house.keys.seal(CHILD, key)
        plan(db, key, chat, Visit("menu", Why.CAMPAIGN, edge.house.clock, campaign="c/d", step=1))
    edge.house.later(days=3)
    await edge.dispatch.run()
    assert not [call for call in edge.wire.sent if "Menu" in call.words]
    assert outcomes(edge)["stale"] == 1


async def test_two_ticks_at_once_never_send_twice(tmp_path: Path) -> None:
    edge = Edge(tmp_path)
    edge.house.clock = local(10, 16, 59)
    crowd(edge, *range(8000, 8200))
    sender = edge.handler.sender
    others = [Dispatch(edge.house.conversation, sender, lambda: edge.house.clock, at_once=7) for _ in range(3)]
    edge.house.clock = local(10, 17)
    await asyncio.gather(*(one.run() for one in (edge.dispatch, *others)))
    told = collections.Counter(call.params["chat_id"] for call in edge.wire.sent)
    assert told == dict.fromkeys(range(8000, 8200), 1)
    await edge.dispatch.tick()
    await edge.dispatch.tick()
    await edge.dispatch.close()
    assert len(edge.wire.sent) == 200
    edge.close()


async def test_nothing_comes_into_an_open_lesson_and_it_comes_afterwards(edge: Edge) -> None:
    edge.house.clock = local(10, 16, 50)
    crowd(edge, PARENT)
    await edge.takes(press(PARENT, "lesson/lamp/light/parent:turn-off"), press(PARENT, "lesson/lamp/light/parent"))
    edge.wire.sent.clear()
    edge.house.clock = local(10, 17, 1)
    await edge.dispatch.run()
    assert edge.wire.sent == []
    assert waiting(edge) == ["rest"]
    sent = await passes(edge, local(10, 18), timedelta(minutes=10))
    assert [at for at, _ in sent] == [local(10, 17, 31)]


async def test_23_nothing_comes_on_the_day_that_help_was_shown(edge: Edge) -> None:
    edge.house.clock = local(10, 16, 50)
    crowd(edge, PARENT)
    await edge.takes(press(PARENT, "help"))
    edge.wire.sent.clear()
    assert await passes(edge, local(11, 7)) == []
    sent = await passes(edge, local(12, 6))
    assert len(sent) == 1, "and goes on the next day as if nothing had been"


async def test_enough_for_today_is_kept(edge: Edge) -> None:
    edge.house.clock = local(10, 9)
    crowd(edge, PARENT)
    await edge.takes(press(PARENT, "enough"))
    edge.wire.sent.clear()
    assert await passes(edge, local(11, 7)) == []
    assert len(await passes(edge, local(11, 20))) == 1


async def test_who_blocks_the_bot_is_tried_once_and_written_to_again_when_they_come_back(edge: Edge) -> None:
    edge.house.clock = local(10, 16)
    crowd(edge, PARENT)
    tried = 0

    async def blocked(call: Sent) -> None:
        nonlocal tried
        if call.method == "sendMessage":
            tried += 1
            raise Refused(403, "Forbidden: bot was blocked by the user")

    edge.wire.mood = blocked
    await passes(edge, local(13, 16))
    assert tried == 1
    edge.wire.mood = None
    await edge.takes(membership(PARENT, "member"))
    assert len(await passes(edge, local(14, 16))) == 1


async def test_a_paused_campaign_stops_within_a_tick_whatever_waits_for_the_pace(tmp_path: Path) -> None:
    edge = Edge(tmp_path, rate=30)
    edge.house.clock = local(1, 12)
    children = crowd(edge, *range(8000, 8100), who=Audience.TIER_9_11)
    with edge.house.stores.durable.transaction() as db:
        for number, key in children.items():
            part = Enrolment("lamp-days/week", "", edge.house.clock.date(), date(2026, 11, 20))
            enrolments.join(db, key, edge.house.keys.seal(number, key), part, anew=True)
    edge.house.clock = local(2, 17)
    sending = asyncio.create_task(edge.dispatch.run())
    async with asyncio.timeout(60):
        while len(edge.wire.sent) < 10:  # noqa: ASYNC110 - a list has no event
            await asyncio.sleep(0.01)
    with edge.house.stores.durable.transaction() as db:
        enrolments.pause(db, "lamp-days/week", edge.house.clock)
    await edge.dispatch.tick()
    sent = len(edge.wire.sent)
    assert len(edge.dispatch._sending) > 5, "many are drawn and wait for their turn"
    await sending
    assert len(edge.wire.sent) <= sent + 1, "but for one that was on its way"
    assert outcomes(edge)["sent"] == len(edge.wire.sent)
    with edge.house.stores.durable.transaction() as db:
        enrolments.resume(db, "lamp-days/week")
    edge.house.later(minutes=10)
    await edge.dispatch.tick()
    edge.dispatch._sender.pace = Pace(1000, time.monotonic)
    await edge.dispatch.run()
    told = collections.Counter(call.params["chat_id"] for call in edge.wire.sent)
    assert told == dict.fromkeys(children, 1), "everybody once, today still"
    edge.close()


@pytest.mark.slow
async def test_7_a_message_that_fails_now_and_then_comes_once(any_edge: Edge) -> None:
    chance = random.Random(7)  # noqa: S311 - a seed for a test
    any_edge.house.clock = local(10, 17)
    people = range(9000, 9030)
    crowd(any_edge, *people)

    async def moody(_: Sent) -> None:
        mood = chance.random()
        if mood < 0.2:
            raise Unreached("ClientOSError")
        if mood < 0.25:
            raise Refused(429, "Too Many Requests: retry after 1", retry_after=1)

    any_edge.wire.mood = moody
    async with asyncio.timeout(60):
        while outcomes(any_edge)["sent"] < len(people):
            await any_edge.dispatch.run()
            any_edge.house.later(seconds=LEASE.total_seconds())
    told = collections.Counter(call.params["chat_id"] for call in any_edge.wire.sent)
    assert told == dict.fromkeys(people, 1)


async def test_what_was_promised_for_a_class_outranks_a_tip(edge: Edge) -> None:
    edge.house.clock = local(10, 17)
    (key,) = crowd(edge, PARENT).values()
    with edge.house.stores.durable.transaction() as db:
        chat = edge.house.keys.seal(PARENT, key)
        task = Visit("menu", Why.ASSIGNMENT, edge.house.clock, edge.house.clock + timedelta(days=5))
        assert plan(db, key, chat, task)
        assert not plan(db, key, chat, task), "the same task twice is one"
    await edge.dispatch.run()
    assert [call.words[:4] for call in edge.wire.sent] == ["Menu"]
    assert outcomes(edge) == {"sent": 1, "day": 1}


def answers(edge: Edge, who: str) -> str:
    with edge.house.stores.durable.transaction() as db:
        return "\n".join(explain(db, edge.house.keys, BOT_ID, who, edge.house.clock))


async def test_why_was_this_not_sent_is_answered_from_the_ledger(edge: Edge) -> None:
    edge.house.clock = local(10, 16)
    (key,) = crowd(edge, PARENT).values()
    assert "Nothing was planned for this person within 7 days." in answers(edge, str(PARENT))
    await passes(edge, local(10, 18))
    await edge.takes(press(PARENT, "enough"))
    await passes(edge, local(11, 10))
    with edge.house.stores.durable.transaction() as db:
        plan(db, key, edge.house.keys.seal(PARENT, key), Visit("menu", Why.INVITE, edge.house.clock))
    await edge.takes(press(PARENT, "lesson/lamp/light/parent"))
    await passes(edge, local(11, 10, 5), timedelta(minutes=5))
    told = answers(edge, str(PARENT))
    assert "Tips: 7 a week at 17:00." in told
    assert "2026-11-10 17:00  a tip: sent at 2026-11-10 17:00" in told
    assert "2026-11-11 10:00  an invitation: waits until 2026-11-11 10:40: the person rests" in told
    assert told == answers(edge, key.hex())
    await edge.takes(press(PARENT, "forget/now"))
    with pytest.raises(UnknownPersonError, match="forgotten"):
        answers(edge, str(PARENT))


async def test_why_tells_of_a_day_that_passed_while_the_bot_was_away(edge: Edge) -> None:
    edge.house.clock = local(10, 12)
    (key,) = crowd(edge, CHILD, who=Audience.TIER_9_11).values()
    with edge.house.stores.durable.transaction() as db:
        part = Enrolment(
            "lamp-days/week", "", edge.house.clock.date(), edge.house.clock.date() + timedelta(days=3)
        )
        enrolments.join(db, key, edge.house.keys.seal(CHILD, key), part, anew=True)
    edge.house.clock = local(12, 10)
    await passes(edge, local(12, 20))
    with edge.house.stores.durable.transaction() as db:
        campaigns = edge.house.packs.campaigns()
        told = explain(db, edge.house.keys, BOT_ID, str(CHILD), edge.house.clock, 7, campaigns)
    lines = [line for line in told if "lamp-days/week" in line]
    assert len(lines) == 2
    assert "a step of a campaign (lamp-days/week, 2): sent at 2026-11-12" in lines[0]
    assert lines[1].startswith("2026-11-11 16:00  a step of a campaign (lamp-days/week, 1): it passed unplanned")


def test_every_outcome_of_the_ledger_has_its_words() -> None:
    kept = {reason.value for reason in Reason} - {Reason.OK.value}
    kept |= {delivery_batch.EMPTY, delivery_batch.FAILED, dispatches.SENT, dispatches.SENDING}
    kept |= {dispatches.UNREADABLE}
    kept |= {outcome.value for outcome in Outcome} - {
        outcome.value for outcome in (Outcome.SHOWN, Outcome.WITHDRAWN, Outcome.FOLDED)
    }
    assert set(WORDS) == kept
    assert all(len(word) <= 16 for word in kept), "as long as the column"


async def test_who_says_stop_gets_nothing_that_was_planned(edge: Edge) -> None:
    edge.house.clock = local(10, 16)
    crowd(edge, PARENT)
    edge.house.clock = local(10, 17)
    planner = Planner(edge.house.stores.durable, lambda: edge.house.packs)
    while planner.plan_some(edge.house.clock):
        pass
    assert waiting(edge) == [""]
    await edge.takes(press(PARENT, "stop"))
    edge.wire.sent.clear()
    assert await passes(edge, local(12, 18)) == []


async def test_a_group_larger_than_a_batch_is_planned_once_and_goes_on_after_a_kill(edge: Edge) -> None:
    crowd(edge, *range(100, 125))
    store = edge.house.stores.durable
    at = local(25, 17)
    with store.transaction() as db:
        (group,) = [one for one in tips_due(db, edge.house.packs, at) if one.due_at == at]
    steps = []
    for _ in range(4):
        with store.transaction() as db:
            steps.append(planning.plan_some(db, group, at, limit=10))
    assert steps == [False, False, True, True]
    assert len(waiting(edge)) == 25


async def test_a_doorway_that_is_gone_sends_nothing_and_is_told_in_the_ledger(edge: Edge) -> None:
    edge.house.clock = local(10, 12)
    (key,) = crowd(edge, PARENT).values()
    with edge.house.stores.durable.transaction() as db:
        chat = edge.house.keys.seal(PARENT, key)
        plan(db, key, chat, Visit("a page of an older version", Why.INVITE, edge.house.clock))
    await edge.dispatch.run()
    assert edge.wire.sent == []
    assert outcomes(edge) == {"empty": 1}
    assert waiting(edge) == []


async def test_of_many_tips_only_so_many_are_rows_and_each_goes_out_once(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planner_module, "AHEAD", 20)
    edge.house.clock = local(10, 16)
    known = crowd(edge, *range(7000, 7070), wish=Wish(7, 17)) | crowd(edge, *range(7070, 7100), wish=Wish(7, 18))
    last = max(known, key=lambda number: known[number] if number < 7070 else b"")
    edge.house.clock = local(10, 18, 5)
    planner = Planner(edge.house.stores.durable, lambda: edge.house.packs)
    while planner.plan_some(edge.house.clock):
        pass
    assert len(waiting(edge)) == 20
    with edge.house.stores.durable.transaction() as db:
        told = explain(db, edge.house.keys, BOT_ID, str(last), edge.house.clock, 1)
        assert db.scalar(text("SELECT count(DISTINCT due_at) FROM deliveries")) == 1, "the longest due come first"
    assert told[-1] == "2026-11-10 17:00  a tip: its turn has not come, or came too late: too many at that hour"
    await edge.dispatch.run()
    assert sorted(call.params["chat_id"] for call in edge.wire.sent) == sorted(known)
    assert outcomes(edge) == {"sent": 100}
    with edge.house.stores.durable.transaction() as db:
        assert "its turn" not in explain(db, edge.house.keys, BOT_ID, str(last), edge.house.clock, 1)[-1]


async def test_while_enough_tips_are_due_the_database_is_asked_every_ten_seconds_at_most(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planner_module, "AHEAD", 20)
    crowd(edge, *range(7000, 7070), wish=Wish(7, 17))
    planner = Planner(edge.house.stores.durable, lambda: edge.house.packs)
    at = local(10, 17, 5)
    while planner.plan_some(at):
        pass
    asked: list[datetime] = []
    looks = deliveries.is_due

    def looking(db: Connection, delivery: int, now: datetime) -> bool:
        asked.append(now)
        return looks(db, delivery, now)

    monkeypatch.setattr(deliveries, "is_due", looking)
    for second in range(1, 29):
        planner.plan_some(at + timedelta(seconds=second))
    assert [(now - at).seconds for now in asked] == [10, 20]
    planner.plan_some(at + timedelta(seconds=29), short=True)
    assert len(asked) == 3, "but at once when they ran short"


async def test_a_look_at_what_was_planned_puts_no_query_together(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    wanting = wishes.wanting

    def making(zone: str, hour: int, weekday: int) -> Select[Any]:
        made.append(hour)
        return wanting(zone, hour, weekday)

    monkeypatch.setattr(wishes, "wanting", making)
    crowd(edge, *range(7000, 7010), wish=Wish(7, 17))
    planner = Planner(edge.house.stores.durable, lambda: edge.house.packs)
    for minute in range(60):
        while planner.plan_some(local(10, 17, minute)):
            pass
    assert len(waiting(edge)) == 10
    assert len(made) == len(set(made)), "each hour that has struck once, however often is looked"


async def test_a_day_of_a_campaign_is_a_row_at_its_moment_whatever_waits(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planner_module, "AHEAD", 0)
    edge.house.clock = local(10, 16)
    crowd(edge, PARENT)
    (key,) = crowd(edge, CHILD, who=Audience.TIER_9_11).values()
    with edge.house.stores.durable.transaction() as db:
        part = Enrolment(
            "lamp-days/week", "", edge.house.clock.date(), edge.house.clock.date() + timedelta(days=3)
        )
        enrolments.join(db, key, edge.house.keys.seal(CHILD, key), part, anew=True)
    await passes(edge, local(11, 20))
    assert [call.params["chat_id"] for call in edge.wire.sent] == [CHILD], "no tip had room"


async def test_letters_are_settled_as_soon_as_all_that_may_be_in_flight_are_done(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch_module, "TOGETHER", 3600)
    edge.house.clock = local(10, 16)
    crowd(edge, *range(7000, 7012))
    edge.house.clock = local(10, 17)
    dispatch = Dispatch(
        edge.house.conversation, edge.dispatch._sender, lambda: edge.house.clock, in_flight=4, at_once=12
    )
    async with asyncio.timeout(60):
        await dispatch.run()
    assert outcomes(edge) == {"sent": 12}
