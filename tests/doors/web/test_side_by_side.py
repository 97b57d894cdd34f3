"""What an edition changes, in a browser: a table of words that were and words that are now, with marks told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.doors.web.household import furnished
from tests.kit.comparing import raised, sent
from tests.kit.desk import door_of, sits_down
from tests.kit.reviewing import published
from tests.kit.studio import PACK, changed, zipped

if TYPE_CHECKING:
    from tests.talk import House


async def test_old_and_new_stand_side_by_side_and_what_went_and_came_is_told(house: House) -> None:
    async with door_of(house) as door:
        people = furnished(house)
        published(people.editor, people.reviewer, zipped(PACK))
        sent(people.editor, raised(changed("A boat has a lock.", "A `<b>boat</b>` has no lock.")), 2)
        browser = await sits_down(door, people.reviewer)
        page = await browser.opens("/p/edition/2/changes:0")
        while "<ins>" not in page.html or "boat" not in page.html:
            page = await browser.taps("▶")
        assert "Was:" not in page.words, "the chat's words give way to the table"
        table = page.html[page.html.index('<div class="table texts') :]
        assert '<th scope="col" role="columnheader">As it was</th>' in table
        assert 'data-column="As it is now"' in table
        assert "<ins>" in table
        assert "<del>" in table
        assert "&lt;b&gt;" in table, "words of a stranger are words"
