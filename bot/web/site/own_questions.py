"""A teacher's own questions: typed in the browser or brought as a file, and shown on their projector and paper.

They are drawn here and not as screens of the house, so that no chat ever carries a word of them.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeVar

from bot.chat.conversation import Reply
from bot.chat.items import dead_end
from bot.db import people
from bot.db.away import StoreAway
from bot.features.classes import pages as classes_pages
from bot.features.classes import tasks
from bot.features.classes.class_names import class_name
from bot.features.classes.navigation import open_class
from bot.features.classes.store import assignments
from bot.features.live_quiz import domain as live_quiz
from bot.features.live_quiz import pages as live_quiz_pages
from bot.features.own_questions import checking, domain, in_chat, reading, store
from bot.features.own_questions.domain import OwnWords
from bot.packs.own_words import LONGEST
from bot.packs.recipe import MOST_QUESTIONS
from bot.pictures.paper_twin import draw_key, draw_sheets
from bot.pictures.sheet import pdf
from bot.values.audience import Audience
from bot.values.drawn_number import read_number
from bot.values.page import parse
from bot.values.screen import Document, Link, Screen
from bot.values.text import bold, join
from bot.web.site import own_forms, rendering
from bot.web.site.files import document_of
from bot.web.site.guard import form_of, led_to
from bot.web.site.own_forms import address_of, way

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from aiohttp import web

    from bot.chat.services import Services
    from bot.chat.turn import Turn
    from bot.features.classes.store.classrooms import Classroom
    from bot.features.own_questions.checking import Trouble
    from bot.packs.model import Item
    from bot.packs.own_words import OwnQuestion
    from bot.values.text import Text
    from bot.web.site.site import Site
    from bot.web.site.visit import Visit

T = TypeVar("T")

FILES = {"sheet": "mayak-own-sheet.pdf", "key": "mayak-own-key.pdf", "pack": "my-questions.zip"}


@dataclass(frozen=True, slots=True)
class _Opened:
    """What one look into the store found: the teacher's turn (its reader outlives the look), class and sets."""

    turn: Turn
    classroom: Classroom
    words: OwnWords | None = None
    mine: tuple[OwnWords, ...] = ()
    colleagues: str = ""
    """What the teacher sees of the own questions of others who teach the class."""


class OwnQuestions:
    """Serves the pages of own questions to teachers who came from the chat."""

    def __init__(self, site: Site, services: Services) -> None:
        self._site = site
        self._services = services

    def add_to(self, router: web.UrlDispatcher) -> None:
        """Add the pages."""
        guarded = self._site.guarded
        router.add_get("/own/{room}", guarded(self.sets))
        router.add_post("/own/{room}", guarded(self.make))
        router.add_get("/own/{room}/{number}", guarded(self.one))
        router.add_post("/own/{room}/{number}", guarded(self.write))
        for name, act in (
            *(("brought", self.bring), ("file", self.bring_file), ("live", self.lead), ("paper", self.on_paper)),
            *(("less", self.take_out), ("dropped", self.drop)),
        ):
            router.add_post(f"/own/{{room}}/{{number}}/{name}", guarded(act))
        router.add_get("/own/{room}/{number}/drop", guarded(self.ask))
        for name in FILES:
            router.add_get(f"/own/{{room}}/{{number}}/file/{name}", guarded(self._file(name)))

    def ways(self, visit: Visit, reply: Reply) -> tuple[rendering.Shown, ...]:
        """Return the way from a class that may be given something to its teacher's own questions."""
        page = parse(reply.path)
        if not visit.remembered or visit.is_pupil or not isinstance(page, classes_pages.Classroom):
            return ()
        gives = Link("", classes_pages.GiveTopics(page.room)).page
        if all(not isinstance(one, Link) or one.page != gives for row in reply.screen.rows for one in row):
            return ()
        return (way(self._site.reader_of(visit).say("✍ My own questions"), f"/own/{page.room}"),)

    # What is asked for

    async def sets(self, request: web.Request) -> web.StreamResponse:
        """List the teacher's own sets of a class, with a field for a new one."""
        return await self._opening(request, self._listed)

    async def make(self, request: web.Request) -> web.StreamResponse:
        """Make a set; the number in the form makes it one however often it is sent."""
        form = await form_of(request)

        async def made(visit: Visit, opened: _Opened) -> web.StreamResponse:
            number = read_number(form.get("number", ""))
            if not number:
                return self._site.too_late(visit)
            title = own_forms.in_one_line(form.get("title", ""))[: LONGEST["title"]]
            words = OwnWords(number, opened.classroom.room, title or opened.turn.say("My questions"))
            if all(one.number != number for one in opened.mine) and not await self._kept(visit, opened, words):
                return self._full(visit, opened)
            return led_to(address_of(words))

        return await self._opening(request, made, form)

    async def one(self, request: web.Request) -> web.StreamResponse:
        """Show a set: its questions with their problems, the form for one more, what can be done with it."""
        edited = request.query.get("edit", "")

        async def shown(visit: Visit, opened: _Opened) -> web.StreamResponse:
            return await self._one(visit, opened, edited)

        return await self._opening(request, shown, of_set=True)

    async def write(self, request: web.Request) -> web.StreamResponse:
        """Keep a question as it was typed, problems and all; what has problems is shown to nobody."""
        form = await form_of(request)

        async def written(visit: Visit, opened: _Opened) -> web.StreamResponse:
            words = _set_of(opened)
            question = own_forms.typed(form)
            if not question.id:
                return self._site.too_late(visit)
            if question.stem or question.options or question.note:
                await self._kept(visit, opened, words.having(question, form.get("instead", "")))
            return led_to(f"{address_of(words)}#{question.id}")

        return await self._opening(request, written, form, of_set=True)

    async def bring(self, request: web.Request) -> web.StreamResponse:
        """Take questions that were pasted; tell what of them stays behind."""
        form = await form_of(request)

        async def brought(visit: Visit, opened: _Opened) -> web.StreamResponse:
            words = form.get("gift", "").replace("\r\n", "\n")
            return await self._brought(visit, opened, reading.PASTED, words.encode())

        return await self._opening(request, brought, form, of_set=True)

    async def bring_file(self, request: web.Request) -> web.StreamResponse:
        """Take the questions of a file; tell what of it stays behind."""
        visit = await self._site.visit_of(request)
        async with self._site.uploads.file_of(request, visit, reading.FILE_BYTES) as (form, content):

            async def brought(visit: Visit, opened: _Opened) -> web.StreamResponse:
                if content is not None:
                    return await self._brought(visit, opened, form.name, content)
                return await self._one(visit, opened, "", [in_chat.send_a_file(opened.turn)])

            return await self._opening(request, brought, form.fields, of_set=True)

    async def _brought(self, visit: Visit, opened: _Opened, name: str, content: bytes) -> web.StreamResponse:
        """Add the questions of a file to a set, as many as have room; tell what of it stays behind."""
        words, turn = _set_of(opened), opened.turn
        tier, children = opened.classroom.tier, self._site.uploads.children
        found = await asyncio.wrap_future(
            reading.read_in_sandbox(name, content, tier, turn.locale, turn.today, children)
        )
        told, room = in_chat.left_in_words(turn, found.left), MOST_QUESTIONS - len(words.questions)
        told += own_forms.without_room(turn, found.questions[room:])
        for question in found.questions[:room]:
            words = words.having(question)
        if found.questions[:room]:
            await self._kept(visit, opened, words)
        return await self._one(visit, replace(opened, words=words), "", told)

    async def take_out(self, request: web.Request) -> web.StreamResponse:
        """Erase a question; its words are handed back in the form, for a hand may slip."""
        form = await form_of(request)

        async def taken(visit: Visit, opened: _Opened) -> web.StreamResponse:
            words, name = _set_of(opened), form.get("question", "")
            await self._kept(visit, opened, words.without(name))
            return await self._one(visit, replace(opened, words=words.without(name)), "", gone=words.find(name))

        return await self._opening(request, taken, form, of_set=True)

    async def lead(self, request: web.Request) -> web.StreamResponse:
        """Begin a live quiz: the words on the projector, letters in the chats."""
        return await self._given(request, live_quiz.begin, lambda task: live_quiz_pages.Leading(task).path)

    async def on_paper(self, request: web.Request) -> web.StreamResponse:
        """Let results from paper be typed: an assignment of today of which no pupil is told."""

        def give(turn: Turn, classroom: Classroom, item: Item) -> int:
            recipe = tasks.recipe_of(turn, item.ref)
            task, new = assignments.give(turn.db, classroom.room, str(item.ref), turn.today, turn.today, recipe)
            if new:
                assignments.change(turn.db, task, late=False)
            return task

        return await self._given(request, give, lambda task: classes_pages.PaperResults(task).path)

    async def ask(self, request: web.Request) -> web.StreamResponse:
        """Ask before a set is erased."""

        async def asked(visit: Visit, opened: _Opened) -> web.StreamResponse:
            say, address = opened.turn.say, address_of(_set_of(opened))
            words = say("Erase these questions? What the class answered stays, in letters.")
            buttons = (
                rendering.Shown("act", say("🗑 Yes, erase them"), f"{address}/dropped"),
                way(say("No, go back"), address),
            )
            return self._shown(visit, opened, join([bold(_set_of(opened).title), words]), buttons)

        return await self._opening(request, asked, of_set=True)

    async def drop(self, request: web.Request) -> web.StreamResponse:
        """Erase a set."""
        form = await form_of(request)

        async def dropped(visit: Visit, opened: _Opened) -> web.StreamResponse:
            await self._site.desks.run(
                self._in_turn, visit, lambda turn: store.drop(turn.db, turn.person.key, _set_of(opened).number)
            )
            return led_to(f"/own/{opened.classroom.room}")

        return await self._opening(request, dropped, form, of_set=True)

    def _file(self, name: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """Return a handler that gives a file of a set: the sheet, its key, or a pack to send to review."""

        async def file(visit: Visit, opened: _Opened) -> web.StreamResponse:
            words, tier = _set_of(opened), opened.classroom.tier
            if name == "pack":
                return await document_of(Document(FILES[name], lambda: checking.as_pack(words, tier)))
            say, found = opened.turn.say, await self._troubles(opened, words)
            ready = checking.ready(words, found)
            asked = [own_forms.on_paper(opened.turn, one) for one in words.questions if one.id in ready]
            if not asked:
                return await self._one(visit, opened, "")
            head = say("My number: ______    Date: ____________    There is no hurry, and mistakes are welcome.")
            key = say("Key: {title}", title=words.title)
            if name == "key":
                return await document_of(Document(FILES[name], lambda: pdf([draw_key(key, asked)])))
            return await document_of(Document(FILES[name], lambda: pdf(draw_sheets(words.title, head, asked))))

        return lambda request: self._opening(request, file, of_set=True)

    # How it is done

    async def _opening(
        self,
        request: web.Request,
        then: Callable[[Visit, _Opened], Awaitable[web.StreamResponse]],
        form: Mapping[str, str] | None = None,
        *,
        of_set: bool = False,
    ) -> web.StreamResponse:
        """Answer a teacher about a class of theirs (and a set of theirs in it); nothing is here for anybody else.
        `form`: what came with the request; it has to be on a page of ours.
        """
        site, visit = self._site, await self._site.visit_of(request)
        if visit.away:
            return site.apology(visit)
        if form is not None and not site.guard.is_ours(visit.visitor.token, form):
            return site.too_late(visit)
        room, number = read_number(request.match_info["room"]), read_number(request.match_info.get("number", ""))
        try:
            opened = await site.desks.run(self._open, visit, room, number) if room else None
            if opened is None or (of_set and opened.words is None):
                return self._nothing(visit)
            return await then(visit, opened)
        except StoreAway:
            return site.apology(visit)

    def _open(self, visit: Visit, room: int, number: int) -> _Opened | None:
        """Look into the store, in its thread."""

        def look(turn: Turn) -> _Opened | None:
            classroom = open_class(turn, room) if turn.audience is Audience.EDUCATOR else None
            if classroom is None:
                return None
            words = domain.get(turn, room, number) if number else None
            return _Opened(
                turn, classroom, words, tuple(domain.of_room(turn, room)), in_chat.of_colleagues(turn, room)
            )

        return self._in_turn(visit, look)

    def _in_turn(self, visit: Visit, act: Callable[[Turn], T]) -> T | None:
        """Do something in a turn of whoever opened this browser from the chat; None for everybody else."""
        services, now, sender = self._services, self._site.clock(), visit.visitor.sender
        if not visit.remembered or visit.is_pupil:
            return None
        with services.stores.durable.transaction() as db:
            person = people.find_here(db, services.lookups(sender), now.date())
            mine = person is not None and person.key == visit.person  # one phone may have several people
            return act(services.turn(db, person, now, sender)) if person and mine else None

    async def _troubles(self, opened: _Opened, words: OwnWords) -> dict[str, list[Trouble]]:
        if not words.questions:
            return {}
        return await asyncio.to_thread(checking.troubles_of, words, opened.classroom.tier, opened.turn.today)

    async def _kept(self, visit: Visit, opened: _Opened, words: OwnWords) -> bool:
        """Keep a set, with those of its questions in letters that can be asked. Errors: StoreAway."""
        ready = checking.ready(words, await self._troubles(opened, words))
        lettered = words.lettered(opened.classroom.tier, ready)
        return bool(
            await self._site.desks.run(self._in_turn, visit, lambda turn: domain.save(turn, words, lettered))
        )

    async def _given(
        self,
        request: web.Request,
        give: Callable[[Turn, Classroom, Item], int],
        path: Callable[[int], str],
    ) -> web.StreamResponse:
        """Give the class a set in letters, and lead to where it is."""
        form = await form_of(request)

        async def given(visit: Visit, opened: _Opened) -> web.StreamResponse:
            words = _set_of(opened)

            def act(turn: Turn) -> int:
                item = domain.letters_of(turn, words).item(turn, turn.locale, words.ref)
                return give(turn, opened.classroom, item) if item else 0

            task = await self._site.desks.run(self._in_turn, visit, act)
            if task:
                return led_to(rendering.address_of(path(task)))
            return self._full(visit, opened)

        return await self._opening(request, given, form, of_set=True)

    # How it is answered

    async def _listed(self, visit: Visit, opened: _Opened) -> web.StreamResponse:
        say, room = opened.turn.say, opened.classroom.room
        text = join(
            [
                bold(say("My own questions · {name}", name=class_name(opened.turn, opened.classroom))),
                in_chat.about(opened.turn),
                opened.colleagues,
            ]
        )
        buttons = tuple(way(f"✍ {one.title} ({len(one.questions)})", address_of(one)) for one in opened.mine)
        forms = own_forms.for_a_new_set(opened.turn, room, len(opened.mine))
        return self._shown(visit, opened, text, buttons, forms)

    async def _one(
        self, visit: Visit, opened: _Opened, edited: str, left: Sequence[str] = (), gone: OwnQuestion | None = None
    ) -> web.StreamResponse:
        words = _set_of(opened)
        found = await self._troubles(opened, words)
        text = join([bold(words.title), *own_forms.told_of(opened.turn, words, found, gone), *left])
        buttons = own_forms.ways_of(opened.turn, words, bool(checking.ready(words, found)))
        forms = own_forms.for_a_set(opened.turn, words, found, edited, gone)
        return self._shown(visit, opened, text, buttons, forms)

    def _shown(
        self,
        visit: Visit,
        opened: _Opened,
        text: Text,
        buttons: tuple[rendering.Shown, ...],
        forms: own_forms.OwnForms | None = None,
    ) -> web.StreamResponse:
        page = classes_pages.Classroom(opened.classroom.room)
        label = opened.turn.say("⬆ {name}", name=class_name(opened.turn, opened.classroom))
        screen = Screen(text, ((Link(label, page),),))
        return self._site.shown(visit, Reply(screen, page.path), more=rendering.More(buttons, own=forms))

    def _full(self, visit: Visit, opened: _Opened) -> web.StreamResponse:
        words = opened.turn.say(
            "There are as many sets or assignments as I can keep, or no question can be asked yet."
        )
        back = way(opened.turn.say("⬆ My own questions"), f"/own/{opened.classroom.room}")
        return self._shown(visit, opened, join([words]), (back,))

    def _nothing(self, visit: Visit) -> web.StreamResponse:
        reply = Reply(dead_end(self._site.reader_of(visit)), classes_pages.Classes().path)
        return self._site.shown(visit, reply, HTTPStatus.NOT_FOUND)


def _set_of(opened: _Opened) -> OwnWords:
    assert opened.words is not None  # noqa: S101 - `_opening` has looked
    return opened.words
