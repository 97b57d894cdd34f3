"""Reads the Markdown of packs with markdown-it-py into blocks, and inline Markdown into a Text.

HTML is off; `markers` lists the allowed additions to plain Markdown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt, rules_block

from bot.packs import markers
from bot.values.text import Span, Style, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.parser_block import RuleFuncBlockType
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

PARAGRAPH_CHARACTERS = 6000
"""Longest inline Markdown that is parsed: four times the longest card. Longer text is refused before inline
parsing, which in the worst case takes quadratic time (docs/design.md M8).
"""

NESTING = 8
"""Deepest nesting of blocks: a list in a quotation in an option is 5. A list counts twice, itself and its item."""

_MARKED = re.compile(r"[*_~`\[<\\&\n]")
"""Characters with a meaning for the parser; most options and titles have none."""

_STYLES: dict[str, Style] = {"strong_open": "bold", "em_open": "italic", "s_open": "strike", "link_open": "link"}


def _make() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": 2 * NESTING})
    markdown.enable("strikethrough")
    # # Two traps for beginners are switched off: a line of dashes as a heading, four spaces as code.
    markdown.disable(["reference", "html_block", "html_inline", "lheading", "code"])
    # # Every address stays as written, so that the safety rules see it.
    markdown.validateLink = lambda url: bool(url) or True  # type: ignore[method-assign]
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]
    markdown.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    markers.install(markdown)
    for name, (rule, signs, ends) in _BEGINNINGS.items():
        markdown.block.ruler.at(name, _begun(rule, signs), {"alt": ends})
    return markdown


def _begun(rule: RuleFuncBlockType, signs: str) -> RuleFuncBlockType:
    """Return the rule, restricted to lines that begin with one of the signs: most lines are plain words, and
    markdown-it would try every rule on each.
    """

    def asked(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it so
        place = state.bMarks[line] + state.tShift[line]
        return state.src[place : place + 1] in signs and rule(state, line, end, silent)

    return asked


_BEGINNINGS: dict[str, tuple[RuleFuncBlockType, str, list[str]]] = {
    "fence": (rules_block.fence, "`~", ["paragraph", "blockquote", "list"]),
    "blockquote": (rules_block.blockquote, ">", ["paragraph", "blockquote", "list"]),
    "hr": (rules_block.hr, "*-_", ["paragraph", "blockquote", "list"]),
    "list": (rules_block.list_block, "*+-0123456789", ["paragraph", "blockquote"]),
    "heading": (rules_block.heading, "#", ["paragraph", "blockquote"]),
    "footnote": (markers.footnote, "[", ["paragraph"]),
}
"""By rule of a block: the signs its first line begins with, and the blocks that it ends (as in markdown-it)."""

_MARKDOWN = _make()


@dataclass(slots=True)
class Block:
    """A block of Markdown. `kind`: heading, paragraph, list, item, quote, code, rule or footnote; `line` and
    `end`: its first and last line in the file. `content`: inline Markdown (of a heading, paragraph, footnote) or
    the words of a code block; `level`: of a heading; `name`: a footnote's id, or the words after a fence; `first`:
    the first number of an ordered list (None: not an ordered list).
    """

    kind: str
    line: int
    end: int
    content: str = ""
    children: tuple[Block, ...] = ()
    level: int = 0
    name: str = ""
    first: int | None = None


@dataclass(slots=True)
class Inline:
    """Parsed inline Markdown: its Text and the other parts in it. A picture is (path, alt)."""

    text: Text
    anchors: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()
    pictures: tuple[tuple[str, str], ...] = ()
    html: tuple[str, ...] = ()


def blocks(words: str, first_line: int = 1) -> tuple[Block, ...]:
    """Read Markdown into blocks; `first_line` is the number of its first line in the file.

    Blocks nested deeper than twice `NESTING` are left out; the caller sees by `extent` that it was too deep.
    """
    tokens: list[Token] = []
    _MARKDOWN.block.parse(words, _MARKDOWN, {}, tokens)
    found, _ = _build(tokens, 0, first_line)
    return found


def _build(tokens: Sequence[Token], at: int, shift: int) -> tuple[tuple[Block, ...], int]:
    """Build the blocks from token `at` to the end of its level; return them and the token after."""
    found: list[Block] = []
    while at < len(tokens):
        token = tokens[at]
        if token.nesting < 0:
            return tuple(found), at + 1
        line, after = token.map or [0, 1]
        place = (line + shift, after - 1 + shift)
        at += 1
        if token.type in ("heading_open", "paragraph_open"):
            kind = token.type.removesuffix("_open")
            level = int(token.tag[1]) if kind == "heading" else 0
            found.append(Block(kind, *place, content=tokens[at].content, level=level))
            at += 2
        elif token.nesting > 0:
            children, at = _build(tokens, at, shift)
            first = int(token.attrGet("start") or 1) if token.type == "ordered_list_open" else None
            found.append(Block(_CONTAINERS[token.type], *place, children=children, first=first))
        elif token.type == "fence":
            found.append(Block("code", *place, content=token.content, name=token.info.strip()))
        elif token.type == "footnote":
            found.append(Block("footnote", *place, content=token.content, name=token.info))
        else:
            found.append(Block("rule", *place))
    return tuple(found), at


_CONTAINERS = {
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "list_item_open": "item",
    "blockquote_open": "quote",
}


@dataclass(slots=True)
class _Writer:
    """Collects words and spans while walking inline tokens."""

    words: list[str] = field(default_factory=list)
    length: int = 0
    spans: list[Span] = field(default_factory=list)
    opened: list[tuple[Style, int, str]] = field(default_factory=list)
    after_tag: bool = False

    def write(self, words: str) -> None:
        if self.after_tag and (not self.words or self.words[-1].endswith(" ")):
            words = words.removeprefix(" ")
        self.after_tag = self.after_tag and not words
        self.words.append(words)
        self.length += len(words)

    def open(self, style: Style, url: str) -> None:
        self.opened.append((style, self.length, url))

    def close(self) -> None:
        style, start, url = self.opened.pop()
        if self.length > start:
            self.spans.append(Span(start, self.length, style, url))

    def code(self, words: str) -> None:
        if words:
            self.spans.append(Span(self.length, self.length + len(words), "code"))
            self.write(words)


def inline(content: str) -> Inline:
    """Read inline Markdown. A line break inside a paragraph is a space, a hard one (two spaces or a backslash at
    the end) a new line. Content longer than `PARAGRAPH_CHARACTERS` is not read: the result is empty.
    """
    if len(content) > PARAGRAPH_CHARACTERS:
        return Inline(Text())
    if not _MARKED.search(content):
        return Inline(Text(content.strip()))
    tokens: list[Token] = []
    _MARKDOWN.inline.parse(content, _MARKDOWN, {}, tokens)
    writer = _Writer()
    found: dict[str, list[str]] = {"anchor": [], "comment": [], "footnote_mark": [], "html": []}
    pictures: list[tuple[str, str]] = []
    for token in tokens:
        if token.type in ("text", "text_special"):
            writer.write(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            writer.write(" " if token.type == "softbreak" else "\n")
        elif token.type == "code_inline":
            writer.code(token.content)
        elif token.type in found:
            found[token.type].append(token.content)
            writer.after_tag = True
        elif token.type == "image":
            pictures.append((str(token.attrGet("src") or ""), token.content))
        elif token.nesting > 0:
            writer.open(_STYLES[token.type], str(token.attrGet("href") or ""))
        else:
            writer.close()
    text = Text("".join(writer.words), _apart_from_code(writer.spans)).strip()
    return Inline(
        text,
        tuple(found["anchor"]),
        tuple(found["comment"]),
        tuple(found["footnote_mark"]),
        tuple(pictures),
        tuple(found["html"]),
    )


def _apart_from_code(spans: list[Span]) -> tuple[Span, ...]:
    """Remove all other styles from code: in Telegram nothing may overlap code (`values.limits`)."""
    codes = sorted((span for span in spans if span.style == "code"), key=lambda span: span.start)
    kept = [span for span in spans if span.style == "code"]
    for span in spans:
        if span.style == "code":
            continue
        start = span.start
        for code in codes:
            if code.end > start and code.start < span.end:
                if code.start > start:
                    kept.append(Span(start, code.start, span.style, span.url))
                start = code.end
        if start < span.end:
            kept.append(Span(start, span.end, span.style, span.url))
    return tuple(sorted(kept, key=lambda span: (span.start, -span.end)))


def extent(block: Block) -> tuple[int, int]:
    """Return the number of blocks, including nested ones, and the depth of nesting; 1 without any."""
    count, depth = 1, 0
    for child in block.children:
        more, deep = extent(child)
        count += more
        depth = max(depth, deep)
    return count, depth + 1
