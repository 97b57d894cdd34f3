"""Our formatting against TDLib's own answers: committed vectors always, and fresh random texts in the slow run."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import Any

import pytest

from simulator.detect import find
from simulator.entities import settle, shift_to_units, to_json
from simulator.errors import ApiError
from simulator.html_markup import parse_html
from simulator.texts import spans_of
from tests.tools import load_tool

Json = dict[str, Any]
HERE = Path(__file__).parent
TOOLS = HERE.parents[1] / "tools"
VECTORS: list[Json] = json.loads((HERE / "golden_formatting.json").read_text())


def _worded(error: ApiError) -> Json:
    # TDLib's words begin with a capital; the Bot API server puts "Bad Request: " before and makes it small.
    words = error.description.removeprefix("Bad Request: ")
    return {"error": words[0].upper() + words[1:]}


def ours(kind: str, text: str, given: list[Json]) -> Json:
    try:
        if kind == "html":
            plain, spans = parse_html(text)
        elif kind == "explicit":
            plain, spans = settle(text, spans_of(given), trim=False, detect=False)
        else:
            plain, spans = text, find(text)
            shift_to_units(text, spans)
    except ApiError as error:
        return _worded(error)
    return {"text": plain, "entities": to_json(spans)}


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"{vector['kind']} {vector['input'][:40]!r}")
def test_a_vector(vector: Json) -> None:
    kind, text, given = vector["kind"], vector["input"], vector.get("given", [])
    theirs = {name: vector[name] for name in ("text", "entities", "error") if name in vector}
    assert ours(kind, text, given) == theirs


def test_there_are_enough_vectors() -> None:
    assert len(VECTORS) >= 250
    assert len({json.dumps([v["kind"], v["input"], v.get("given")]) for v in VECTORS}) == len(VECTORS)


def _oracle() -> Any:
    pytest.importorskip("tdjson")
    sys.path.insert(0, str(TOOLS))
    try:
        module = load_tool("golden_formatting")
    finally:
        sys.path.remove(str(TOOLS))
    module.execute({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})
    return module


_TAGS = (
    "<b> </b> <i> </i> <code> </code> <pre> </pre> <blockquote> </blockquote> <tg-spoiler> </tg-spoiler> <s> </s>"
)
_BITS = "</> < & = ' > x ы 😀 &lt; &amp &#128512; </a> </code></pre>"
_SPACED = ["<a href='a.ru'>", "<blockquote expandable>", "<pre><code class='language-c'>"]
PIECES = [*_TAGS.split(), *_BITS.split(), *_SPACED, " ", "\n"]
_MARKED = (
    "/start @name @bot_x #tag #1 $USD http:// https:// ftp:// ya.ru www. example.com /path ?q=1 #frag :80 :99999"
)
_OTHER = (
    "a@b.ru mail@ya.com ( ) . , x ы 😀 tg:// user?id=5 1.2.3.4 @ / _ - : « » xn--p1ai пример.рф москва .com t.me"
)
WORDS = [*_MARKED.split(), *_OTHER.split(), *"!?'\" \n"]
STYLES = [
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "code",
    "pre",
    "blockquote",
    "expandable_blockquote",
    "text_link",
]


def _random_entities(lot: random.Random, size: int) -> list[Json]:
    made: list[Json] = []
    for _ in range(lot.randint(1, 5)):
        offset = lot.randint(0, size)
        made.append({"type": lot.choice(STYLES), "offset": offset, "length": lot.randint(0, size - offset)})
        if made[-1]["type"] == "text_link":
            made[-1]["url"] = "http://a.ru/"
    return made


@pytest.mark.slow
def test_random_texts_agree_with_tdlib() -> None:
    oracle = _oracle()
    lot = random.Random(20)  # noqa: S311 - to repeat
    for _ in range(5_000):
        text = "".join(lot.choice(PIECES) for _ in range(lot.randint(1, 9)))
        assert ours("html", text, []) == oracle.html(text), text
        text = "".join(lot.choice(WORDS) for _ in range(lot.randint(1, 6)))
        assert ours("found", text, []) == oracle.found(text), text
        text = "".join(lot.choice("xы😀 \n\r\u2028\u030a") for _ in range(lot.randint(1, 8)))
        given = _random_entities(lot, len(text.encode("utf-16-le")) // 2)
        assert ours("explicit", text, given) == oracle.explicit(text, given), (text, given)


@pytest.mark.slow
def test_the_committed_vectors_are_still_tdlibs_answers() -> None:
    assert _oracle().vectors() == VECTORS
