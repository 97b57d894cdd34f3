"""Rules of markdown-it for the tags allowed in the Markdown of a pack: anchors, comment markers, footnotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

ANCHOR = re.compile(r'<a (?:id|name)="([^"<>\n]{0,80})">[ ]?</a>')
COMMENT = re.compile(r"<!--((?:(?!-->)[^\n]){0,300})-->")
TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]{0,20}(?:[\s/][^<>\n]{0,300})?>|<!--|<[?!][A-Za-z[]")
FOOTNOTE_MARK = re.compile(r"\[\^([^\]\s\[]{1,40})\]")
_FOOTNOTE = re.compile(r"\[\^([^\]\s\[]{1,40})\]:[ \t]*")
_FOUR = 4


def install(markdown: MarkdownIt) -> None:
    """Add the three inline rules and the block rule of footnotes to a parser."""
    markdown.inline.ruler.before("link", "footnote_mark", _footnote_mark)
    markdown.inline.ruler.before("autolink", "marker", _marker)
    markdown.inline.ruler.after("autolink", "html", _html)
    markdown.block.ruler.before("paragraph", "footnote", footnote, {"alt": ["paragraph"]})


def _marker(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it so
    if state.src[state.pos] != "<":
        return False
    return _take(state, silent, "anchor", ANCHOR) or _take(state, silent, "comment", COMMENT)


def _html(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it so
    """Remove any other HTML, so that it is never shown; the reader reports it."""
    return state.src[state.pos] == "<" and _take(state, silent, "html", TAG)


def _footnote_mark(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it so
    return state.src.startswith("[^", state.pos) and _take(state, silent, "footnote_mark", FOOTNOTE_MARK)


def _take(state: StateInline, silent: bool, kind: str, pattern: re.Pattern[str]) -> bool:  # noqa: FBT001 - as above
    found = pattern.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push(kind, "", 0)
        token.content = (found.group(1) if pattern.groups else found.group()).strip()
    state.pos = found.end()
    return True


def footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - as above
    """Read `[^id]: words`, which may continue on the following lines until an empty one or the next footnote."""
    if state.sCount[start] - state.blkIndent >= _FOUR:
        return False
    found = _FOOTNOTE.match(_line(state, start))
    if not found:
        return False
    if silent:
        return True
    words = [_line(state, start)[found.end() :]]
    after = start + 1
    while after < end and not state.isEmpty(after) and not _FOOTNOTE.match(_line(state, after)):
        words.append(_line(state, after).strip())
        after += 1
    token = state.push("footnote", "", 0)
    token.info = found.group(1)
    token.content = " ".join(words).strip()
    token.map = [start, after]
    state.line = after
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
