"""Several people on one phone: each has a picture, and everything of their own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from bot.chat.delivery import Owing
from bot.chat.incoming import Incoming, Tap
from bot.db import deliveries, keys, mydata
from bot.db.rotate import drop_old, rotate
from bot.db.schema import deliveries as deliveries_table
from bot.db.schema import of_a_person
from bot.db.schema import people as people_table
from bot.features.tips.tables import tip_wishes as wishes
from bot.values.profile_picture import MOST, PICTURES, marked, unmarked
from bot.values.screen import Link
from bot.values.why import Why
from tests.roles import ALL, SETTLED
from tests.talk import House, Person

if TYPE_CHECKING:
    from bot.values.screen import Screen

WHO_SEES = {
    "profiles": ALL,
    "profiles/new": ALL,
    "profiles/new/owl": ALL,
    "profiles/nobody": ALL,
    "profiles/chat": ALL,
    "profiles/erase": ALL,
    "profiles/erase/now": ALL,
    "profile/owl": ALL,
    "profile/owl/12": ALL,
    "profile-of/owl": ALL,
    "profile-of": ALL,
    "profile-open/owl": ALL,
    "my-picture": SETTLED,
    "my-picture/none": SETTLED,
    "my-picture/is/owl": SETTLED,
    "my-icons": SETTLED,
    "my-icons/12": "g . . . . . . .",
    "my-icons/123/on": "g . . . . . . .",
}


class Family(Person):
    """People at one phone: a tap carries for whom its screen was drawn, as Telegram's buttons do."""

    def visits(self, path: str) -> Screen:
        return self.presses(marked(path, self.screen.picture_of if self.screen else ""))

    def taps(self, label: str) -> Screen:
        return self.visits(self.button(label).page.path)

    def presses(self, data: str) -> Screen:
        """Press a button that carries this, of whichever screen."""
        path, picture = unmarked(data)
        incoming = Incoming(next(self.house.updates), self.number, self.language, Tap(path), picture=picture)
        conversation = self.house.conversation
        if page := conversation.first_aid.page(incoming):
            self.screen = conversation.first_aid.answer(incoming, page, self.house.clock)
            return self.screen
        reply = conversation.answer(incoming, self.house.clock)
        assert reply is not None
        self.screen = reply.screen
        return self.screen

    def carries(self, label: str) -> str:
        """What the first button with these words carries."""
        return marked(self.button(label).page.path, self.see().picture_of)

    def shares(self, picture: str = "fox") -> None:
        """Choose the first picture on this phone."""
        self.types("/settings")
        self.taps("Several people")
        self.taps("Choose my picture")
        self.visits(f"my-picture/is/{picture}")

    def lets_in(self, picture: str, who: str = "12-15") -> None:
        """Somebody new comes, and agrees to be remembered."""
        self.types("/menu")
        self.visits("profiles")
        self.visits(f"profiles/new/{picture}")
        assert "Who are you?" in self.sees
        self.visits(f"who/{who}")
        self.visits("consent/on")
        self.types("/menu")


@pytest.fixture
def family(house: House) -> Family:
    """A child of 9–11 who shares the phone as the fox."""
    phone = Family(house)
    phone.settles_in("9-11")
    phone.shares()
    return phone


def rows(house: House) -> list[object]:
    with house.stores.durable.transaction() as db:
        return [row for table, _ in of_a_person() for row in db.execute(select(table))]


def exported(phone: Person) -> dict[str, list[dict[str, object]]]:
    content = phone.types("/export").documents[0].content
    assert isinstance(content, bytes)
    found: dict[str, list[dict[str, object]]] = json.loads(content)
    return found


def test_who_has_a_phone_alone_sees_nothing_of_it_but_one_button_in_the_settings(child: Person) -> None:
    child.types("/menu")
    assert "👥" not in child.sees
    assert child.see().picture_of == ""
    child.types("/settings")
    child.taps("Several people on this phone")
    assert "everybody gets a picture" in child.sees


def test_who_is_not_remembered_is_told_that_it_needs_that(house: House) -> None:
    child = Person(house)
    child.settles_in(agrees=False)
    child.visits("profiles")
    assert "For that I have to remember you first." in child.sees
    child.visits("my-picture/is/fox")
    assert child.see().picture_of == ""


def test_a_second_person_has_everything_of_their_own_and_one_tap_changes(family: Family) -> None:
    family.visits("lesson/lamp/light/9-11")
    family.lets_in("owl", "parent")
    assert "🦉 the owl · Menu" in family.sees
    family.types("/settings")
    assert "I am: Parent" in family.sees
    assert "Country: –" in family.sees
    family.visits("set/locale/ru")
    family.types("/menu")
    family.taps("🦊")
    assert "🦊 the fox · Menu" in family.sees
    greeting = family.see().greeting
    assert greeting is not None
    assert greeting.keys == ("☰ Menu", "🆘 Help"), "the bottom keyboard is in their language"
    family.types("/settings")
    assert "I am: 9–11 years" in family.sees
    assert "Country: Russia" in family.sees
    family.types("/menu")
    assert "🦉 the owl" in family.labels
    family.taps("🦉")
    assert "🦉 Совёнок · Меню" in family.sees


def test_who_agrees_for_it_comes_back_to_the_people_on_the_phone(house: House) -> None:
    visitor = Family(house, 88)
    visitor.settles_in(agrees=False)
    visitor.types("/settings")
    visitor.taps("👥 Several people on this phone")
    visitor.taps("💾 What you would remember")
    visitor.taps("I agree, remember me")
    assert "People on this phone" in visitor.sees
    visitor.taps("🖼 Choose my picture")
    assert "Choose your picture" in visitor.sees


def test_nothing_is_stored_of_somebody_new_before_they_agree(family: Family) -> None:
    before = rows(family.house)
    family.visits("profiles/new")
    family.taps("🐼")
    family.visits("who/6-8")
    family.types("/menu")
    family.taps("Learn")
    after = rows(family.house)
    changed = [row for row in after if row not in before]
    assert len(after) == len(before)
    assert [row.guest for row in changed] == ["panda"]  # type: ignore[attr-defined]
    assert [row.audience for row in changed] == ["9-11"]  # type: ignore[attr-defined]


def test_somebody_new_finds_the_way_back_to_the_others_and_leaves_nothing(family: Family) -> None:
    family.visits("profiles/new/panda")
    family.taps("The others on this phone")
    assert "Who is here now?" in family.sees
    family.taps("🦊")
    assert family.sees.startswith("🦊 the fox\n"), "and goes on where they stopped"
    with family.house.stores.visitors.transaction() as db:
        assert not db.execute(select(people_table)).all()


def test_an_hour_after_somebody_new_has_gone_it_is_asked_who_is_here(family: Family) -> None:
    family.visits("profiles/new/panda")
    family.visits("who/6-8")
    family.house.later(minutes=61)
    family.house.conversation.forget_visitors(family.house.clock)
    family.types("/menu")
    assert "Who is here now?" in family.sees
    family.taps("🦊")
    assert family.sees.startswith("🦊 the fox\n")


def test_a_restart_forgets_somebody_new_and_nobody_else(family: Family) -> None:
    family.lets_in("owl")
    family.visits("profiles/new/panda")
    family.visits("who/6-8")
    family.house.restart()
    family.types("Hello")
    assert "Who is here now?" in family.sees
    assert {"🦊 the fox", "🦉 the owl"} <= set(family.labels)


def test_a_button_of_another_ones_screen_does_nothing_and_says_whose_it_is(family: Family) -> None:
    family.types("/settings")
    old = family.carries("Turn on text mode")
    family.lets_in("owl")
    family.presses(old)
    assert "This belongs to 🦊 the fox." in family.sees
    assert family.see().apart, "the old message stays as it is"
    family.types("/settings")
    assert "Text mode: off" in family.sees, "of the owl"
    family.presses(marked("profile/fox", "owl"))
    family.types("/settings")
    assert "Text mode: off" in family.sees, "of the fox"
    family.presses(old)
    assert "Text mode: on" in family.sees.splitlines()


def test_a_button_from_before_the_phone_was_shared_does_nothing(family: Family) -> None:
    family.presses("set/text/on")
    assert "This button is from an earlier screen" in family.sees
    family.types("/settings")
    assert "Text mode: off" in family.sees


def test_help_comes_first_whoever_is_here(family: Family) -> None:
    family.visits("profiles/nobody")
    assert "Who is here now?" in family.sees
    assert "🆘 Help" in family.labels
    for words in ("help", "🆘", "sos"):
        family.types(words)
        assert "Who is here now?" not in family.sees
        assert "112" in family.sees or "Help" in family.sees
    family.types("What is a password?")
    assert "Who is here now?" in family.sees


def test_the_phone_can_be_handed_over_and_anything_asks_who_is_here(family: Family) -> None:
    family.lets_in("owl")
    family.taps("🦊")
    family.visits("profiles")
    family.taps("Hand the phone over")
    for what in ("/menu", "/settings", "/export", "hello"):
        family.types(what)
        assert "Who is here now?" in family.sees
        assert not family.see().documents
    family.types("/privacy")
    assert "What I store" in family.sees
    family.visits("profiles")
    family.taps("🦉")
    assert "🦉 the owl · Menu" in family.sees


def with_key(family: Family) -> None:
    """Take the key star, boat, star: 141."""
    family.visits("my-picture")
    family.taps("A key of three icons")
    for icon in ("⭐", "⛵", "⭐"):
        family.taps(icon)
    assert "⭐ ⛵ ⭐" in family.sees
    family.taps("Yes, this is my key")
    assert "Your key is set." in family.sees


def test_a_key_of_three_icons_keeps_a_sister_out(family: Family) -> None:
    with_key(family)
    family.lets_in("owl")
    family.taps("🦊")
    assert "tap your three icons" in family.sees
    for digits in ("1", "14", "142"):
        family.visits(f"profile/fox/{digits}")
    assert "Those are not the three icons of 🦊 the fox." in family.sees
    assert "A grown-up who has had a picture on this phone for a week can take the key off." in family.sees
    family.types("/menu")
    assert "🦉 the owl · Menu" in family.sees
    family.taps("🦊")
    for label in ("⭐", "⛵", "⭐"):
        family.taps(label)
    assert "🦊 the fox · Menu" in family.sees


def test_five_wrong_keys_an_hour_and_then_not_even_the_right_one(family: Family) -> None:
    with_key(family)
    family.lets_in("owl")
    for guess in range(111, 116):
        family.visits(f"profile/fox/{guess}")
    family.visits("profile/fox/141")
    assert "That was wrong too often." in family.sees
    family.house.later(minutes=61)
    family.visits("profile/fox/141")
    assert "🦊 the fox · Menu" in family.sees


def test_a_key_stands_sealed_and_opens_after_a_restart_only_with_its_icons(family: Family) -> None:
    with_key(family)
    [kept] = exported(family)["profile_keys"]
    assert len(str(kept["icons"])) == 2 * 37, "a sealed number: generation, nonce, eight bytes, tag"
    assert (141).to_bytes(8, "big").hex() not in str(kept["icons"])
    family.lets_in("owl")
    family.house.restart()
    family.visits("profile/fox")
    family.visits("profile/fox/141")
    assert "🦊 the fox · Menu" in family.sees
    family.visits("my-icons")
    assert "profile_keys" not in exported(family)


def test_a_grown_up_takes_off_a_childs_key_and_a_child_takes_off_nobodys(family: Family) -> None:
    with_key(family)
    family.lets_in("owl", "12-15")
    family.visits("profiles")
    assert not any("Take the key off" in label for label in family.labels)
    family.visits("profile-open/fox")
    family.visits("profile/fox")
    assert "tap your three icons" in family.sees
    family.lets_in("bee", "parent")
    family.house.later(days=7)
    family.visits("profiles")
    family.taps("Take the key off 🦊")
    assert "🦊 the fox is told so." in family.sees
    family.visits("profile/fox")
    assert "🦊 the fox · Menu" in family.sees


def no_way_in(family: Family) -> bool:
    """Whether the fox's key can neither be taken off by whoever is here nor passed by."""
    family.visits("profiles")
    offered = any("Take the key off" in label for label in family.labels)
    family.visits("profile-open/fox")
    family.visits("profile/fox")
    return not offered and "tap your three icons" in family.sees


def test_who_says_parent_today_does_not_take_the_key_off_in_seven_taps(family: Family) -> None:
    with_key(family)
    family.lets_in("owl", "parent")
    assert no_way_in(family)
    assert exported(family)["people"][0]["picture"] == "owl"
    family.house.later(days=6, hours=6)
    assert no_way_in(family)
    family.house.later(hours=18)
    assert not no_way_in(family)


def test_nor_does_a_sister_who_has_been_there_long_and_says_parent_today(family: Family) -> None:
    with_key(family)
    family.lets_in("owl", "12-15")
    family.house.later(days=30)
    family.visits("set/audience/parent")
    family.types("/settings")
    assert "I am: Parent" in family.sees
    assert no_way_in(family)
    family.house.later(days=6)
    family.visits("set/audience/12-15")
    family.visits("set/audience/educator")
    family.house.later(days=2)
    assert no_way_in(family), "the week begins anew"


def taken_off(family: Family) -> None:
    """A parent who has been there for a week takes the fox's key off."""
    with_key(family)
    family.lets_in("owl", "parent")
    family.house.later(days=7)
    family.visits("profiles")
    family.taps("Take the key off 🦊")


TAKEN_OFF = "On 2 December a grown-up on this phone took your key off"


def test_the_owner_is_told_that_the_key_was_taken_off_whoever_looked_in_before(family: Family) -> None:
    taken_off(family)
    for _ in range(3):
        family.visits("profile/fox")
        assert TAKEN_OFF in family.sees
        family.visits("my-picture")
        assert TAKEN_OFF in family.sees
        family.visits("my-icons")
        family.visits("profile/owl")
        assert TAKEN_OFF not in family.sees
        family.house.later(days=3)
    family.visits("profile/fox")
    family.visits("profiles/nobody")
    family.taps("🦊")
    assert TAKEN_OFF in family.sees, "also to whoever was here last"


def test_a_new_key_ends_it_and_without_it_the_owner_is_told_again(family: Family) -> None:
    taken_off(family)
    family.visits("profile/fox")
    with_key(family)
    family.visits("profile/owl")
    family.visits("profile/fox/141")
    assert "🦊 the fox · Menu" in family.sees
    assert TAKEN_OFF not in family.sees
    family.visits("my-icons")
    family.visits("profile/owl")
    family.visits("profile/fox")
    assert TAKEN_OFF in family.sees, "who looks in chooses a key and drops it: that hides nothing"


def test_whose_key_was_changed_by_who_looked_in_reads_why_theirs_does_not_fit(family: Family) -> None:
    taken_off(family)
    family.visits("profile/fox")
    family.visits("my-icons/999/on")
    family.visits("profile/owl")
    family.visits("profile/fox/141")
    assert "A grown-up on this phone took the key of 🦊 the fox off on 2 December" in family.sees


def test_it_is_told_in_the_language_of_whose_key_it_was(family: Family) -> None:
    taken_off(family)
    family.visits("profile/fox")
    family.visits("set/locale/ru")
    family.visits("profile/owl")
    family.visits("profile/fox")
    assert "2 декабря взрослый" in family.sees


def test_the_export_of_whose_key_it_was_holds_it_and_of_nobody_else(family: Family) -> None:
    taken_off(family)
    assert "keys_taken_off" not in exported(family)
    family.visits("profile/fox")
    [kept] = exported(family)["keys_taken_off"]
    assert kept["taken_off_on"] == "2026-12-02"


def test_export_and_forget_are_of_one_picture(family: Family) -> None:
    family.visits("lesson/lamp/light/9-11")
    mine = exported(family)
    family.lets_in("owl", "parent")
    theirs = exported(family)
    assert mine["people"][0]["key"] != theirs["people"][0]["key"]
    assert [row["ref"] for row in mine["progress"]] == ["lesson:lamp/light/9-11"]
    assert [row["ref"] for row in theirs["progress"]] == ["lesson:lamp/light/parent"]
    family.types("/forget")
    assert "This is about 🦉 the owl." in family.sees
    family.taps("Yes, forget me")
    assert [row.picture for row in rows(family.house) if "picture" in row._fields] == ["fox"]  # type: ignore[attr-defined]
    assert bytes.fromhex(str(theirs["people"][0]["key"])) not in repr(rows(family.house)).encode()
    family.types("/start")
    assert "Who is here now?" in family.sees
    family.taps("🦊")
    assert exported(family)["progress"] == mine["progress"]


def test_everybody_is_forgotten_at_once_and_nothing_is_left(family: Family) -> None:
    with_key(family)
    family.lets_in("owl")
    family.lets_in("bee", "parent")
    family.types("/forget")
    family.taps("Forget everybody on this phone")
    assert "🦊 the fox" in family.sees
    assert "🦉 the owl" in family.sees
    family.taps("Yes, forget everybody")
    assert "Nothing about anybody on this phone is left" in family.sees
    assert rows(family.house) == []
    family.types("/menu")
    assert "Who are you?" in family.sees


def test_forget_everybody_also_while_nobody_said_who_they_are(family: Family) -> None:
    family.lets_in("owl")
    family.visits("profiles/nobody")
    family.types("/forget")
    family.taps("Yes, forget everybody")
    assert rows(family.house) == []


def test_there_are_four_at_most(family: Family) -> None:
    for picture in ("owl", "bee", "frog"):
        family.lets_in(picture)
    assert len([row for row in rows(family.house) if "picture" in row._fields]) == MOST  # type: ignore[attr-defined]
    family.visits("profiles")
    assert not any("Somebody new" in label for label in family.labels)
    family.visits("profiles/new/panda")
    assert "There are four here already" in family.sees


def test_nobody_takes_a_picture_that_is_taken(family: Family) -> None:
    family.lets_in("owl")
    for path in ("my-picture/is/fox", "profiles/new/fox", "profiles/new/owl"):
        family.visits(path)
    family.types("/menu")
    assert "🦉 the owl · Menu" in family.sees
    assert sorted(row.picture for row in rows(family.house) if "picture" in row._fields) == ["fox", "owl"]  # type: ignore[attr-defined]


def test_who_is_alone_again_can_do_without_a_picture(family: Family) -> None:
    family.lets_in("owl")
    family.visits("my-picture/none")
    assert family.see().picture_of == "owl", "the fox is there too"
    family.visits("forget/now")
    family.visits("profiles")
    family.taps("🦊")
    family.visits("my-picture")
    family.taps("this phone is mine alone")
    assert family.see().picture_of == ""
    family.types("/menu")
    assert "Menu" in family.sees.splitlines()[0]


def test_a_stolen_database_does_not_tell_who_shares_a_phone(family: Family) -> None:
    """Check 38: no value that two rows of one phone have in common but what anybody may have chosen."""
    family.lets_in("owl", "parent")
    family.lets_in("bee", "6-8")
    ordinary = {
        "audience",
        "locale",
        "country",
        "zone",
        "text_mode",
        "agreed_text",
        "agreed_on",
        "adult_on",
        "seen_on",
        "place",
    }
    with family.house.stores.durable.transaction() as db:
        found = [dict(row) for row in db.execute(select(people_table)).mappings()]
    for name in people_table.c.keys():  # noqa: SIM118 - columns, not names
        if name not in ordinary | {"begun", "not_before", "blocked_on", "guest", "organises"}:
            values = [row[name] for row in found]
            assert len(set(values)) == len(values), name


def asks_for_tips(phone: Family) -> None:
    phone.visits("set/zone/Europe/Moscow")
    phone.visits("tip")
    phone.taps("Tips now and then")
    phone.taps("Once a week")
    phone.visits("tips/set/1-17")


def tip_is_due(house: House, key: bytes) -> None:
    with house.stores.durable.transaction() as db:
        chat: bytes = db.execute(select(wishes.c.chat).where(wishes.c.person == key)).scalar_one()
        deliveries.plan(db, key, chat, deliveries.Visit("tip/next", Why.TIP, house.clock))


def key_of(house: House, picture: str) -> bytes:
    with house.stores.durable.transaction() as db:
        key: bytes = db.execute(select(people_table.c.key).where(people_table.c.picture == picture)).scalar_one()
    return key


def test_a_tip_names_the_picture_it_is_for_and_its_buttons_are_of_that_one(family: Family) -> None:
    house = family.house
    asks_for_tips(family)
    family.lets_in("owl", "parent")
    house.later(minutes=45)
    tip_is_due(house, key_of(house, "fox"))
    [message], taken = house.delivery_batches().take(house.clock, 10)
    assert taken == 1
    assert message.chat == family.number
    assert message.screen.text.plain.startswith("For 🦊 the fox")
    assert message.screen.picture_of == "fox"
    link = next(link for row in message.screen.rows for link in row if link.label == "No more tips")
    assert isinstance(link, Link)
    family.presses(marked(link.page.path, "fox"))
    assert "This belongs to 🦊 the fox." in family.sees
    with house.stores.durable.transaction() as db:
        assert db.scalar(select(func.count()).select_from(wishes)) == 1


def test_a_tip_for_one_waits_while_another_is_in_the_middle_of_something(family: Family) -> None:
    house = family.house
    asks_for_tips(family)
    family.lets_in("owl", "9-11")
    family.visits("lesson/lamp/light/9-11")
    tip_is_due(house, key_of(house, "fox"))
    house.later(minutes=1)
    batches = house.delivery_batches()
    assert batches.take(house.clock, 10) == ([], 1)
    house.later(minutes=45)
    messages, taken = batches.take(house.clock, 10)
    assert (len(messages), taken) == (1, 1)


def test_a_reply_that_is_owed_to_one_is_not_turned_into_a_reply_to_another(family: Family) -> None:
    house = family.house
    owed = house.conversation.deliveries
    first = owed.owe(
        Owing(Incoming(1, family.number, "en", Tap("settings")), family.number, "settings"), house.clock
    )
    assert first is not None
    family.lets_in("owl", "parent")
    reply = Owing(Incoming(2, family.number, "en", Tap("privacy")), family.number, "privacy")
    second = owed.owe(reply, house.clock, first)
    assert second is not None
    assert second != first
    with house.stores.durable.transaction() as db:
        rows = {row.person: row.path for row in db.execute(select(deliveries_table))}
    assert rows == {key_of(house, "fox"): "settings", key_of(house, "owl"): "privacy"}


def test_a_reply_owed_to_somebody_new_stays_in_memory(family: Family) -> None:
    house = family.house
    family.visits("profiles/new/panda")
    family.visits("who/6-8")
    reply = Owing(Incoming(1, family.number, "en", Tap("settings")), family.number, "settings")
    row = house.conversation.deliveries.owe(reply, house.clock)
    assert row is not None
    assert row.store is house.stores.visitors


def test_what_was_begun_for_one_does_not_reach_another(family: Family) -> None:
    """A file in check, an open browser: they know whose they are."""
    fox = key_of(family.house, "fox")
    family.lets_in("owl", "parent")
    incoming = Incoming(next(family.house.updates), family.number, "en", Tap("set/text/on"), person=fox)
    reply = family.house.conversation.answer(incoming, family.house.clock)
    assert reply is not None
    assert "does nothing any more" in reply.screen.text.plain
    family.types("/settings")
    assert "Text mode: off" in family.sees


def test_who_blocks_the_bot_blocks_it_for_all_on_the_phone_and_help_gives_rest_to_all(family: Family) -> None:
    house = family.house
    family.lets_in("owl", "parent")
    house.conversation.deliveries.rest(family.number, house.clock)
    house.conversation.deliveries.drop(family.number, house.clock)
    with house.stores.durable.transaction() as db:
        found = db.execute(select(people_table)).all()
        assert len(found) == 2
        assert all(row.blocked_on and row.not_before > house.clock for row in found)
    house.conversation.deliveries.welcome_back(family.number, house.clock)
    with house.stores.durable.transaction() as db:
        assert not any(row.blocked_on for row in db.execute(select(people_table)))


def test_a_new_key_of_the_house_takes_everybody_along(family: Family) -> None:
    with_key(family)
    family.lets_in("owl", "parent")
    house = family.house
    rotated = rotate(house.stores.durable, house.folder / "bot.key")
    assert rotated.waiting == 2
    house.keys.take(keys.load(house.folder / "bot.key", make=False))
    family.types("/menu")
    assert "🦊 the fox" in family.labels
    assert drop_old(house.stores.durable, house.folder / "bot.key").forgotten == 0, "the menu has named them all"
    house.keys.take(keys.load(house.folder / "bot.key", make=False))
    family.visits("profile/fox/141")
    assert "🦊 the fox · Menu" in family.sees


def test_who_runs_campaigns_is_not_every_child_on_the_phone(family: Family) -> None:
    family.house.conversation.services.organisers = frozenset({family.number})
    family.lets_in("owl", "parent")
    assert any("Run campaigns" in label for label in family.labels)
    family.taps("🦊")
    assert not any("Run campaigns" in label for label in family.labels)
    family.visits("organise")
    assert "This page is not here any more" in family.sees


def test_an_old_button_from_beyond_the_hour_of_a_stranger_asks_who_is_here(family: Family) -> None:
    """Whoever was here last is erased after a year, others of the phone are not: they are found again."""
    family.lets_in("owl", "parent")
    owl = key_of(family.house, "owl")
    with family.house.stores.durable.transaction() as db:
        mydata.forget(db, owl)
    family.types("/menu")
    assert "Who is here now?" in family.sees
    family.taps("🦊")
    assert "🦊 the fox · Menu" in family.sees


def test_who_has_a_phone_alone_costs_not_one_statement_more(child: Person) -> None:
    """A tap looks for one person, once; who else there might be is not asked."""
    told: list[str] = []
    store = child.house.stores.durable
    child.types("/menu")
    with store.transaction() as db:
        driver = db.connection.driver_connection
        assert driver is not None
        driver.set_trace_callback(told.append)
    child.types("/settings")
    driver.set_trace_callback(None)
    looked = [statement for statement in told if "people.lookup" in statement]
    assert len(looked) == 1
    assert " IN (" not in looked[0]


@pytest.mark.parametrize("picture", PICTURES)
def test_a_button_says_for_whom_it_is_within_the_bytes_of_its_path(picture: str) -> None:
    for path in ("menu", "lesson/basics/phishing/9-11:signs", "a" * 30 + "/" + "b" * 33, "profile/fox/", "plan/"):
        data = marked(path, picture)
        assert len(data.encode()) <= max(64, len(path))
        assert data != path
        assert unmarked(data) == (path, picture)
        assert unmarked(path) == (path, "")
