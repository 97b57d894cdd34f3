"""The screen of suggestions, and what is noted of adults who found nothing."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.chat import textmode
from bot.db import mydata, retention
from bot.db.schema import people
from bot.features.organiser import unanswered
from bot.features.search import store
from bot.features.search.tables import unanswered_topics, waiting_topics
from tests.roles import SETTLED
from tests.talk import NOW, House, Person

WHO_SEES = {
    # What is found is the term "Lamp"; a newcomer is greeted first, and then what they type is answered.
    "found/fcae46a8": SETTLED,
}

WATCH = "which smart watch for my kid"


def parents(house: House, number: int) -> list[Person]:
    found = [Person(house, 3000 + place) for place in range(number)]
    for person in found:
        person.settles_in("parent")
    return found


def noted(house: House) -> list[tuple[str, str, int]]:
    with house.stores.durable.transaction() as db:
        return store.unanswered(db)


def waiting(house: House) -> int:
    with house.stores.durable.transaction() as db:
        return len(db.execute(select(waiting_topics)).all())


def test_suggestions_say_what_they_teach(child: Person) -> None:
    child.types("the secret of the lamp")
    assert "Here is what I have on that." in child.sees
    assert "Keep the secret of the lamp." in child.sees
    assert len([label for label in child.labels if "amp" in label]) <= 3


def test_what_is_done_has_the_mark_of_lists(child: Person) -> None:
    child.types("the secret of the lamp")
    there = [link for link in textmode.links(child.see()) if link.page.path.startswith("lesson/")]
    assert there
    assert "✅" not in child.sees
    _, pack, item = there[0].page.path.split("/", 2)
    child.visits(f"done/lesson/{pack}/{item}")
    child.types("the secret of the lamp")
    assert f"✅ {there[0].label}" in child.labels
    assert sum("✅" in label for label in child.labels) == 1


def test_what_was_typed_stands_in_no_address(child: Person) -> None:
    child.types("secrt")
    assert all("secr" not in link.page.path for link in textmode.links(child.see()))


def test_a_forged_address_leads_on(child: Person) -> None:
    child.visits("found/00000000-11111111")
    assert "not here any more" in child.sees


def test_help_pages_are_suggested_and_not_kept_as_a_place(house: House) -> None:
    (parent,) = parents(house, 1)
    parent.types("somebody stole the account of my son")
    label = next(label for label in parent.labels if label.startswith("🆘") and label != "🆘 Help")
    with house.stores.durable.transaction() as db:
        assert "found" not in db.execute(select(people.c.place)).scalar_one()
    parent.taps(label)
    assert parent.sees.startswith("🆘")


def test_five_adults_who_found_nothing_are_one_number(house: House) -> None:
    asked = parents(house, 5)
    for person in asked[:4]:
        person.types(WATCH)
        person.types(WATCH)
    assert noted(house) == []
    assert waiting(house) == 4
    asked[4].types(WATCH)
    assert noted(house) == [("devices", "en", 5)]
    assert waiting(house) == 0
    with house.stores.durable.transaction() as db:
        assert "devices (en): 5 adults" in unanswered.as_text(db)


def test_nothing_is_noted_of_children_and_visitors(house: House, child: Person) -> None:
    child.types(WATCH)
    visitor = Person(house, 3100)
    visitor.settles_in("parent", agrees=False)
    visitor.types(WATCH)
    assert waiting(house) == 0


def test_what_waits_is_exported_and_forgotten(house: House) -> None:
    (parent,) = parents(house, 1)
    parent.types(WATCH)
    with house.stores.durable.transaction() as db:
        key = db.execute(select(waiting_topics.c.person)).scalar_one()
        assert mydata.export(db, key)["waiting_topics"][0]["topic"] == "devices"
        mydata.forget(db, key)
        assert db.execute(select(waiting_topics)).all() == []


def test_it_is_erased_after_half_a_year(house: House) -> None:
    asked = parents(house, 6)
    for person in asked:
        person.types(WATCH)
    later = NOW + timedelta(days=200)
    with house.stores.durable.transaction() as db:
        retention.sweep(db, later)
        assert db.execute(select(waiting_topics)).all() == []
        assert db.execute(select(unanswered_topics)).all() == []
