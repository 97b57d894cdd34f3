"""Which page is for whom: an exact table of every page and every role, forged addresses included (check 28)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.chat.incoming import Tap
from bot.chat.views import View
from bot.features.classes import pages as classes_pages
from bot.values.audience import Role
from bot.values.page import every_page, parse
from bot.values.screen import Screen
from bot.values.text import Text
from tests.talk import House, Person

if TYPE_CHECKING:
    from collections.abc import Iterator

ROLES = ("newcomer", "visitor", "6-8", "9-11", "12-15", "16-17", "parent", "educator")
"""A newcomer has not said who they are, a visitor of 9–11 has not agreed to be remembered."""

ALL = "x x x x x x x x"
SETTLED = "g x x x x x x x"
YOUNGEST = "g . x . . . x x"
TIER_9_11 = "g x . x . . x x"
TIER_12_15 = "g . . . x . x x"
TIER_16_17 = "g . . . . x x x"
BOTH_MIDDLE = "g x . x x . x x"
FAMILIES = "g x . x . . x ."
ADULTS = "g . . . . . x x"
NOBODY = ". . . . . . . ."
TEACHERS = ". . . . . . . x"
"""Pages that name the role they are for are lost even to who has not said who they are."""
EDUCATORS = "g . . . . . . x"

TABLE: dict[str, str] = {
    "start start/en": "g g g g g g g g",
    "lost": ". . . . . . . .",
    "who who/9-11 unread/photo privacy export forget stop": ALL,
    "privacy consent consent/on privacy consent/off": ALL,
    "help help/11 help-in:0 help-in/DE help-in/found/GB-US offer/0 heard/0 misheard wipe/1": ALL,
    "where/tips:0 where/tips/found/GB-US where/tips/RU where/tips/RU/sure": SETTLED,
    "menu menu/1 enough term/lamp/lamp tip tip/lamp/light/9-11:x cover class": SETTLED,
    # What is found is the term "Lamp"; the packs of the tests teach no small talk.
    "topics lessons stories quizzes drills rounds campaigns country": SETTLED,
    # A newcomer is greeted first, and then what they type is answered: so a row for each.
    "found/fcae46a8": SETTLED,
    "understood/nothing": SETTLED,
    "typed": SETTLED,
    "said/lamp/lamp:x": "g . . . . . . .",
    "settings set/locale set/locale/en set/audience": SETTLED,
    "where/settings:0 where/settings/found/GB-US where/settings/RU where/settings/RU/sure": SETTLED,
    "set/audience/9-11 set/zone:0 set/zone/Europe/Moscow set/text/off": SETTLED,
    "habits habits/1 habits/1/yes plan/ plan-kept/ab nudge nudge/off rest": SETTLED,
    "join teach/000000000000 mine/1/left": SETTLED,
    "class/make class/give class/print class/results class/seen": SETTLED,
    "join/000000000000 join/000000000000/yes": ALL,
    # The class that the second path makes, with nobody in it and nobody invited.
    "class/new class/new/4/1 class/1 class/1/print class/1/pupils class/1/pupils/1/out": TEACHERS,
    "class/new/4/2 class/2 class/2/code class/2/code/2 class/2/invite": TEACHERS,
    "class/new/4/12 class/12/close class/12/closed class/12/stopped": TEACHERS,
    "class/new/4/3 class/3/give class/3/give/accounts:0 class/3/tasks:0 browse/3/accounts/9-11/en/5:0": TEACHERS,
    "class/new/4/5 paper/5/lamp-sets/light/9-11": TEACHERS,
    "class/new/4/4 give/4/q/lamp-sets/light/9-11 given/4/q/lamp-sets/light/9-11:2530": TEACHERS,
    "class/new/4/6 sets/6 sets/6/new sets/6/new/accounts/1 sets/6/1 sets/6/1/drop": TEACHERS,
    "class/new/4/7 sets/7/new/accounts/1 bank/7/1/more bank/7/1/more/accounts:0 lack/7/1/0000000000": TEACHERS,
    "class/new/4/8 sets/8/1/dropped": TEACHERS,
    "teach/000000000000/yes": TEACHERS,
    # No class has a live quiz; where nothing serves a projector's page, none begins.
    "class/new/4/66 lead/66/lamp-sets/light/9-11 leading/1 leading/1/1/open leading/1/over": TEACHERS,
    "class/1/pupils/1 class/1/stop task/1 task/1/late/on task/1/done task/1/withdraw task/1/withdrawn": NOBODY,
    # No question has this mark.
    "pick/7/1/more/0000000000 put/7/1/more/0000000000": NOBODY,
    "task/1/paper task/1/paper/in": NOBODY,
    "task/1/results task/1/table task/1/again task/1/again/2530 task/1/phase/before": NOBODY,
    "lead/66/lamp-sets/light/9-11:p lead/67/lamp-sets/light/9-11:g": NOBODY,
    "mine/1 mine/1/leave due/1 due/1/begin": "g . . . . . . .",
    "live/1 live/1/in live/1/out live/1/over live/1/1 live/1/1:a live/1/1/a": "g . . . . . . .",
    "look": ADULTS,
    "topics/6-8:0 topic/accounts/6-8:0 items/lesson/6-8:0 lesson/lamp/light/6-8": YOUNGEST,
    "topics/9-11:0 topic/accounts/9-11:0 items/lesson/9-11:0 lesson/lamp/light/9-11": TIER_9_11,
    "topics/12-15:0 topic/accounts/12-15:0 items/quiz/12-15:0 lesson/lamp/light/12-15": TIER_12_15,
    "topics/16-17:0 topic/accounts/16-17:0 items/story/16-17:0 lesson/lamp/light/16-17": TIER_16_17,
    "topics/parent:0 topic/accounts/parent:0 items/story/parent:0 lesson/lamp/light/parent": ADULTS,
    "topics/educator:0 topic/accounts/educator:0 items/quiz/educator:0 lesson/lamp/light/educator": EDUCATORS,
    "drill/lamp/chat drill/lamp/chat:aaaa drill/lamp/chat:aaaa00 after/lamp/chat:aaaa": TIER_16_17,
    "items/drill/16-17:0": TIER_16_17,
    # The honest twin stands under the name of its trap.
    "drill/lamp/chat-ok": "g . . . . . . .",
    "lesson/lamp/light/9-11:x try/lamp/light/9-11:x.a got/lamp/light/9-11:x.a": TIER_9_11,
    "done/lesson/lamp/light/9-11 quiz/lamp-sets/light/9-11": TIER_9_11,
    "about/l/lamp/light/9-11:secret hear/l/lamp/light/9-11:secret flag/l/lamp/light/9-11:secret "
    "flag/q/lamp-sets/light/9-11:key.w": TIER_9_11,
    "lesson/lamp/dark/12-15 quiz/lamp-sets/light/12-15 done/quiz/lamp-sets/light/12-15": TIER_12_15,
    "story/lamp/night story/lamp/night:x story/lamp/night:x.0": BOTH_MIDDLE,
    "items/round/9-11:0 round/lamp-rounds/safe/9-11 round/lamp-rounds/safe/9-11:kaa000 "
    "about/r/lamp-rounds/safe/9-11:m0 "
    "round/lamp-rounds/safe/9-11:kaa000.n judged/lamp-rounds/safe/9-11:kka000 "
    "done/round/lamp-rounds/safe/9-11": TIER_9_11,
    # Of one's own attempt; those who may not begin the quiz have none.
    "begin/lamp-sets/light/9-11:1 question/1/1 mark/1/1/a howsure/1/1/a answer/1/1/a/sure answer/1/1/a own/1/1 "
    "hint/1/1 result/1": TIER_9_11,
    "onward": TIER_9_11,
    "tips tips/3 tips/zone/3 tips/zone/3:Europe/Moscow tips/set/3-16 tip/next tips/set/0-0": SETTLED,
    "clock clock/Europe/Moscow": SETTLED,
    "campaigns/0 invites/on invites/off quiet quiet/over/0 stop/back/0-0-0-0-0": SETTLED,
    "campaign/lamp-days/week open/lamp-days/week:1 part/lamp-days/week:on poster/lamp-days/week": FAMILIES,
    "invite/lamp-days/week": FAMILIES,
    # Its first day is tomorrow.
    "campaign/lamp-days/week:1": "g . . . . . . .",
    # Nobody here is an organiser or was invited to the studio.
    "studio/template studio/news/on edition/1/serve/on edition/1/served/on": NOBODY,
    "checking checking/busy checking/broken-off arrived/1": NOBODY,
    "studio studio/stop arrived edition/1 edition/1/try edition/1/try/9-11:en invite invite/editor": NOBODY,
    "edition/1/send edition/1/sent edition/1/approve edition/1/approved edition/1/cards:0": NOBODY,
    "edition/1/changes:0 edition/1/note:0 edition/1/return versions/lamp studio/flags:0 organise/flags:0": NOBODY,
    "owners:0 owner/lamp owner/lamp/to:1": NOBODY,
    "edit/000000000000 edit/000000000000/yes studio/stopped": SETTLED,
    "organise/0 organise/lamp-days/week pause/lamp-days/week:on": NOBODY,
    "forget/now": ALL,
}


def seen(screen: Screen) -> str:
    """How a page was answered: shown, greeted first, or as a page that is not there."""
    words = screen.text.plain
    assert "Something broke" not in words
    if words.startswith("I am Mayak"):
        return "g"
    closed = "This page is not here any more" in words or "This is for other readers" in words
    return "." if closed else "x"


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Person]]:
    """One person a role, in one house."""
    house = House(tmp_path_factory.mktemp("roles"))
    people: dict[str, Person] = {}
    for number, role in enumerate(ROLES, 1):
        people[role] = Person(house, number)
    yield people
    house.close()


@pytest.fixture(autouse=True)
def numbers_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """A class and a set get the number of the path that makes them, so that the table can name them."""
    for module in ("classes.classrooms", "question_sets.own_sets"):
        monkeypatch.setattr(f"bot.features.{module}.own_number", lambda _turn, drawn, _most: drawn)


def settle(person: Person, role: str) -> None:
    """Bring somebody back to where they stand, whatever the last page has changed."""
    person.visits("forget/now")
    if role == "visitor":
        person.settles_in("9-11", agrees=False)
    elif role != "newcomer":
        person.settles_in(role)
    if role != "newcomer":
        person.visits("begin/lamp-sets/light/9-11:1")


@pytest.mark.parametrize("paths", TABLE)
def test_28_each_page_is_for_just_these(crowd: dict[str, Person], paths: str) -> None:
    for role, person in crowd.items():
        settle(person, role)
    for path in paths.split():
        told = {}
        for role, person in crowd.items():
            told[role] = seen(person.does(Tap(path)))
            if path.startswith(("who/", "set/audience/", "forget/", "consent/", "result/")):
                settle(person, role)
        assert " ".join(told.values()) == TABLE[paths], path


def test_28_every_page_has_its_row() -> None:
    shown = {type(parse(path)) for paths in TABLE for path in paths.split()}
    assert type(None) not in shown, "each path of the table is that of a page"
    assert set(every_page()) == shown


@pytest.mark.parametrize("role", [None, *Role])
def test_28_a_view_that_names_its_role_is_lost_to_all_others(house: House, role: Role | None) -> None:
    house.conversation.services.views.by_page[classes_pages.Classes] = View(
        lambda *_: Screen(Text("secret")), role, newcomer=True, kept=False
    )
    told = []
    for number, who in enumerate(("9-11", "parent", "educator"), 1):
        person = Person(house, number)
        person.settles_in(who)
        told.append(person.visits("class").text.plain == "secret")
    assert told == [role in {None, mine} for mine in (Role.CHILD, Role.PARENT, Role.EDUCATOR)]
    newcomer = Person(house, 9).visits("class").text.plain == "secret"
    assert newcomer is (role is None), "who has not said who they are has no role"
