"""Questions come from GIFT, Aiken, Moodle XML and sheets; what does not fit is a list with line and reason."""

from __future__ import annotations

import zipfile
from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from bot.cli import app
from bot.packs.check import check
from bot.packs.exchange.aiken import read_aiken
from bot.packs.exchange.exchange_question import Answer, ExchangeQuestion
from bot.packs.exchange.gift import read_gift, write_gift
from bot.packs.exchange.import_export import import_questions
from bot.packs.exchange.moodle import read_moodle
from bot.packs.exchange.sheet_head import COLUMNS
from bot.packs.exchange.table import read_table
from bot.packs.exchange.wording import from_markdown
from bot.packs.lint.script import other_script
from bot.packs.parser.reader import read_pack
from bot.packs.sheets import UNPACKED_BYTES, Unreadable, read_rows
from bot.packs.templates import write_template
from tests.packs.pack_kit import FIXTURES, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bot.packs.model import Item

GIFT = """\
// A comment before the first question
$CATEGORY: Safety/Passwords

::Strong: three words::Which password is strongest? {
  ~12345#Everybody tries it first.
  =three words: lamp, river, cat # Long and easy to keep.
  ~%50%my name#It is long, but known.
  ####Length counts.
}

A stranger asks for a code. You may give it.{F#A code is a key.#Right.}

[markdown]Tick **all** that hold. {~%50%yes ~%50%also yes ~%-100%no#Not this one.}

Two words keep an account safe: {=two steps ~one step#One can be guessed.} login.

What would you tell a friend? {}

How long is it? {#8:1}

The capital? {=Paris =paris}

Match. {=a -> b =c -> d}

Only words, no question.

Broken {=one ~two

::Too many::Which? {=a ~b#x ~c#x ~d#x ~e#x ~f#x ~g#x ~h#x ~i#x}

[html]<p>A <b>bold</b> stem &amp; a picture <img src="x.png"></p>{=yes ~no#So.}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    assert write_template("pack", tmp_path / "ours")[0] == 0
    return tmp_path / "ours"


def bot(*words: object, code: int = 0) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == code, result.output
    return result.output


def brought(file: Path, pack: Path, *more: str, code: int = 1) -> tuple[str, str]:
    """Import a file; return what was printed and the quiz."""
    told = bot("import", file, pack / "phishing" / "9-11", *more, code=code)
    return told, (pack / "phishing" / "9-11" / "quiz.ru.md").read_text("utf-8")


def test_gift_is_read_as_moodle_reads_it(pack: Path, tmp_path: Path) -> None:
    file = tmp_path / "bank.gift"
    file.write_text(GIFT, "utf-8")
    told, quiz = brought(file, pack)
    english = "its words are not in the letters of 'ru'"
    (said,) = [line for line in told.splitlines() if english in line]
    assert "also in lines 11, 13, 15, 17, 31" in said
    others = [line for line in told.splitlines()[:-1] if english not in line]
    assert [line.partition(f"{file}:")[2].partition(" — ")[0] for line in others] == [
        "19: left out: a number is asked for",
        "21: left out: an answer to be typed",
        "25: left out: words without a question",
        "27: left out: a brace is missing",
        "29: left out: 9 options; a question here has 2 to 8",
        "4: imported, but half a mark (50 %), which does not exist here: counted as wrong",
        "31: imported, but img cannot be shown here",
    ]
    assert 'tiers: ["9-11"]' in quiz
    assert "topics: [phishing]" in quiz
    assert 'title: "Passwords"' in quiz
    assert """## Strong: three words <a id="strong"></a>

Which password is strongest?

- [ ] 12345
  > Everybody tries it first.
- [x] three words: lamp, river, cat
  > Long and easy to keep.
- [ ] my name
  > It is long, but known.

> [!NOTE]
> Length counts.
""" in quiz.replace("strong-three", "strong")
    assert "- [ ] Правда\n  > A code is a key.\n- [x] Неправда\n  > Right.\n" in quiz
    assert "## Tick **all** that hold." in quiz
    assert quiz.count("- [x] yes\n- [x] also yes\n- [ ] no\n  > Not this one.") == 1
    assert "Two words keep an account safe: \\_\\_\\_\\_\\_ login." in quiz
    assert "<!-- open -->" in quiz
    assert "A **bold** stem & a picture" in quiz
    errors = [problem for problem in check([pack], today=TODAY) if problem.severity == "error"]
    assert errors == []


def gift(text: str) -> tuple[list[tuple[int, str, list[str]]], list[tuple[int, str]]]:
    """What is imported of a GIFT file (line, stem, options with * before the right ones) and what is left out."""
    taken = read_gift(text)
    asked = [
        (one.line, one.stem, ["*" * answer.right + answer.words for answer in one.answers]) for one in taken.asked
    ]
    return asked, [(repair.line, repair.what) for repair in taken.repairs if not repair.kept]


def test_questions_without_empty_lines_between_them_all_come() -> None:
    asked, left = gift("One? {=a ~b}\nTwo? {=c ~d}\n::Three:: More words\nand more? {\n=e\n~f\n}\n\nFour? {=g ~h}")
    assert asked == [
        (1, "One?", ["*a", "b"]),
        (2, "Two?", ["*c", "d"]),
        (3, "More words\nand more?", ["*e", "f"]),
        (9, "Four?", ["*g", "h"]),
    ]
    assert left == []


def test_a_sentence_with_two_gaps_is_left_out_and_told() -> None:
    assert gift("A {=key ~lamp} opens a {=door ~song}.") == ([], [(1, "several gaps in one sentence")])
    assert gift("A {1:MULTICHOICE:=key~lamp} opens.") == ([], [(1, "gaps to be filled")])


def test_categories_one_below_the_other_are_no_question() -> None:
    taken = read_gift("$CATEGORY: a\n$CATEGORY: a/b\nWhich? {=x ~y}\n$CATEGORY: c\n\nAnd? {=x ~y}")
    assert [(one.line, one.stem, one.category) for one in taken.asked] == [(3, "Which?", "a/b"), (6, "And?", "c")]
    assert taken.repairs == [repair for repair in taken.repairs if repair.kept]


def test_braces_of_a_formula_cut_no_option() -> None:
    asked, left = gift("$\\frac{1}{2}$ is? {=$2^{-1}$ ~$\\sqrt{2}$ ~$\\frac{2}{1}$#Twice {as much}.}")
    assert [options for _, _, options in asked] == [["*$2^{-1}$", "$\\\\sqrt{2}$", "$\\\\frac{2}{1}$"]]
    assert left == []
    assert gift("Only $x^{2}$ here.") == ([], [(1, "braces without answers")])


def test_an_empty_line_in_braces_or_in_code_does_not_end_a_question() -> None:
    asked, left = gift(
        "Which?{\n=a\n\n~b\n}\n\nWhat does it print? <pre>one\n\ntwo</pre> {=3 ~4}\n\nOpen {=a ~b\n\nNext? {=c ~d}"
    )
    assert [(line, options) for line, _, options in asked] == [
        (1, ["*a", "b"]),
        (7, ["*3", "4"]),
        (13, ["*c", "d"]),
    ]
    assert "one\n\ntwo" in asked[1][1]
    assert left == [(11, "a brace is missing")]


def test_tags_that_a_question_speaks_of_stay_words() -> None:
    asked, _ = gift("Which tag holds the page? {=<body> ~<div> ~<style>}\n\n[html]Which? {=<body> ~<style>}")
    assert [options for _, _, options in asked] == [
        ["*\\<body\\>", "\\<div\\>", "\\<style\\>"],
        ["*\\<body\\>", "\\<style\\>"],
    ]


def test_what_html_loses_is_told() -> None:
    taken = read_gift('[html]<p>x<sup>2</sup> and <a href="https://example.org">a link</a></p>{=a ~b#So.}')
    assert [(repair.line, repair.what) for repair in taken.repairs] == [(1, "a, sup cannot be shown here")]
    in_the_note = read_gift("[html]<p>Which?</p>{=a ~b#So. ####<p>See <sub>1</sub></p>}")
    assert [(repair.line, repair.what) for repair in in_the_note.repairs] == [(1, "sub cannot be shown here")]


@pytest.mark.parametrize("form", ["", "[plain]", "[markdown]"])
@pytest.mark.parametrize(
    "line", ["# A heading", "## A heading", "===", "---", "- [x] a box", "> [!NOTE]", "<!-- open -->"]
)
def test_a_line_of_a_stem_becomes_no_card(pack: Path, tmp_path: Path, form: str, line: str) -> None:
    file = tmp_path / "a.gift"
    escaped = line.replace("=", "\\=").replace("#", "\\#")
    file.write_text(f"::Один:: {form}Слова\n{escaped}\nи вопрос? {{=да ~нет#Нет.}}", "utf-8")
    brought(file, pack, code=0)
    (target,) = pack.rglob("quiz.ru.md")
    (card,) = read_pack(pack).files[target.relative_to(pack).as_posix()].get().cards
    assert card.question
    assert [option.text.plain for option in card.question.options] == ["да", "нет"]
    assert card.body.plain.startswith("Слова")
    assert card.body.plain.endswith("и вопрос?")


def test_a_minus_makes_another_option(pack: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.gift"
    file.write_text("Сколько? {=-1 ~1#Нет. ~–2#Нет. ~2#Нет.}", "utf-8")
    brought(file, pack, code=0)
    assert [problem for problem in check([pack], today=TODAY) if problem.severity == "error"] == []


def test_questions_that_would_lie_in_no_pack_are_not_imported(tmp_path: Path) -> None:
    file = tmp_path / "a.gift"
    file.write_text("What? {=a ~b}", "utf-8")
    code, told = import_questions(file, tmp_path / "nowhere" / "9-11")
    assert (code, told) == (
        2,
        f"{tmp_path / 'nowhere' / '9-11'} stands in no pack: write one first with `new pack`",
    )
    assert not (tmp_path / "nowhere").exists()


def test_a_wrong_option_without_feedback_is_imported_and_told(pack: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.gift"
    file.write_text("Which? {=a ~b}\n\nAnd this? {=c ~d ####Because.}", "utf-8")
    told, quiz = brought(file, pack)
    assert f"{file}:1: imported, but a wrong option has no feedback — write" in told
    assert quiz.count("## ") == 2


def test_several_categories_are_told_and_one_can_be_chosen(pack: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.gift"
    one = "$CATEGORY: x/{0}\n\nВопрос {0}? {{=а ~б#Нет.}}\n\n"
    file.write_text(one.replace("{0}", "one").replace("{{", "{").replace("}}", "}"), "utf-8")
    text = file.read_text("utf-8")
    file.write_text(text + text.replace("one", "two"), "utf-8")
    told, quiz = brought(file, pack, "--category", "x/two", code=0)
    assert "## Вопрос two?" in quiz
    assert "one" not in quiz
    assert "2 categories" not in told
    assert "2 categories in one quiz" in bot("import", file, pack / "phishing" / "6-8", code=1)


def test_aiken_names_what_is_missing_at_its_line(pack: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(
        "Which is a key?\nA. A code\nB) A stone\nANSWER: A\n\nNo answer?\nA. x\nB. y\n\n"
        "Wrong letter?\nA. x\nB. y\nANSWER: C\n\nLast\nA. x\nB. y\nANSWER: b\n",
        "utf-8",
    )
    told, quiz = brought(file, pack)
    assert f"{file}:6: left out: a question without a line `ANSWER: A`" in told
    assert f"{file}:10: left out: the answer 'C' is none of the options (A, B)" in told
    assert "- [x] A code\n- [ ] A stone\n" in quiz
    assert "- [ ] x\n- [x] y\n" in quiz


def test_words_that_belong_to_no_question_of_aiken_are_told() -> None:
    taken = read_aiken(
        "A heading\n\nWhich?\nA. x\nB. y\nANSWER: A\nBecause.\nAnd {this}?\nA. x\nB. y\nAnswer: B\nFeedback: y.\n"
        "\nTwo lines\nof one?\nA. x\nB. y\nANSWER: A\n"
    )
    assert [(one.line, one.stem) for one in taken.asked] == [
        (3, "Which?"),
        (8, "And {this}?"),
        (14, "Two lines\nof one?"),
    ]
    assert [(repair.line, repair.what) for repair in taken.repairs if not repair.kept] == [
        (1, "words without options"),
        (7, "words without options"),
        (12, "words without options"),
    ]


@pytest.mark.parametrize("answer", ["ANSWER: A", "Answer: A", "answer : A"])
def test_a_brace_or_small_letters_leave_aiken_aiken(pack: Path, tmp_path: Path, answer: str) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"Что в скобках {{=x}}?\nA. икс\nB. игрек\n{answer}\n", "utf-8")
    _, quiz = brought(file, pack)
    assert "- [x] икс\n- [ ] игрек" in quiz


MOODLE = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
 <!-- <question type="essay"> is only a comment -->
 <question type="category"><category><text>top/Links</text></category></question>
 <question type="multichoice"><name><text>A link</text></name>
  <questiontext format="html"><text><![CDATA[<p>What is <b>odd</b>? <question</p>]]></text></questiontext>
  <generalfeedback format="html"><text>Look at the host.</text></generalfeedback><single>true</single>
  <answer fraction="100" format="html"><text>&lt;p&gt;The host&lt;/p&gt;</text></answer>
  <answer fraction="0" format="html"><text>The colour</text>
   <feedback><text>Anybody can paint.</text></feedback></answer>
 </question>
 <question type="truefalse"><name><text>Trust</text></name>
  <questiontext><text>A padlock means good.</text></questiontext>
  <answer fraction="0"><text>true</text><feedback><text>It only hides.</text></feedback></answer>
  <answer fraction="100"><text>false</text></answer>
 </question>
 <question type="cloze"><name><text>Gaps</text></name></question>
 <question type="ordering"><name><text>Steps</text></name><questiontext><text>In which order?</text></questiontext>
  <answer fraction="1"><text>Stop</text></answer><answer fraction="2"><text>Tell</text></answer>
 </question>
</quiz>
"""


HINTED = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
 <question type="multichoice"><name><text>Дверь</text></name>
  <questiontext><text>Что крепче?</text></questiontext>
  <answer fraction="100"><text>Дуб</text></answer>
  <answer fraction="0"><text>Лист</text><feedback><text>Лист тонкий.</text></feedback></answer>
  <hint format="html"><text>&lt;p&gt;Подумай о &lt;b&gt;дереве&lt;/b&gt;.&lt;/p&gt;</text></hint>
  <hint format="html"><text></text></hint>
  <hint format="html"><text>Оно растёт сто лет.</text></hint>
 </question>
 <question type="multichoice"><name><text>Only English</text></name>
  <questiontext><text>Which password is the strongest of these?</text></questiontext>
  <answer fraction="100"><text>Three random words</text></answer>
  <answer fraction="0"><text>A birthday</text><feedback><text>Everybody knows it.</text></feedback></answer>
 </question>
</quiz>
"""


COMBINED = """<?xml version="1.0"?><quiz>
 <question type="multichoice"><questiontext><text>Что крепче?</text></questiontext>
  <correctfeedback><text>Дуб и правда крепок.</text></correctfeedback>
  <incorrectfeedback><text>Лист рвётся.</text></incorrectfeedback>
  <answer fraction="100"><text>Дуб</text></answer><answer fraction="0"><text>Лист</text></answer>
  <answer fraction="0"><text>Трава</text><feedback><text>Трава гнётся.</text></feedback></answer>
 </question>
 <question type="essay"><questiontext><text>Кому рассказать?</text></questiontext>
  <graderinfo><text>Подойдёт любой взрослый, которому верят.</text></graderinfo>
 </question>
</quiz>"""


def test_feedback_and_notes_of_moodle_come_too(pack: Path, tmp_path: Path) -> None:
    file = tmp_path / "bank.xml"
    file.write_text(COMBINED, "utf-8")
    _, quiz = brought(file, pack, code=0)
    assert (
        "- [x] Дуб\n  > Дуб и правда крепок.\n- [ ] Лист\n  > Лист рвётся.\n- [ ] Трава\n  > Трава гнётся." in quiz
    )
    assert "> [!NOTE]\n> Подойдёт любой взрослый, которому верят." in quiz


def test_the_standard_sentences_of_moodle_are_no_feedback() -> None:
    one = COMBINED[COMBINED.index(" <question") : COMBINED.index(' <question type="essay">')]
    taken = read_moodle("<quiz>" + one * 3 + "</quiz>")
    assert {answer.feedback for question in taken.asked for answer in question.answers} == {"", "Трава гнётся."}
    left = [repair.what for repair in taken.repairs if "standard" in repair.what]
    assert left == ["Moodle's standard feedback was left out"] * 3, (
        "once for each question, in one line of the list"
    )


def test_hints_of_moodle_stay_hints(pack: Path, tmp_path: Path) -> None:
    file, sheet = tmp_path / "bank.xml", tmp_path / "out.xlsx"
    file.write_text(HINTED, "utf-8")
    _, quiz = brought(file, pack)
    assert "> [!TIP]\n> Подумай о **дереве**.\n> Оно растёт сто лет.\n" in quiz
    (target,) = pack.rglob("quiz.ru.md")
    hint = read_pack(pack).files[target.relative_to(pack).as_posix()].get().cards[0].hint
    assert hint.plain.startswith("Подумай о дереве.")
    assert [problem for problem in check([pack], today=TODAY) if problem.severity == "error"] == []
    assert CliRunner().invoke(app, ["export", str(sheet), str(target)]).exit_code == 0
    assert "дереве" in read_rows(sheet)[1][list(COLUMNS).index("hint")]
    left = CliRunner().invoke(app, ["export", str(tmp_path / "out.gift"), str(target)])
    assert "GIFT has no form for a hint" in left.output


def test_a_question_in_another_language_is_told_at_once_and_by_check_until_it_is_translated(
    pack: Path, tmp_path: Path
) -> None:
    file = tmp_path / "bank.xml"
    file.write_text(HINTED, "utf-8")
    told, quiz = brought(file, pack)
    assert f"{file}:11: imported, but its words are not in the letters of 'ru'" in told
    assert f"{file}:3: imported, but its words" not in told
    line = quiz.split("\n").index("Which password is the strongest of these?") + 1
    warned = [problem.line for problem in check([pack], today=TODAY) if problem.code == "W624"]
    assert line in warned
    assert all(abs(line - other) < 5 for other in warned), "the Russian question beside it is let alone"


@pytest.mark.parametrize(
    ("words", "locale", "other"),
    [
        ("Which password is the strongest?", "ru", True),
        ("Какой пароль крепче?", "en", True),
        ("Какой пароль крепче?", "ru", False),
        ("Which password is the strongest?", "en", False),
        ("VPN, QR, Wi-Fi", "ru", False),
        ("Слово Minecraft и ещё слово", "ru", False),
        ("2 + 2 = 4", "ru", False),
        ("Which password is the strongest?", "ja", False),
    ],
)
def test_letters_tell_of_another_language(words: str, locale: str, other: bool) -> None:  # noqa: FBT001 - a case
    assert other_script(words, locale) is other


def test_moodle_xml_comes_with_its_html_made_words(pack: Path, tmp_path: Path) -> None:
    file = tmp_path / "bank.xml"
    file.write_text(MOODLE, "utf-8")
    told, quiz = brought(file, pack)
    assert f"{file}:17: left out: gaps to be filled" in told
    assert 'title: "Links"' in quiz
    assert "What is **odd**?" in quiz
    assert "- [x] The host\n- [ ] The colour\n  > Anybody can paint.\n\n> [!NOTE]\n> Look at the host." in quiz
    assert "- [ ] Правда\n  > It only hides.\n- [x] Неправда" in quiz
    assert "1. Stop\n2. Tell" in quiz
    assert [problem for problem in check([pack], today=TODAY) if problem.severity == "error"] == []


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a "b">]><quiz>&a;</quiz>',
        '<?xml version="1.0"?><!DOCTYPE q SYSTEM "file:///etc/passwd"><quiz/>',
        "<?xml version='1.0'?><quiz><question>",
    ],
    ids=["entities", "a file of this machine", "unfinished"],
)
def test_an_evil_or_broken_xml_is_refused(pack: Path, tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.xml"
    file.write_text(text, "utf-8")
    code, told = import_questions(file, pack / "phishing" / "9-11")
    assert code == 2
    assert str(file) in told
    assert not (pack / "phishing" / "9-11").exists()


def test_a_sheet_in_russian_or_english_is_a_row_a_question(pack: Path, tmp_path: Path) -> None:
    file = tmp_path / "лист.csv"
    file.write_text(
        "вопрос;верно;а;отклик а;б;отклик б;в;пояснение;цвет\n"
        "Что такое код?;б;камень;Его не вводят;ключ;;;Код открывает дверь;\n"
        "Отметь всё;а в;да;;нет;Нет.;тоже да;;\n"
        "По порядку;порядок;стоп;;скажи;;;;\n"
        "Своими словами;;;;;;;;\n"
        "Нет буквы;г;да;;нет;;;;\n",
        "utf-8",
    )
    told, quiz = brought(file, pack)
    assert f"{file}:1: imported, but the column 'цвет' is not read" in told
    assert f"{file}:6: left out: 'г' names no filled option" in told
    assert "- [ ] камень\n  > Его не вводят\n- [x] ключ\n\n> [!NOTE]\n> Код открывает дверь" in quiz
    assert "- [x] да\n- [ ] нет\n  > Нет.\n- [x] тоже да" in quiz
    assert "1. стоп\n2. скажи" in quiz
    assert [problem for problem in check([pack], today=TODAY) if problem.severity == "error"] == []


def test_a_spreadsheet_that_unpacks_to_gigabytes_or_is_none_is_refused(pack: Path, tmp_path: Path) -> None:
    bomb, broken = tmp_path / "bomb.xlsx", tmp_path / "broken.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(11):
            packed.writestr(f"xl/{number}", b"0" * (UNPACKED_BYTES // 10))
    broken.write_bytes(b"no zip")
    for file in (bomb, broken):
        told = bot("import", file, pack / "phishing" / "9-11", code=2)
        assert str(file) in told


def test_an_empty_sheet_is_the_template_and_takes_a_filled_row(pack: Path, tmp_path: Path) -> None:
    file = tmp_path / "questions.xlsx"
    bot("export", file)
    book: Workbook = load_workbook(file)
    page = book.worksheets[0]
    assert [cell.value for cell in page[1]] == [*COLUMNS]
    page.append(["Что?", "", "a", "это", "", "то", "Нет."])
    book.save(file)
    _, quiz = brought(file, pack, code=0)
    assert "- [x] это\n- [ ] то\n  > Нет.\n" in quiz


@pytest.mark.parametrize("ending", ["gift", "xlsx"])
@pytest.mark.parametrize("item", ["light/9-11", "light/12-15"])
def test_a_quiz_that_goes_out_comes_back_with_the_same_meaning(
    pack: Path, tmp_path: Path, ending: str, item: str
) -> None:
    source = read_pack(FIXTURES / "lamp-sets").files[f"{item}/quiz.ru.md"].get()
    file = tmp_path / f"out.{ending}"
    result = CliRunner().invoke(app, ["export", str(file), str(FIXTURES / "lamp-sets" / item / "quiz.ru.md")])
    assert result.exit_code in {0, 1}, result.output
    import_questions(file, pack / "phishing" / "9-11")
    back = read_pack(pack).files["phishing/9-11/quiz.ru.md"].get()
    assert len(_said(source)) > 1
    assert _said(back) == _said(source)


def _said(item: Item) -> list[tuple[str, list[tuple[str, bool, str]], str]]:
    """What is asked and answered by an item, but for polls and orders, which not every form has."""
    return [
        (
            card.body.plain,
            [(option.text.plain, option.right, option.feedback.plain) for option in card.question.options],
            card.note.plain,
        )
        for card in item.cards
        if card.question and card.question.name not in {"poll", "order"}
    ]


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=40).map(
    lambda words: " ".join(words.split())
)


def _begins_no_block(words: str) -> bool:
    """Whether words are what a pack can say in a stem: a heading or a list would be something else there."""
    return from_markdown(words) == words


def _asked(options: Sequence[tuple[str, str]], right: int, stem: str, note: str) -> ExchangeQuestion:
    answers = tuple(
        Answer(words, place == right % len(options), said) for place, (words, said) in enumerate(options)
    )
    return ExchangeQuestion(1, stem, answers, "", note)


QUESTIONS = st.builds(
    _asked,
    st.lists(
        st.tuples(WORDS.filter(bool).filter(_begins_no_block), WORDS.filter(_begins_no_block)),
        min_size=2,
        max_size=6,
        unique_by=lambda pair: pair[0].casefold(),
    ),
    st.integers(0, 5),
    WORDS.filter(bool).filter(_begins_no_block),
    WORDS.filter(_begins_no_block),
)


@settings(max_examples=200)
@given(QUESTIONS)
def test_any_question_survives_gift(question: ExchangeQuestion) -> None:
    back = read_gift(write_gift([question])[0]).asked
    assert [(one.stem, one.answers, one.note) for one in back] == [
        (question.stem, question.answers, question.note)
    ]


def test_a_sheet_without_its_first_row_is_told() -> None:
    with pytest.raises(Exception, match="the first row must name the columns"):
        read_table([["Which?", "a"]])


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
CELLS = SHEET + b"<sheetData><row>%s</row></sheetData></worksheet>"
BOMBS: dict[str, Callable[[], dict[str, bytes]]] = {
    "cells": lambda: {"xl/worksheets/sheet1.xml": CELLS % (b"<c/>" * 9_000_000)},
    "fewer cells": lambda: {"xl/worksheets/sheet1.xml": CELLS % (b"<c/>" * 900_000)},
    "rows": lambda: {"xl/worksheets/sheet1.xml": CELLS % (b"</row><row>" * 600_000)},
    "words": lambda: {"xl/sharedStrings.xml": SHEET + b"<si><t>a</t></si>" * 500_000 + b"</worksheet>"},
    "merged ranges": lambda: {
        "xl/worksheets/sheet1.xml": SHEET
        + b"<sheetData/><mergeCells>"
        + b'<mergeCell ref="A1:XFD1048576"/>' * 250_000
        + b"</mergeCells></worksheet>"
    },
    "styles": lambda: {"xl/styles.xml": SHEET + b"<cellXfs>" + b"<xf/>" * 900_000 + b"</cellXfs></worksheet>"},
    "laughs": lambda: {
        "xl/worksheets/sheet1.xml": b'<!DOCTYPE a [<!ENTITY b "bb">]>' + CELLS % b"<c><v>&b;</v></c>"
    },
    "files": lambda: {f"xl/media/{number}.txt": b"" for number in range(2000)},
}


@pytest.mark.parametrize("what", BOMBS)
def test_a_small_sheet_that_would_cost_long_is_refused_within_a_second(tmp_path: Path, what: str) -> None:
    parts = BOMBS[what]()
    plain, bomb = tmp_path / "plain.xlsx", tmp_path / "bomb.xlsx"
    book = Workbook()
    assert book.active
    book.active.append(COLUMNS)
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as out:
        for part in source.infolist():
            if part.filename not in parts:
                out.writestr(part, source.read(part))
        for name, content in parts.items():
            out.writestr(name, content)
    assert bomb.stat().st_size < 512 * 1024
    begin = process_time()
    with pytest.raises(Unreadable):
        read_rows(bomb)
    assert process_time() - begin < 1


def test_a_sheet_that_says_it_is_endless_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    """A cell in the last row and column there can be: only the first rows and columns are looked at."""
    file = tmp_path / "wide.xlsx"
    book = Workbook()
    assert book.active
    book.active.append(COLUMNS)
    book.active.cell(row=1_048_576, column=16_384, value="far")
    book.save(file)
    begin = process_time()
    assert read_rows(file)[0][: len(COLUMNS)] == [*COLUMNS]
    assert process_time() - begin < 1


def test_a_csv_without_end_is_read_no_further_than_a_sheet_may_go(tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    file.write_text("question,right\n" + "a,b\n" * 2_000_000, "utf-8")
    begin = process_time()
    with pytest.raises(Unreadable, match="rows"):
        read_rows(file)
    assert process_time() - begin < 1


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18])
def test_a_damaged_sheet_is_refused_in_words(tmp_path: Path, damage: bytes) -> None:
    file = tmp_path / "broken.xlsx"
    file.write_bytes(damage)
    with pytest.raises(Unreadable, match=r"broken\.xlsx"):
        read_rows(file)


def test_a_damaged_sheet_is_named_once_when_it_is_not_imported(pack: Path, tmp_path: Path) -> None:
    file = tmp_path / "broken.xlsx"
    file.write_bytes(b"no sheet")
    code, told = import_questions(file, pack / "phishing" / "9-11")
    assert code == 2
    assert told.startswith(f"{file}: not an XLSX file")
