"""Ends a command that cannot work as typed or configured: one line with the change to make, and exit code 2."""

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
from bot.db.migrate import OlderServes, WrongDatabaseError
from bot.db.rotate import WouldForgetError
from bot.settings import SettingError, Settings
from bot.values.phrases import package_phrases, phrases_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.values.phrases import Phrases

USAGE = 2
"""The exit code of a command that cannot run like this."""

PUBLISHED = {
    "psycopg": ("DATABASE_URL: PostgreSQL", "psycopg[binary]"),
    "redis": ("REDIS_URL: Redis", "redis"),
    "procrastinate": ("REDIS_URL: the scaled mode", "procrastinate"),
    "sklearn": ("check --blind", "scikit-learn"),
    "aiohttp_socks": ("BOT_PROXY: a proxy", "aiohttp-socks"),
}
"""Libraries that may be missing: what needs each, and the name under which it is published. Mayak itself is not,
so its extras cannot be told to pip.
"""


Lang = Annotated[
    str, typer.Option("--lang", help="The language of what is said, such as ru; that of LC_ALL or LANG else.")
]
"""The option of each command that speaks to editors."""

LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The variables of a terminal's language, the strongest first, as in POSIX."""


def terminal_phrases(lang: str = "") -> Phrases:
    """Return the phrases of the requested language, else of the terminal's, else English; end the program if the
    requested language is not supported.
    """
    if lang:
        known = package_phrases()
        if lang not in known:
            stop(f"--lang {lang}: there are {', '.join(sorted(known))}")
        return known[lang]
    told = next(filter(None, (os.environ.get(name, "") for name in LOCALE_VARIABLES)), "")
    return phrases_of(told.partition(".")[0].partition("_")[0].lower())


class Commands(TyperGroup):
    """Commands that end with one line and exit code 2 if an operator or editor can fix the error."""

    def invoke(self, ctx: Any) -> Any:
        """Run the requested command."""
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
        OlderServes,
        WrongDatabaseError,
        SettingError,
        WouldForgetError,
        WrongAddressError,
    ) as error:
        stop(str(error))
    except SealedError as error:
        stop(f"KEY_FILE: {error}")
    except StoreAway as error:
        stop(f"DATABASE_URL: the database cannot be used ({error})")
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        setting, published = PUBLISHED.get(library, ("", ""))
        if not published:
            raise
        stop(f"{setting} needs the library {library}: pip install '{published}'")
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
    """Return a path for display: in the system's form, relative to the working folder."""
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except (TypeError, ValueError):
        return str(path)


def _database_trouble(error: Exception) -> str:
    """Return a driver's error in words (no database, damaged, no space); empty for any other error."""
    found = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(found, DatabaseError):
        return str(found)
    # The message of a server's driver may quote an address.
    return type(found).__name__ if isinstance(error, DBAPIError) else ""
