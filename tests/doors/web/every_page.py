"""Every page: walks the web door as everybody there is and keeps one page of each kind and shape."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from bot.doors.web.clients import RateLimit
from bot.values.page import parse
from tests.doors.web.household import furnished
from tests.kit.accessibility import Shape, shape_of
from tests.kit.classrooms import another
from tests.kit.comparing import raised, sent
from tests.kit.crawler import CLOSED, KEPT_APART, LAST
from tests.kit.desk import door_of, sits_down
from tests.kit.families import finishes, linked
from tests.kit.live_quiz import begins
from tests.kit.pupils import joins_here
from tests.kit.question_forms import QUESTION, fills, makes_set
from tests.kit.reviewing import published
from tests.kit.spaces import Space
from tests.kit.studio import PACK, changed, invited, zipped
from tests.kit.translating import BOTH
from tests.kit.uploads import sending, sends_file
from tests.kit.who_sees import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aiohttp import web

    from bot.chat.conversation import Reply
    from bot.doors.web.site.rendering import More
    from bot.doors.web.site.site import Site
    from bot.doors.web.site.visit import Visit
    from bot.values.page import Page
    from tests.doors.web.browsing import Browser, Opened, Seen, Way
    from tests.talk import House, Person

ALIKE = 3
"""So many pages of one kind are opened by each who walks: one more looks as these do."""

APART = tuple(f"/p/{path}" for path in KEPT_APART)

READERS = ("6-8", "9-11", "12-15", "16-17", "parent", "educator")

OPEN = ("/", "/offline", "/pupil/back", "/app", "/p/menu", "/p/settings", "/p/export", "/p/tip", "/p/check")
DESK = ("/p/menu", "/p/settings", "/p/class", "/p/studio", "/p/organise/0", "/p/invite", "/p/export", "/p/family")
"""Where who reads, and who came from the chat, begin to walk."""

TRAP = "Поздравляем, ты победитель! Забери приз до 18:00, маме не говори: bit.ly/3xK9a"
"""A message that looks like a trap."""

LOST = ("This page is not here any more", "Этой страницы уже нет")
"""What a page says that is not there."""


@dataclass
class Kept:
    """Pages in HTML, by their kind and shape, with the name under which a fault is told."""

    pages: dict[tuple[type[object], Shape], tuple[str, str]] = field(default_factory=dict)
    drawn: set[type[object]] = field(default_factory=set)
    """Kinds that were there when they were shown."""
    who: str = ""

    def __call__(self, reply: Reply, html: str) -> None:
        """Keep a page that is shown."""
        kind = type(parse(reply.path))
        self.pages.setdefault((kind, shape_of(html)), (f"{self.who} {reply.path}", html))
        if not any(lost in reply.screen.text.plain for lost in LOST):
            self.drawn.add(kind)


def watch(site: Site, told: Callable[[Reply, str], None]) -> None:
    """Tell of every page that this site shows from now on."""
    shown = site.shown

    def show(visit: Visit, reply: Reply, status: int = 200, more: More | None = None) -> web.Response:
        response = shown(visit, reply, status, more)
        told(reply, response.text or "")
        return response

    setattr(site, "shown", show)  # noqa: B010 - of this object alone


async def walks(browser: Browser, begin: Iterable[Way | str], last: list[Way | str] | None = None) -> list[Seen]:
    """Follow every link and every form, `ALIKE` of a kind; return the pages. `last`: takes what ends something,
    which is not followed then.
    """
    pages: list[Seen] = []
    seen: set[str] = set()
    alike: Counter[object] = Counter()
    waiting = deque(begin)
    while waiting:
        way = waiting.popleft()
        path = target(way)
        if path in seen or not path.startswith("/") or path.startswith(APART) or "/file/" in path:
            continue
        seen.add(path)
        if last is not None and LAST.search(path):
            last.append(way)
            continue
        alike[kind_of(path)] += 1
        if alike[kind_of(path)] > ALIKE:
            continue
        page = await (browser.opens(path) if isinstance(way, str) else browser.follows(way))
        pages.append(page)
        waiting += [*page.ways, *page.always]
    return pages


def ends_a_class(way: Way | str) -> bool:
    """Whether nothing of a class is there any more after this."""
    return target(way).endswith("/closed")


def target(way: Way | str) -> str:
    """The address that a way leads to."""
    return way if isinstance(way, str) else way.target


def kind_of(path: str) -> type[Page] | str:
    """The kind of the page at an address; the address itself for one of the site's own."""
    page = parse(path.removeprefix("/p/").partition("?")[0]) if path.startswith("/p/") else None
    return type(page) if page else path


async def readers(house: House, kept: Kept, language: str) -> None:
    """Walk as those whom nobody knows."""
    async with door_of(house) as door:
        door.site.guard._pages = RateLimit(1_000_000, 1.0)
        watch(door.site, kept)
        for who in READERS:
            kept.who = f"a reader, {who}"
            browser = door.browser(language)
            await browser.opens("/")
            await browser.opens(f"/p/who/{who}")
            await walks(browser, OPEN)
            await reads_words(browser)
        page = await browser.opens("/p/forget")
        await browser.follows(next(way for way in page.ways if way.target == "/p/forget/now"))


async def at_desks(house: House, kept: Kept, language: str) -> None:
    """Walk as everybody who is remembered."""
    async with door_of(house) as door:
        door.site.guard._pages = RateLimit(1_000_000, 1.0)
        watch(door.site, kept)
        browsers = await everybody(door, kept, language)
        ends: dict[str, list[Way | str]] = {who: [] for who in browsers}
        for who, browser in browsers.items():
            kept.who = who
            await walks(browser, DESK, ends[who])
            await reads_words(browser)
        for who, browser in browsers.items():
            kept.who = f"{who}, at the end"
            await walks(browser, sorted((way for way in ends[who] if target(way) != CLOSED), key=ends_a_class))
            await walks(browser, (way for way in ends[who] if target(way) == CLOSED))
        with pytest.MonkeyPatch.context() as patched:
            for module in ("classes.classrooms", "question_sets.own_sets"):
                patched.setattr(f"bot.features.{module}.own_number", lambda _turn, drawn: drawn)
            for who, browser in browsers.items():
                kept.who = f"{who}, by address"
                await opens_by_address(browser, kept, language)


async def opens_by_address(browser: Browser, kept: Kept, language: str) -> None:
    """Open what no button has led to yet, and do what it asks about."""
    for path in " ".join(rows()).replace("locale/en", f"locale/{language}").split():
        if type(parse(path)) not in kept.drawn and not path.startswith(("forget/now", "wipe")):
            page = await browser.opens(f"/p/{path}")
            for way in page.ways:
                if way.target == f"/p/{path}" and way.form:
                    await browser.follows(way)


async def at_home(house: House, kept: Kept, language: str) -> None:
    """Walk as a child and a parent with a link, in a house with the packs of this repository."""
    child, parent = another(house, 1, "9-11"), another(house, 2, "parent")
    link = linked(house, child, parent)
    finishes(house, child, "lesson:basics/phishing/9-11")
    for path in (f"family/{link}/topic/phishing/on", "family/plan/ab", f"duel/{link}/on/phishing/1"):
        child.visits(path)
    speak(language, child, parent)
    async with door_of(house) as door:
        door.site.guard._pages = RateLimit(1_000_000, 1.0)
        watch(door.site, kept)
        browsers = {"child": await sits_down(door, child), "parent": await sits_down(door, parent)}
        for browser in browsers.values():
            await browser.opens("/p/check")
            await browser.types(TRAP)
            await walks(browser, ("/p/check/saw/urgency.code", "/p/check/adult/urgency", "/p/sign/urgency"), [])
        ends: list[Way | str] = []
        for last in (ends, ends, None):
            for who, browser in browsers.items():
                kept.who = f"{who} at home"
                await walks(browser, (f"/p/duel/{link}", f"/p/family/{link}", f"/p/child/{link}", *DESK), last)


async def reads_words(browser: Browser) -> None:
    """Type what is found, what is not, and a message that looks like a trap."""
    for path, words in (
        ("menu", "lamp лампа"),
        ("menu", "qqqq"),
        ("check", TRAP),
        ("help", TRAP),
        ("check", "ok"),
    ):
        await browser.opens(f"/p/{path}")
        await browser.types(words)


def speak(language: str, *people: Person) -> None:
    for person in people:
        person.visits(f"set/locale/{language}")
        person.language = language


async def everybody(door: Opened, kept: Kept, language: str) -> dict[str, Browser]:
    """Everybody who has something, at a screen of their own."""
    people = furnished(door.house)
    editor, organiser = people.editor, people.organiser
    space = Space(organiser, "Lighthouse School", 1)
    psychologist = invited(organiser, 2003, "psychologist")
    published(editor, people.reviewer, zipped(PACK))
    sent(editor, raised(changed("A boat has a lock.", "Every boat has a lock.")), 2)
    editor.sends_pack(zipped({**BOTH, "pack.yml": BOTH["pack.yml"].replace("id: harbour", "id: pier")}))
    sent(editor, changed("id: harbour", "id: quay", "pack.yml"), 4)
    psychologist.visits("edition/4/note:0")
    psychologist.types("Say what a key is.")
    psychologist.visits("edition/4/return")
    sent(space.editor, changed("id: harbour", "id: mole", "pack.yml"), 5)
    task = begins(people.educator, people.room)
    people.child.visits(f"live/{task}/in")
    people.educator.visits(f"leading/{task}/1/open")
    others = {"psychologist": psychologist, **{f"{who} of a space": one for who, one in space.people.items()}}
    speak(language, *people.people.values(), *others.values())
    pupil, _ = await joins_here(door, people.code, language=language)
    kept.who = "own questions"
    teacher = await sits_down(door, people.educator)
    address = await makes_set(teacher, people.room)
    await fills(teacher, address, **QUESTION)
    await fills(teacher, address, **QUESTION | {"option-1": ""})
    kept.who = "child in a live quiz"
    child = await sits_down(door, people.child)
    await walks(child, (f"/p/live/{task}", f"/p/live/{task}/1"), [])
    await child.opens(f"/p/live/{task}/out")
    kept.who = "results from paper"
    for sheet in ("7 a", "7 z"):
        await teacher.opens(f"/p/task/{people.task}/paper")
        await teacher.types(sheet)
        await teacher.opens(f"/p/task/{people.task}/paper")
        await sends_file(teacher, sending(teacher), "results.csv", sheet.encode())
    return {"pupil": pupil} | {who: await sits_down(door, one) for who, one in (people.people | others).items()}
