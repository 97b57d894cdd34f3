"""Reads a Word document (.docx) as a lesson: headings become cards; what does not fit is listed word for word."""

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
from bot.packs.exchange.word_parts import hidden_in, read_parts
from bot.packs.exchange.wording import escaped
from bot.packs.parser import links
from bot.packs.parser.cards.gather import CHECKED
from bot.packs.problem import Problem, Severity
from bot.packs.sheets import Unreadable
from bot.packs.templates import item_head
from bot.packs.upload.archive import pack_up
from bot.values.locales import languages
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

BLOCKS = 2_000
"""Most paragraphs and tables."""

LEFT_CHARACTERS = 500_000
"""Most characters of words that stay behind: more than a lesson has. Some can be listed many times over."""

_CONTROL = re.compile(r"[\r\x7f-\x9f\u2028\u2029]")
"""Signs that no paragraph shows; some readers of text take them for the end of a line."""

_HEADING = re.compile(r"(?P<name>.+?) ?(?P<level>[1-9])")
_LIST = re.compile(r"list (?:bullet|number) (?P<depth>[2-5])")
"""Styles of lists that stand deeper, as the format names them in every language."""

_BOX = re.compile(r"\s*(?:\\?\[(?P<sign>[^\]\\]?)\\?\]|(?P<drawn>[☐☑☒]))\s*")

_WORDS_A_MINUTE = 100


@dataclass(frozen=True, slots=True)
class WordLesson:
    """A document as the text of `lesson.<locale>.md`, its title, and what did not fit: warnings whose line is the
    number of a paragraph.
    """

    text: str
    title: str
    left: tuple[Problem, ...] = ()


def read_word(name: str, content: bytes, item: str, hosts: Iterable[str] = ()) -> WordLesson:
    """Read a document called `name` as a lesson of the folder `item`, whose name sets tier and topic. `hosts`: to
    which its links may lead.

    Errors: Unreadable for what is no document of Word, damaged, too large, or without headings.
    """
    parts = read_parts(content)
    try:
        read = mammoth.docx.read(io.BytesIO(pack_up(parts)))
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
    return WordLesson(re.sub(r"\n{3,}", "\n\n", text), title, tuple(writer.left))


def _named(name: str) -> str:
    """Return a title from the name of a file."""
    return re.sub(r"[_\s]+", " ", name.rpartition("/")[2].rpartition(".")[0]).strip()[:60] or "…"


@dataclass(slots=True)
class _Run:
    """Words of one look: `mark` is what stands around them in Markdown; `url`: where they lead; `raw`: they are
    Markdown already.
    """

    words: str
    mark: str = ""
    url: str = ""
    raw: bool = False


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
    """Of the block that is being written, from 1."""
    in_list: bool = False
    after_option: bool = False
    sources: dict[tuple[str, str], str] = field(default_factory=dict)
    left_characters: int = 0

    def leave(self, number: int, what: str, words: str, fix: str) -> None:
        """List something that did not fit, with its words. Errors: Unreadable when it is too much to be listed."""
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
        """Write the whole document. Errors: Unreadable when no heading makes a card."""
        for number, block in enumerate(self.document.children, start=1):
            self.number = number
            if isinstance(block, documents.Paragraph):
                self._paragraph(block)
            elif isinstance(block, documents.Table):
                rows = [" | ".join(_plain(cell) for cell in row.children) for row in block.children]
                self._blank()
                self.leave(
                    self.number, phrase("a table"), "; ".join(rows), phrase("write it as a list, or as sentences")
                )
            else:
                self._inline([block])
        if not self.cards:
            raise Unreadable(
                phrase(
                    "no headings: give the title the style “Heading 1” and the title of each message “Heading 2”, "
                    "so that I know where a card begins"
                )
            )
        self._blank()
        self.lines += [f"[^{number}]: {said}" for number, said in self._sources()]

    def _paragraph(self, block: Any) -> None:
        level = _level(block)
        runs = self._inline(block.children)
        words = _written(runs)
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
        box = _BOX.match(words)
        numbering = block.numbering
        depth = _depth(block) if numbering else 0
        if box and (box["sign"] or "").strip() in {"", *CHECKED} and self.cards:
            self._list()
            right = (box["sign"] or "").strip() in CHECKED or box["drawn"] in {"☑", "☒"}
            self.lines.append(f"- [{'x' if right else ' '}] {' '.join(words[box.end() :].split())}")
            self.after_option = True
        elif numbering and depth and self.after_option:
            self.lines.append(f"  > {' '.join(words.split())}")
        elif numbering:
            self._list()
            mark = "1." if numbering.is_ordered else "-"
            self.lines.append(f"{'    ' * depth}{mark} {' '.join(words.split())}")
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

    def _inline(self, nodes: Iterable[Any], mark: str = "", url: str = "") -> list[_Run]:
        """Return words with their looks; what is no word is listed, or becomes a source."""
        runs: list[_Run] = []
        for node in nodes:
            if isinstance(node, documents.Text):
                runs.append(_Run(_CONTROL.sub(" ", node.value), mark, url))
            elif isinstance(node, documents.Run):
                own = ("**" if node.is_bold else "") + ("*" if node.is_italic else "")
                if node.is_strikethrough and (words := _plain(node)):
                    self.leave(
                        self.number, phrase("a line through words"), words, phrase("delete the words, or the line")
                    )
                runs += self._inline(node.children, own or mark, url)
            elif isinstance(node, documents.Hyperlink):
                runs += self._inline(node.children, mark, self._address(node))
            elif isinstance(node, (documents.Tab, documents.Break)):
                runs.append(_Run("\n" if getattr(node, "break_type", "") == "line" else " ", mark, url))
            elif isinstance(node, documents.Checkbox):
                runs.append(_Run("[x] " if node.checked else "[ ] ", raw=True))
            elif isinstance(node, documents.NoteReference):
                number = self.sources.setdefault((node.note_type, node.note_id), str(len(self.sources) + 1))
                runs.append(_Run(f"[^{number}]", raw=True))
            else:
                runs += self._other(node, mark, url)
        return runs

    def _other(self, node: Any, mark: str, url: str) -> list[_Run]:
        if isinstance(node, documents.Image):
            fix = phrase(
                "put it beside the text as img/name.png, and write ![what it shows](img/name.png) into the card"
            )
            self.leave(self.number, phrase("a picture"), node.alt_text or "", fix)
        elif isinstance(node, documents.CommentReference):
            said = next((one for one in self.document.comments if one.comment_id == node.comment_id), None)
            words = " ".join(_plain(one) for one in said.body) if said else ""
            self.leave(self.number, phrase("a comment"), words, phrase("settle it, then delete it"))
        elif isinstance(node, documents.HasChildren):
            return self._inline(node.children, mark, url)
        return []

    def _address(self, node: Any) -> str:
        """Return where a link may lead; empty when its words stay and its address is listed."""
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
        """Return footnotes and endnotes in their order; one may refer to none, or to itself."""
        told = []
        for (kind, name), number in [*self.sources.items()]:
            note = self.document.notes.resolve(documents.note_reference(kind, name))
            runs = [run for one in note.body for run in self._inline(getattr(one, "children", []))]
            said = " ".join(_written([run for run in runs if not run.raw]).split())
            told.append((number, said or "…"))
        return told


@cache
def _styles() -> dict[str, str]:
    """Return what the styles of headings and titles are, `heading` or `title`, by their names in each language."""
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
    """Return how deep an entry of a list stands, from 0: by its level, or by a style such as “List Bullet 2”."""
    named = _LIST.fullmatch((block.style_name or "").lower())
    return min(max(int(block.numbering.level_index or 0), int(named["depth"]) - 1 if named else 0), 8)


def _plain(node: Any) -> str:
    """Return the words of a node and of all that it holds."""
    if isinstance(node, documents.Text):
        return _CONTROL.sub(" ", str(node.value))
    if isinstance(node, (documents.Tab, documents.Break)):
        return " "
    separator = " " if isinstance(node, (documents.TableCell, documents.TableRow)) else ""
    return separator.join(_plain(one) for one in getattr(node, "children", ()))


def _written(runs: Iterable[_Run]) -> str:
    """Return words as Markdown; signs of Markdown in them are shown as they are."""
    joined: list[_Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and (last.mark, last.url, last.raw) == (run.mark, run.url, run.raw):
            last.words += run.words
        else:
            joined.append(_Run(run.words, run.mark, run.url, run.raw))
    said = "".join(run.words if run.raw else _with_look(run) for run in joined)
    return "\n".join(escaped(line, only_start=True) for line in said.split("\n"))


def _with_look(run: _Run) -> str:
    """Return words with their marks, blanks outside of them."""
    inner = run.words.strip()
    if not inner:
        return run.words
    before, _, after = run.words.partition(inner)
    said = escaped(inner)
    if run.mark:
        said = "\n".join(f"{run.mark}{line}{run.mark}" if line.strip() else line for line in said.split("\n"))
    return f"{before}{f'[{said}]({run.url})' if run.url else said}{after}"
