"""A sent picture: a PNG or JPEG joins a card of the pack in hand; its caption says which, and what it shows.

The caption: the item's folder, perhaps its kind, perhaps a card, then words for people who cannot see the picture:
`phishing/9-11 A hook with a letter on it`, `phishing/9-11/quiz #lock A lock`, `phishing/9-11 2: A lock`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.packs.autofix import slug
from bot.packs.exchange.wording import escaped
from bot.packs.problem import Problem, Severity
from bot.packs.upload.drawn_anew import drawn_anew
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.packs.upload.drawn_anew import DrawnPicture

PICTURES = frozenset({"png", "jpg", "jpeg", "webp", "svg"})
"""Endings of files that are pictures. Vectors are drawn by the editor's browser alone: nothing here draws them."""

ALT_CHARACTERS = 200

_CAPTION = re.compile(
    r"(?P<folder>[a-z0-9-]{1,24}/[a-z0-9-]{1,24}(?:/[a-z0-9-]{1,24})?)(?:\s*#(?P<card>[a-z0-9-]{1,24})"
    r"|\s+(?P<number>\d{1,2})(?=[:.)]|\s*$))?[\s:.)—–-]*(?P<alt>.*)",
    re.DOTALL | re.IGNORECASE,
)
_HEADING = re.compile(r"## +(?P<title>.*?)\s*(?:<a (?:id|name)=\"(?P<id>[^\"]*)\">\s*</a>\s*)?$")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_PICTURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<path>[^)]*)\)\s*")
_FIRST = ("lesson", "story", "quiz", "tips")
"""The kinds of files that are looked at first when the caption names none."""


@dataclass(frozen=True, slots=True)
class CardLines:
    """A card of a file: its anchor (empty: none), title, the place of its heading in the lines, from 0, and that
    of the next one; `picture`: the place of its picture, -1 for none.
    """

    id: str
    title: str
    first: int
    end: int
    picture: int = -1


@dataclass(slots=True)
class PutIn:
    """The files that changed. `refused`: why none did; `left`: hints; `made`: the file with the picture."""

    files: dict[str, bytes] = field(default_factory=dict)
    refused: list[Problem] = field(default_factory=list)
    left: list[Problem] = field(default_factory=list)
    made: str = ""


def cards_of(text: str) -> list[CardLines]:
    """Return the cards of a file in their order."""
    lines = text.split("\n")
    found = list(_headings(lines))
    ends = [first for first, _ in found[1:]] + [len(lines)]
    return [
        CardLines(match["id"] or "", match["title"], first, end, _picture_in(lines, first, end))
        for (first, match), end in zip(found, ends, strict=True)
    ]


def card_of(text: str, number: str, caret: str) -> str:
    """Return how a caption names a card of a text: by its number, else the one in which the line `caret` (from 1)
    stands; empty for the first one without a picture.
    """
    cards = cards_of(text)
    if number.isdecimal() and 0 < int(number) <= len(cards):
        return number
    line = int(caret) - 1 if caret.isdecimal() else -1
    return next((f"{at}" for at, card in enumerate(cards, 1) if card.first <= line < card.end), "")


def _headings(lines: Sequence[str]) -> Iterator[tuple[int, re.Match[str]]]:
    fenced = False
    for place, line in enumerate(lines):
        fenced ^= _FENCE.match(line) is not None
        match = None if fenced else _HEADING.fullmatch(line.rstrip())
        if match:
            yield place, match


def _picture_in(lines: Sequence[str], first: int, end: int) -> int:
    return next((place for place in range(first, end) if _PICTURE.fullmatch(lines[place].strip())), -1)


class _Unfit(Exception):
    """Why a picture is not taken: the code, what is wrong, how to correct it."""


def put_in(shown: str, content: bytes, files: Mapping[str, bytes], caption: str) -> PutIn:
    """Return the files of a pack that change when a picture joins one of its cards, in each language."""
    try:
        name, number, alt = _place(files, caption)
        return _put(files, name, number, alt, _drawn(shown, content))
    except _Unfit as unfit:
        code, what, fix = unfit.args
        return PutIn(refused=[Problem(shown, 1, 1, code, what, fix)])


def _place(files: Mapping[str, bytes], caption: str) -> tuple[str, int, str]:
    """Return the file and the place of the card of a caption, and what the picture shows. Errors: _Unfit."""
    said = _CAPTION.fullmatch(caption.strip())
    if not files:
        fix = phrase("send the lesson first: a picture joins a card of it")
        raise _Unfit("E908", phrase("a picture, and no pack that it belongs to"), fix)
    if said is None:
        fix = phrase("write below it where it belongs and what it shows: phishing/9-11 A hook with a letter on it")
        raise _Unfit("E908", phrase("it is not said where it belongs"), fix)
    name = _file(files, said["folder"].lower())
    if name is None:
        known = ", ".join(sorted({file.rpartition("/")[0] for file in files if file.endswith(".md")})[:6])
        what = phrase("the pack in hand has no item at {folder}", folder=said["folder"][:60])
        raise _Unfit("E908", what, phrase("these are known: {names}", names=known))
    cards = cards_of(files[name].decode("utf-8", "replace"))
    number = _card(cards, said["card"] or "", int(said["number"] or 0))
    if number is None:
        what = phrase("no card of {file} fits: it is not there, or each has a picture", file=name)
        raise _Unfit("E908", what, phrase("name the card by its number or its #name, behind the folder"))
    alt = " ".join(said["alt"].split())[:ALT_CHARACTERS]
    if not alt:
        what = phrase("it is not said what the picture shows, for those who cannot see it")
        raise _Unfit("E912", what, phrase("write it behind the place: phishing/9-11 A hook with a letter on it"))
    return name, number, alt


def _drawn(shown: str, content: bytes) -> DrawnPicture:
    """Return a picture drawn anew. Errors: _Unfit."""
    if shown.lower().endswith(".svg"):
        fix = phrase("choose it in the browser's studio, which makes a .png of it, or save it as .png yourself")
        raise _Unfit("E912", phrase("a drawing of vectors (.svg)"), fix)
    drawn = drawn_anew(content)
    if drawn is None:
        what = phrase("the picture cannot be drawn: damaged, too large or too long")
        raise _Unfit("E907", what, phrase("save it anew as .png or .jpg, at most 4000 pixels a side"))
    return drawn


def _file(files: Mapping[str, bytes], place: str) -> str | None:
    """Return the file at a folder, or at a folder and kind, in the language that has most of the pack's files."""
    folder, _, kind = place.rpartition("/")
    written: dict[str, int] = {}
    found: list[tuple[str, str, str]] = []
    for name in sorted(files):
        parts = name.rpartition("/")[2].split(".")
        if len(parts) == 3 and parts[2] == "md":  # noqa: PLR2004 - kind, locale, md
            written[parts[1]] = written.get(parts[1], 0) + 1
            found.append((name, parts[0], parts[1]))
    fits = [one for one in found if one[0].rpartition("/")[0] == place or one[0].startswith(f"{folder}/{kind}.")]
    source = re.search(rb"^source_locale:\s*([A-Za-z-]+)", files.get("pack.yml", b""), re.MULTILINE)
    first = source[1].decode() if source else max(written, key=lambda one: written[one], default="")
    fits.sort(key=lambda one: (one[2] != first, _FIRST.index(one[1]) if one[1] in _FIRST else len(_FIRST)))
    return fits[0][0] if fits else None


def _card(cards: Sequence[CardLines], name: str, number: int) -> int | None:
    """Return the place of a card that is named or numbered from 1, else of the first one without a picture."""
    if name:
        return next((at for at, card in enumerate(cards) if name in {card.id, slug(card.title, ())}), None)
    if number:
        return number - 1 if number <= len(cards) else None
    return next((at for at, card in enumerate(cards) if card.picture < 0), None)


def _put(files: Mapping[str, bytes], name: str, number: int, alt: str, drawn: DrawnPicture) -> PutIn:
    """Return the changed files: the picture, and the item in each language in which it has this card."""
    folder, _, own = name.rpartition("/")
    kind, locale, _ = own.split(".")
    wanted = cards_of(files[name].decode("utf-8", "replace"))[number]
    stem = re.sub(r"[^a-z0-9-]", "", wanted.id) or slug(wanted.title, ())
    path = f"img/{stem}{drawn.suffix}"
    made = PutIn({f"{folder}/{path}": drawn.content}, made=name)
    for other in sorted(files):
        if other.rpartition("/")[0] != folder or not re.fullmatch(
            rf"{kind}\.[A-Za-z-]+\.md", other.rpartition("/")[2]
        ):
            continue
        text = files[other].decode("utf-8", "replace")
        cards = cards_of(text)
        same = [at for at, card in enumerate(cards) if wanted.id and card.id == wanted.id]
        at = same[0] if same else number
        if at >= len(cards):
            continue
        made.files[other] = _written(text, cards[at], alt, path).encode()
        if other != name:
            what = phrase("the words of the picture stand there in the language of {locale}", locale=locale)
            fix = phrase("translate them, between [ and ]")
            made.left.append(Problem(other, cards[at].first + 3, 1, "W913", what, fix, Severity.WARNING))
    return made


def _written(text: str, card: CardLines, alt: str, path: str) -> str:
    """Return a text with the picture in a card, in the place of the one that it has."""
    lines = text.split("\n")
    line = f"![{escaped(alt)}]({path})"
    if card.picture >= 0:
        lines[card.picture] = line
        return "\n".join(lines)
    after = ["", line, ""] if lines[card.first + 1 : card.first + 2] != [""] else ["", line]
    return "\n".join([*lines[: card.first + 1], *after, *lines[card.first + 1 :]])
