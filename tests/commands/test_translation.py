"""Translators get units without markers, and packs get back whole files or a reason why not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from bot.cli import app
from bot.packs.check import check
from bot.packs.units import rebuilt, units
from tests.packs.pack_kit import TODAY, copied
from tests.talk import ROOT

if TYPE_CHECKING:
    from pathlib import Path

LESSON = "lamp/light/9-11/lesson"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copied(tmp_path / "packs")


def bot(*words: object, code: int = 0) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == code, result.output
    return result.output


def exported(root: Path, to: Path, *more: str) -> Path:
    bot("translate", "export", "en", root, "--to", to, *more)
    return to / f"lamp.en.{'xlsx' if more else 'po'}"


def change(path: Path, old: str, new: str) -> None:
    words = path.read_text("utf-8")
    assert old in words
    path.write_text(words.replace(old, new, 1), "utf-8")


def snapshot(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


TEXTS = sorted(file for file in ROOT.glob("content/*/phishing/**/*.md") if not file.name.endswith(".chat.md"))


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: str(file)[-40:])
def test_a_file_cut_into_units_and_put_together_is_the_same(file: Path) -> None:
    text = file.read_text("utf-8")
    found = units(text)
    assert len({unit.field for unit in found}) == len(found)
    assert "\n".join(rebuilt(text, {unit.field: unit.words for unit in found})) == text.split("\n---\n", 1)[1]


def test_a_po_holds_words_with_their_place_tier_and_limit_and_no_key(root: Path, tmp_path: Path) -> None:
    words = exported(root, tmp_path / "out").read_text("utf-8")
    unit = """#. for 9-11; at most 200 characters
#: lamp/light/9-11/lesson.ru.md:26
msgctxt "lesson:light/9-11#check.option.a.feedback"
msgid "Чужой унесёт лампу."
msgstr "The lamp would be gone."
"""
    assert unit in words
    assert not any(marker in words for marker in ("[x]", "[ ]", "<a id", "<!--", "[!NOTE]"))


@pytest.mark.parametrize("form", [(), ("--xlsx",)], ids=["po", "xlsx"])
def test_what_was_exported_and_comes_back_changes_nothing(
    root: Path, tmp_path: Path, form: tuple[str, ...]
) -> None:
    file = exported(root, tmp_path / "out", *form)
    before = snapshot(root)
    assert not bot("translate", "import", file, "--packs", root)
    assert snapshot(root) == before


def test_a_new_language_comes_whole_and_passes_the_check(root: Path, tmp_path: Path) -> None:
    change(root / "lamp/pack.yml", "locales: [ru", "locales: [kk, ru")
    bot("translate", "export", "kk", root / "lamp", "--to", tmp_path)
    file = tmp_path / "lamp.kk.po"
    words = file.read_text("utf-8")
    assert 'msgstr "The' not in words
    blocks = words.split("\n\n")
    told = [
        block.replace('msgstr ""', "msgstr " + block.partition("msgid ")[2].partition("\nmsgstr")[0])
        if "msgctxt" in block
        else block
        for block in blocks
    ]
    file.write_text("\n\n".join(told), "utf-8")
    assert bot("translate", "import", file, "--packs", root).count("written") == 13
    assert [problem for problem in check([root], today=TODAY) if problem.severity == "error"] == []
    lesson = (root / f"{LESSON}.kk.md").read_text("utf-8")
    assert "(../../glossary.kk.md#key)" in lesson
    assert "- [x] Неправда" in lesson


def test_what_comes_back_claims_no_person_and_no_reading(root: Path, tmp_path: Path) -> None:
    """A file of words may come from a machine: only a head that a person wrote says that a person did it."""
    english = root / f"{LESSON}.en.md"
    assert "by: human, reviewed: true" in english.read_text("utf-8")
    file = exported(root, tmp_path / "out")
    change(file, "The lamp would be gone.", "The lamp would be taken.")
    bot("translate", "import", file, "--packs", root)
    head = english.read_text("utf-8").split("---")[1]
    assert "by: human, reviewed: false" in head, "other words are words that nobody has read"
    english.unlink()
    bot("translate", "import", file, "--packs", root)
    head = english.read_text("utf-8").split("---")[1]
    assert "reviewed: false" in head
    assert "by:" not in head


def test_the_questions_of_a_translation_are_its_own_and_stay(root: Path, tmp_path: Path) -> None:
    english = root / f"{LESSON}.en.md"
    change(english, "objective:", "asks:\n  - who knows my secret\n  - 'what if: it is told'\nobjective:")
    file = exported(root, tmp_path / "out")
    change(file, "The lamp would be gone.", "The lamp would be taken.")
    bot("translate", "import", file, "--packs", root)
    head = english.read_text("utf-8").split("---")[1]
    assert 'asks:\n  - who knows my secret\n  - "what if: it is told"' in head


def test_a_changed_card_is_fuzzy_shows_its_word_diff_and_stays_stale_until_it_is_looked_at(
    root: Path, tmp_path: Path
) -> None:
    bot("check", root, "--stamp")
    file = exported(root, tmp_path / "out")
    change(root / f"{LESSON}.ru.md", "Чужой унесёт лампу.", "Чужой заберёт лампу.")
    warned = [problem for problem in check([root], today=TODAY) if problem.code == "W501"]
    assert [re.sub(r" \([^)]*\)", "", problem.what) for problem in warned] == [
        "the source has changed since this translation in check"
    ]
    exported(root, tmp_path / "out")
    words = file.read_text("utf-8")
    assert "#. changed: Чужой [-унесёт-] {+заберёт+} лампу." in words
    assert '#| msgid "Чужой унесёт лампу."' in words
    fuzzy = "\n".join(block for block in words.split("\n\n") if "#, fuzzy" in block)
    assert re.findall(r'msgctxt "(.*)"', fuzzy) == ["lesson:light/9-11#check.option.a.feedback"], "no other unit"
    state = bot("translate", "state", root / "lamp").split("| lamp | en |")[1]
    assert state.split(" | ")[2].strip() == "1", "the feedback alone, not the whole card"
    bot("translate", "import", file, "--packs", root)
    assert [problem.code for problem in check([root], today=TODAY)] == ["W501"]
    blocks = words.split("\n\n")
    read = [block.replace("#, fuzzy\n", "").replace("gone", "taken") for block in blocks]
    file.write_text("\n\n".join(read), "utf-8")
    assert "lesson.en.md" in bot("translate", "import", file, "--packs", root)
    assert check([root], today=TODAY) == []
    assert "The lamp would be taken." in (root / f"{LESSON}.en.md").read_text("utf-8")


def test_a_changed_sentence_alone_is_fuzzy_also_without_the_export_of_before(root: Path, tmp_path: Path) -> None:
    bot("check", root, "--stamp")
    change(root / f"{LESSON}.ru.md", "Чужой унесёт лампу.", "Чужой заберёт лампу.")
    file = exported(root, tmp_path / "out")
    fuzzy = "\n".join(block for block in file.read_text("utf-8").split("\n\n") if "#, fuzzy" in block)
    assert re.findall(r'msgctxt "(.*)"', fuzzy) == ["lesson:light/9-11#check.option.a.feedback"], "no other unit"


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("Only friends know it.[^lamp]", "Only friends know it.", "keep each [^name]"),
        ("(../../glossary.ru.md#key)", "(https://evil.example)", "keep each (address)"),
        ('msgstr "The lamp would be gone."', 'msgstr "<b>Gone.</b>"', "a marker or HTML"),
        ('msgid "Чужой унесёт лампу."', 'msgid "Чужой унёс лампу."', "export again"),
        ('msgstr "The lamp would be gone."', 'msgstr ""', "units are translated"),
        ("The lamp would be gone.", "The lamp\u2028would be gone.", "a hidden line break (U+2028): delete it"),
        ("The lamp would be gone.", "The lamp\u0085would be gone.", "a hidden line break (U+0085): delete it"),
        ("The lamp would be gone.", "The lamp\fwould be gone.", "a hidden line break (U+000C): delete it"),
    ],
)
def test_a_broken_translation_is_left_out_with_its_line(
    root: Path, tmp_path: Path, old: str, new: str, why: str
) -> None:
    file = exported(root, tmp_path / "out")
    before = snapshot(root)
    head, _, rest = file.read_text("utf-8").rpartition(old)
    file.write_text(head + new + rest, "utf-8")
    told = bot("translate", "import", file, "--packs", root, code=1)
    assert f"{LESSON}.ru.md:" in told
    assert why in told
    assert snapshot(root) == before


def test_a_formula_in_a_spreadsheet_is_words(root: Path, tmp_path: Path) -> None:
    change(root / f"{LESSON}.ru.md", "Чужой унесёт лампу.", "=1+1")
    file = exported(root, tmp_path / "out", "--xlsx")
    page = load_workbook(file).worksheets[0]
    cells = [cell for row in page.iter_rows() for cell in row if cell.value == "=1+1"]
    assert [cell.data_type for cell in cells] == ["s"]


def test_a_pack_in_place_of_a_file_is_told_where_packs_are_named(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACKS", str(root))
    told = bot("translate", "import", root / "lamp", code=2)
    assert "a folder (packs stand behind --packs)" in told


@pytest.mark.parametrize("content", [b"no zip", b"PK\x03\x04broken", b""])
def test_a_file_that_cannot_be_read_is_told(root: Path, tmp_path: Path, content: bytes) -> None:
    for name in ("lamp.en.xlsx", "lamp.en.po"):
        file = tmp_path / name
        file.write_bytes(content)
        told = bot("translate", "import", file, "--packs", root, code=2 if "xlsx" in name or content else 0)
        assert "not a" in told or not content
