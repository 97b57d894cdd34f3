"""A family link: the child holds it, sees exactly what one adult sees, and ends it in one tap."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from bot.db import mydata, retention
from bot.db.schema import metadata
from bot.packs.model import Kind
from bot.packs.topics import TOPICS
from bot.values.audience import Audience
from bot.values.link_icons import LINK_ICONS
from tests.kit.classrooms import another, files
from tests.kit.families import FAMILY_TABLES, HIDDEN, LOST, finishes, linked, makes_link, nothing_left, opens, rows
from tests.kit.forged import key_of, rows_of
from tests.roles import SETTLED
from tests.talk import House, Person, our_library

WHO_SEES = {
    "family family/new family/make/fox/1 family/plan/ab adult/000000000000 adult/000000000000/yes": SETTLED,
    "family/1/ended child/1/left": SETTLED,
    "family/1 family-code/1 family/1/topics family/1/topic/accounts/on family/1/plan/off": HIDDEN,
    "child/1 child/1/ask/accounts child/1/plan": HIDDEN,
}


def stored_bytes(house: House) -> bytes:
    house.conversation.sweep(house.clock)
    mydata.scrub(house.stores.durable)
    return b"".join(file.read_bytes() for file in house.folder.glob("bot.sqlite*"))


def test_a_child_shows_an_adult_what_was_finished(house: House, child: Person, parent: Person) -> None:
    link = linked(house, child, parent)
    assert "Nothing is shown here yet." in parent.sees, "nothing is shown before the child says so"
    child.visits(f"family/{link}")
    child.taps("Choose topics")
    child.taps("☐ 🔑 Passwords and accounts")
    assert "☑ 🔑 Passwords and accounts" in child.labels
    parent.visits("family")
    parent.taps("🦊 fox")
    assert "Finished something on\n• 🔑 Passwords and accounts" in parent.sees
    parent.taps("💬 Ask tonight")
    assert "What was new to you there?" in parent.sees, "this pack has no card of its own"
    assert any(label.startswith("📖 For both: ") for label in parent.labels)


def test_the_child_sees_word_for_word_what_the_adult_sees(house: House, child: Person, parent: Person) -> None:
    link = linked(house, child, parent)
    for path in (f"family/{link}/topic/accounts/on", "family/plan/ac", f"family/{link}/topic/accounts/off"):
        child.visits(path)
        told = child.visits(f"family/{link}").text.plain.split("This is all that they see:\n\n")[1]
        seen = parent.visits(f"child/{link}").text.plain
        assert seen.startswith(told)
        assert seen.removeprefix(told).strip() == "Not to check, but to talk: ask, and listen to the end."


def test_what_is_finished_later_stays_hidden_until_it_is_tapped(
    house: House, child: Person, parent: Person
) -> None:
    link = linked(house, child, parent)
    child.visits(f"family/{link}/topic/accounts/on")
    child.visits(f"family/{link}/topic/money/on")
    assert "Money" not in parent.visits(f"child/{link}").text.plain, "a topic of which nothing is finished"
    finishes(house, child, "lesson:lamp/money/9-11")
    assert "Money" not in parent.visits(f"child/{link}").text.plain
    assert LOST in parent.visits(f"child/{link}/ask/money").text.plain


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_page_says_that_something_new_could_be_shown_and_what_nothing_new_means(
    house: House, language: str
) -> None:
    child, parent = Person(house, language=language), Person(house, 2, language=language)
    child.settles_in("9-11")
    parent.settles_in("parent")
    link = linked(house, child, parent)
    new = "finished something new" if language == "en" else "пройдено что-то новое"
    nothing = "If nothing new is shown" if language == "en" else "Если нового не видно"
    before = parent.visits("family").text.plain
    assert nothing in before
    assert new in child.visits("family").text.plain
    assert new in child.visits(f"family/{link}").text.plain
    child.visits(f"family/{link}/topic/accounts/on")
    assert new not in child.visits("family").text.plain, "all that is finished is shown"
    assert new not in child.visits(f"family/{link}").text.plain
    child.visits(f"family/{link}/topic/accounts/off")
    assert new in child.visits("family").text.plain
    assert parent.visits("family").text.plain == before, "the adult reads the same words, whatever the child did"


def test_the_end_is_one_tap_and_a_word_to_nobody(house: House, child: Person, parent: Person) -> None:
    link = linked(house, child, parent)
    child.visits(f"family/{link}/topic/accounts/on")
    child.visits(f"family/{link}")
    child.taps("✖ End this link")
    assert "This link is ended." in child.sees
    assert nothing_left(house)
    with house.stores.durable.transaction() as db:
        assert not db.scalar(select(func.count()).select_from(metadata.tables["deliveries"]))
    for path in (f"child/{link}", f"child/{link}/ask/accounts", f"child/{link}/plan"):
        assert LOST in parent.visits(path).text.plain
    assert "No child shows you anything here." in parent.visits("family").text.plain
    assert "This link is ended." in child.visits(f"family/{link}/ended").text.plain, "again is harmless"


def test_the_adult_may_leave_too(house: House, child: Person, parent: Person) -> None:
    link = linked(house, child, parent)
    parent.visits(f"child/{link}")
    parent.taps("Stop seeing this")
    assert nothing_left(house)
    assert LOST in child.visits(f"family/{link}").text.plain


def test_four_adults_each_with_another_picture(house: House, child: Person) -> None:
    held = [makes_link(child, icon) for icon in ("fox", "owl", "bee", "star")]
    child.visits("family")
    assert "➕ A link for an adult" not in child.labels
    child.visits("family/make/kite/77")
    assert rows(house)["family_links"] == 4
    child.visits(f"family/{held[1][0]}/ended")
    child.visits("family/new")
    assert not any("fox" in label for label in child.labels), "a picture that another link has"
    assert "🦉 owl" in child.labels
    child.visits("family/make/fox/78")
    assert rows(house)["family_links"] == 3


def test_a_doubled_tap_makes_one_link(house: House, child: Person) -> None:
    for _ in range(3):
        child.visits("family/make/fox/5")
    assert rows(house)["family_links"] == 1


def test_an_adult_tells_several_children_apart(house: House, child: Person, parent: Person) -> None:
    others = [another(house, number) for number in (71, 72)]
    for one, icon in zip((child, *others), ("fox", "owl", "owl"), strict=True):
        _, code = makes_link(one, icon)
        opens(parent, code)
    parent.visits("family")
    assert parent.labels[:3] == ["🦊 fox", "🦉 owl 1", "🦉 owl 2"]


def test_a_code_opens_once_and_for_two_days(house: House, child: Person, parent: Person) -> None:
    _, code = makes_link(child)
    opens(parent, code)
    stranger = another(house, 81, "parent")
    opens(stranger, code)
    assert "This link opens nothing (any more)." in stranger.sees
    _, late = makes_link(child, "owl")
    house.later(days=2, minutes=1)
    opens(another(house, 82, "parent"), late)
    assert rows(house)["family_adults"] == 1
    assert len([label for label in child.visits("family").rows if "owl" in label[0].label]) == 0
    with house.stores.durable.transaction() as db:
        retention.sweep(db, house.clock)
    assert rows(house)["family_links"] == 1


def test_codes_cannot_be_guessed(house: House, child: Person) -> None:
    """Right and wrong codes look alike, and five tries an hour are all."""
    _, code = makes_link(child)
    stranger = another(house, 81, "parent")
    wrong = stranger.visits("adult/000000000000").text.plain
    assert stranger.visits(f"adult/{code}").text.plain == wrong
    for number in range(5):
        stranger.visits(f"adult/00000000000{number}/yes")
        assert "opens nothing" in stranger.sees
    stranger.visits(f"adult/{code}/yes")
    assert "That was a lot of codes." in stranger.sees
    assert rows(house)["family_adults"] == 0


@pytest.mark.parametrize("who", ["6-8", "9-11", "12-15", "16-17"])
def test_no_child_opens_a_link(house: House, child: Person, who: str) -> None:
    _, code = makes_link(child)
    other = another(house, 81, who)
    other.types(f"/start family_{code}")
    assert "This link is for an adult." in other.sees
    other.visits(f"adult/{code}/yes")
    assert rows(house)["family_adults"] == 0


def test_an_adult_who_pretends_to_be_a_child_sees_nothing(house: House, child: Person, parent: Person) -> None:
    link = linked(house, child, parent)
    child.visits(f"family/{link}/topic/accounts/on")
    pretender = another(house, 81, "9-11")
    for path in (f"family/{link}", f"family-code/{link}", f"family/{link}/topics", f"child/{link}"):
        assert LOST in pretender.visits(path).text.plain
    before = rows(house)
    for path in (f"family/{link}/ended", f"child/{link}/left", f"family/{link}/topic/accounts/off"):
        pretender.visits(path)
    assert rows(house) == before
    assert "Passwords" in parent.visits(f"child/{link}").text.plain
    parent.visits("set/audience/9-11")
    assert LOST in parent.visits(f"child/{link}").text.plain, "who says to be a child follows nobody"
    assert LOST in parent.visits(f"family/{link}").text.plain, "nor do they hold what they were given"


def test_what_an_adult_made_as_a_child_shows_nobody(house: House, parent: Person) -> None:
    pretender = another(house, 81, "9-11")
    finishes(house, pretender)
    link, code = makes_link(pretender)
    pretender.visits(f"family/{link}/topic/accounts/on")
    pretender.visits("set/audience/parent")
    opens(parent, code)
    assert rows(house)["family_adults"] == 0
    assert "opens nothing" in parent.sees


def test_a_link_can_be_ended_after_its_child_has_become_an_adult(
    house: House, child: Person, parent: Person
) -> None:
    link = linked(house, child, parent)
    child.visits("set/audience/parent")
    child.visits("family")
    assert "It shows nothing now." in child.sees
    child.taps("✖ End 🦊 fox")
    assert "This link is ended." in child.sees
    assert "✖ End" not in child.sees
    assert nothing_left(house)
    assert LOST in parent.visits(f"child/{link}").text.plain


def test_what_an_adult_opened_can_be_ended_by_who_says_to_be_a_child(
    house: House, child: Person, parent: Person
) -> None:
    linked(house, child, parent)
    parent.visits("set/audience/9-11")
    parent.visits("family")
    assert "shows you nothing now" in parent.sees
    parent.taps("✖ End 🦊 fox")
    assert "You do not see this any more." in parent.sees
    assert nothing_left(house)


def test_who_opens_their_link_once_more_is_led_to_it(child: Person, parent: Person) -> None:
    _, code = makes_link(child)
    opens(parent, code)
    opens(parent, code)
    assert "opens nothing (any more)" in parent.sees
    parent.taps("👪 My family")
    assert "🦊 fox" in parent.labels


def test_an_adult_who_said_the_childs_age_can_say_so(house: House, child: Person) -> None:
    _, code = makes_link(child)
    adult = another(house, 81, "9-11")
    adult.types(f"/start family_{code}")
    assert "This link is for an adult." in adult.sees
    adult.taps("Who I am")
    adult.taps("Parent")
    opens(adult, code)
    assert "Nothing is shown here yet." in adult.sees


def test_two_children_under_one_picture_are_told_apart_on_their_screens(
    house: House, child: Person, parent: Person
) -> None:
    first, code = makes_link(child)
    opens(parent, code)
    assert "In your list" not in parent.sees
    second, code = makes_link(another(house, 71))
    opens(parent, code)
    assert "In your list this is 🦊 fox" in parent.sees
    told = [parent.visits(f"child/{link}").text.plain.rpartition("this is ")[2] for link in (first, second)]
    assert sorted(words.partition(",")[0] for words in told) == ["🦊 fox 1", "🦊 fox 2"]
    child.visits(f"family/{first}/ended")
    assert "In your list" not in parent.visits(f"child/{second}").text.plain


def test_where_nothing_is_shown_or_finished_it_says_what_comes_next(
    house: House, child: Person, parent: Person
) -> None:
    link, code = makes_link(child)
    opens(parent, code)
    assert "“Choose topics”. Then look again." in parent.sees
    child.visits(f"family/{link}/topics")
    child.taps("📚 Topics for me")
    finishes(house, child)
    child.visits(f"family/{link}/topics")
    assert "📚 Topics for me" not in child.labels
    child.taps("☐ 🔑")
    parent.taps("🔄 Look again")
    assert "Passwords and accounts" in parent.sees


def test_nobody_opens_their_own(house: House, child: Person) -> None:
    _, code = makes_link(child)
    child.visits("set/audience/parent")
    opens(child, code)
    assert rows(house)["family_adults"] == 0


@pytest.mark.parametrize("who", ["child", "parent"])
def test_forgetting_either_side_leaves_nothing(house: House, child: Person, parent: Person, who: str) -> None:
    link = linked(house, child, parent)
    child.visits(f"family/{link}/topic/accounts/on")
    child.visits("family/plan/ah")
    keys = {name: key_of(house, person) for name, person in (("child", child), ("parent", parent))}
    forgets, stays = (child, parent) if who == "child" else (parent, child)
    others = rows_of(house, but=keys[who])
    forgets.types("/forget")
    forgets.taps("Yes, forget me")
    assert nothing_left(house)
    after = rows_of(house, but=keys[who])
    changed = {name for name, told in others.items() if after[name] != told}
    assert changed <= {*FAMILY_TABLES}, "nothing else of the other one is touched"
    assert keys[who] not in stored_bytes(house)
    assert LOST in stays.visits(f"child/{link}").text.plain
    assert LOST in stays.visits(f"family/{link}").text.plain
    assert any(LINK_ICONS["fox"] in label for label in stays.visits("family").text.plain.split()) is False


def test_each_export_tells_what_is_theirs_and_nothing_of_the_other(
    house: House, child: Person, parent: Person
) -> None:
    link = linked(house, child, parent)
    child.visits(f"family/{link}/topic/accounts/on")
    mine = files(child.types("/export"))["mayak.json"]
    theirs = files(parent.types("/export"))["mayak.json"]
    assert b'"family_links"' in mine
    assert b'"accounts"' in mine
    assert b'"family_adults"' in theirs
    assert b"accounts" not in theirs
    assert key_of(house, child).hex().encode() not in theirs
    assert key_of(house, parent).hex().encode() not in mine


def test_a_link_at_which_nobody_looks_ends_by_itself(house: House, child: Person, parent: Person) -> None:
    link = linked(house, child, parent)
    house.later(days=60)
    parent.visits(f"child/{link}")
    house.later(days=60)
    with house.stores.durable.transaction() as db:
        retention.sweep(db, house.clock)
    assert rows(house)["family_links"] == 1, "one of the two has looked"
    house.later(days=31)
    with house.stores.durable.transaction() as db:
        retention.sweep(db, house.clock)
    assert nothing_left(house)


def test_nothing_is_ever_sent_for_a_link(house: House, child: Person, parent: Person) -> None:
    """Whatever the two do with it, also around Help: no delivery is planned, and no chat's number kept."""
    link = linked(house, child, parent)
    for person, paths in (
        (child, (f"family/{link}/topic/accounts/on", "family/plan/ac", "help/1", f"family/{link}")),
        (parent, (f"child/{link}", f"child/{link}/ask/accounts", f"child/{link}/plan")),
        (child, (f"family/{link}/plan/off", f"family/{link}/ended")),
    ):
        for path in paths:
            person.visits(path)
            with house.stores.durable.transaction() as db:
                assert not db.scalar(select(func.count()).select_from(metadata.tables["deliveries"]))
    for name in FAMILY_TABLES:
        assert "chat" not in metadata.tables[name].c


def test_who_only_looks_round_agrees_first(house: House, child: Person) -> None:
    visitor = Person(house, 83)
    visitor.settles_in("9-11", agrees=False)
    visitor.visits("family")
    assert "For that I have to remember you." in visitor.sees
    visitor.visits("family/make/fox/3")
    assert nothing_left(house)
    _, code = makes_link(child)
    adult = Person(house, 84)
    adult.types(f"/start family_{code}")
    adult.taps("Parent")
    assert "A child shows you something" in adult.sees
    adult.taps("I agree")
    adult.taps("Open it")
    assert "Nothing is shown here yet." in adult.sees


def test_the_plan_goes_onto_the_link_and_off(house: House, child: Person, parent: Person) -> None:
    link = linked(house, child, parent)
    child.visits(f"family/{link}")
    child.taps("📝 Make a plan")
    child.taps("👪 My family")
    child.visits("plan/ah")
    assert "👪 Show it to my adults" in child.labels, "also before it is drawn"
    child.taps("Draw the plan")
    child.taps("Show it to my adults")
    assert "Your adults see this plan now." in child.sees
    parent.visits(f"child/{link}")
    assert "• Meals without screens\n• Adults keep to it too" in parent.sees
    parent.taps("Draw the plan")
    assert files(parent.see())["mayak-plan.png"].startswith(b"\x89PNG")
    child.visits(f"family/{link}")
    child.taps("Take the plan away")
    assert "Meals" not in parent.visits(f"child/{link}").text.plain
    assert LOST in parent.visits(f"child/{link}/plan").text.plain


def test_the_code_is_a_picture_that_holds_the_link_alone(child: Person) -> None:
    makes_link(child)
    child.taps("🔳")
    assert files(child.see())["mayak-family.png"].startswith(b"\x89PNG")
    (code,) = child.see().documents
    assert code.caption == "Point a camera here.", "seen at once, no file to be opened"
    assert "For one adult, once." in child.sees


def test_a_child_with_a_link_is_offered_to_show_what_was_finished(child: Person) -> None:
    offer = "👪 Show it to an adult?"
    assert offer not in _at_the_end(child)
    link, _ = makes_link(child)
    assert offer in _at_the_end(child)
    child.taps(offer)
    child.taps("☐ 🔑 Passwords and accounts")
    assert offer not in _at_the_end(child), "it is shown already"
    child.visits(f"family/{link}/topic/accounts/off")
    child.visits("help/1")
    assert offer not in _at_the_end(child), "not soon after help"


def _at_the_end(child: Person) -> list[str]:
    child.visits("done/lesson/lamp/light/9-11")
    return child.labels


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_our_packs_say_what_to_ask_on_every_topic(locale: str) -> None:
    for topic in TOPICS:
        tips = our_library().listing(Kind.TIPS, Audience.PARENT, locale, topic)
        cards = [card for item in tips if (card := item.card("ask"))]
        assert len(cards) == 1, topic
        assert {item.locale for item in tips} == {locale}
