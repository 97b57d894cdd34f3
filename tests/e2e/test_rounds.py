"""A round on a phone with our own packs: the picture, every word of an answer and the way on are seen at once."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from bot.demo import TOKEN
from bot.doors.telegram.api import Api
from bot.doors.telegram.calls import calls
from bot.features.rounds.domain import NOTHING, RoundState
from bot.features.rounds.pages import RoundAnswer, RoundScreen
from bot.packs.model import Kind
from bot.packs.rounds import drawn, read_verdict
from bot.scheduler.clock import real_clock
from bot.values.audience import Audience
from bot.values.screen_block import letter
from tests.kit.first_minute import EVERYONE, ROLES, START
from tests.simulator.browser import PHONE
from tests.talk import ROOT, House, Person, our_library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from bot.packs.model import Card, Item
    from bot.values.screen import Screen
    from simulator import Simulator
    from tests.e2e.chat import Chat

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("phone_fonts")]

TIERS = ("6-8", "9-11", "12-15", "16-17", "parent", "educator")
NOTHING_IS_ODD = {"en": "👌 Nothing is odd", "ru": "👌 Ничего странного"}
WALKED = 2
"""Screens of a round that are tapped through; the others are only measured."""

MONTHS = 36
"""Within so many months every screen has been drawn."""

TALLER_THAN_SEEN = """marks => {
  const seen = document.querySelector("#stream").clientHeight;
  const rows = [...document.querySelectorAll("#stream .row.theirs")].slice(-marks.length);
  return marks.flatMap((mark, place) => {
    const over = Math.ceil(rows[place].getBoundingClientRect().height - seen);
    return over > 0 ? [`${mark}: ${over} px`] : [];
  });
}"""
"""Which of the newest messages of the bot, by their marks, are taller than what is seen, and by how much."""

PICTURES_ARE_THERE = """() => [...document.querySelectorAll("#stream img")].every(image => image.complete)"""


def make_packs(_folder: Path) -> Path:
    """The packs of the house: what stands on a card is what is measured."""
    return ROOT / "content"


@pytest.mark.parametrize(("language", "role"), EVERYONE, ids="-".join)
def test_an_answer_and_the_way_on_are_seen_at_once(
    telegram: Simulator, chat_of: Callable[..., Chat], shot: Callable[[Page, str], None], language: str, role: str
) -> None:
    tier = TIERS[ROLES[language].index(role)]
    item = our_library().find(Kind.ROUND, "basics", f"phishing/{tier}", language)
    assert item
    chat, _ = _begun(telegram, chat_of, language, role)
    chat.writes(f"/start round_basics_phishing_{tier}")
    chat.taps(chat.labels()[0])
    for card in drawn(item, real_clock().date().replace(day=1))[:WALKED]:
        chat.is_seen_whole()
        chat.taps(_of_most_words(card, language))
        chat.sees(card.title)
        chat.is_seen_whole()
        shot(chat.page, card.id)
        chat.taps(chat.labels()[-1])


@pytest.mark.parametrize(("language", "role"), EVERYONE, ids="-".join)
def test_every_screen_of_every_month_and_each_of_its_answers_fit_a_phone(
    telegram: Simulator, chat_of: Callable[..., Chat], tmp_path: Path, language: str, role: str
) -> None:
    tier = TIERS[ROLES[language].index(role)]
    chat, person = _begun(telegram, chat_of, language, role)
    house = House(tmp_path, our_library())
    reader = Person(house, language=language)
    reader.settles_in_nowhere(tier)
    rounds = our_library().listing(Kind.ROUND, Audience(tier), language)
    assert rounds
    seen = {mark: screen for item in rounds for mark, screen in _all_of(item, reader)}
    house.close()
    theirs = chat.stream.locator(".row.theirs")
    before = theirs.count()
    _send(telegram, person, list(seen.values()))
    expect(theirs).to_have_count(before + len(seen))
    chat.page.wait_for_function(PICTURES_ARE_THERE)
    assert chat.page.evaluate(TALLER_THAN_SEEN, list(seen)) == []


def _begun(telegram: Simulator, chat_of: Callable[..., Chat], language: str, role: str) -> tuple[Chat, int]:
    """Somebody with a phone who has pressed Start and said who it is, and their id."""
    person = telegram.new_person("Somebody", language).id
    chat = chat_of(person, **PHONE)
    chat.page.get_by_role("button", name=START[language], exact=True).tap()
    chat.sees(*ROLES[language])
    chat.taps(role)
    chat.sees("1 of " if language == "en" else "1 из ")
    return chat, person


def _all_of(item: Item, reader: Person) -> Iterator[tuple[str, Screen]]:
    """Yield each screen of a round and each answer to it, with a mark to find it by, in the first month from now
    on that draws it. Errors: AssertionError when no month of three years draws it.
    """
    left = {card.id for card in item.cards if read_verdict(card.body)}
    for _ in range(MONTHS):
        at = RoundState.begun(reader.house.clock.date())
        for number, card in enumerate(drawn(item, at.month)):
            if card.id not in left:
                continue
            left.remove(card.id)
            assert card.picture
            assert card.picture.block
            place = replace(at, number=number).written
            name = f"{item.ref.item}#{card.id}"
            yield name, reader.visits(RoundScreen(item.ref.pack, item.ref.item, place).path)
            for given in (*card.picture.block.letters, NOTHING):
                yield (
                    f"{name} {given}",
                    reader.visits(RoundAnswer(item.ref.pack, item.ref.item, place, given).path),
                )
        if not left:
            return
        reader.waits(days=31)
    raise AssertionError(f"never drawn: {left}")


def _send(telegram: Simulator, person: int, screens: list[Screen]) -> None:
    """Send screens as the bot does, each as a message of its own."""

    async def send() -> None:
        api = Api(TOKEN, telegram.url)
        try:
            for screen in screens:
                for call in calls(screen, person):
                    await api.do(call)
        finally:
            await api.close()

    # Playwright's plain interface counts as a running loop in this thread.
    with ThreadPoolExecutor(1) as other:
        other.submit(asyncio.run, send()).result()


def _of_most_words(card: Card, language: str) -> str:
    """The button whose answer says most: of a trap what is in order, of an honest screen that nothing is odd."""
    verdict = read_verdict(card.body)
    assert verdict
    ordinary = [] if verdict.honest else [spot for spot in verdict.spots if spot not in verdict.odd]
    longest = max(ordinary, key=lambda spot: len(verdict.spots[spot].plain), default="")
    return letter(language, longest) if longest else NOTHING_IS_ODD[language]
