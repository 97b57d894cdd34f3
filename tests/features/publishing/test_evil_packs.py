"""A thousand and more evil packs, each one change away from a good one, are sent to the bot as documents: none
breaks it, none is kept or serves, each gets a kind answer, and the good one that comes next is taken.
"""

from __future__ import annotations

import resource
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from bot.features.publishing import tables
from bot.features.publishing.store import editions
from tests.kit.archives import EVIL
from tests.kit.changed_packs import ALL
from tests.kit.evil_packs import GOOD, spoilt
from tests.kit.studio import editor, organiser, zipped
from tests.talk import House, Person

if TYPE_CHECKING:
    from tests.kit.changed_packs import Change

__all__ = ["editor", "organiser"]

GROWTH = 200 * 2**20
"""Bytes by which this process may grow at most while it reads them all."""


def kept(house: House) -> int:
    with house.stores.durable.transaction() as db:
        assert editions.served(db) == []
        return int(db.scalar(select(func.count()).select_from(tables.editions)) or 0)


def refused(house: House, editor: Person, evil: list[Change], archives: list[bytes]) -> None:
    """Send them all; then a good one."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    for change in evil:
        editor.sends_pack(spoilt(change))
        assert editor.sees.startswith("Not taken yet"), change
        assert "I have kept nothing of it." in editor.sees, change
        assert "🛠 Studio" in editor.labels, change
    for content in archives:
        editor.sends_pack(content)
        assert editor.sees.startswith("Not taken yet")
    assert kept(house) == 0
    for pack, files in GOOD.items():
        editor.sends_pack(zipped(files))
        assert "Your draft is here" in editor.sees, pack
    assert kept(house) == len(GOOD)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before < GROWTH


WORDS = {
    "an address in Russian": ("E624", "Заходи на игра.рф!"),
    "an address under a new ending": ("E624", "See gift.zone now."),
    "an address in full-width signs": ("E624", "See ｇｉｆｔ．ｃｏｍ now."),
    "an address spelled out": ("E624", "See gift dot com now."),
    "a chat": ("E624", "Write at t.me/somebody."),
    "a name": ("E624", "Write to @somebody_else."),
    "a number at one go": ("E602", "Call 89001234567."),
    "a number in brackets": ("E602", "Call 8(900)1234567."),
    "a number in full-width digits": ("E602", "Call ８９００１２３４５６７."),
    "a number in other digits": ("E602", "Call ٨٩٠٠١٢٣٤٥٦٧."),
    "a command": ("E626", "Tap /forget to go on."),
    "a link that is shortened": ("E627", "[See](https://clck.ru/abc)."),
}
"""A line in a card, in whatever dress, that would lead a child away; and the code that says so."""


@pytest.mark.parametrize("what", WORDS)
def test_a_line_that_leads_away_is_named_to_its_editor_and_nothing_is_kept(
    house: House, editor: Person, what: str
) -> None:
    code, words = WORDS[what]
    files = dict(GOOD["lamp"])
    files["light/9-11/lesson.ru.md"] += f'\n## Ещё <a id="more"></a>\n\n{words}\n'.encode()
    editor.sends_pack(zipped(files))
    assert editor.sees.startswith("Not taken yet")
    assert code in editor.sees
    assert kept(house) == 0


@pytest.mark.parametrize(
    ("what", "old", "new", "code"),
    [
        ("pack.yml", b"link_hosts: [lamp.example]", b"link_hosts: [lamp.example, t.me]", "E627"),
        ("pack.yml", b"link_hosts: [lamp.example]", b"link_hosts: [vk.cc]", "E627"),
        ("light/9-11/lesson.ru.md", b"topics: [accounts]", b"topics: [accounts, wellbeing]", "E628"),
    ],
)
def test_a_head_that_gives_itself_leave_is_refused(  # noqa: PLR0913, PLR0917 - the parts of one change
    house: House, editor: Person, what: str, old: bytes, new: bytes, code: str
) -> None:
    files = dict(GOOD["lamp"])
    assert old in files[what]
    files[what] = files[what].replace(old, new)
    editor.sends_pack(zipped(files))
    assert code in editor.sees
    assert kept(house) == 0


@pytest.mark.slow
def test_one_of_each_kind_is_refused_kindly_and_the_good_one_is_taken(house: House, editor: Person) -> None:
    kinds = {change.what: change for change in ALL}
    refused(house, editor, [*kinds.values()], [content for _, content in EVIL.values()])


@pytest.mark.soak
def test_all_of_them_are_refused_kindly_and_the_good_one_is_taken(house: House, editor: Person) -> None:
    assert len(ALL) >= 1000
    refused(house, editor, ALL, [content for _, content in EVIL.values()])
