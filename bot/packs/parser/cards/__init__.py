"""The allowed parts of cards in each kind of item, one module each; questions are checked by `bot.packs.kinds`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.model import Kind
from bot.packs.parser.cards import judged, plain, question, scene, sign, talk, term, tip

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.packs.parser.cards.parts import Parts
    from bot.packs.parser.source import Report

CHECKS: dict[Kind, Callable[[Parts, Report], None]] = {
    Kind.LESSON: plain.check,
    Kind.STORY: scene.check,
    Kind.QUIZ: question.check,
    Kind.TIPS: tip.check,
    Kind.GLOSSARY: term.check,
    Kind.HELP: plain.check,
    Kind.CAMPAIGN: tip.check,
    Kind.TALK: talk.check,
    Kind.ROUND: judged.check,
    Kind.DRILL: scene.check,
    Kind.PATH: tip.check,
    Kind.SIGNS: sign.check,
    Kind.NEXT: talk.check,
}
"""Kind of item → the check that reports parts which its cards may not have."""
