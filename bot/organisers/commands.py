"""Commands of organisers: `plan` (the days to come), `report` (how a campaign went), `why`, and `questions`."""

from __future__ import annotations

from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.usage import read_settings, stop, troubles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from bot.packs.campaign import Campaign
    from bot.packs.library import Library
    from bot.settings import Settings


def register(app: typer.Typer) -> None:
    """Add the organisers' commands to the command line."""
    app.command("plan")(tell_plan)
    app.command("report")(tell_report)
    app.command("why")(tell_why)
    app.command("questions")(tell_questions)


def tell_plan(
    *,
    days: Annotated[int, typer.Option(help="How many days, from today.", min=1, max=366)] = 90,
    people: Annotated[int, typer.Option(help="Make up so many people; 0 takes those of the database.", min=0)] = 0,
    join: Annotated[
        float, typer.Option(help="The share of those who may join a campaign that joins.", min=0, max=1)
    ] = 0.2,
    begins: Annotated[datetime | None, typer.Option(help="The first day, such as 2027-02-01.")] = None,
    png: Annotated[Path | None, typer.Option(help="Draw the load as a picture, too.")] = None,
) -> None:
    """Tell how campaigns and tips will go: calendar, load, how long each step takes, what waits, what collides."""
    from bot.edges.clock import real_clock  # noqa: PLC0415 - only `plan` needs it
    from bot.organisers.calendar import as_picture, as_text  # noqa: PLC0415 - as above
    from bot.organisers.crowd import made_up, real  # noqa: PLC0415 - as above
    from bot.organisers.forecast import forecast  # noqa: PLC0415 - as above

    settings = read_settings()
    library = _library(settings)
    if people:
        crowd = made_up(people)
    else:
        with _reading(settings) as db:
            crowd = real(db)
    midnight = (begins or real_clock()).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=UTC)
    found = forecast(library.campaigns(), crowd, midnight, days, settings.bulk_rate, join)
    if png:
        png.write_bytes(as_picture(found))
    typer.echo(as_text(found))


def tell_report(
    campaign: Annotated[str, typer.Argument(help="pack/item, such as campaigns/safer-week.")],
    *,
    csv: Annotated[Path | None, typer.Option(help="Write the numbers as CSV, too.")] = None,
    png: Annotated[Path | None, typer.Option(help="Draw the numbers as a picture, too.")] = None,
) -> None:
    """Tell how a campaign went: reach, opened, finished, left, learnt; groups under ten people are not told."""
    from bot.edges.clock import real_clock  # noqa: PLC0415 - only `report` needs it
    from bot.organisers.report import as_csv, as_picture, as_text, report  # noqa: PLC0415 - as above

    settings = read_settings()
    found = _campaign(_library(settings), campaign)
    with _reading(settings) as db:
        told = report(db, found, f"{found.ref.pack}/{found.ref.item}", real_clock().date())
    if csv:
        csv.write_text(as_csv(told), encoding="utf-8")
    if png:
        png.write_bytes(as_picture(told))
    typer.echo(as_text(told))


def tell_why(
    person: Annotated[str, typer.Argument(help="A Telegram id, or the person's code from their export.")],
    days: Annotated[int, typer.Option(min=1, max=30, help="How far back to look.")] = 7,
) -> None:
    """Tell what was sent to a person unasked, what was not, and why. Nothing of the question is logged."""
    from bot.chat.explain import UnknownPersonError, explain  # noqa: PLC0415 - only `why` needs it
    from bot.edges.clock import real_clock  # noqa: PLC0415 - as above
    from bot.store import keys  # noqa: PLC0415 - as above

    settings = read_settings()
    bot_id = int(settings.bot_token.get_secret_value().partition(":")[0] or 0)
    campaigns = _library(settings).campaigns()
    try:
        with _reading(settings) as db:
            known = keys.load(settings.key_file, make=False)
            lines = explain(db, known, bot_id, person, real_clock(), days, campaigns)
    except (UnknownPersonError, keys.KeyFileError) as error:
        stop(str(error))
    except ValueError:
        stop("a Telegram id is a number, a person's code 32 hexadecimal digits")
    typer.echo("\n".join(lines))


def tell_questions(
    *,
    locale: Annotated[str, typer.Option(help="The language of the titles.")] = "ru",
    csv: Annotated[Path | None, typer.Option(help="Write the numbers as CSV, too.")] = None,
) -> None:
    """Tell how questions work: share right from 30 answers, whether they tell apart from 100, idle options."""
    from bot.organisers.questions import as_csv, as_text, lines  # noqa: PLC0415 - only `questions` needs it

    settings = read_settings()
    library = _library(settings)
    with _reading(settings) as db:
        told = lines(db, library, locale)
    if csv:
        csv.write_text(as_csv(told), encoding="utf-8")
    typer.echo(as_text(told))


@contextmanager
def _reading(settings: Settings) -> Iterator[Connection]:
    """Read the database while the bot runs. Nothing is made and nothing is brought up to date: a name that leads
    elsewhere would else be an empty bot, and a newer program would change the tables under the one that runs. What
    cannot be read is told with the setting to change.
    """
    from bot.store.databases import full_url  # noqa: PLC0415 - as above
    from bot.store.engine import open_store  # noqa: PLC0415 - as above
    from bot.store.migrate import revision_of  # noqa: PLC0415 - as above
    from bot.store.schema import REVISION  # noqa: PLC0415 - as above

    url = settings.database_url.get_secret_value()
    with troubles():
        parsed = full_url(url)
        if parsed.get_backend_name() == "sqlite" and not Path(str(parsed.database)).is_file():
            stop(f"DATABASE_URL: there is no database {parsed.database}; in which folder does the bot run?")
        with closing(open_store(url, migrate=False)) as store, store.turn() as db:
            found = revision_of(db)
            if found != REVISION:
                stop(
                    f"DATABASE_URL: the database is at revision {found or 'none'}, this program at {REVISION}: "
                    "ask with the program that runs beside it, or stop all and `python -m bot migrate` first"
                )
            yield db


def _library(settings: Settings) -> Library:
    """Return what the running bot shows: the same packs, the same gate."""
    from bot.edges.clock import real_clock  # noqa: PLC0415 - as above
    from bot.packs.shelf import Shelf  # noqa: PLC0415 - as above

    shelf = Shelf(settings.pack_roots(), settings.cache_file(), allow_unreviewed=settings.allow_unreviewed)
    return shelf.open(real_clock().date())[0]


def _campaign(library: Library, name: str) -> Campaign:
    """Return the campaign of this name, `pack/item` or the item alone where only one has it."""
    found = [one for one in library.campaigns() if name in {f"{one.ref.pack}/{one.ref.item}", one.ref.item}]
    if len(found) != 1:
        there = ", ".join(f"{one.ref.pack}/{one.ref.item}" for one in library.campaigns()) or "none"
        stop(f"there is no one campaign '{name}'; there are: {there}")
    return found[0]
