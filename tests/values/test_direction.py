"""Words from right to left stay in order beside words and numbers from left to right."""

from __future__ import annotations

import pytest

from bot.values import landmarks
from bot.values.direction import END, ISOLATE, ISOLATE_LEFT_TO_RIGHT, RIGHT_TO_LEFT_MARK, from_right, isolated
from bot.values.screen import Copy, Link, Screen
from bot.values.text import Text, bold

LTR = (ISOLATE_LEFT_TO_RIGHT, END)


@pytest.mark.parametrize(
    ("words", "apart"),
    [("Telegram", True), ("8 800 2000-122", True), ("שלום", False), ("5", False), ("12:30", False), ("–", False)],
)
def test_what_is_filled_into_a_sentence_from_right_to_left(words: str, *, apart: bool) -> None:
    assert isolated(words, rtl=True) == (f"{ISOLATE}{words}{END}" if apart else words)


@pytest.mark.parametrize(
    ("words", "apart"), [("שלום", True), ("Telegram", False), ("Маяк", False), ("112", False)]
)
def test_what_is_filled_into_a_sentence_from_left_to_right(words: str, *, apart: bool) -> None:
    assert isolated(words, rtl=False) == (f"{ISOLATE}{words}{END}" if apart else words)


def marked(text: Text | str) -> Text:
    return from_right(Screen(Text(text) if isinstance(text, str) else text)).text


def test_a_line_runs_from_the_right_also_behind_a_foreign_word() -> None:
    assert marked("Telegram: שלום").plain == f"{RIGHT_TO_LEFT_MARK}Telegram: שלום"
    assert marked("שלום Telegram").plain == "שלום Telegram"
    assert marked("Telegram\nAPK שלום").plain == f"Telegram\n{RIGHT_TO_LEFT_MARK}APK שלום"


def test_the_parts_of_a_number_stay_in_order() -> None:
    left, right = LTR
    assert marked("שם: 8 800 2000-122 · 112").plain == f"שם: {left}8 800 2000-122{right} · 112"
    assert marked("שם +7 (495) 123-45-67").plain == f"שם {left}+7 (495) 123-45-67{right}"
    filled = f"שם {isolated('8 800 2000', rtl=True)}."
    assert marked(filled).plain == filled, "one that was filled in is set apart already"


def test_styles_stay_on_their_words() -> None:
    text = Text("Telegram שם ") + bold("8 800 2000") + " סוף"
    found = marked(text)
    (span,) = found.spans
    assert found.plain[span.start : span.end] == "8 800 2000"


def test_labels_too_and_what_is_copied_stays_as_it_is() -> None:
    rows = ((Copy("העתק 8 800 2000", "8 800 2000"), Link("APK שלום", landmarks.Menu())),)
    (copy, link) = from_right(Screen(Text("שלום"), rows)).rows[0]
    left, right = LTR
    assert copy == Copy(f"העתק {left}8 800 2000{right}", "8 800 2000")
    assert link.label == f"{RIGHT_TO_LEFT_MARK}APK שלום"
