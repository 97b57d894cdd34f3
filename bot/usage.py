"""Usage: how a command ends when what was typed or set cannot work: words that say what to mend, exit code 2."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer
from pydantic import ValidationError

from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

USAGE = 2
"""The exit code: it cannot be done like this."""


def stop(words: str) -> NoReturn:
    """Say what can be mended and end the program."""
    typer.echo(words, err=True)
    raise typer.Exit(USAGE)


def read_settings() -> Settings:
    """Return the settings; wrong ones are told, a line each with its name, and end the program."""
    try:
        return Settings()
    except ValidationError as error:
        stop("\n".join(f"{'_'.join(map(str, wrong['loc'])).upper()}: {wrong['msg']}" for wrong in error.errors()))


@contextmanager
def troubles() -> Iterator[None]:
    """Turn troubles that an operator can mend into a line that names the setting."""
    from bot.store.away import StoreAway  # noqa: PLC0415 - each command imports only its own part of the house
    from bot.store.backup import BackupError  # noqa: PLC0415 - as above
    from bot.store.databases import WrongAddressError  # noqa: PLC0415 - as above
    from bot.store.guard import AlreadyRunning  # noqa: PLC0415 - as above
    from bot.store.keys import KeyFileError, SealedError  # noqa: PLC0415 - as above
    from bot.store.migrate import NewerDatabaseError  # noqa: PLC0415 - as above

    try:
        yield
    except (AlreadyRunning, BackupError, KeyFileError, NewerDatabaseError, WrongAddressError) as error:
        stop(str(error))
    except SealedError as error:
        stop(f"KEY_FILE: {error}")
    except StoreAway as error:
        stop(f"DATABASE_URL: the database cannot be used ({error})")
