"""A teacher's own questions in the browser: typed or brought as a file, shown on their projector and paper.

They are drawn here and not as screens of the house, so that no chat ever carries a word of them.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from bot.chat.browser_forms import FILES, Asked, BrowserForms, FormLimits, LedTo, Shown, TooLate, Way
from bot.chat.browser_people import Who
from bot.chat.items import dead_end
from bot.features.classes import pages as classes_pages
from bot.features.classes import tasks
from bot.features.classes.class_names import class_name
from bot.features.classes.navigation import open_class
from bot.features.classes.store import assignments
from bot.features.live_quiz import domain as live_quiz
from bot.features.live_quiz import pages as live_quiz_pages
from bot.features.own_questions import checking, domain, in_chat, question_form, reading, store
from bot.features.own_questions.domain import OwnWords
from bot.features.own_questions.question_form import address_of
from bot.features.paper import pages as paper_pages
from bot.packs.own_words import LONGEST
from bot.packs.recipe import MOST_QUESTIONS
from bot.pictures.paper_twin import draw_key, draw_sheets
from bot.pictures.sheet import pdf
from bot.values.audience import Audience
from bot.values.drawn_number import read_number
from bot.values.screen import Document, Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.chat.browser_forms import Answer
    from bot.chat.turn import Reader, Turn
    from bot.features.classes.store.classrooms import Classroom
    from bot.features.own_questions.checking import Trouble
    from bot.packs.model import Item
    from bot.packs.own_words import OwnQuestion
    from bot.pictures.paper_twin import PaperQuestion
    from bot.values.page import Page

SET = "/own/{room}/{number}"
"""The address of a set."""

FILES_OF_A_SET = {"sheet": "mayak-own-sheet.pdf", "key": "mayak-own-key.pdf", "pack": "my-questions.zip"}


@dataclass(frozen=True, slots=True)
class Opened:
    """What one look into the store found: the teacher's turn (its reader outlives the look), class and sets."""

    turn: Turn
    classroom: Classroom
    one: OwnWords | None = None
    mine: tuple[OwnWords, ...] = ()
    colleagues: str = ""
    """What the teacher sees of the own questions of others who teach the class."""

    @property
    def words(self) -> OwnWords:
        """The set that was asked for; only where the address names one."""
        assert self.one is not None  # noqa: S101 - `_open` has looked
        return self.one


def _open(turn: Turn, parts: Mapping[str, str]) -> Opened | None:
    """Open a class of a teacher, and a set of theirs in it where the address names one."""
    room, number = read_number(parts["room"]), read_number(parts.get("number", ""))
    teaches = bool(room) and turn.audience is Audience.EDUCATOR
    classroom = open_class(turn, room) if teaches else None
    words = domain.get(turn, room, number) if classroom and number else None
    if classroom is None or ("number" in parts and words is None):
        return None
    return Opened(turn, classroom, words, tuple(domain.of_room(turn, room)), in_chat.of_colleagues(turn, room))


def _nothing(asked: Asked[None]) -> Answer:
    return Shown(dead_end(asked.reader), classes_pages.Classes().path, HTTPStatus.NOT_FOUND)


forms = BrowserForms(_open, _nothing)


@forms.offers(classes_pages.Classroom, who=Who.CHAT)
def ways(reader: Reader, page: Page, screen: Screen) -> tuple[Way, ...]:
    """Return the way from a class that may be given something to its teacher's own questions."""
    if not isinstance(page, classes_pages.Classroom):
        return ()
    gives = classes_pages.GiveTopics(page.room)
    if all(not isinstance(one, Link) or one.page != gives for row in screen.rows for one in row):
        return ()
    return (Way(reader.say("✍ My own questions"), f"/own/{page.room}"),)


@forms.page("/own/{room}")
async def sets(asked: Asked[Opened]) -> Answer:
    """List the teacher's own sets of a class, with a field for a new one."""
    opened = asked.opened
    say, room = opened.turn.say, opened.classroom.room
    text = join(
        [
            bold(say("My own questions · {name}", name=class_name(opened.turn, opened.classroom))),
            in_chat.about(opened.turn),
            opened.colleagues,
        ]
    )
    buttons = tuple(Way(f"✍ {one.title} ({len(one.questions)})", address_of(one)) for one in opened.mine)
    return _shown(opened, text, buttons, question_form.for_a_new_set(opened.turn, room, len(opened.mine)))


@forms.form("/own/{room}")
async def make(asked: Asked[Opened]) -> Answer:
    """Make a set. Idempotent: the number in the form makes it one set, even if the form is sent again."""
    opened, number = asked.opened, read_number(asked.form.get("number", ""))
    if not number:
        return TooLate()
    title = question_form.in_one_line(asked.form.get("title", ""))[: LONGEST["title"]]
    words = OwnWords(number, opened.classroom.room, title or opened.turn.say("My questions"))
    if all(one.number != number for one in opened.mine) and not await _kept(asked, words):
        return _full(opened)
    return LedTo(address_of(words))


@forms.page(SET)
async def one(asked: Asked[Opened]) -> Answer:
    """Show a set: its questions with their problems, the form for one more, what can be done with it."""
    return await _one(asked.opened, asked.query.get("edit", ""))


@forms.form(SET)
async def write(asked: Asked[Opened]) -> Answer:
    """Keep a question as it was typed, problems and all; what has problems is shown to nobody."""
    words, question = asked.opened.words, question_form.typed(asked.form)
    if not question.id:
        return TooLate()
    if question.stem or question.options or question.note:
        await _kept(asked, words.having(question, asked.form.get("instead", "")))
    return LedTo(f"{address_of(words)}#{question.id}")


@forms.form(f"{SET}/brought")
async def bring(asked: Asked[Opened]) -> Answer:
    """Take questions that were pasted; tell what of them stays behind."""
    words = asked.form.get("gift", "").replace("\r\n", "\n")
    return await _brought(asked, reading.PASTED, words.encode())


@forms.form(f"{SET}/file", FormLimits(file=True, few=FILES))
async def bring_file(asked: Asked[Opened]) -> Answer:
    """Take the questions of a file; tell what of it stays behind."""
    content = await asked.read_file(reading.FILE_BYTES)
    if content is not None:
        return await _brought(asked, asked.file_name, content)
    return await _one(asked.opened, "", [in_chat.send_a_file(asked.opened.turn)])


@forms.form(f"{SET}/less")
async def take_out(asked: Asked[Opened]) -> Answer:
    """Erase a question; its words are handed back in the form, for a hand may slip."""
    words, name = asked.opened.words, asked.form.get("question", "")
    await _kept(asked, words.without(name))
    return await _one(replace(asked.opened, one=words.without(name)), "", gone=words.find(name))


@forms.form(f"{SET}/live")
async def lead(asked: Asked[Opened]) -> Answer:
    """Begin a live quiz: the words on the projector, letters in the chats."""
    return await _given(asked, live_quiz.begin, live_quiz_pages.Leading)


@forms.form(f"{SET}/paper")
async def on_paper(asked: Asked[Opened]) -> Answer:
    """Let results from paper be typed: an assignment of today of which no pupil is told."""

    def give(turn: Turn, classroom: Classroom, item: Item) -> int:
        recipe = tasks.recipe_of(turn, item.ref)
        task, new = assignments.give(turn.db, classroom.room, str(item.ref), turn.today, turn.today, recipe)
        if new:
            assignments.change(turn.db, task, late=False)
        return task

    return await _given(asked, give, paper_pages.PaperResults)


@forms.page(f"{SET}/drop")
async def ask(asked: Asked[Opened]) -> Answer:
    """Ask before a set is erased."""
    opened = asked.opened
    say, address = opened.turn.say, address_of(opened.words)
    words = say("Erase these questions? What the class answered stays, in letters.")
    buttons = (
        Way(say("🗑 Yes, erase them"), f"{address}/dropped", acts=True),
        Way(say("No, go back"), address),
    )
    return _shown(opened, join([bold(opened.words.title), words]), buttons)


@forms.form(f"{SET}/dropped")
async def drop(asked: Asked[Opened]) -> Answer:
    """Erase a set."""
    number = asked.opened.words.number
    await asked.in_turn(lambda turn: store.drop(turn.db, turn.person.key, number))
    return LedTo(f"/own/{asked.opened.classroom.room}")


@forms.page(f"{SET}/file/pack")
async def pack(asked: Asked[Opened]) -> Answer:
    """Give a set as a pack, to send to review."""
    words, tier = asked.opened.words, asked.opened.classroom.tier
    return Document(FILES_OF_A_SET["pack"], lambda: checking.as_pack(words, tier))


@forms.page(f"{SET}/file/key")
async def key(asked: Asked[Opened]) -> Answer:
    """Give the key of a set to print."""
    words, asks = asked.opened.words, await _on_paper(asked.opened)
    if not asks:
        return await _one(asked.opened, "")
    title = asked.opened.turn.say("Key: {title}", title=words.title)
    rtl = asked.opened.turn.phrases.rtl
    return Document(FILES_OF_A_SET["key"], lambda: pdf([draw_key(title, asks, rtl=rtl)]))


@forms.page(f"{SET}/file/sheet")
async def sheet(asked: Asked[Opened]) -> Answer:
    """Give the sheet of a set to print."""
    words, asks = asked.opened.words, await _on_paper(asked.opened)
    if not asks:
        return await _one(asked.opened, "")
    head = asked.opened.turn.say(
        "My number: ______    Date: ____________    There is no hurry, and mistakes are welcome."
    )
    rtl = asked.opened.turn.phrases.rtl
    return Document(FILES_OF_A_SET["sheet"], lambda: pdf(draw_sheets(words.title, head, asks, rtl=rtl)))


async def _on_paper(opened: Opened) -> list[PaperQuestion]:
    """Return the questions of a set that can be asked, as they are printed."""
    ready = checking.ready(opened.words, await _troubles(opened, opened.words))
    return [question_form.on_paper(opened.turn, one) for one in opened.words.questions if one.id in ready]


async def _brought(asked: Asked[Opened], name: str, content: bytes) -> Answer:
    """Add the questions of a file to a set, as many as have room; tell what of it stays behind."""
    words, turn, tier = asked.opened.words, asked.opened.turn, asked.opened.classroom.tier
    found = await asyncio.wrap_future(
        reading.read_in_sandbox(name, content, tier, turn.locale, turn.today, asked.children)
    )
    told, room = in_chat.left_in_words(turn, found.left), MOST_QUESTIONS - len(words.questions)
    told += question_form.without_room(turn, found.questions[room:])
    for question in found.questions[:room]:
        words = words.having(question)
    if found.questions[:room]:
        await _kept(asked, words)
    return await _one(replace(asked.opened, one=words), "", told)


async def _troubles(opened: Opened, words: OwnWords) -> dict[str, list[Trouble]]:
    if not words.questions:
        return {}
    return await asyncio.to_thread(checking.troubles_of, words, opened.classroom.tier, opened.turn.today)


async def _kept(asked: Asked[Opened], words: OwnWords) -> bool:
    """Keep a set, with those of its questions in letters that can be asked. Errors: StoreAway."""
    ready = checking.ready(words, await _troubles(asked.opened, words))
    lettered = words.lettered(asked.opened.classroom.tier, ready)
    return bool(await asked.in_turn(lambda turn: domain.save(turn, words, lettered)))


async def _given(
    asked: Asked[Opened], give: Callable[[Turn, Classroom, Item], int], page: Callable[[int], Page]
) -> Answer:
    """Give the class a set in letters, and lead to where it is."""
    words, classroom = asked.opened.words, asked.opened.classroom

    def act(turn: Turn) -> int:
        item = domain.letters_of(turn, words).item(turn, turn.locale, words.ref)
        return give(turn, classroom, item) if item else 0

    task = await asked.in_turn(act)
    return LedTo(page(task)) if task else _full(asked.opened)


async def _one(opened: Opened, edited: str, left: Sequence[str] = (), gone: OwnQuestion | None = None) -> Answer:
    words = opened.words
    found = await _troubles(opened, words)
    text = join([bold(words.title), *question_form.told_of(opened.turn, words, found, gone), *left])
    buttons = question_form.ways_of(opened.turn, words, bool(checking.ready(words, found)))
    return _shown(opened, text, buttons, question_form.for_a_set(opened.turn, words, found, edited, gone))


def _shown(
    opened: Opened, text: Text, buttons: tuple[Way, ...], drawn: question_form.OwnForms | None = None
) -> Answer:
    page = classes_pages.Classroom(opened.classroom.room)
    label = opened.turn.say("⬆ {name}", name=class_name(opened.turn, opened.classroom))
    part = question_form.drawn_forms(drawn) if drawn else None
    return Shown(Screen(text, ((Link(label, page),),)), page.path, ways=buttons, part=part)


def _full(opened: Opened) -> Answer:
    say = opened.turn.say
    words = say("There are as many sets or assignments as I can keep, or no question can be asked yet.")
    back = Way(say("⬆ My own questions"), f"/own/{opened.classroom.room}")
    return _shown(opened, join([words]), (back,))
