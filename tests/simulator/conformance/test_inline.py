"""Check 24, from any chat: what is typed behind the bot's name, and what its writer alone is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from simulator import PlaneError, Rules

if TYPE_CHECKING:
    from simulator import PersonHandle, Simulator
    from tests.simulator.conformance.clients import Client
    from tests.simulator.conformance.conftest import Http


@pytest.fixture
def rules() -> Rules:
    return Rules(flood=False, poll_penalties=False, inline=True)


def button(client: Client, text: str, payload: str) -> Any:
    """What each client takes as the button."""
    if client.name == "aiogram":
        from aiogram.types import InlineQueryResultsButton  # noqa: PLC0415 - this client's own

        return InlineQueryResultsButton(text=text, start_parameter=payload)
    import telegram  # noqa: PLC0415 - the same

    return telegram.InlineQueryResultsButton(text=text, start_parameter=payload)


async def test_24_a_button_that_opens_the_private_chat(
    client: Client, sim: Simulator, child: PersonHandle
) -> None:
    other = sim.person("parent")
    query = await child.paste("x" * 300, chat_type="group")
    (update,) = await client.ask("get_updates", timeout=0)
    asked = update["inline_query"]
    assert (asked["id"], asked["from"]["id"], asked["chat_type"]) == (query, child.id, "group")
    assert len(asked["query"]) == 256
    assert child.offered(query) is None
    shown = button(client, "Look", "check_code")
    assert await client.ask(
        "answer_inline_query", inline_query_id=query, results=[], cache_time=0, is_personal=True, button=shown
    )
    answer = child.offered(query)
    assert answer is not None
    assert (answer.label, answer.cache_seconds, answer.is_personal) == ("Look", 0, True)
    assert other.offered(query) is None
    with pytest.raises(PlaneError):
        await other.press_above(query)
    await child.press_above(query)
    assert child.see(1)[0]["text"] == "/start check_code"
    refused = await client.refusal("answer_inline_query", inline_query_id=query, results=[], button=shown)
    assert "query is too old" in refused.words


async def test_24_what_cannot_be_answered(client: Client, sim: Simulator, child: PersonHandle) -> None:
    query = await child.paste("x")
    wrong = button(client, "Look", "a b")
    refused = await client.refusal("answer_inline_query", inline_query_id=query, results=[], button=wrong)
    assert refused.words == "start_param_invalid"
    sim.clock.advance(16)
    shown = button(client, "Look", "check")
    refused = await client.refusal("answer_inline_query", inline_query_id=query, results=[], button=shown)
    assert "query is too old" in refused.words


ARTICLE = {
    "type": "article",
    "id": "1",
    "title": "Lamp",
    "description": "A light",
    "input_message_content": {"message_text": "<b>It</b> shines", "parse_mode": "HTML"},
}


def article(client: Client) -> Any:
    """What each client takes as a result."""
    if client.name == "aiogram":
        from aiogram.types import InlineQueryResultArticle  # noqa: PLC0415 - this client's own

        return InlineQueryResultArticle.model_validate(ARTICLE)
    import telegram  # noqa: PLC0415 - the same

    words = telegram.InputTextMessageContent("<b>It</b> shines", parse_mode="HTML")
    return telegram.InlineQueryResultArticle("1", "Lamp", words, description="A light")


async def test_24_a_result_is_sent_by_who_chose_it(client: Client, sim: Simulator, child: PersonHandle) -> None:
    other = sim.person("parent")
    group = sim.new_group("Class", [other.id, child.id])
    query = await child.paste("lamp", chat_type="group")
    await client.ask("answer_inline_query", inline_query_id=query, results=[article(client)], cache_time=0)
    answer = child.offered(query)
    assert answer is not None
    assert [(one.id, one.title, one.description) for one in answer.results] == [("1", "Lamp", "A light")]
    with pytest.raises(PlaneError):
        await child.press_above(query)
    for who, result in ((other, "1"), (child, "2")):
        with pytest.raises(PlaneError):
            await who.choose(query, result, chat_id=group.id)
    await child.choose(query, "1", chat_id=group.id)
    (sent,) = other.see(1, chat_id=group.id)
    assert (sent["text"], sent["from"]["id"]) == ("It shines", child.id)
    assert sent["via_bot"]["id"] == sim.world.bot["id"]
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    heard = [update["message"] for update in await client.ask("get_updates", timeout=0) if "message" in update]
    assert heard[-1]["via_bot"]["is_bot"], "also in privacy mode"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"id": ""}, "RESULT_ID_INVALID"),
        ({"id": "x" * 65}, "RESULT_ID_INVALID"),
        ({"title": ""}, "ARTICLE_TITLE_EMPTY"),
        ({"input_message_content": {"message_text": ""}}, "message text is empty"),
        ({"type": "photo"}, "501"),
        ({"reply_markup": {"inline_keyboard": []}}, "501"),
        ({"input_message_content": {"latitude": 1, "longitude": 2}}, "501"),
    ],
)
async def test_24_results_that_are_refused(
    http: Http, child: PersonHandle, change: dict[str, Any], words: str
) -> None:
    query = await child.paste("x")
    given = {"inline_query_id": query, "results": [ARTICLE | change]}
    status, body, _ = await http.call("answerInlineQuery", json=given)
    assert words in f"{status} {body.get('description')}"
    assert child.offered(query) is None


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([ARTICLE, ARTICLE], "RESULT_ID_DUPLICATE"),
        ([ARTICLE | {"id": str(number)} for number in range(51)], "RESULTS_TOO_MUCH"),
        (["x"], "expected an Object"),
    ],
)
async def test_24_lists_that_are_refused(http: Http, child: PersonHandle, results: list[Any], words: str) -> None:
    query = await child.paste("x")
    status, body, _ = await http.call("answerInlineQuery", json={"inline_query_id": query, "results": results})
    assert (status, words in body["description"]) == (400, True)
    status, _, _ = await http.call(
        "answerInlineQuery", json={"inline_query_id": query, "results": [ARTICLE], "next_offset": "2"}
    )
    assert status == 501


async def test_24_botfather_turns_it_on(sim: Simulator, http: Http, child: PersonHandle) -> None:
    _, body, _ = await http.call("getMe")
    assert body["result"]["supports_inline_queries"] is True
    with pytest.raises(PlaneError):
        await child.paste("x", chat_type="nowhere")
    sim.world.rules = Rules()
    with pytest.raises(PlaneError):
        await child.paste("x")
