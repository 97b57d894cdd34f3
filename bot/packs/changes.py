"""The differences between two editions of a pack: every changed word, in every language."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from bot.packs.question import Question
from bot.packs.visibility import works_of
from bot.values.screen import Picture, Voice
from bot.values.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from bot.packs.model import Card, Item
    from bot.packs.option import Option
    from bot.packs.pack import Pack
    from bot.packs.parser.parsed_file import ParsedFile

HEAD = "pack.yml"
ORDER = "order"
"""The field name of a change in the order of the cards."""

PICTURE = "picture"
VOICE = "voice"
WRITTEN = "as written"
"""The field name of changed lines that are shown as in the file."""

ORDINARY = "choice"
"""The kind of question that is shown without a name: one right option."""

_WORD = re.compile(r"\w+")
_SIGNS = re.compile(
    r"^\s*\w+: |^#+ |^[>\s]*(?:- \[[ x]\] |\[!\w+\]|- |\d+\. )|<a id=\"[^\"]*\"></a>|\[\^[^\]]*\](?!:)|<!-- case:"
)
"""Parts of a line that readers of the card do not see: keys, signs, anchors, source numbers."""

_MARKS = {"bold": "*", "italic": "_", "underline": "__", "strike": "~", "spoiler": "||", "code": "`", "pre": "`"}

_NOT_SAID = {"ref", "locale", "cards", "hash", "line", "id", "meaning", "meanings", "stale", "unreviewed"}
_NOT_SAID |= {"next", "twin"}
"""Fields of an item or a card that are not shown: names, hashes, places in a file. `next` and `twin` are read from
the file as written.
"""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: the file, its language (empty: none), the card (empty: the head or the whole file) and its
    title, the field (`what`), the words before (empty: none) and after (empty: removed). A changed picture comes
    with both pictures, a changed recording with the new one.
    """

    file: str
    locale: str
    card: str
    title: str
    what: str
    was: str
    now: str
    picture_was: Picture | None = None
    picture_now: Picture | None = None
    voice_now: Voice | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    """One text of a file."""

    title: str
    words: str
    picture: Picture | None = None
    voice: Voice | None = None


_Place = tuple[str, str, str, str]
"""File, language, card, field."""


def changes(before: Pack | None, after: Pack) -> list[Change]:
    """Return the differences that readers see between `before` (None: nothing is published) and `after`, including
    removed parts; by file, in the order of its cards.

    An invisible item (a draft) counts as missing, so that all its words are listed once it is shown.
    """
    old = dict(_said(before)) if before else {}
    new = dict(_said(after))
    found = [
        _change(place, old.get(place), new.get(place))
        for place in _in_order(old, new)
        if not _same(old.get(place), new.get(place))
    ]
    for file, locale in dict.fromkeys(place[:2] for place in (*old, *new) if place[1]):
        there = (file, locale, "", ORDER)
        was = _lines(before, file) if before and there in old else []
        now = _lines(after, file) if there in new else []
        found += _as_written(file, locale, was, now, [one for one in found if one.file == file])
    return sorted(found, key=lambda change: change.file)


def mark_of(found: Sequence[Change]) -> str:
    """Return a fingerprint of these changes: 16 hexadecimal digits."""
    parts: list[str] = []
    for one in found:
        keys = [picture.key if picture else "" for picture in (one.picture_was, one.picture_now)]
        parts += [one.file, one.locale, one.card, one.title, one.what, one.was, one.now, *keys]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


def _lines(pack: Pack, file: str) -> list[str]:
    return (pack.folder / file).read_text("utf-8", "replace").splitlines()


def _as_written(
    file: str, locale: str, old: Sequence[str], new: Sequence[str], told: Sequence[Change]
) -> Iterator[Change]:
    """Yield the changed lines of a file that the other changes do not mention, such as a source that no card names
    or a warning that is excused.
    """
    was = _unsaid(old, new, "\n".join(one.was for one in told))
    now = _unsaid(new, old, "\n".join(one.now for one in told))
    if was or now:
        yield Change(file, locale, "", "", WRITTEN, "\n".join(was), "\n".join(now))


def _unsaid(lines: Sequence[str], others: Sequence[str], told: str) -> list[str]:
    """Return the lines that are not in the other file and whose words are not in `told`."""
    words, there = _spoken(told), {*others}
    changed = [line for line in lines if line not in there and _WORD.search(line)]
    return [line for line in changed if _spoken(_SIGNS.sub(" ", line)) not in words]


def _spoken(text: str) -> str:
    return " " + " ".join(_WORD.findall(text.casefold())) + " "


def _in_order(old: Mapping[_Place, _Said], new: Mapping[_Place, _Said]) -> list[_Place]:
    """Return all places in order; removed ones keep their former position."""
    order: list[_Place] = list(new)
    there = set(new)
    after: dict[_Place | None, list[_Place]] = {}
    last: _Place | None = None
    for place in old:
        if place in there:
            last = place
        else:
            after.setdefault(last, []).append(place)
    return [*after.get(None, ()), *(one for place in order for one in (place, *after.get(place, ())))]


def _same(old: _Said | None, new: _Said | None) -> bool:
    return (_worth(old)) == (_worth(new))


def _worth(said: _Said | None) -> tuple[str, str]:
    return (said.words, said.picture.key if said.picture else "") if said else ("", "")


def _change(place: _Place, old: _Said | None, new: _Said | None) -> Change:
    title = (new or old or _Said("", "")).title
    return Change(
        *place[:3],
        title,
        place[3],
        old.words if old else "",
        new.words if new else "",
        old.picture if old else None,
        new.picture if new else None,
        new.voice if new else None,
    )


def _said(pack: Pack) -> Iterator[tuple[_Place, _Said]]:
    """Yield everything that a pack says to its readers or that decides what they are shown."""
    if pack.head is None:
        return
    yield from _of_model(HEAD, pack.head)
    names = {id(parsed): name for name, parsed in pack.files.items()}
    # Published packs count as approved, whatever their pack.yml says.
    review = pack.head.review.model_copy(update={"status": "approved"})
    published = replace(pack, head=pack.head.model_copy(update={"review": review}))
    for work in works_of(published, date.min, allow_unreviewed=True):
        for parsed in work.files.values():
            yield from _of_file(names[id(parsed)], parsed)
        if work.campaign:
            yield from _of_model(f"{work.ref.item}/campaign.yml", work.campaign)
    for country, lines in pack.helplines.items():
        yield from _of_model(f"helplines/{country}.yml", lines)
    for country, services in pack.services.items():
        yield from _of_model(f"services/{country}.yml", services)


def _of_model(file: str, model: BaseModel) -> Iterator[tuple[_Place, _Said]]:
    for name, words in _leaves(model.model_dump(mode="json"), ""):
        yield (file, "", "", name), _Said("", words)


def _leaves(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield the values inside a value, each with its path. A list of plain values is one value; entries of other
    lists are named by their id if they have one.
    """
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list) and any(isinstance(inner, dict) for inner in value):
        for place, inner in enumerate(value, 1):
            name = inner.get("id", place) if isinstance(inner, dict) else place
            yield from _leaves(inner, f"{path}[{name}]")
    elif value not in (None, "", []):
        yield path, ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _of_file(file: str, parsed: ParsedFile) -> Iterator[tuple[_Place, _Said]]:
    item = parsed.get()
    locale = parsed.locale
    told = {name: getattr(item, name) for name in _names(item)}
    told |= {"next": parsed.next, "twin": parsed.twin, "brand_ok": parsed.brand_ok}
    if parsed.translated:
        told |= {"translated by": parsed.translated.by or "", "translation reviewed": parsed.translated.reviewed}
    for name, value in told.items():
        yield (file, locale, "", name), _Said("", words_of(value))
    yield (file, locale, "", ORDER), _Said("", "\n".join(card.id for card in item.cards))
    for card in item.cards:
        yield from _of_card(file, locale, card)


def _of_card(file: str, locale: str, card: Card) -> Iterator[tuple[_Place, _Said]]:
    for name in _names(card):
        value = getattr(card, name)
        picture = value if isinstance(value, Picture) else None
        voice = value if isinstance(value, Voice) else None
        yield (file, locale, card.id, name), _Said(card.title, words_of(value), picture, voice)


def _names(value: Item | Card | Question | Option) -> list[str]:
    """Return the fields of a value that are shown; a newly added field is included automatically."""
    return [field.name for field in fields(value) if field.name not in _NOT_SAID]


def words_of(value: Any) -> str:  # noqa: PLR0911 - one line for each kind of value
    """Return a value of an item as words to compare and show: links with addresses, options with their key, lists
    line by line.
    """
    if value is None or isinstance(value, bool):
        return "✓" if value else ""
    if isinstance(value, Text):
        return _with_addresses(value)
    if isinstance(value, Picture):
        return value.alt
    if isinstance(value, Voice):
        return f"🔊 {value.seconds} s · {value.key}"
    if isinstance(value, Question):
        kind = "" if value.name == ORDINARY else f"({value.name})\n"
        return kind + "\n".join(map(_option, value.options))
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Mapping):
        return "\n".join(f"{name}: {words_of(inner)}" for name, inner in value.items())
    if isinstance(value, tuple | list):
        return "\n".join(words_of(inner) for inner in value)
    if is_dataclass(value) and not isinstance(value, type):
        return " · ".join(filter(None, (words_of(getattr(value, field.name)) for field in fields(value))))
    return "" if value in {"", 0} else str(value)


def _option(option: Option) -> str:
    more = [words_of(getattr(option, name)) for name in _names(option) if name not in {"text", "right"}]
    return f"{'☑' if option.right else '☐'} {words_of(option.text)}" + "".join(
        f"\n   ↳ {one}" for one in more if one
    )


def _with_addresses(text: Text) -> str:
    """Return the words with style marks, each link followed by its address."""
    marks = [(span.start, _MARKS.get(span.style, "")) for span in text.spans]
    marks += [(span.end, f" [{span.url}]" if span.url else _MARKS.get(span.style, "")) for span in text.spans]
    plain = text.plain
    for place, mark in sorted(marks, key=lambda found: found[0], reverse=True):
        plain = plain[:place] + mark + plain[place:]
    return plain
