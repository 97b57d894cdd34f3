"""Telegram's moods: too many requests, no answer, refusals; what is waited for, late, or comes instead."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.doors.pace import Lane, Pace
from bot.doors.sender import Outcome, Sender
from bot.doors.telegram.calls import answer, calls
from bot.doors.wire import Refused, Unreached
from bot.values import landmarks
from bot.values.screen import Link, Picture, Screen, Voice
from bot.values.text import Text
from tests.doors.telegram import faketime
from tests.doors.telegram.edge import Sent, Wire

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

SCREEN = Screen(Text("words"), ((Link("Menu", landmarks.Menu()),),))


def acts(*errors: Exception | None, method: str = "") -> Callable[[Sent], Coroutine[None, None, None]]:
    """A mood: these errors one after another (None takes the call), then all is well."""
    left = list(errors)

    async def mood(call: Sent) -> None:
        error = left.pop(0) if left and method in {"", call.method} else None
        if error is not None:
            raise error

    return mood


def sender(rate: int = 30) -> tuple[Sender, Wire]:
    wire = Wire()
    return Sender(wire, Pace(rate, faketime.now)), wire


def test_7_retry_after_is_honoured_for_its_chat_and_holds_up_nobody_else() -> None:
    async def main() -> list[tuple[float, int]]:
        sends, wire = sender()
        wire.mood = acts(Refused(429, "Too Many Requests: retry after 7", 7))
        first = asyncio.create_task(sends.show(calls(SCREEN, 1), Lane.REPLY, 20))
        await asyncio.sleep(0.5)
        others = [asyncio.create_task(sends.show(calls(SCREEN, chat), Lane.BULK, 20)) for chat in range(2, 30)]
        spinner = asyncio.create_task(sends.show([answer("x")], Lane.REPLY, 20))
        help_ = asyncio.create_task(sends.show(calls(SCREEN, 1000), Lane.HELP, 20))
        outcomes = await asyncio.gather(first, help_, spinner, *others)
        assert set(outcomes) == {Outcome.SHOWN}
        return [(call.at, call.params["chat_id"]) for call in wire.sent if call.method == "sendMessage"]

    went = faketime.run(main())
    assert {at for at, chat in went if chat == 1} == {7.0}
    assert [at for at, chat in went if chat == 1000] == [0.5]
    assert max(at for at, chat in went if chat not in {1, 1000}) < 1.6
    assert sorted(chat for _, chat in went) == [*range(1, 30), 1000]


def test_7_a_spinner_waits_for_the_hold_too() -> None:
    async def main() -> float:
        sends, wire = sender()
        wire.mood = acts(Refused(429, "Too Many Requests: retry after 3", 3))
        await sends.show([answer("x")], Lane.REPLY, 10)
        return wire.sent[-1].at

    assert faketime.run(main()) >= 3.0


def test_7_who_would_wait_too_long_is_late_at_once() -> None:
    async def main() -> tuple[float, int]:
        sends, wire = sender()
        wire.mood = acts(Refused(429, "Too Many Requests: retry after 30", 30))
        assert await sends.show(calls(SCREEN, 1), Lane.REPLY, 2) is Outcome.LATE
        assert await sends.show(calls(SCREEN, 2), Lane.REPLY, 2) is Outcome.SHOWN
        return faketime.now(), len(wire.sent)

    took, sent = faketime.run(main())
    assert took < 0.5
    assert sent == 1


def test_7_too_many_requests_without_a_number_waits_a_second() -> None:
    async def main() -> float:
        sends, wire = sender()
        wire.mood = acts(Refused(429, "Too Many Requests"))
        assert await sends.show(calls(SCREEN, 1), Lane.REPLY, 5) is Outcome.SHOWN
        return wire.sent[0].at

    assert faketime.run(main()) >= 1.0


def test_7_a_server_in_trouble_is_asked_again_until_the_time_is_over() -> None:
    async def main() -> tuple[Outcome, Outcome, float]:
        sends, wire = sender()
        wire.mood = acts(*[Unreached("server error 502")] * 3)
        recovered = await sends.show(calls(SCREEN, 1), Lane.REPLY, 2)
        assert len(wire.sent) == 1
        wire.mood = acts(*[Unreached("ClientOSError")] * 1000)
        began = faketime.now()
        return recovered, await sends.show(calls(SCREEN, 2), Lane.REPLY, 2), faketime.now() - began

    recovered, late, took = faketime.run(main())
    assert (recovered, late) == (Outcome.SHOWN, Outcome.LATE)
    assert 1.0 < took <= 2.1


def test_a_call_that_is_on_its_way_is_waited_for_however_slow_and_not_done_twice() -> None:
    """Telegram may have taken it: how long a call may take is the network's business (`api.CALL_SECONDS`)."""

    async def hang(_: Sent) -> None:
        await asyncio.sleep(25)

    async def main() -> tuple[Outcome, float, int]:
        sends, wire = sender()
        wire.mood = hang
        return await sends.show(calls(SCREEN, 1), Lane.REPLY, 2), faketime.now(), len(wire.sent)

    assert faketime.run(main()) == (Outcome.SHOWN, 25.0, 1)


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (Refused(403, "Forbidden: bot was blocked by the user"), Outcome.BLOCKED),
        (Refused(403, "Forbidden: user is deactivated"), Outcome.BLOCKED),
        (Refused(400, "Bad Request: chat not found"), Outcome.BLOCKED),
        (Refused(400, "Bad Request: BUTTON_DATA_INVALID"), Outcome.REFUSED),
    ],
)
def test_7_a_refusal_for_good_ends_it(error: Refused, outcome: Outcome) -> None:
    async def main() -> tuple[Outcome, int]:
        sends, wire = sender()
        wire.mood = acts(error)
        return await sends.show([*calls(SCREEN, 1), answer("x")], Lane.REPLY, 2), len(wire.sent)

    assert faketime.run(main()) == (outcome, 0)


def methods(wire: Wire) -> list[str]:
    return [call.method for call in wire.sent]


def test_an_old_message_comes_anew_and_its_spinner_stops() -> None:
    async def main() -> list[str]:
        sends, wire = sender()
        wire.mood = acts(Refused(400, "Bad Request: message to edit not found"))
        shown = [*calls(SCREEN, 1, message=4), answer("x", "an alert")]
        assert await sends.show(shown, Lane.REPLY, 2) is Outcome.SHOWN
        return methods(wire)

    assert faketime.run(main()) == ["sendMessage", "answerCallbackQuery"]


def test_what_is_no_loss_is_no_trouble() -> None:
    async def mood(call: Sent) -> None:
        edit = call.method == "editMessageText"
        raise Refused(400, "message is not modified: …" if edit else "query is too old and …")

    async def main() -> Outcome:
        sends, wire = sender()
        wire.mood = mood
        return await sends.show([*calls(SCREEN, 1, message=4), answer("x")], Lane.REPLY, 2)

    assert faketime.run(main()) is Outcome.SHOWN


def test_a_late_spinner_does_not_make_a_shown_screen_late() -> None:
    async def mood(call: Sent) -> None:
        if call.method == "answerCallbackQuery":
            await asyncio.sleep(60)

    async def main() -> Outcome:
        sends, wire = sender()
        wire.mood = mood
        return await sends.show([*calls(SCREEN, 1, message=4), answer("x")], Lane.REPLY, 2)

    assert faketime.run(main()) is Outcome.SHOWN


def test_what_cannot_be_deleted_stays_and_the_new_screen_comes() -> None:
    async def main() -> list[str]:
        sends, wire = sender()
        wire.mood = acts(Refused(400, "Bad Request: something else about deleting"))
        shown = calls(SCREEN, 1, message=4, pictured=True)
        assert await sends.show(shown, Lane.REPLY, 2) is Outcome.SHOWN
        return methods(wire)

    assert faketime.run(main()) == ["sendMessage"]


def test_a_picture_is_uploaded_once_and_told_in_words_when_it_cannot_be_shown(tmp_path: Path) -> None:
    file = tmp_path / "lamp.png"
    file.write_bytes(b"png")
    lamp = Screen(Text("words"), picture=Picture(file, "A lamp", "lamp"))
    gone = Screen(Text("words"), picture=Picture(tmp_path / "gone.png", "A hat", "hat"))

    async def main() -> list[Sent]:
        sends, wire = sender()
        for screen in (lamp, lamp, gone):
            assert await sends.show(calls(screen, 1), Lane.REPLY, 2) is Outcome.SHOWN
        wire.mood = acts(Refused(400, "Bad Request: wrong file identifier"))
        assert await sends.show(calls(lamp, 1), Lane.REPLY, 2) is Outcome.SHOWN
        wire.mood = acts(Refused(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"))
        assert await sends.show(calls(lamp, 1), Lane.REPLY, 2) is Outcome.SHOWN
        return wire.sent

    with asyncio.Runner() as runner:  # files are read in a thread: real time
        sent = runner.run(main())
    assert [(call.method, call.params.get("photo")) for call in sent] == [
        ("sendPhoto", "attach://upload"),
        ("sendPhoto", "file-1"),
        ("sendMessage", None),
        ("sendPhoto", "attach://upload"),
        ("sendMessage", None),
    ]
    assert sent[2].words == "[A hat]\n\nwords"


def test_a_recording_is_uploaded_once_and_the_screen_comes_without_it_too(tmp_path: Path) -> None:
    file = tmp_path / "lamp.ru.ogg"
    file.write_bytes(b"ogg")
    lamp = Screen(Text("words"), voice=Voice(file, "lamp", 3, caption="🔊 A lamp"))
    gone = Screen(Text("words"), voice=Voice(tmp_path / "gone.ogg", "hat", 3))

    async def main() -> list[Sent]:
        sends, wire = sender()
        for screen in (lamp, lamp, gone):
            assert await sends.show(calls(screen, 1, message=4), Lane.REPLY, 2) is Outcome.SHOWN
        wire.mood = acts(Refused(400, "Bad Request: VOICE_MESSAGES_FORBIDDEN"))
        assert await sends.show(calls(lamp, 1, message=4), Lane.REPLY, 2) is Outcome.SHOWN
        return wire.sent

    with asyncio.Runner() as runner:  # files are read in a thread: real time
        sent = runner.run(main())
    card = [("sendMessage", None), ("deleteMessage", None)]
    assert [(call.method, call.params.get("voice")) for call in sent] == [
        ("sendVoice", "attach://upload"),
        *card,
        ("sendVoice", "file-1"),
        *card,
        *card,
        *card,
    ]
    assert (sent[0].params["duration"], sent[0].words) == (3, "🔊 A lamp")


def paying(rate: int) -> tuple[Sender, Wire]:
    wire = Wire()
    return Sender(wire, Pace(30, faketime.now), paid=Pace(rate, faketime.now)), wire


def is_paid(call: Sent) -> bool:
    return bool(call.params.get("allow_paid_broadcast"))


def test_nothing_is_paid_for_unless_the_operator_says_so() -> None:
    async def main() -> None:
        sends, wire = sender()
        for lane in Lane:
            await sends.show(calls(SCREEN, 1), lane, 20)
        assert len(wire.sent) == 3
        assert not any("allow_paid_broadcast" in call.params for call in wire.sent)

    faketime.run(main())


def test_a_paid_broadcast_has_its_own_pace_and_answers_are_never_paid_for() -> None:
    async def main() -> None:
        sends, wire = paying(300)
        bulk = [asyncio.create_task(sends.show(calls(SCREEN, chat), Lane.BULK, 20)) for chat in range(2, 900)]
        answers = [asyncio.create_task(sends.show(calls(SCREEN, 1), lane, 20)) for lane in (Lane.REPLY, Lane.HELP)]
        assert set(await asyncio.gather(*bulk, *answers)) == {Outcome.SHOWN}
        assert [is_paid(call) for call in wire.sent if call.params["chat_id"] == 1] == [False, False]
        times = [call.at for call in wire.sent if is_paid(call)]
        assert len(times) == 898
        assert all(later - sooner > 1 for sooner, later in zip(times, times[300:], strict=False))
        assert times[-1] < 4

    faketime.run(main())


def test_when_telegram_takes_no_paid_messages_they_go_unpaid_and_none_is_lost() -> None:
    async def main() -> None:
        sends, wire = paying(300)

        async def no_stars(call: Sent) -> None:
            if is_paid(call):
                raise Refused(400, "Bad Request: FLOODSKIP_NOT_ALLOWED")

        wire.mood = no_stars
        bulk = [asyncio.create_task(sends.show(calls(SCREEN, chat), Lane.BULK, 60)) for chat in range(2, 102)]
        assert set(await asyncio.gather(*bulk)) == {Outcome.SHOWN}
        assert sorted(call.params["chat_id"] for call in wire.sent) == list(range(2, 102))
        times = [call.at for call in wire.sent]
        assert all(later - sooner > 1 for sooner, later in zip(times, times[30:], strict=False)), (
            "at the free rate"
        )
        assert sends.paid is None

    faketime.run(main())


def test_a_message_that_telegram_takes_neither_way_ends_no_payment() -> None:
    async def main() -> None:
        sends, wire = paying(300)
        wire.mood = acts(*[Refused(400, "Bad Request: message is too long")] * 2)
        assert await sends.show(calls(SCREEN, 2), Lane.BULK, 20) is Outcome.REFUSED
        assert await sends.show(calls(SCREEN, 3), Lane.BULK, 20) is Outcome.SHOWN
        assert is_paid(wire.sent[0])

    faketime.run(main())


def test_a_hold_of_a_chat_holds_paid_messages_to_it_too() -> None:
    async def main() -> None:
        sends, wire = paying(300)
        wire.mood = acts(Refused(429, "Too Many Requests: retry after 5", 5))
        await sends.show(calls(SCREEN, 1), Lane.REPLY, 20)
        await sends.show(calls(SCREEN, 1), Lane.BULK, 20)
        assert all(call.at >= 5 for call in wire.sent)

    faketime.run(main())
