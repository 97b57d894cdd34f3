"""The commands `voice sheet` and `voice synth`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.for_editors import packs_of
from bot.usage import stop
from bot.values.audience import Audience

voice = typer.Typer(
    help="Cards read aloud: a sheet for those who record, stand-ins by a machine.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

Packs = Annotated[list[Path], typer.Argument(help="Packs, or roots of packs.")]


@voice.command("sheet")
def write_sheet(
    packs: Packs,
    *,
    locale: Annotated[str, typer.Option(help="Only this language.")] = "",
    tier: Annotated[Audience, typer.Option(help="For whom the cards are.")] = Audience.TIER_6_8,
) -> None:
    """Print what to read aloud, into which file, and how long it takes."""
    from bot.commands.read_aloud import recording_sheet  # noqa: PLC0415 - each command imports its own part

    typer.echo(recording_sheet(packs_of(packs), locale, tier))


@voice.command("synth")
def synthesise(
    packs: Packs, to: Annotated[Path, typer.Option(help="A new folder for copies of the packs.")]
) -> None:
    """Copy packs, with a machine's voice for each card for children of 6 to 8, for the demo: it says so itself."""
    from bot.commands.read_aloud import make_stand_ins, missing_programs  # noqa: PLC0415 - as above

    if missing := missing_programs():
        stop(f"these programs are needed: {', '.join(missing)} (Debian: apt-get install espeak-ng opus-tools)")
    for pack in packs_of(packs):
        target = to / pack.folder.name
        if target.exists():
            stop(f"{target} is there already: name a new folder")
        typer.echo(f"{target}: {make_stand_ins(pack, target)} recordings")
