"""The commands of an instance that takes by the exchange: `exchange add`, `status`, `pull`, `pick`, `pin`, `drop`,
`stick`.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path  # noqa: TC003 - Typer reads the annotations at run time
from typing import TYPE_CHECKING, Annotated

import typer

from bot.exchange.state import Source
from bot.exchange.subscription import NotOfferedError, Subscription, reviews_of
from bot.scheduler.clock import real_clock
from bot.usage import read_settings, stop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.exchange.offers import Offer

Pack = Annotated[str, typer.Argument(help="The pack's id.")]
Root = Annotated[str, typer.Argument(help="The sha256 of its first root: 64 characters, got by another way.")]
_SHA256 = re.compile(r"[0-9a-f]{64}")


def register(app: typer.Typer) -> None:
    """Add these commands to `exchange`."""
    for name, what in (
        ("add", add),
        ("status", status),
        ("pull", pull),
        ("pick", pick),
        ("pin", pin),
        ("drop", drop),
        ("stick", stick),
    ):
        app.command(name)(what)


@contextmanager
def _subscription() -> Iterator[Subscription]:
    kept = read_settings().exchange_kept()
    try:
        yield Subscription(kept.folder, kept.trust)
    except (NotOfferedError, ValueError) as error:
        stop(str(error))


def add(
    address: Annotated[str, typer.Argument(help="https://… ; several mirrors with spaces between them.")],
    root: Root,
) -> None:
    """Subscribe to a repository, and ask it what it offers."""
    _add(Source(address, _checked(root)))


def stick(folder: Annotated[Path, typer.Argument(help="Where the stick is.")], root: Root) -> None:
    """Take packs from a stick, without a network."""
    _add(Source(str(folder.resolve()), _checked(root), is_stick=True))


def status() -> None:
    """Tell what is offered, what was chosen, and how fresh it is."""
    with _subscription() as subscription:
        choices, sources = subscription.choices(), subscription.sources()
        day = real_clock().date()
        for source in sources:
            as_of = f"as of {source.fresh_on:%Y-%m-%d %H:%M} UTC" if source.fresh_on else "never heard"
            typer.echo(f"{source.address}: {as_of}{f'; {source.trouble}' if source.trouble else ''}")
            for role in source.late:
                typer.echo(f"  the signatures of {role} have run out: what it said before stands")
            for back in source.revoked:
                parts = ", ".join([*back.items, *back.lines]) or "all of it"
                typer.echo(f"  taken back: {back.pack}, {parts}: {back.reason}")
            for offer in source.offers:
                read_in = sorted({one for each in reviews_of(sources, offer.sha256, day) for one in each.locales})
                typer.echo(f"  {_told(offer)}; reviewed in {', '.join(read_in) or 'no language'}")
        for pack, choice in choices.items():
            newer = subscription.offer(pack)
            more = f"; {newer.version} is offered" if newer and newer.version != choice.version else ""
            why = f"; not taken: {choice.refused}" if choice.refused else ""
            pinned = f", pinned to {choice.pinned}" if choice.pinned else ""
            typer.echo(f"{pack}: {choice.version or 'comes with the next pull'}{pinned}{more}{why}")


def pull() -> None:
    """Ask what is new, and take what was chosen. The bot does so every hour."""
    with _subscription() as subscription:
        for line in subscription.pull(real_clock()) or ["nothing new"]:
            typer.echo(line)


def pick(
    pack: Pack,
    *,
    languages: Annotated[str, typer.Option(help="Only these translations, with commas.")] = "",
    version: Annotated[str, typer.Option(help="This version; else the newest.")] = "",
    patches: Annotated[
        bool, typer.Option(help="Corrections of it come by themselves while it is harmless.")
    ] = False,
) -> None:
    """Choose a pack, or its newer version, and take it."""
    with _subscription() as subscription:
        wanted = [word for word in languages.split(",") if word]
        offer = subscription.pick(pack, languages=wanted, version=version, patches=patches)
        typer.echo(_told(offer))
        for line in subscription.pull(real_clock()):
            typer.echo(line)


def pin(pack: Pack, version: Annotated[str, typer.Argument(help="None: no longer.")] = "") -> None:
    """Stay at one version of a pack, also an older one that is still offered."""
    with _subscription() as subscription:
        subscription.pin(pack, version)
        for line in subscription.pull(real_clock()):
            typer.echo(line)


def drop(pack: Pack) -> None:
    """Show a pack no more."""
    with _subscription() as subscription:
        subscription.drop(pack)


def _add(source: Source) -> None:
    with _subscription() as subscription:
        subscription.add(source)
    pull()
    status()


def _checked(root: str) -> str:
    if not _SHA256.fullmatch(root):
        stop("the first root's sha256 has 64 characters, 0 to 9 and a to f; the alliance tells it")
    return root


def _told(offer: Offer) -> str:
    shown = "; ".join([offer.title, ", ".join(offer.languages), ", ".join(offer.audiences)])
    return f"{offer.pack} {offer.version} ({shown}; {offer.bytes // 1024} KiB) by {offer.partner}"
