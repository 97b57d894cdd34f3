"""Overtaking: two who write at one pack are told of each other, and nobody's words are overwritten silently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.features.publishing.store import editions
from tests.kit.desk import door_of, sits_down
from tests.kit.reviewing import hands_over
from tests.kit.studio import PACK, changed, editor, invited, organiser, zipped
from tests.kit.studio_forms import LESSON, form_on

if TYPE_CHECKING:
    from tests.talk import House, Person

__all__ = ["editor", "organiser"]


def test_the_draft_of_another_is_not_overwritten_and_both_read_of_it(organiser: Person, editor: Person) -> None:
    editor.sends_pack(zipped(PACK))
    heir = invited(organiser, 2002)
    hands_over(organiser, heir)
    heir.sends_pack(zipped(changed("A boat has a lock.", "Every boat has a lock.")))
    assert "Your draft is here: Harbour 1.0.1" in heir.sees
    assert "Editor 1 has a draft of the same pack, 1.0.0" in heir.sees
    assert "compare the two" in heir.sees
    heir.visits("compare/1:2/0")
    assert "Every boat has a lock." in heir.sees
    editor.visits("studio")
    assert "1.0.1: drafted · Editor 2" in editor.sees
    with heir.house.stores.durable.transaction() as db:
        assert editions.content(db, 1) != editions.content(db, 2)
    heir.sends_pack(zipped(changed("A boat has a lock.", "No boat is without a lock.")))
    assert "Harbour 1.0.2" in heir.sees or "Harbour 1.0.1" in heir.sees


async def test_words_that_another_window_overtook_are_not_sent_silently(house: House, editor: Person) -> None:
    editor.sends_pack(zipped(PACK))
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        form = form_on(await browser.opens(f"/edit?file={LESSON}"))
        editor.sends_pack(zipped(changed("A boat has a lock.", "Every boat has a lock.")))
        mine = form["text"].replace("Only you", "You alone")
        page = await browser.sends("/edit", form | {"do": "send", "text": mine})
        assert "Not sent yet: since you opened this file, you have sent another version" in page.html
        again = form_on(page)
        assert "You alone" in again["text"], "nothing is lost"
        assert "Every boat" in form_on(await browser.opens(f"/edit?file={LESSON}"))["text"], "nor overwritten"
        page = await browser.sends("/edit", again | {"do": "send"})
        assert "Your draft is here" in page.heading + page.words


async def test_words_for_a_pack_that_was_given_away_do_not_land_in_another(
    house: House, organiser: Person, editor: Person
) -> None:
    editor.sends_pack(zipped(PACK))
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        form = form_on(await browser.opens(f"/edit?file={LESSON}"))
        heir = invited(organiser, 2002)
        hands_over(organiser, heir)
        page = await browser.sends("/edit", form | {"do": "send"})
        assert "the pack harbour belongs to Editor 2 now" in page.html
        assert form_on(page)["text"] == form["text"]


async def test_another_file_that_changed_meanwhile_is_in_nobodys_way(house: House, editor: Person) -> None:
    editor.sends_pack(zipped(PACK))
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        form = form_on(await browser.opens(f"/edit?file={LESSON}"))
        editor.sends_pack(zipped(changed("name: Harbour desk}\nm", "name: Harbour crew}\nm", "pack.yml")))
        page = await browser.sends("/edit", form | {"do": "send"})
        assert "Your draft is here" in page.heading + page.words
        assert "Harbour crew" in form_on(await browser.opens("/edit?file=pack.yml"))["text"]


async def test_every_kind_begins_in_the_browser_and_becomes_a_draft(house: House, organiser: Person) -> None:
    new = invited(organiser, 2008)
    async with door_of(house) as door:
        browser = await sits_down(door, new)
        for kind in ("lesson", "story", "quiz", "tips", "drill", "round", "path", "campaign", "talk"):
            form = form_on(await browser.opens(f"/edit?new={kind}&place=phishing/{kind}/9-11"))
            assert form["file"] == f"phishing/{kind}/9-11/{kind}.en.md", kind
            page = await browser.sends("/edit", form | {"do": "send"})
            assert "Your draft is here" in page.heading + page.words, (kind, page.words[-600:])
        page = await browser.opens("/edit")
        assert "phishing/drill-ok/9-11/drill.en.md" in page.html, "the honest twin came with the drill"
        assert "phishing/campaign/9-11/campaign.yml" in page.html
