"""Whole talks about Help: what share of their steps is answered as it should be, on the half kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.features.help.talks import measure, talks
from tests.talk import House, our_library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GOALS = {"first": 0.9, "next": 0.82, "number": 1.0, "page": 1.0, "out": 1.0}
"""Least share of the half kept apart, by kind of step; docs/help-protocol.md tells what is measured."""


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("kept", ["dev", "held"])
def test_what_is_typed_after_a_help_page_is_followed(
    tmp_path: Path, language: str, kept: str, record_property: Callable[[str, object], None]
) -> None:
    house = House(tmp_path, our_library())
    told = measure(house, language, kept)
    house.close()
    record_property("shares", {kind: f"{one.right}/{one.of}" for kind, one in told.items()})
    for kind, least in GOALS.items():
        assert told[kind].share >= least, told[kind].missed


def test_half_of_the_talks_is_kept_apart() -> None:
    for language in ("ru", "en"):
        assert [len([*talks(language, kept)]) for kept in ("dev", "held")] == [22, 22]
