"""What strangers send: answered where somebody waits, silent where silence is due, never an exception."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.doors.telegram.hostile import Due, cases

if TYPE_CHECKING:
    import io

    from tests.doors.telegram.edge import Edge

SHOWS = {"sendMessage", "sendPhoto", "editMessageText", "editMessageMedia"}


async def test_19_five_hundred_hostile_updates(edge: Edge, logs: io.StringIO) -> None:
    hostile = cases()
    assert len(hostile) >= 500
    for case in hostile:
        sent = await edge.takes(case.update)
        told = [call for call in sent if call.method in SHOWS]
        spinners = [call for call in sent if call.method == "answerCallbackQuery"]
        assert {call.params["chat_id"] for call in sent if call not in spinners} <= {case.person}, case.name
        assert bool(told) is (case.due is Due.ANSWER), case.name
        assert all(call.words.strip() for call in told), case.name
        if case.due is Due.SPINNER:
            assert len(sent) == len(spinners) == 1, case.name
        if case.due is Due.SILENCE:
            assert not sent, case.name
        assert not any("Something broke" in call.words for call in told), case.name
    assert "failed" not in logs.getvalue()
    assert len(edge.handler.locks) == 0
    assert len(edge.handler.outbox) == 0
