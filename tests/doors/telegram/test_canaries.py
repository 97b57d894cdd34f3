"""Forty-six canaries sing through every path, errors included; none is found in logs, database or exports (35)."""

from __future__ import annotations

import asyncio
import itertools
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import pytest

from bot.db.away import StoreAway
from bot.db.backup import backup
from bot.doors import outbox
from bot.doors.telegram.patience import Patience
from bot.doors.wire import Refused, Unreached
from tests.doors.telegram.edge import Edge
from tests.doors.telegram.raw import DATE, group, message, press, private, update, user

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator
    from pathlib import Path


CHILD, OTHER, VISITOR = 94_000_001, 94_000_002, 94_000_003
OWN_WORDS = 94_000_100
"""The first of those who answer in their own words."""
KINDS = (
    "first_name", "last_name", "username", "bio", "text", "edited", "caption", "command", "deep_link",
    "callback", "contact_name", "contact_phone", "vcard", "street", "title", "file_name", "poll", "quote",
    "forward", "sticker", "crisis_ru", "crisis_en", "follow_up", "unheard", "own_words",
)  # fmt: skip
CANARIES = {f"{kind}-{who}": f"канарейка{kind}{who}".replace("_", "") for kind in KINDS for who in ("ru", "en")}
FILE = {"file_id": "f", "file_unique_id": "u", "file_size": 1}


def sings(person: int, who: str) -> Iterator[dict[str, object]]:
    """Every way in which a person's words and names come in."""

    def of(kind: str) -> str:
        return CANARIES[f"{kind}-{who}"]

    me = user(person, language_code=who, first_name=of("first_name"), last_name=of("last_name"))
    me |= {"username": of("username"), "bio": of("bio")}
    chat = {**private(person), "first_name": of("first_name"), "username": of("username")}

    def says(kind: str = "message", **content: object) -> dict[str, object]:
        return message(person, kind, chat, from_=me, **content)

    yield says(text=of("text"))
    yield says("edited_message", text=of("edited"))
    yield says(photo=[FILE], caption=of("caption"))
    yield says(text=f"/{of('command')}")
    yield says(text=f"/start {of('deep_link')}")
    yield says(text=f"/start lesson_{of('deep_link')}")
    yield press(person, of("callback"), **{"from": me})
    yield press(person, f"lesson/{of('callback')}/x", **{"from": me})
    yield says(
        contact={"phone_number": of("contact_phone"), "first_name": of("contact_name"), "vcard": of("vcard")}
    )
    yield says(venue={"location": {"latitude": 1, "longitude": 1}, "title": of("title"), "address": of("street")})
    yield says(document={**FILE, "file_name": of("file_name")})
    yield says(poll={"id": "1", "question": of("poll"), "options": []})
    yield says(text="x", quote={"text": of("quote")}, reply_to_message={"text": of("quote")})
    yield says(text="x", forward_origin={"type": "hidden_user", "sender_user_name": of("forward"), "date": DATE})
    yield says(sticker={**FILE, "set_name": of("sticker"), "emoji": "😀"})
    yield says(text=f"помогите {of('crisis_ru')}")
    yield says(text=f"I want to die {of('crisis_en')}")
    yield says(text=f"what do I say to my mum {of('follow_up')}")  # a whole talk within Help
    yield says(text=f"а если мама не поверит {of('follow_up')}")
    yield says(text=of("unheard"))
    yield message(person, chat=group(), from_=me, text=of("text"))
    yield update(message={"chat": chat, "from": me, "text": [of("text")]})
    yield {"update_id": of("text"), "message": {"chat": chat}}
    yield update(my_chat_member={"chat": chat, "from": me, "new_chat_member": {"status": of("text")}})
    yield update(**{of("text"): {"from": me}})


async def answers_in_own_words(edge: Edge, words: str) -> None:
    """Let children begin the set until one of them is asked for own words, and let that one write."""
    for person in range(OWN_WORDS, OWN_WORDS + 20):  # five of the seven questions are drawn for each
        for path in ("who", "who/9-11", "consent/on", "begin/lamp-sets/light/9-11:1"):
            await edge.takes(press(person, path))
        for place in range(1, 6):
            await edge.takes(press(person, f"question/1/{place}"))
            if "your own words" in edge.wire.to(person)[-1].words:
                await edge.takes(message(person, text=words))
                assert words not in edge.wire.to(person)[-1].words
                return
    pytest.fail("no question asked for own words")


@contextmanager
def broken(edge: Edge) -> Iterator[None]:
    """Every view fails and says why with all that it knows of the turn."""
    views = edge.house.conversation.services.views
    real = dict(views.by_page)

    def fails(turn: object, page: object) -> NoReturn:
        cause = KeyError(getattr(turn, "typed", ""))
        raise RuntimeError(f"{page} {getattr(turn, 'typed', '')} {turn!r}") from cause

    for page, view in real.items():
        views.by_page[page] = type(view)(fails, view.role, view.newcomer, view.kept)
    try:
        yield
    finally:
        views.by_page.update(real)


@contextmanager
def away(edge: Edge, words: str) -> Iterator[None]:
    durable = edge.house.stores.durable
    real = durable.transaction

    def gone(**_: bool) -> NoReturn:
        raise StoreAway("OperationalError") from ValueError(f"in the statement: {words}")

    durable.transaction = gone  # type: ignore[method-assign]
    try:
        yield
    finally:
        durable.transaction = real  # type: ignore[method-assign]


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


async def _all(edge: Edge) -> None:
    for person, who in ((CHILD, "ru"), (VISITOR, "en")):
        for sung in sings(person, who):
            edge.handler.flood_guard._streams.clear()
            await edge.takes(sung)


@pytest.mark.slow
async def test_35_no_canary_is_found_anywhere(
    tmp_path: Path, logs: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(CANARIES) == 50
    # While Telegram is away each reply to a visitor would be tried for 20 seconds or a minute, one after another.
    monkeypatch.setattr(outbox, "TRY_SECONDS", 0.2)
    monkeypatch.setattr(outbox, "UNSTORED_SECONDS", 0.2)
    edge = Edge(tmp_path)
    for person in (CHILD, OTHER):
        for path in ("who", "who/9-11", "where/settings/RU", "where/settings/RU/sure", "consent/on", "menu"):
            await edge.takes(press(person, path))
    await _all(edge)
    await answers_in_own_words(edge, CANARIES["own_words-ru"])
    await edge.takes(press(CHILD, "set/text/on"))
    await _all(edge)
    edge.handler.patience = Patience(reply=0.02, store=0.01, again=0.01)
    with broken(edge):
        await _all(edge)
    with away(edge, CANARIES["text-ru"]):
        await _all(edge)
    for trouble in (Unreached("ClientOSError"), Refused(400, f"Bad Request: can't parse {CANARIES['text-ru']}")):
        edge.wire.mood = lambda _, trouble=trouble: _fails(trouble)
        await _all(edge)
    edge.wire.mood = None
    await edge.pending.tick()
    edge.handler.patience = Patience()  # an export takes longer than the faults above were waited for
    told = await edge.takes(message(OTHER, text="/export"), message(CHILD, text="/export"))
    backup(edge.house.url, tmp_path / "backup.sqlite")
    running = contents(tmp_path)
    edge.close()
    written = {**running, **{f"closed {name}": content for name, content in contents(tmp_path).items()}}
    assert any(name.endswith("-wal") for name in written)
    assert len(logs.getvalue()) > 1000, "the errors were logged"
    for kind, canary in CANARIES.items():
        assert canary not in logs.getvalue(), f"{kind} in the log"
        for name, content in written.items():
            assert canary.encode() not in content, f"{kind} in {name}"
        assert not [call.method for call in edge.wire.sent if canary in str(call.params)], f"{kind} was sent on"
    exports = [call.params["upload"] for call in told if call.method == "sendDocument"]
    assert len(exports) == 4
    for person in (CHILD, OTHER):
        assert str(person).encode() not in b"".join([*exports, *written.values()])
        assert str(person) not in logs.getvalue()


async def _fails(trouble: Exception) -> None:
    await asyncio.sleep(0)
    raise trouble


def test_the_canaries_can_be_found() -> None:
    """The search itself works: each canary is in what comes in."""
    sung = str([*itertools.chain(sings(CHILD, "ru"), sings(VISITOR, "en"))])
    assert [kind for kind, canary in CANARIES.items() if canary not in sung] == ["own_words-ru", "own_words-en"]
