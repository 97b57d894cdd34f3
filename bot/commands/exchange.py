"""The commands `exchange …`: packs that partners sign and instances take."""

from __future__ import annotations

import typer

from bot.commands import exchange_given, exchange_taken

exchange = typer.Typer(
    help="Packs that partners sign and countries exchange.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
exchange_taken.register(exchange)
exchange_given.register(exchange)
