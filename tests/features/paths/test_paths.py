"""A path is walked: its weeks, what each leads to, what is done, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.roles import TIER_9_11

if TYPE_CHECKING:
    from tests.talk import Person

WHO_SEES = {
    "path/lamp-paths/way/9-11 path/lamp-paths/way/9-11:lamp.0": TIER_9_11,
}

PATH = "path/lamp-paths/way/9-11"
LED_TO = ("lesson/lamp/light/9-11", "quiz/lamp-sets/light/9-11", "story/lamp/night", "round/lamp-rounds/safe/9-11")


def test_a_path_is_found_among_the_topics_and_leads_on(child: Person) -> None:
    child.visits("topics/9-11:0")
    child.taps("🧭 Two weeks of light")
    assert "First a lamp, then the night." in child.sees
    assert "▫ Week 1: The lamp" in child.sees
    assert "▫ Week 2: The night" in child.sees
    assert "2 weeks · five minutes today" in child.sees
    assert "minute ·" not in child.sees
    assert "nothing is late" in child.sees
    child.taps("▶ Next: The lamp and the secret")
    assert "The lamp and the secret" in child.sees


def test_a_week_lists_what_it_leads_to_and_what_is_done(child: Person) -> None:
    child.visits(f"done/{LED_TO[0]}")
    child.visits(PATH)
    assert "You are in week 1. This is done:\n✅ The lamp and the secret" in child.sees
    child.taps("The lamp")
    assert "Week 1: The lamp" in child.sees
    assert "Wicks and matches." in child.sees
    assert "✅ The lamp and the secret" in child.sees
    assert "❓ Questions about the lamp" in child.sees
    child.taps("All weeks")
    child.taps("▶ Next: Questions about the lamp")
    assert "Questions about the lamp" in child.sees


def test_a_path_that_is_done_says_so_and_asks_for_nothing(child: Person) -> None:
    for done in LED_TO:
        child.visits(f"done/{done}")
    child.visits(PATH)
    assert child.sees.count("✅") == 2
    assert "Everything on this path is done." in child.sees
    assert not any("Next" in label for label in child.labels)


def test_a_week_that_is_gone_leads_to_the_path(child: Person) -> None:
    child.visits(f"{PATH}:gone.0")
    assert "Week 1: The lamp" in child.sees


def test_a_path_in_another_language_has_the_same_weeks(ребёнок: Person) -> None:
    ребёнок.visits(PATH)
    assert "Неделя 1: Лампа" in ребёнок.sees
    ребёнок.visits(f"{PATH}:lamp.0")
    assert "Фитили и спички." in ребёнок.sees
    assert len(ребёнок.labels) >= 4
