"""Rules W6xx on cues: they give the right option away to somebody who knows nothing."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from bot.packs.digest import words_of
from bot.packs.lint.pieces import Piece, Remark, note
from bot.packs.lint.rules import style
from bot.packs.lint.words import any_of, listed
from bot.packs.parser.head import QuizFront
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from bot.packs.draft import Draft
    from bot.packs.parser.cards.parts import Box, Parts

LONGEST = 1.5
"""A right option this many times as long as the longest wrong one is a cue …"""

LONGER = 15
"""… if it is longer by this many characters as well."""

REPEATED = 3
"""This many words of the question in only the right option are a cue."""

POSITIONS = 4
"""Fewest single-choice questions for which the position of the right option is checked."""

_ALL = any_of("all_of_them")
_NEGATIVE = [re.compile(one, re.IGNORECASE) for one in listed("negative")]
"""Questions in which one `word` reverses the meaning."""


@style
def check_cues(draft: Draft) -> None:
    """Warn of options and stems that give the answer away, or hide the question."""
    positions: list[int] = []
    for parts, card in zip(draft.split.cards, draft.item.cards, strict=True):
        question = card.question
        if question is None:
            continue
        _negative(draft, parts)
        for box in parts.boxes:
            found = _ALL.search(box.text.plain)
            if found:
                fix = phrase("name something else: who sees that two are right takes it without reading")
                piece = Piece.of("option", box.text, parts, box.line, parts.end)
                note(
                    draft,
                    piece,
                    Remark("W614", found.group(), phrase("an option '{word}'", word=found.group()), fix),
                )
        if question.cues and sum(box.checked for box in parts.boxes) == 1:
            place = next(place for place, box in enumerate(parts.boxes) if box.checked)
            positions.append(place)
            _longest(draft, parts.boxes[place], parts)
            _repeated(draft, parts.boxes[place], parts)
    front = draft.front
    shuffled = isinstance(front, QuizFront) and front.shuffle in ("options", "both")
    if len(positions) >= POSITIONS and not shuffled:
        place, count = Counter(positions).most_common(1)[0]
        if count * 5 >= len(positions) * 4:
            what = phrase(
                "the right option stands at place {place} in {count} of {total} questions",
                place=place + 1,
                count=count,
                total=len(positions),
            )
            draft.report.add(
                "W616", draft.split.intro.line, what, phrase("vary it, or write `shuffle: options` in the head")
            )


def _longest(draft: Draft, right: Box, parts: Parts) -> None:
    others = max((len(box.text) for box in parts.boxes if box is not right), default=len(right.text))
    if len(right.text) >= LONGEST * others and len(right.text) - others >= LONGER:
        what = phrase("the right option is clearly the longest")
        draft.report.add("W613", right.line, what, phrase("shorten it, or say more in a wrong one"))


def _repeated(draft: Draft, right: Box, parts: Parts) -> None:
    stem = f" {words_of(parts.title)} {words_of(parts.body.plain)} "

    def told(box: Box) -> set[str]:
        return {word for word in words_of(box.text.plain).split() if len(word) > 5 and f" {word} " in stem}  # noqa: PLR2004 - "the", "code" say little

    repeated = told(right)
    if len(repeated) >= REPEATED and not any(told(box) for box in parts.boxes if box is not right):
        what = phrase(
            "only the right option repeats words of the question: {words}", words=", ".join(sorted(repeated))
        )
        draft.report.add("W617", right.line, what, phrase("use other words in the option or in the question"))


def _negative(draft: Draft, parts: Parts) -> None:
    for role, text in (("title", parts.title), ("body", parts.body.plain)):
        found = next((found for negative in _NEGATIVE if (found := negative.search(text))), None)
        if not found:
            continue
        word, start = found["word"], found.start("word")
        strong = role == "body" and any(
            span.style == "bold" and span.start <= start < span.end for span in parts.body.spans
        )
        if not strong and not word.isupper():
            piece = Piece.of(role, parts.body, parts, parts.line, parts.end)
            fix = phrase("ask for what is, or make the word bold: **{word}**", word=word)
            note(
                draft,
                piece,
                Remark("W615", found.group()[:20], phrase("a question with an unseen '{word}'", word=word), fix),
            )
