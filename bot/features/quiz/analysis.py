"""Analysis: how well a question works, from the first attempts of everybody it is meant for; nobody is in it.

An attempt counts once, in the transaction that answers its last question, with each of its questions. Shares and
misleading options follow the rule of a class's totals, five answers at a time; ten people wait for that together
(decision 0011).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt
from typing import TYPE_CHECKING

from bot.features.quiz.store import findings
from bot.features.quiz.store.delayed_tests import DELAYED
from bot.features.quiz.store.findings import Sums
from bot.features.quiz.totals import ANALYSED_FROM, NOTICEABLE, Share, share_of
from bot.values.few import BLOCK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from bot.chat.turn import Reader, Turn
    from bot.features.quiz.attempt_state import AttemptState
    from bot.packs.question import Question

TELLS_FROM = 100
"""Attempts from which on it is said whether a question tells apart who knows more (classical item analysis)."""

WELL, HARDLY = 0.3, 0.1
"""Correlation of a question with the rest of its attempt: from 0.3 on it is commonly called good; below 0.1 we ask
to read it again (a low mark, because few other questions in an attempt make it lower)."""

_ALONE = "-"
"""Stands for the percent right of the others where an attempt counts no other question."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What may be said of a question. From 30 answers `share`, and `idle`: letters of wrong options that hardly
    anybody chooses; from 100 `tells`: its correlation with the rest of the attempt, -1 to 1.
    """

    share: Share | None = None
    idle: str = ""
    tells: float | None = None


def note(turn: Turn, state: AttemptState, number: int, marks: str) -> None:
    """Count an attempt whose last open question, `number`, has just been answered, if it is the first attempt
    at its quiz by a person in the quiz's audience. Call it once for an attempt.
    """
    item = state.item
    is_first = state.attempt.number == 1 and state.attempt.quiz_ref != DELAYED
    if item is None or not is_first or turn.preview.edition or turn.recent.helped:
        return
    if turn.audience not in item.audiences:
        return
    of_item = {str(item.ref), *map(str, item.origins)}
    given = {
        step.question.meaning: (step.question, marks if step.answer is None else step.answer.marks, step.ref)
        for step in state.steps
        if step.question and (step.number == number or step.answer)
    }
    rights = {
        meaning: right
        for meaning, (question, chosen, _) in given.items()
        if (right := question.right(chosen)) is not None
    }
    others = len(rights) - 1
    answers = {
        meaning: f"{chosen}:{round(100 * (sum(rights.values()) - rights[meaning]) / others) if others else _ALONE}"
        for meaning, (_, chosen, ref) in given.items()
        if meaning in rights and ref in of_item
    }
    for meaning, ten in findings.add(turn.db, turn.person.key, answers, turn.today):
        findings.settle(turn.db, meaning, sums_of(given[meaning][0], ten), turn.today)


def of(db: Connection, question: Question) -> Finding:
    """Return what may be said of a question as it is worded now."""
    return finding(question, findings.of(db, question.meaning))


def known(db: Connection) -> dict[str, Sums]:
    """Return what is kept of every wording of which something may be said, by its meaning."""
    return findings.known(db, ANALYSED_FROM)


def finding(question: Question, sums: Sums) -> Finding:
    """Return what may be said of a question of which this is kept."""
    if sums.answers < ANALYSED_FROM:
        return Finding()
    idle = "".join(letter for letter in question.wrong if letter not in sums.misled)
    share = Share(sums.least, sums.most, sums.answers)
    return Finding(share, idle, _correlation(sums) if sums.pairs >= TELLS_FROM else None)


def words_of(reader: Reader, question: Question, finding: Finding) -> list[str]:
    """Return what may be said, in words; nothing below 30 answers."""
    share = finding.share
    if share is None:
        return []
    lines = [reader.say("Everywhere: {share} right, {answers} answers.", share=share.words, answers=share.answers)]
    if finding.tells is not None and finding.tells >= WELL:
        lines.append(reader.say("Those who know more get it right more often: a question that tells well."))
    elif finding.tells is not None and finding.tells < HARDLY:
        lines.append(reader.say("Those who know more do not get it right more often: read it once more."))
    idle = [question.option(letter).text.plain for letter in finding.idle]
    lines += [reader.say("hardly chosen by anybody: {words}", words=words) for words in idle]
    return lines


def sums_of(question: Question, answers: Sequence[str]) -> Sums:
    """Return what is kept of whole fives of answers, each `marks:percent of the others right`."""
    fives = [answers[at : at + BLOCK] for at in range(0, len(answers), BLOCK)]
    return sum((_sums_of_five(question, five) for five in fives), Sums())


def _sums_of_five(question: Question, five: Sequence[str]) -> Sums:
    pairs = [answer.split(":") for answer in five]
    rights = [question.fits(marks) for marks, _ in pairs]
    share = share_of([sum(rights)])
    misled = "".join(own for own in question.wrong if sum(own in marks for marks, _ in pairs) >= NOTICEABLE)
    rests = [(right, int(rest)) for right, (_, rest) in zip(rights, pairs, strict=True) if rest != _ALONE]
    kept = Sums(
        pairs=len(rests),
        rights=sum(right for right, _ in rests),
        rests=sum(rest for _, rest in rests),
        squares=sum(rest * rest for _, rest in rests),
        both=sum(rest for right, rest in rests if right),
    )
    return (
        replace(kept, answers=share.answers, least=share.least, most=share.most, misled=misled) if share else kept
    )


def _correlation(sums: Sums) -> float | None:
    """Return the correlation of right answers with the percent right of the others; None if one never varies."""
    number = sums.pairs
    spread = (number * sums.rights - sums.rights**2) * (number * sums.squares - sums.rests**2)
    return (number * sums.both - sums.rights * sums.rests) / sqrt(spread) if spread > 0 else None
