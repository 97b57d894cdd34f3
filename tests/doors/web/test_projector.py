"""The projector's page: opened by its one-time address alone, totals and nothing else, told of every step."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

import pytest

from bot.db.away import StoreAway
from bot.doors.web.projector import pages
from bot.features.live_quiz.board import Board
from bot.features.live_quiz.board_html import fragment
from bot.features.live_quiz.store import quizzes
from bot.packs.option import BoardOption
from bot.settings import Settings
from tests.kit.live_quiz import lesson
from tests.kit.projector import address_on, gets, projector
from tests.talk import House, Person

if TYPE_CHECKING:
    import io
    from pathlib import Path


async def test_the_page_follows_the_teacher_from_step_to_step(house: House, educator: Person) -> None:
    async with projector(house) as (_, session):
        task, pupils = lesson(house, educator, 5)
        educator.visits(f"leading/{task}")
        address = address_on(educator)
        status, words, _ = await gets(session, address)
        assert (status, "5 pupils take part." in words) == (200, True)
        assert f"Without Telegram: {address.split('/')[2]}, and the code" in words
        assert 'lang="en"' in words
        seen = re.search(r'data-seen="(\w+)"', words)
        assert seen
        waits = asyncio.create_task(gets(session, f"{address}/now?seen={seen[1]}"))
        await asyncio.sleep(0)
        educator.visits(f"leading/{task}/1/open")
        status, words, mark = await waits
        assert (status, "What gives light?" in words) == (200, True)
        for pupil in pupils:
            pupil.visits(f"live/{task}/1/a")
        status, words, mark = await gets(session, f"{address}/now?seen={mark}")
        assert "5 of 5 have answered." in words
        assert not re.search("Right:|✓|Often", words), "neither share nor answer while it is open"
        educator.visits(f"leading/{task}/1/closed")
        educator.visits(f"leading/{task}/1/shown")
        status, words, mark = await gets(session, f"{address}/now?seen={mark}")
        assert "Often chosen: A hat gives light." in words
        assert re.search(r"<li class=right><b>✓ B.</b> A lamp</li>", words)
        educator.visits(f"leading/{task}/over")
        status, words, _ = await gets(session, f"{address}/now?seen={mark}&lang=en")
        assert (status, "The live quiz is over" in words, "квиз" in words) == (404, True, False)
        status, words, _ = await gets(session, address)
        assert status == 404, "the address ends with the quiz"
        assert "opens no live quiz" in words
        assert "живого квиза нет" in words


async def test_any_replica_serves_the_page_and_takes_steps(tmp_path: Path, postgres_url: str) -> None:
    one, other = House(tmp_path, url=postgres_url), House(tmp_path, url=postgres_url)
    other.updates = one.updates
    teacher, teacher_elsewhere = Person(one, 1004), Person(other, 1004)
    teacher.settles_in("educator")
    try:
        async with projector(other) as (address, session):
            one.conversation.services.instance.projector = address
            task, pupils = lesson(one, teacher, 5)
            teacher.visits(f"leading/{task}")
            page = address_on(teacher)
            teacher_elsewhere.visits(f"leading/{task}/1/open")
            for place, pupil in enumerate(pupils):
                (pupil if place % 2 else Person(other, pupil.number)).visits(f"live/{task}/1/b")
            teacher.visits(f"leading/{task}/1/closed")
            _, words, _ = await gets(session, page)
            assert "5 of 5 have answered." in words
            assert "Right: 80–100 %" in words
    finally:
        one.close()
        other.close()


async def test_nothing_of_a_pupil_is_on_the_page(house: House, educator: Person) -> None:
    async with projector(house) as (_, session):
        task, (pupil, *_) = lesson(house, educator, 5)
        pupil.visits("class")
        pupil.taps("🏫")
        alias = re.search(r"Here you are (\w+ \w+ \d+)", pupil.sees)
        assert alias
        educator.visits(f"leading/{task}")
        address = address_on(educator)
        for step in ("1/open", "1/closed", "1/shown"):
            educator.visits(f"leading/{task}/{step}")
            _, words, _ = await gets(session, address)
            assert alias[1] not in words
            assert str(pupil.number) not in words


async def test_only_the_address_opens_it(house: House, educator: Person, logs: io.StringIO) -> None:
    async with projector(house) as (base, session):
        task, _ = lesson(house, educator, 0)
        educator.visits(f"leading/{task}")
        address = address_on(educator)
        code = address.rpartition("/")[2]
        assert (await gets(session, f"{base}/live/{code.replace('-', '').upper()}"))[0] == 200, "typed otherwise"
        for wrong in (code[:-1], f"{task}", "0000-0000-0000", "..%2f..%2fhealthz", "board.html", "%D1%8F"):
            assert (await gets(session, f"{base}/live/{wrong}"))[0] == 404, wrong
            assert (await gets(session, f"{base}/live/{wrong}/now"))[0] == 404, wrong
        house.later(hours=2)
        await asyncio.sleep(pages.LOOK_SECONDS)  # what was seen is shown as long
        assert (await gets(session, address))[0] == 404
        assert code.replace("-", "").upper() not in logs.getvalue()


async def test_it_keeps_to_itself(house: House, educator: Person) -> None:
    async with projector(house) as (base, session):
        task, _ = lesson(house, educator, 0)
        educator.visits(f"leading/{task}")
        for path in (address_on(educator), f"{base}/live/board.js", f"{base}/live/board.css"):
            async with session.get(path) as answered:
                assert answered.status == 200
                policy = answered.headers["Content-Security-Policy"]
                assert "default-src 'none'" in policy
                assert "frame-ancestors 'none'" in policy
                assert answered.headers["Referrer-Policy"] == "no-referrer"
                assert answered.headers["Cache-Control"] == "no-store"
                assert not re.search(r"https?://(?!127)", await answered.text()), "nothing is fetched elsewhere"


async def test_a_question_whether_something_is_new_is_held_and_let_go(
    house: House, educator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with projector(house) as (_, session):
        task, _ = lesson(house, educator, 0)
        educator.visits(f"leading/{task}")
        address = address_on(educator)
        _, _, mark = await gets(session, f"{address}/now")
        monkeypatch.setattr(pages, "HOLDS_SECONDS", 0.05)
        assert (await gets(session, f"{address}/now?seen={mark}"))[0] == 204
        monkeypatch.setattr(pages, "HOLDS_SECONDS", 20)
        waits = asyncio.create_task(gets(session, f"{address}/now?seen={mark}"))
        await asyncio.sleep(0.05)
    # The block has ended: the server was closed, and did not wait for twenty seconds.
    assert (await waits)[0] == 503


def is_away(*_: object) -> None:
    raise StoreAway("gone")


async def test_with_the_database_away_it_asks_again(
    house: House, educator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with projector(house) as (_, session):
        task, _ = lesson(house, educator, 0)
        educator.visits(f"leading/{task}")
        address = address_on(educator)
        with monkeypatch.context() as broken:
            broken.setattr(quizzes, "by_code", is_away)
            assert (await gets(session, f"{address}/now"))[0] == 503
            assert (await gets(session, address))[0] == 503
        assert (await gets(session, f"{address}/now"))[0] == 200


def test_words_of_packs_are_words() -> None:
    drawn = fragment(
        Board("<b>", "&", '"<script>"', "<img>", (BoardOption("<", "<u>", right=True),), (20, 40), ("<i>",), "<p>")
    )
    for tag in ("<script", "<img", "<u>", "<i>"):
        assert tag not in drawn
    assert "&lt;script&gt;" in drawn


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({"listen": ":8080"}, ""),
        ({"public_url": "https://a.example/"}, ""),
        ({"listen": ":8080", "public_url": "https://a.example/"}, "https://a.example"),
        ({"webhook_url": "https://b.example/telegram"}, "https://b.example"),
        ({"webhook_url": "https://b.example/t", "public_url": "https://a.example"}, "https://a.example"),
    ],
)
def test_the_projector_needs_a_port_and_an_address(given: dict[str, str], address: str) -> None:
    assert Settings(**given).projector() == address  # type: ignore[arg-type]


def test_a_wrong_address_is_named() -> None:
    with pytest.raises(ValueError, match="public_url"):
        Settings(listen=":1", public_url="bot.example").projector()
