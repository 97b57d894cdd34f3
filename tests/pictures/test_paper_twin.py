"""The paper twin as it is drawn: how many pages it takes, in letters of which size."""

from __future__ import annotations

from bot.pictures.paper_twin import PaperQuestion, draw_sheets


def test_a_short_set_takes_one_page_in_letters_that_are_easily_read() -> None:
    short = PaperQuestion(
        "Title", "Words. " * 12, "Cross one.", (("A", "One"), ("B", "Two"), ("C", "Three")), 0, "A", ""
    )
    assert len(draw_sheets("A set", "My number", [short] * 5)) == 1
    assert len(draw_sheets("A set", "My number", [short] * 8)) == 2, "not in letters below 12 points"
