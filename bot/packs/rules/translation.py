"""Rules E5xx on translations: same cards, same key, and the state of the source they were made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.lock import changed, read_lock
from bot.packs.model import Kind, Problem, Severity
from bot.packs.sheet import is_stale
from bot.packs.source import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.packs.lock import Hashes
    from bot.packs.reader import Pack
    from bot.packs.sheet import Sheet


def check_translations(pack: Pack) -> Iterator[Problem]:
    """Report how translations differ from their sources, and which are older than those."""
    locale = pack.head.source_locale if pack.head else ""
    lock: dict[str, Hashes] | None = None
    for name, sheet in pack.sheets.items():
        if sheet.locale == locale:
            yield from _forgotten(pack, name, sheet)
            continue
        source = pack.source_of(name)
        if source is None:
            what = f"a translation without its source {sheet.kind}.{locale}.md"
            yield Problem(sheet.path, 1, 1, "E501", what, "write the source first; it stands in the same folder")
            continue
        if source.failed:
            # What the source will look like when it is mended is not known yet.
            continue
        if sheet.skeleton != source.skeleton:
            yield from _same(sheet, source)
        for wrong in sheet.misconceptions:
            if wrong not in source.misconceptions:
                fix = nearest(wrong, source.misconceptions) or "use the ids of the source"
                yield Problem(sheet.path, 1, 1, "E506", f"the source has no misconception '{wrong}'", fix)
        stale = is_stale(sheet, source)
        if stale and lock is None:
            lock = read_lock(pack.folder)
        kept = lock.get(name) if stale and lock else None
        yield from _state(sheet, source, locale, changed(kept, source) if kept else [])


def _forgotten(pack: Pack, name: str, sheet: Sheet) -> Iterator[Problem]:
    """Report the pack's locales in which an item is missing. A glossary is missed where a term is linked to."""
    if sheet.kind is Kind.GLOSSARY or sheet.failed or pack.head is None:
        return
    for locale in pack.head.locales:
        other = f"{name.removesuffix(f'.{sheet.locale}.md')}.{locale}.md"
        if locale != sheet.locale and other not in pack.sheets:
            what = f"not translated into '{locale}', which pack.yml lists"
            fix = f"write {other.rpartition('/')[2]} beside it (`translate export {locale}` helps)"
            yield Problem(sheet.path, 1, 1, "W504", what, fix, Severity.WARNING)


def _same(sheet: Sheet, source: Sheet) -> Iterator[Problem]:
    ours, theirs, outline = sheet.ids, source.ids, sheet.outline
    lines = {card.id: card.line for card in outline}
    last = outline[-1].line if outline else 1
    missing = [name for name in theirs if name not in lines]
    extra = [name for name in ours if name not in theirs]
    for name in extra:
        fix = nearest(name, missing) or "delete it, or add it to the source"
        yield Problem(sheet.path, lines[name], 1, "E502", f"the source has no card '{name}'", fix)
        missing = [other for other in missing if other not in fix]
    for name in missing:
        yield Problem(sheet.path, last, 1, "E502", f"the card '{name}' is missing", f'translate it: id="{name}"')
    if ours != theirs and sorted(ours) == sorted(theirs):
        moved = next(name for name, other in zip(ours, theirs, strict=True) if name != other)
        what = "the cards stand in another order than in the source"
        yield Problem(sheet.path, lines[moved], 1, "E502", what, "write them in this order: " + ", ".join(theirs))
    shapes = {card.id: card.shape for card in source.outline}
    for card in outline:
        if card.id in shapes and card.shape != shapes[card.id]:
            what = f"here: {card.shape}; in the source: {shapes[card.id]}"
            fix = "make both the same: options, their order and [x], or the scenes that choices lead to"
            yield Problem(sheet.path, card.line, 1, "E503", what, fix)


def _state(sheet: Sheet, source: Sheet, locale: str, cards: list[str]) -> Iterator[Problem]:
    """Report how fresh a translation is; `cards` are those that have changed, where that is known."""
    told = sheet.translated
    if told is None:
        return
    careful = source.sensitive or sheet.kind is Kind.HELP
    if told.of != locale:
        yield Problem(
            sheet.path, told.line, 1, "E505", f"a translation of '{told.of}'", f"write of: {locale}, the source"
        )
    if told.by == "machine" and not told.reviewed:
        code, severity = ("E507", Severity.ERROR) if careful else ("W503", Severity.WARNING)
        what = "a machine's translation that no person has read"
        yield Problem(
            sheet.path, told.line, 1, code, what, "let a person read it, then write reviewed: true", severity
        )
    if not told.hash:
        what = f"the translation is not stamped: of which state of the source is it? (its hash is {source.hash})"
        fix = "compare them, then run `check --stamp`"
        yield Problem(sheet.path, told.line, 1, "W502", what, fix, Severity.WARNING)
    elif is_stale(sheet, source):
        code, severity = ("E508", Severity.ERROR) if careful else ("W501", Severity.WARNING)
        where = f" in {', '.join(cards)}" if cards else ""
        what = f"the source has changed (its hash is {source.hash}) since this translation{where}"
        fix = "bring it up to date, then run `check --stamp`"
        yield Problem(sheet.path, told.line, 1, code, what, fix, severity)
