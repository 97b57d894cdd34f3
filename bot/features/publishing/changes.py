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
from bot.packs.digest import digest
from bot.values import limits
from bot.values.table import Cell, Table, in_words
from bot.values.text import Text, bold, italic, join, styled

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

AROUND = 80
"""About as many characters that are the same stay on either side of a change in the chat."""

MARK = 16
"""Characters of a page's mark."""

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_GAP = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of changes, all of one file; `picture` or `voice` stands above it, `mark` changes whenever the page
    does.
    """

    changes: tuple[Change, ...]
    mark: str
    picture: Picture | None = None
    voice: Voice | None = None


def leaves(turn: Turn, edition: int, before: int | None = None) -> list[Leaf] | None:
    """Return the pages of an edition's changes against the edition `before` (None: the one that serves): first
    in the reader's own language, then in the others, then those without a language. None if one of them cannot
    be read.
    """
    found = turn.preview.editions.changes(turn.db, edition, before) if turn.preview.editions else None
    if found is None:
        return None
    locales = languages_first(turn, {change.locale for change in found if change.locale})
    by_language = sorted(found, key=lambda one: locales.index(one.locale) if one.locale else len(locales))
    return [
        leaf
        for _, of_file in groupby(by_language, lambda one: (one.file, one.locale))
        for leaf in _leaves(list(of_file))
    ]


def mark_of_all(pages: Sequence[Leaf]) -> str:
    """Return the mark of all these pages together, whatever their order (a reader's own language comes first):
    what an approval is of.
    """
    return digest(sorted(leaf.mark for leaf in pages))


def unseen(turn: Turn, edition: int, pages: Sequence[Leaf]) -> list[int]:
    """Return the numbers (from 0) of the pages that this person has not seen yet."""
    seen = seen_pages.seen(turn.db, turn.person.key, edition)
    return [number for number, leaf in enumerate(pages) if leaf.mark not in seen]


def all_seen(turn: Turn, edition: int) -> bool:
    """Whether this person has seen every page of what an edition changes."""
    pages = leaves(turn, edition)
    return pages is not None and not unseen(turn, edition, pages)


def unread_words(turn: Turn, edition: int) -> list[str]:
    """Return what a reviewer is told who has not seen every page yet: when they can approve; else nothing."""
    left = unseen(turn, edition, leaves(turn, edition) or [])
    if not left:
        return []
    told = turn.count("{number} page is still to be read.", "{number} pages are still to be read.", len(left))
    return [
        turn.say("You can approve it once you have seen every change: that is for all who will read it."),
        told,
    ]


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
    """Return what the chat says of a page: file, language, and for each card what was and what is now, in short:
    long stretches that are the same are left out. Each card's paragraph stands for its table (`tables_on`).
    """
    parts: list[Text | str] = [bold(_heading(reader, leaf.changes[0]))]
    if leaf.picture:
        old = leaf.picture == leaf.changes[0].picture_was
        parts.append(reader.say("The picture as it was") if old else reader.say("The picture as it is now"))
    if leaf.voice:
        parts.append(reader.say("The recording as it is now"))
    for told in _by_card(leaf):
        title: list[Text | str] = [bold(f"▸ {told[0].title}")] if told[0].card else []
        parts.append(in_words(join([*title, *(_told(reader, change) for change in told)], "\n")))
    text = join(parts)
    if sum(span.style != "table" for span in text.spans) <= limits.ENTITIES:
        return text
    # Telegram would leave some marks out, and words that are no more would look as if they stood there still.
    return Text(text.plain, tuple(span for span in text.spans if span.style == "table"))


def tables_on(reader: Reader, leaf: Leaf) -> tuple[Table, ...]:
    """Return a table for each card of a page: what is changed, the whole words that were, those that are now."""
    columns = (reader.say("What changes"), reader.say("As it was"), reader.say("As it is now"))
    tables = []
    for told in _by_card(leaf):
        rows = []
        for change in told:
            old, new = marked(change.was, change.now)
            rows.append((Cell(_name(reader, change.what)), _cell(old), _cell(new)))
        tables.append(Table(told[0].title or _heading(reader, told[0]), columns, tuple(rows), texts=True))
    return tuple(tables)


def _cell(words: Text) -> Cell:
    return Cell(words.plain, marked=words) if words else Cell("–")


def _by_card(leaf: Leaf) -> list[list[Change]]:
    return [list(found) for _, found in groupby(leaf.changes, lambda one: one.card)]


def _heading(reader: Reader, change: Change) -> str:
    language = f" · {language_words(reader, change.locale)}" if change.locale else ""
    return f"{change.file}{language}"


def _told(reader: Reader, change: Change) -> Text:
    """Return one change for the chat: its name, then the words that were there and those that are there now."""
    name, was, now = _name(reader, change.what), _one_paragraph(change.was), _one_paragraph(change.now)
    if not change.was:
        return Text(f"➕ {name}: {now}")
    if not change.now:
        gone = reader.say("no more")
        return Text(f"➖ {name}, {gone}: ") + styled(was, "strike")
    old, new = marked(was, now, short=True)
    return join(
        [
            italic(f"✏ {name}"),
            Text(reader.say("Was:") + " ") + old,
            Text(reader.say("Is now:") + " ") + new,
        ],
        "\n",
    )


def _one_paragraph(words: str) -> str:
    return _GAP.sub("\n", words.strip())


def marked(was: str, now: str, *, short: bool = False) -> tuple[Text, Text]:
    """Return both texts: in the old one the words that are no more are struck out, in the new one those that came
    are bold. `short`: of a long stretch that is the same in both only what stands around the changes is left.
    """
    old, new = _WORD.findall(was), _WORD.findall(now)
    if max(len(old), len(new)) > WORDS_COMPARED:
        return Text(was), Text(now)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    steps = matcher.get_opcodes()
    if matcher.ratio() < ALIKE or sum(step[0] != "equal" for step in steps) > HALF // 4:
        return styled(was, "strike"), bold(now)
    told_old: list[Text | str] = []
    told_new: list[Text | str] = []
    for step, start, end, new_start, new_end in steps:
        before, after = "".join(old[start:end]), "".join(new[new_start:new_end])
        if step != "equal":
            told_old.append(styled(before, "strike"))
            told_new.append(bold(after))
            continue
        kept = _shortened(before, first=start == 0, last=end == len(old)) if short else before
        told_old.append(kept)
        told_new.append(kept)
    return join(told_old, ""), join(told_new, "")


def _shortened(words: str, *, first: bool, last: bool) -> str:
    """Return a stretch that is the same in both texts without its middle (of the `first` one its beginning, of the
    `last` one its end), where that makes it shorter by more than a few words.
    """
    head = "" if first else words[:AROUND].rpartition(" ")[0]
    tail = "" if last else words[-AROUND:].partition(" ")[2]
    if len(words) <= 2 * AROUND:
        return words
    told = f"{head} … {tail}"
    return told.lstrip() if first else told.rstrip() if last else told


def _name(reader: Reader, what: str) -> str:
    """Return what is changed, in words; what has no name of its own is called as in the file."""
    names = {
        "title": reader.say("title"),
        "description": reader.say("introduction"),
        "objective": reader.say("objective"),
        "audiences": reader.say("readers"),
        "age_mark": reader.say("age mark"),
        "topics": reader.say("topics"),
        "minutes": reader.say("minutes"),
        "shuffle": reader.say("in mixed order"),
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
