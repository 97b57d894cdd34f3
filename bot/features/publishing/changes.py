"""Comparing: what an edition says differently, on pages that a reviewer turns: the words as they were and are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING

from bot.chat.names import language_words, languages_first
from bot.features.publishing.store import seen_pages
from bot.packs.changes import ORDER, PICTURE, VOICE, WRITTEN, mark_of
from bot.values import limits
from bot.values.text import Span, Text, bold, italic, join, styled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.chat.turn import Reader, Turn
    from bot.packs.changes import Change
    from bot.values.screen import Picture, Voice

PAGE_CHARACTERS = 2400
"""About as many characters of words, old and new, stand on one page: less than a message with all its labels."""

ALIKE = 0.4
"""From this share of common words on, the words that differ are marked one by one; else the whole is."""

WORDS_COMPARED = 1500
"""Longest text, in words and signs, of which single words are compared: it takes the square of that."""

HALF = limits.ENTITIES // 2
"""Most stretches that are marked on one page; Telegram leaves out what is beyond its limit."""

MARK = 16
"""Characters of a page's mark."""

_WORD = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of changes, all of one file; `picture` or `voice` stands above it, `mark` changes whenever the page
    does.
    """

    changes: tuple[Change, ...]
    mark: str
    picture: Picture | None = None
    voice: Voice | None = None


def leaves(turn: Turn, edition: int) -> list[Leaf] | None:
    """Return the pages of what an edition says differently from what serves: first in the reader's own language,
    then in the others, then what is of no language. None when it cannot be read.
    """
    found = turn.editions.changes(turn.db, edition) if turn.editions else None
    if found is None:
        return None
    locales = languages_first(turn, {change.locale for change in found if change.locale})
    by_language = sorted(found, key=lambda one: locales.index(one.locale) if one.locale else len(locales))
    return [
        leaf
        for _, of_file in groupby(by_language, lambda one: (one.file, one.locale))
        for leaf in _leaves(list(of_file))
    ]


def unseen(turn: Turn, edition: int, pages: Sequence[Leaf]) -> list[int]:
    """Return the numbers (from 0) of the pages that this person has not seen yet."""
    seen = seen_pages.seen(turn.db, turn.person.key, edition)
    return [number for number, leaf in enumerate(pages) if leaf.mark not in seen]


def all_seen(turn: Turn, edition: int) -> bool:
    """Whether this person has seen every page of what an edition changes."""
    pages = leaves(turn, edition)
    return pages is not None and not unseen(turn, edition, pages)


def _leaves(of_file: Sequence[Change]) -> Iterable[Leaf]:
    """Cut the changes of one file into pages; each changed picture has a page of its own, old and new, each
    new recording, too.
    """
    held: list[Change] = []
    length = 0
    for change in of_file:
        size = len(change.was) + len(change.now)
        if held and length + size > PAGE_CHARACTERS:
            yield Leaf(tuple(held), mark_of(held))
            held, length = [], 0
        held.append(change)
        length += size
    if held:
        yield Leaf(tuple(held), mark_of(held))
    for change in of_file:
        if change.voice_now:
            yield Leaf((change,), f"voice {mark_of([change])}"[:MARK], voice=change.voice_now)
        old, new = change.picture_was, change.picture_now
        if (old.key if old else "") == (new.key if new else ""):
            continue
        for side, picture in (("was", old), ("now", new)):
            if picture:
                yield Leaf((change,), f"{side} {mark_of([change])}"[:MARK], picture)


def words_on(reader: Reader, leaf: Leaf) -> Text:
    """Return what stands on a page: file, language, and for each card what was and what is now."""
    first = leaf.changes[0]
    language = f" · {language_words(reader, first.locale)}" if first.locale else ""
    parts: list[Text | str] = [bold(f"{first.file}{language}")]
    if leaf.picture:
        old = leaf.picture == first.picture_was
        parts.append(reader.say("The picture as it was") if old else reader.say("The picture as it is now"))
    if leaf.voice:
        parts.append(reader.say("The recording as it is now"))
    for card, found in groupby(leaf.changes, lambda one: one.card):
        told = list(found)
        if card:
            parts.append(bold(f"▸ {told[0].title}"))
        parts += [_told(reader, change) for change in told]
    text = join(parts)
    if len(text.spans) <= limits.ENTITIES:
        return text
    # Telegram would leave some marks out, and words that are no more would look as if they stood there still.
    return Text(text.plain)


def _told(reader: Reader, change: Change) -> Text:
    """Return one change: its name, then the words that were there and those that are there now."""
    name = _name(reader, change.what)
    if not change.was:
        return Text(f"➕ {name}: {change.now}")
    if not change.now:
        gone = reader.say("no more")
        return Text(f"➖ {name}, {gone}: ") + styled(change.was, "strike")
    old, new = marked(change.was, change.now)
    return join(
        [
            italic(f"✏ {name}"),
            Text(reader.say("Was:") + " ") + old,
            Text(reader.say("Is now:") + " ") + new,
        ],
        "\n",
    )


def marked(was: str, now: str) -> tuple[Text, Text]:
    """Return both texts: in the old one the words that are no more are struck out, in the new one those that came
    are bold.
    """
    old, new = _WORD.findall(was), _WORD.findall(now)
    if max(len(old), len(new)) > WORDS_COMPARED:
        return Text(was), Text(now)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    steps = [step for step in matcher.get_opcodes() if step[0] != "equal"]
    if matcher.ratio() < ALIKE or len(steps) > HALF // 4:
        return styled(was, "strike"), bold(now)
    return (
        _styled(old, [(start, end) for _, start, end, _, _ in steps], "strike"),
        _styled(new, [(start, end) for _, _, _, start, end in steps], "bold"),
    )


def _styled(words: Sequence[str], stretches: Iterable[tuple[int, int]], style: str) -> Text:
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word))
    spans = [
        Span(starts[start], starts[end], style)  # type: ignore[arg-type]  # one of two styles
        for start, end in stretches
        if start < end
    ]
    return Text("".join(words), tuple(spans))


def _name(reader: Reader, what: str) -> str:
    """Return what is changed, in words; what has no name of its own is called as in the file."""
    names = {
        "title": reader.say("title"),
        "description": reader.say("introduction"),
        "objective": reader.say("objective"),
        "asks": reader.say("questions that lead here"),
        "body": reader.say("text"),
        "remember": reader.say("to remember"),
        "hint": reader.say("hint"),
        "note": reader.say("explanation"),
        "warning": reader.say("warning"),
        "adult_note": reader.say("note for adults"),
        "sources": reader.say("sources"),
        "question": reader.say("answers and feedback"),
        "case": reader.say("honest or trap"),
        "choices": reader.say("choices"),
        "misconceptions": reader.say("misconceptions"),
        PICTURE: reader.say("words of the picture"),
        VOICE: reader.say("recording"),
        WRITTEN: reader.say("other lines of the file"),
        ORDER: reader.say("order of the cards"),
    }
    return names.get(what, what)
