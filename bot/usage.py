"""Ends a command that cannot work as typed or set: one line that says what to change, and exit code 2."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import DatabaseError
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError
from typer.core import TyperGroup

from bot.db.away import StoreAway
from bot.db.backup import BackupError
from bot.db.databases import WrongAddressError
from bot.db.guard import AlreadyRunning
from bot.db.keys import KeyFileError, SealedError
from bot.db.migrate import NewerDatabaseError
from bot.settings import SettingError, Settings
from bot.values.phrases import package_phrases, phrases_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.values.phrases import Phrases

USAGE = 2
"""The exit code for a command that cannot be done like this."""

EXTRAS = {
    "psycopg": ("DATABASE_URL: PostgreSQL", "scaled"),
    "redis": ("REDIS_URL: Redis", "scaled"),
    "procrastinate": ("REDIS_URL: the scaled mode", "scaled"),
    "sklearn": ("check --blind", "blind"),
    "aiohttp_socks": ("BOT_PROXY: a proxy", "proxy"),
}
"""A library that may be missing: what needs it, and the extra of the package that brings it."""


Lang = Annotated[
    str, typer.Option("--lang", help="The language of what is said, such as ru; that of LC_ALL or LANG else.")
]
"""The option of each command that speaks to editors."""

LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where a terminal's language stands, the strongest first, as POSIX has it."""


def terminal_phrases(lang: str = "") -> Phrases:
    """Return the phrases of the language that was asked for, else of the terminal's, else English; end the program
    for a language that was asked for and is not spoken.
    """
    if lang:
        known = package_phrases()
        if lang not in known:
            stop(f"--lang {lang}: there are {', '.join(sorted(known))}")
        return known[lang]
    told = next(filter(None, (os.environ.get(name, "") for name in LOCALE_VARIABLES)), "")
    return phrases_of(told.partition(".")[0].partition("_")[0].lower())


class Commands(TyperGroup):
    """Commands that end with one line and exit code 2 when an operator or editor can mend what went wrong."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        with troubles():
            return super().invoke(ctx)


def stop(words: str) -> NoReturn:
    """Print what to change and end the program."""
    typer.echo(words, err=True)
    raise typer.Exit(USAGE)


def read_settings() -> Settings:
    """Return the settings; report each wrong one with its name, and end the program."""
    try:
        return Settings()
    except ValidationError as error:
        lines = (
            f"{'_'.join(map(str, wrong['loc'])).upper()}: {wrong['msg'].removeprefix('Value error, ')}"
            for wrong in error.errors()
        )
        stop("\n".join(lines))


def read_pack_roots(settings: Settings) -> list[Path]:
    """Return the folders of PACKS; report one that does not exist, and end the program."""
    roots = list(settings.pack_roots())
    for root in roots:
        if not root.is_dir():
            stop(f"PACKS: {root} is no folder" if root.exists() else f"PACKS: there is no folder {root}")
    return roots


@contextmanager
def troubles() -> Iterator[None]:
    """Turn errors that can be solved outside the program (a setting, a file, a library) into a line that names
    the cause.
    """
    try:
        yield
    except (
        AlreadyRunning,
        BackupError,
        KeyFileError,
        NewerDatabaseError,
        SettingError,
        WrongAddressError,
    ) as error:
        stop(str(error))
    except SealedError as error:
        stop(f"KEY_FILE: {error}")
    except StoreAway as error:
        stop(f"DATABASE_URL: the database cannot be used ({error})")
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        setting, extra = EXTRAS.get(library, ("", ""))
        if not extra:
            raise
        stop(f"{setting} needs the library {library}: pip install 'mayak[{extra}]'")
    except OSError as error:
        if error.filename is None:
            raise
        stop(f"{told_path(error.filename)}: {(error.strerror or type(error).__name__).lower()}")
    except Exception as error:
        why = _database_trouble(error)
        if not why:
            raise
        stop(f"DATABASE_URL: the database cannot be used ({why})")


def told_path(path: Any) -> str:
    """Return a path as it is shown: as the system names it, relative to the working folder."""
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except (TypeError, ValueError):
        return str(path)


def _database_trouble(error: Exception) -> str:
    """Return a driver's error in words (no database, damaged, no space); empty for any other error."""
    found = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(found, DatabaseError):
        return str(found)
    # # The message of a server's driver may quote an address.
    return type(found).__name__ if isinstance(error, DBAPIError) else ""
