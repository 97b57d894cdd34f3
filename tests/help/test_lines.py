"""Which lines are shown to whom, in which order."""

from datetime import UTC, datetime

from bot.help.help_book import package_book
from bot.help.helpline_selection import answering, emergency, to_report, to_talk
from bot.help.situations import Group
from bot.packs.model import Helpline
from tests.help.reading import NOON

NIGHT = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
DAY = "Mo-Su 09:00-18:00"


def names(lines: list[Helpline], group: Group = Group.CHILD, topic: str = "", now: datetime = NOON) -> list[str]:
    return [one.line.name for one in to_talk(lines, group, topic, now)]


def line(name: str, audience: str = "child", **fields: object) -> Helpline:
    made = {"phone": "1", "hours": "24/7", "audience": audience, **fields}
    return Helpline("RU", name, "line", name, **made)  # type: ignore[arg-type]  # fields of a line by name


def test_a_childs_line_stands_before_one_for_everybody() -> None:
    assert names([line("all", "any"), line("child")]) == ["child", "all"]


def test_an_open_line_stands_before_one_of_unknown_hours_and_a_closed_one_comes_last() -> None:
    by_day = line("by day", hours=DAY, zone="Europe/Moscow")
    found = [by_day, line("unknown", hours=""), line("all", "any"), line("open")]
    assert names(found, now=NIGHT) == ["open", "unknown", "all", "by day"]
    assert names(found) == ["by day", "open", "unknown", "all"]


def test_a_line_on_the_topic_stands_before_one_on_another() -> None:
    found = [line("abuse", topics=("abuse",)), line("general"), line("suicide", topics=("suicide",))]
    assert names(found, topic="suicide") == ["suicide", "general", "abuse"]
    assert names(found) == ["general", "abuse", "suicide"]


def test_a_line_of_one_region_stands_behind_those_for_all() -> None:
    assert names([line("Moscow", region="Moscow"), line("everywhere")]) == ["everywhere", "Moscow"]


def test_parents_see_their_own_lines_and_children_do_not() -> None:
    found = [line("child"), line("parent", "parent"), line("family", "family")]
    assert names(found) == ["child", "family"]
    assert names(found, Group.PARENT) == ["parent", "family", "child"]
    assert names(found, Group.EDUCATOR)[0] == "family"


def test_a_line_for_an_unknown_audience_or_in_an_unknown_zone_breaks_nothing() -> None:
    odd = line("odd", "martians")
    lost = line("lost", hours=DAY, zone="Mars/Olympus")
    assert names([odd, lost]) == ["lost"]
    assert answering(lost, NOON).state is None


def test_the_first_emergency_number_is_the_one_for_everything() -> None:
    assert [found.phone for found in emergency(package_book().lines("BE", "en"))] == ["112", "101"]


def test_slips_of_the_list_are_mended() -> None:
    assert [found.phone for found in emergency(package_book().lines("HR", "en"))] == ["112", "194", "192"]
    assert [found.phone for found in emergency(package_book().lines("ZA", "en"))] == ["112", "10 111"]
    assert [found.phone for found in emergency(package_book().lines("UA", "en"))] == ["112"]


def test_places_that_help_children_stand_first() -> None:
    lines = (*package_book().lines("GB", "en"), *package_book().everywhere("en"))
    assert [found.audience for found in to_report(lines, Group.CHILD)] == ["child", "child", "any", "any"]
