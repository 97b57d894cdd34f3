"""Translation: what of the packs is said in another locale: unit by unit, done, missing or changed since."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from bot.packs import lock
from bot.packs.markup import inline
from bot.packs.mend import with_hash
from bot.packs.sheet import is_stale
from bot.workshop.units import rebuilt, units

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from bot.packs.reader import Pack
    from bot.packs.sheet import Sheet

_GLOSSARY = re.compile(r"(?<=glossary\.)[a-z]{2,3}(?:-[A-Za-z]{2,4})?(?=\.md#)")


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit for a translator. `context` names it (`lesson:phishing/9-11#check.option.b`), `words` are the
    source's, `said` the translation so far, `fuzzy` whether it has to be looked at again, `before` the source's
    words of which `said` is a translation (where they are known to be other ones).
    """

    context: str
    words: str
    said: str = ""
    fuzzy: bool = False
    before: str = ""
    comment: str = ""
    path: str = ""
    line: int = 1


@dataclass(slots=True)
class Brought:
    """What an import did: files written, and what keeps others back, one line each."""

    written: list[Path] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def sources(pack: Pack) -> Iterator[tuple[str, Sheet]]:
    """Go through the sound source files of a pack, by their names in it."""
    locale = pack.head.source_locale if pack.head else ""
    for name, sheet in sorted(pack.sheets.items()):
        if sheet.locale == locale and not sheet.failed:
            yield name, sheet


def beside(name: str, locale: str) -> str:
    """Return the name of the translation of the source file `name`."""
    kind, _, _ = name.removesuffix(".md").rpartition(".")
    return f"{kind}.{locale}.md"


def entries(pack: Pack, locale: str) -> list[Entry]:
    """Return the units of a pack with what is there of them in `locale`."""
    kept = lock.read_lock(pack.folder)
    found = []
    known = pack.head.id if pack.head else pack.shown
    for name, sheet in sources(pack):
        text = _text(pack, name)
        other = beside(name, locale)
        there = pack.sheets.get(other)
        said = {unit.field: unit.words for unit in units(_text(pack, other))} if there and not there.failed else {}
        stale = there is not None and is_stale(there, sheet)
        # Without a lock nobody knows which card it was: then all of them are to be looked at.
        cards = lock.changed(kept[other], sheet) if stale and other in kept else None
        for unit in units(text):
            card = unit.field.partition(".")[0]
            fuzzy = stale and (cards is None or (card or "title") in cards)
            found.append(
                Entry(
                    context=f"{sheet.kind}:{sheet.item}#{unit.field}",
                    words=unit.words,
                    said=_at_home(said.get(unit.field, ""), sheet.locale),
                    fuzzy=fuzzy and unit.field in said,
                    comment=_comment(sheet, unit.limit),
                    path=f"{known}/{name}",
                    line=max(unit.first, 1),
                )
            )
    return found


def _text(pack: Pack, name: str) -> str:
    return (pack.folder / name).read_text(encoding="utf-8-sig").replace("\r\n", "\n")


def _at_home(words: str, locale: str) -> str:
    """Return words whose links to terms lead to the glossary of `locale`."""
    return _GLOSSARY.sub(locale, words)


def _comment(sheet: Sheet, limit: int) -> str:
    who = ", ".join(audience.value for audience in sheet.audiences) or "everyone"
    return f"for {who}" + (f"; at most {limit} characters" if limit else "")


def merged(new: list[Entry], old: Mapping[str, Entry]) -> list[Entry]:
    """Carry an older export's translations over: those of the same words as they are, those of other words fuzzy
    with the older words; moved units are found again by their words.
    """
    by_words = {entry.words: entry for entry in old.values() if entry.said}
    found = []
    for entry in new:
        told = old.get(entry.context) or by_words.get(entry.words)
        if told is None or not told.said:
            found.append(entry)
        elif told.words == entry.words:
            fuzzy = told.fuzzy or (entry.fuzzy and told.said == entry.said)
            found.append(replace(entry, said=told.said, fuzzy=fuzzy, before=told.before if fuzzy else ""))
        else:
            found.append(replace(entry, said=told.said, fuzzy=True, before=told.words))
    return found


def word_diff(before: str, after: str) -> str:
    """Return what changed word by word: `Take the [-key-] {+lamp+}`."""
    old, new = before.split(), after.split()
    told: list[str] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            told += new[c:d]
            continue
        told += [f"[-{' '.join(old[a:b])}-]"] if b > a else []
        told += [f"{{+{' '.join(new[c:d])}+}}"] if d > c else []
    return " ".join(told)


def bring(pack: Pack, locale: str, told: Mapping[str, Entry]) -> Brought:
    """Write the translations that are complete into the pack; a file of which a unit is missing or broken is left
    as it is, and the report says why. A fuzzy unit is written, but the file stays as stale as it was.
    """
    done = Brought()
    for name, sheet in sources(pack):
        text = _text(pack, name)
        wanted = units(text)
        said: dict[str, str] = {}
        wrong: list[str] = []
        fuzzy = False
        for unit in wanted:
            entry = told.get(f"{sheet.kind}:{sheet.item}#{unit.field}")
            if entry is None or not entry.said.strip():
                continue
            trouble = _trouble(unit.words, entry)
            wrong += [f"{pack.shown}/{name}:{max(unit.first, 1)}: {unit.field}: {trouble}"] if trouble else []
            fuzzy |= entry.fuzzy
            said[unit.field] = _at_home(entry.said, locale)
        if wrong:
            done.left += wrong
        elif len(said) == len(wanted):
            file = pack.folder / beside(name, locale)
            there = pack.sheets.get(beside(name, locale))
            before = {unit.field: unit.words for unit in units(_text(pack, beside(name, locale)))} if there else {}
            fresh = there is not None and not is_stale(there, sheet)
            if said != before or (there and there.failed) or not (fresh or fuzzy):
                file.write_text(_translated(sheet, text, said, there, fuzzy=fuzzy), encoding="utf-8", newline="\n")
                done.written.append(file)
        elif said:
            done.left.append(f"{pack.shown}/{name}:1: {len(said)} of {len(wanted)} units are translated")
    return done


def _trouble(words: str, entry: Entry) -> str:
    """Return what is wrong with a translation, empty when nothing is."""
    if entry.words and entry.words != words:
        return "the source has changed since the export: export again"
    ours, theirs = inline(words), inline(entry.said)
    if sorted(ours.footnotes) != sorted(theirs.footnotes):
        return "other footnotes than in the source: keep each [^name]"
    if _aims(words) != _aims(entry.said):
        return "other links than in the source: keep each (address)"
    if theirs.anchors or theirs.html or theirs.comments:
        return "an anchor, a marker or HTML, which no unit has"
    return ""


def _aims(words: str) -> list[str]:
    return sorted(span.url for span in inline(_at_home(words, "")).text.spans if span.style == "link")


def _translated(sheet: Sheet, text: str, said: Mapping[str, str], there: Sheet | None, *, fuzzy: bool) -> str:
    """Return the text of a translation: its own head, the source's body in other words."""
    head = [f"title: {_scalar(said['.title'])}"]
    if ".objective" in said:
        head.append(f"objective: {_scalar(said['.objective'])}")
    named = [field for field in said if field.startswith(".misconception.")]
    if named:
        head.append("misconceptions:")
        head += [f"  {name.removeprefix('.misconception.')}: {_scalar(said[name])}" for name in named]
    told = there.translated if there else None
    by, reviewed = (told.by, told.reviewed) if told else ("human", False)
    # What nobody has looked at again keeps the hash that it was stamped with, and so stays stale.
    state = told.hash if fuzzy and told else ("" if fuzzy else sheet.hash)
    who = f", by: {by}" if by else ""
    head.append(f'translation: {{of: {sheet.locale}, hash: ""{who}, reviewed: {str(reviewed).lower()}}}')
    whole = "\n".join(["---", *head, "---", *rebuilt(text, said)])
    return with_hash(whole, state) if state else whole


def _scalar(words: str) -> str:
    """Return words as a YAML scalar: plain where that is safe, else in quotes."""
    plain = re.fullmatch(r"[^\W\d_][^:#\"'\[\]{}&*!|>%@`\\\n]*[^\s:#\"'\[\]{}&*!|>%@`\\]", words)
    reserved = words.lower() in {"yes", "no", "true", "false", "null", "on", "off"}
    return words if plain and not reserved else json.dumps(words, ensure_ascii=False)
