"""Rules E3xx on limits: lengths of cards, options and captions (docs/editors/rules.en.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.lint.rules import alone
from bot.packs.model import SPOKEN, Kind
from bot.packs.rounds import said
from bot.values.audience import Audience
from bot.values.limits import CAPTION_UNITS, LABEL_CHARACTERS
from bot.values.phrases import phrase
from bot.values.text import utf16_length

if TYPE_CHECKING:
    from bot.packs.draft import Draft
    from bot.packs.parser.cards.parts import Parts

OPTION_CHARACTERS = 100
FEEDBACK_CHARACTERS = 200

ANSWERED = 200
"""Characters that the bot adds below an answered screen of a round."""


@alone
def check_limits(draft: Draft) -> None:
    """Report cards too long for the youngest reader, and options, feedback and captions that are too long."""
    most, reader = _most(draft)
    for parts in draft.split.cards:
        size = 0 if draft.context.kind in SPOKEN else _size(parts, draft.context.kind)
        if size > most:
            what = phrase(
                "a card of {size} characters; for {reader} it may have {most}", size=size, reader=reader, most=most
            )
            draft.report.add("E301", parts.line, what, phrase("shorten it, or cut it in two with `##`"))
        for box in parts.boxes:
            _short(draft, "option", len(box.text), box.line)
            _short(draft, "feedback", len(box.feedback), box.line)
        for step in parts.steps:
            _short(draft, "option", len(step.text), step.line)
        for choice in parts.choices:
            _short(draft, "option", len(choice.text), choice.line)
            _short(draft, "feedback", len(choice.consequence), choice.line)
        if parts.drawing or parts.block:
            units = sum(utf16_length(text.plain) for text in (parts.body, *parts.callouts.values()))
            units += ANSWERED if draft.context.kind is Kind.ROUND else 0
            if units + utf16_length(parts.title) > CAPTION_UNITS:
                what = phrase("a card with a picture and more than {most} characters", most=CAPTION_UNITS)
                draft.report.add(
                    "E305", parts.line, what, phrase("shorten it, or move the picture to a card of its own")
                )
    title = getattr(draft.front, "title", "")
    if len(title) > LABEL_CHARACTERS:
        line, column = draft.place("title")
        what = phrase(
            "a title of {count} characters; a button shows {most}",
            count=len(title),
            most=LABEL_CHARACTERS,
        )
        draft.report.add("W304", line, what, phrase("shorten it"), column)


def _most(draft: Draft) -> tuple[int, str]:
    """Return the largest card size for the draft's youngest reader, and that reader."""
    audiences = draft.audiences or ([Audience.TIER_6_8] if draft.context.kind is Kind.GLOSSARY else [*Audience])
    if not draft.audiences and draft.context.kind is Kind.HELP:
        return Audience.EDUCATOR.card_characters, "everyone"
    youngest = min(audiences, key=lambda audience: audience.card_characters)
    return youngest.card_characters, youngest.value


def _size(parts: Parts, kind: Kind) -> int:
    """Count the visible characters of a card: title, words, callouts; not the note for adults."""
    body = said(parts.body) if kind is Kind.ROUND else parts.body
    shown = [body, *(text for word, text in parts.callouts.items() if word != "CAUTION")]
    return len(parts.title) + sum(map(len, shown))


def _short(draft: Draft, what: str, size: int, line: int) -> None:
    most, code = (OPTION_CHARACTERS, "E302") if what == "option" else (FEEDBACK_CHARACTERS, "E303")
    if size > most:
        told = phrase("feedback of {size} characters; it may have {most}", size=size, most=most)
        if what == "option":
            told = phrase("option of {size} characters; it may have {most}", size=size, most=most)
        draft.report.add(
            code,
            line,
            told,
            phrase("shorten it"),
        )
