"""Translating: the words of an edition beside their translation, what changed since, written over in a browser."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.chat.items import dead_end
from bot.chat.names import language_words, languages_first
from bot.chat.paging import part
from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.db import people
from bot.features.publishing import pages
from bot.features.publishing.changes import marked
from bot.features.publishing.editions import edition_name, read_by
from bot.features.publishing.store import editions, editors
from bot.features.publishing.store.editions import State
from bot.packs.translate.translation import Entry
from bot.packs.upload.upload import with_version
from bot.values.audience import Role
from bot.values.screen import Document, Link, Screen, TextField, TextForm
from bot.values.table import Cell, Table, in_words
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from bot.chat.services import Services
    from bot.chat.turn import Reader, Turn
    from bot.features.publishing.store.editions import Edition
    from bot.features.publishing.store.editors import Editor
    from bot.packs.pack import Pack
    from bot.values.screen import Row

views = Views()

FILES_A_PAGE = 12
UNITS_TOLD = 8
"""Units of a file that the chat tells, those with something to do."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many units of a file or a language are new (not translated), changed since, and done."""

    new: int = 0
    changed: int = 0
    done: int = 0

    def __add__(self, other: Counted) -> Counted:
        return Counted(self.new + other.new, self.changed + other.changed, self.done + other.done)


@views(pages.Translations, role=Role.EDITOR, kept=False)
def translations(turn: Turn, page: pages.Translations) -> Screen:
    """List the languages of the pack, each with how much is new, changed and done."""
    read = _read(turn, page.edition)
    if read is None:
        return dead_end(turn)
    found, _, locales = read
    rows, links = [], []
    for locale in locales:
        sum_of = sum((_counted(one) for one in _files(turn, found, locale).values()), Counted())
        name = language_words(turn, locale)
        rows.append((name, sum_of))
        links.append((Link(name, pages.TranslatedFiles(page.edition, locale)),))
    words = turn.say(
        "Choose a language. “Changed” means: the source says something else than what was translated."
    )
    if not rows:
        words = turn.say("It has one language. Add others to `locales` in its pack.yml.")
    heading = edition_name(found)
    back = (Link(turn.say("⬆ Back"), pages.Edition(page.edition)),)
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
    back = (Link(turn.say("⬆ Back"), pages.Translations(page.edition)),)
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
    back = (Link(turn.say("⬆ Back"), pages.TranslatedFiles(page.edition, page.locale)),)
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
    """Draw a file: in a browser source and translation side by side, to be written over by whose it is; in the
    chat what is to do.
    """
    read = _read(turn, page.edition)
    files = _files(turn, read[0], page.locale) if read and page.locale in read[2] else {}
    if read is None or page.file >= len(files):
        return dead_end(turn)
    found, pack, _ = read
    names = [*files]
    units = files[names[page.file]]
    counts = _counted(units)
    heading = f"{_item_of(names[page.file])} · {language_words(turn, page.locale)}"
    form = _form(turn, heading, pack, page.locale, units) if _may_write(turn, found) else None
    back = (Link(turn.say("⬆ Back"), pages.TranslatedFiles(page.edition, page.locale)),)
    text = join([bold(heading), _counts_words(turn, counts), _how(turn, found), in_words(_to_do(turn, units))])
    tables = () if form else (_side_by_side(turn, heading, pack, page.locale, units),)
    return Screen(text, (back, menu_row(turn)), tables=tables if _to_do(turn, units) else (), form=form)


def _how(turn: Turn, edition: Edition) -> str:
    """Say what can be done with the words."""
    if _may_write(turn, edition):
        return turn.say(
            "On a big screen (/desk) you write the words over. They become a draft, which you send to a reviewer "
            "as any other; nothing is kept before. Keep each [^name] and (address). Or send a .po or .xlsx file "
            "here."
        )
    if edition.state is State.SENT:
        return turn.say("It waits for a reviewer: until it comes back its words stay as they are.")
    return turn.say("You read it here. Whose pack it is writes it over, in its newest version.")


def _read(turn: Turn, number: int) -> tuple[Edition, Pack, list[str]] | None:
    """Return an edition that the person may read, its pack, and the languages that it is translated into."""
    read = read_by(turn, number)
    pack = turn.editions.pack(turn.db, number) if read and turn.editions else None
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
    """Return the units of an edition with their translations, by source file."""
    return turn.editions.translation(turn.db, edition.edition, locale) if turn.editions else {}


def _item_of(name: str) -> str:
    """Return a source file's name without the language and the ending: `phishing/9-11/lesson`."""
    return name.rsplit(".", 2)[0]


def _counted(units: Sequence[Entry]) -> Counted:
    new, changed = sum(not one.said for one in units), sum(one.fuzzy for one in units)
    return Counted(new, changed, len(units) - new - changed)


def _counts_words(reader: Reader, counts: Counted) -> str:
    return reader.say(
        "new {new}, changed {changed}, done {done}", new=counts.new, changed=counts.changed, done=counts.done
    )


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


def _form(reader: Reader, heading: str, pack: Pack, locale: str, units: Sequence[Entry]) -> TextForm:
    fits = reader.say("It fits the new words as it is")
    found = tuple(
        TextField(one.context, _about(one), one.said, _state(reader, one), fits if one.fuzzy else "", one.limit)
        for one in units
    )
    return TextForm(heading, _columns(reader, pack, locale), found, reader.say("Make it a draft"))


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


def base_of(services: Services, sender: int, edition: int, now: datetime) -> tuple[str, bytes] | None:
    """Return the id and the archive of the pack that a person's translation of an edition joins, under a version
    that may be sent in; None where they may send none. In the store's thread. Errors: StoreAway.
    """
    with services.stores.durable.transaction() as db:
        person = people.find(db, services.lookups(sender), now.date())
        editor = editors.of(db, person.key) if person else None
        found = editions.get(db, edition)
        if editor is None or found is None or not _is_theirs(editor, found):
            return None
        content = editions.content(db, edition)
        if found.state is State.APPROVED:
            content = with_version(content, editions.next_version(db, found.pack)) or b""
        return (found.pack, content) if content else None
