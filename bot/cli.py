"""The command line: every command of the contract with operators (docs/design.md §5)."""

from __future__ import annotations

import asyncio
import errno
import gc
import sys
from contextlib import closing
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - Typer reads the annotations at run time
from typing import TYPE_CHECKING, Annotated

import structlog
import typer

from bot import __version__
from bot.chat import following
from bot.commands import for_editors, for_organisers, upgrade
from bot.commands.coverage import coverage_of
from bot.commands.exchange import exchange
from bot.commands.tried_lists import lists_tried
from bot.commands.voice import voice
from bot.db import backup as backups
from bot.db import clockmark, guard, retention, rotate
from bot.db import drill as drills
from bot.db.engine import open_store
from bot.features.help.distress import package_detector, proofs
from bot.help import call_sheet, help_book
from bot.logs import set_up_logs
from bot.packs.check import run_check, why_no_pack
from bot.packs.loader import compile_packs
from bot.packs.templates import write_template
from bot.packs.upload.sandbox import check_archives
from bot.scheduler.clock import real_clock
from bot.settings import PACKS, PHRASES, home
from bot.usage import Commands, Lang, read_pack_roots, read_settings, stop, terminal_phrases
from bot.values.compiled import COMPILED

if TYPE_CHECKING:
    from bot.packs.problem import Problem
    from bot.settings import Settings

log = structlog.get_logger()

app = typer.Typer(
    name="bot",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

for_editors.register(app)
app.add_typer(voice, name="voice")
app.add_typer(exchange, name="exchange")
for_organisers.register(app)


class Form(StrEnum):
    """How `check` prints its findings."""

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
    """Read the settings of a bot that will run, and check that they fit together."""
    settings = read_settings()
    read_pack_roots(settings)
    set_up_logs(settings.log_level)
    try:
        settings.admins()
        settings.check_mode()
        settings.check_exchange()
    except ValueError as error:
        stop(str(error))
    return settings


def _logged_settings() -> Settings:
    """Read the settings for a command on the database, and set up logs accordingly."""
    settings = read_settings()
    set_up_logs(settings.log_level)
    return settings


def _database_url() -> str:
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
        log.warning("OPERATOR_NAME and OPERATOR_CONTACT are not set: /privacy cannot say who answers")
    _serve(settings)


@app.command()
def work() -> None:
    """Run a worker of the scaled mode: tips, campaigns and tasks go out through it. Several may run."""
    settings = _settings()
    if not settings.bot_token.get_secret_value():
        stop("BOT_TOKEN is not set. BotFather gives one.")
    if not settings.scaled:
        stop("REDIS_URL is not set. Without it `run` does a worker's part; workers belong to the scaled mode.")
    _serve(settings, worker=True)


def _serve(settings: Settings, *, worker: bool = False) -> None:
    """Run the bot, or a worker of it. A start makes no garbage worth looking for; `serve` looks for it later."""
    gc.disable()
    from bot.app import serve  # noqa: PLC0415 - aiogram costs 3 s to import: after everything that may be wrong

    asyncio.run(serve(settings, worker=worker))


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
    mistakes = [*lists_tried(lists, reader), *check_archives(archives, today), *_replayed(packs), *_heard(packs)]
    code, told = run_check(packs, form.value, stamp=stamp, fix=fix, today=today, more=mistakes, reader=reader)
    typer.echo(told, nl=bool(told))
    if not told and form is Form.TEXT:
        # Only for people: silence looks as if nothing had been checked. JSON and annotations stay empty.
        typer.echo(reader.say("nothing is wrong"), err=True)
    raise typer.Exit(code)


def _replayed(paths: list[Path]) -> list[Problem]:
    """Play the transcripts beside packs; without any, the features are not even imported."""
    files = [path for path in paths if path.name.endswith(".chat.md") or any(path.rglob("*.chat.md"))]
    if not files:
        return []
    from bot.commands.preview.replay import replay  # noqa: PLC0415 - all features: 0.24 s of import

    return replay(files, real_clock())


def _heard(paths: list[Path]) -> list[Problem]:
    """Measure the loudness of recordings in packs; if a program is missing for it, name it."""
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
    force: Annotated[
        bool, typer.Option(help="Trust it even if by this clock people are forgotten as long gone.")
    ] = False,
) -> None:
    """Bring the database up to date; killed in the middle it can be run again."""
    with closing(upgrade.opened_alone(_database_url())) as store:
        if trust_clock:
            now = real_clock()
            with store.transaction() as db:
                gone = retention.leaving(db, now)
                if gone and not force:
                    stop(
                        f"By this machine's clock ({now:%Y-%m-%d %H:%M} UTC) {gone} people were away for so long "
                        "that they would be forgotten within an hour. If the clock is right, write a backup, then "
                        "ask again with --force; nothing is believed until then."
                    )
                clockmark.keep(db, now)
            typer.echo(f"The bot believes this machine's clock from now on: {now:%Y-%m-%d %H:%M} UTC.")
        typer.echo(upgrade.told(store.steps))


@app.command("compile")
def compile_once() -> None:
    """Read the installed packs and phrase lists beforehand, so that a first start is as quick as later ones."""
    COMPILED.mkdir(parents=True, exist_ok=True)  # everybody may read it: there is nobody's data in it
    compile_packs((home("content"), home("quizzes")), COMPILED / PACKS)
    package_detector(COMPILED / PHRASES)
    following.compile_following(COMPILED)


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
    if not settings.key_file.exists():
        typer.echo(
            f"There is no KEY_FILE {settings.key_file}: whether the backup belongs to it is not checked. The bot "
            "starts on it with the key of the backup's time only.",
            err=True,
        )
    with guard.hold(url) as prove:
        aside = backups.restore(file, url, force=force, key_file=settings.key_file, prove=prove)
    typer.echo("Restored.")
    if aside:
        typer.echo(f"What was there lies in {aside}. It holds people's data: erase it when all is well.")


@app.command()
def drill(
    place: Annotated[
        Path, typer.Argument(help="A folder of backups, whose newest .sqlite is tried, or a backup.")
    ],
    key: Annotated[
        Path | None, typer.Option(help="The copy of the key file that is kept elsewhere; KEY_FILE else.")
    ] = None,
) -> None:
    """Try a restore, once a month: says whether the newest backup opens, how many people it holds, whether the key
    fits. Nothing in use is touched.
    """
    key_file = key or _logged_settings().key_file
    done = drills.drill(place, key_file, real_clock())
    typer.echo(
        f"The backup {done.file.name} of {done.written:%Y-%m-%d %H:%M} UTC opens, people in it: "
        f"{done.people}; the key {key_file} fits."
    )
    if done.strangers:
        stop(
            f"But {done.strangers} of them would be strangers: the key file lacks an older generation. Put the "
            "one that has all its lines in its place."
        )


@app.command("rotate-key")
def rotate_key(
    *,
    drop_old: Annotated[
        bool, typer.Option(help="Drop older generations of the key; refused while that would forget people.")
    ] = False,
    force: Annotated[
        bool, typer.Option(help="With --drop-old: forget the people who never came since. Write a backup first.")
    ] = False,
) -> None:
    """Make a new generation of the key. Stop the bot first; killed in the middle it can be run again."""
    settings = _logged_settings()
    url = settings.database_url.get_secret_value()
    with guard.hold(url) as prove, closing(open_store(url)) as store:
        store.prove = prove
        if drop_old:
            _tell_dropped(rotate.drop_old(store, settings.key_file, force=force))
            return
        done = rotate.rotate(store, settings.key_file)
    if done.unreadable:
        typer.echo(f"{done.unreadable} sealed values do not open and stay as they are.", err=True)
    typer.echo(
        f"Generation {done.generation} is in use; {done.resealed} sealed anew; "
        f"{done.waiting} people are still known by an older one until they come again."
    )


def _tell_dropped(done: rotate.Dropped) -> None:
    if done.aside is None:
        typer.echo("The key has one generation only: there is nothing to drop.")
        return
    typer.echo(f"Older generations dropped; {done.forgotten} people forgotten.")
    typer.echo(
        f"The key file as it was lies in {done.aside}: older backups need it. To come back, stop the bot, put it "
        "in the place of KEY_FILE and `restore --force` such a backup. Erase it with the last of them."
    )
