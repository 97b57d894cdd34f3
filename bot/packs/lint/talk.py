"""Rules E14x on small talk: ways to say it, short enough replies, existing places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.digest import words_of
from bot.packs.lint.rules import alone, within
from bot.packs.model import Kind
from bot.packs.parser.source import did_you_mean
from bot.packs.problem import Problem
from bot.packs.talk import AGAIN, read_intent
from bot.packs.topics import TOPICS
from bot.values.audience import Audience
from bot.values.folders import import_parts
from bot.values.page import every_page, parse
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.packs.draft import Draft
    from bot.packs.pack import Pack
    from bot.packs.parser.cards.parts import Parts
    from bot.packs.talk import Intent, Reply
    from bot.values.text import Text

REPLIES = 3
"""Most replies for one reader to one utterance."""

WORDS = {Audience.TIER_6_8: 25}
"""Most words of a reply for the youngest who may read it …"""

LONGEST = 40
"""… and for all others."""


@alone
def check_intents(draft: Draft) -> None:
    """Report cards of talk that nobody can reach, that answer nothing or too much, or that lead to no page."""
    if draft.context.kind is not Kind.TALK:
        return
    for parts in draft.split.cards:
        intent = read_intent(parts.body)
        line, report = parts.line, draft.report
        check_said(draft, parts, intent.utterances)
        if not intent.replies and not intent.place:
            report.add(
                "E141", line, phrase("neither a reply nor a place"), phrase("write a reply, or `place: menu`")
            )
        for audience in Audience:
            if max(len(intent.replies_for(audience, again=again)) for again in (False, True)) > REPLIES:
                what = phrase("more than {replies} replies for {value}", replies=REPLIES, value=audience.value)
                report.add("E142", line, what, phrase("keep the best, or say for whom each is: `[9-11] …`"))
                break
        for reply in intent.replies:
            _reply(draft, parts, intent, reply)
        _known(draft, parts, intent.readers, "for: ")
        check_place(draft, parts, intent.place)


def check_said(draft: Draft, parts: Parts, utterances: Sequence[str]) -> None:
    """Report a card that nobody can reach, because it lists no way to say it."""
    if not utterances:
        fix = phrase("write below it a list of ways people say it: `- hello`")
        draft.report.add("E140", parts.line, phrase("nobody says this"), fix)


@within
def check_ways(pack: Pack) -> Iterator[Problem]:
    """Report the same words in two cards of one language: only one of them can answer. Each help page has
    follow-ups of its own, small talk is one for the whole pack.
    """
    seen: dict[tuple[str, str, str], str] = {}
    for file in pack.files.values():
        where = file.item if file.kind is Kind.NEXT else ""
        for card in file.get().cards if file.kind in {Kind.TALK, Kind.NEXT} else ():
            for said in read_intent(card.body).utterances:
                key = (where, file.locale, words_of(said.replace("…", "_")))
                here = f"{file.item}#{card.id}"
                if seen.setdefault(key, here) != here:
                    what = phrase("'{said}' stands under '{seen}' already", said=said, seen=seen[key])
                    yield Problem(file.path, card.line, 1, "E145", what, phrase("keep it in one of them"))


@within
def check_places(pack: Pack) -> Iterator[Problem]:
    """Report translations with another place or other readers than their source."""
    for name, file in pack.files.items():
        source = pack.source_of(name) if file.kind in {Kind.TALK, Kind.SIGNS} else None
        if source is None or source is file:
            continue
        intents = {card.id: read_intent(card.body) for card in source.get().cards}
        for card in file.get().cards:
            here, there = read_intent(card.body), intents.get(card.id)
            if there is None:
                continue
            if here.place != there.place:
                what = phrase(
                    "it leads to '{place}', in the source to '{other}'",
                    place=here.place or phrase("nothing"),
                    other=there.place or phrase("nothing"),
                )
                yield Problem(file.path, card.line, 1, "E146", what, phrase("make both the same"))
            if set(here.readers) != set(there.readers):
                whom, whom_there = (", ".join(one.readers) or phrase("everybody") for one in (here, there))
                what = phrase("it is for {whom}, in the source for {whom_there}", whom=whom, whom_there=whom_there)
                yield Problem(file.path, card.line, 1, "E146", what, phrase("make both the same"))


def _reply(draft: Draft, parts: Parts, intent: Intent, reply: Reply) -> None:
    _known(draft, parts, reply.readers, "[")
    who = [audience for audience in Audience if reply in intent.replies_for(audience, again=reply.again)]
    check_length(
        draft, parts, reply.text, min((WORDS.get(audience, LONGEST) for audience in who), default=LONGEST)
    )


def check_length(draft: Draft, parts: Parts, text: Text, most: int) -> None:
    """Report a reply of more than `most` words."""
    count = len(words_of(text.plain).split())
    if count > most:
        what = phrase("a reply of {count} words; its youngest readers manage {most}", count=count, most=most)
        line, column = draft.source.find(text.plain[:20], parts.line, parts.end)
        draft.report.add(
            "E143", line, what, phrase("shorten it, or add a shorter one that begins with [6-8]"), column
        )


def check_readers(draft: Draft, parts: Parts, reply: Reply) -> None:
    """Report unknown readers in the brackets before a sign's words."""
    _known(draft, parts, (*reply.readers, *([AGAIN] if reply.again else [])), "[")


def _known(draft: Draft, parts: Parts, readers: Iterable[str], before: str) -> None:
    """Report unknown readers; `before`: the text before them."""
    known = {audience.value for audience in Audience}
    for name in readers:
        if name not in known:
            line, column = draft.source.find(f"{before}{name}", parts.line, parts.end)
            fix = did_you_mean(name, known) or phrase("write one of {names}", names=", ".join(sorted(known)))
            draft.report.add("E148", line, phrase("'{name}' are no readers", name=name), fix, column)


def check_place(draft: Draft, parts: Parts, path: str) -> None:
    """Report a `place:` that does not exist."""
    if not path:
        return
    places = _places()
    if path not in places:
        line, column = draft.source.find(f"place: {path}", parts.line, parts.end)
        fix = did_you_mean(path, places) or phrase("write a page that needs nothing more, such as `menu`")
        draft.report.add("E144", line, phrase("the place '{path}' does not exist", path=path[:40]), fix, column)


def _places() -> set[str]:
    """Return the paths of all pages without arguments that change nothing when opened, and of topics."""
    import_parts("pages")
    return {f"topic/{topic}" for topic in TOPICS} | {
        kind.template
        for kind in every_page()
        if not kind.codings and not kind.acts and isinstance(parse(kind.template), kind)
    }
