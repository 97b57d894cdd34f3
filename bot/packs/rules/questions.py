"""Rules E2xx on questions: what an answer can be judged by, and what is said to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.cards.form import OPTIONS
from bot.packs.digest import words_of
from bot.packs.head import QuizFront, TranslationFront
from bot.packs.model import QuestionKind
from bot.packs.source import one_of

if TYPE_CHECKING:
    from bot.packs.cards.parts import Parts
    from bot.packs.draft import Draft
    from bot.packs.model import Question

PREFERRED = 4
"""More options than this only tire: three are enough (Rodriguez 2005; curriculum.md, quiz science)."""


def check_questions(draft: Draft) -> None:
    """Report questions that cannot be answered or judged, or that leave a wrong answer without a word."""
    for parts, card in zip(draft.split.cards, draft.item.cards, strict=True):
        question = card.question
        if question is None or question.kind is QuestionKind.OPEN:
            continue
        _options(draft, parts, question)
        if question.kind not in (QuestionKind.POLL, QuestionKind.ORDER):
            _key(draft, parts)
        _misconceptions(draft, parts)


def check_pick(draft: Draft) -> None:
    """Report a `pick` larger than the set."""
    front = draft.front
    if isinstance(front, QuizFront) and front.pick > len(draft.item.cards):
        line, column = draft.place("pick")
        what = f"`pick` is {front.pick}, the set has {len(draft.item.cards)} questions"
        draft.report.add("E212", line, what, "write at most as many as there are, or add questions", column)


def _options(draft: Draft, parts: Parts, question: Question) -> None:
    fewest, most = OPTIONS
    lines = [box.line for box in parts.boxes] or [step.line for step in parts.steps]
    line = lines[0] if lines else parts.line
    count = len(question.options)
    if not fewest <= count <= most:
        what = f"{count} option{'s' * (count != 1)}: a question has {fewest} to {most}"
        draft.report.add("E203", line, what, "add or merge options; three are best")
    elif count > PREFERRED and question.kind in (QuestionKind.CHOICE, QuestionKind.POLL):
        draft.report.add("W203", line, f"{count} options", "three are enough; more only tire")
    seen: set[str] = set()
    for option, where in zip(question.options, lines, strict=True):
        said = words_of(option.text.plain)
        if not said:
            draft.report.add("E209", where, "an option without words", "write its words behind the box")
        elif said in seen:
            draft.report.add("E204", where, "an option that stands there already", "say something else")
        seen.add(said)


def _key(draft: Draft, parts: Parts) -> None:
    checked = [box for box in parts.boxes if box.checked]
    if not checked:
        fix = "write [x] for the right one; a question without one has <!-- poll --> above it"
        draft.report.add("E201", parts.boxes[0].line, "no right option", fix)
    if len(checked) == len(parts.boxes) > 1:
        draft.report.add("W201", parts.boxes[0].line, "every option is right", "add one that is wrong")
    for box in parts.boxes:
        if not box.checked and not box.feedback and "NOTE" not in parts.callouts:
            fix = "write `> …` below it, moved in by two spaces, or a > [!NOTE] for the whole question"
            draft.report.add("E202", box.line, "a wrong option without feedback", fix)


def _misconceptions(draft: Draft, parts: Parts) -> None:
    if draft.front is None or isinstance(draft.front, TranslationFront):
        return
    known = draft.item.misconceptions
    for box in parts.boxes:
        if not box.misconception:
            continue
        line, column = draft.source.find(box.misconception, box.line, parts.end)
        if box.checked:
            fix = "move the marker to a wrong option, or delete it"
            draft.report.add("E214", line, "a misconception at a right option", fix, column)
        elif box.misconception not in known:
            what = f"the misconception '{box.misconception[:40]}' stands not in the head"
            fix = one_of(box.misconception, known) if known else "add `misconceptions:` to the head"
            draft.report.add("E208", line, what, fix, column)
