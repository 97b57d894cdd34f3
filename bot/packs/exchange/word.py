"""Reads a Word document (.docx) as a lesson: headings become cards; other parts are listed word for word."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mammoth.docx
from mammoth import documents

from bot.packs.autofix import slug
from bot.packs.exchange.word_parts import hidden_in, read_parts, read_pictures
from bot.packs.exchange.word_runs import CONTROL, Run, plain, written
from bot.packs.exchange.word_shapes import BULLET, DASH, headings, lines_of, options_at
from bot.packs.exchange.wording import escaped
from bot.packs.parser import links
from bot.packs.parser.cards.gather import CHECKED
from bot.packs.problem import Problem, Severity
from bot.packs.sheets import Unreadable
from bot.packs.templates import item_head
from bot.packs.upload.archive import pack_up
from bot.packs.upload.drawn_anew import of_document
from bot.values.locales import languages
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.packs.exchange.word_shapes import Option

BLOCKS = 2_000
"""Most paragraphs and tables."""

LEFT_CHARACTERS = 500_000
"""Most characters of omitted words: more than a lesson has. Some words can be listed many times."""

_HEADING = re.compile(r"(?P<name>.+?) ?(?P<level>[1-9])")
_LIST = re.compile(r"list (?:bullet|number) (?P<depth>[2-5])")
"""Styles of deeper lists, as the format names them in every language."""

_BOX = re.compile(r"\s*(?:\\?\[(?P<sign>[^\]\\]?)\\?\]|(?P<drawn>[☐☑☒]))\s*")

_WORDS_A_MINUTE = 100

ALT_CHARACTERS = 200
"""Most characters that tell what a picture shows."""

_OF_A_ROW = (
    *(documents.TableRow, documents.TableCell, documents.Paragraph, documents.Run, documents.Text),
    *(documents.Tab, documents.Break, documents.Bookmark),
)
"""What a row of a table may hold that becomes a line of a list."""


@dataclass(frozen=True, slots=True)
class WordLesson:
    """A document as the text of `lesson.<locale>.md`, its title, and the parts that did not fit, as warnings whose
    line is the number of a paragraph. `pictures`: by their paths from the item's folder.
    """

    text: str
    title: str
    left: tuple[Problem, ...] = ()
    pictures: dict[str, bytes] = field(default_factory=dict)


def read_word(name: str, content: bytes, item: str, hosts: Iterable[str] = ()) -> WordLesson:
    """Read a document called `name` as a lesson of the folder `item`, whose name sets tier and topic. `hosts`: the
    allowed targets of its links.

    Errors: Unreadable if it is not a Word document, or is damaged, too large, or without headings.
    """
    parts = read_parts(content)
    try:
        read = mammoth.docx.read(io.BytesIO(pack_up(parts | read_pictures(content))))
    except Exception as error:  # any error of the library on a stranger's file
        raise Unreadable(phrase("no Word document, or a damaged one")) from error
    document = read.value
    if len(document.children) > BLOCKS:
        raise Unreadable(phrase("more than {most} paragraphs: make several documents of it", most=BLOCKS))
    writer = _Writer(name, frozenset(hosts), document)
    writer.write()
    for what, words, fix in hidden_in(parts):
        writer.leave(1, what, words, fix)
    title = writer.title or _named(name)
    heading = escaped(title)
    count = len(" ".join(writer.lines).split())
    head = item_head(Path(item), title, heading, round(count / _WORDS_A_MINUTE))
    text = head + "\n".join(writer.lines).strip() + "\n"
    return WordLesson(re.sub(r"\n{3,}", "\n\n", text), title, tuple(writer.left), writer.pictures)


def _named(name: str) -> str:
    """Return a title from a file name."""
    return re.sub(r"[_\s]+", " ", name.rpartition("/")[2].rpartition(".")[0]).strip()[:60] or "…"


@dataclass(slots=True)
class _Writer:
    """Writes the blocks of a document as Markdown, line by line."""

    name: str
    hosts: frozenset[str]
    document: Any
    title: str = ""
    lines: list[str] = field(default_factory=list)
    left: list[Problem] = field(default_factory=list)
    cards: list[str] = field(default_factory=list)
    number: int = 0
    """The block that is being written, from 1."""
    in_list: bool = False
    after_option: bool = False
    sources: dict[tuple[str, str], str] = field(default_factory=dict)
    left_characters: int = 0
    pictures: dict[str, bytes] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    """Pictures of the present paragraph, which stand below it."""
    illustrated: int = 0
    """The number of the last card with a picture: one has one at most."""
    by_look: dict[int, int] = field(default_factory=dict)
    """The levels of headings that have no style, by the place of their block."""

    def leave(self, number: int, what: str, words: str, fix: str) -> None:
        """List a part that did not fit, with its words. Errors: Unreadable if the list becomes too long."""
        self.left_characters += len(words)
        if self.left_characters > LEFT_CHARACTERS:
            raise Unreadable(
                phrase("most of it does not fit into cards: take tables, comments and old changes out")
            )
        told = phrase("{what} stays behind: “{words}”", what=what, words=" ".join(words.split()))
        if not words.strip():
            told = phrase("{what} stays behind", what=what)
        self.left.append(Problem(self.name[:80], max(1, number), 1, "W913", told, fix, Severity.WARNING))

    def write(self) -> None:
        """Write the whole document. Errors: Unreadable if no heading makes a card."""
        blocks = self.document.children
        self.by_look = headings(blocks, lambda block: _level(block) is not None)
        at = 0
        while at < len(blocks):
            self.number = at + 1
            asked = next((line for line in reversed(self.lines) if line), "") if self.cards else ""
            options = options_at(blocks, at, asked)
            if options:
                self._options(options)
            else:
                self._block(blocks[at])
            at += lines_of(options) or 1
            for picture in self.waiting:
                self._blank()
                self.lines.append(picture)
            self.waiting.clear()
        if not self.cards:
            raise Unreadable(
                phrase(
                    "no headings: give the title the style “Heading 1” and the title of each message “Heading 2”, "
                    "so that I know where a card begins"
                )
            )
        self._blank()
        self.lines += [f"[^{number}]: {said}" for number, said in self._sources()]

    def _block(self, block: Any) -> None:
        if isinstance(block, documents.Paragraph):
            self._paragraph(block)
        elif isinstance(block, documents.Table):
            self._table(block)
        else:
            self._inline([block])

    def _options(self, options: Sequence[Option]) -> None:
        self._blank()
        for option in options:
            self.lines.append(f"- [{'x' if option.is_right else ' '}] {escaped(option.words)}")
            if option.feedback:
                self.lines.append(f"  > {escaped(option.feedback)}")
        right = ", ".join(option.words for option in options if option.is_right)
        what = phrase("options were read, and “{words}” is right, for it is ticked or in bold", words=right)
        fix = phrase("look whether that is so")
        self.left.append(Problem(self.name[:80], self.number, 1, "W913", what, fix, Severity.WARNING))

    def _table(self, block: Any) -> None:
        """Write a table as a list, a line a row; the contents of a table of one column as they are."""
        self._blank()
        rows = [[" ".join(plain(cell).split()) for cell in row.children] for row in block.children]
        rows = [[cell for cell in row if cell] for row in rows]
        if all(len(row) < 2 for row in rows):  # noqa: PLR2004 - a frame around words, not a table
            for one in (one for row in block.children for cell in row.children for one in cell.children):
                self._block(one)
            return
        if any(map(_has_more, block.children)):
            words = "; ".join(" | ".join(row) for row in rows if row)
            self.leave(self.number, phrase("a table"), words, phrase("write it as a list, or as sentences"))
            return
        for first, *others in filter(None, rows):
            self.lines.append(f"- **{escaped(first)}**" + "".join(f" · {escaped(one)}" for one in others))
        what, fix = phrase("the table became a list"), phrase("look whether it can be read so on a phone")
        self.left.append(Problem(self.name[:80], self.number, 1, "W913", what, fix, Severity.WARNING))
        self.in_list = True

    def _paragraph(self, block: Any) -> None:
        level = _level(block)
        if level is None:
            level = self.by_look.get(self.number - 1)
        runs = self._inline(block.children)
        words = written(runs)
        if level is not None:
            plain = " ".join("".join(run.words for run in runs if not run.raw).split())
            notes = "".join(run.words for run in runs if run.raw)
            self._heading(level, plain, notes)
        elif words.strip():
            self._words(block, words)

    def _heading(self, level: int, plain: str, notes: str) -> None:
        if not plain:
            return
        self._blank()
        if level <= 1 and not self.title and not self.cards:
            self.title = plain[:100]
            return
        if level > 2:  # noqa: PLR2004 - a heading inside a card
            self.lines.append(f"**{escaped(plain)}**{notes}")
            fix = phrase("a card has one title: make it “Heading 2” if it begins a message of its own")
            what = phrase("the heading “{words}” became bold words", words=plain)
            self.left.append(Problem(self.name[:80], self.number, 1, "W913", what, fix, Severity.WARNING))
            return
        self.cards.append(slug(plain, self.cards))
        self.lines.append(f'## {escaped(plain)} <a id="{self.cards[-1]}"></a>')
        if notes:
            self.lines += ["", notes]

    def _words(self, block: Any, words: str) -> None:
        is_typed, words = bool(BULLET.match(words)), BULLET.sub("", words, count=1)
        undashed = DASH.sub("", words, count=1)
        box = _BOX.match(undashed)
        numbering = block.numbering
        depth = _depth(block) if numbering else 0
        if box and (box["sign"] or "").strip() in {"", *CHECKED} and self.cards:
            self._list()
            right = (box["sign"] or "").strip() in CHECKED or box["drawn"] in {"☑", "☒"}
            self.lines.append(f"- [{'x' if right else ' '}] {' '.join(undashed[box.end() :].split())}")
            self.after_option = True
        elif numbering and depth and self.after_option:
            self.lines.append(f"  > {' '.join(words.split())}")
        elif numbering:
            self._list()
            mark = "1." if numbering.is_ordered else "-"
            self.lines.append(f"{'    ' * depth}{mark} {' '.join(words.split())}")
        elif is_typed:
            self._list()
            self.lines.append(f"- {' '.join(words.split())}")
        else:
            self._blank()
            self.lines.append(words.strip())

    def _list(self) -> None:
        if not self.in_list:
            self._blank()
        self.in_list = True

    def _blank(self) -> None:
        self.in_list = self.after_option = False
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def _inline(self, nodes: Iterable[Any], mark: str = "", url: str = "") -> list[Run]:
        """Return words with formatting; anything else is listed, or becomes a source."""
        runs: list[Run] = []
        for node in nodes:
            if isinstance(node, documents.Text):
                runs.append(Run(CONTROL.sub(" ", node.value), mark, url))
            elif isinstance(node, documents.Run):
                own = ("**" if node.is_bold else "") + ("*" if node.is_italic else "")
                if node.is_strikethrough and (words := plain(node)):
                    self.leave(
                        self.number, phrase("a line through words"), words, phrase("delete the words, or the line")
                    )
                runs += self._inline(node.children, own or mark, url)
            elif isinstance(node, documents.Hyperlink):
                runs += self._inline(node.children, mark, self._address(node))
            elif isinstance(node, (documents.Tab, documents.Break)):
                runs.append(Run("\n" if getattr(node, "break_type", "") == "line" else " ", mark, url))
            elif isinstance(node, documents.Checkbox):
                runs.append(Run("[x] " if node.checked else "[ ] ", raw=True))
            elif isinstance(node, documents.NoteReference):
                number = self.sources.setdefault((node.note_type, node.note_id), str(len(self.sources) + 1))
                runs.append(Run(f"[^{number}]", raw=True))
            else:
                runs += self._other(node, mark, url)
        return runs

    def _other(self, node: Any, mark: str, url: str) -> list[Run]:
        if isinstance(node, documents.Image):
            self._picture(node)
        elif isinstance(node, documents.CommentReference):
            said = next((one for one in self.document.comments if one.comment_id == node.comment_id), None)
            words = " ".join(plain(one) for one in said.body) if said else ""
            self.leave(self.number, phrase("a comment"), words, phrase("settle it, then delete it"))
        elif isinstance(node, documents.HasChildren):
            return self._inline(node.children, mark, url)
        return []

    def _picture(self, node: Any) -> None:
        """Take a picture into the present card; one that cannot be taken is listed."""
        shown = " ".join(CONTROL.sub(" ", node.alt_text or "").split())[:ALT_CHARACTERS]
        number = len(self.cards)
        fix = phrase("a card has one picture, below its heading: begin a card of its own for it")
        drawn = None
        if number and self.illustrated < number:
            fix = phrase("save it as .png or .jpg, and put that into the document")
            drawn = of_document(node)
        if drawn is None:
            self.leave(self.number, phrase("a picture"), shown, fix)
            return
        self.illustrated = number
        path = f"img/{self.cards[-1]}{drawn.suffix}"
        self.pictures[path] = drawn.content
        if not shown:
            shown = re.sub(
                r" <a id=.*", "", next(line for line in reversed(self.lines) if line.startswith("## "))
            )[3:]
            what = phrase("a picture without words: its card's title stands in for them")
            fix = phrase("write what it shows between [ and ], for those who cannot see it")
            self.left.append(Problem(self.name[:80], self.number, 1, "W913", what, fix, Severity.WARNING))
        self.waiting.append(f"![{escaped(shown)}]({path})")

    def _address(self, node: Any) -> str:
        """Return a link's address if it is allowed; empty if only its words stay and its address is listed."""
        url = (node.href or "").strip()
        if not url:
            return ""
        host = links.host(url)
        if host and host in self.hosts:
            return re.sub(r"[()\s<>]", lambda found: f"%{ord(found[0]):02X}", url)
        fix = phrase("link to an https address of the pack's own hosts, or take the link out")
        if host:
            fix = phrase("add {host} to `link_hosts` in pack.yml, or take the link out", host=host)
        self.leave(self.number, phrase("the address of a link"), url, fix)
        return ""

    def _sources(self) -> list[tuple[str, str]]:
        """Return footnotes and endnotes in order; one may refer to a missing one, or to itself."""
        told = []
        for (kind, name), number in [*self.sources.items()]:
            note = self.document.notes.resolve(documents.note_reference(kind, name))
            runs = [run for one in note.body for run in self._inline(getattr(one, "children", []))]
            said = " ".join(written([run for run in runs if not run.raw]).split())
            told.append((number, said or "…"))
        return told


@cache
def _styles() -> dict[str, str]:
    """Return the roles of heading and title styles, `heading` or `title`, by their
    names in each language.
    """
    names = {name: word for one in languages().values() for name, word in one.word_styles.items()}
    return {"title": "title", "heading": "heading", **names}


def _level(block: Any) -> int | None:
    """Return the level of a heading by the name of its style, in any language; 0 for the style of titles; None for
    other paragraphs.
    """
    style = " ".join((block.style_name or "").lower().split())
    known = _styles()
    if known.get(style) == "title":
        return 0
    found = _HEADING.fullmatch(style)
    return int(found["level"]) if found and known.get(found["name"]) == "heading" else None


def _depth(block: Any) -> int:
    """Return the depth of a list entry, from 0: by its level, or by a style such as “List Bullet 2”."""
    named = _LIST.fullmatch((block.style_name or "").lower())
    return min(max(int(block.numbering.level_index or 0), int(named["depth"]) - 1 if named else 0), 8)


def _has_more(node: Any) -> bool:
    """Whether a part of a table holds more than the words of a line: a picture, a note, a link, another table."""
    if not isinstance(node, _OF_A_ROW) or getattr(node, "is_strikethrough", False):
        return True
    return any(map(_has_more, getattr(node, "children", ())))
