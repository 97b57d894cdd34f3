"""What a feature declares for the browser alone: the site serves and guards it, and knows no feature by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.browser_forms import BrowserForms, FormLimits, LedTo, Shown
from bot.chat.sent_files import wanted
from bot.values.audience import Audience
from bot.values.screen import Screen
from bot.values.text import Text
from tests.kit.desk import door_of, sits_down

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pytest

    from bot.chat.browser_forms import Answer, Asked
    from bot.chat.turn import Turn
    from tests.talk import House, Person


async def test_the_site_serves_and_guards_what_a_feature_declares(
    house: House, educator: Person, child: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []

    def opens(turn: Turn, parts: Mapping[str, str]) -> str | None:
        return parts["name"] if turn.audience is Audience.EDUCATOR else None

    forms = BrowserForms(opens, lambda _: Shown(Screen(Text("Nothing is here.")), "", 404))

    @forms.page("/toy/{name}")
    async def look(asked: Asked[str]) -> Answer:
        return Shown(Screen(Text(f"Hello, {asked.opened}.")), "")

    @forms.form("/toy/{name}", FormLimits(1_000))
    async def keep(asked: Asked[str]) -> Answer:
        kept.append(asked.form["told"])
        return LedTo("/toy/owl")

    monkeypatch.setattr("bot.doors.web.site.site.find_forms", lambda: (forms,))
    async with door_of(house) as door:
        browser = await sits_down(door, educator)
        page = await browser.opens("/toy/fox")
        assert "Hello, fox." in page.words
        assert page.typing
        proof = page.typing
        assert (await browser.sends("/toy/fox", {"told": "x"})).status == 403, "no proof that the form is ours"
        assert (await browser.sends("/toy/fox", proof | {"told": "x" * 1_000})).status == 413
        assert not kept
        await browser.sends("/toy/fox", proof | {"told": "x"})
        assert kept == ["x"]
        for other in (await sits_down(door, child), door.browser()):
            assert (await other.opens("/toy/fox")).status == 404


def test_a_file_is_for_what_is_asked_where_somebody_is(house: House, educator: Person) -> None:
    services = house.conversation.services
    assert wanted(services, educator.number, house.clock).use is None, "nothing takes a file from them"
    assert [use.anywhere for use in services.views.files] == [False, False, True]
