"""Updates bent out of shape, with fixed seeds: no exception, nobody silent, no talk where silence is due."""

from __future__ import annotations

import asyncio
import json
import random
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.doors.telegram.edge import Edge
from tests.doors.telegram.hostile import SOMEBODY, Case, cases

if TYPE_CHECKING:
    import io
    from pathlib import Path

Json = dict[str, Any]
SPOKEN = ("message", "edited_message")
SERVICE = ("pinned_message", "message_auto_delete_timer_changed", "new_chat_title", "boost_added")

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=20)
    | st.sampled_from(["private", "group", "/start", "help", "menu", 0, -1, SOMEBODY, 1 << 63, "\ud83d"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def places(part: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The paths of all fields of an update."""
    found = [path] if path else []
    if isinstance(part, dict):
        for name, value in part.items():
            found += places(value, (*path, name))
    return found


def bend(raw: Json, path: tuple[str, ...], value: Any) -> None:
    """Put a value into a field; `...` takes the field out."""
    for name in path[:-1]:
        raw = raw[name]
    if value is ...:
        raw.pop(path[-1], None)
    else:
        raw[path[-1]] = value


def is_number(value: object) -> bool:
    return type(value) is int and -(1 << 63) <= value < 1 << 63


def private_chat(raw: Json) -> int | None:
    """Whose private chat an update names, told without the code under test; None when it names none."""
    press = raw.get("callback_query")
    part = press.get("message") if isinstance(press, dict) else raw.get("message") or raw.get("edited_message")
    chat = part.get("chat") if isinstance(part, dict) else None
    if not isinstance(chat, dict) or chat.get("type") != "private" or not is_number(chat.get("id")):
        return None
    return int(chat["id"])


def must_be_answered(raw: Json) -> bool:
    """Whether somebody waits for an answer: a person's message in a private chat that says who they are."""
    part = next((raw[kind] for kind in SPOKEN if kind in raw), None)
    if "callback_query" in raw or not isinstance(part, dict) or private_chat(raw) is None:
        return False
    if "message" not in raw and part.get("text") is None and not part.get("caption"):
        return False  # an edit without words, as each move of a live location is: nobody waits (decision 20)
    sender = part.get("from")
    known = isinstance(sender, dict) and is_number(sender.get("id")) and sender.get("is_bot") is False
    return known and is_number(raw.get("update_id")) and not any(field in part for field in SERVICE)


class Fuzz:
    """One edge for many bent updates; each is looked at on its own."""

    def __init__(self, folder: Path, logs: io.StringIO) -> None:
        self.runner = asyncio.Runner()
        self.edge = Edge(folder)
        self.logs = logs
        self.bases = cases()
        self.took: list[float] = []
        self.number = 0
        self.numbers: set[object] = set()
        """Ids that came: the same one again is the same update, and answered already."""

    def takes(self, raw: Json) -> None:
        self.number += 1
        began = time.perf_counter()
        sent = self.runner.run(self.edge.takes(raw))
        self.took.append(time.perf_counter() - began)
        chats = {call.params["chat_id"] for call in sent if "chat_id" in call.params}
        whose = private_chat(raw)
        assert chats <= ({whose} if whose is not None else set())
        number = raw.get("update_id")
        if must_be_answered(raw) and number not in self.numbers:
            assert chats
        if is_number(number):
            self.numbers.add(number)
        assert "failed" not in self.logs.getvalue()
        self.logs.truncate(0)

    def close(self) -> None:
        self.edge.close()
        self.runner.close()


@pytest.fixture
def fuzz(tmp_path: Path, logs: io.StringIO) -> Any:
    fuzz = Fuzz(tmp_path, logs)
    yield fuzz
    fuzz.close()


def by_somebody_else(case: Case, number: int) -> str:
    """The JSON of a case as an update of its own, by a person of its own; the ids lie so far apart that a flipped
    digit does not make one of another.
    """
    far = number * 7_919 * 7_919
    raw = case.update | ({"update_id": far} if is_number(case.update.get("update_id")) else {})
    return json.dumps(raw).replace(str(case.person), str(5_000_000_000 + far))


def bent(fuzz: Fuzz, many: int) -> None:
    @settings(
        max_examples=many,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        st.sampled_from(fuzz.bases), st.lists(st.tuples(st.integers(0, 60), anything | st.just(...)), max_size=3)
    )
    def each(base: Case, bends: list[tuple[int, Any]]) -> None:
        raw = json.loads(by_somebody_else(base, fuzz.number))
        for place, value in bends:
            paths = places(raw)
            if paths:
                bend(raw, paths[place % len(paths)], value)
        fuzz.takes(raw)

    each()


def flipped(fuzz: Fuzz, many: int) -> int:
    """Flip one to three bytes of the JSON of known updates; return how many were still JSON objects."""
    chance = random.Random(20)  # noqa: S311 - a fixed seed
    read = 0
    for _ in range(many):
        text = by_somebody_else(chance.choice(fuzz.bases), fuzz.number)
        spoiled = bytearray(text.encode())
        for _ in range(chance.randint(1, 3)):
            spoiled[chance.randrange(len(spoiled))] ^= 1 << chance.randrange(8)
        try:
            raw = json.loads(spoiled)
        except ValueError:
            continue
        if isinstance(raw, dict):
            read += 1
            fuzz.takes(raw)
    return read


def test_20_bent_and_flipped_updates(fuzz: Fuzz) -> None:
    bent(fuzz, 150)
    assert flipped(fuzz, 150) > 25


@pytest.mark.parametrize(
    ("bends", "flips", "read"),
    [
        pytest.param(3_000, 1_500, 330, marks=pytest.mark.slow),
        pytest.param(9_000, 4_500, 1_000, marks=pytest.mark.soak, id="ten thousand"),
    ],
)
def test_20_thousands_of_bent_and_flipped_updates(fuzz: Fuzz, bends: int, flips: int, read: int) -> None:
    bent(fuzz, bends)
    assert flipped(fuzz, flips) >= read
    late = sum(seconds > 0.3 for seconds in fuzz.took)
    assert late <= len(fuzz.took) / 1000
