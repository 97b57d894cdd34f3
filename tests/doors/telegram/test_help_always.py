"""Help at the edge with everything else broken, from any form of message; nothing of it goes anywhere else.

The numbers are those of docs/help-protocol.md.
"""

from __future__ import annotations

import asyncio
import gc
import pickle
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import pytest

from bot.db.away import StoreAway
from bot.db.backup import backup
from bot.doors.telegram.calls import WIPED_AT_MOST
from bot.doors.telegram.patience import Patience
from bot.features.help.distress import Detector, Heard
from bot.help.help_book import HelpBook
from bot.packs.library import Library
from tests.doors.telegram.edge import Edge
from tests.doors.telegram.raw import DATE, FILE, message, poll, press, private
from tests.talk import FIXTURES, library, the_detector

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.doors.telegram.edge import Sent
    from tests.doors.telegram.raw import Json

CHILD, PARENT, EDUCATOR, STRANGER = 95_001, 95_002, 95_003, 95_004
CANARY = "zyzzyvakanareika"
FORWARDED = {"type": "hidden_user", "sender_user_name": "Kim", "date": DATE}
ASKED = {"message_id": 4, "date": DATE, "chat": private(CHILD), "text": "a question"}


@pytest.fixture
async def crowd(edge: Edge) -> Edge:
    """A child, a parent and an educator who have settled in."""
    for person, who in ((CHILD, "9-11"), (PARENT, "parent"), (EDUCATOR, "educator")):
        for path in ("who", f"who/{who}", "where/settings/RU", "where/settings/RU/sure", "consent/on", "menu"):
            await edge.takes(press(person, path))
    edge.wire.sent.clear()
    return edge


def forms(person: int, words: str) -> dict[str, Json]:
    """Every form in which words come to a bot in a private chat."""
    return {
        "text": message(person, text=words),
        "edited": message(person, "edited_message", text=words),
        "caption of a photo": message(person, photo=[FILE], caption=words),
        "caption of a video": message(person, video=FILE, caption=words),
        "caption of a file": message(person, document=FILE, caption=words),
        "caption of a voice message": message(person, voice=FILE, caption=words),
        "edited caption": message(person, "edited_message", photo=[FILE], caption=words),
        "forwarded": message(person, text=words, forward_origin=FORWARDED),
        "reply": message(person, text=words, reply_to_message=ASKED),
        "after a command": message(person, text=f"/start {words}"),
        "question of a poll": message(person, poll=poll(words)),
        "option of a poll": message(person, poll=poll("?", words)),
        "checklist": message(person, checklist={"title": "today", "tasks": [{"id": 1, "text": words}]}),
        "link preview": message(person, text=words, link_preview_options={"is_disabled": True}),
    }


@pytest.mark.parametrize("words", ["я не хочу жить", "my stepdad hits me"])
async def test_05_a_disclosure_in_any_form_brings_the_card(crowd: Edge, words: str) -> None:
    for form, update in forms(CHILD, words).items():
        told = await crowd.takes(update)
        assert told[-1].words.startswith("🆘"), form
        assert "112" in told[-1].words, form


# requirement 2: whatever is broken


@contextmanager
def no_database(edge: Edge) -> Iterator[None]:
    def gone(**_: bool) -> NoReturn:
        raise StoreAway("OperationalError")

    for store in (edge.house.stores.durable, edge.house.stores.visitors):
        store.transaction = gone  # type: ignore[method-assign]
    yield


@contextmanager
def no_content(edge: Edge) -> Iterator[None]:
    edge.house.conversation.services.take(library(FIXTURES / "nowhere"))
    yield


@contextmanager
def broken_content(edge: Edge) -> Iterator[None]:
    class Broken(Library):
        def __getattribute__(self, name: str) -> NoReturn:
            raise OSError(name)

    edge.house.conversation.services.library = Broken.__new__(Broken)
    yield


@contextmanager
def deaf(edge: Edge) -> Iterator[None]:
    edge.house.conversation.services.detector = Detector(None)
    yield


@contextmanager
def detector_that_raises(edge: Edge) -> Iterator[None]:
    class Raises(Detector):
        def hear(self, words: str) -> NoReturn:
            raise RuntimeError(words)

    edge.house.conversation.services.detector = Raises(None)
    yield


@contextmanager
def no_book(edge: Edge) -> Iterator[None]:
    edge.house.conversation.services.book = HelpBook(problems=("gone",))
    yield


@contextmanager
def all_of_it(edge: Edge) -> Iterator[None]:
    with no_database(edge), broken_content(edge), detector_that_raises(edge), no_book(edge):
        yield


BROKEN = (no_database, no_content, broken_content, deaf, detector_that_raises, no_book, all_of_it)


def calls_for_help(who: int) -> list[Json]:
    words = [message(who, text=typed) for typed in ("помогите", "Mayak!", "/sos", "🆘 Help")]
    return [*words, press(who, "help"), press(who, "help/13")]


@pytest.mark.parametrize("fault", BROKEN, ids=lambda fault: fault.__name__)
async def test_02_help_answers_whatever_is_broken(crowd: Edge, fault: Callable[[Edge], object]) -> None:
    with fault(crowd):  # type: ignore[attr-defined]
        for who in (CHILD, STRANGER):
            for call in calls_for_help(who):
                told = [sent for sent in await crowd.takes(call) if sent.words]
                assert told[-1].words.startswith("🆘"), fault
                assert "112" in told[-1].words


@pytest.mark.parametrize("fault", [deaf, detector_that_raises, all_of_it], ids=lambda fault: fault.__name__)
async def test_04_a_broken_detector_offers_help_and_is_not_silent(
    crowd: Edge, fault: Callable[[Edge], object], logs: io.StringIO
) -> None:
    with fault(crowd):  # type: ignore[attr-defined]
        told = await crowd.takes(message(CHILD, text=f"{CANARY} something"))
    assert told[-1].words.startswith("🆘")
    assert CANARY not in logs.getvalue()


# requirements 12, 14: nobody else, nothing fetched


async def test_12_and_14_after_a_disclosure_nobody_else_hears_and_nothing_is_fetched(crowd: Edge) -> None:
    sung = {**forms(CHILD, f"папа меня бьёт {CANARY}"), "photo": message(CHILD, photo=[FILE])}
    for kind in ("voice", "video", "video_note", "document", "animation", "audio", "sticker"):
        sung[kind] = message(CHILD, "message", None, **{kind: FILE})
    told: list[Sent] = []
    for update in sung.values():
        told += await crowd.takes(update)
    await crowd.pending.tick()
    told += [sent for sent in crowd.wire.sent if sent not in told]
    assert len(told) >= len(sung)
    for sent in told:
        assert sent.params.get("chat_id", CHILD) == CHILD
        assert sent.method in {"sendMessage", "editMessageText", "deleteMessage", "answerCallbackQuery"}
        assert CANARY not in str(sent.params)


# requirement 20: nothing of it is kept


@pytest.mark.parametrize(
    "fault", [None, no_database, detector_that_raises], ids=lambda fault: getattr(fault, "__name__", "nothing")
)
async def test_20_no_word_of_a_disclosure_is_found_anywhere(
    tmp_path: Path, logs: io.StringIO, fault: Callable[[Edge], object] | None
) -> None:
    edge = Edge(tmp_path, patience=Patience(reply=0.05, store=0.05, again=0.01))
    for path in ("who", "who/9-11", "where/settings/RU", "where/settings/RU/sure", "consent/on", "menu"):
        await edge.takes(press(CHILD, path))
    real = edge.house.stores.durable.transaction
    if fault:
        with fault(edge):  # type: ignore[attr-defined]
            for words in (f"я не хочу жить {CANARY}", f"my dad hits me {CANARY}"):
                for update in forms(CHILD, words).values():
                    await edge.takes(update)
        edge.house.stores.durable.transaction = real  # type: ignore[method-assign]
    else:
        for words in (f"я не хочу жить {CANARY}", f"my dad hits me {CANARY}"):
            for update in forms(CHILD, words).values():
                await edge.takes(update)
                await edge.takes(press(CHILD, "onward"))
    backup(edge.house.url, tmp_path / "backup.sqlite")
    export = [sent.params.get("upload", b"") for sent in await edge.takes(message(CHILD, text="/export"))]
    metrics = edge.handler.metrics.written()
    running = _written(tmp_path)
    edge.close()
    closed = _written(tmp_path)
    for place in (running, closed, metrics, logs.getvalue().encode(), *export, str(edge.wire.sent).encode()):
        assert CANARY.encode() not in place
        assert b"heard/" not in place or place is str(edge.wire.sent).encode()
    assert CANARY.encode() not in pickle.dumps(the_detector())


def _written(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


async def test_20_memory_lets_go_of_what_was_said(crowd: Edge) -> None:
    """After the answer nothing that lives on holds the words."""
    await crowd.takes(message(CHILD, text=f"я не хочу жить {CANARY} конец"))
    await asyncio.sleep(0)
    crowd.wire.sent.clear()
    gc.collect()
    holders = [
        one
        for one in gc.get_objects()
        if isinstance(one, dict) and any(isinstance(value, str) and CANARY in value for value in one.values())
    ]
    assert [holder for holder in holders if "CANARY" not in holder] == []


# requirement 22: delete this


async def test_22_delete_this_takes_back_the_talk_from_its_first_message_on(crowd: Edge) -> None:
    said = message(CHILD, text="я не хочу жить")
    said["message"]["message_id"] = 50
    card = await crowd.takes(said)
    wipe = next(
        button["callback_data"]
        for row in card[-1].params["reply_markup"]["inline_keyboard"]
        for button in row
        if button.get("callback_data", "").startswith("wipe/")
    )
    assert wipe == "wipe/50"
    below = press(CHILD, wipe)
    below["callback_query"]["message"]["message_id"] = 53
    told = await crowd.takes(below)
    gone = {
        number
        for sent in told
        if sent.method in {"deleteMessages", "deleteMessage"}
        for number in sent.params.get("message_ids", [sent.params.get("message_id")])
    }
    assert {50, 51, 52} <= gone
    assert any("Deleted, as far as Telegram lets me" in sent.words for sent in told)
    assert any(f"the newest {WIPED_AT_MOST} at most, none older than two days" in sent.words for sent in told)


@pytest.mark.parametrize("words", ["my dog ate my homework", "i want to die"])
async def test_what_is_typed_is_heard_once(crowd: Edge, words: str) -> None:
    heard: list[str] = []

    class Counts(Detector):
        def hear(self, words: str) -> Heard | None:
            heard.append(words)
            return the_detector().hear(words)

    crowd.house.conversation.services.detector = Counts(None)
    await crowd.takes(message(CHILD, text=words))
    assert heard == [words]
