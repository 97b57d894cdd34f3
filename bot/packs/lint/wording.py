"""Rules W6xx on wording: fear, blame, gender, brands, stereotypes, pressure, stray letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import regex

from bot.packs.lint import words
from bot.packs.lint.doubts import MIXED
from bot.packs.lint.pieces import Remark, is_for_adults, note, pieces
from bot.packs.lint.rules import style
from bot.packs.lint.script import LATIN, script_of
from bot.packs.model import SPOKEN
from bot.values.audience import Audience
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.packs.draft import Draft
    from bot.packs.lint.pieces import Piece

EMOJI = 2
"""Most emoji in one card."""

ABSOLUTES = 3
"""Most words like "never" and "always" in one item; more sound like a sermon."""

_GENDERED = {code: re.compile("|".join(words.lines(told))) for code, told in words.by_language("gendered").items()}
"""Words that address one gender, in languages with gendered verbs; the first group is the verb."""

_NO_VERBS = words.single("not_gendered")
_EMOJI = regex.compile(r"\p{Extended_Pictographic}(?:\ufe0f|\u200d\p{Extended_Pictographic}|\p{EMod})*|\p{RI}{2}")
_LATIN = re.compile(r"(?<![\w@./-])[A-Za-z]{3,}(?![\w@./-])")


@style
def check_wording(draft: Draft) -> None:
    """Warn of words that frighten, blame, press, exclude somebody or look like something else."""
    absolutes: list[tuple[Piece, str]] = []
    for piece in pieces(draft):
        if piece.role == "source":
            continue
        for remark in (*_found(piece), *_unfit(draft, piece)):
            note(draft, piece, remark)
        absolutes += [(piece, found.group()) for found in words.ABSOLUTE.finditer(piece.unquoted)]
    if len(absolutes) > ABSOLUTES:
        piece, word = absolutes[ABSOLUTES]
        what = phrase(
            "«{word}»: words like never and always stand here {count} times", word=word, count=len(absolutes)
        )
        note(draft, piece, Remark("W606", word, what, phrase("say when and why instead")))
    for parts in draft.split.cards if draft.context.kind not in SPOKEN else ():
        count = len(_EMOJI.findall("\n".join(draft.source.lines[parts.line - 1 : parts.end])))
        if count > EMOJI:
            draft.report.add(
                "W612",
                parts.line,
                phrase("{count} emoji in one card", count=count),
                phrase("keep at most {emoji}", emoji=EMOJI),
            )


def _found(piece: Piece) -> Iterator[Remark]:
    said = piece.unquoted
    found = words.BLAME.search(said) if piece.role != "option" else None
    if found and not words.NO_BLAME.search(said[: found.start()]):
        yield Remark(
            "W605",
            found.group(),
            phrase("'{word}' blames", word=found.group()),
            phrase("say whose fault it is: who deceives"),
        )
    if found := words.PRESSURE.search(said):
        yield Remark(
            "W623",
            found.group(),
            phrase("'{word}' presses", word=found.group()),
            phrase("leave it out: nobody owes us a visit"),
        )
    found = words.PARENTS_ONLY.search(said)
    if found and not words.OTHER_ADULTS.search(piece.words):
        fix = phrase("families differ: write of a grown-up whom one trusts")
        yield Remark("W609", found.group(), phrase("'{word}' only", word=found.group()), fix)
    for found in MIXED.finditer(piece.words) if piece.role != "screen" else ():
        what = phrase("'{word}' mixes Latin and Cyrillic letters", word=found.group())
        yield Remark("W619", found.group(), what, phrase("type it in one alphabet"))


def _unfit(draft: Draft, piece: Piece) -> Iterator[Remark]:
    said, locale = piece.unquoted, draft.context.locale
    is_for_young = not {Audience.TIER_6_8, Audience.TIER_9_11}.isdisjoint(draft.audiences)
    if is_for_young and piece.role != "adult_note" and (found := words.FEAR.search(said)):
        yield Remark(
            "W604",
            found.group(),
            phrase("'{word}' frightens", word=found.group()),
            phrase("say what helps instead"),
        )
    if not draft.brand_ok and (found := words.BRANDS.search(piece.words)):
        fix = phrase("say what it is (a game, a messenger), or write `brand_ok: true` in the head")
        yield Remark("W608", found.group(), phrase("the brand '{word}'", word=found.group()), fix)
    if locale in _GENDERED and not is_for_adults(draft):
        for found in _GENDERED[locale].finditer(said):
            if found.group(1) not in _NO_VERBS:
                fix = phrase("write the present, or what the reader managed to do: it is a boy or a girl")
                yield Remark(
                    "W607", found.group(), phrase("'{word}' speaks to one gender", word=found.group()), fix
                )
    yield from _foreign(piece, said, locale)


def _foreign(piece: Piece, said: str, locale: str) -> Iterator[Remark]:
    """Report Latin words in the sentences of a language that is written in other letters."""
    script = script_of(locale)
    if script not in {None, LATIN} and script.search(piece.words):
        for found in _LATIN.finditer(said):
            if not found.group().isupper():
                fix = phrase(
                    "say it in the language of the file; an example to be read as it stands goes between `…`"
                )
                yield Remark(
                    "W618", found.group(), phrase("a word in Latin letters: {word}", word=found.group()), fix
                )
