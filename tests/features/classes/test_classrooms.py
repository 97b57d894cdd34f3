"""A class: made in two taps, joined under an alias by link, poster or code, kept by its teachers alone."""

from __future__ import annotations

import io
import random
import re
from functools import partial

import pytest
from PIL import Image
from sqlalchemy import func, select

from bot.chat import textmode
from bot.db import codes, mydata, retention
from bot.features.classes import pages as classes_pages
from bot.features.classes.store import classrooms, memberships
from bot.features.classes.tables import classrooms as classroom_table
from bot.features.classes.tables import memberships as membership_table
from bot.features.classes.tables import teachers
from bot.values.page import every_page
from bot.values.screen import Copy
from tests.kit.classrooms import LOST, another, code_on, files, full_class, joins, makes_class
from tests.roles import ALL, NOBODY, SETTLED, TEACHERS
from tests.talk import House, Person

WHO_SEES = {
    "join teach/000000000000 mine/1/left": SETTLED,
    "class/make class/give class/print class/results class/seen": SETTLED,
    "join/000000000000 join/000000000000/yes": ALL,
    "class/new class/new/4/1 class/1 class/1/settings class/1/print class/1/pupils class/1/pupils/1/out": TEACHERS,
    "class/new/4/2 class/2 class/2/code class/2/code/2 class/2/invite": TEACHERS,
    "class/new/4/12 class/12/close class/12/closed class/12/stopped": TEACHERS,
    "teach/000000000000/yes": TEACHERS,
    "class/new/4/3 class/3/joining/off class/3/joining/on class/3/pupils/x7/out": TEACHERS,
    "class/1/pupils/1 class/1/pupils/x7 class/1/stop": NOBODY,
    "mine/1 due/1 due/1/begin": "g x x x x x x x",
    "mine/1/leave mine/1/clock mine/1/clock:Europe/Moscow": "g . . . . . . .",
}

NOT_THERE = "You are not in that class any more"

NO_CLASS = "This code opens no class"


def test_a_class_takes_two_taps_and_nothing_typed(educator: Person) -> None:
    educator.types("/class")
    educator.taps("Make a class")
    educator.taps("4 (age 10)")
    assert "Your class is ready" in educator.sees
    assert "I do not watch over anybody" in educator.sees
    educator.taps("To the class")
    assert "9–11 years" in educator.sees
    assert "0 pupils have joined." in educator.sees


def test_the_procedure_card_comes_first(house: House, educator: Person) -> None:
    """In the real packs, a class begins with what to do when a child discloses."""
    from tests.talk import our_library  # noqa: PLC0415 - the real packs are read by few tests

    house.conversation.services.take(our_library())
    educator.visits("class/new/4/77")
    first, second = educator.labels[:2]
    assert first == "📖 The classroom door"
    assert second == "📖 A one-page protocol"
    educator.taps(first[2:])
    assert "The classroom door" in educator.sees


@pytest.mark.parametrize(("grade", "tier"), [(1, "6–8"), (3, "9–11"), (6, "12–15"), (10, "16–17")])
def test_the_grade_says_what_the_class_reads(educator: Person, grade: int, tier: str) -> None:
    makes_class(educator, grade)
    assert f"{tier} years" in educator.sees


def test_a_doubled_tap_makes_one_class(house: House, educator: Person) -> None:
    educator.types("/class")
    educator.taps("Make a class")
    path = educator.button("4 (age").page.path
    educator.visits(path)
    educator.visits(path)
    with house.stores.durable.transaction() as db:
        assert db.scalar(select(func.count()).select_from(classroom_table)) == 1


def test_pupils_join_by_link_and_both_see_the_same_alias(educator: Person, child: Person) -> None:
    room = makes_class(educator)
    joins(child, code_on(educator.see()))
    alias = re.search(r"Here you are (\w+ \w+ (\d+))\.", child.sees)
    assert alias
    educator.visits(f"class/{room}")
    assert "1 pupil has joined." in educator.sees
    educator.taps("👥 Pupils")
    educator.taps(alias[2])
    assert f"Take {alias[1]} out of the class?" in educator.sees


def test_who_joins_a_class_can_go_on_with_what_was_begun(educator: Person, child: Person) -> None:
    child.visits("lesson/lamp/light/9-11")
    makes_class(educator)
    joins(child, code_on(educator.see()))
    child.types("/menu")
    assert child.button("▶ Go on").page.path == "lesson/lamp/light/9-11"


def test_who_takes_a_stop_back_is_told_of_tasks_again(house: House, educator: Person, child: Person) -> None:
    room = makes_class(educator)
    joins(child, code_on(educator.see()))

    def told() -> int | None:
        with house.stores.durable.transaction() as db:
            return db.scalar(select(func.count(membership_table.c.chat)).where(membership_table.c.room == room))

    assert told() == 1
    child.types("/stop")
    assert told() == 0
    child.taps("Undo")
    assert told() == 1


def test_a_code_is_typed_in_any_spelling(educator: Person, child: Person) -> None:
    makes_class(educator)
    code = code_on(educator.see())
    child.types("/class")
    child.types(f" {code[:4].lower()} {code[4:8]}-{code[8:]}".replace("0", "o").replace("1", "l"))
    assert "Join a class?" in child.sees
    child.taps("Join")
    assert "Here you are" in child.sees


def test_russian_letters_of_the_same_look_are_read(child: Person) -> None:
    child.types("/class")
    child.types("АВЕК МНРС ТХУ7")
    assert child.button("Join").page == classes_pages.Joined("ABEKMHPCTXY7")


@pytest.mark.parametrize("words", ["2fa whats that", "im 99 years old", "im 13 years old"])
def test_a_sentence_of_twelve_letters_and_digits_is_no_code(child: Person, words: str) -> None:
    child.types(words)
    assert "Join a class?" not in child.sees
    child.types("ABEK MHPC TXY7")
    assert "Join a class?" in child.sees


def test_what_is_no_code_is_asked_for_again(child: Person) -> None:
    child.types("/class")
    child.taps("I have a code")
    child.types("hello")
    assert "That does not look like a code." in child.sees


def test_a_newcomer_joins_by_the_link_in_three_taps_and_the_class_knows_age_and_country(
    house: House, educator: Person
) -> None:
    educator.visits("where/settings/KZ")
    educator.visits("where/settings/KZ/sure")
    makes_class(educator, 2)
    newcomer = Person(house, 55)
    newcomer.types(f"/start class_{code_on(educator.see())}")  # the first tap: Start
    newcomer.taps("I agree")
    newcomer.taps("Join")
    assert "Here you are" in newcomer.sees
    newcomer.types("/settings")
    assert "I am: 6–8 years" in newcomer.sees
    assert "Country: Kazakhstan" in newcomer.sees


def test_a_newcomer_with_a_wrong_code_is_asked_who_they_are_and_can_say_that_they_are_no_pupil(
    house: House,
) -> None:
    newcomer = Person(house, 55)
    newcomer.types("/start class_0123456789AB")
    newcomer.taps("I agree")
    newcomer.taps("Join")
    assert "opens no class" in newcomer.sees
    newcomer.types("/menu")
    assert "Who are you?" in newcomer.sees
    other = Person(house, 56)
    other.types("/start class_0123456789AB")
    other.taps("I am not a pupil")
    other.taps("Educator")
    assert "This code is for pupils" in other.sees


def test_who_only_looks_round_is_asked_first(house: House, educator: Person) -> None:
    makes_class(educator)
    visitor = Person(house, 56)
    visitor.settles_in("9-11", agrees=False)
    path = f"join/{code_on(educator.see())}"
    visitor.visits(path)
    assert "For that I have to remember you:" in visitor.sees
    visitor.visits(f"{path}/yes")
    assert "For that I have to remember you:" in visitor.sees
    visitor.taps("I agree")
    visitor.taps("Join")
    assert "Here you are" in visitor.sees


def test_a_person_may_be_in_several_classes_and_twice_in_none(
    house: House, educator: Person, child: Person
) -> None:
    for grade in (3, 4):
        makes_class(educator, grade)
        for _ in range(2):
            joins(child, code_on(educator.see()))
    with house.stores.durable.transaction() as db:
        assert db.scalar(select(func.count()).select_from(membership_table)) == 2
    child.types("/class")
    assert sum(label.startswith("🏫") for label in child.labels) == 2


def test_a_pupil_of_another_age_is_offered_what_the_class_reads(house: House, educator: Person) -> None:
    makes_class(educator, 4)
    young = another(house, 57, "6-8")
    joins(young, code_on(educator.see()))
    assert "Your class reads what is for 9–11 years" in young.sees
    young.taps("Show me 9–11 years")
    young.types("/class")
    young.visits(next(link.page.path for link in textmode.links(young.see()) if link.label.startswith("🏫")))
    assert "Your class reads" not in young.sees


def test_22_right_wrong_and_expired_codes_look_alike(house: House, educator: Person) -> None:
    room = makes_class(educator)
    expired = code_on(educator.see())
    educator.visits(f"class/{room}/code/2")
    educator.visits(f"class/{room}")
    right = code_on(educator.see())
    doorways = []
    for number, code in enumerate((right, expired, codes.new_code())):
        pupil = another(house, 60 + number)
        doorways.append(pupil.types(f"/start class_{code}").text)
    assert doorways[0] == doorways[1] == doorways[2], "nothing is told before a try is spent"
    told = []
    for number, code in enumerate((expired, codes.new_code())):
        told.append(another(house, 70 + number).visits(f"join/{code}/yes").text)
    assert told[0] == told[1]
    assert NO_CLASS in told[0].plain


def test_22_five_tries_an_hour(house: House, educator: Person, child: Person) -> None:
    makes_class(educator)
    right = code_on(educator.see())
    for _ in range(5):
        child.visits(f"join/{codes.new_code()}/yes")
        assert NO_CLASS in child.sees
    child.visits(f"join/{right}/yes")
    assert "try again in an hour" in child.sees, "the sixth is not looked up, even a right one"
    house.later(minutes=61)
    child.visits(f"join/{right}/yes")
    assert "Here you are" in child.sees


def test_22_a_hundred_thousand_guesses_find_nothing(house: House, educator: Person) -> None:
    """Past the limit of tries, against twenty classes: what the codes' own length is worth."""
    for grade in range(20):
        makes_class(educator, grade % 11 + 1)
    chance = random.Random(22)  # noqa: S311 - an attacker's guesses
    with house.stores.durable.transaction() as db:
        guesses = {"".join(chance.choices(codes.LETTERS, k=codes.LENGTH)) for _ in range(100_000)}
        assert not guesses & set(db.scalars(select(classroom_table.c.code)))
    assert len(codes.LETTERS) ** codes.LENGTH >= 2**60


def test_19_forgetting_gives_no_more_tries_and_leaves_no_trace_of_them(house: House, educator: Person) -> None:
    """Whoever says /forget and agrees anew is the same account: five codes an hour, counted in memory alone."""
    makes_class(educator)
    right = code_on(educator.see())
    pupil = Person(house, 4321)
    for _ in range(6):
        pupil.settles_in("9-11")
        pupil.visits(f"join/{codes.new_code()}/yes")
        pupil.visits("forget/now")
    pupil.settles_in("9-11")
    pupil.visits(f"join/{right}/yes")
    assert "try again in an hour" in pupil.sees
    tries = house.conversation.services.tries
    assert len(tries) == 1
    assert "4321" not in repr(vars(tries)), "nobody's number stands in it"
    house.later(minutes=61)
    house.conversation.forget_visitors(house.clock)
    assert len(tries) == 0, "an hour later it is forgotten"
    pupil.visits(f"join/{right}/yes")
    assert "Here you are" in pupil.sees


def test_a_code_ends_after_two_months_and_can_be_renewed(house: House, educator: Person, child: Person) -> None:
    makes_class(educator)
    house.later(days=classrooms.CODE_DAYS + 1)
    joins(child, code_on(educator.see()))
    assert NO_CLASS in child.sees
    educator.types("/class")
    educator.taps("🏫")
    educator.taps("⚙ This class")
    educator.taps("🔑 New code")
    assert "will open nothing any more" in educator.sees, "the poster on the wall hangs on it"
    educator.taps("⬆")
    joins(child, code_on(educator.see()))
    assert NO_CLASS in child.sees, "nothing has changed yet"
    educator.taps("⚙ This class")
    educator.taps("🔑 New code")
    educator.taps("Yes, make a new code")
    educator.taps("⬆")
    joins(child, code_on(educator.see()))
    assert "Here you are" in child.sees


def test_a_doubled_tap_renews_once(educator: Person) -> None:
    room = makes_class(educator)
    educator.visits(f"class/{room}/code/2")
    once = educator.see().text
    educator.visits(f"class/{room}/code/2")
    assert educator.see().text == once


def test_a_pupil_leaves_and_is_taken_out(educator: Person, child: Person) -> None:
    room = makes_class(educator)
    code = code_on(educator.see())
    joins(child, code)
    child.taps("Leave the class")
    child.taps("Yes, leave")
    educator.visits(f"class/{room}")
    assert "0 pupils have joined." in educator.sees
    joins(child, code)
    educator.visits(f"class/{room}/pupils")
    educator.visits(textmode.links(educator.see())[0].page.path)
    educator.taps("Yes, take it out")
    assert "0 pupils have joined." in educator.sees
    child.visits(f"mine/{room}")
    assert NOT_THERE in child.sees


def test_a_full_class_says_so_and_the_teacher_makes_room(house: House, educator: Person, child: Person) -> None:
    room = makes_class(educator)
    code = code_on(educator.see())
    full_class(house, room)
    joins(child, code)
    assert "this class is full" in child.sees
    educator.visits(f"class/{room}")
    assert "The class is full" in educator.sees
    educator.taps("👥 Pupils")
    educator.types("3, 7, 12–20")
    assert "Take 11 pupils of" in educator.sees
    assert "3, 7, 12, 13, 14, 15, 16, 17, 18, 19, 20" in educator.sees
    educator.taps("☑ 7")
    assert "Take 10 pupils of" in educator.sees
    educator.types("8")
    assert "Take 11 pupils of" in educator.sees
    educator.taps("Yes, take all 11 out")
    assert "49 pupils have joined." in educator.sees
    assert not {"3", "8", "12", "20"} & set(educator.labels)
    assert "7" in educator.labels
    child.taps("Try again")
    assert "Here you are" in child.sees


def test_all_are_chosen_but_the_real_ones(house: House, educator: Person, child: Person) -> None:
    room = makes_class(educator)
    joins(child, code_on(educator.see()))
    alias = re.search(r"Here you are \w+ \w+ (\d+)\.", child.sees)
    assert alias
    full_class(house, room, but=1)
    educator.visits(f"class/{room}/pupils")
    educator.taps("Choose all")
    assert "Take 60 pupils of" in educator.sees
    educator.taps(f"☑ {alias[1]}")
    educator.taps("Yes, take all 59 out")
    assert "1 pupil has joined." in educator.sees
    child.visits(f"mine/{room}")
    assert "Here you are" in child.sees


def test_what_is_no_number_of_the_class_chooses_nobody(house: House, educator: Person) -> None:
    room = makes_class(educator)
    full_class(house, room, but=50)
    educator.visits(f"class/{room}/pupils")
    educator.types("61, 99–100")
    assert "None of these is a number of this class." in educator.sees
    assert "10 pupils have joined." in educator.sees


def test_joining_is_held_and_let_go_on(house: House, educator: Person, child: Person) -> None:
    room = makes_class(educator)
    code = code_on(educator.see())
    sister = another(house, 90)
    joins(sister, code)
    educator.taps("👥 Pupils")
    educator.taps("⏸ Hold joining")
    assert "Joining is held" in educator.sees
    educator.visits(f"class/{room}")
    assert "Joining is held" in educator.sees
    joins(child, code)
    for _ in range(7):
        assert "joining is on hold" in child.sees
        child.taps("Try again")
    sister.visits(f"join/{code}/yes")
    assert "Here you are" in sister.sees, "who is in stays in"
    child.visits(f"class/{room}/joining/on")
    assert LOST in child.sees
    educator.taps("👥 Pupils")
    educator.taps("▶ Let pupils join")
    assert "Joining is held" not in educator.sees
    child.visits(f"join/{code}/yes")
    assert "Here you are" in child.sees, "who waits may ask as often as they like"


def test_who_is_in_many_classes_is_told_that_it_is_that(
    educator: Person, child: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memberships, "MOST_JOINED", 1)
    for _ in range(2):
        makes_class(educator)
        joins(child, code_on(educator.see()))
    assert "as many classes as I can keep" in child.sees


def test_forgetting_oneself_leaves_the_class(educator: Person, child: Person) -> None:
    room = makes_class(educator)
    joins(child, code_on(educator.see()))
    child.types("/forget")
    child.taps("Yes, forget me")
    educator.visits(f"class/{room}")
    assert "0 pupils have joined." in educator.sees


def test_a_second_teacher_comes_by_a_link_that_works_once(house: House, educator: Person) -> None:
    room = makes_class(educator)
    educator.taps("⚙ This class")
    educator.taps("A second teacher")
    link = next(button.words for row in educator.see().rows for button in row if isinstance(button, Copy))
    payload = link.rpartition("=")[2]
    colleague, stranger = another(house, 80, "educator"), another(house, 81, "educator")
    colleague.types(f"/start {payload}")
    colleague.taps("Teach there too")
    colleague.visits(f"class/{room}")
    assert "0 pupils have joined." in colleague.sees
    stranger.types(f"/start {payload}")
    stranger.taps("Teach there too")
    assert "opens nothing" in stranger.sees
    educator.visits(f"class/{room}/settings")
    educator.taps("Stop teaching here")
    educator.taps("Yes, stop")
    educator.visits(f"class/{room}")
    assert LOST in educator.sees
    colleague.visits(f"class/{room}/stopped")
    colleague.visits(f"class/{room}")
    assert "pupils have joined" in colleague.sees, "the last teacher cannot leave a class alone"


def test_an_invitation_ends_after_two_days(house: House, educator: Person) -> None:
    room = makes_class(educator)
    educator.visits(f"class/{room}/invite")
    link = next(button.words for row in educator.see().rows for button in row if isinstance(button, Copy))
    house.later(days=2, minutes=1)
    colleague = another(house, 80, "educator")
    colleague.visits(f"teach/{link.rpartition('_')[2]}/yes")
    assert "opens nothing" in colleague.sees


def test_a_link_for_teachers_is_not_for_pupils(educator: Person, child: Person) -> None:
    room = makes_class(educator)
    educator.visits(f"class/{room}/invite")
    link = next(button.words for row in educator.see().rows for button in row if isinstance(button, Copy))
    child.types(f"/start {link.rpartition('=')[2]}")
    assert "for educators" in child.sees
    child.visits(f"teach/{link.rpartition('_')[2]}/yes")
    assert LOST in child.sees


def test_closing_lets_pupils_go_and_names_the_day_of_erasure(
    house: House, educator: Person, child: Person
) -> None:
    room = makes_class(educator)
    code = code_on(educator.see())
    joins(child, code)
    educator.taps("⚙ This class")
    assert educator.labels[-1] == "Close the class", "what ends something stands apart, and last"
    educator.taps("Close the class")
    assert "25 December" in educator.sees, "30 days after 25 November"
    educator.taps("Yes, close it")
    child.visits(f"mine/{room}")
    assert NOT_THERE in child.sees
    joins(child, code)
    assert NO_CLASS in child.sees
    educator.visits(f"class/{room}")
    assert "erased on 25 December" in educator.sees
    house.later(days=30)
    with house.stores.durable.transaction() as db:
        retention.sweep(db, house.clock)
        assert db.scalar(select(func.count()).select_from(classroom_table)) == 0


def test_a_class_that_nobody_teaches_is_erased(house: House, educator: Person, child: Person) -> None:
    makes_class(educator)
    joins(child, code_on(educator.see()))
    educator.visits("forget/now")
    with house.stores.durable.transaction() as db:
        retention.sweep(db, house.clock)
        assert db.scalar(select(func.count()).select_from(membership_table)) == 0


def test_the_poster_and_the_key_sheet_are_files_to_print(educator: Person) -> None:
    makes_class(educator)
    educator.taps("Poster and key sheet")
    made = files(educator.see())
    poster = Image.open(io.BytesIO(made["mayak-class.png"]))
    assert poster.size == (1240, 1754)
    assert made["mayak-class.pdf"].startswith(b"%PDF")
    assert made["mayak-keys.pdf"].startswith(b"%PDF")


def test_the_poster_names_the_address_for_who_has_no_telegram(house: House, educator: Person) -> None:
    room = makes_class(educator)
    educator.visits(f"class/{room}/print")
    without = files(educator.see())["mayak-class.png"]
    house.conversation.services.instance.projector = "https://mayak-for-all-schools.of-our-town.example"
    educator.visits(f"class/{room}/print")
    named = files(educator.see())["mayak-class.png"]
    assert named != without
    sheet = Image.open(io.BytesIO(named)).convert("L")
    assert sheet.crop((0, 1700, *sheet.size)).getextrema() == (255, 255), "all of it stands on the page"


def test_a_child_who_does_what_the_poster_says_is_in_the_class(house: House, educator: Person) -> None:
    room = makes_class(educator)
    code = code_on(educator.see())
    educator.visits(f"class/{room}/print")
    drawn = educator.see().documents[0].content
    assert isinstance(drawn, partial)
    named = [label for step in drawn.args[0].steps for label in re.findall("“(.+?)”", step)]
    newcomer = Person(house, 2001)
    newcomer.types(f"/start class_{code}")
    assert named[0] == "Start", "Telegram's own"
    for label in named[1:]:
        newcomer.taps(label)
    assert "Here you are" in newcomer.sees


def test_a_class_is_full_with_sixty(house: House, educator: Person) -> None:
    room = makes_class(educator)
    code = code_on(educator.see())
    for number in range(61):
        joins(another(house, 2000 + number), code)
    with house.stores.durable.transaction() as db:
        assert memberships.numbers(db, room) == list(range(1, 61))


@pytest.mark.parametrize(
    "path", sorted(page.template for page in every_page() if page.template.startswith("class/{room}"))
)
def test_a_class_is_for_its_own_teachers_alone(house: House, educator: Person, child: Person, path: str) -> None:
    """Roles × pages: forged addresses of pupils, parents and other educators change and show nothing."""
    room = makes_class(educator)
    joins(child, code_on(educator.see()))
    with house.stores.durable.transaction() as db:
        number = memberships.numbers(db, room)[0]
    before = everything(house)
    forged = path.format(room=room, number=2, aliases=number, switch="off", topic="accounts", own=1, till="1203")
    for person in (child, another(house, 90), another(house, 91, "parent"), another(house, 92, "educator")):
        told = person.visits(forged).text.plain
        assert LOST in told or path.endswith("stopped"), (person.number, told)
    assert everything(house) == before


def everything(house: House) -> list[object]:
    with house.stores.durable.transaction() as db:
        return [sorted(map(repr, db.execute(select(table)))) for table in (classroom_table, membership_table)]


def test_a_pupils_page_is_for_its_pupil(house: House, educator: Person, child: Person) -> None:
    room = makes_class(educator)
    joins(child, code_on(educator.see()))
    stranger = another(house, 93)
    for path in (f"mine/{room}", f"mine/{room}/leave"):
        told = stranger.visits(path).text.plain
        assert LOST in told or NOT_THERE in told
    stranger.visits(f"mine/{room}/left")
    child.visits(f"mine/{room}")
    assert "Here you are" in child.sees


def test_nothing_of_a_pupil_reaches_the_teacher_but_the_alias(
    house: House, educator: Person, child: Person
) -> None:
    room = makes_class(educator)
    joins(child, code_on(educator.see()))
    with house.stores.durable.transaction() as db:
        keys = {bytes(row[0]).hex() for row in db.execute(select(membership_table.c.person))}
        exports = [repr(mydata.export(db, bytes(row[0]))) for row in db.execute(select(teachers.c.person))]
    assert keys
    assert not any(key in export for key in keys for export in exports)
    for path in (f"class/{room}", f"class/{room}/pupils"):
        assert str(child.number) not in educator.visits(path).text.plain


def test_the_same_in_russian(house: House) -> None:
    педагог = another(house, 94, "educator", "ru")
    педагог.types("/class")
    педагог.taps("Создать класс")
    педагог.taps("4 кл. (10)")
    assert "Класс готов: «" in педагог.sees
    педагог.taps("К классу")
    ученик = another(house, 95, "9-11", "ru")
    ученик.types(f"/start class_{code_on(педагог.see())}")
    ученик.taps("Вступить")
    assert re.search(r"Здесь твоё имя: [А-Я]\w+ [а-я]+ \d+\.", ученик.sees)


def test_a_class_of_one_shows_no_answer(house: House, educator: Person) -> None:
    room = makes_class(educator)
    pupil = another(house, 90)
    joins(pupil, code_on(educator.see()))
    educator.visits(f"given/{room}/q/lamp-sets/light/9-11:2530")
    task = educator.button("How it goes").page.path.split("/")[1]
    pupil.visits(f"due/{task}/begin")
    for number in range(1, 8):
        for marks in ("b", "ab", "abc", "c", ""):
            pupil.visits(f"answer/1/{number}/{marks}")
    educator.visits(f"task/{task}/results")
    assert "%" not in educator.sees
    assert "fewer than 5" in educator.sees


def test_a_class_begins_with_few_buttons_and_a_closed_one_is_marked(educator: Person) -> None:
    room = makes_class(educator)
    own = educator.labels[: educator.labels.index("🏫 Classes")]
    assert len(own) <= 7
    assert not any("lose" in label for label in own)
    educator.visits(f"class/{room}/closed")
    educator.types("/class")
    assert [label for label in educator.labels if label.startswith("📦") and label.endswith("(closed)")]
