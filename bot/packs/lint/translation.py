"""Rules E5xx on translations: same cards, same key, and the state of their source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.lint.rules import within
from bot.packs.lock import changed, read_lock
from bot.packs.model import Kind
from bot.packs.parser.parsed_file import is_stale
from bot.packs.parser.source import did_you_mean
from bot.packs.problem import Problem, Severity
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.packs.lock import Hashes
    from bot.packs.pack import Pack
    from bot.packs.parser.parsed_file import ParsedFile


@within
def check_translations(pack: Pack) -> Iterator[Problem]:
    """Report differences between translations and their sources, and outdated translations."""
    locale = pack.head.source_locale if pack.head else ""
    lock: dict[str, Hashes] | None = None
    for name, parsed in pack.files.items():
        if parsed.locale == locale:
            yield from _forgotten(pack, name, parsed)
            continue
        source = pack.source_of(name)
        if source is None:
            what = phrase("a translation without its source {kind}.{locale}.md", kind=parsed.kind, locale=locale)
            yield Problem(
                parsed.path, 1, 1, "E501", what, phrase("write the source first; it stands in the same folder")
            )
            continue
        if source.failed:
            # # A source with errors will still change, so its translations cannot be compared with it yet.
            continue
        if parsed.skeleton != source.skeleton:
            yield from _same(parsed, source)
        if parsed.cases:
            yield from _cases(parsed, source)
        for wrong in parsed.misconceptions:
            if wrong not in source.misconceptions:
                fix = did_you_mean(wrong, source.misconceptions) or phrase("use the ids of the source")
                yield Problem(
                    parsed.path,
                    1,
                    1,
                    "E506",
                    phrase("the source has no misconception '{wrong}'", wrong=wrong),
                    fix,
                )
        stale = is_stale(parsed, source)
        if stale and lock is None:
            lock = read_lock(pack.folder)
        locked_hashes = lock.get(name) if stale and lock else None
        yield from _state(parsed, source, locale, changed(locked_hashes, source) if locked_hashes else [])


def _forgotten(pack: Pack, name: str, parsed: ParsedFile) -> Iterator[Problem]:
    """Report locales of the pack in which an item is missing. A glossary is missing if a term in it is linked."""
    if parsed.kind is Kind.GLOSSARY or parsed.failed or pack.head is None:
        return
    for locale in pack.head.locales:
        other = f"{name.removesuffix(f'.{parsed.locale}.md')}.{locale}.md"
        if locale != parsed.locale and other not in pack.files:
            what = phrase("not translated into '{locale}', which pack.yml lists", locale=locale)
            fix = phrase(
                "write {other} beside it (`translate export {locale}` helps; in the studio 🌐 Translation)",
                other=other.rpartition("/")[2],
                locale=locale,
            )
            yield Problem(parsed.path, 1, 1, "W504", what, fix, Severity.WARNING)


def _same(parsed: ParsedFile, source: ParsedFile) -> Iterator[Problem]:
    ours, theirs, outline = parsed.ids, source.ids, parsed.outline
    lines = {card.id: card.line for card in outline}
    last = outline[-1].line if outline else 1
    missing = [name for name in theirs if name not in lines]
    extra = [name for name in ours if name not in theirs]
    for name in extra:
        fix = did_you_mean(name, missing) or phrase("delete it, or add it to the source")
        yield Problem(
            parsed.path, lines[name], 1, "E502", phrase("the source has no card '{name}'", name=name), fix
        )
        missing = [other for other in missing if other not in fix]
    for name in missing:
        yield Problem(
            parsed.path,
            last,
            1,
            "E502",
            phrase("the card '{name}' is missing", name=name),
            phrase('translate it: id="{name}"', name=name),
        )
    if ours != theirs and sorted(ours) == sorted(theirs):
        moved = next(name for name, other in zip(ours, theirs, strict=True) if name != other)
        what = phrase("the cards stand in another order than in the source")
        yield Problem(
            parsed.path,
            lines[moved],
            1,
            "E502",
            what,
            phrase("write them in this order: {names}", names=", ".join(theirs)),
        )
    shapes = {card.id: card.shape for card in source.outline}
    for card in outline:
        if card.id in shapes and card.shape != shapes[card.id]:
            what = phrase("here: {shape}; in the source: {shapes}", shape=card.shape, shapes=shapes[card.id])
            fix = phrase("make both the same: options, their order and [x], or the scenes that choices lead to")
            yield Problem(parsed.path, card.line, 1, "E503", what, fix)


def _cases(parsed: ParsedFile, source: ParsedFile) -> Iterator[Problem]:
    """Report cases that the source marks differently. A translation need not repeat its source's markers."""
    for card in parsed.outline:
        case, wanted = parsed.cases.get(card.id), source.cases.get(card.id, "")
        if case and case != wanted:
            what = phrase(
                "'{id}' is marked as {case}, in the source as {wanted}",
                id=card.id,
                case=case,
                wanted=wanted or phrase("neither"),
            )
            fix = phrase("delete the marker here: that of the source counts")
            yield Problem(parsed.path, card.line, 1, "E509", what, fix)


def _state(parsed: ParsedFile, source: ParsedFile, locale: str, cards: list[str]) -> Iterator[Problem]:
    """Report whether a translation is up to date; `cards`: the changed ones, if known."""
    told = parsed.translated
    if told is None:
        return
    careful = source.sensitive or parsed.kind in {Kind.HELP, Kind.NEXT}
    if told.of != locale:
        yield Problem(
            parsed.path,
            told.line,
            1,
            "E505",
            phrase("a translation of '{of}'", of=told.of),
            phrase("write of: {locale}, the source", locale=locale),
        )
    if source.asked and not parsed.asked:
        what = phrase("the source lists questions that lead to it (`asks`), this translation none")
        fix = phrase("write how people ask in this language")
        yield Problem(parsed.path, 1, 1, "W505", what, fix, Severity.WARNING)
    if told.by == "machine" and not told.reviewed:
        code, severity = ("E507", Severity.ERROR) if careful else ("W503", Severity.WARNING)
        what = phrase("a machine's translation that no person has read")
        yield Problem(
            parsed.path,
            told.line,
            1,
            code,
            what,
            phrase("let a person read it, then write reviewed: true"),
            severity,
        )
    if not told.hash:
        what = phrase(
            "the translation is not stamped: of which state of the source is it? (its hash is {hash})",
            hash=source.hash,
        )
        fix = phrase("compare them, then run `check --stamp`; in the studio 🌐 Translation does both")
        yield Problem(parsed.path, told.line, 1, "W502", what, fix, Severity.WARNING)
    elif is_stale(parsed, source):
        code, severity = ("E508", Severity.ERROR) if careful else ("W501", Severity.WARNING)
        where = phrase(" in {names}", names=", ".join(cards)) if cards else ""
        what = phrase(
            "the source has changed (its hash is {hash}) since this translation{where}",
            hash=source.hash,
            where=where,
        )
        fix = phrase("bring it up to date, then run `check --stamp`; in the studio 🌐 Translation does both")
        yield Problem(parsed.path, told.line, 1, code, what, fix, severity)
