"""A file in the chat is of whoever sent it, also when another person of the phone has it once it has arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from sqlalchemy import func, select

from bot.chat.incoming import File, Incoming
from bot.db import people
from bot.doors.telegram import downloads
from bot.features.own_questions.reading import SentQuestions
from bot.features.own_questions.tables import own_questions
from bot.features.publishing import sent_files
from bot.features.publishing.pages import CheckBrokenOff
from tests.kit.classrooms import makes_class
from tests.kit.question_files import GIFT
from tests.kit.studio import editor, organiser, zipped
from tests.kit.translating import BOTH

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.doors.telegram.api import Api
    from tests.talk import House, Person

__all__ = ["editor", "organiser"]


class Slow:
    """Telegram, from where a file takes so long that something happens meanwhile."""

    def __init__(self, content: bytes, meanwhile: Callable[[], object]) -> None:
        self.content = content
        self.meanwhile = meanwhile

    async def download(self, file_id: str, most: int) -> bytes:
        assert file_id
        assert len(self.content) <= most
        self.meanwhile()
        return self.content


def sharing(phone: Person, picture: str, other: str) -> None:
    """Take a picture, and let another educator in."""
    phone.visits(f"my-picture/is/{picture}")
    for path in (f"profiles/new/{other}", "who/educator", "consent/on"):
        phone.visits(path)


def sets(house: House) -> int:
    with house.stores.durable.transaction() as db:
        return db.execute(select(func.count()).select_from(own_questions)).scalar_one()


def here(house: House, phone: Person) -> bytes:
    with house.stores.durable.transaction() as db:
        found = people.find_here(db, house.conversation.services.lookups(phone.number), house.clock.date())
    assert found is not None
    return found.key


@pytest.mark.parametrize("changes", [False, True])
async def test_questions_of_one_teacher_come_to_no_class_of_another(
    house: House, educator: Person, *, changes: bool
) -> None:
    educator.visits(f"class/{makes_class(educator)}/own")
    sharing(educator, "owl", "fox")
    educator.visits(f"class/{makes_class(educator)}/own")
    slow = Slow(GIFT.encode(), lambda: educator.visits("profile/owl") if changes else None)
    file = File("id", "questions.gift", len(GIFT))
    incoming = Incoming(next(house.updates), educator.number, "en", file)
    came = await downloads.fetched(house.conversation, cast("Api", slow), incoming, house.clock)
    assert isinstance(came.what, SentQuestions)
    assert (came.what.brought is None) is changes, "it was not even read for another class"
    house.conversation.answer(came, house.clock)
    assert sets(house) == (0 if changes else 1)


async def test_a_file_that_is_checked_later_joins_no_pack_of_another(
    house: House, editor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    bases: list[bytes] = []
    check = sent_files.check

    def noting(name: str, content: bytes, *, base: bytes, **more: object) -> object:
        bases.append(base)
        return check(name, content, base=base, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(sent_files, "check", noting)
    editor.sends_pack(zipped(BOTH))
    owl = here(house, editor)
    sharing(editor, "owl", "fox")
    fox = here(house, editor)
    words = BOTH["boats/9-11/lesson.en.md"].encode()
    file = File("id", "lesson.en.md", len(words))
    for sender, now_here in ((fox, "fox"), (fox, "owl"), (owl, "fox"), (owl, "owl")):
        editor.visits(f"profile/{now_here}")
        incoming = Incoming(next(house.updates), editor.number, "en", file, person=sender)
        slow = Slow(words, lambda: None)
        await downloads.checked(house.conversation, cast("Api", slow), incoming, house.clock, set())
    assert [bool(base) for base in bases] == [False, False, False, True]


def test_the_check_of_one_holds_no_reply_of_another(house: House, editor: Person) -> None:
    owl = here(house, editor)
    editor.visits("checking")
    sharing(editor, "owl", "fox")
    hold, told = house.conversation.deliveries.hold_check, CheckBrokenOff()
    assert hold(editor.number, house.clock, told, owl) is None, "the fox has the phone"
    editor.visits("profile/owl")
    assert hold(editor.number, house.clock, told, owl) == hold(editor.number, house.clock, told)
    assert hold(editor.number, house.clock, told, here(house, editor)[::-1]) is None
