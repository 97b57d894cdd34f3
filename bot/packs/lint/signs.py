"""Rules E17x on signs: known ids, readable word patterns, short answers on why they work and how to check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.digest import words_of
from bot.packs.lint.rules import alone
from bot.packs.lint.talk import check_place, check_readers
from bot.packs.model import Kind
from bot.packs.parser.source import did_you_mean
from bot.packs.signs import DOUBT, SLOTS, read_wording
from bot.packs.talk import read_intent, replies_for, reply_of
from bot.values.audience import Audience
from bot.values.phrases import phrase
from bot.values.signs import OF_LINKS, SIGNS, SPEAKS_FOR
from bot.values.text import paragraphs

if TYPE_CHECKING:
    from bot.packs.draft import Draft
    from bot.packs.parser.cards.parts import Parts
    from bot.packs.talk import Reply

FIRST = {Audience.TIER_6_8: 18}
"""Most words of the first paragraph for the youngest …"""

FIRST_LONGEST = 26
"""… and for all others: three such stand on one screen."""

LONGEST = 60
"""Most words of any paragraph."""

WITHOUT_WORDS = {*OF_LINKS, "own-host", "asks-nothing"}
"""Signs that are recognised by other means than words."""

SHORT = 3
"""Letters of a word that may stand alone; shorter words occur in too many messages."""


@alone
def check_signs(draft: Draft) -> None:
    """Report cards of signs that the bot does not know, cannot look for, or cannot explain."""
    if draft.context.kind is not Kind.SIGNS:
        return
    for parts in draft.split.cards:
        known = (*SIGNS, *SPEAKS_FOR)
        if parts.id not in known:
            fix = did_you_mean(parts.id, known) or phrase("write one of {names}", names=", ".join(known))
            draft.report.add("E171", parts.line, phrase("there is no sign '{id}'", id=parts.id), fix)
        told = read_intent(parts.body)
        checks = [reply_of(part) for part in paragraphs(parts.callouts["TIP"])] if "TIP" in parts.callouts else []
        if not told.utterances and parts.id not in WITHOUT_WORDS:
            fix = phrase("write below it a list of words as they stand in messages: `- send … code`")
            draft.report.add("E172", parts.line, phrase("a sign without words"), fix)
        for words in told.utterances:
            _wording(draft, parts, words)
        for what, replies in ((phrase("why it works"), told.replies), (phrase("how to check"), checks)):
            _told(draft, parts, what, replies)
        check_place(draft, parts, told.place)


def _wording(draft: Draft, parts: Parts, words: str) -> None:
    line, column = draft.source.find(words, parts.line, parts.end)
    read = read_wording(words)
    if read is None:
        fix = phrase(
            "words, `a/b` for either, `word*` for a beginning, ` … ` between words, {names}",
            names=", ".join(SLOTS),
        )
        draft.report.add("E173", line, phrase("'{words}' cannot be read", words=words[:60]), fix, column)
    elif len(read.parts) == 1 and not read.doubts and any(len(word.rstrip("*")) < SHORT for word in read.parts[0]):
        fix = phrase(
            "add a word beside it, or begin with `{doubt}`: then it counts only beside another sign", doubt=DOUBT
        )
        draft.report.add("E174", line, phrase("'{words}' stands in too many messages", words=words), fix, column)


def _told(draft: Draft, parts: Parts, what: str, replies: tuple[Reply, ...] | list[Reply]) -> None:
    for audience in Audience:
        mine = replies_for(replies, audience)
        if not mine:
            where = (
                phrase("a paragraph") if what == phrase("why it works") else phrase("`> [!TIP]` and a sentence")
            )
            draft.report.add(
                "E175",
                parts.line,
                phrase("nothing tells {value} {what}", value=audience.value, what=what),
                phrase("add {where}", where=where),
            )
            break
        counts = [len(words_of(reply.text.plain).split()) for reply in mine]
        most = FIRST.get(audience, FIRST_LONGEST)
        if counts[0] > most or max(counts) > LONGEST:
            too_long = mine[0] if counts[0] > most else mine[counts.index(max(counts))]
            line, column = draft.source.find(too_long.text.plain[:20], parts.line, parts.end)
            told = phrase(
                "{what}: {number} words for {value}", what=what, number=max(counts), value=audience.value
            )
            fix = phrase(
                "the first paragraph has at most {most} words, any at most {longest}", most=most, longest=LONGEST
            )
            draft.report.add("E176", line, told, fix, column)
            break
    for reply in replies:
        check_readers(draft, parts, reply)
