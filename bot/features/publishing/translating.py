"""Translating: the words of an edition beside their translation, what changed since, written over in a browser."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.chat.items import dead_end
from bot.chat.names import language_words, languages_first
from bot.chat.paging import part
from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.features.publishing import pages
from bot.features.publishing.changes import marked
from bot.features.publishing.editions import edition_name, read_by
from bot.features.publishing.store import editions, editors, saved_translations
from bot.features.publishing.store.editions import State
from bot.features.publishing.translators_help import known, notes
from bot.packs.translate.translation import Entry
from bot.packs.upload.upload import with_version
from bot.values.audience import Role
from bot.values.means import Means
from bot.values.screen import Document, Link, Screen, TextField, TextForm
from bot.values.table import Cell, Table, in_words
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from bot.chat.turn import Reader, Turn
    from bot.features.publishing.store.editions import Edition
    from bot.features.publishing.store.editors import Editor
    from bot.features.publishing.store.saved_translations import Saved
    from bot.packs.pack import Pack
    from bot.values.screen import Row

views = Views()

FILES_A_PAGE = 12
UNITS_TOLD = 8
"""Units of a file that the chat tells, those with something to do."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many units of a file or a language are new (not translated), changed since, and done; `saved`: those of
    the done that are saved and in no version yet.
    """

    new: int = 0
    changed: int = 0
    done: int = 0
    saved: int = 0

    def __add__(self, other: Counted) -> Counted:
        return Counted(
            self.new + other.new, self.changed + other.changed, self.done + other.done, self.saved + other.saved
        )


@views(pages.Translations, role=Role.EDITOR, kept=False)
def translations(turn: Turn, page: pages.Translations) -> Screen:
    """List the languages of the pack, each with how much is new, changed and done."""
    read = _read(turn, page.edition)
    if read is None:
        return dead_end(turn)
    found, _, locales = read
    rows, links = [], []
    for locale in locales:
        sum_of = counted_in(turn, found, locale)
        name = language_words(turn, locale)
        rows.append((name, sum_of))
        links.append((Link(name, pages.TranslatedFiles(page.edition, locale)),))
    words = turn.say(
        "Choose a language. “Changed” means: the source says something else than what was translated."
    )
    if not rows:
        words = turn.say("It has one language. Add others to `locales` in its pack.yml.")
    heading = edition_name(found)
    back = (Link(turn.say("⬆ Back"), pages.Edition(page.edition), Means.BACK),)
    told = join([f"{name}: {_counts_words(turn, counts)}" for name, counts in rows], "\n")
    table = _counts_table(turn, heading, turn.say("Language"), [(Cell(name), counts) for name, counts in rows])
    text = join([bold(heading), words, in_words(told)])
    return Screen(text, (*links, back, menu_row(turn)), tables=(table,) if rows else ())


@views(pages.TranslatedFiles, role=Role.EDITOR, kept=False)
def translated_files(turn: Turn, page: pages.TranslatedFiles) -> Screen:
    """List the files, those with something to do first."""
    read = _read(turn, page.edition)
    if read is None or page.locale not in read[2]:
        return dead_end(turn)
    found = read[0]
    files = _files(turn, found, page.locale)
    names, counted = [*files], [_counted(one) for one in files.values()]
    order = sorted(range(len(names)), key=lambda at: (counted[at].new + counted[at].changed == 0, names[at]))
    shown = part(order, page.number, FILES_A_PAGE)
    heading = shown.heading(turn, f"{edition_name(found)} · {language_words(turn, page.locale)}")
    rows: list[Row] = [
        (Link(_item_of(names[at]), pages.TranslatedFile(page.edition, page.locale, at)),) for at in shown.entries
    ]
    told = join([f"{_item_of(names[at])}: {_counts_words(turn, counted[at])}" for at in shown.entries], "\n")
    cells = [
        (Cell(_item_of(names[at]), page=pages.TranslatedFile(page.edition, page.locale, at)), counted[at])
        for at in shown.entries
    ]
    tables = (_counts_table(turn, heading, turn.say("File"), cells),) if cells else ()
    rows += shown.page_row(turn, lambda number: pages.TranslatedFiles(page.edition, page.locale, number))
    taken = (Link(turn.say("⬇ As PO and XLSX"), pages.TranslationTaken(page.edition, page.locale)),)
    back = (Link(turn.say("⬆ Back"), pages.Translations(page.edition), Means.BACK),)
    return Screen(join([bold(heading), in_words(told)]), (*rows, taken, back, menu_row(turn)), tables=tables)


@views(pages.TranslationTaken, role=Role.EDITOR, kept=False)
def translation_taken(turn: Turn, page: pages.TranslationTaken) -> Screen:
    """Give all words of a language as files: a translator's program or a spreadsheet writes the translation in."""
    read = _read(turn, page.edition)
    if read is None or page.locale not in read[2]:
        return dead_end(turn)
    found = read[0]
    entries = [one for units in _files(turn, found, page.locale).values() for one in units]
    words = turn.say(
        "Write the translation beside the words, and send either file here under its own name: it becomes a draft."
    )
    documents = tuple(
        Document(name, partial(_catalogue, name, entries, page.locale))
        for name in (f"{found.pack}.{page.locale}{ending}" for ending in (".po", ".xlsx"))
    )
    back = (Link(turn.say("⬆ Back"), pages.TranslatedFiles(page.edition, page.locale), Means.BACK),)
    heading = f"{edition_name(found)} · {language_words(turn, page.locale)}"
    return Screen(join([bold(heading), words]), (back, menu_row(turn)), documents=documents)


def _catalogue(name: str, entries: Sequence[Entry], locale: str) -> bytes:
    """Return the content of a translator's file of this name."""
    from bot.packs.translate.catalogues import write_catalogue  # noqa: PLC0415 - nobody else needs spreadsheets

    with tempfile.TemporaryDirectory(prefix="mayak-words-") as folder:
        file = Path(folder) / name
        write_catalogue(file, entries, locale)
        return file.read_bytes()


@views(pages.TranslatedFile, role=Role.EDITOR, kept=False)
def translated_file(turn: Turn, page: pages.TranslatedFile) -> Screen:
    """Draw a file: in a browser source and translation side by side, to be edited by its owner; in the chat the
    texts that need work.
    """
    read = _read(turn, page.edition)
    files = _files(turn, read[0], page.locale) if read and page.locale in read[2] else {}
    if read is None or page.file >= len(files):
        return dead_end(turn)
    found, pack, _ = read
    names = [*files]
    units = files[names[page.file]]
    counts = _counted(units)
    every = [one for found in files.values() for one in found]
    heading = f"{_item_of(names[page.file])} · {language_words(turn, page.locale)}"
    form = _form(turn, heading, pack, page.locale, units, every) if _may_write(turn, found) else None
    back = (Link(turn.say("⬆ Back"), pages.TranslatedFiles(page.edition, page.locale), Means.BACK),)
    text = join([bold(heading), _counts_words(turn, counts), _how(turn, found), in_words(_to_do(turn, units))])
    tables = () if form else (_side_by_side(turn, heading, pack, page.locale, units),)
    return Screen(text, (back, menu_row(turn)), tables=tables if _to_do(turn, units) else (), form=form)


def _how(turn: Turn, edition: Edition) -> str:
    """Say what can be done with the words."""
    if _may_write(turn, edition) and turn.in_browser:
        return turn.say(
            "Write the words over here, as many as you like at a time: “Save” keeps them for half a year. Once no "
            "text is empty they become a draft, which you send to a reviewer as any other. Keep each [^name] and "
            "(address). Or send a .po or .xlsx file here."
        )
    if _may_write(turn, edition):
        return turn.say(
            "On a big screen (/desk) you write the words over, as many as you like at a time. Once no text is "
            "empty they become a draft, which you send to a reviewer as any other. Keep each [^name] and "
            "(address). Or send a .po or .xlsx file here."
        )
    if edition.state is State.SENT:
        return turn.say("It waits for a reviewer: until it comes back its words stay as they are.")
    return turn.say("You read it here. Whose pack it is writes it over, in its newest version.")


def _read(turn: Turn, number: int) -> tuple[Edition, Pack, list[str]] | None:
    """Return an edition that the person may read, its pack, and the languages that it is translated into."""
    read = read_by(turn, number)
    pack = turn.preview.editions.pack(turn.db, number) if read and turn.preview.editions else None
    if read is None or pack is None or pack.head is None:
        return None
    others = [locale for locale in pack.head.locales if locale != pack.head.source_locale]
    return read[1], pack, languages_first(turn, others)


def _may_write(turn: Turn, edition: Edition) -> bool:
    editor = editors.of(turn.db, turn.person.key)
    newest = editions.of_pack(turn.db, edition.pack)[:1]
    return editor is not None and _is_theirs(editor, edition) and newest == [edition]


def _is_theirs(editor: Editor, edition: Edition) -> bool:
    """Whether an editor may send in a version that follows this one."""
    return edition.is_of(editor) and edition.state is not State.SENT


def _files(turn: Turn, edition: Edition, locale: str) -> Mapping[str, Sequence[Entry]]:
    """Return the units of an edition with their translations, by source file; for an editor of them, with the
    words that were saved.
    """
    found = turn.preview.editions.translation(turn.db, edition.edition, locale) if turn.preview.editions else {}
    if not _may_write(turn, edition):
        return found
    saved = saved_translations.of_pack(turn.db, edition.pack, locale)
    return {name: [_kept(saved, one) for one in units] for name, units in found.items()}


def _kept(saved: Saved, unit: Entry) -> Entry:
    there = saved.over(unit)
    return there if there is unit else replace(there, saved=True)


def counted_in(turn: Turn, edition: Edition, locale: str) -> Counted:
    """Return how far the translation of an edition into a language has come."""
    return sum((_counted(one) for one in _files(turn, edition, locale).values()), Counted())


def progress_words(turn: Turn, edition: Edition) -> str:
    """Return, for each language into which an edition is translated, how far it has come; empty for one language
    only.
    """
    read = _read(turn, edition.edition)
    if read is None:
        return ""
    lines = []
    for locale in read[2]:
        counts = counted_in(turn, edition, locale)
        total = counts.new + counts.changed + counts.done
        done = turn.say("{done} of {total} texts", done=counts.done - counts.saved, total=total)
        lines.append(f"🌐 {language_words(turn, locale)}: {done}")
    return "\n".join(lines)


def save(turn: Turn, page: pages.TranslatedFile, said: Mapping[str, str], confirmed: Collection[str]) -> int:
    """Keep the texts that were written and differ from the version; return how many texts of the file are saved.
    Nothing where the person may not write them.
    """
    read = _read(turn, page.edition)
    if read is None or page.locale not in read[2] or not _may_write(turn, read[0]):
        return 0
    found = read[0]
    there = turn.preview.editions.translation(turn.db, found.edition, page.locale) if turn.preview.editions else {}
    names = [*there]
    units = there[names[page.file]] if page.file < len(names) else []
    told, gone = [], []
    for unit in units:
        words = said.get(unit.context, "").strip()
        same = words == unit.said.strip()
        if words and (not same or (unit.fuzzy and unit.context in confirmed)):
            told.append((unit, words))
        else:
            gone.append(unit.context)
    saved_translations.save(turn.db, found.pack, page.locale, told, gone, turn.today)
    return len(told)


def _item_of(name: str) -> str:
    """Return a source file's name without the language and the ending: `phishing/9-11/lesson`."""
    return name.rsplit(".", 2)[0]


def _counted(units: Sequence[Entry]) -> Counted:
    new, changed = sum(not one.said for one in units), sum(one.fuzzy for one in units)
    saved = sum(one.saved for one in units)
    return Counted(new, changed, len(units) - new - changed, saved)


def _counts_words(reader: Reader, counts: Counted) -> str:
    told = reader.say(
        "new {new}, changed {changed}, done {done}", new=counts.new, changed=counts.changed, done=counts.done
    )
    return told + (", " + reader.say("{number} of them saved", number=counts.saved) if counts.saved else "")


def _counts_table(reader: Reader, heading: str, first: str, rows: Sequence[tuple[Cell, Counted]]) -> Table:
    columns = (first, reader.say("New"), reader.say("Changed"), reader.say("Done"))
    return Table(
        heading,
        columns,
        tuple((cell, *(Cell(str(one)) for one in (told.new, told.changed, told.done))) for cell, told in rows),
    )


def _state(reader: Reader, unit: Entry) -> str:
    if not unit.said:
        return reader.say("➕ new")
    if unit.saved:
        return reader.say("💾 saved")
    return reader.say("✏ changed") if unit.fuzzy else reader.say("✓ done")


def _about(unit: Entry) -> Text:
    """Return the source's words; of a unit that has changed since with the words that came marked."""
    return marked(unit.before, unit.words)[1] if unit.before else Text(unit.words)


def _to_do(reader: Reader, units: Sequence[Entry]) -> Text:
    """Return what the chat tells: the units that are new or changed, the first of them."""
    open_ones = [one for one in units if one.fuzzy or not one.said]
    lines: list[Text | str] = []
    for one in open_ones[:UNITS_TOLD]:
        lines.append(
            join([f"{_state(reader, one)}: ", marked(one.before, one.words, short=True)[1]], "")
            if one.before
            else f"{_state(reader, one)}: {one.words}"
        )
        if one.said:
            lines.append(f"   ↳ {one.said}")
    if len(open_ones) > UNITS_TOLD:
        lines.append(reader.say("and {number} more", number=len(open_ones) - UNITS_TOLD))
    if not open_ones:
        lines.append(reader.say("All of it is done."))
    words = join(lines, "\n")
    return words if "\n\n" not in words.plain else Text(words.plain.replace("\n\n", "\n"))


def _columns(reader: Reader, pack: Pack, locale: str) -> tuple[str, str]:
    source = pack.head.source_locale if pack.head else ""
    return language_words(reader, source), language_words(reader, locale)


def _side_by_side(reader: Reader, heading: str, pack: Pack, locale: str, units: Sequence[Entry]) -> Table:
    rows = tuple(
        (Cell(_state(reader, one)), Cell(one.words, marked=_about(one)), Cell(one.said or "–")) for one in units
    )
    return Table(heading, (reader.say("State"), *_columns(reader, pack, locale)), rows, texts=True)


def _form(  # noqa: PLR0913, PLR0917 - a file's units, and those of all its pack to take words from
    reader: Reader, heading: str, pack: Pack, locale: str, units: Sequence[Entry], every: Sequence[Entry]
) -> TextForm:
    fits, offered = reader.say("It fits the new words as it is"), reader.say("As elsewhere in the pack:")
    there = known(every)
    found = tuple(
        TextField(
            one.context,
            _about(one),
            one.said,
            _state(reader, one),
            fits if one.fuzzy else "",
            one.limit,
            notes(reader, there, one),
            "" if one.said else there.elsewhere(one),
            offered,
        )
        for one in units
    )
    columns = _columns(reader, pack, locale)
    return TextForm(heading, columns, found, reader.say("Make it a draft"), reader.say("💾 Save, I go on later"))


def written_over(form: TextForm, said: Mapping[str, str], confirmed: Collection[str], locale: str) -> bytes:
    """Return the words of a form as a translator's file (PO). A changed unit whose words stay as they were and
    that nobody has confirmed is left marked.
    """
    told = [
        Entry(
            field.name,
            field.about.plain,
            said.get(field.name, "").strip(),
            bool(field.confirms)
            and field.name not in confirmed
            and said.get(field.name, "").strip() == field.words.strip(),
        )
        for field in form.fields
    ]
    return _catalogue("words.po", told, locale)


def base_of(turn: Turn, edition: int) -> tuple[str, bytes] | None:
    """Return the id and the archive of the pack that a translation of an edition joins, under a version that may
    be sent in; None where the person may send none.
    """
    editor, found = editors.of(turn.db, turn.person.key), editions.get(turn.db, edition)
    if editor is None or found is None or not _is_theirs(editor, found):
        return None
    content = editions.content(turn.db, edition)
    if found.state is State.APPROVED:
        content = with_version(content, editions.next_version(turn.db, found.pack)) or b""
    return (found.pack, content) if content else None
