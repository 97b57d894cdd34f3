"""Codes: whatever was drawn is understood where it is typed."""

from __future__ import annotations

from bot.db.codes import LENGTH, LETTERS, new_code


def test_each_code_has_a_digit_so_that_it_is_no_word() -> None:
    drawn = [new_code() for _ in range(2000)]
    assert all(len(code) == LENGTH and set(code) <= set(LETTERS) for code in drawn)
    assert all(any(sign.isdecimal() for sign in code) for code in drawn)
    assert len({*drawn}) == len(drawn)
