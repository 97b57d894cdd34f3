"""The state of a pack's translation: unit by unit, done, missing or outdated."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from bot.packs import lock
from bot.packs.autofix import with_hash
from bot.packs.parser.markup import inline
from bot.packs.parser.parsed_file import is_stale
from bot.packs.parser.source import hidden_in
from bot.packs.units import rebuilt, units
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from bot.packs.pack import Pack
    from bot.packs.parser.parsed_file import ParsedFile, Translated
    from bot.packs.units import Unit

_GLOSSARY = re.compile(r"(?<=glossary\.)[a-z]{2,3}(?:-[A-Za-z]{2,4})?(?=\.md#)")


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit for a translator. `context`: its name (`lesson:phishing/9-11#check.option.b`); `words`: the source's;
    `said`: the translation so far; `fuzzy`: whether it must be checked again; `before`: the source's words that
    `said` translates (if known to differ); `readers`: its audience; `limit`: the most characters of its words (0:
    no limit of its own); `saved`: whether `said` is in no version yet.
    """

    context: str
    words: str
    said: str = ""
    fuzzy: bool = False
    before: str = ""
    readers: str = ""
    limit: int = 0
    path: str = ""
    line: int = 1
    saved: bool = False

    @property
    def comment(self) -> str:
        """The comment for a translator: audience and limit; empty if unknown."""
        if not self.readers:
            return ""
        return f"for {self.readers}" + (f"; at most {self.limit} characters" if self.limit else "")


@dataclass(slots=True)
class ImportResult:
    """The result of an import: written files, and the reasons that keep others back, one line each."""

    written: list[Path] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def sources(pack: Pack) -> Iterator[tuple[str, ParsedFile]]:
    """Yield the error-free source files of a pack, by name."""
    locale = pack.head.source_locale if pack.head else ""
    for name, parsed in sorted(pack.files.items()):
        if parsed.locale == locale and not parsed.failed:
            yield name, parsed


def translation_of(name: str, locale: str) -> str:
    """Return the name of the translation of the source file `name`."""
    kind, _, _ = name.removesuffix(".md").rpartition(".")
    return f"{kind}.{locale}.md"


def entries(pack: Pack, locale: str) -> list[Entry]:
    """Return the units of a pack with their translations in `locale`."""
    locked_hashes = lock.read_lock(pack.folder)
    found = []
    known = pack.head.id if pack.head else pack.shown
    for name, parsed in sources(pack):
        text = pack.text_of(name)
        other = translation_of(name, locale)
        there = pack.files.get(other)
        said = (
            {unit.field: unit.words for unit in units(pack.text_of(other))} if there and not there.failed else {}
        )
        stale = there is not None and is_stale(there, parsed)
        # Without a lock the changed sentence is unknown: then all must be checked.
        locked = locked_hashes.get(other, {}) if stale else {}
        cards = lock.changed(locked, parsed) if locked else None
        for unit in units(text):
            fuzzy = stale and (cards is None or _has_changed(unit, locked, cards))
            found.append(
                Entry(
                    context=f"{parsed.kind}:{parsed.item}#{unit.field}",
                    words=unit.words,
                    said=at_home(said.get(unit.field, ""), parsed.locale),
                    fuzzy=fuzzy and unit.field in said,
                    readers=", ".join(audience.value for audience in parsed.audiences) or "everyone",
                    limit=unit.limit,
                    path=f"{known}/{name}",
                    line=max(unit.first, 1),
                )
            )
    return found


def _words(pack: Pack, name: str) -> dict[str, str]:
    """Return the words of each unit of a file."""
    return {unit.field: unit.words for unit in units(pack.text_of(name))}


def _has_changed(unit: Unit, locked: lock.Hashes, cards: list[str]) -> bool:
    """Whether a unit changed after its translation was stamped. An older lock knows only cards."""
    card = unit.field.partition(".")[0] or "title"
    if unit.field in locked:
        return locked[unit.field] != lock.unit_hash(unit.words)
    return card in cards


def at_home(words: str, locale: str) -> str:
    """Return words with links to terms in the glossary of `locale`."""
    return _GLOSSARY.sub(locale, words)


def merged(new: list[Entry], old: Mapping[str, Entry]) -> list[Entry]:
    """Copy the translations of an older export: for the same words unchanged, for changed words as fuzzy with the
    older words; moved units are found by their words.
    """
    by_words = {entry.words: entry for entry in old.values() if entry.said}
    found = []
    for entry in new:
        told = old.get(entry.context) or by_words.get(entry.words)
        if told is None or not told.said:
            found.append(entry)
        elif told.words == entry.words:
            # Its words are those of the older export: this unit is unchanged, whatever else changed in its card.
            before = told.before if told.fuzzy else ""
            found.append(replace(entry, said=told.said, fuzzy=told.fuzzy, before=before))
        else:
            found.append(replace(entry, said=told.said, fuzzy=True, before=told.words))
    return found


def word_diff(before: str, after: str) -> str:
    """Return the differences word by word: `Take the [-key-] {+lamp+}`."""
    old, new = before.split(), after.split()
    told: list[str] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            told += new[c:d]
            continue
        told += [f"[-{' '.join(old[a:b])}-]"] if b > a else []
        told += [f"{{+{' '.join(new[c:d])}+}}"] if d > c else []
    return " ".join(told)


def import_translations(pack: Pack, locale: str, told: Mapping[str, Entry]) -> ImportResult:
    """Write the complete translations into the pack. A file with a missing or broken unit stays unchanged, and the
    report says why. A fuzzy unit is written, but its file stays as outdated as it was.
    """
    done = ImportResult()
    for name, parsed in sources(pack):
        text = pack.text_of(name)
        wanted = units(text)
        said: dict[str, str] = {}
        wrong: list[str] = []
        fuzzy = False
        for unit in wanted:
            entry = told.get(f"{parsed.kind}:{parsed.item}#{unit.field}")
            if entry is None or not entry.said.strip():
                continue
            trouble = _trouble(unit.words, entry)
            if trouble:
                line = max(unit.first, 1)
                place = f"{pack.shown}/{name}:{line}: {unit.field}"
                wrong.append(phrase("{place}: {trouble}", place=place, trouble=trouble))
            fuzzy |= entry.fuzzy
            said[unit.field] = at_home(entry.said, locale)
        if wrong:
            done.left += wrong
        elif len(said) == len(wanted):
            file = pack.folder / translation_of(name, locale)
            there = pack.files.get(translation_of(name, locale))
            before = (
                {unit.field: unit.words for unit in units(pack.text_of(translation_of(name, locale)))}
                if there
                else {}
            )
            fresh = there is not None and not is_stale(there, parsed)
            if said != before or (there and there.failed) or not (fresh or fuzzy):
                head = there.translated if there else None
                if head and said != before:
                    head = head._replace(reviewed=False)  # nobody has reviewed the new words yet
                asks = there.get().asks if there else ()
                words = _translated(parsed, text, said, asks, head, fuzzy=fuzzy)
                file.write_text(words, encoding="utf-8", newline="\n")
                done.written.append(file)
        elif said:
            place = f"{pack.shown}/{name}:1"
            units_told = phrase(
                "{file}: {done} of {total} units are translated", file=place, done=len(said), total=len(wanted)
            )
            done.left.append(units_told)
    return done


def _trouble(words: str, entry: Entry) -> str:
    """Return what is wrong with a translation, empty if nothing is."""
    if entry.words and entry.words != words:
        return phrase("the source has changed since the export: export again")
    ours, theirs = inline(words), inline(entry.said)
    if sorted(ours.footnotes) != sorted(theirs.footnotes):
        return phrase("other footnotes than in the source: keep each [^name]")
    if _aims(words) != _aims(entry.said):
        return phrase("other links than in the source: keep each (address)")
    if theirs.anchors or theirs.html or theirs.comments:
        return phrase("an anchor, a marker or HTML, which no unit has")
    hidden, fix = hidden_in(entry.said)
    if hidden:
        return phrase("{hidden}: {fix}", hidden=hidden, fix=fix)
    return ""


def _aims(words: str) -> list[str]:
    return sorted(span.url for span in inline(at_home(words, "")).text.spans if span.style == "link")


def _translated(  # noqa: PLR0913 - what there is of the source, and what of the translation
    parsed: ParsedFile,
    text: str,
    said: Mapping[str, str],
    asks: Sequence[str],
    told: Translated | None,
    *,
    fuzzy: bool,
) -> str:
    """Return the text of a translation: its own head, the source's body in other words. `told`: the head's
    statement about the translator; None for a new translation.
    """
    head = [f"title: {_scalar(said['.title'])}"]
    if ".objective" in said:
        head.append(f"objective: {_scalar(said['.objective'])}")
    if asks:
        head += ["asks:", *(f"  - {_scalar(question)}" for question in asks)]
    senders = [_scalar(said[field]) for field in said if field.startswith(".sender.")]
    if senders:
        head.append(f"sender: [{', '.join(senders)}]")
    named = [field for field in said if field.startswith(".misconception.")]
    if named:
        head.append("misconceptions:")
        head += [f"  {name.removeprefix('.misconception.')}: {_scalar(said[name])}" for name in named]
    by, reviewed = (told.by, told.reviewed) if told else (None, False)
    # Fuzzy units were not checked: the file keeps its old hash and so stays stale.
    state = told.hash if fuzzy and told else ("" if fuzzy else parsed.hash)
    who = f", by: {by}" if by else ""
    head.append(f'translation: {{of: {parsed.locale}, hash: ""{who}, reviewed: {str(reviewed).lower()}}}')
    whole = "\n".join(["---", *head, "---", *rebuilt(text, said)])
    return with_hash(whole, state) if state else whole


def _scalar(words: str) -> str:
    """Return words as a YAML scalar: plain if that is safe, else in quotes."""
    plain = re.fullmatch(r"[^\W\d_][^:#\"'\[\]{}&*!|>%@`\\\n]*[^\s:#\"'\[\]{}&*!|>%@`\\]", words)
    reserved = words.lower() in {"yes", "no", "true", "false", "null", "on", "off"}
    return words if plain and not reserved else json.dumps(words, ensure_ascii=False)
