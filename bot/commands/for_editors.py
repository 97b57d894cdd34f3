"""The commands of editors: `translate`, `import`, `export` and other work on packs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.packs.check import pack_folders, why_no_pack
from bot.packs.parser.reader import read_pack
from bot.scheduler.clock import real_clock
from bot.usage import Lang, read_pack_roots, read_settings, stop, terminal_phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.packs.pack import Pack
    from bot.values.phrases import Phrases


FOUND = 1
"""The exit code if something is left to do."""

translate = typer.Typer(
    help="Give packs to translators and take them back: PO for Weblate, Crowdin, Poedit; XLSX for spreadsheets.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

Packs = Annotated[list[Path] | None, typer.Argument(help="Pack roots or packs; PACKS else.")]


def register(app: typer.Typer) -> None:
    """Add the editors' commands to the command line."""
    app.add_typer(translate, name="translate")
    app.command("import")(import_quiz)
    app.command("export")(export_quiz)
    app.command("transcript")(write_transcript)
    app.command("bundle")(write_bundle)


def import_quiz(
    file: Annotated[
        Path, typer.Argument(help="GIFT, Aiken, Moodle XML, XLSX or CSV with questions; a lesson as .docx.")
    ],
    item: Annotated[Path, typer.Argument(help="The folder to make in a pack: quizzes/ours/phishing/9-11.")],
    *,
    category: Annotated[str, typer.Option(help="Only this category of the file.")] = "",
    lang: Lang = "",
) -> None:
    """Import questions as a quiz, a document as a lesson; report with its line what does not fit: exit code 1."""
    from bot.packs.exchange.import_export import import_questions  # noqa: PLC0415 - each command imports its own part

    code, told = import_questions(file, item, category, terminal_phrases(lang))
    typer.echo(told)
    raise typer.Exit(code)


def export_quiz(
    target: Annotated[Path, typer.Argument(help="The file to write: .gift or .xlsx.")],
    file: Annotated[Path | None, typer.Argument(help="A quiz or lesson; none: an empty sheet.")] = None,
    lang: Lang = "",
) -> None:
    """Write the questions of a quiz as GIFT or XLSX."""
    from bot.packs.exchange.import_export import export_questions, write_empty_table  # noqa: PLC0415 - as above

    reader = terminal_phrases(lang)
    if file is None and target.suffix.lower() != ".xlsx":
        stop(reader.say("{file}: name the quiz to export; only an empty sheet (.xlsx) needs none", file=target))
    code, told = export_questions(file, target, reader) if file else write_empty_table(target, reader)
    typer.echo(told)
    raise typer.Exit(code)


def packs_of(paths: list[Path] | None, reader: Phrases | None = None) -> Iterator[Pack]:
    """Read the packs under `paths`, or those of PACKS; one that cannot be read is reported and left out."""
    reader = reader or terminal_phrases()
    roots = paths or read_pack_roots(read_settings())
    if unfit := next(filter(None, map(why_no_pack, roots)), ""):
        stop(reader.retell(unfit))
    for folder in pack_folders(roots):
        pack = read_pack(folder)
        if pack.head is None:
            typer.echo(reader.say("{folder}: left out, run `check {folder}`", folder=folder), err=True)
        else:
            yield pack


def write_bundle(
    pack: Annotated[Path, typer.Argument(help="The folder of a pack.")],
    to: Annotated[Path | None, typer.Option(help="The file to write; <pack>.html else.")] = None,
    lang: Lang = "",
) -> None:
    """Write a pack as one HTML file that reviewers open without a server: all tiers, all languages."""
    from bot.commands.preview.bundle import bundle  # noqa: PLC0415 - as above

    reader = terminal_phrases(lang)
    if unfit := why_no_pack(pack):
        stop(reader.retell(unfit))
    try:
        words = bundle(pack, real_clock().date())
    except (ValueError, FileNotFoundError, NotADirectoryError) as error:
        stop(str(error))
    target = to or Path(f"{pack.resolve().name}.html")
    target.write_text(words, "utf-8", newline="\n")
    typer.echo(reader.say("written {file}", file=target))


def write_transcript(
    files: Annotated[list[Path], typer.Argument(help="Files such as story.ru.chat.md, beside story.ru.md.")],
    lang: Lang = "",
) -> None:
    """Play transcripts and write into them all that the bot says now; read the difference before you commit it."""
    from bot.commands.preview.replay import written  # noqa: PLC0415 - as above
    from bot.commands.preview.transcripts import NoButton  # noqa: PLC0415 - as above

    reader = terminal_phrases(lang)
    for file in files:
        try:
            words = written(file, real_clock())
        except NoButton as gone:
            there = ", ".join(gone.labels)
            typer.echo(
                reader.say(
                    "{file}: there is no button [{gone}]; there are: {there}", file=file, gone=gone, there=there
                ),
                err=True,
            )
            raise typer.Exit(FOUND) from None
        except (ValueError, FileNotFoundError) as error:
            stop(str(error))
        file.write_text(words, "utf-8", newline="\n")
        typer.echo(reader.say("written {file}", file=file))


@translate.command("export")
def export_words(
    locale: Annotated[str, typer.Argument(help="The language to translate into, such as en or kk.")],
    paths: Packs = None,
    *,
    to: Annotated[Path, typer.Option(help="The folder to write to.")] = Path("translation"),
    xlsx: Annotated[bool, typer.Option(help="Spreadsheets in place of PO.")] = False,
    lang: Lang = "",
) -> None:
    """Write a file a pack, `<pack>.<locale>.po`; a file that is there already keeps its translations."""
    from bot.packs.sheets import Unreadable  # noqa: PLC0415 - as above
    from bot.packs.translate.catalogues import read_catalogue, write_catalogue  # noqa: PLC0415 - as above
    from bot.packs.translate.translation import entries, merged  # noqa: PLC0415 - as above

    reader = terminal_phrases(lang)
    for pack in packs_of(paths, reader):
        if pack.head is None or pack.head.source_locale == locale:
            continue
        file = to / f"{pack.head.id}.{locale}.{'xlsx' if xlsx else 'po'}"
        found = entries(pack, locale)
        try:
            found = merged(found, read_catalogue(file)) if file.exists() else found
        except Unreadable as error:
            stop(reader.retell(error.why))
        write_catalogue(file, found, locale)
        done = sum(bool(entry.said) and not entry.fuzzy for entry in found)
        said = reader.say("{file}: {done} of {total} units are translated", file=file, done=done, total=len(found))
        typer.echo(said)


@translate.command("import")
def import_words(
    files: Annotated[list[Path], typer.Argument(help="Files that `translate export` wrote.")],
    *,
    packs: Annotated[list[Path] | None, typer.Option(help="Pack roots or packs; PACKS else.")] = None,
    lang: Lang = "",
) -> None:
    """Write the complete translations into the packs; report what keeps the others back."""
    from bot.packs.sheets import Unreadable  # noqa: PLC0415 - as above
    from bot.packs.translate.catalogues import read_catalogue  # noqa: PLC0415 - as above
    from bot.packs.translate.translation import import_translations  # noqa: PLC0415 - as above

    reader = terminal_phrases(lang)
    known = {pack.head.id: pack for pack in packs_of(packs, reader) if pack.head}
    left = False
    for file in files:
        name, _, locale = file.stem.partition(".")
        pack = known.get(name)
        if pack is None or pack.head is None or not file.is_file():
            why = reader.say("there is no pack '{name}'", name=name)
            if not file.is_file():
                folder = reader.say("a folder (packs stand behind --packs)")
                why = folder if file.exists() else reader.say("there is no such file")
            stop(reader.say("{file}: {why}; its name must be <pack>.<locale>.po", file=file, why=why))
        if locale not in pack.head.locales or locale == pack.head.source_locale:
            stop(
                reader.say(
                    "{file}: add {locale} to `locales` in {pack}/pack.yml first",
                    file=file,
                    locale=locale,
                    pack=pack.shown,
                )
            )
        try:
            done = import_translations(pack, locale, read_catalogue(file))
        except Unreadable as error:
            stop(reader.retell(error.why))
        for line in [*(reader.say("written {file}", file=path) for path in done.written), *done.left]:
            typer.echo(reader.retell(line))
        left |= bool(done.left)
    raise typer.Exit(FOUND if left else 0)


@translate.command("state")
def state_of(paths: Packs = None, *, lang: Lang = "") -> None:
    """Print how far each language has come, and how complete each pack is in each of its languages."""
    from bot.commands.language_table import language_table  # noqa: PLC0415 - as above
    from bot.packs.translate.translation import entries  # noqa: PLC0415 - as above

    reader = terminal_phrases(lang)
    typer.echo(language_table(reader))
    typer.echo(reader.say("| pack | locale | units | translated | to look at again | missing |"))
    typer.echo("| --- |" + " --- |" * 5)
    for pack in packs_of(paths, reader):
        for locale in pack.head.locales if pack.head else ():
            if pack.head and locale != pack.head.source_locale:
                found = entries(pack, locale)
                said = sum(bool(entry.said) for entry in found)
                fuzzy = sum(entry.fuzzy for entry in found)
                row = (pack.head.id, locale, len(found), said - fuzzy, fuzzy, len(found) - said)
                typer.echo("| " + " | ".join(map(str, row)) + " |")


@translate.command("pseudo")
def pseudo_words(
    locale: Annotated[str, typer.Argument(help="qps: 40 % longer; qpr: from right to left.")],
    paths: Packs = None,
    *,
    to: Annotated[Path, typer.Option(help="A new folder for the copies of the packs.")] = Path("pseudo"),
) -> None:
    """Copy packs with a translation that nobody speaks, to see what a real one would break."""
    from bot.packs.translate.pseudo import LOCALES, write_pseudo  # noqa: PLC0415 - as above

    if locale not in LOCALES or to.exists():
        stop(f"{to} exists already" if to.exists() else f"write one of {', '.join(LOCALES)}")
    for pack in packs_of(paths):
        count = write_pseudo(pack.folder, to / pack.folder.resolve().name, locale)
        typer.echo(f"{to / pack.folder.resolve().name}: {count} files")
