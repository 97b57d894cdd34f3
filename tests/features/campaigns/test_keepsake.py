"""The keepsake of a campaign: there on its last day for everybody who joined, the same whatever they did."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from bot.pictures.keepsake import KeepsakeWords, draw_keepsake
from bot.pictures.screens import content_of
from tests.roles import FAMILIES
from tests.talk import FIXTURES, House, Person, library

if TYPE_CHECKING:
    from pathlib import Path

    from bot.values.screen import Picture, Screen

WHO_SEES = {
    # Nobody of them has joined: they see what the campaign is.
    "keepsake/lamp-days/week keepsake-file/lamp-days/week": FAMILIES,
}

WEEK, EVENINGS, SAFER = "lamp-days/week", "campaigns/screens-sleep", "campaigns/safer-week"
TO_KEEP = {"en": "picture to keep", "ru": "на память"}


def shown(screen: Screen) -> Picture:
    assert screen.picture, screen.text.plain
    return screen.picture


def drawn(picture: Picture) -> bytes:
    content = content_of(picture)
    assert callable(content), "drawn where it is sent"
    return content()


def at_the_end(house: House, who: str, language: str = "en", campaign: str = EVENINGS, number: int = 1) -> Person:
    """Somebody who joined and is now at the campaign's last day, or a day after it."""
    person = Person(house, number, language=language)
    person.settles_in(who)
    person.visits(f"part/{campaign}:on")
    person.waits(6)
    return person


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_last_day_leads_to_a_picture_to_keep_and_none_before_does(ours: House, language: str) -> None:
    person = Person(ours, language=language)
    person.settles_in("9-11")
    person.visits(f"part/{EVENINGS}:on")
    for day in range(1, 5):
        person.waits(1)
        person.visits(f"campaign/{EVENINGS}:{day}")
        assert TO_KEEP[language] not in person.sees
        person.visits(f"campaign/{EVENINGS}")
        assert TO_KEEP[language] not in person.sees
        person.visits(f"keepsake/{EVENINGS}")
        assert "📅" in person.see().text.plain, "it is the campaign that is shown"
    person.waits(1)
    person.visits(f"campaign/{EVENINGS}:5")
    assert TO_KEEP[language] in person.sees
    person.taps("All days" if language == "en" else "Все дни")
    on_the_page = shown(person.see())
    person.taps(TO_KEEP[language])
    assert shown(person.see()).key == on_the_page.key
    assert ("Good night" if language == "en" else "Спокойной ночи") in person.sees
    with Image.open(BytesIO(drawn(on_the_page))) as picture:
        assert (picture.format, picture.width) == ("PNG", 1080)
        assert picture.height > 700, "with pictures from its days"


@pytest.mark.parametrize("who", ["6-8", "9-11", "12-15", "parent"])
def test_it_is_saved_as_a_file_with_the_same_bytes(ours: House, who: str) -> None:
    person = at_the_end(ours, who)
    person.visits(f"campaign/{EVENINGS}")
    person.taps("picture to keep")
    picture = drawn(shown(person.see()))
    person.taps("Save it as a file")
    (document,) = person.see().documents
    assert document.name == "mayak-screens-sleep.png"
    assert callable(document.content)
    assert document.content() == picture
    person.taps("picture to keep")
    assert "for you to keep" in person.sees


def test_it_is_the_same_for_who_opened_nothing_for_who_opened_all_and_for_who_left(ours: House) -> None:
    ours.clock = datetime(2027, 2, 1, 12, tzinfo=UTC)
    people = [Person(ours, number) for number in (1, 2, 3)]
    for person, who in zip(people, ("6-8", "16-17", "educator"), strict=True):
        person.settles_in(who)
        person.visits(f"part/{SAFER}:on")
    idle, busy, leaving = people
    leaving.visits(f"part/{SAFER}:off")
    for _ in range(13):
        ours.later(days=1)
        for day in range(1, 7):
            busy.visits(f"open/{SAFER}:{day}")
    kept = [shown(person.visits(f"keepsake/{SAFER}")) for person in (idle, busy, leaving)]
    assert len({picture.key for picture in kept}) == 1
    assert len({drawn(picture) for picture in kept}) == 1
    assert "8 February 2027 to 14 February 2027" in kept[0].alt
    assert "To remember it by" in idle.sees


def test_it_comes_where_the_last_item_ends(child: Person) -> None:
    child.visits(f"part/{WEEK}:on")
    child.waits(3)
    child.visits(f"open/{WEEK}:3")
    assert "A picture to keep" not in child.sees
    child.visits("begin/lamp-sets/light/9-11:1")
    for place in range(1, 6):
        for marks in ("a", "ab", "abc"):
            child.visits(f"answer/1/{place}/{marks}")
    child.visits("result/1")
    child.taps("A picture to keep")
    assert "Thank you for being here!" in child.sees, "the editors wrote no last words"


def test_who_says_later_to_be_somebody_without_days_still_opens_its_items(child: Person) -> None:
    child.visits(f"part/{WEEK}:on")
    child.waits(4)
    child.visits("set/audience/educator")
    child.visits("quiz/lamp-sets/light/9-11")
    assert "▶ Begin" in child.labels


def test_text_mode_tells_it_in_words(ours: House) -> None:
    person = at_the_end(ours, "9-11")
    person.visits("set/text/on")
    screen = person.visits(f"keepsake/{EVENINGS}")
    assert screen.picture is None
    assert "A smiling lighthouse" in person.sees
    assert "small pictures from its days" in person.sees


def test_a_pack_gives_a_picture_of_its_own(house: House, child: Person, tmp_path: Path) -> None:
    root = shutil.copytree(FIXTURES, tmp_path / "own")
    week = root / "lamp-days" / "week"
    (week / "img").mkdir()
    Image.new("RGB", (1280, 720), "#ffd25f").save(week / "img" / "ours.png")
    words = '\n## Dawn <a id="finale"></a>\n\n{}\n\n![{}](img/ours.png)\n'
    for locale, last, alt in (("en", "The lamp sleeps.", "A dawn."), ("ru", "Лампа спит.", "Рассвет.")):
        file = week / f"campaign.{locale}.md"
        file.write_text(file.read_text(encoding="utf-8") + words.format(last, alt), encoding="utf-8")
    house.conversation.services.take(library(root))
    child.visits(f"part/{WEEK}:on")
    child.waits(3)
    picture = shown(child.visits(f"keepsake/{WEEK}"))
    assert "The lamp sleeps." in child.sees
    assert picture.alt == "A dawn."
    child.taps("Save it as a file")
    (document,) = child.see().documents
    assert callable(document.content)
    assert document.content() == (week / "img" / "ours.png").read_bytes()


def test_a_long_title_is_broken_and_nothing_is_cut_off(tmp_path: Path) -> None:
    night, day = tmp_path / "night.png", tmp_path / "day.png"
    Image.new("RGB", (1280, 420), "#16324f").save(night)
    Image.new("RGB", (640, 640), "#f26b5b").save(day)

    def height(title: str, days: int) -> int:
        with Image.open(
            BytesIO(draw_keepsake(KeepsakeWords(title, "1 May 2027", night, (day,) * days)))
        ) as picture:
            return picture.height

    short, long = "Lamp week", "A week of lamps, lanterns and lighthouses for the whole family"
    assert height(short, 0) < height(long, 0)
    assert height("Lamp " * 12, 0) == height(long, 0), "as many lines as words need, and no line of one word"
    assert height("Lighthouse-keepers-of-the-north " * 2, 0) > height(short, 0), "words that fill a line each"
    assert height(short, 0) < height(short, 1) == height(short, 3) < height(short, 4)
