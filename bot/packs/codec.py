"""Encodes an item as JSON for the cache and decodes it: plain lists in a fixed order, nothing executable."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.packs.kinds import KINDS
from bot.packs.model import Card, Choice, Item, Kind, Mark, Ref
from bot.packs.option import Option
from bot.packs.pictures import screen_picture
from bot.values.audience import Audience
from bot.values.screen import Picture, Voice
from bot.values.screen_block import ScreenBlock, ScreenLine, Spot
from bot.values.text import Span, Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bot.packs.question import Question


def to_json(item: Item, folder: Path) -> str:
    """Return an item as one line of JSON; pictures and recordings by their paths from `folder`, the pack's."""
    head = [
        *(item.ref.kind.value, item.ref.pack, item.ref.item, item.locale, item.title, _text(item.description)),
        *([*item.audiences], item.age_mark, item.topics, item.objective, item.minutes, item.start),
        *(dict(item.endings), item.pick, item.shuffle, dict(item.misconceptions), item.sensitive, item.asks),
        *(item.first, item.honest, {card: [*map(str, led)] for card, led in item.weeks.items()}, item.duel),
    ]
    return json.dumps(
        [head, [_card(card, folder) for card in item.cards]], ensure_ascii=False, separators=(",", ":")
    )


def from_json(words: str | bytes, folder: Path) -> Item:
    """Return the item from the JSON of `to_json`.

    Errors: ValueError, TypeError, KeyError or IndexError for other words.
    """
    head, cards = json.loads(words)
    kind, pack, name, locale, title, description, audiences, age_mark, topics, *rest = head
    objective, minutes, start, endings, pick, shuffle, misconceptions, sensitive, asks, *more = rest
    first, honest, weeks, duel = more
    return Item(
        ref=Ref(Kind(kind), pack, name),
        locale=locale,
        title=title,
        description=_as_text(description),
        cards=tuple(_as_card(card, folder) for card in cards),
        audiences=tuple(map(Audience, audiences)),
        age_mark=age_mark,
        topics=tuple(topics),
        objective=objective,
        minutes=minutes,
        start=start,
        endings=endings,
        pick=pick,
        shuffle=shuffle,
        misconceptions=misconceptions,
        sensitive=sensitive,
        asks=tuple(asks),
        first=first,
        honest=honest,
        weeks={card: tuple(map(_as_ref, led)) for card, led in weeks.items()},
        duel=tuple(duel),
    )


def _as_ref(words: str) -> Ref:
    ref = Ref.parse(words)
    if ref is None:
        raise ValueError(words)
    return ref


def _text(text: Text) -> Any:
    if not text.spans:
        return text.plain
    return [text.plain, *([span.start, span.end, span.style, span.url] for span in text.spans)]


def _as_text(value: Any) -> Text:
    if isinstance(value, str):
        return Text(value)
    plain, *spans = value
    return Text(plain, tuple(Span(*span) for span in spans))


def _card(card: Card, folder: Path) -> list[Any]:
    picture, question, voice = card.picture, card.question, card.voice
    texts = (card.body, card.remember, card.hint, card.note, card.warning, card.adult_note)
    return [
        card.id,
        card.title,
        [_text(text) for text in texts],
        _picture(picture, folder) if picture else None,
        [_text(text) for text in card.sources],
        card.terms,
        [question.name, question.meaning, [_option(option) for option in question.options]] if question else 0,
        [
            [_text(choice.text), choice.scene, _text(choice.consequence), choice.act, _marks(choice.marks)]
            for choice in card.choices
        ],
        card.hash,
        card.line,
        [str(voice.file.relative_to(folder)), voice.key, voice.seconds, voice.synthetic] if voice else None,
        card.case,
        _marks(card.marks),
    ]


def _as_card(value: list[Any], folder: Path) -> Card:
    name, title, texts, picture, sources, terms, question, choices, digest, line, voice, case, marks = value
    body, remember, hint, note, warning, adult_note = map(_as_text, texts)
    return Card(
        id=name,
        title=title,
        body=body,
        picture=_as_picture(picture, folder) if picture else None,
        remember=remember,
        hint=hint,
        note=note,
        warning=warning,
        adult_note=adult_note,
        sources=tuple(map(_as_text, sources)),
        terms=tuple(terms),
        question=_as_question(*question) if question else None,
        choices=tuple(
            Choice(_as_text(words), scene, _as_text(after), act, _as_marks(marked))
            for words, scene, after, act, marked in choices
        ),
        hash=digest,
        line=line,
        voice=_as_voice(folder, *voice) if voice else None,
        case=case,
        marks=_as_marks(marks),
    )


def _picture(picture: Picture, folder: Path) -> list[Any]:
    block = picture.block
    if block is None:
        return [str(picture.file.relative_to(folder)), picture.alt, picture.key]
    spots = [[[spot.letter, spot.start, spot.end] for spot in line.spots] for line in block.lines]
    lines = [[line.role, line.words, found] for line, found in zip(block.lines, spots, strict=True)]
    return [block.kind, block.locale, lines, "screen"]


def _as_picture(value: list[Any], folder: Path) -> Picture:
    if len(value) == 3:  # noqa: PLR2004 - a file of the pack
        return Picture(folder / value[0], value[1], value[2])
    kind, locale, lines, _ = value
    made = [ScreenLine(role, words, tuple(Spot(*spot) for spot in spots)) for role, words, spots in lines]
    return screen_picture(ScreenBlock(kind, tuple(made), locale))


def _marks(marks: Iterable[Mark]) -> list[list[str]]:
    return [[mark.name, mark.words] for mark in marks]


def _as_marks(value: list[list[str]]) -> tuple[Mark, ...]:
    return tuple(Mark(*mark) for mark in value)


def _as_voice(folder: Path, name: str, key: str, seconds: int, synthetic: bool) -> Voice:  # noqa: FBT001 - as stored
    return Voice(folder / name, key, seconds, synthetic=synthetic)


def _option(option: Option) -> list[Any]:
    return [_text(option.text), option.right, _text(option.feedback), option.misconception]


def _as_question(kind: str, meaning: str, options: list[Any]) -> Question:
    made = tuple(Option(_as_text(words), right, _as_text(said), why) for words, right, said, why in options)
    return KINDS[kind](made, meaning)
