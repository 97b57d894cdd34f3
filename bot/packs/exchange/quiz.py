"""Writes questions as a quiz of a pack, and splits a quiz of a pack into questions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.packs.autofix import slug
from bot.packs.exchange.exchange_question import Answer, ExchangeQuestion
from bot.packs.templates import item_head
from bot.packs.units import units
from bot.values.phrases import phrases_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.packs.model import Card, Item
    from bot.packs.units import Unit

TITLE_CHARACTERS = 60
"""Longest stem that becomes the title of its card."""

_FOOTNOTE = re.compile(r"\[\^[^\]]*\]")
_TERM = re.compile(r"\[([^\]]*)\]\([^)]*glossary\.[^)]*\)")


def quiz_text(asked: Sequence[ExchangeQuestion], path: Path, locale: str, title: str) -> str:
    """Return questions as the text of `quiz.<locale>.md` in the folder `path`, whose name sets tier and topic. The
    quiz is a draft: its author must check title, objective and tier.
    """
    intro = phrases_of(locale).say("You may be wrong: every answer explains.")
    taken: list[str] = []
    cards = []
    for number, question in enumerate(asked, start=1):
        heading, stem = _heading(question, number, locale)
        taken.append(slug(heading, taken))
        cards.append("\n".join([f'## {heading} <a id="{taken[-1]}"></a>', "", *_card(question, stem)]))
    return f"{item_head(path, title, title, len(asked))}{intro}\n\n" + "\n".join(cards)


def _heading(question: ExchangeQuestion, number: int, locale: str) -> tuple[str, str]:
    """Return the title of a question's card and its stem; a short stem is the title."""
    if question.title:
        return question.title, question.stem
    if len(question.stem) <= TITLE_CHARACTERS and "\n" not in question.stem and "[^" not in question.stem:
        return question.stem, ""
    return phrases_of(locale).say("Question {number}", number=number), question.stem


def _card(question: ExchangeQuestion, stem: str) -> list[str]:
    lines = [f"<!-- {question.kind.marker} -->"] if question.kind.marker else []
    lines += [*stem.split("\n"), ""] if stem else [""] if lines else []
    for place, answer in enumerate(question.answers, start=1):
        lines.append(question.kind.written(place, answer.words, right=answer.right))
        lines += [f"  > {answer.feedback}"] if answer.feedback else []
    lines += [""] if question.answers else []
    for callout, words in (("TIP", question.hint), ("NOTE", question.note)):
        if words:
            lines += [f"> [!{callout}]", *(f"> {line}".rstrip() for line in words.split("\n")), ""]
    return lines


def questions_of(item: Item, text: str) -> list[ExchangeQuestion]:
    """Return the questions of a quiz or lesson, parsed as `item`, from its text."""
    by_card: dict[str, list[Unit]] = {}
    for unit in units(text):
        by_card.setdefault(unit.field.partition(".")[0], []).append(unit)
    return [_asked(card, by_card.get(card.id, []), item.title) for card in item.cards if card.question]


def _asked(card: Card, found: Sequence[Unit], title: str) -> ExchangeQuestion:
    def said(*roles: str) -> str:
        """Join the units of a role; in a body, list markers stay before their words."""
        told = [unit for unit in found if unit.field.split(".")[1] in roles and unit.words]
        return "\n".join(unit.prefix.lstrip("> ") + _alone(unit.words) for unit in told)

    question = card.question
    assert question is not None  # noqa: S101 - only cards with a question come here
    listed = question.arranged
    by_field = {unit.field.partition(".")[2]: _alone(unit.words) for unit in found}
    answers = tuple(
        Answer(
            option.text.plain if listed else by_field.get(f"option.{letter}", option.text.plain),
            option.right,
            by_field.get(f"option.{letter}.feedback", option.feedback.plain),
        )
        for letter, option in zip(question.letters, question.options, strict=True)
    )
    stem = card.body.plain if listed else said("body")
    heading = by_field.get("title", card.title)
    return ExchangeQuestion(card.line, stem, answers, heading, said("note"), title, type(question), said("hint"))


def _alone(words: str) -> str:
    """Return words without the parts that only make sense in their pack: footnote marks, glossary links."""
    return _TERM.sub(r"\1", _FOOTNOTE.sub("", words))
