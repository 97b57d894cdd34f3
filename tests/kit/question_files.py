"""Files with questions of a teacher's own, as other programs write them."""

from __future__ import annotations

import io

from openpyxl import Workbook

GIFT = (
    "::Fruit::What is *orange*? {=A tangerine ~A lime#A lime is green.####Look at the peel.}\n\n"
    "Put them in order {=lime -> 1 =lemon -> 2 =melon -> 3}\n\n"
    "How much is two and two? {#4}\n\n"
    "What is sour? {=A lemon ~Sugar}\n"
)


MOODLE = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<question type="multichoice"><name><text>Q1</text></name>
<questiontext format="html"><text><![CDATA[<p>What is orange?</p><img src="https://evil.example/a.png">]]></text></questiontext>
<generalfeedback><text>A tangerine is.</text></generalfeedback><hint><text>Look at the peel.</text></hint>
<answer fraction="100"><text>A tangerine</text></answer><answer fraction="0"><text>A lime</text></answer>
</question>
</quiz>
"""


def workbook() -> bytes:
    book, sheet = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in (
        ["question", "right", "a", "b", "note"],
        ["What is orange?", "a", "A tangerine", "A lime", "It is."],
    ):
        book.active.append(row)
    book.save(sheet)
    return sheet.getvalue()
