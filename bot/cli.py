"""The command line: every command of the contract with operators (docs/design.md §5)."""

from __future__ import annotations

import asyncio
import errno
import sys
from contextlib import closing
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - Typer reads the annotations at run time
from typing import TYPE_CHECKING, Annotated

import typer

from bot import __version__
from bot.commands import for_editors, for_organisers
from bot.commands.coverage import coverage_of
from bot.commands.voice import voice
from bot.db import backup as backups
from bot.db import clockmark, guard, rotate
from bot.db.engine import open_store
from bot.features.help.distress import proofs
from bot.help import call_sheet, help_book
from bot.logs import set_up_logs
from bot.packs.check import run_check, why_no_pack
from bot.packs.templates import write_template
from bot.packs.upload.sandbox import check_archives
from bot.scheduler.clock import real_clock
from bot.usage import Commands, Lang, read_pack_roots, read_settings, stop, terminal_phrases

if TYPE_CHECKING:
    from bot.packs.problem import Problem
    from bot.settings import Settings

app = typer.Typer(
    name="bot",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

for_editors.register(app)
app.add_typer(voice, name="voice")
for_organisers.register(app)


class Form(StrEnum):
    """How `check` prints what it found."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def main() -> None:
    """Run the command line."""
    app()


def _tell_version(*, asked: bool) -> None:
    if asked:
        typer.echo(f"mayak {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Tell the version.")
    ] = False,
) -> None:
    """Mayak: a Telegram bot that teaches children, parents and educators to live safely online."""


def _settings() -> Settings:
    """Read the settings of a bot that is to run, and whether they go together."""
    settings = read_settings()
    read_pack_roots(settings)
    set_up_logs(settings.log_level)
    try:
        settings.admins()
        settings.check_mode()
    except ValueError as error:
        stop(str(error))
    return settings


def _logged_settings() -> Settings:
    """Read the settings for a command that looks after the database, and log as they say."""
    settings = read_settings()
    set_up_logs(settings.log_level)
    return settings


def _database_url() -> str:
    """Return where the database is, for a command that looks after it."""
    return _logged_settings().database_url.get_secret_value()


@app.command()
def run() -> None:
    """Run the bot: polling, or a webhook when WEBHOOK_URL is set."""
    settings = _settings()
    if not settings.bot_token.get_secret_value():
        stop("BOT_TOKEN is not set. BotFather gives one; `make demo` needs none.")
    if settings.webhook_url and not settings.webhook_secret.get_secret_value():
        stop("WEBHOOK_URL is set, so WEBHOOK_SECRET must be set too: only the secret proves that Telegram calls.")
    if not settings.operator():
        typer.echo("OPERATOR_NAME and OPERATOR_CONTACT are not set: /privacy cannot say who answers.", err=True)
    from bot.app import serve  # noqa: PLC0415 - aiogram costs 3 s to import: after everything that may be wrong

    asyncio.run(serve(settings))


@app.command()
def work() -> None:
    """Run a worker of the scaled mode: tips, campaigns and tasks go out through it. Several may run."""
    settings = _settings()
    if not settings.bot_token.get_secret_value():
        stop("BOT_TOKEN is not set. BotFather gives one.")
    if not settings.scaled:
        stop("REDIS_URL is not set. Without it `run` does a worker's part; workers belong to the scaled mode.")
    from bot.app import serve  # noqa: PLC0415 - as in `run`

    asyncio.run(serve(settings, worker=True))


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Port on loopback; 0 takes a free one.", min=0, max=65535)] = 8090,
    watch: Annotated[
        Path | None, typer.Option(help="A pack: preview the item that is saved, in two languages, drafts too.")
    ] = None,
) -> None:
    """Run the whole bot against a local Telegram in one process; prints its address, and that of the web door."""
    from bot.demo import demo as run_demo  # noqa: PLC0415 - aiogram costs 3 s to import; only this needs it

    set_up_logs("WARNING")
    read_settings()

    def ready(address: str, web_door: str) -> None:
        typer.echo(f"Mayak is ready: open {address}")
        typer.echo(f"The same without Telegram, in a browser: {web_door}")
        sys.stdout.flush()

    if watch and not (watch / "pack.yml").exists():
        stop(f"{watch}: no pack, for it holds no pack.yml")
    try:
        asyncio.run(run_demo(port, ready, watch=watch.resolve() if watch else None))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        stop(f"--port {port}: another program listens there; take another one, or 0 for any that is free")


@app.command()
def check(  # noqa: PLR0913 - the options of one command
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Pack roots, packs, .zip, phrase lists or files; PACKS and the package's own else."),
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="text, json or github")] = Form.TEXT,
    *,
    stamp: Annotated[
        bool, typer.Option(help="Write the hashes of translations that a person has confirmed.")
    ] = False,
    fix: Annotated[bool, typer.Option(help="Correct what is mechanical: spacing, anchors, their hashes.")] = False,
    coverage: Annotated[
        bool, typer.Option(help="Print what is there of the curriculum, by topic, audience and locale.")
    ] = False,
    blind: Annotated[
        bool, typer.Option(help="Tell which questions are guessed from their options alone (needs scikit-learn).")
    ] = False,
    lang: Lang = "",
) -> None:
    """Check packs and phrase lists: exit 0 clean, 1 problems, 2 bad usage."""
    reader = terminal_phrases(lang)
    roots = paths or read_pack_roots(read_settings())
    today = real_clock().date()
    asked = paths or [*roots, help_book.FOLDER, proofs.PACKAGE_LISTS]
    lists = [path for path in asked if proofs.lists_around(path)]
    archives = [path for path in asked if path.suffix.lower() == ".zip" and path.is_file()]
    packs = [path for path in asked if path not in lists and path not in archives]
    if unfit := next(filter(None, map(why_no_pack, packs)), ""):
        stop(reader.retell(unfit))
    if coverage:
        typer.echo(coverage_of(roots, today))
        return
    if blind:
        from bot.commands.blind.report import blind_report  # noqa: PLC0415 - as above

        told = blind_report(packs if paths else roots, read_pack_roots(read_settings()), form.value)
        typer.echo(told, nl=bool(told))
        return
    mistakes = [*proofs.check_lists(lists), *check_archives(archives, today), *_replayed(packs), *_heard(packs)]
    code, told = run_check(packs, form.value, stamp=stamp, fix=fix, today=today, more=mistakes, reader=reader)
    typer.echo(told, nl=bool(told))
    if not told and form is Form.TEXT:
        # # Said to a person only: silence looks as if nothing had been checked. JSON and annotations stay empty.
        typer.echo(reader.say("nothing is wrong"), err=True)
    raise typer.Exit(code)


def _replayed(paths: list[Path]) -> list[Problem]:
    """Play the transcripts beside packs; without any, the features are not loaded at all."""
    files = [path for path in paths if path.name.endswith(".chat.md") or any(path.rglob("*.chat.md"))]
    if not files:
        return []
    from bot.commands.preview.replay import replay  # noqa: PLC0415 - all features: 0.24 s of import

    return replay(files, real_clock())


def _heard(paths: list[Path]) -> list[Problem]:
    """Measure how loud the recordings in packs are; tell a person by name what is missing when nothing can."""
    from bot.commands import loudness  # noqa: PLC0415 - each command imports only its own part of the house

    files = loudness.recordings(paths)
    if files and not loudness.has_decoder():
        missing = f"{loudness.DECODER} is not on this machine (Debian: apt-get install opus-tools)"
        typer.echo(f"how loud {len(files)} recordings are was not checked: {missing}", err=True)
        return []
    return loudness.check_loudness(files)


@app.command()
def new(
    kind: Annotated[str, typer.Argument(help="pack, lesson, story, quiz, drill, tips, campaign or talk")],
    path: Annotated[
        Path, typer.Argument(help="The folder to make, such as content/ours or content/ours/privacy/9-11.")
    ],
    lang: Lang = "",
) -> None:
    """Write a template that passes the check, in Russian and English."""
    code, told = write_template(kind, path, terminal_phrases(lang))
    typer.echo(told)
    raise typer.Exit(code)


@app.command()
def helplines(
    countries: Annotated[list[str] | None, typer.Argument(help="Country codes, such as RU KZ; all else.")] = None,
    *,
    sheet: Annotated[bool, typer.Option(help="Print a call sheet for the person who verifies them.")] = False,
) -> None:
    """List the help lines that a person must verify: never checked, or longer than a year ago."""
    today = real_clock().date()
    found = call_sheet.due(help_book.package_book(), today, [code.upper() for code in countries or ()])
    typer.echo(call_sheet.call_sheet(found, today) if sheet else call_sheet.overview(found))


@app.command()
def migrate(
    *,
    trust_clock: Annotated[
        bool, typer.Option(help="Say that this machine's clock is right, to a bot that does not believe it.")
    ] = False,
) -> None:
    """Bring the database up to date; killed in the middle it can be run again."""
    with closing(open_store(_database_url())) as store:
        if trust_clock:
            now = real_clock()
            with store.transaction() as db:
                clockmark.keep(db, now)
            typer.echo(f"The bot believes this machine's clock from now on: {now:%Y-%m-%d %H:%M} UTC.")
    typer.echo("The database is up to date.")


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The file to write; an older backup there is replaced.")],
) -> None:
    """Write a copy of the database while the bot runs. The key file is not in it: keep a separate copy of that."""
    backups.backup(_database_url(), file)
    typer.echo(f"Backup written: {file}")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `backup` wrote.")],
    *,
    force: Annotated[
        bool, typer.Option(help="Replace a database that holds people, or is damaged; it is moved aside.")
    ] = False,
) -> None:
    """Restore a backup. Stop the bot first."""
    settings = _logged_settings()
    url = settings.database_url.get_secret_value()
    with guard.hold(url) as prove:
        aside = backups.restore(file, url, force=force, key_file=settings.key_file, prove=prove)
    typer.echo("Restored.")
    if aside:
        typer.echo(f"What was there lies in {aside}. It holds people's data: erase it when all is well.")


@app.command("rotate-key")
def rotate_key(
    *,
    drop_old: Annotated[
        bool, typer.Option(help="Drop older generations; people who never came since are forgotten.")
    ] = False,
) -> None:
    """Make a new generation of the key. Stop the bot first; killed in the middle it can be run again."""
    settings = _logged_settings()
    url = settings.database_url.get_secret_value()
    with guard.hold(url) as prove, closing(open_store(url)) as store:
        store.prove = prove
        if drop_old:
            typer.echo(f"Older generations dropped; {rotate.drop_old(store, settings.key_file)} people forgotten.")
            return
        done = rotate.rotate(store, settings.key_file)
    if done.unreadable:
        typer.echo(f"{done.unreadable} sealed values do not open and stay as they are.", err=True)
    typer.echo(
        f"Generation {done.generation} is in use; {done.resealed} sealed anew; "
        f"{done.waiting} people are still known by an older one until they come again."
    )
