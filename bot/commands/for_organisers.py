"""Commands of organisers: `plan`, `report` (how a campaign went; topics that lessons lack), `why`, `questions`,
`trial`.
"""

from __future__ import annotations

import json
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.db import keys
from bot.db.databases import full_url
from bot.db.engine import open_store
from bot.db.migrate import revision_of
from bot.db.schema import REVISION
from bot.packs.loader import Loader
from bot.scheduler.clock import real_clock
from bot.usage import read_pack_roots, read_settings, stop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from bot.packs.campaign import Campaign
    from bot.packs.library import Library
    from bot.settings import Settings


Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program instead of words.")]


def register(app: typer.Typer) -> None:
    """Add the organisers' commands to the command line."""
    app.command("plan")(tell_plan)
    app.command("report")(tell_report)
    app.command("why")(tell_why)
    app.command("questions")(tell_questions)
    app.command("trial")(tell_trial)


def tell_plan(  # noqa: PLR0913 - a forecast is all of these
    *,
    days: Annotated[int, typer.Option(help="How many days, from today.", min=1, max=366)] = 90,
    people: Annotated[int, typer.Option(help="Make up so many people; 0 takes those of the database.", min=0)] = 0,
    join: Annotated[
        float, typer.Option(help="The share of those who may join a campaign that joins.", min=0, max=1)
    ] = 0.2,
    begins: Annotated[datetime | None, typer.Option(help="The first day, such as 2027-02-01.")] = None,
    png: Annotated[Path | None, typer.Option(help="Draw the load as a picture, too.")] = None,
    as_json: Json = False,
) -> None:
    """Forecast campaigns and tips: calendar, load, how long each step takes, what waits, what collides."""
    from bot.commands.plan_words import as_data, as_picture, as_text  # noqa: PLC0415 - each imports its own part
    from bot.features.organiser.forecast.forecast import forecast  # noqa: PLC0415 - as above
    from bot.features.organiser.forecast.population import made_up, real  # noqa: PLC0415 - as above

    settings = read_settings()
    library = _library(settings)
    if people:
        population = made_up(people)
    else:
        with _reading(settings) as db:
            population = real(db)
    midnight = (begins or real_clock()).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=UTC)
    found = forecast(library.campaigns(), population, midnight, days, settings.bulk_rate, join)
    if png:
        png.write_bytes(as_picture(found))
    typer.echo(_json(as_data(found)) if as_json else as_text(found))


def tell_report(
    campaign: Annotated[
        str, typer.Argument(help="pack/item, such as campaigns/safer-week; none: topics that lessons lack.")
    ] = "",
    *,
    csv: Annotated[Path | None, typer.Option(help="Write the numbers as CSV, too.")] = None,
    png: Annotated[Path | None, typer.Option(help="Draw the numbers as a picture, too.")] = None,
    as_json: Json = False,
) -> None:
    """Report how a campaign went: reach, opened, finished, left, learnt; groups of fewer than ten people are
    not shown. Without a campaign: topics that adults asked about in vain, in fives.
    """
    from bot.features.organiser import unanswered  # noqa: PLC0415 - as above
    from bot.features.organiser.campaign_report import as_csv, as_data, as_picture, as_text, report  # noqa: PLC0415 - as above

    settings = read_settings()
    if not campaign:
        with _reading(settings) as db:
            typer.echo(_json(unanswered.as_data(db)) if as_json else unanswered.as_text(db))
        return
    found = _campaign(_library(settings), campaign)
    with _reading(settings) as db:
        told = report(db, found, f"{found.ref.pack}/{found.ref.item}", real_clock().date())
    if csv:
        csv.write_text(as_csv(told), encoding="utf-8")
    if png:
        png.write_bytes(as_picture(told))
    typer.echo(_json(as_data(told)) if as_json else as_text(told))


def tell_why(
    person: Annotated[str, typer.Argument(help="A Telegram id, or the person's code from their export.")],
    days: Annotated[int, typer.Option(min=1, max=30, help="How far back to look.")] = 7,
) -> None:
    """Show what was sent to a person unasked, what was not, and why. The question is not logged."""
    from bot.commands.explain import UnknownPersonError, explain, is_code  # noqa: PLC0415 - only `why` needs it

    settings = read_settings()
    bot_id = int(settings.bot_token.get_secret_value().partition(":")[0] or 0)
    if not is_code(person) and not person.isdecimal():
        stop("a Telegram id is a number, a person's code 32 hexadecimal digits")
    if not is_code(person) and not bot_id:
        stop("BOT_TOKEN is not set: a Telegram id is looked up with it; a person's code needs none")
    campaigns = _library(settings).campaigns()
    try:
        with _reading(settings) as db:
            known = keys.load(settings.key_file, make=False)
            lines = explain(db, known, bot_id, person, real_clock(), days, campaigns)
    except UnknownPersonError as error:
        stop(str(error))
    typer.echo("\n".join(lines))


def tell_questions(
    *,
    locale: Annotated[
        str, typer.Option(help="The language whose wordings are told; by default the packs' own.")
    ] = "",
    csv: Annotated[Path | None, typer.Option(help="Write the numbers as CSV, too.")] = None,
    as_json: Json = False,
) -> None:
    """Report how questions work: share right from 30 answers, discrimination from 100, options that nobody
    chooses.
    """
    from bot.features.organiser.question_report import as_csv, as_data, as_text, lines  # noqa: PLC0415 - only `questions`

    settings = read_settings()
    library = _library(settings)
    with _reading(settings) as db:
        told = lines(db, library, locale)
    if csv:
        csv.write_text(as_csv(told), encoding="utf-8")
    typer.echo(_json(as_data(told)) if as_json else as_text(told))


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2)


def tell_trial(
    *,
    csv: Annotated[Path | None, typer.Option(help="Write the numbers as CSV, too.")] = None,
    as_json: Json = False,
) -> None:
    """Report the trial of repetition (REPETITION=trial): the share right after four weeks by arm, how sure the
    difference is, and the smallest one that would have been seen; groups of fewer than ten people are not shown.
    """
    from bot.commands.report.trial import as_csv, as_data, as_text, groups  # noqa: PLC0415 - only `trial` needs it

    with _reading(read_settings()) as db:
        told = groups(db)
    if csv:
        csv.write_text(as_csv(told), encoding="utf-8")
    typer.echo(_json(as_data(told)) if as_json else as_text(told))


@contextmanager
def _reading(settings: Settings) -> Iterator[Connection]:
    """Read the database while the bot runs. Nothing is created or migrated: a mistyped name would otherwise
    become an empty database, and a newer program would change the tables of the running one. An unreadable
    database is reported with the setting to change.
    """
    url = settings.database_url.get_secret_value()
    parsed = full_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(str(parsed.database)).is_file():
        stop(f"DATABASE_URL: there is no database {parsed.database}; in which folder does the bot run?")
    with closing(open_store(url, migrate=False)) as store, store.snapshot() as db:
        found = revision_of(db)
        if found != REVISION:
            stop(
                f"DATABASE_URL: the database is at revision {found or 'none'}, this program at {REVISION}: "
                "ask with the program that runs beside it, or stop all and `python -m bot migrate` first"
            )
        yield db


def _library(settings: Settings) -> Library:
    """Return what the running bot shows: the same packs under the same rules. Nothing is written to the disk."""
    cache = settings.cache_file() if settings.cache_file().parent.is_dir() else None
    loader = Loader(read_pack_roots(settings), cache, allow_unreviewed=settings.allow_unreviewed)
    return loader.open(real_clock().date())[0]


def _campaign(library: Library, name: str) -> Campaign:
    """Return the campaign of this name, `pack/item` or the item alone where only one has it."""
    found = [one for one in library.campaigns() if name in {f"{one.ref.pack}/{one.ref.item}", one.ref.item}]
    if len(found) != 1:
        there = ", ".join(f"{one.ref.pack}/{one.ref.item}" for one in library.campaigns()) or "none"
        stop(f"there is no one campaign '{name}'; there are: {there}")
    return found[0]
