"""Honest heads: nothing that ships, and no template, says that a person worked on it where there was none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.packs.parser.reader import read_pack
from bot.packs.templates import TEMPLATES, write_template
from tests.talk import ROOT, our_packs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.packs.pack import Pack


PERSONS: tuple[str, ...] = ()
"""Which persons have worked on the words that ship, as far as heads and packs say so: none. When one really
translates, reads, reviews or calls, the claim is written here too, and docs/content-review.md tells who and when.
"""


def claims(pack: Pack) -> Iterator[str]:
    """Everything by which a pack says that a person translated, read or reviewed it, or called a number."""
    assert pack.head is not None
    for reviewer in pack.head.review.reviewers:
        yield f"{pack.head.id}: reviewed by a {reviewer.role} on {reviewer.on}"
    for name, sheet in pack.files.items():
        if sheet.translated and sheet.translated.by == "human":
            yield f"{pack.head.id}/{name}: translated by a person"
        if sheet.translated and sheet.translated.reviewed:
            yield f"{pack.head.id}/{name}: read by a person"
    for country, listed in pack.helplines.items():
        yield from (
            f"{country}/{line.id}: called on {line.verified_on}" for line in listed.lines if line.verified_on
        )


def test_nothing_that_ships_claims_a_person_where_there_was_none() -> None:
    packs = [read_pack(ROOT / "bot/help/book"), *our_packs()]
    found = [claim for pack in packs for claim in claims(pack)]
    assert tuple(found) == PERSONS


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_template_claims_no_person(tmp_path: Path, kind: str) -> None:
    write_template("pack", tmp_path / "ours")
    write_template("lesson", tmp_path / "ours/light/9-11")
    if kind not in ("pack", "lesson"):
        write_template(kind, tmp_path / f"ours/{kind}")
    assert list(claims(read_pack(tmp_path / "ours"))) == []
