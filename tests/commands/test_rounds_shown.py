"""Rounds of our packs as a reviewer and a reader see them: every screen with every answer, nothing cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.chat.item_screens import screens
from bot.chat.stage import stage
from bot.commands.preview.bundle import bundle
from bot.packs.model import Kind
from bot.values.limits import CAPTION_UNITS
from bot.values.text import utf16_length
from tests.packs.pack_kit import FIXTURES, TODAY
from tests.talk import NOW, our_packs

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_every_screen_and_answer_of_our_rounds_fits_below_its_picture(locale: str) -> None:
    with stage([pack for pack in our_packs() if pack.folder.name == "basics"], NOW) as opened:
        items = [item for item in opened.library.in_all_locales(Kind.ROUND) if item.locale == locale]
        assert len(items) >= 2
        for item in items:
            audience = item.audiences[0]
            intro, *shown = [seen.screen for seen in screens(opened, item, audience)]
            assert intro.picture is None
            letters = [card.picture.block.letters for card in item.cards if card.picture and card.picture.block]
            assert len(shown) == sum(len(one) + 2 for one in letters), "each screen, and each of its answers"
            for screen in shown:
                assert screen.picture
                assert utf16_length(screen.text.plain) <= CAPTION_UNITS
                buttons = sum(len(row) for row in screen.rows)
                assert buttons <= (audience.most_buttons or buttons)


def test_a_reviewer_plays_a_round_without_a_server(tmp_path: Path) -> None:
    page = bundle(FIXTURES / "lamp-rounds", TODAY)
    (tmp_path / "round.html").write_text(page, "utf-8")
    assert page.count("data:image/png;base64,") == 12
    assert "A trap: A, B" in page
    assert "Scarves are warm." in page
