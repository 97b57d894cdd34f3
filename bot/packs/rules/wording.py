"""Rules W6xx on wording: fear, blame, gender, brands, stereotypes, pressure, stray letters (curriculum.md §4)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import regex

from bot.packs.rules import words
from bot.packs.rules.glance import Glance
from bot.packs.rules.pieces import Remark, is_for_adults, note, pieces, vocabulary
from bot.values.audience import Audience

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.packs.draft import Draft
    from bot.packs.rules.pieces import Piece

EMOJI = 2
"""Most emoji in one card."""

ABSOLUTES = 3
"""«Никогда», «всегда» in one item that pass; more make a sermon."""

_GENDERED = re.compile(
    r"\b[Тт]ы(?: (?:не|уже|сам|сама|случайно|вчера|сегодня|всё|это|её|его|тоже|ещё|вдруг|так|только))*"
    r" (\w{2,}(?:[иаеяыуо]л|шёл|[иаеяыу]ла|шла)(?:с[яь])?)\b"
    r"|\b\w{3,}\((?:а|ла|на|ась)\)(?!\w)"
)
"""«Ты сделал», «ты не нажала», «сделал(а)»."""

_NOUNS = frozenset(
    {"стол", "стул", "пол", "зал", "сигнал", "канал", "мел", "гол", "угол", "узел", "отдел", "файл"}
)
_EMOJI = regex.compile(r"\p{Extended_Pictographic}(?:\ufe0f|\u200d\p{Extended_Pictographic}|\p{EMod})*|\p{RI}{2}")
_LATIN = re.compile(r"(?<![\w@./-])[A-Za-z]{3,}(?![\w@./-])")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_MIXED = re.compile(r"\b(?=\w*[a-zA-Z])(?=\w*[а-яёА-ЯЁ])[^\W_]+\b")

_GLANCE = Glance(
    fear=words.FEAR,
    blame=words.BLAME,
    pressure=words.PRESSURE,
    parents=words.PARENTS_ONLY,
    brands=words.BRANDS,
    absolute=words.ABSOLUTE,
    gendered=_GENDERED,
    latin=_LATIN,
    mixed=_MIXED,
)


def check_wording(draft: Draft) -> None:
    """Warn of words that frighten, blame, press, leave somebody out or look like something else."""
    absolutes: list[tuple[Piece, str]] = []
    worth = _worth(draft)
    for piece in pieces(draft) if worth else ():
        if piece.role == "source":
            continue
        for remark in _found(draft, piece, worth):
            note(draft, piece, remark)
        if "absolute" in worth:
            absolutes += [(piece, found.group()) for found in words.ABSOLUTE.finditer(piece.unquoted)]
    if len(absolutes) > ABSOLUTES:
        piece, word = absolutes[ABSOLUTES]
        what = f"«{word}»: words like never and always stand here {len(absolutes)} times"
        note(draft, piece, Remark("W606", word, what, "say when and why instead"))
    for parts in draft.split.cards:
        count = len(_EMOJI.findall("\n".join(draft.source.lines[parts.line - 1 : parts.end])))
        if count > EMOJI:
            draft.report.add("W612", parts.line, f"{count} emoji in one card", f"keep at most {EMOJI}")


def _worth(draft: Draft) -> set[str]:
    """Return what is worth looking for: what the words may hold and a reader of this draft should not find."""
    worth = set(_GLANCE.at(vocabulary(draft)))
    if not any(audience in (Audience.TIER_6_8, Audience.TIER_9_11) for audience in draft.audiences):
        worth.discard("fear")
    if draft.brand_ok:
        worth.discard("brands")
    if draft.where.locale != "ru":
        worth -= {"gendered", "latin"}
    return worth


def _found(draft: Draft, piece: Piece, worth: set[str]) -> Iterator[Remark]:
    said = piece.unquoted
    if "fear" in worth and piece.role != "adult_note" and (found := words.FEAR.search(said)):
        yield Remark("W604", found.group(), f"'{found.group()}' frightens", "say what helps instead")
    found = words.BLAME.search(said) if "blame" in worth and piece.role != "option" else None
    if found and not words.NO_BLAME.search(said[: found.start()]):
        yield Remark("W605", found.group(), f"'{found.group()}' blames", "say whose fault it is: who deceives")
    if "pressure" in worth and (found := words.PRESSURE.search(said)):
        yield Remark("W623", found.group(), f"'{found.group()}' presses", "leave it out: nobody owes us a visit")
    found = words.PARENTS_ONLY.search(said) if "parents" in worth else None
    if found and not words.OTHER_ADULTS.search(piece.words):
        fix = "families differ: write «взрослый, которому доверяешь», a grown-up you trust"
        yield Remark("W609", found.group(), f"'{found.group()}' only", fix)
    if "brands" in worth and (found := words.BRANDS.search(piece.words)):
        fix = "say what it is (a game, a messenger), or write `brand_ok: true` in the head"
        yield Remark("W608", found.group(), f"the brand '{found.group()}'", fix)
    if not worth.isdisjoint(("gendered", "latin")):
        yield from _russian(draft, piece, said)
    for found in _MIXED.finditer(piece.words) if "mixed" in worth else ():
        what = f"'{found.group()}' mixes Latin and Russian letters"
        yield Remark("W619", found.group(), what, "type it in one alphabet")


def _russian(draft: Draft, piece: Piece, said: str) -> Iterator[Remark]:
    if not is_for_adults(draft):
        for found in _GENDERED.finditer(said):
            if found.group(1) not in _NOUNS:
                fix = "write the present, or «тебе удалось»: a reader is a boy or a girl"
                yield Remark("W607", found.group(), f"'{found.group()}' speaks to one gender", fix)
    if _CYRILLIC.search(piece.words):
        for found in _LATIN.finditer(said):
            if not found.group().isupper():
                fix = "say it in Russian; an example to be read as it stands goes between `…`"
                yield Remark("W618", found.group(), f"an English word: {found.group()}", fix)
