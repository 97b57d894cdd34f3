"""Rules E14x on small talk: ways to say it, replies of a length that their readers manage, places that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.digest import words_of
from bot.packs.model import Kind, Problem
from bot.packs.parser.source import did_you_mean
from bot.packs.talk import read_intent
from bot.packs.topics import TOPICS
from bot.values.audience import Audience
from bot.values.folders import import_parts
from bot.values.page import every_page, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.packs.draft import Draft
    from bot.packs.parser.cards.parts import Parts
    from bot.packs.parser.reader import Pack
    from bot.packs.talk import Intent, Reply

REPLIES = 3
"""Most replies to one thing said, for one reader."""

WORDS = {Audience.TIER_6_8: 25}
"""Most words of a reply for the youngest who may read it …"""

LONGEST = 40
"""… and for all others."""


def check_intents(draft: Draft) -> None:
    """Report cards of talk that nobody can reach, that answer nothing, or too much, or lead nowhere."""
    if draft.context.kind is not Kind.TALK:
        return
    for parts in draft.split.cards:
        intent = read_intent(parts.body)
        line, report = parts.line, draft.report
        if not intent.utterances:
            report.add("E140", line, "nobody says this", "write below it a list of ways people say it: `- hello`")
        if not intent.replies and not intent.place:
            report.add("E141", line, "neither a reply nor a place", "write a reply, or `place: menu`")
        for audience in Audience:
            if len(intent.replies_for(audience)) > REPLIES:
                what = f"more than {REPLIES} replies for {audience.value}"
                report.add("E142", line, what, "keep the best, or say for whom each is: `[9-11] …`")
                break
        for reply in intent.replies:
            _reply(draft, parts, intent, reply)
        check_place(draft, parts, intent.place)


def check_ways(pack: Pack) -> Iterator[Problem]:
    """Report the same words in two cards of one language: only one of them could answer."""
    seen: dict[tuple[str, str], str] = {}
    for file in pack.files.values():
        for card in file.get().cards if file.kind is Kind.TALK else ():
            for said in read_intent(card.body).utterances:
                key = (file.locale, words_of(said.replace("…", "_")))
                here = f"{file.item}#{card.id}"
                if seen.setdefault(key, here) != here:
                    what = f"'{said}' stands under '{seen[key]}' already"
                    yield Problem(file.path, card.line, 1, "E145", what, "keep it in one of them")


def check_places(pack: Pack) -> Iterator[Problem]:
    """Report translations that lead to another place than their source does."""
    for name, file in pack.files.items():
        source = pack.source_of(name) if file.kind in {Kind.TALK, Kind.SIGNS} else None
        if source is None or source is file:
            continue
        places = {card.id: read_intent(card.body).place for card in source.get().cards}
        for card in file.get().cards:
            here, there = read_intent(card.body).place, places.get(card.id)
            if there is not None and here != there:
                what = f"it leads to '{here or 'nothing'}', in the source to '{there or 'nothing'}'"
                yield Problem(file.path, card.line, 1, "E146", what, "make both the same")


def _reply(draft: Draft, parts: Parts, intent: Intent, reply: Reply) -> None:
    check_readers(draft, parts, reply)
    who = [audience for audience in Audience if reply in intent.replies_for(audience)]
    most = min((WORDS.get(audience, LONGEST) for audience in who), default=LONGEST)
    count = len(words_of(reply.text.plain).split())
    if count > most:
        what = f"a reply of {count} words; its youngest readers manage {most}"
        line, column = draft.source.find(reply.text.plain[:20], parts.line, parts.end)
        draft.report.add("E143", line, what, "shorten it, or add a shorter one that begins with [6-8]", column)


def check_readers(draft: Draft, parts: Parts, reply: Reply) -> None:
    """Report readers that do not exist in the brackets before a reply."""
    known = {audience.value for audience in Audience}
    for name in reply.readers:
        if name not in known:
            line, column = draft.source.find(f"[{name}", parts.line, parts.end)
            fix = did_you_mean(name, known) or "write one of " + ", ".join(sorted(known))
            draft.report.add("E148", line, f"'{name}' are no readers", fix, column)


def check_place(draft: Draft, parts: Parts, path: str) -> None:
    """Report a `place:` that does not exist."""
    if not path:
        return
    places = _places()
    if path not in places:
        line, column = draft.source.find(f"place: {path}", parts.line, parts.end)
        fix = did_you_mean(path, places) or "write a page that needs nothing more, such as `menu`"
        draft.report.add("E144", line, f"the place '{path[:40]}' does not exist", fix, column)


def _places() -> set[str]:
    """Return the paths of all pages that take no arguments and change nothing by being opened, and of topics."""
    import_parts("pages")
    return {f"topic/{topic}" for topic in TOPICS} | {
        kind.template
        for kind in every_page()
        if not kind.codings and not kind.acts and isinstance(parse(kind.template), kind)
    }
