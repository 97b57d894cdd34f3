"""A Word document becomes a lesson; what a card cannot show is listed word for word; a hostile file is refused."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from bot.packs.check import check
from bot.packs.exchange.word import read_word
from bot.packs.exchange.word_parts import PICTURE_BYTES, XML_BYTES
from bot.packs.parser.reader import read_pack
from bot.packs.problem import Severity
from bot.packs.sheets import Unreadable
from bot.packs.templates import write_template
from bot.packs.upload.archive import pack_up
from bot.packs.upload.image_file import flaw_in
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


def test_bold_lines_are_headings_where_no_style_names_one() -> None:
    file = WordFile()
    file.add(run("Passwords", "b"))
    file.add("How to make one that lasts.")
    file.add(run("Three ", "b"), run("words", "b"))
    file.add("Take three words ", run("that have nothing", "b"), " to do with each other.")
    file.add(run("Not your birthday, not your phone, not your name: " + "all of it can be guessed. " * 4, "b"))
    lesson = read_word("a.docx", file.content(), "privacy/12-15")
    assert lesson.title == "Passwords"
    assert '## Three words <a id="three-words"></a>\n\nTake three words **that have nothing**' in lesson.text
    assert lesson.text.count("\n## ") == 1


def test_larger_words_are_headings_where_no_style_names_one() -> None:
    file = WordFile()
    for size, words in (
        (22, "How to make one that lasts, and why."),
        (32, "Three words"),
        (22, "Take three of them."),
    ):
        file.add(run(words).replace("<w:rPr>", f'<w:rPr><w:sz w:val="{size}"/>'))
    lesson = read_word("a.docx", file.content(), "privacy/12-15")
    assert lesson.title == "a"
    assert '## Three words <a id="three-words"></a>\n\nTake three of them.' in lesson.text


def test_where_styles_name_headings_a_bold_line_is_none() -> None:
    file = small()
    file.add(run("Remember", "b"))
    assert body(read_word("a.docx", file.content(), "privacy/12-15").text).endswith("\n\n**Remember**\n")


@pytest.mark.parametrize("bullet", ["• ", "●\u00a0", "· "])
def test_a_typed_bullet_is_a_list_and_shows_no_child_the_key(bullet: str) -> None:
    file = small()
    file.add(f"{bullet}long")
    file.add(f"{bullet}yours")
    file.add("— What is long? — A sentence.")
    file.add("Which one", style="2")
    file.add(f"{bullet}[x] three words")
    file.add("- [ ] 12345")
    text = read_word("a.docx", file.content(), "accounts/9-11").text
    assert "\n\n- long\n- yours\n\n— What is long? — A sentence.\n" in text
    assert text.endswith("\n\n- [x] three words\n- [ ] 12345\n")


@pytest.mark.parametrize("typed", [("a) ", "b) ", "c) "), ("А. ", "Б. ", "В. "), ("1) ", "2) ", "3) ")])
def test_a_right_answer_is_known_by_bold_or_a_tick(typed: tuple[str, str, str]) -> None:
    file = small()
    file.add("Which one?", style="2")
    file.add("Which one is strong?")
    file.add(f"{typed[0]}12345")
    file.add(run(f"{typed[1]}three words", "b"))
    file.add(f"{typed[2]}my name")
    file.add("And which is weak?", style="2")
    file.add("Look closely:")
    file.add(run("12345 ✔", "b"), item=(2, 0))
    file.add("Everybody tries it first.", item=(2, 1))
    file.add(run("three words", "b"), item=(2, 0))
    lesson = read_word("a.docx", file.content(), "accounts/9-11")
    assert "strong?\n\n- [ ] 12345\n- [x] three words\n- [ ] my name\n\n## And" in lesson.text
    assert lesson.text.endswith("closely:\n\n- [x] 12345\n  > Everybody tries it first.\n- [ ] three words\n")
    assert [one.what for one in lesson.left] == [
        "options were read, and “three words” is right, for it is ticked or in bold",
        "options were read, and “12345” is right, for it is ticked or in bold",
    ]


def test_a_list_without_a_mark_or_all_in_bold_stays_a_list() -> None:
    file = small()
    file.add("What helps?")
    for words in ("Ask.", "Wait."):
        file.add(run(words, "b"), item=(1, 0))
    text = read_word("a.docx", file.content(), "accounts/9-11").text
    assert text.endswith("What helps?\n\n- **Ask.**\n- **Wait.**\n")


def test_a_table_becomes_a_list_and_a_frame_what_stands_in_it() -> None:
    file = small()
    file.table(("who", "what"), ("Leo", "a * fish"), ("", "alone"))
    file.table(("In a frame.",))
    lesson = read_word("a.docx", file.content(), "accounts/9-11")
    assert lesson.text.endswith("\n\n- **who** · what\n- **Leo** · a \\* fish\n- **alone**\n\nIn a frame.\n")
    assert [one.what for one in lesson.left] == ["the table became a list"]


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
    file.table(("who", file.link("what", "https://example.org")), ("Leo", "a fish"))
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


def photo(size: tuple[int, int] = (2000, 1500)) -> bytes:
    """A large photo that says where it was taken."""
    made, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "at our home"
    Image.effect_noise(size, 90).convert("RGB").save(made, "JPEG", exif=exif)
    return made.getvalue()


def test_a_picture_comes_over_smaller_and_without_where_it_was_taken() -> None:
    file = small()
    file.add("Look: ", file.picture("a boat [red]", photo()))
    file.add("Then?")
    lesson = read_word("a.docx", file.content(), "accounts/9-11")
    assert lesson.text.endswith("\n\nLook:\n\n![a boat \\[red\\]](img/three-words.jpg)\n\nThen?\n")
    assert lesson.left == ()
    ((path, content),) = lesson.pictures.items()
    assert path == "img/three-words.jpg"
    assert flaw_in(content, ".jpg") is None
    assert b"our home" not in content
    with Image.open(io.BytesIO(content)) as drawn:
        assert drawn.size == (1280, 960)


def test_what_a_picture_cannot_be_taken_for_is_told() -> None:
    file = small()
    file.body.insert(0, "")
    file.add(file.picture("", drawn_png()))
    file.add(file.picture("a second one", drawn_png()))
    file.add("Next", style="2")
    file.add(file.picture("a drawing of vectors"))
    file.add(file.picture("a strip", photo((4000, 20))))
    lesson = read_word("a.docx", file.content(), "accounts/9-11")
    assert [*lesson.pictures] == ["img/three-words.png"]
    assert "\n\n![Three words](img/three-words.png)\n" in lesson.text
    assert [one.what for one in lesson.left] == [
        "a picture without words: its card's title stands in for them",
        "a picture stays behind: “a second one”",
        "a picture stays behind: “a drawing of vectors”",
        "a picture stays behind: “a strip”",
    ]
    assert "a card has one picture" in lesson.left[1].fix
    assert ".png or .jpg" in lesson.left[2].fix


def drawn_png() -> bytes:
    made = io.BytesIO()
    Image.new("RGBA", (64, 48), (20, 60, 90, 128)).save(made, "PNG")
    return made.getvalue()


def test_pictures_that_unpack_to_too_much_stay_behind() -> None:
    file = small()
    bomb = b"\x89PNG\r\n\x1a\n" + bytes(PICTURE_BYTES)
    file.add(file.picture("a bomb", bomb))
    lesson = read_word("a.docx", file.content(), "accounts/9-11")
    assert not lesson.pictures
    assert [one.what for one in lesson.left] == ["a picture stays behind: “a bomb”"]


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
    drawing = file.picture("x").replace('r:embed="picture1"', 'r:link="link1"')
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
