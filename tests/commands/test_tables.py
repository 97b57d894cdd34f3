"""What organisers and teachers download holds no formula, no link and no path, whatever a pack's titles say."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from bot.features.campaigns.store import outcomes
from bot.features.classes import total_table
from bot.features.organiser import campaign_report as campaign
from bot.features.organiser import question_report as questions
from bot.features.organiser.campaign_report import Report, Row
from bot.features.quiz import analysis
from bot.features.quiz.totals import Share
from tests.help import reading

if TYPE_CHECKING:
    from bot.chat.turn import Reader
    from bot.values.cells import Cell

EVIL = [
    "=1+1",
    '=HYPERLINK("https://evil.example","x")',
    "+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "-2+3",
    "{=1+1}",
    "external:\\\\evil.example\\share\\x.xlsx",
    "\\\\evil.example\\share",
    "https://evil.example/x",
    "mailto:a@evil.example",
    "Fine;=1+1",
]


@pytest.fixture
def reader() -> Reader:
    return reading.reader("en")


def cells(words: str) -> list[str]:
    return [cell for row in csv.reader(io.StringIO(words, newline="")) for cell in row]


def is_formula(cell: str) -> bool:
    return cell.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("title", EVIL)
def test_the_questions_of_the_bank_as_csv_hold_no_formula(title: str) -> None:
    finding = analysis.Finding(Share(10, 20, 40), title, None)
    told = questions.as_csv([questions.Line("pack/item:card", title, finding)])
    assert not any(map(is_formula, cells(told)))
    assert ";=" not in told


@pytest.mark.parametrize("name", EVIL)
def test_a_report_as_csv_holds_no_formula_and_its_numbers_stay_numbers(name: str) -> None:
    counts: dict[str, int | None] = dict.fromkeys(campaign.MEASURES, 12)
    row = Row(name, counts, None, (0.5, -0.25, 0.75))
    told = campaign.as_csv(Report("pack/item", 1, outcomes.OPENED, row, {"locale": (row,)}))
    assert "-0.2500" in cells(told)
    assert not any(is_formula(cell) for cell in cells(told) if cell != "-0.2500")
    assert ";=" not in told


@pytest.mark.parametrize("title", EVIL)
def test_a_class_gets_words_alone_in_xlsx_and_csv(reader: Reader, title: str) -> None:
    row: dict[str, Cell] = dict.fromkeys(total_table.COLUMNS, title)
    front = total_table.Front("All sets", [[title]])
    content = total_table.as_xlsx(reader, [total_table.Sheet(title, [row])], title, front)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    assert not any(b"<f>" in part or b"<hyperlink" in part for part in parts.values())
    assert not any(b'TargetMode="External"' in part for part in parts.values())
    found = [cell for page in load_workbook(io.BytesIO(content)) for line in page.iter_rows() for cell in line]
    assert any(cell.value == title for cell in found)
    assert not any(cell.hyperlink or cell.data_type == "f" for cell in found)
    told = total_table.as_csv(reader, [row]).decode("utf-8-sig")
    assert not any(map(is_formula, cells(told)))
