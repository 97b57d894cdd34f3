"""A Word document becomes a lesson; what a card cannot show is listed word for word; a hostile file is refused."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from bot.packs.check import check
from bot.packs.exchange.word import read_word
from bot.packs.exchange.word_parts import XML_BYTES
from bot.packs.parser.reader import read_pack
from bot.packs.problem import Severity
from bot.packs.sheets import Unreadable
from bot.packs.templates import write_template
from bot.packs.upload.archive import pack_up
from bot.values.phrases import phrases_of
from tests.packs.word_kit import WordFile, run, small

if TYPE_CHECKING:
    from pathlib import Path


def body(text: str) -> str:
    return text.partition("\n---\n")[2]


def told(file: WordFile, hosts: tuple[str, ...] = ()) -> list[str]:
    return [problem.what for problem in read_word("a.docx", file.content(), "accounts/9-11", hosts).left]


def test_headings_become_cards() -> None:
    lesson = read_word("a.docx", small().content(), "privacy/12-15")
    assert lesson.title == "Passwords"
    assert 'title: "Passwords"\ntiers: ["12-15"]\nage_mark: 12+\ntopics: [privacy]\n' in lesson.text
    assert "status: draft" in lesson.text
    assert body(lesson.text) == (
        "# Passwords\n\nHow to make one that lasts.\n\n"
        '## Three words <a id="three-words"></a>\n\nTake three words that have nothing to do with each other.\n'
    )
    assert lesson.left == ()


@pytest.mark.parametrize(
    "names",
    [
        {"1": "heading 1", "2": "heading 2"},
        {"1": "Heading 1", "2": "Heading 2"},
        {"1": "Заголовок 1", "2": "Заголовок 2"},
        {"1": "заголовок 1", "2": "заголовок 2"},
        {"1": "Title", "2": "heading 1"},
        {"1": "Название", "2": "Заголовок 1"},
    ],
)
def test_headings_are_known_by_their_names_in_both_languages(names: dict[str, str]) -> None:
    file = small()
    file.styles = names
    assert body(read_word("a.docx", file.content(), "a/9-11").text) == body(
        read_word("a.docx", small().content(), "a/9-11").text
    )


def test_lists_looks_links_and_sources_stay() -> None:
    file = WordFile()
    file.add("Passwords", style="1")
    file.add("One", style="2")
    file.add("A ", run("strong", "b"), run(" one", "b"), " is ", run("long", "i"), ".", file.footnote("Who, 2026"))
    file.add("first", item=(1, 0))
    file.add("below", item=(1, 1))
    file.add("then", item=(2, 0))
    file.add("Read ", file.link("more", "https://example.org/a_b(c)"), ".")
    lesson = read_word("a.docx", file.content(), "accounts/9-11", ["example.org"])
    assert body(lesson.text).partition("</a>\n\n")[2] == (
        "A **strong one** is *long*.[^1]\n\n- first\n    - below\n1. then\n\n"
        "Read [more](https://example.org/a_b%28c%29).\n\n[^1]: Who, 2026\n"
    )
    assert lesson.left == ()


def test_boxes_become_a_question_and_what_is_below_them_feedback() -> None:
    file = small()
    file.add("Which one?", style="2")
    file.add("[ ] 12345", item=(1, 0))
    file.add("Everybody tries it first.", item=(1, 1))
    file.add("☑ three words", item=(1, 0))
    lesson = read_word("a.docx", file.content(), "accounts/9-11")
    assert lesson.text.endswith("\n\n- [ ] 12345\n  > Everybody tries it first.\n- [x] three words\n")


def test_a_style_of_a_list_tells_how_deep_it_stands() -> None:
    file = small()
    file.styles["b2"] = "List Bullet 2"
    file.add("[ ] 12345", item=(1, 0))
    file.add("Everybody tries it first.", item=(1, 0), style="b2")
    assert read_word("a.docx", file.content(), "accounts/9-11").text.endswith("  > Everybody tries it first.\n")


def test_signs_of_markdown_are_shown_as_they_are(tmp_path: Path) -> None:
    words = "1. a*b_c `d` <e> [f](g) # &lt; \\ ~h~"
    write_template("pack", tmp_path / "ours")
    file = small()
    file.add("# no heading")
    file.add(words)
    item = tmp_path / "ours" / "accounts" / "9-11"
    item.mkdir(parents=True)
    text = read_word("a.docx", file.content(), "accounts/9-11").text
    (item / "lesson.ru.md").write_text(text, "utf-8")
    card = read_pack(tmp_path / "ours").files["accounts/9-11/lesson.ru.md"].get().cards[0]
    assert card.body.plain.endswith(f"# no heading\n\n{words}")
    assert not card.body.spans


def test_what_does_not_fit_is_listed_word_for_word() -> None:
    file = small()
    file.table(("who", "what"), ("Leo", "a fish"))
    file.add("See ", file.picture("a lighthouse at night"), file.comment("Is this true?"), ".")
    file.add("Deeper", style="3")
    file.add(file.link("elsewhere", "http://evil.example/x"), " ", file.link("not ours", "https://other.org/"))
    file.add(run("old words", "strike"))
    file.body.append('<w:p><w:del w:id="1"><w:r><w:delText>gone away</w:delText></w:r></w:del></w:p>')
    file.body.append("<w:p><m:oMath><m:r><m:t>E=mc2</m:t></m:r></m:oMath></w:p>")
    file.parts["word/footer1.xml"] = (
        '<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r>'
        "<w:t>Page of Leo</w:t></w:r></w:p></w:ftr>"
    )
    lesson = read_word("notes.docx", file.content(), "accounts/9-11", ["example.org"])
    said = [(problem.line, problem.what) for problem in lesson.left]
    assert said == [
        (5, "a table stays behind: “who | what; Leo | a fish”"),
        (6, "a picture stays behind: “a lighthouse at night”"),
        (6, "a comment stays behind: “Is this true?”"),
        (7, "the heading “Deeper” became bold words"),
        (8, "the address of a link stays behind: “http://evil.example/x”"),
        (8, "the address of a link stays behind: “https://other.org/”"),
        (9, "a line through words stays behind: “old words”"),
        (1, "deleted words (changes are tracked) stays behind: “gone away”"),
        (1, "a formula stays behind: “E=mc2”"),
        (1, "a line at the head or foot of each page stays behind: “Page of Leo”"),
    ]
    assert {problem.code for problem in lesson.left} == {"W913"}
    assert {problem.severity for problem in lesson.left} == {Severity.WARNING}
    assert "elsewhere not ours" in lesson.text
    assert "gone away" not in lesson.text
    russian = phrases_of("ru")
    assert russian.retell(lesson.left[0].what) == "не взято: таблица: «who | what; Leo | a fish»"


def test_a_lesson_from_word_passes_the_check_as_a_draft(tmp_path: Path) -> None:
    write_template("pack", tmp_path / "ours")
    item = tmp_path / "ours" / "accounts" / "9-11"
    item.mkdir(parents=True)
    text = read_word("a.docx", small().content(), "accounts/9-11").text
    (item / "lesson.ru.md").write_text(text, "utf-8")
    assert [problem for problem in check([tmp_path]) if problem.severity is Severity.ERROR] == []


def refused(content: bytes) -> str:
    with pytest.raises(Unreadable) as why:
        read_word("a.docx", content, "accounts/9-11")
    return why.value.why


def with_document(document: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(small().content())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return pack_up({**parts, "word/document.xml": document})


def test_what_is_no_word_document_is_refused_kindly() -> None:
    assert "no Word document" in refused(b"just words")
    assert "no Word document" in refused(b"")
    assert "no Word document" in refused(pack_up({"lesson.ru.md": b"# A"}))
    assert "save it as .docx, without a password" in refused(b"\xd0\xcf\x11\xe0" + b"x" * 600)
    assert "no Word document" in refused(small().content()[:-200])
    plain = WordFile()
    plain.add("Only words.")
    assert "“Heading 1”" in refused(plain.content())
    assert "no Word document" in refused(with_document(b"<a/>"))


def test_a_bomb_is_refused_before_it_unpacks() -> None:
    assert "it unpacks to more" in refused(with_document(b" " * (XML_BYTES + 1)))
    deep = b"<w:a xmlns:w='w'>" + b"<w:a>" * 100_000 + b"</w:a>" * 100_000 + b"</w:a>"
    assert "no Word document" in refused(with_document(deep))
    laughs = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    assert "no Word document" in refused(with_document(laughs))
    outside = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    assert "no Word document" in refused(with_document(outside))
    many = WordFile(body=["<w:p/>"] * 2_001)
    assert "more than 2000 paragraphs" in refused(many.content())


def test_a_header_that_lies_about_a_size_is_refused() -> None:
    content = bytearray(with_document(b"<a>" + b"b" * 50_000 + b"</a>"))
    at = content.rindex(b"word/document.xml") - 46
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    assert refused(bytes(content))


def test_a_document_reads_no_file_of_the_machine() -> None:
    file = small()
    file.links.append("file:///etc/passwd")
    drawing = file.picture("x").replace('r:embed="picture"', 'r:link="link1"')
    file.add("Look ", drawing)
    lesson = read_word("a.docx", file.content(), "accounts/9-11")
    assert "root:" not in lesson.text
    assert all("root:" not in problem.what for problem in lesson.left)


@pytest.mark.parametrize("hidden", ["comment", "deleted"])
def test_a_small_file_does_not_become_a_huge_list(hidden: str) -> None:
    """Words that are listed many times over: a comment at many places, a change within a change."""
    file = small()
    if hidden == "comment":
        file.add(*[file.comment("x" * 20_000)] * 60)
    else:
        deleted = f"<w:r><w:delText>{'x' * 20_000}</w:delText></w:r>"
        file.body.append(f"<w:p>{'<w:del>' * 60}{deleted}{'</w:del>' * 60}</w:p>")
    with pytest.raises(Unreadable, match="most of it does not fit into cards"):
        read_word("a.docx", file.content(), "accounts/9-11")


@pytest.mark.parametrize("sign", ["&#13;", "\x85", "\u2028"])
def test_no_hidden_sign_begins_a_line_of_its_own(sign: str) -> None:
    file = WordFile()
    file.add("Passwords", style="1")
    file.add("Three words", style="2")
    file.body.append(f"<w:p><w:r><w:t>one{sign}## two</w:t></w:r></w:p>")
    text = read_word("a.docx", file.content(), "accounts/9-11").text
    assert text.endswith("\none ## two\n")
