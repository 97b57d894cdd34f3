"""Judged: the card of a round: a screen, its verdict (honest or a trap), and the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.parser.source import suggestion
from bot.packs.rounds import BEGUN, VERDICT, read_verdict
from bot.values.phrases import phrase
from bot.values.text import paragraphs

if TYPE_CHECKING:
    from bot.packs.parser.cards.parts import Parts
    from bot.packs.parser.source import Report
    from bot.packs.rounds import Verdict
    from bot.values.screen_block import ScreenBlock

VERDICTS = phrase("write one line below the screen: `honest`, or `trap: a, b` with the letters of what is odd")


def check(parts: Parts, report: Report) -> None:
    """Report a card of a round without a screen, a verdict or a reason."""
    odd = [f"[!{word}]" for word in parts.callouts if word not in {"WARNING", "CAUTION"}]
    odd += [phrase("a question")] * bool(parts.boxes or parts.markers)
    odd += [phrase("a choice")] * bool(parts.choices)
    odd += [phrase("a picture of one's own")] * bool(parts.drawing)
    for what in odd:
        report.add(
            "E161",
            parts.line,
            phrase("{what} in a round", what=what),
            phrase("keep the screen, `honest` or `trap: …`, and why"),
        )
    verdict = _verdict(parts, report)
    if parts.block is None and not parts.block_line:
        report.add(
            "E162",
            parts.line,
            phrase("a card of a round without a screen"),
            phrase("begin it with ```screen chat"),
        )
    if verdict and parts.block:
        _spots(parts, verdict, parts.block, report)


def _verdict(parts: Parts, report: Report) -> Verdict | None:
    meant = [part.plain.strip() for part in paragraphs(parts.body) if BEGUN.match(part.plain.strip())]
    lines = [words for words in meant if VERDICT.fullmatch(words)]
    if len(lines) == 1:
        return read_verdict(parts.body)
    if lines:
        report.add(
            "E163", parts.line, phrase("two lines `honest` or `trap: …` in one card"), phrase("keep one of them")
        )
    elif meant:
        what = phrase("the line '{words}' cannot be read", words=meant[0][:40])
        report.add("E163", parts.line, what, phrase("{verdicts}; leave an empty line below it", verdicts=VERDICTS))
    else:
        report.add("E163", parts.line, phrase("it is not said whether the screen is honest or a trap"), VERDICTS)
    return None


def _spots(parts: Parts, verdict: Verdict, block: ScreenBlock, report: Report) -> None:
    marked = block.letters
    for letter in verdict.odd:
        if letter not in marked:
            what = phrase("the trap names the spot '{letter}', which is not marked", letter=letter)
            fix = suggestion(letter, marked) if marked else phrase("mark it on the screen: `{{a: words}}`")
            report.add("E164", parts.line, what, fix)
        elif not verdict.spots.get(letter):
            what = phrase("nothing is said of the odd spot '{letter}'", letter=letter)
            report.add("E165", parts.line, what, phrase("add a line `- {letter}: why it is odd`", letter=letter))
    for letter in verdict.spots:
        if letter not in marked:
            what = phrase("'- {letter}: …' explains a spot that is not marked", letter=letter)
            report.add("E164", parts.line, what, phrase("mark it on the screen, or delete the line"))
    if not verdict.why and (verdict.honest or not verdict.spots):
        what = (
            phrase("nothing says what speaks for the honest screen")
            if verdict.honest
            else phrase("nothing explains the trap")
        )
        report.add("E165", parts.line, what, phrase("add a sentence below that line"))
