"""Fields: the title, readers, cards and answers of a file as a form; the Markdown stays the one source of them.

Each field stands for some lines of the text and writes into these alone; what no field shows stays untouched.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.packs.model import Kind
from bot.values.audience import Audience

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.chat.turn import Reader

SHOWN_FOR = (Kind.LESSON, Kind.STORY, Kind.QUIZ)
"""Kinds whose files have such a form."""

MOST_CARDS = 40
"""Cards of the largest file that is shown as a form."""

NEW_OPTIONS = 4
"""Answers that a new card can get at once."""

_CARD = re.compile(r"^## (.*?)( *<a id=\"[a-z0-9-]+\"></a>)?$")
_OPTION = re.compile(r"^- \[([ x])\] (.*)$")
_FEEDBACK = re.compile(r"^  > ?(.*)$")
_SCALAR = re.compile(r"^(title|objective): (.+)$")
_TIERS = re.compile(r"^tiers: \[(.*)\]$")
_FOOT = re.compile(r"^\[\^[^\]]+\]:")


@dataclass(frozen=True, slots=True)
class Option:
    """An answer: its line, how many lines of feedback follow, and its words."""

    line: int
    feedback_lines: int
    words: str
    is_right: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class CardFields:
    """A card: the line of its heading, its title, the lines of its words (from, to), its answers."""

    line: int
    title: str
    words_from: int
    words_to: int
    words: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """The form of a file. `of`: the mark of the text that it was drawn from."""

    of: str
    scalars: Mapping[str, tuple[int, str]]
    tiers: tuple[int, tuple[str, ...]] | None
    heading: tuple[int, str] | None
    cards: tuple[CardFields, ...]
    end: int
    """The line before which a new card comes."""


def mark_of_text(text: str) -> str:
    """Return what tells whether a text is still the one that a form was drawn from."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:12]


def fields_of(text: str) -> Fields | None:
    """Return a text as a form; None for one without a head, or with too many cards."""
    lines = text.split("\n")
    closing = next((at for at, line in enumerate(lines) if at and line == "---"), 0)
    if lines[0] != "---" or not closing:
        return None
    scalars: dict[str, tuple[int, str]] = {}
    tiers = None
    for at in range(1, closing):
        if found := _SCALAR.match(lines[at]):
            words = _plain(found[2])
            if words is not None:
                scalars[found[1]] = (at, words)
        elif found := _TIERS.match(lines[at]):
            tiers = (at, tuple(re.findall(r"[a-z0-9-]+", found[1])))
    end = next((at for at in range(closing, len(lines)) if _FOOT.match(lines[at])), len(lines))
    starts = [at for at in range(closing, end) if _CARD.match(lines[at])]
    if len(starts) > MOST_CARDS:
        return None
    cards = tuple(_card(lines, at, to) for at, to in zip(starts, [*starts[1:], end], strict=True))
    top = next((at for at in range(closing, end) if lines[at].startswith("# ")), 0)
    heading = (top, lines[top][2:]) if top else None
    return Fields(mark_of_text(text), scalars, tiers, heading, cards, end)


def _plain(value: str) -> str | None:
    """Return the words of a value in YAML; None where it is more than words."""
    if value[0] == '"':
        try:
            found = json.loads(value)
        except ValueError:
            return None
        return found if isinstance(found, str) else None
    if value[0] == "'":
        return value[1:-1].replace("''", "'") if len(value) > 1 and value[-1] == "'" else None
    return None if value[0] in "[{|>&*!%@`#" or " #" in value else value


def _card(lines: list[str], start: int, end: int) -> CardFields:
    found = _CARD.match(lines[start])
    title = found[1] if found else ""
    first = next((at for at in range(start + 1, end) if _OPTION.match(lines[at])), end)
    options = []
    for at in range(first, end):
        if option := _OPTION.match(lines[at]):
            count = 0
            while at + 1 + count < end and _FEEDBACK.match(lines[at + 1 + count]):
                count += 1
            said = [lines[at + 1 + more].removeprefix("  >").strip() for more in range(count)]
            options.append(Option(at, count, option[2], option[1] == "x", " ".join(said)))
    words = "\n".join(lines[start + 1 : first]).strip("\n")
    return CardFields(start, title, start + 1, first, words, tuple(options))


def written_into(text: str, form: Mapping[str, str]) -> str:
    """Return the text with the words of a form's fields written into it. A form that was not drawn from this
    text changes nothing: the text was written in since, and is the one source.
    """
    fields = fields_of(text)
    if fields is None or form.get("f.of", "") != fields.of:
        return text
    edits: list[tuple[int, int, list[str]]] = []
    _write_head(fields, form, edits)
    for number, card in enumerate(fields.cards):
        _write_card(card, f"f.{number}", form, edits, text.split("\n"))
    new = _new_card(form, text)
    if new:
        edits.append((fields.end, fields.end, new))
    lines = text.split("\n")
    for start, end, words in sorted(edits, key=lambda one: one[0], reverse=True):
        lines[start:end] = words
    return "\n".join(lines)


def _write_head(fields: Fields, form: Mapping[str, str], edits: list[tuple[int, int, list[str]]]) -> None:
    for name, (at, words) in fields.scalars.items():
        said = _one_line(form.get(f"f.{name}", words))
        if said and said != words:
            edits.append((at, at + 1, [f"{name}: {json.dumps(said, ensure_ascii=False)}"]))
            if name == "title" and fields.heading and fields.heading[1] == words:
                edits.append((fields.heading[0], fields.heading[0] + 1, [f"# {said}"]))
    if fields.tiers:
        at, before = fields.tiers
        chosen = tuple(one.value for one in Audience if form.get(f"f.for.{one.value}"))
        if chosen and {*chosen} != {*before}:
            edits.append((at, at + 1, [f"tiers: {json.dumps(chosen)}"]))


def _write_card(
    card: CardFields,
    name: str,
    form: Mapping[str, str],
    edits: list[tuple[int, int, list[str]]],
    lines: list[str],
) -> None:
    title = _one_line(form.get(f"{name}.title", card.title))
    if title and title != card.title:
        edits.append((card.line, card.line + 1, [f"## {title}{lines[card.line][3 + len(card.title) :]}"]))
    words = form.get(f"{name}.words", card.words).replace("\r\n", "\n").strip("\n")
    if words != card.words:
        edits.append((card.words_from, card.words_to, ["", words, ""]))
    for number, option in enumerate(card.options):
        own = f"{name}.{number}"
        if own not in form:
            continue
        said, feedback = _one_line(form[own]), _one_line(form.get(f"{own}.feedback", ""))
        right = bool(form.get(f"{own}.right"))
        if said and (said, right, feedback) != (option.words, option.is_right, option.feedback):
            edits.append((option.line, option.line + 1 + option.feedback_lines, _option(said, feedback, right)))


def _new_card(form: Mapping[str, str], text: str) -> list[str]:
    """Return the lines of a card that was typed in the empty fields; none when they are empty, and before a
    button is tapped: each preview would add the card again.
    """
    title = _one_line(form.get("f.new.title", "")) if form.get("do") else ""
    if not title:
        return []
    number = next(one for one in range(1, 1000) if f'"card-{one}"' not in text)
    lines = [
        f'## {title} <a id="card-{number}"></a>',
        "",
        form.get("f.new.words", "").replace("\r\n", "\n").strip(),
    ]
    options = []
    for at in range(NEW_OPTIONS):
        said = _one_line(form.get(f"f.new.{at}", ""))
        if said:
            feedback, right = _one_line(form.get(f"f.new.{at}.feedback", "")), bool(form.get(f"f.new.{at}.right"))
            options += _option(said, feedback, right)
    return [*lines, "", *options, *([""] if options else [])]


def _option(said: str, feedback: str, right: bool) -> list[str]:  # noqa: FBT001 - how its line is written
    return [f"- [{'x' if right else ' '}] {said}", *([f"  > {feedback}"] if feedback else [])]


def _one_line(words: str) -> str:
    return " ".join(words.split())


def field_words(reader: Reader) -> dict[str, str]:
    """Return the words around the fields."""
    return {
        "as_form": reader.say("As a form"),
        "title": reader.say("Title:"),
        "objective": reader.say("What it is for:"),
        "whom": reader.say("For whom:"),
        "card_number": reader.say("Card"),
        "card_words": reader.say("Words of the card, or the question:"),
        "option": reader.say("Answer"),
        "right": reader.say("right: answer"),
        "feedback": reader.say("What is said to answer"),
        "new_card": reader.say("A new card"),
        "fill": reader.say("Put it into the text"),
    }
