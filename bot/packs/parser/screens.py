"""Reads a screen block (a fence such as `screen chat`) into a phone's screen; reports invalid contents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from bot.packs.parser.source import did_you_mean, suggestion
from bot.values.phrases import phrase
from bot.values.screen_block import SPOTS, ScreenBlock, ScreenLine, Spot, is_drawable, spot_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.packs.parser.markup import Block
    from bot.packs.parser.source import Report

_ONCE = frozenset({"from", "note", "to", "time", "theme"})
"""Roles that occur only once on a screen."""

_ANYWHERE = frozenset({"from", "note", "time", "theme", "link", "button", "photo", "text"})

KINDS: dict[str, tuple[tuple[str, ...], frozenset[str]]] = {
    "chat": (("from", "theirs"), _ANYWHERE | {"theirs", "mine", "file"}),
    "sms": (("from", "theirs"), _ANYWHERE | {"theirs", "mine"}),
    "mail": (("from", "subject"), _ANYWHERE | {"to", "subject", "file"}),
    "push": (("from", "text"), (_ANYWHERE | {"subject"}) - {"photo", "link"}),
    "login": (("link", "field"), (_ANYWHERE | {"subject", "field"}) - {"from"}),
    "shop": (("link", "subject"), _ANYWHERE | {"subject", "price"}),
    "post": (("from",), _ANYWHERE | {"theirs", "file"}),
}
"""By kind of screen: the required roles, and all allowed ones."""

LINES, LINE, ALL = 12, 200, 600
"""Most lines of a screen, characters of a line, characters in total."""

_ROLE = re.compile(r"([a-z]{2,12}):(?:[ \t]+|$)")
_SPOT = re.compile(r"\{[ \t]*(\w{1,3})[ \t]*:[ \t]*([^{}]*)\}")
_BUBBLES = {">": "theirs", "<": "mine"}
_NAMES = {
    "theirs": phrase("a bubble `> words`"),
    "mine": phrase("a bubble `< words`"),
    "text": phrase("plain words"),
}


def is_screen(block: Block) -> bool:
    """Whether a block is a screen block: a fence whose first word is `screen`."""
    return block.kind == "code" and block.name.split()[:1] == ["screen"]


def read_screen(block: Block, report: Report) -> ScreenBlock | None:
    """Read a screen block, its locale not yet set; None if its kind is unknown. Reports other mistakes."""
    named = block.name.split()[1:]
    kind = named[0] if len(named) == 1 else " ".join(named)
    if kind not in KINDS:
        what = (
            phrase("an unknown kind of screen: '{kind}'", kind=kind[:40])
            if kind
            else phrase("a screen without its kind")
        )
        report.add("E150", block.line, what, suggestion(kind, KINDS))
        return None
    lines: list[ScreenLine] = []
    written = [(block.line + 1 + place, line.strip()) for place, line in enumerate(block.content.split("\n"))]
    for number, line in written:
        if line:
            lines += _line(kind, line, number, lines, report)
    found = ScreenBlock(kind, tuple(lines))
    _whole(found, block, [number for number, line in written if line], report)
    return found


def _line(kind: str, written: str, number: int, before: Sequence[ScreenLine], report: Report) -> list[ScreenLine]:
    # A letter and its accent as one sign; without the mark that asks for a coloured emoji.
    role, words = _role(normalize("NFC", written.replace("\ufe0f", "")))
    _, may = KINDS[kind]
    if role not in may:
        shown = _NAMES.get(role, f"`{role}:`")
        fix = phrase(
            "a screen `{kind}` may have: {names}",
            kind=kind,
            names=", ".join(sorted(may - {"theirs", "mine", "text"})),
        )
        report.add(
            "E151",
            number,
            phrase("{shown} in a screen `{kind}`", shown=shown, kind=kind),
            did_you_mean(role, may) or fix,
        )
        return []
    if role in _ONCE and any(line.role == role for line in before):
        report.add("E151", number, phrase("a second `{role}:`", role=role), phrase("keep one of them"))
    if role == "theme":
        if words not in {"dark", "light"}:
            report.add(
                "E151",
                number,
                phrase("an unknown theme: '{words}'", words=words[:20]),
                phrase("write `theme: dark` or `theme: light`"),
            )
        return [ScreenLine(role, words)]
    if not words:
        report.add(
            "E151",
            number,
            phrase("nothing stands in `{written}`", written=written),
            phrase("write its words, or delete the line"),
        )
        return []
    if len(words) > LINE:
        what = phrase("a line of {count} characters; it may have {line}", count=len(words), line=LINE)
        report.add("E153", number, what, phrase("shorten it, or make two of it"))
    strange = next((sign for sign in words if not is_drawable(sign)), "")
    if strange:
        what = phrase(
            "a sign that cannot be drawn: {strange} (U+{code})",
            strange=strange,
            code=f"{ord(strange):04X}",
        )
        fix = phrase("leave it out: with it the screen is told in words and not drawn")
        report.add("W155", number, what, fix)
    taken = "".join(spot.letter for line in before for spot in line.spots)
    return [_spots(role, words, number, taken, report)]


def _role(written: str) -> tuple[str, str]:
    if written[0] in _BUBBLES:
        return _BUBBLES[written[0]], written[1:].strip()
    found = _ROLE.match(written)
    return (found[1], written[found.end() :].strip()) if found else ("text", written)


def _spots(role: str, written: str, number: int, taken: str, report: Report) -> ScreenLine:
    """Return a line with its spots, `{a: words}`, taken out of its words."""
    words, done, spots = "", 0, []
    for found in _SPOT.finditer(written):
        words += written[done : found.start()]
        done, said, letter = found.end(), found[2].strip(), spot_of(found[1])
        if not letter or letter in taken:
            what = (
                phrase("the spot '{found}' is marked twice", found=found[1])
                if letter
                else phrase("a spot '{found}'", found=found[1])
            )
            report.add(
                "E152", number, what, phrase("give each spot a letter of its own: {names}", names=", ".join(SPOTS))
            )
        elif not said:
            report.add(
                "E152",
                number,
                phrase("a spot without words"),
                phrase("write them: `{{{letter}: words}}`", letter=letter),
            )
        else:
            spots.append(Spot(letter, len(words), len(words) + len(said)))
            taken += letter
        words += said
    words += written[done:]
    if "{" in words or "}" in words:
        fix = phrase("write a spot as `{{a: words}}`, inside one line; the signs {{ and }} have no other use here")
        report.add("E152", number, phrase("a spot that cannot be read"), fix)
    return ScreenLine(role, words, tuple(spots))


def _whole(found: ScreenBlock, block: Block, lines: Sequence[int], report: Report) -> None:
    must, _ = KINDS[found.kind]
    there = {line.role for line in found.lines}
    for role in must:
        if role not in there:
            fix = phrase("add {names}", names=_NAMES.get(role) or f"`{role}: …`")
            report.add(
                "E154",
                block.line,
                phrase("a {kind} without {names}", kind=found.kind, names=_NAMES.get(role, f"`{role}:`")),
                fix,
            )
    letters = found.letters
    if letters != SPOTS[: len(letters)]:
        fix = phrase("use the first letters: {names}", names=", ".join(SPOTS[: len(letters)]))
        report.add(
            "E152",
            block.line,
            phrase("the spots are {names}: a letter is left out", names=", ".join(letters)),
            fix,
        )
    if len(lines) > LINES:
        report.add(
            "E153",
            lines[LINES],
            phrase("more than {lines} lines on a screen", lines=LINES),
            phrase("a phone shows no more: shorten it"),
        )
    size = sum(len(line.words) for line in found.lines)
    if size > ALL:
        what = phrase("a screen of {size} characters; it may have {all}", size=size, all=ALL)
        report.add("E153", block.line, what, phrase("a phone shows no more: shorten it"))
