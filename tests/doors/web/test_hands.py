"""The person of the visit, not of the phone: what one of a phone began in the browser does nothing for another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot.db.schema import metadata
from tests.kit.classrooms import makes_class
from tests.kit.desk import door_of, sits_down
from tests.kit.question_forms import CANARY, QUESTION, fills, makes_set, unlimited
from tests.kit.studio import editor, organiser, zipped
from tests.kit.studio_forms import LESSON
from tests.kit.text_forms import PAGE, form_on, translated
from tests.kit.translating import BOTH
from tests.kit.uploads import sends_file

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aiohttp import web

    from bot.chat.incoming import What
    from bot.doors.web.site.visit import Visit
    from tests.doors.web.browsing import Browser, Opened, Seen
    from tests.talk import House, Person

__all__ = ["editor", "organiser"]

WRITTEN = {"file": LESSON, "text": "# The fox was here", "audience": "9-11", "locale": "en", "version": "2.0.0"}
SECRETS = ("harbour", "boat", CANARY, "tangerine", "lock")
"""Words that stand on the owl's pages alone."""


@dataclass
class Shared:
    """One phone: the owl, an editor and teacher with a pack and a set of questions, and the fox, who has none."""

    house: House
    door: Opened
    phone: Person
    browser: Browser
    """The fox's."""
    room: int
    questions: str
    texts: dict[str, str]
    kept: dict[str, list[str]] = field(default_factory=dict)

    def rows(self) -> dict[str, list[str]]:
        with self.house.stores.durable.transaction() as db:
            tables = [table for table in metadata.sorted_tables if table.name != "updates"]
            return {table.name: sorted(map(repr, db.execute(select(table)))) for table in tables}

    def passes_on(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The owl takes the phone as soon as the door knows that it was the fox who asked."""
        visit_of = self.door.site.visit_of

        async def then(request: web.Request, sent: What | None = None) -> Visit:
            visit = await visit_of(request, sent)
            self.phone.visits("profile/owl")
            self.kept = self.rows()
            return visit

        monkeypatch.setattr(self.door.site, "visit_of", then)

    def is_untouched(self, page: Seen) -> None:
        """Nothing was done in the owl's name, and nothing of the owl's is shown."""
        assert page.status < 500
        assert self.kept, "the phone has changed hands"
        assert self.rows() == self.kept
        assert not [word for word in SECRETS if word in page.html.lower().replace(WRITTEN["text"].lower(), "")]


@pytest.fixture
async def shared(house: House, editor: Person) -> AsyncIterator[Shared]:
    editor.sends_pack(zipped(BOTH))
    room = makes_class(editor)
    editor.visits("my-picture/is/owl")
    async with door_of(house) as door:
        unlimited(door)
        owl = await sits_down(door, editor)
        questions = await makes_set(owl, room)
        await fills(owl, questions, **QUESTION)
        texts = translated(form_on(await owl.opens(PAGE.format(1))))
        for path in ("profiles/new/fox", "who/educator", "consent/on"):
            editor.visits(path)
        fox = await sits_down(door, editor)
        yield Shared(house, door, editor, fox, room, questions, texts)


def own(shared: Shared) -> dict[str, str]:
    """What every form on the fox's page carries."""
    guard = shared.door.site.guard
    return {"csrf": guard.csrf(shared.browser.cookies[guard.cookie]), "step": "7"}


@pytest.mark.parametrize(
    "path", ["/edit", f"/edit?file={LESSON}", "/edit?new=lesson&place=phishing/9-11", "/p/studio", "/p/edition/1"]
)
async def test_a_page_that_was_asked_for_before_the_phone_changed_hands_is_not_the_others(
    shared: Shared, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    shared.passes_on(monkeypatch)
    shared.is_untouched(await shared.browser.opens(path))


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/edit", {**WRITTEN, "do": "send"}),
        ("/edit", {**WRITTEN, "do": "show"}),
        ("/edit/preview", WRITTEN),
        ("/p/edition/1/sent", {}),
        ("/p/edition/1/dropped", {}),
        ("/p/set/text/on", {}),
        ("/p/forget/now", {}),
        ("/p/studio/stopped", {}),
        ("/words", {"words": "/export"}),
        ("/words", {"words": "What is phishing?"}),
    ],
)
async def test_a_form_that_was_begun_before_the_phone_changed_hands_does_nothing(
    shared: Shared, monkeypatch: pytest.MonkeyPatch, path: str, fields: dict[str, str]
) -> None:
    shared.passes_on(monkeypatch)
    shared.is_untouched(await shared.browser.sends(path, own(shared) | fields))


async def test_texts_that_were_written_before_the_phone_changed_hands_join_no_pack_of_the_other(
    shared: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared.passes_on(monkeypatch)
    page = await shared.browser.sends("/texts", shared.texts | own(shared))
    shared.is_untouched(page)
    assert "Somebody else has the phone by now" in page.words


@pytest.mark.parametrize("act", ["", "/brought", "/live", "/paper", "/less", "/dropped"])
async def test_own_questions_of_another_on_the_phone_stay_as_they_are(
    shared: Shared, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    shared.passes_on(monkeypatch)
    fields = own(shared) | QUESTION | {"id": "abc", "gift": "What? {=a ~b}", "question": "a"}
    page = await shared.browser.sends(shared.questions + act, fields)
    shared.is_untouched(page)
    shared.phone.visits("profile/fox")
    shared.is_untouched(await shared.browser.sends(f"/own/{shared.room}", own(shared) | {"number": "7"}))


@pytest.mark.parametrize(
    ("to", "name", "content"),
    [
        ("/edit/file", "lesson.md", BOTH[LESSON].encode()),
        ("/send", "pack.zip", zipped(BOTH)),
        ("/send", "lesson.md", BOTH[LESSON].encode()),
        ("/own/file", "questions.gift", b"What? {=a ~b}"),
    ],
)
async def test_a_slow_file_is_of_whoever_began_to_send_it(
    shared: Shared, monkeypatch: pytest.MonkeyPatch, to: str, name: str, content: bytes
) -> None:
    shared.passes_on(monkeypatch)
    to = to.replace("/own", shared.questions)
    fields = own(shared) | {"place": "accounts/9-11"}
    shared.is_untouched(await sends_file(shared.browser, fields, name, content, to=to))


@pytest.mark.parametrize("page", ["paper", "own"])
async def test_a_file_goes_to_no_page_on_which_another_is_asked_for_one(
    shared: Shared, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    shared.phone.visits("profile/owl")
    shared.phone.visits(f"class/{shared.room}/own" if page == "own" else f"class/{shared.room}")
    shared.phone.visits("profile/fox")
    shared.passes_on(monkeypatch)
    shared.is_untouched(await sends_file(shared.browser, own(shared), "questions.gift", b"What? {=a ~b}"))


async def test_the_fox_goes_on_in_the_same_browser_when_the_phone_is_the_foxs_again(
    shared: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as meanwhile:
        shared.passes_on(meanwhile)
        await shared.browser.sends("/p/set/text/on", own(shared))
    assert "Somebody else has the phone by now, so nothing was done here." in shared.browser.sees
    shared.phone.visits("profile/fox")
    await shared.browser.opens("/p/settings")
    assert "Text mode: off" in shared.browser.sees
