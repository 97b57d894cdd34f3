"""Rules E2xx on questions: whether an answer can be judged, and its feedback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.digest import words_of
from bot.packs.lint.rules import alone, style
from bot.packs.parser.head import QuizFront, TranslationFront
from bot.packs.parser.source import suggestion
from bot.packs.question import OPTIONS
from bot.packs.topics import JUDGED
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from bot.packs.draft import Draft
    from bot.packs.parser.cards.parts import Parts
    from bot.packs.question import Question


HONEST = 0.4
"""Least share of honest cases in a set. Training only against false news also lowered belief in true news (Hoes
and others 2024), so sets also practise trust in honest messages.
"""


@alone
def check_questions(draft: Draft) -> None:
    """Report questions that cannot be answered or judged, or that have no feedback on a wrong answer."""
    for parts, card in zip(draft.split.cards, draft.item.cards, strict=True):
        question = card.question
        if parts.case and not (question and question.counted):
            fix = phrase("mark a question with a right answer, or delete the marker")
            draft.report.add("E219", parts.case_line, phrase("a case marked where nothing is judged"), fix)
        if question is None:
            continue
        question.check(parts, draft.report)
        if not question.own_words:
            _options(draft, parts, question)
            _misconceptions(draft, parts)


@alone
def check_pick(draft: Draft) -> None:
    """Report a `pick` larger than the set."""
    front = draft.front
    if isinstance(front, QuizFront) and front.pick > len(draft.item.cards):
        line, column = draft.place("pick")
        what = phrase(
            "`pick` is {pick}, the set has {count} questions", pick=front.pick, count=len(draft.item.cards)
        )
        draft.report.add(
            "E212", line, what, phrase("write at most as many as there are, or add questions"), column
        )


@style
def check_cases(draft: Draft) -> None:
    """Warn of a quiz that trains suspicion: too few of its marked cases are honest."""
    front = draft.front
    if not isinstance(front, QuizFront) or not {*front.topics} & {*JUDGED}:
        return
    cases = [card.case for card in draft.item.cards if card.case]
    honest = cases.count("honest")
    if cases and honest < HONEST * len(cases):
        what = phrase(
            "{honest} of {count} cases honest: who always refuses would do well", honest=honest, count=len(cases)
        )
        fix = phrase(
            "turn traps into honest cases until two in five are; without them a set only trains suspicion"
        )
        draft.report.add("W218", draft.split.intro.line, what, fix)


def _options(draft: Draft, parts: Parts, question: Question) -> None:
    fewest, most = OPTIONS
    lines = [box.line for box in parts.boxes] or [step.line for step in parts.steps]
    line = lines[0] if lines else parts.line
    count = len(question.letters)
    if not fewest <= count <= most:
        what = phrase("{count} options: a question has {fewest} to {most}", count=count, fewest=fewest, most=most)
        if count == 1:
            what = phrase("one option: a question has {fewest} to {most}", fewest=fewest, most=most)
        draft.report.add("E203", line, what, phrase("add or merge options; three are best"))
    elif count > question.preferred:
        draft.report.add(
            "W203", line, phrase("{count} options", count=count), phrase("three are enough; more only tire")
        )
    for column in question.columns():
        seen: set[str] = set()
        for text, where in zip(column, lines, strict=False):
            said = words_of(text.plain)
            if not said:
                draft.report.add(
                    "E209", where, phrase("an option without words"), phrase("write its words behind the box")
                )
            elif said in seen:
                draft.report.add(
                    "E204", where, phrase("an option that stands there already"), phrase("say something else")
                )
            seen.add(said)


def _misconceptions(draft: Draft, parts: Parts) -> None:
    if draft.front is None or isinstance(draft.front, TranslationFront):
        return
    known = draft.item.misconceptions
    for box in parts.boxes:
        if not box.misconception:
            continue
        line, column = draft.source.find(box.misconception, box.line, parts.end)
        if box.checked:
            fix = phrase("move the marker to a wrong option, or delete it")
            draft.report.add("E214", line, phrase("a misconception at a right option"), fix, column)
        elif box.misconception not in known:
            what = phrase(
                "the misconception '{misconception}' stands not in the head", misconception=box.misconception[:40]
            )
            fix = suggestion(box.misconception, known) if known else phrase("add `misconceptions:` to the head")
            draft.report.add("E208", line, what, fix, column)
