"""Checks 17 and 18: quizzes, anonymity, limits, and closing by the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from simulator import PersonHandle, PlaneError, Simulator
from simulator.view import shown

if TYPE_CHECKING:
    from tests.simulator.conformance.clients import Client
    from tests.simulator.conformance.conftest import Place

Json = dict[str, Any]
QUIZ: Json = {
    "question": "Кто может знать твой пароль?",
    "options": ["Друг", "Никто", "Учитель"],
    "type": "quiz",
    "correct_option_ids": [1],
    "is_anonymous": False,
    "explanation": "Пароль — только твой.",
}


async def _updates(client: Client) -> dict[str, Json]:
    updates = await client.ask("get_updates", timeout=0)
    if updates:
        await client.ask("get_updates", offset=updates[-1]["update_id"] + 1, timeout=0)
    return {kind: update[kind] for update in updates for kind in update if kind != "update_id"}


async def test_17_a_vote_in_an_open_quiz(client: Client, child: PersonHandle) -> None:
    sent = await client.ask("send_poll", chat_id=child.id, **QUIZ)
    poll = sent["poll"]
    assert (poll["type"], poll["is_anonymous"], list(poll["correct_option_ids"])) == ("quiz", False, [1])
    await child.vote(1)
    updates = await _updates(client)
    assert set(updates) == {"poll_answer", "poll"}
    answer = updates["poll_answer"]
    assert (answer["poll_id"], answer["user"]["id"], list(answer["option_ids"])) == (poll["id"], child.id, [1])
    assert [option["voter_count"] for option in updates["poll"]["options"]] == [0, 1, 0]
    assert updates["poll"]["total_voter_count"] == 1
    with pytest.raises(PlaneError, match="can't be changed"):
        await child.vote(0)


async def test_17_an_anonymous_poll_names_nobody(client: Client, child: PersonHandle) -> None:
    await client.ask("send_poll", chat_id=child.id, question="?", options=["a", "b"])
    await child.vote(0)
    assert set(await _updates(client)) == {"poll"}
    await child.vote(1)
    await child.vote()
    updates = await _updates(client)
    assert updates["poll"]["total_voter_count"] == 0


async def test_17_taking_a_vote_back_sends_an_empty_answer(client: Client, child: PersonHandle) -> None:
    await client.ask("send_poll", chat_id=child.id, question="?", options=["a", "b"], is_anonymous=False)
    await child.vote(0)
    await _updates(client)
    await child.vote()
    # python-telegram-bot leaves empty lists out of what it shows.
    assert list((await _updates(client))["poll_answer"].get("option_ids", [])) == []


async def test_17_the_solution_is_hidden_until_one_votes(
    client: Client, sim: Simulator, child: PersonHandle
) -> None:
    other = sim.person("parent")
    group = sim.new_group("Класс", [child.id, other.id])
    await client.ask("send_poll", chat_id=group.id, **QUIZ)
    await child.vote(0, chat_id=group.id)
    message = group.see(1)[0]
    mine, theirs = (shown(sim.world, message, person.person) for person in (child, other))
    assert (mine["_sim"]["solution"], mine["_sim"]["my_votes"]) == (QUIZ["explanation"], [0])
    for secret in ("solution", "correct_option_ids"):
        assert secret in mine["_sim"]
        assert secret not in theirs["_sim"]
    assert "explanation" not in theirs["poll"]
    assert "correct_option_ids" not in theirs["poll"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"question": "x" * 301}, "poll question length must not exceed 300"),
        ({"options": ["x" * 101, "b"]}, "poll options length must not exceed 100"),
        ({"options": [str(at) for at in range(13)]}, "poll can't have more than 12 options"),
        ({"options": []}, "poll must have at least one answer option"),
        ({"options": [" ", "b"]}, "text must be non-empty"),
        ({"correct_option_ids": []}, "correct quiz option list must be non-empty"),
        ({"correct_option_ids": [1, 0]}, "correct quiz option list must be increasing"),
        ({"correct_option_ids": [3]}, "wrong quiz correct_option_id"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else value[:30],
)
async def test_18_limits(client: Client, place: Place, change: Json, words: str) -> None:
    refused = await client.refusal("send_poll", chat_id=place.chat, **(QUIZ | change))
    assert (refused.kind, refused.words) == ("bad_request", words)


async def test_18_limits_of_the_explanation(client: Client, place: Place) -> None:
    for explanation in ("x" * 201, "a\nb\nc\nd"):
        refused = await client.refusal("send_poll", chat_id=place.chat, **(QUIZ | {"explanation": explanation}))
        assert refused.kind == "bad_request"  # the cloud's words are not published
    sent = await client.ask("send_poll", chat_id=place.chat, **(QUIZ | {"explanation": "x" * 198 + "\n\n"}))
    assert sent["poll"]["explanation"] == "x" * 198


async def test_18_the_edges_fit(client: Client, place: Place) -> None:
    options = ["x" * 100, *(str(at) for at in range(11))]
    sent = await client.ask("send_poll", chat_id=place.chat, question="ы" * 300, options=options)
    assert len(sent["poll"]["options"]) == 12
    alone = await client.ask("send_poll", chat_id=place.chat, question="?", options=["one"])
    assert len(alone["poll"]["options"]) == 1


async def test_18_stopping(client: Client, place: Place) -> None:
    text = await client.ask("send_message", chat_id=place.chat, text="x")
    sent = await client.ask("send_poll", chat_id=place.chat, **QUIZ)
    stopped = await client.ask("stop_poll", chat_id=place.chat, message_id=sent["message_id"])
    assert stopped["is_closed"] is True
    for number, words in (
        (sent["message_id"], "poll has already been closed"),
        (text["message_id"], "message is not a poll"),
        (999_999, "message with poll to stop not found"),
    ):
        refused = await client.refusal("stop_poll", chat_id=place.chat, message_id=number)
        assert (refused.kind, refused.words) == ("bad_request", words)


async def test_18_a_poll_closes_by_the_clock(client: Client, sim: Simulator, child: PersonHandle) -> None:
    sent = await client.ask("send_poll", chat_id=child.id, question="?", options=["a"], open_period=600)
    assert sent["poll"]["open_period"] == 600
    sim.clock.advance(599)
    await child.vote(0)
    assert (await _updates(client))["poll"]["is_closed"] is False
    sim.clock.advance(1)
    assert (await _updates(client))["poll"]["is_closed"] is True
    with pytest.raises(PlaneError, match="closed"):
        await child.vote()
