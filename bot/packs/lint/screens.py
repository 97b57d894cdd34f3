"""Rules E15x on phone screens and E16x on rounds: nothing real to follow, and no way to guess."""

from __future__ import annotations

import re
from statistics import mean
from typing import TYPE_CHECKING

from bot.packs.lint.contacts import ContactKind, contacts
from bot.packs.lint.rules import alone
from bot.packs.model import Kind
from bot.packs.rounds import DRAWN, read_verdict
from bot.values.audience import Audience
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.packs.draft import Draft
    from bot.packs.lint.contacts import Contact
    from bot.packs.parser.cards.parts import Parts
    from bot.values.screen_block import ScreenLine

WITH_SCREENS = frozenset({Kind.LESSON, Kind.STORY, Kind.QUIZ, Kind.DRILL, Kind.ROUND})
"""Kinds of items whose cards may show a phone's screen."""

RESERVED = ("example", "test", "invalid", "example.com", "example.org", "example.net")
"""Hosts that nobody can own (RFC 2606), and all below them."""

SHARE = (0.4, 0.6)
"""Least and largest share of honest screens in a round."""

SPOTS, SPOTS_OF_YOUNGEST = (2, 4), (2, 3)
"""Fewest and most spots of a screen in a round: the youngest see few buttons."""

EVEN = 0.75
"""Largest allowed difference between traps and honest screens in their average number of spots."""

_HOST = re.compile(r"(?:[a-z]+://)?(?:www\.)?([^/?#:\s]+)", re.IGNORECASE)

_FIXES = {
    ContactKind.ADDRESS: phrase("let the host end in .example or .test, which nobody can own"),
    ContactKind.NAME: phrase("write the name without @"),
    ContactKind.NUMBER: phrase("hide the middle of the number: +7 9•• •••-••-12"),
    ContactKind.COMMAND: phrase("write the word without /"),
}


@alone
def check_screens(draft: Draft) -> None:
    """Report screens in kinds of items without screens, and contents of a screen that somebody could follow."""
    for parts in draft.split.cards:
        if not parts.block_line:
            continue
        if draft.context.kind not in WITH_SCREENS:
            what = phrase("a screen in {value}", value=draft.context.kind.value)
            draft.report.add(
                "E156", parts.block_line, what, phrase("move it to a lesson, a story, a quiz, a drill or a round")
            )
        for line in parts.block.lines if parts.block else ():
            for way, words in _real(line, frozenset(draft.context.pack.link_hosts)):
                number, column = draft.source.find(words, parts.block_line, parts.end)
                what = phrase("'{words}' on a screen may be somebody's", words=words[:60])
                draft.report.add("E157", number, what, _FIXES[way], column)


@alone
def check_round(draft: Draft) -> None:
    """Report a round that can be won without looking: too few screens, too few honest ones, revealing spots."""
    if draft.context.kind is not Kind.ROUND:
        return
    line = draft.split.intro.line
    if draft.split.cards and len(draft.split.cards) < DRAWN:
        what = phrase("{count} screens; a round draws {drawn}", count=len(draft.split.cards), drawn=DRAWN)
        draft.report.add("E166", line, what, phrase("write more: with fourteen or more each month brings others"))
    judged = [(parts, verdict) for parts in draft.split.cards if (verdict := read_verdict(parts.body))]
    honest = [parts for parts, verdict in judged if verdict.honest]
    traps = [parts for parts, verdict in judged if not verdict.honest]
    least, most = SHARE
    if judged and not least <= len(honest) / len(judged) <= most:
        what = phrase(
            "{count} of {total} screens are honest; it should be 40 to 60 %",
            count=len(honest),
            total=len(judged),
        )
        draft.report.add(
            "E167", line, what, phrase("write more of the others: else one wins by always saying the same")
        )
    _spots(draft)
    if honest and traps and abs(_mean(honest) - _mean(traps)) > EVEN:
        what = phrase(
            "{honest} spots on an honest screen, {traps} on a trap, on the average",
            honest=f"{_mean(honest):.1f}",
            traps=f"{_mean(traps):.1f}",
        )
        draft.report.add(
            "W169", line, what, phrase("mark about as many on both, so that the number does not tell")
        )


def _spots(draft: Draft) -> None:
    fewest, most = SPOTS_OF_YOUNGEST if Audience.TIER_6_8 in draft.audiences else SPOTS
    for parts in draft.split.cards:
        count = len(parts.block.letters) if parts.block else fewest
        if not fewest <= count <= most:
            what = phrase(
                "{count} spots on a screen of a round; it has {fewest} to {most}",
                count=count,
                fewest=fewest,
                most=most,
            )
            if count == 1:
                what = phrase(
                    "one spot on a screen of a round; it has {fewest} to {most}", fewest=fewest, most=most
                )
            fix = phrase("mark what could be asked about: `{{a: words}}`, on honest screens as well")
            draft.report.add("E168", parts.block_line, what, fix)


def _mean(some: list[Parts]) -> float:
    return mean(len(parts.block.letters) if parts.block else 0 for parts in some)


def _real(line: ScreenLine, known: frozenset[str]) -> Iterator[tuple[ContactKind, str]]:
    """Yield the parts of a line that may belong to a real person or company."""
    found: list[Contact] = contacts(line.words)
    for one in found:
        if one.way is not ContactKind.ADDRESS or not _nobodys(one.words, known):
            yield one.way, one.words
    if line.role == "link" and not found and not _nobodys(line.words, known):
        yield ContactKind.ADDRESS, line.words


def _nobodys(address: str, known: frozenset[str]) -> bool:
    """Whether a host is reserved for examples, or allowed in the pack's links."""
    matched = _HOST.match(address)
    host = matched[1].lower().rstrip(".") if matched else ""
    return host in known or any(host == one or host.endswith(f".{one}") for one in RESERVED)
