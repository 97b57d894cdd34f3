"""The labelled messages by which the check of messages is measured."""

from __future__ import annotations

from dataclasses import dataclass

from tests.talk import ROOT

ROWS = ROOT / "tests" / "features" / "check"


@dataclass(frozen=True)
class Row:
    scam: bool
    signs: frozenset[str]
    message: str


def rows(part: str, locale: str) -> list[Row]:
    told = [
        line.split("\t", 2) for line in (ROWS / part / f"{locale}.tsv").read_text("utf-8").splitlines() if line
    ]
    return [
        Row(kind == "scam", frozenset(filter(None, signs.replace(" ", "").split(","))), words.replace("\\n", "\n"))
        for kind, signs, words in told
    ]
