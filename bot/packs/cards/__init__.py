"""Cards: the kinds of cards and questions there are, one module each. `FORMS[question.kind]` judges an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.cards import asked, plain, scene, term, tip
from bot.packs.cards.choice import Choice
from bot.packs.cards.choose_all import ChooseAll
from bot.packs.cards.open import Open
from bot.packs.cards.order import Order
from bot.packs.cards.poll import Poll
from bot.packs.cards.true_false import TrueFalse
from bot.packs.model import Kind, QuestionKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.packs.cards.form import Form
    from bot.packs.cards.parts import Parts
    from bot.packs.source import Report

FORMS: dict[QuestionKind, Form] = {
    form.kind: form for form in (Open(), Poll(), Order(), TrueFalse(), ChooseAll(), Choice())
}
"""Kind of question → what owns it; the first that claims a card's parts reads them."""

CHECKS: dict[Kind, Callable[[Parts, Report], None]] = {
    Kind.LESSON: plain.check,
    Kind.STORY: scene.check,
    Kind.QUIZ: asked.check,
    Kind.TIPS: tip.check,
    Kind.GLOSSARY: term.check,
    Kind.HELP: plain.check,
    Kind.CAMPAIGN: tip.check,
}
"""Kind of item → what reports the parts that its cards may not have."""


def form_of(parts: Parts) -> Form | None:
    """Return the kind of question that these parts are, None when nothing is asked."""
    return next((form for form in FORMS.values() if form.claims(parts)), None)
