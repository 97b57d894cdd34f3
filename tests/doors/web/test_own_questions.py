"""A teacher's own questions: typed in the browser, shown on projector and paper; a pupil's chat has letters."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest
from sqlalchemy import func, select

from bot.db import keys, mydata, rotate
from bot.features.own_questions.reading import FILE_BYTES
from bot.features.own_questions.tables import own_questions
from bot.features.quiz.tables import findings, repeats
from bot.packs.upload.upload import open_upload
from bot.values.screen import Copy
from tests.kit.assignments import classes_of
from tests.kit.classrooms import another, code_on
from tests.kit.desk import door_of, sits_down
from tests.kit.live_quiz import arrives, rows
from tests.kit.pupils import joins_here
from tests.kit.question_files import GIFT, MOODLE, workbook
from tests.kit.question_forms import CANARY, QUESTION, board_of, fills, makes_set, unlimited
from tests.kit.site import NASTY
from tests.kit.uploads import sending, sends_file
from tests.talk import House, Person


def said_to(*people: Person) -> str:
    """All that these people have on their screens, the files too, in the form in which Telegram gets it."""
    told = []
    for person in people:
        screen = person.see()
        files = [one.content if isinstance(one.content, bytes) else one.content() for one in screen.documents]
        told.append(repr(screen) + "".join(file.decode("utf-8", "replace") for file in files))
    return "\n".join(told)


async def test_words_stand_on_the_board_and_letters_in_every_chat(house: House, educator: Person) -> None:
    room, pupils = classes_of(house, educator, 5)
    async with door_of(house) as door:
        browser = await sits_down(door, educator)
        await browser.opens(f"/p/class/{room}")
        await browser.taps("My own questions")
        address = await makes_set(browser, room)
        page = await fills(browser, address, **QUESTION)
        assert f"Which {CANARY} is ripe?" in page.html
        assert "✎ Change" in page.html
        assert "to be mended" not in page.words
        await browser.taps("Show them on the projector")
        path = re.search(r"/p/(leading/(\d+))", browser.see().html)
        assert path, browser.see().html
        task = int(path[2])
        everybody = (educator, *pupils)
        for pupil in pupils:
            pupil.types("/menu")
            pupil.taps("📌 Questions on the board")
            pupil.taps("Join in")
            assert CANARY not in said_to(pupil)
        educator.visits(path[1])
        at = re.search(r"http://\S+/live/\w{4}-\w{4}-\w{4}", educator.sees)
        assert at
        educator.taps("First question")
        assert len(arrives(house, *pupils)) == 5
        assert "It stands on the board. Which letter fits?" in pupils[0].sees
        assert [label for label in pupils[0].labels if len(label) == 1] == ["A", "B", "C"]
        assert CANARY not in said_to(*everybody)
        await browser.opens(f"/p/leading/{task}")
        assert f"Which {CANARY} is ripe?" in browser.see().html, "in the browser the leader reads their own words"
        assert f"C. No {CANARY} at all" in browser.see().html
        shown = await board_of(house, at[0])
        assert f"Which {CANARY} is ripe?" in shown
        assert f"<b>C.</b> No {CANARY} at all" in shown
        for place, pupil in enumerate(pupils):
            pupil.taps("B" if place else "A")
            assert CANARY not in said_to(pupil)
        educator.visits(f"leading/{task}/1/closed")
        educator.visits(f"leading/{task}/1/shown")
        assert "✓ B." in educator.sees
        shown = await board_of(house, at[0])
        assert f"<li class=right><b>✓ B.</b> The orange {CANARY}</li>" in shown
        assert f"A ripe {CANARY} is orange." in shown
        educator.visits(f"leading/{task}/over")
        arrives(house, *pupils)
        assert CANARY not in said_to(*everybody)
        afterwards(house, educator, pupils, room, task)


async def test_as_homework_the_words_stand_on_paper_and_letters_are_tapped(house: House, educator: Person) -> None:
    room, pupils = classes_of(house, educator, 5)
    async with door_of(house) as door:
        browser = await sits_down(door, educator)
        address = await makes_set(browser, room)
        await fills(browser, address, **QUESTION)
        await browser.taps("Give it as homework")
        assert "Print the sheet" in browser.sees
        await browser.taps("Until 2 December")
        assert "has it, until 2 December." in browser.sees
        educator.visits(f"class/{room}/own")
        assert "🏠 Homework: set 1 · 1 question" in educator.labels
        educator.taps("🏠 Homework: set 1")
        assert CANARY not in said_to(educator)
    for place, pupil in enumerate(pupils):
        pupil.types("/menu")
        pupil.taps("📌 Questions on the sheet · until 2 December")
        pupil.taps("Begin")
        assert "It stands on your sheet. Which letter fits?" in pupil.sees
        pupil.taps("B" if place else "A")
        assert CANARY not in said_to(pupil)
    educator.visits(f"class/{room}/tasks:0")
    educator.taps("Questions on the sheet")
    assert "5 of 5 have done it." in educator.sees
    educator.taps("What they understood")
    assert "1. Question 1: 80–100 %" in educator.sees


@pytest.mark.parametrize("path", ["own/{n}/home", "own/{n}/home/2530"])
async def test_nobody_else_gives_a_teachers_own_set(house: House, educator: Person, path: str) -> None:
    room, (pupil,) = classes_of(house, educator, 1)
    async with door_of(house) as door:
        browser = await sits_down(door, educator)
        address = await makes_set(browser, room)
        await fills(browser, address, **QUESTION)
    number = address.rsplit("/", 1)[1]
    pupil.visits(f"class/{room}/{path.format(n=number)}")
    assert "has it" not in pupil.sees
    stranger = another(house, 3999, "educator")
    stranger.visits(f"class/{room}/{path.format(n=number)}")
    assert "has it" not in stranger.sees


def afterwards(house: House, educator: Person, pupils: list[Person], room: int, task: int) -> None:
    """What everybody finds when it is over: letters and numbers."""
    for pupil in pupils:
        for path in ("menu", f"due/{task}", f"due/{task}/begin", f"mine/{room}", "export"):
            pupil.visits(path)
            assert CANARY not in said_to(pupil), path
    for path in ("", "/results", "/table", "/done", "/paper", "/again"):
        educator.visits(f"task/{task}{path}")
        assert CANARY not in said_to(educator), path
    educator.visits(f"task/{task}/results")
    assert "1. Question 1: 80–100 %" in educator.sees
    assert "Teach it again" not in educator.sees, "no other set asks this"
    assert not rows(house, repeats)
    assert not rows(house, findings), "nothing of it outlives the class"


async def test_problems_stand_at_their_field_and_what_has_them_is_shown_to_nobody(
    house: House, educator: Person
) -> None:
    room, _ = classes_of(house, educator, 1)
    async with door_of(house) as door:
        browser = await sits_down(door, educator)
        address = await makes_set(browser, room, "Numbers")
        page = await fills(
            browser, address, **(QUESTION | {"stem": "Do we call +7 912 345-67-89?", "note": "", "option-3": ""})
        )
        assert "There is no explanation yet. Write why" in page.html
        assert "Show them on the projector" not in page.labels
        edit = re.search(r'href="(/own/\d+/\d+\?edit=\w+)#write"', page.html)
        assert edit
        page = await browser.opens(edit[1])
        assert re.search(r'<textarea id="note"[^>]*aria-describedby="trouble-note-1', page.html)
        page = await fills(browser, address, **(QUESTION | {"stem": "Do we call +7 912 345-67-89?"}))
        assert "A telephone number: +7 912 345-67-89" in page.html
        assert "Show them on the projector" not in page.labels
        edit = re.search(r'href="(/own/\d+/\d+\?edit=\w+)#write"', page.html)
        assert edit
        page = await browser.opens(edit[1])
        assert re.search(r'<textarea id="stem"[^>]*aria-describedby="trouble-stem-1', page.html)
        page = await fills(browser, address, **QUESTION)
        assert "✎ A " not in page.html
        assert page.html.count('<section class="own"') == 1, "it was changed, not doubled"
        assert "📽 Show them on the projector" in page.labels


async def test_a_question_that_was_taken_out_by_a_slip_can_be_added_again(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 1)
    async with door_of(house) as door:
        browser = await sits_down(door, educator)
        address = await makes_set(browser, room)
        await fills(browser, address, **QUESTION)
        form = re.search(rf'action="{address}/less">(.*?)</form>', browser.see().html, re.DOTALL)
        assert form
        hidden = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', form[1]))
        page = await browser.sends(f"{address}/less", hidden)
        assert "No question is in it yet." in page.words
        assert "its words stand in the form" in page.words
        assert QUESTION["stem"] in page.html
        assert QUESTION["note"] in page.html
        page = await browser.opens(address)
        assert QUESTION["stem"] not in page.html, "it is erased"


async def test_a_set_without_a_whole_question_speaks_of_no_file(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 0)
    async with door_of(house) as door:
        browser = await sits_down(door, educator)
        address = await makes_set(browser, room)
        page = await fills(browser, address, stem="Half of one?", **{"option-0": "Yes", "option-1": "No"})
        if page.status == 303:
            page = await browser.opens(address)
        assert "Half of one?" in page.html
        assert "##" not in page.html, "a teacher writes no Markdown"


async def test_a_file_comes_in_and_a_pack_goes_out(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 1)
    async with door_of(house) as door:
        browser = await sits_down(door, educator)
        address = await makes_set(browser, room, "Fruit")
        gift = (
            "::Fruit::What is *orange*? {=A tangerine ~A lime#A lime is green.}\n\n"
            "Put them in order {=lime -> 1 =lemon -> 2 =melon -> 3}\n\n"
        )
        page = await fills(browser, f"{address}/brought", gift=gift)
        assert "A tangerine" in page.html
        assert "Why: A lime: A lime is green." in page.html
        assert "Line 3 stays behind" in page.words
        assert "the names of the questions stay behind: “Fruit”" in page.words
        page = await browser.opens(address)
        page = await fills(browser, f"{address}/brought", gift="What is sour?\nA. A lemon\nB. Sugar\nANSWER: A\n")
        assert "A lemon" in page.html
        assert "There is no explanation yet." in page.html
        status, _, pack = await browser.gets(f"{address}/file/pack")
        assert status == 200
        with zipfile.ZipFile(io.BytesIO(pack)) as archive:
            assert any(name.endswith("quiz.en.md") for name in archive.namelist())
        found = open_upload("my-questions.zip", pack, house.clock.date())
        assert {problem.code for problem in found.errors} <= {"E202"}, "what is still to be mended"


async def test_a_file_is_sent_to_a_set_and_to_the_page_of_the_chat(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 1)
    async with door_of(house) as door:
        browser = await sits_down(door, educator)
        address = await makes_set(browser, room, "Fruit")
        await browser.opens(address)
        page = await sends_file(browser, sending(browser), "moodle.xml", MOODLE.encode(), to=f"{address}/file")
        assert "What is orange?" in page.html
        assert "img cannot be shown here" in page.words
        assert "its hint stays behind: “Look at the peel.”" in page.words
        assert "evil.example" not in page.html
        page = await sends_file(browser, sending(browser), "a.xlsx", workbook(), to=f"{address}/file")
        assert page.html.count('<section class="own"') == 2
        many = "\n\n".join(f"What is the number {n}? {{={n} ~0####It is {n}.}}" for n in range(1, 21))
        page = await sends_file(browser, sending(browser), "many.gift", many.encode(), to=f"{address}/file")
        assert page.html.count('<section class="own"') == 20
        assert "“What is the number 19?” stays behind" in page.words
        assert "“What is the number 18?” stays behind" not in page.words
        assert "/file" not in page.html or "multipart" not in page.html, "there is no room for more"
        other = await makes_set(browser, room, "Others")
        await browser.opens(other)
        form = sending(browser)
        page = await sends_file(browser, form, "a.gift", b"x" * (FILE_BYTES + 1), to=f"{other}/file")
        assert "a file of at most 1024 KiB" in page.words
        page = await sends_file(browser, {}, "a.gift", GIFT.encode(), to=f"{other}/file")
        assert page.status == 403, "no proof that the form is ours"
        await browser.opens(f"/p/class/{room}/own")
        page = await sends_file(browser, sending(browser), "fruit.gift", GIFT.encode())
        assert "2 questions came, as a new set." in page.heading + page.words
        page = await browser.opens(f"/own/{room}")
        assert "✍ fruit (2)" in page.labels


async def test_a_colleague_sees_letters_and_reads_what_to_do(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 1)
    colleague = another(house, 4003, "educator")
    educator.visits(f"class/{room}/invite")
    link = next(button.words for row in educator.see().rows for button in row if isinstance(button, Copy))
    colleague.types(f"/start {link.rpartition('=')[2]}")
    colleague.taps("Teach there too")
    async with door_of(house) as door:
        browser = await sits_down(door, educator)
        address = await makes_set(browser, room)
        await fills(browser, address, **QUESTION)
        await browser.taps("Show them on the projector")
        path = re.search(r"/p/leading/(\d+)", browser.see().html)
        assert path
        theirs = await sits_down(door, colleague)
        page = await theirs.opens(f"/own/{room}")
        assert "You are not the only teacher here." in page.words
        assert not any("✍" in label and "(" in label for label in page.labels)
    missing = "The words of these questions are with the teacher who wrote them"
    for page_of in (f"leading/{path[1]}", f"task/{path[1]}"):
        colleague.visits(page_of)
        assert missing in colleague.sees, page_of
        assert CANARY not in said_to(colleague)
        educator.visits(page_of)
        assert missing not in educator.sees, page_of


async def test_it_is_printed_and_results_are_typed(house: House, educator: Person) -> None:
    room, pupils = classes_of(house, educator, 1)
    async with door_of(house) as door:
        browser = await sits_down(door, educator)
        address = await makes_set(browser, room)
        await fills(browser, address, **QUESTION)
        for name in ("sheet", "key"):
            status, headers, content = await browser.gets(f"{address}/file/{name}")
            assert (status, content[:4]) == (200, b"%PDF")
            assert CANARY not in headers["Content-Disposition"]
        page = await browser.taps("Results from paper")
        assert "1. Question 1" in page.html or "Results from paper" in page.heading
        page = await browser.types("7 B; 8 A; 9 B; 10 B; 11 C")
        assert "Counted: 5 pupils." in page.words
        page = await browser.taps("What they understood")
        assert CANARY not in page.html
        pupils[0].types("/menu")
        assert not any("📌" in label for label in pupils[0].labels), "its words are on paper"


async def test_nothing_is_left_of_it(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 1)
    async with door_of(house) as door:
        browser = await sits_down(door, educator)
        address = await makes_set(browser, room)
        await fills(browser, address, **QUESTION)
        with house.stores.durable.transaction() as db:
            kept = db.execute(select(own_questions)).one()
            assert CANARY.encode() not in kept.words
            assert CANARY not in repr(mydata.export(db, kept.person)), "sealed without the key"
        educator.visits("export")
        whole = {one.name: one.content for one in educator.see().documents}
        mine = json.loads(whole["mayak.json"])["own_questions"]  # type: ignore[arg-type]
        assert QUESTION["stem"] in mine[0]["words"], "who asks for all of theirs gets all of it"
        await browser.opens(f"{address}/drop")
        await browser.taps("Yes, erase them")
        assert not rows(house, own_questions)
        address = await makes_set(browser, room)
        educator.visits(f"class/{room}/closed")
        assert not rows(house, own_questions), "a class that is closed has none"
        room, _ = classes_of(house, another(house, 4001, "educator"), 1)
        assert (await browser.opens(f"/own/{room}")).status == 404


async def test_forget_leaves_no_word(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 1)
    async with door_of(house) as door:
        browser = await sits_down(door, educator)
        await fills(browser, await makes_set(browser, room), **QUESTION)
        educator.visits("forget/now")
        assert not rows(house, own_questions)


async def test_nobody_else_sees_or_changes_it(house: House, educator: Person, child: Person) -> None:
    room, _ = classes_of(house, educator, 1)
    educator.visits(f"class/{room}")
    code = code_on(educator.see())
    other = another(house, 4002, "educator")
    classes_of(house, other, 1)
    async with door_of(house) as door:
        unlimited(door)
        browser = await sits_down(door, educator)
        address = await makes_set(browser, room)
        await fills(browser, address, **QUESTION)
        pupil, _ = await joins_here(door, code)
        visitor = door.browser()
        await visitor.opens("/p/who/educator")
        for foreign in (await sits_down(door, other), await sits_down(door, child), pupil, visitor):
            for path in (
                f"/own/{room}",
                address,
                f"{address}/drop",
                *(f"{address}/file/{n}" for n in ("key", "pack")),
            ):
                page = await foreign.opens(path)
                assert page.status == 404, path
                assert CANARY not in page.html
            await foreign.opens("/p/menu")
            form = foreign.see().typing
            assert form
            for act in ("", "/brought", "/live", "/paper", "/less", "/dropped"):
                page = await foreign.sends(address + act, form | QUESTION | {"gift": "x"})
                assert page.status == 404, act
        for act in ("", "/live", "/dropped"):
            assert (await browser.sends(address + act, QUESTION)).status == 403, "no proof that the form is ours"
        with house.stores.durable.transaction() as db:
            assert db.scalar(select(func.count()).select_from(own_questions)) == 1


@pytest.mark.parametrize("words", NASTY)
async def test_hostile_words_are_words_in_every_field(house: House, educator: Person, words: str) -> None:
    room, _ = classes_of(house, educator, 1)
    async with door_of(house) as door:
        unlimited(door)
        browser = await sits_down(door, educator)
        address = await makes_set(browser, room, words)
        fields = {"stem": words, "option-0": words, "option-1": "b" + words, "right-1": words, "note": words}
        pages = [await fills(browser, address, **fields), await browser.opens(f"/own/{room}")]
        page = await browser.opens(address)
        edit = re.search(r'href="(/own/\d+/\d+\?edit=\w+)#write"', page.html)
        assert edit
        pages += [await browser.opens(edit[1]), await browser.opens(f"{address}?edit={words}")]
        await browser.opens(address)
        pages += [await fills(browser, f"{address}/brought", gift=f"{words} {{={words} ~x}}")]
        for page in pages:
            assert page.status < 500
            for sign in ("<script>alert", "<img src=x", "<svg/onload", "' onmouseover='", ">49"):
                assert sign not in page.html, sign


async def test_a_set_is_opened_by_the_next_key_too(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 1)
    async with door_of(house) as door:
        browser = await sits_down(door, educator)
        await fills(browser, await makes_set(browser, room), **QUESTION)
    assert rotate.rotate(house.stores.durable, house.folder / "bot.key").unreadable == 0
    with house.stores.durable.transaction() as db:
        kept = db.execute(select(own_questions)).one()
        fresh = keys.load(house.folder / "bot.key", make=False)
        assert QUESTION["stem"] in json.loads(fresh.unwrap(kept.words, kept.person))["questions"][0]["stem"]
