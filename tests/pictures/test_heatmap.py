"""The heat map as it is drawn: words have room beside their bar."""

from __future__ import annotations

import pytest

from bot.pictures import heatmap
from bot.pictures.pen import font
from tests.talk import the_phrases


@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_stands_beside_a_bar_fits_the_picture(language: str) -> None:
    """A class begins with fewer than five answers: the longest words of all."""
    beside = heatmap.WIDTH - (heatmap.BAR_LEFT + heatmap.BAR_WIDTH + 16)
    words = the_phrases()[language].say("fewer than 5")
    assert font(24).getlength(words) < beside
