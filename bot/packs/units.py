"""Splits a pack's file into the units of a translation, and joins them again.

A unit holds inline Markdown without anchors, boxes and markers, so a translator cannot change a key.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import TYPE_CHECKING

from bot.packs.parser import markup
from bot.packs.parser.cards.gather import CALLOUT
from bot.packs.parser.screens import is_screen
from bot.packs.parser.source import Report
from bot.packs.parser.yaml import read_yaml
from bot.packs.rounds import SPOT, VERDICT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.packs.parser.markup import Block

LIMITS = {"option": 100, "feedback": 200, "title": 100, "heading": 100}
"""Most characters of a unit by the last word of its field (docs/editors/rules.en.md)."""

CALLOUTS = {"NOTE": "note", "TIP": "hint", "IMPORTANT": "remember", "WARNING": "warning", "CAUTION": "adults"}

_BOX = re.compile(r"\[[^\]^\n]{0,2}\](?!\()[ \t]*")
_WAY = re.compile(r"(?:\*\*[^*\n]{1,40}\*\*:?[ \t]+)?\[([^\]\n]{1,300})\]\(#[^)\s]{0,40}\)")
_PICTURE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_TAIL = re.compile(r"(?:\s*(?:<a (?:id|name)=\"([^\"]*)\">\s?</a>|<!--(?:(?!-->).)*-->))+\s*$")
_LEAD = re.compile(r"(?:[ \t]*<!--(?:(?!-->).)*-->[ \t]*\n)+")
_ANCHOR = re.compile(r"<a (?:id|name)=\"([^\"]*)\">")
_SCREEN_LINE = re.compile(r"[ \t]*(?:[<>]|(?P<role>[a-z]{2,12}):(?=\s|$))?[ \t]*")
_UNTRANSLATED = frozenset({"theme"})
_HARD = re.compile(r"(?: {2,}|\\)\n")
_SOFT = re.compile(r"(?<!\\)(?<!  )\n")


@dataclass(frozen=True, slots=True)
class Unit:
    """One stretch of words. `field`: its place, such as `check.option.b`; `first` to `last`: its lines in the file
    (0 in the head); `prefix` and `suffix`: the text around it there.
    """

    field: str
    words: str
    first: int = 0
    last: int = 0
    prefix: str = ""
    suffix: str = ""

    @property
    def limit(self) -> int:
        """Its most characters, 0 for no limit of its own."""
        names = [name for name in self.field.split(".") if name in LIMITS]
        return LIMITS[names[-1]] if names else 0


def units(text: str) -> list[Unit]:
    """Cut the text of a valid file (with a head and a title) into its units, in order."""
    lines = text.split("\n")
    end = next(place for place in range(1, len(lines)) if lines[place].rstrip() == "---")
    walker = _Walker(lines)
    for block in markup.blocks("\n".join(lines[end + 1 :]), end + 2):
        walker.walk(block, "body")
    return [*_head("\n".join(lines[1:end])), *walker.found]


def _head(words: str) -> Iterator[Unit]:
    document = read_yaml(words + "\n", Report(""))
    value = document.value if document else {}
    for key in ("title", "objective"):
        if value.get(key):
            yield Unit(f".{key}", str(value[key]))
    senders = value.get("sender") or []
    for place, said in enumerate([senders] if isinstance(senders, str) else senders, start=1):
        yield Unit(f".sender.{place}", str(said))
    for name, said in (value.get("misconceptions") or {}).items():
        yield Unit(f".misconception.{name}", str(said))


@dataclass(slots=True)
class _Walker:
    """Walks the blocks of a body and gathers units; counts repeated fields within a card."""

    lines: Sequence[str]
    found: list[Unit] = field(default_factory=list)
    card: str = ""
    counts: dict[str, int] = field(default_factory=dict)

    def walk(self, block: Block, role: str) -> None:
        """Gather the units of a block that belongs to the field `role`."""
        if block.kind == "heading":
            self._heading(block)
        elif block.kind == "footnote":
            opening = re.match(r"\s*\[\^[^\]]*\]:[ \t]*", self.lines[block.line - 1])
            self.card = ""
            self._add(f"source.{block.name}", block.content, block, opening.group() if opening else "")
        elif block.kind == "paragraph":
            self._paragraph(block, block.content, role)
        elif block.kind == "list":
            self._list(block, role)
        elif block.kind == "quote":
            self._quote(block, role)
        elif is_screen(block):
            self._screen(block)

    def _screen(self, block: Block) -> None:
        """Collect the words of each line of a phone's screen, without its role and its spots' letters."""
        for number in range(block.line + 1, block.end):
            raw = self.lines[number - 1]
            opening = _SCREEN_LINE.match(raw)
            words = raw[opening.end() :].rstrip() if opening else ""
            if opening and words and opening["role"] not in _UNTRANSLATED:
                name = f"{self.card}.{self._numbered('screen')}"
                self.found.append(Unit(name, words, number, number, opening.group()))

    def _heading(self, block: Block) -> None:
        anchor = _ANCHOR.search(block.content)
        self.card = anchor.group(1) if anchor and block.level > 1 else ""
        self.counts = {}
        self._leaf("title" if block.level > 1 else "heading", block.content, block)

    def _paragraph(self, block: Block, content: str, role: str) -> None:
        if VERDICT.fullmatch(content.strip()):
            return  # the verdict on a screen, which no translator changes
        picture = _PICTURE.fullmatch(content.strip())
        if picture:
            self._within("alt", picture.group(1), block, "![")
        else:
            self._leaf(self._numbered(role), content, block)

    def _within(self, name: str, words: str, block: Block, opening: str) -> None:
        """Collect words after an opening on the block's line, with the text around them."""
        raw = self.lines[block.line - 1]
        start = raw.index(opening) + len(opening)
        around = (raw[:start], raw[start + len(words) :])
        self.found.append(Unit(f"{self.card}.{name}", words, block.line, block.end, *around))

    def _numbered(self, role: str) -> str:
        """Return a field's name, numbered from its second occurrence on in this card."""
        self.counts[role] = self.counts.get(role, 0) + 1
        return role if self.counts[role] == 1 else f"{role}.{self.counts[role]}"

    def _list(self, block: Block, role: str) -> None:
        for place, item in enumerate(block.children):
            first = item.children[0] if item.children else None
            if first is None:
                continue
            box, way = _BOX.match(first.content), _WAY.fullmatch(first.content.strip())
            name, under = role, role
            if box:
                name = f"option.{ascii_lowercase[place % 26]}"
                under = f"{name}.feedback"
                self._leaf(name, first.content[box.end() :], first)
            elif way:
                name, under = f"choice.{place + 1}", f"choice.{place + 1}.consequence"
                self._within(name, way.group(1), first, "[")
            elif spot := SPOT.match(first.content):
                self._leaf(f"spot.{spot['sign']}", first.content[spot.end() :], first)
            else:
                self.walk(first, role)
            for child in item.children[1:]:
                self.walk(child, under)

    def _quote(self, block: Block, role: str) -> None:
        first = block.children[0] if block.children else None
        callout = CALLOUT.match(first.content) if first and first.kind == "paragraph" else None
        rest = block.children
        if first and callout:
            role = CALLOUTS.get(callout.group(1).strip().upper(), role)
            words = first.content[callout.end() :]
            shift = callout.group().count("\n")
            if words.strip():
                self._leaf(self._numbered(role), words, first, shift)
            rest = block.children[1:]
        for child in rest:
            self.walk(child, role)

    def _leaf(self, name: str, content: str, block: Block, shift: int = 0) -> None:
        """Add the inline Markdown `content`, which begins `shift` lines below the block's first."""
        lead = _LEAD.match(content)
        if lead:
            content, shift = content[lead.end() :], shift + lead.group().count("\n")
        raw = self.lines[block.line - 1 + shift]
        start = raw.find(content.split("\n")[0].strip())
        self._add(name, content, block, raw[: max(start, 0)], shift)

    def _add(self, name: str, content: str, block: Block, prefix: str, shift: int = 0) -> None:
        tail = _TAIL.search(content)
        words = (content[: tail.start()] if tail else content).strip()
        # A visible line break stays one; a break that only wraps the author's lines is a space.
        words = re.sub(r"[ \t]*\x00[ \t]*", "\n", _SOFT.sub(" ", _HARD.sub("\x00", words)))
        words = re.sub(r"(?<=\S)[ \t]{2,}", " ", words)
        if words:
            suffix = f" {tail.group().strip()}" if tail else ""
            self.found.append(Unit(f"{self.card}.{name}", words, block.line + shift, block.end, prefix, suffix))


def rebuilt(text: str, said: Mapping[str, str]) -> list[str]:
    """Return the lines of a file's body with the words of `said` (field → words) in place of its own."""
    lines = text.split("\n")
    for unit in sorted(units(text), key=lambda unit: -unit.first):
        words = said.get(unit.field)
        if unit.first and words is not None:
            under = re.sub(r"[^>\s]", " ", unit.prefix)
            told = words.strip().split("\n")
            new = [f"{unit.prefix if place == 0 else under}{line.strip()}" for place, line in enumerate(told)]
            new = [*(f"{line}\\" for line in new[:-1]), new[-1] + unit.suffix]
            lines[unit.first - 1 : unit.last] = new
    end = next(place for place in range(1, len(lines)) if lines[place].rstrip() == "---")
    return lines[end + 1 :]
