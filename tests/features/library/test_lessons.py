"""A lesson: one card at a time, progress, a check question, callouts, and the same card after a pause."""

from __future__ import annotations

from tests.roles import ADULTS, EDUCATORS, TIER_9_11, TIER_12_15, TIER_16_17, YOUNGEST
from tests.talk import House, Person

WHO_SEES = {
    "topics/6-8:0 topic/accounts/6-8:0 items/lesson/6-8:0 lesson/lamp/light/6-8": YOUNGEST,
    "topics/9-11:0 topic/accounts/9-11:0 items/lesson/9-11:0 lesson/lamp/light/9-11": TIER_9_11,
    "topics/12-15:0 topic/accounts/12-15:0 items/quiz/12-15:0 lesson/lamp/light/12-15": TIER_12_15,
    "topics/16-17:0 topic/accounts/16-17:0 items/story/16-17:0 lesson/lamp/light/16-17": TIER_16_17,
    "topics/parent:0 topic/accounts/parent:0 items/story/parent:0 lesson/lamp/light/parent": ADULTS,
    "topics/educator:0 topic/accounts/educator:0 items/quiz/educator:0 lesson/lamp/light/educator": EDUCATORS,
    "lesson/lamp/light/9-11:x try/lamp/light/9-11:x.a got/lamp/light/9-11:x.a key/lamp/light/9-11:x.a": TIER_9_11,
    "done/lesson/lamp/light/9-11 quiz/lamp-sets/light/9-11": TIER_9_11,
    "about/l/lamp/light/9-11:secret hear/l/lamp/light/9-11:secret flag/l/lamp/light/9-11:secret "
    "flag/q/lamp-sets/light/9-11:key.w": TIER_9_11,
    "lesson/lamp/dark/12-15 quiz/lamp-sets/light/12-15 done/quiz/lamp-sets/light/12-15": TIER_12_15,
}

LESSON = "lesson/lamp/light/9-11"


def test_a_lesson_is_read_from_card_to_card(child: Person) -> None:
    child.visits(LESSON)
    assert "1 of 3" in child.sees
    assert "The secret of the lamp" in child.sees
    child.taps("Next")
    assert "2 of 3" in child.sees
    child.taps("Back")
    assert "1 of 3" in child.sees


def test_the_age_mark_is_shown(child: Person) -> None:
    assert "6+" in child.visits(LESSON).text.plain


def test_an_adult_sees_the_source_under_a_fact_and_a_child_behind_one_button(
    child: Person, educator: Person
) -> None:
    source = "Source: The book of the lamp, 2020."
    assert source in educator.visits(LESSON).text.plain
    assert "ⓘ" not in educator.labels
    assert source not in child.visits(LESSON).text.plain
    assert source in child.taps("ⓘ").text.plain
    child.taps("◀ Back")
    assert "1 of 3" in child.sees


def test_a_term_is_explained_and_leads_back(child: Person) -> None:
    child.visits(LESSON)
    child.taps("📗 Key")
    assert "Key" in child.sees
    child.taps("Back")
    assert "The secret of the lamp" in child.sees


def test_the_check_question_gives_feedback_at_once(child: Person) -> None:
    child.visits(f"{LESSON}:check")
    child.taps("True")
    assert "Let's look." in child.sees
    assert "The lamp would be gone." in child.sees
    assert "The key is for you alone." in child.sees
    child.taps("Try again")
    child.taps("False")
    assert "Yes!" in child.sees


def test_a_warning_brings_the_help_button(child: Person) -> None:
    child.visits(f"{LESSON}:lost")
    child.taps("I need help")
    assert child.see().text.plain.startswith("🆘")


def test_a_note_for_adults_is_for_adults(house: House, parent: Person) -> None:
    path = next(
        f"lesson/lamp/{item.ref.item}:{card.id}"
        for item in [house.packs.find("lesson", "lamp", "light/6-8", "en")]  # type: ignore[arg-type]
        if item
        for card in item.cards
        if card.adult_note
    )
    young = Person(house, 77)
    young.settles_in("6-8")
    assert "For adults" not in young.visits(path).text.plain
    assert "For adults" in parent.visits(path).text.plain


def test_coming_back_after_a_restart_is_on_the_same_card(house: House, child: Person) -> None:
    child.visits(LESSON)
    child.taps("Next")
    house.restart()
    child.types("/menu")
    child.taps("Go on")
    assert "2 of 3" in child.sees


def test_a_finished_lesson_looks_back_and_ahead(child: Person) -> None:
    child.visits(f"{LESSON}:lost")
    child.taps("Finish")
    assert "What you can do now" in child.sees
    assert "Keep the secret of the lamp." in child.sees
    assert "One thing to try today" in child.sees
    assert any(label.startswith("Next: ") for label in child.labels)
    assert "Share it" in child.labels
    child.taps("Enough for today")
    assert "That is enough for today" in child.sees


def test_a_finished_lesson_is_marked_and_no_longer_offered_to_go_on(child: Person) -> None:
    child.visits(f"{LESSON}:lost")
    child.taps("Finish")
    child.types("/menu")
    assert not any("Go on" in label for label in child.labels)
    child.visits("topic/accounts/9-11:0")
    assert any(label.startswith("✅") for label in child.labels)


def test_a_share_link_holds_nothing_of_the_person(child: Person) -> None:
    child.visits(f"{LESSON}:lost")
    child.taps("Finish")
    share = next(button for row in child.see().rows for button in row if button.label == "Share it")
    assert "start%3Dlesson_lamp_light_9-11" in share.url  # type: ignore[union-attr]
    assert str(child.number) not in share.url  # type: ignore[union-attr]


def test_a_child_cannot_open_what_is_for_others(child: Person) -> None:
    child.visits("lesson/lamp/light/parent")
    assert "for other readers" in child.sees


def test_a_card_that_an_update_took_away_opens_the_lesson(child: Person) -> None:
    child.visits(f"{LESSON}:gone")
    assert "The lamp and the secret" in child.sees


def test_forged_marks_change_nothing(child: Person) -> None:
    child.visits("got/lamp/light/9-11:check.f")
    assert "You may give the key" in child.sees


def test_a_link_for_other_readers_leads_to_the_same_topic(house: House) -> None:
    """Somebody shares the lesson of 16–17 with one of 12–15: not a dead end, but theirs on the same topic."""
    teen = Person(house, 41)
    teen.settles_in("12-15")
    teen.types("/start lesson_lamp_light_16-17")
    assert "This is for other readers. Here is the same topic for you:" in teen.sees
    teen.taps("Three lamps")
    assert "not here any more" not in teen.sees
    teen.types("/start lesson_lamp_nothing")
    assert "not here any more" in teen.sees


def test_after_everything_on_a_topic_comes_what_to_repeat_what_is_new_what_to_make(child: Person) -> None:
    child.visits("done/lesson/lamp/light/9-11")
    assert "Next: Questions about the lamp" in child.labels
    child.visits("done/quiz/lamp-sets/light/9-11")
    child.visits("done/lesson/lamp/light/9-11")
    offered = [label.partition(":")[0] for label in child.labels[:3]]
    assert offered == ["🔁 Repeat", "✨ New", "🖍 Make a plan together"]
    child.taps("✨ New")
    assert "The night and the lamp" in child.sees
