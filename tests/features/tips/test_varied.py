"""What somebody has met does not come again within eight weeks: at the ends of items, and as tips."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.db import people, progress
from bot.packs.model import Kind
from bot.values.audience import Audience
from tests.kit.campaign_days import Post
from tests.kit.tips import asks_for_tips
from tests.talk import House, Person, our_library

if TYPE_CHECKING:
    from pathlib import Path

    from bot.db.engine import Store

CHILD = Audience.TIER_9_11


def finishes(person: Person, ref: str) -> str:
    """Finish an item; returns what its end says."""
    kind, _, name = ref.partition(":")
    pack, _, item = name.partition("/")
    return person.visits(f"done/{kind}/{pack}/{item}").text.plain


def on_accounts(language: str) -> list[str]:
    """Lessons and stories about accounts, for a child."""
    library = our_library()
    tips = next(one for one in library.listing(Kind.TIPS, CHILD, language) if one.ref.item.startswith("accounts"))
    found = [one for kind in (Kind.LESSON, Kind.STORY) for one in library.beside(tips, kind, CHILD, language)]
    return [str(one.ref) for one in found if not library.is_later_part(one.ref)]


def words_of_tips(language: str) -> set[str]:
    return {card.body.plain for item in our_library().listing(Kind.TIPS, CHILD, language) for card in item.cards}


def tips_in(screen: str, language: str) -> list[str]:
    return [words for words in words_of_tips(language) if words in screen]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_two_items_end_with_the_same_thing_to_try(ours: House, language: str) -> None:
    child = Person(ours, language=language)
    child.settles_in("9-11")
    refs = on_accounts(language)
    assert len(refs) >= 3
    ends = [tips_in(finishes(child, ref), language) for ref in refs]
    shown = [tip for end in ends for tip in end]
    assert len(shown) == len(set(shown)) >= 2, "each tip stands once"
    assert ends[-1] == [], "and then none rather than one that was read"


def test_a_visitor_is_spared_the_same_thing_too(ours: House) -> None:
    visitor = Person(ours)
    visitor.settles_in("9-11", agrees=False)
    shown = [tip for ref in on_accounts("en") for tip in tips_in(finishes(visitor, ref), "en")]
    assert len(shown) == len(set(shown)) >= 2


@pytest.mark.parametrize("language", ["en", "ru"])
def test_tips_go_on_from_what_was_finished_and_repeat_nothing_for_eight_weeks(ours: House, language: str) -> None:
    child = Person(ours, language=language)
    child.settles_in("9-11")
    child.visits("tips/set/3-17")
    first, second = on_accounts(language)[:2]
    met = tips_in(finishes(child, first), language)
    title = next(one for one in our_library().listing(Kind.LESSON, CHILD, language) if str(one.ref) == first).title
    post, came = Post(ours), []
    ours.later(hours=3)
    ours_until = ours.clock + timedelta(weeks=7)
    first_tip = child.visits("tip/next").text.plain
    assert title in first_tip, "it says what it goes on from"
    while ours.clock < ours_until:
        came += [tips for _, words in post.whole() for tips in tips_in(words, language)]
        ours.later(days=1)
        child.visits("menu")  # who does not come gets fewer
    assert len(came) > 15, "three a week"
    assert len(came) == len(set(came)), "none twice"
    assert not {*met} & {*came}, "none that stood at the end of an item"
    assert not {*tips_in(finishes(child, second), language)} & {*came}, "and none of them at an end"


def test_when_nothing_is_new_nothing_comes(house: House, child: Person) -> None:
    asks_for_tips(child)
    assert "When I have nothing new for you, I write nothing." in child.visits("tips").text.plain
    post, came = Post(house), []
    house.later(hours=3)
    for _ in range(50):
        came += [tip for _, tip in post.whole()]
        house.later(days=1)
    assert len(came) == len(set(came)) == 3
    for _ in range(20):
        came += [tip for _, tip in post.whole()]
        house.later(days=1)
    assert len(came) > len(set(came)), "after eight weeks they may come again"


def test_a_tip_that_was_looked_at_is_not_sent_and_nothing_is_noted_without_a_wish(
    tmp_path: Path, migrated_url: str
) -> None:
    house = House(tmp_path, url=migrated_url)
    child = Person(house)
    child.settles_in("9-11")

    def noted() -> int:
        with house.stores.durable.transaction() as db:
            return int(db.scalar(text("SELECT count(*) FROM tips_seen")) or 0)

    child.visits("tip")
    assert noted() == 0, "nobody sends tips to this child"
    asks_for_tips(child)
    seen = child.visits("tip").text.plain
    assert child.visits("tip").text.plain == seen, "the tip of the day stays for the day"
    assert noted() == 1
    assert child.visits("tip/next").text.plain != seen
    child.visits("forget/now")
    assert noted() == 0
    house.close()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_campaign_day_that_is_done_says_so_and_offers_another(ours: House, language: str) -> None:
    child = Person(ours, language=language)
    child.settles_in("9-11")
    child.visits("part/campaigns/screens-sleep:on")
    campaign = our_library().campaign("campaigns", "screens-sleep")
    assert campaign
    step = next(one for one in campaign.steps if one.day == 1 and CHILD in one.leads)
    child.waits(1)
    child.visits("campaign/campaigns/screens-sleep:1")
    assert child.labels[0].startswith("▶ ")
    finishes(child, str(step.leads[CHILD]))
    done = child.visits("campaign/campaigns/screens-sleep:1")
    assert ("already" if language == "en" else "уже") in done.text.plain
    assert child.labels[0].startswith("✅ ")
    assert child.labels[1].startswith("✨ ")
    child.visits("campaign/campaigns/screens-sleep")
    assert "✅" in child.sees


def test_what_was_finished_lately_is_asked_by_day(store: Store) -> None:
    key, today = b"k" * 16, date(2026, 11, 25)
    with store.transaction() as db:
        people.add(db, b"\1" * 33, people.Person(key, CHILD, zone="UTC"), today)
        progress.reach(db, key, "lesson:a/b", "begun")
        progress.finish(db, key, "lesson:a/c", today - timedelta(weeks=9))
        progress.finish(db, key, "lesson:a/d", today)
        assert progress.done_since(db, key, today - timedelta(weeks=8)) == {"lesson:a/d": today}
        assert progress.done_refs(db, key) == {"lesson:a/c", "lesson:a/d"}
