"""The organiser's page: what is planned, how it went, what needs work; people in tens, nothing changes."""

from __future__ import annotations

import csv
import io
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from sqlalchemy import select, text

from bot.db import help_totals
from bot.db.help_totals import Where
from bot.db.schema import metadata
from bot.features.organiser.forecast.forecast import forecast
from bot.features.organiser.forecast.population import real
from bot.features.search import store as search_store
from bot.help.situations import Group, Situation
from bot.packs.parser.reader import find_packs, read_pack
from bot.packs.visibility import open_library
from tests.doors.web.browsing import opened
from tests.kit.campaigns import WEEK, key_of
from tests.kit.desk import door_of, sits_down
from tests.kit.studio import ORGANISER, organiser
from tests.packs.pack_kit import edit
from tests.roles import NOBODY
from tests.talk import FIXTURES, TODAY, House, Person, library, our_packs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.values.screen import Document

__all__ = ["organiser"]

WHO_SEES = {
    "overview overview/upkeep overview/calendar/0 overview/packs/0 overview/calendar/files": NOBODY,
    "by/lamp-days/week:all/0 by/lamp-days/week": NOBODY,
}

SHEETS = (
    "calendar",
    "campaigns",
    "partners",
    "sending",
    "forecast",
    "help",
    "asked",
    "packs",
    "questions",
    "lines",
)


def join(house: House, number: int, country: str = "RU", first: int = 100) -> list[Person]:
    """Let so many children of a country join the week."""
    found = [Person(house, first + place) for place in range(number)]
    for person in found:
        person.settles_in("9-11")
        person.visits(f"where/settings/{country}")
        person.visits(f"where/settings/{country}/sure")
        person.visits(f"part/{WEEK}:on")
    return found


def file_of(person: Person, ending: str) -> bytes:
    documents: dict[str, Document] = {one.name[-3:]: one for one in person.see().documents}
    content = documents[ending].content
    return content if isinstance(content, bytes) else content()


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.fixture
def organised(tmp_path: Path) -> Iterator[Person]:
    """An organiser two days before the feast begins."""
    packs = tmp_path / "packs"
    shutil.copytree(FIXTURES, packs)
    edit(packs / "lamp-days/fest/campaign.yml", "starts: 2026-11-02", "starts: 2026-11-27")
    edit(packs / "lamp-days/fest/campaign.yml", "until: 2026-11-08", "until: 2026-12-03")
    edit(packs / "lamp/light/9-11/lesson.ru.md", "minutes:", "valid_until: 2020-01-01\nminutes:")
    house = House(tmp_path / "house", library(packs))
    house.conversation.services.organisers = frozenset({ORGANISER})
    person = Person(house, ORGANISER)
    person.settles_in("educator")
    yield person
    house.close()


def test_an_organiser_finds_it_in_two_taps_and_reads_on(organised: Person) -> None:
    organised.types("/menu")
    organised.taps("Run campaigns")
    organised.taps("🧭 Overview")
    assert "nothing changes" in organised.sees
    organised.taps("🗓 By day")
    assert "From: 27 November · To: 28 November · Today: begins in 2 days" in organised.sees
    assert "From: the day after joining · To: – · Today: open for joining" in organised.sees
    organised.taps("The feast of the lamp")
    assert "Stop it now" in organised.see().rows[0][0].label


def test_the_calendar_says_how_each_campaign_stands(organised: Person) -> None:
    organised.house.later(days=3)
    organised.visits("overview/calendar/0")
    assert "Today: day 2" in organised.sees
    organised.visits("pause/lamp-days/fest:on")
    organised.visits("overview/calendar/0")
    assert "Today: paused" in organised.sees
    organised.visits("pause/lamp-days/fest:off")
    organised.house.later(days=1)
    organised.visits("overview/calendar/0")
    assert "Today: over" in organised.sees


def test_people_are_told_in_tens_and_fewer_look_like_nobody(house: House, organiser: Person) -> None:
    organiser.visits("overview/campaigns/0")
    nobody = organiser.sees
    children = join(house, 9)
    organiser.visits("overview/campaigns/0")
    assert organiser.sees == nobody, "nine and none look alike"
    children += join(house, 5, "KZ", first=200)
    organiser.visits("overview/campaigns/0")
    assert "Joined: 10 · Reached: –" in organiser.sees
    organiser.taps("Lamp week")
    assert "Everybody" in organiser.sees
    organiser.taps("By country")
    assert "No group of 10 people and more" in organiser.sees, "not even which countries there are"
    join(house, 1, first=300)
    organiser.visits(f"by/{WEEK}:country/0")
    assert "Russia" in organiser.sees
    assert "Kazakhstan" not in organiser.sees, "nor that somebody is there"
    organiser.visits(f"by/{WEEK}")
    told = rows_of(file_of(organiser, "csv"))
    assert ["By country", "Russia", "10", "", "", "", "", "", ""] in told
    assert "Kazakhstan" not in str(told)


def test_partners_are_sums_of_what_is_told(house: House, organiser: Person) -> None:
    join(house, 14)
    organiser.visits("overview/partners/0")
    organiser.taps("⬇ CSV and picture")
    told = rows_of(file_of(organiser, "csv"))
    assert told[0][:3] == ["Partner", "Campaigns", "Joined"]
    assert [row[2] for row in told[1:] if row[2]] == ["10"]


def test_what_waits_is_told_with_its_reason(house: House, organiser: Person) -> None:
    organiser.visits("overview/sending/0")
    assert "Nothing that concerns ten people" in organiser.sees
    children = join(house, 12)
    keys = [key_of(house, child) for child in children]
    due = house.clock + timedelta(hours=2)
    with house.stores.durable.transaction() as db:
        for key in keys:
            values = {"person": key, "due": due.isoformat(sep=" ")}
            db.execute(
                text(
                    "INSERT INTO deliveries (person, chat, path, why, campaign, version, step, due_at, state,"
                    " next_at, reason, attempts) VALUES (:person, x'00', 'campaign/lamp-days/week:1', 'campaign',"
                    " 'lamp-days/week', 1, 1, :due, 'waiting', :due, '', 0)"
                ),
                values,
            )
    organiser.visits("overview/sending/0")
    assert "Day of a campaign · Lamp week" in organiser.sees
    assert "How it stands: planned · How many: 10" in organiser.sees
    with house.stores.durable.transaction() as db:
        db.execute(text("UPDATE deliveries SET reason = 'quiet'"))
    organiser.visits("overview/sending/0")
    assert "How it stands: waits: quiet hours · How many: 10" in organiser.sees


def test_topics_that_are_missing_are_told_in_fives(house: House, organiser: Person) -> None:
    organiser.visits("overview/asked/0")
    assert "by 5 adults yet" in organiser.sees
    for number in range(5):
        parent = Person(house, 3000 + number)
        parent.settles_in("parent")
        parent.types("which smart watch for my kid")
    with house.stores.durable.transaction() as db:
        assert search_store.unanswered(db)
    organiser.visits("overview/asked/0")
    assert "Language: English · Adults, in fives: 5" in organiser.sees


def test_help_that_was_shown_is_told_by_situation_and_country(house: House, organiser: Person) -> None:
    organiser.visits("overview/help/0")
    assert "Nothing was shown to ten people" in organiser.sees
    with house.stores.durable.transaction() as db:
        help_totals.add(db, {Where(Situation.BLACKMAIL, "RU"): 10, Where(99, ""): 10}, house.clock.date())
    organiser.visits("overview/help/0")
    page = house.book.page("en", Group.EDUCATOR, Situation.BLACKMAIL)
    assert page
    assert page.title in organiser.sees
    assert "Country: Russia · People, in tens: 10" in organiser.sees
    assert "Country: not said · People, in tens: 10" in organiser.sees


def test_packs_tell_reviews_stale_translations_and_facts_past_their_day(organised: Person) -> None:
    organised.visits("overview/packs/0")
    organised.taps("⬇ CSV")
    heads, *rows = rows_of(file_of(organised, "csv"))
    told = {row[0]: dict(zip(heads, row, strict=True)) for row in rows}
    assert told["lamp"]["Past their “true until”"] == "1"
    assert told["lamp"]["Stale translations"].isdecimal()
    assert told["lamp-days"]["Review by a specialist"] == "nobody yet"


def test_help_lines_that_nobody_has_checked_are_listed_in_parts(organiser: Person) -> None:
    organiser.visits("overview/lines/0")
    assert "Checked: never" in organiser.sees
    organiser.taps("Next page")
    assert "2 of" in organiser.sees


def test_the_forecast_is_the_one_of_plan_in_tens(organised: Person) -> None:
    organised.visits("overview/forecast/0")
    assert "Nothing that concerns 10 people and more is foreseen." in organised.sees
    join(organised.house, 34)
    organised.house.conversation.services.instance.bulk_rate = 1
    organised.visits("overview/forecast/0")
    services = organised.house.conversation.services
    midnight = organised.house.clock.replace(hour=0, minute=0, second=0, microsecond=0)
    with organised.house.stores.durable.transaction() as db:
        courses = forecast(services.library.campaigns(), real(db), midnight, 90, 1, 0.2).simulate_sending.courses
    week = {name: round(one.sent) for name, one in courses.items() if name.startswith("lamp-days/week")}
    assert max(week.values()) == 30, "34 have joined, which is told as 30"
    assert "Lamp week, day 1" in organised.sees
    assert "1 messages a second" in organised.sees
    organised.taps("⬇ CSV and picture")
    told = rows_of(file_of(organised, "csv"))
    lines = [row[2] for row in told if row[0].startswith("Lamp week")]
    assert lines == [str(sent // 10 * 10) for sent in week.values() if sent >= 10]
    assert Image.open(io.BytesIO(file_of(organised, "png"))).width == 1080


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_sheet_comes_as_csv_and_what_is_drawn_is_a_picture(organiser: Person, sheet: str) -> None:
    organiser.visits(f"overview/{sheet}/files")
    assert rows_of(file_of(organiser, "csv"))[0]
    if len(organiser.see().documents) > 1:
        picture = Image.open(io.BytesIO(file_of(organiser, "png")))
        assert picture.width == 1080
    organiser.taps("⬆")
    assert organiser.sees


def test_an_organiser_reads_how_much_waits_for_a_specialist(tmp_path: Path) -> None:
    """What is hidden, for whom that leaves which topics empty, and where ALLOW_UNREVIEWED shows it meanwhile."""
    for number, allowed in enumerate((False, True)):
        packs = [read_pack(folder) for folder in find_packs([FIXTURES])]
        house = House(tmp_path / str(number), open_library(packs, TODAY, allow_unreviewed=allowed))
        house.conversation.services.organisers = frozenset({ORGANISER})
        person = Person(house, ORGANISER)
        person.settles_in("educator")
        person.visits("overview")
        assert ("1 item waits for a specialist and is hidden" in person.sees) is not allowed
        assert ("1 item that no specialist has reviewed is shown with a mark" in person.sees) is allowed
        assert "ALLOW_UNREVIEWED" in person.sees
        person.visits("overview/packs/files")
        lamp = next(row for row in rows_of(file_of(person, "csv"))[1:] if row[0] == "lamp")
        assert lamp[3:5] == (["0", "1"] if allowed else ["1", "0"])
        house.close()


async def test_in_a_browser_the_same_stands_on_the_overview(tmp_path: Path) -> None:
    house = House(tmp_path, open_library(our_packs(), TODAY))
    house.conversation.services.organisers = frozenset({ORGANISER})
    person = Person(house, ORGANISER)
    person.settles_in("educator")
    async with door_of(house) as door:
        browser = await sits_down(door, person)
        await browser.opens("/p/overview")
        assert f"{len(house.packs.hidden)} items wait for a specialist and are hidden" in browser.sees
        assert "12–15 years: Strangers, Private pictures, Manipulation, Feelings and help" in browser.sees
    house.close()


def test_looking_changes_nothing(house: House, organiser: Person) -> None:
    join(house, 10)

    def everything() -> dict[str, list[object]]:
        apart = {"people", "updates", "visits"}
        with house.stores.durable.transaction() as db:
            return {
                name: [tuple(row) for row in db.execute(select(table))]
                for name, table in metadata.tables.items()
                if name not in apart
            }

    organiser.visits("overview")
    before = everything()
    for sheet in SHEETS:
        organiser.visits(f"overview/{sheet}/0")
        organiser.visits(f"overview/{sheet}/files")
    organiser.visits(f"by/{WEEK}:audience/0")
    assert everything() == before


async def test_in_a_browser_it_is_a_table(house: House, organiser: Person) -> None:
    join(house, 10)
    async with door_of(house) as door:
        browser = await sits_down(door, organiser)
        await browser.opens("/p/overview/campaigns/0")
        html = browser.see().html
        assert '<th scope="col" role="columnheader">Joined</th>' in html
        assert '<td role="cell" data-column="Joined">10</td>' in html
        await browser.taps("⬇ CSV and picture")
        assert "mayak-campaigns.csv" in browser.see().html


async def test_a_visitor_in_a_browser_sees_nothing_of_it(house: House) -> None:
    async with opened(house) as door:
        page = await door.browser().opens("/p/overview/campaigns/0")
        assert "Campaigns in numbers" not in page.words
