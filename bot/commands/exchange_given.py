"""The commands of those who give by the exchange: `exchange key`, `init`, `partner`, `sign`, `put`, `publish`,
`attest`, `revoke`.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.exchange import keys, revocation
from bot.exchange.keys import WrongKeyError
from bot.exchange.layout import (
    REVIEWS,
    REVOCATIONS,
    REVOKED,
    ROOT,
    RULES,
    TARGETS,
    TIMESTAMP,
    pack_path,
    review_path,
)
from bot.exchange.packing import UnfitPackError, packed
from bot.exchange.repository import NotYetError, Repository
from bot.exchange.revocation import Revocation
from bot.exchange.statement import ROLES, Review
from bot.packs.loader import REVIEW_VALID
from bot.scheduler.clock import real_clock
from bot.usage import stop

if TYPE_CHECKING:
    from collections.abc import Iterator

Folder = Annotated[Path, typer.Argument(help="The repository's folder.")]
KeyFile = Annotated[Path, typer.Option("--key", help="The file of your key.")]
Public = Annotated[list[Path], typer.Option(help="Public halves of keys (.pub); once for each.")]
Passphrase = Annotated[
    str, typer.Option(envvar="EXCHANGE_PASSPHRASE", prompt=True, hide_input=True, help="What locks the key file.")
]


def register(app: typer.Typer) -> None:
    """Add these commands to `exchange`."""
    for name, what in (
        ("key", make_key),
        ("init", begin),
        ("partner", admit),
        ("replace", replace_key),
        ("sign", sign),
        ("put", put),
        ("publish", publish),
        ("attest", attest),
        ("revoke", revoke),
    ):
        app.command(name)(what)


@contextmanager
def _plainly() -> Iterator[None]:
    """End with one line where something has to come first."""
    try:
        yield
    except (NotYetError, UnfitPackError, WrongKeyError, FileExistsError, FileNotFoundError) as error:
        stop(str(error))


def make_key(
    file: Annotated[Path, typer.Argument(help="A new file, on a stick or paper-backed disk that you keep.")],
    passphrase: Annotated[
        str,
        typer.Option(
            envvar="EXCHANGE_PASSPHRASE", prompt=True, confirmation_prompt=True, hide_input=True, help="Its lock."
        ),
    ],
) -> None:
    """Make a key that a passphrase locks, and beside it its public half (.pub) to give to others."""
    with _plainly():
        key = keys.make(file, passphrase)
    typer.echo(f"{key.keyid[:16]}: keep {file}, give {file}.pub to those who ask for it")


def begin(  # noqa: PLR0913 - each role has its own keys
    folder: Folder,
    *,
    root: Public,
    targets: Public,
    reviews: Public,
    revoked: Public,
    machine: Public,
    stick: Annotated[bool, typer.Option(help="For sticks: nobody renews it for sixty days.")] = False,
) -> None:
    """Begin a repository in an empty folder. Then each holder of a key signs, and the machine publishes."""
    with _plainly():
        given = {ROOT: root, TARGETS: targets, REVIEWS: reviews, REVOKED: revoked, TIMESTAMP: machine}
        public = {role: [keys.public_half(file) for file in files] for role, files in given.items()}
        Repository(folder).begin(public, real_clock(), stick=stick)
    for role in (ROOT, TARGETS, REVIEWS, REVOKED):
        typer.echo(f"{role}: {len(given[role])} keys, {RULES[role].threshold} have to sign it")


def admit(
    folder: Folder,
    partner: Annotated[str, typer.Argument(help="A short word of small letters.")],
    *,
    key: Annotated[list[Path], typer.Option(help="The partner's public keys: one and a spare.")] = [],  # noqa: B006 - Typer copies it
    packs: Annotated[
        str, typer.Option(help="Beginnings of the ids of their packs, with commas; else the name.")
    ] = "",
    leaves: Annotated[bool, typer.Option(help="The partner leaves: nothing of theirs is offered.")] = False,
) -> None:
    """Let a partner publish, or leave; `targets` has to sign it. Again with other keys after a lost one."""
    with _plainly():
        repository, now = Repository(folder), real_clock()
        if leaves:
            repository.part(partner, now)
        else:
            names = [name for name in packs.split(",") if name] or [partner]
            repository.admit(partner, [keys.public_half(file) for file in key], names, now)
        _tell_signed(repository, TARGETS)


def replace_key(
    folder: Folder,
    lost: Annotated[Path, typer.Argument(help="The lost key's .pub file.")],
    new: Annotated[Path, typer.Argument(help="The new key's .pub file.")],
) -> None:
    """Let a new key sign for the board in place of a lost one; the others sign `root`."""
    with _plainly():
        repository = Repository(folder)
        old, other = keys.public_half(lost), keys.public_half(new)
        repository.replace_root_key(old.keyid, other, real_clock())
        _tell_signed(repository, ROOT)


def sign(  # noqa: PLR0913 - what is signed, and by whom
    folder: Folder,
    role: Annotated[str, typer.Argument(help="What you sign: root, targets, reviews, revoked, or a partner.")],
    *,
    key: KeyFile,
    passphrase: Passphrase,
    merge: Annotated[Path | None, typer.Option(help="A copy that somebody else has signed: take it over.")] = None,
    renew: Annotated[bool, typer.Option(help="For another term, without any change.")] = False,
) -> None:
    """Sign what waits in `staged/`; it counts as soon as enough people have signed it."""
    with _plainly():
        repository = Repository(folder)
        if renew and repository.waiting(role) is None:
            repository.renew(role, real_clock())
        if merge is not None:
            repository.merge(role, merge)
        repository.sign(role, keys.unlock(key, passphrase))
        _tell_signed(repository, role)


def put(
    folder: Folder,
    pack: Annotated[Path, typer.Argument(help="A pack's folder or .zip.")],
    *,
    partner: Annotated[str, typer.Option("--as", help="Who publishes it.")],
    key: KeyFile,
    passphrase: Passphrase,
) -> None:
    """Check a pack as any upload, and sign it for its partner."""
    with _plainly():
        repository, now = Repository(folder), real_clock()
        found = packed(pack, now.date())
        signer = keys.unlock(key, passphrase)
        repository.put(partner, pack_path(found.pack, found.version), found.content, now, found.told)
        repository.sign(partner, signer)
        typer.echo(
            f"{found.pack} {found.version}, {len(found.content) // 1024} KiB, {', '.join(found.told['languages'])}"
        )
        _tell_signed(repository, partner)


def publish(
    folder: Folder,
    *,
    key: KeyFile,
    passphrase: Passphrase,
    source: Annotated[
        Path | None, typer.Option("--from", help="Take over all of this repository, for a stick.")
    ] = None,
) -> None:
    """Publish what has enough signatures, and say that it is fresh; the machine does so every six hours."""
    with _plainly():
        repository = Repository(folder)
        machine = keys.unlock(key, passphrase)
        if source is not None:
            repository.settle(ROOT)
            repository.take_over(Repository(source))
        done = repository.publish(machine, real_clock())
    typer.echo(f"published: {', '.join(done) or 'nothing new'}; the first root is {repository.fingerprint()}")


def attest(  # noqa: PLR0913 - a review is all of these
    folder: Folder,
    pack: str,
    version: str,
    *,
    languages: Annotated[str, typer.Option(help="The languages that you read, with commas.")],
    role: Annotated[str, typer.Option(help=f"What you are: {' or '.join(ROLES)}.")],
    organisation: Annotated[str, typer.Option(help="Whom you work for; your own name is told to nobody.")],
    key: KeyFile,
    passphrase: Passphrase,
    days: Annotated[
        int, typer.Option(min=1, max=REVIEW_VALID.days, help="How long it holds.")
    ] = REVIEW_VALID.days,
) -> None:
    """Say that you have read a version of a pack in these languages; a second specialist signs `reviews` too."""
    if role not in ROLES:
        stop(f"--role: {' or '.join(ROLES)}")
    with _plainly():
        repository, now = Repository(folder), real_clock()
        sha256, told = repository.archive(pack, version)
        read_in = tuple(word for word in languages.split(",") if word)
        if missing := set(read_in) - set(told.get("languages", ())):
            stop(f"{pack} {version} has no {', '.join(sorted(missing))}")
        signer = keys.unlock(key, passphrase)
        known_by = signer.public_key.keyid
        day = now.date()
        review = Review(
            pack, version, sha256, read_in, role, organisation, known_by[:16], day, day + timedelta(days=days)
        )
        repository.put(REVIEWS, review_path(pack, sha256, known_by), review.written(), now, {})
        repository.sign(REVIEWS, signer)
        _tell_signed(repository, REVIEWS)


def revoke(  # noqa: PLR0913 - what is taken back, and who does it
    folder: Folder,
    pack: Annotated[str, typer.Argument(help="The pack; none: the list as it is, for another week.")] = "",
    *,
    items: Annotated[str, typer.Option(help="Only these items, like lesson/accounts/12-15, with commas.")] = "",
    lines: Annotated[str, typer.Option(help="Only these help lines, by their ids, with commas.")] = "",
    reason: Annotated[str, typer.Option(help="Why, in a few words that organisers read.")] = "",
    lift: Annotated[bool, typer.Option(help="Show it again.")] = False,
    key: KeyFile,
    passphrase: Passphrase,
) -> None:
    """Take back a pack, items or help lines, everywhere within the hour after the machine has published."""
    if pack and not reason and not lift:
        stop("--reason: say why, organisers read it")
    with _plainly():
        repository, now = Repository(folder), real_clock()
        signer = keys.unlock(key, passphrase)
        what = Revocation(pack, reason, now, _words(items), _words(lines))
        same = (what.pack, what.items, what.lines)
        entries = [one for one in repository.revocations() if (one.pack, one.items, one.lines) != same]
        content = revocation.written(entries if lift or not pack else [*entries, what])
        repository.put(REVOKED, REVOCATIONS, content, now, {})
        repository.sign(REVOKED, signer)
        _tell_signed(repository, REVOKED)


def _words(given: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in given.split(",") if word.strip())


def _tell_signed(repository: Repository, role: str) -> None:
    has, needs = repository.signed(role)
    ready = "publish it" if has >= needs else "pass it on"
    typer.echo(f"{role}: {has} of {needs} signatures; {ready}")
