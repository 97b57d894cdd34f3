"""Answers inline queries: a button above the field, and articles to send."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from simulator.args import Args
from simulator.errors import QUERY_OLD, NotModelled, bad_request
from simulator.inline import MOST_RESULTS, answer
from simulator.methods.registry import method
from simulator.pending import Answer, Article
from simulator.texts import message_text

if TYPE_CHECKING:
    from simulator.world import World

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_CACHE_SECONDS = 300
_ID_BYTES = 64
_TOLD = frozenset({"type", "id", "title", "description", "input_message_content"})
"""Fields of an article that the page shows or sends; other fields would be lost, so they are refused with 501."""


@method("answerInlineQuery")
def answer_inline_query(world: World, args: Args) -> bool:
    """Answer a query once, while it is young, with articles and a button. Returns True."""
    results = args.json("results", "inline query results")
    if not isinstance(results, list):
        raise bad_request("Expected an Array of inline query results")
    if args.text("next_offset"):
        raise NotModelled("more results when the list is at its end")
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    articles = tuple(_article(world, result) for result in results)
    if len({one.id for one in articles}) < len(articles):
        raise bad_request("RESULT_ID_DUPLICATE")
    label, payload = _button(args)
    seconds = args.integer("cache_time") if args.has("cache_time") else _CACHE_SECONDS
    given = Answer(label, payload, seconds, args.flag("is_personal"), articles)
    if not answer(world, args.text("inline_query_id"), given):
        raise bad_request(QUERY_OLD)
    return True


def _button(args: Args) -> tuple[str, str]:
    """Return label and payload of the button above the field; empty if there is none."""
    button = args.json("button", "inline query results button")
    if button is None:
        return "", ""
    if not isinstance(button, dict) or button.get("web_app") is not None:
        raise NotModelled("a button above the field that opens a Mini App")
    label, payload = str(button.get("text", "")), str(button.get("start_parameter", ""))
    if not label:
        raise bad_request("Button text must be non-empty")
    if not _PAYLOAD.fullmatch(payload):
        raise bad_request("START_PARAM_INVALID")
    return label, payload


def _article(world: World, result: Any) -> Article:
    """Return one result. Errors: ApiError 400 in the words of Telegram's own interface; NotModelled."""
    if not isinstance(result, dict):
        raise bad_request("Can't parse inline query result: expected an Object")
    if result.get("type") != "article":
        raise NotModelled(f"results of inline queries of the type {result.get('type')}")
    if strange := sorted(name for name, value in result.items() if value is not None and name not in _TOLD):
        raise NotModelled(f"{', '.join(strange)} of an inline query's result")
    number, title = str(result.get("id", "")), str(result.get("title") or "")
    if not 1 <= len(number.encode()) <= _ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if not title:
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = result.get("input_message_content")
    if not isinstance(content, dict) or "message_text" not in content:
        raise NotModelled("results of inline queries that send no text")
    words = {
        "text": content["message_text"],
        **{name: value for name, value in content.items() if value is not None},
    }
    return Article(number, title, str(result.get("description") or ""), message_text(world, Args(words)))
