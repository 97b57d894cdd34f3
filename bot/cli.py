"""The command line: every command of the contract with operators (DESIGN §5)."""

from __future__ import annotations

import asyncio
import sys
from contextlib import closing
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - Typer reads the annotations at run time
from typing import TYPE_CHECKING, Annotated

import typer

from bot import garbage
from bot.logs import set_up_logs
from bot.organisers import commands as organisers
from bot.usage import read_settings, stop, troubles
from bot.workshop import commands as workshop

if TYPE_CHECKING:
    from bot.packs.model import Problem
    from bot.settings import Settings

app = typer.Typer(
    name="bot",
    help="Mayak: a Telegram bot that teaches children, parents and educators to live safely online.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

workshop.register(app)
organisers.register(app)


class Form(StrEnum):
    """How `check` prints what it found."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def main() -> None:
    """Run the command line."""
    app()


def _settings() -> Settings:
    """Read the settings of a bot that is to run, and whether they go together."""
    settings = read_settings()
    try:
        set_up_logs(settings.log_level)
        settings.admins()
        settings.listen_on()
        settings.projector()
        settings.check_mode()
    except ValueError as error:
        stop(str(error))
    return settings


@app.command()
def run() -> None:
    """Run the bot: polling, or a webhook when WEBHOOK_URL is set."""
    garbage.pause()
    settings = _settings()
    if not settings.bot_token.get_secret_value():
        stop("BOT_TOKEN is not set. BotFather gives one; `make demo` needs none.")
    if settings.webhook_url and not settings.webhook_secret.get_secret_value():
        stop("WEBHOOK_URL is set, so WEBHOOK_SECRET must be set too: only the secret proves that Telegram calls.")
    if not settings.operator():
        typer.echo("OPERATOR_NAME and OPERATOR_CONTACT are not set: /privacy cannot say who answers.", err=True)
    from bot.app import serve  # noqa: PLC0415 - aiogram costs 3 s to import: after everything that may be wrong

    with troubles():
        asyncio.run(serve(settings))


@app.command()
def work() -> None:
    """Run a worker of the scaled mode: tips, campaigns and tasks go out through it. Several may run."""
    garbage.pause()
    settings = _settings()
    if not settings.bot_token.get_secret_value():
        stop("BOT_TOKEN is not set. BotFather gives one.")
    if not settings.scaled:
        stop("REDIS_URL is not set. Without it `run` does a worker's part; workers belong to the scaled mode.")
    from bot.app import serve  # noqa: PLC0415 - as in `run`

    with troubles():
        asyncio.run(serve(settings, worker=True))


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Port on loopback; 0 takes a free one.")] = 8090,
    watch: Annotated[
        Path | None, typer.Option(help="A pack: preview the item that is saved, in two languages, drafts too.")
    ] = None,
) -> None:
    """Run the whole bot against a local Telegram in one process; prints one address to open in a browser."""
    garbage.pause()
    from bot.demo import demo as run_demo  # noqa: PLC0415 - aiogram costs 3 s to import; only this needs it

    set_up_logs("WARNING")
    read_settings()

    def ready(address: str) -> None:
        typer.echo(f"Mayak is ready: open {address}")
        sys.stdout.flush()

    if watch and not (watch / "pack.yml").exists():
        stop(f"{watch}: no pack, for it holds no pack.yml")
    asyncio.run(run_demo(port, ready, watch=watch.resolve() if watch else None))


@app.command()
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Pack roots, packs, phrase lists or files; PACKS and the package's own else."),
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="text, json or github")] = Form.TEXT,
    *,
    stamp: Annotated[
        bool, typer.Option(help="Write the hashes of translations that a person has confirmed.")
    ] = False,
    fix: Annotated[bool, typer.Option(help="Mend what is mechanical: spacing, anchors, their hashes.")] = False,
    coverage: Annotated[
        bool, typer.Option(help="Print what is there of the curriculum, by topic, audience and locale.")
    ] = False,
) -> None:
    """Check packs and phrase lists: exit 0 clean, 1 problems, 2 bad usage."""
    garbage.pause()
    from bot.chat.distress import proofs  # noqa: PLC0415 - each command imports only its own part of the house
    from bot.edges.clock import real_clock  # noqa: PLC0415 - as above
    from bot.help import helpbook  # noqa: PLC0415 - as above
    from bot.packs.check import run_check  # noqa: PLC0415 - as above

    roots = paths or list(read_settings().pack_roots())
    if coverage:
        from bot.workshop.coverage import coverage_of  # noqa: PLC0415 - as above

        typer.echo(coverage_of(roots, real_clock().date()))
        return
    asked = paths or [*roots, helpbook.FOLDER, proofs.PACKAGE_LISTS]
    lists = [path for path in asked if proofs.lists_around(path)]
    packs = [path for path in asked if path not in lists]
    mistakes = [*proofs.check_lists(lists), *_replayed(packs)]
    code, told = run_check(packs, form.value, stamp=stamp, fix=fix, today=real_clock().date(), more=mistakes)
    typer.echo(told, nl=bool(told))
    if not told and form is Form.TEXT:
        # For a person: silence looks as if nothing had been checked. What scripts read stays empty.
        typer.echo("nothing is wrong", err=True)
    raise typer.Exit(code)


def _replayed(paths: list[Path]) -> list[Problem]:
    """Play the transcripts beside packs; without any the features are not even loaded."""
    files = [path for path in paths if path.name.endswith(".chat.md") or any(path.rglob("*.chat.md"))]
    if not files:
        return []
    from bot.edges.clock import real_clock  # noqa: PLC0415 - as above
    from bot.workshop.replay import replay  # noqa: PLC0415 - as above

    return replay(files, real_clock())


@app.command()
def new(
    kind: Annotated[str, typer.Argument(help="pack, lesson, story, quiz, tips or campaign")],
    path: Annotated[
        Path, typer.Argument(help="The folder to make, such as content/ours or content/ours/privacy/9-11.")
    ],
) -> None:
    """Write a template that passes the check, in Russian and English."""
    from bot.packs.templates import write_template  # noqa: PLC0415 - as above

    code, told = write_template(kind, path)
    typer.echo(told)
    raise typer.Exit(code)


@app.command()
def helplines(
    countries: Annotated[list[str] | None, typer.Argument(help="Country codes, such as RU KZ; all else.")] = None,
    *,
    sheet: Annotated[bool, typer.Option(help="Print a call sheet for the person who verifies them.")] = False,
) -> None:
    """List the help lines that a person must verify: never checked, or longer than a year ago."""
    from bot.edges.clock import real_clock  # noqa: PLC0415 - as above
    from bot.help import callsheet  # noqa: PLC0415 - as above
    from bot.help.helpbook import package_book  # noqa: PLC0415 - as above

    today = real_clock().date()
    found = callsheet.due(package_book(), today, [code.upper() for code in countries or ()])
    typer.echo(callsheet.call_sheet(found, today) if sheet else callsheet.overview(found))


@app.command()
def migrate() -> None:
    """Bring the database up to date; killed in the middle it can be run again."""
    from bot.store.engine import open_store  # noqa: PLC0415 - as above

    with troubles():
        open_store(_settings().database_url.get_secret_value()).close()
    typer.echo("The database is up to date.")


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The file to write; an older backup there is replaced.")],
) -> None:
    """Write a copy of the database while the bot runs. The key file is not in it: keep a copy of that apart."""
    from bot.store import backup as backups  # noqa: PLC0415 - as above

    with troubles():
        backups.backup(_settings().database_url.get_secret_value(), file)
    typer.echo(f"Backup written: {file}")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `backup` wrote.")],
    *,
    force: Annotated[bool, typer.Option(help="Replace a database that holds people already.")] = False,
) -> None:
    """Bring a backup back. Stop the bot first."""
    from bot.store import backup as backups  # noqa: PLC0415 - as above
    from bot.store import guard  # noqa: PLC0415 - as above

    url = _settings().database_url.get_secret_value()
    with troubles(), guard.hold(url):
        backups.restore(file, url, force=force)
    typer.echo("Restored.")


@app.command("rotate-key")
def rotate_key(
    *,
    drop_old: Annotated[
        bool, typer.Option(help="Drop older generations; who never came since is forgotten.")
    ] = False,
) -> None:
    """Make a new generation of the key. Stop the bot first; killed in the middle it can be run again."""
    from bot.store import guard, rotate  # noqa: PLC0415 - as above
    from bot.store.engine import open_store  # noqa: PLC0415 - as above

    settings = _settings()
    url = settings.database_url.get_secret_value()
    with troubles(), guard.hold(url), closing(open_store(url)) as store:
        if drop_old:
            typer.echo(f"Older generations dropped; {rotate.drop_old(store, settings.key_file)} people forgotten.")
            return
        done = rotate.rotate(store, settings.key_file)
    typer.echo(
        f"Generation {done.generation} is in use; {done.resealed} sealed anew; "
        f"{done.waiting} people are still known by an older one until they come again."
    )
