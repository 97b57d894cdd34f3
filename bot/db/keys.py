"""Keys: how a person is recognised (HMAC) and how a chat's id is stored (AES-GCM). The key file never enters the
database, a backup or a log.
"""

from __future__ import annotations

import hmac
import os
import re
import secrets
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.db.away import StoreAway
from bot.db.private import make_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SECRET_BYTES = 32
_NONCE_BYTES = 12
_ID_BYTES = 8
_LAST_GENERATION = 255
_LINE = re.compile(r"(\d{1,3}) ([0-9a-f]{64})")
_HEAD = "# Mayak's key, newest generation first. Keep it secret, and a copy apart from the database's backups.\n"

UNBOUND = b"no person"
"""Sealed values in rows without a known person are bound to this."""


def bound_to(owner: bytes | str | None) -> bytes:
    """Return the bytes to which a sealed value is bound, from the value of the column that its own column names
    (`schema.SEALED`).
    """
    return owner.encode() if isinstance(owner, str) else owner or UNBOUND


class KeyFileError(Exception):
    """The key file is missing, unreadable, or readable by others; the message says what to do."""


class SealedError(Exception):
    """A sealed value cannot be opened: its generation was dropped, or it is in another person's row."""


@dataclass(frozen=True, slots=True)
class Generation:
    """One secret of 32 bytes, with the two keys derived from it (HKDF-SHA-256): for look-ups and for sealing."""

    number: int
    secret: bytes = field(repr=False)
    lookup_key: bytes = field(init=False, repr=False)
    cipher: AESGCM = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lookup_key", _derive(self.secret, b"mayak look-up"))
        object.__setattr__(self, "cipher", AESGCM(_derive(self.secret, b"mayak seal")))


class Keys:
    """The generations of the key, newest first. Look-ups and sealed values begin with the byte of their
    generation. Without a generation (the database was away at the start) every operation raises StoreAway.
    """

    def __init__(self, generations: Sequence[Generation]) -> None:
        self._generations = tuple(generations)
        self._by_number = {generation.number: generation for generation in generations}

    def take(self, other: Keys) -> None:
        """Replace the generations by those of another object."""
        self._generations, self._by_number = other._generations, other._by_number

    def __bool__(self) -> bool:
        """Whether there is any generation."""
        return bool(self._generations)

    @property
    def generations(self) -> tuple[Generation, ...]:
        """All generations, at least one."""
        if not self._generations:
            raise StoreAway("the key was not read yet")
        return self._generations

    @property
    def newest(self) -> int:
        """The number of the current generation, from 1."""
        return self.generations[0].number

    def lookup(self, bot_id: int, telegram_id: int) -> bytes:
        """Return the current look-up of a person: 33 bytes."""
        return _lookup(self.generations[0], bot_id, telegram_id)

    def lookups(self, bot_id: int, telegram_id: int, picture: str = "") -> tuple[bytes, ...]:
        """Return the look-ups of every generation, newest first (for `people.find`). With `picture`, the look-ups
        of the person with this picture while somebody else uses the phone.
        """
        return tuple(_lookup(generation, bot_id, telegram_id, picture) for generation in self.generations)

    def draw(self, told: bytes) -> bytes:
        """Return 32 bytes derived from `told`; nobody can compute them without the key."""
        return hmac.digest(self.generations[0].lookup_key, b"drawn:" + told, "sha256")

    def seal(self, chat_id: int, bound_to: bytes) -> bytes:
        """Encrypt a chat's id (37 bytes), so that it opens only with `bound_to`, the key of the row's person."""
        return self.wrap(chat_id.to_bytes(_ID_BYTES, "big", signed=True), bound_to)

    def open(self, sealed: bytes, bound_to: bytes) -> int:
        """Decrypt a chat's id. Errors: SealedError."""
        return int.from_bytes(self.unwrap(sealed, bound_to), "big", signed=True)

    def wrap(self, content: bytes, bound_to: bytes) -> bytes:
        """Encrypt (29 bytes longer), so that it opens only with `bound_to`, and only unchanged."""
        newest = self.generations[0]
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return bytes([newest.number]) + nonce + newest.cipher.encrypt(nonce, content, bound_to)

    def unwrap(self, sealed: bytes, bound_to: bytes) -> bytes:
        """Decrypt a value from `wrap`. Errors: SealedError."""
        generation = self._by_number.get(sealed[0]) if sealed else None
        if generation is None:
            raise SealedError("sealed by a key that is not in the key file")
        nonce, rest = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        try:
            return generation.cipher.decrypt(nonce, rest, bound_to)
        except (InvalidTag, ValueError) as error:
            raise SealedError("not sealed for this person, or damaged") from error


def load(file: Path, *, make: bool, missing: str = "") -> Keys:
    """Read the key file; with `make` (embedded mode), make it if it is missing. `missing`: advice for the
    operator of a missing one.

    Make one only for a database that never had a key (`keycheck.has_key`): with a new key everybody is a stranger.
    Errors: KeyFileError.
    """
    try:
        if make and not file.exists():
            make_folder(file.parent)
            _write(file, [Generation(1, secrets.token_bytes(SECRET_BYTES))], replace=False)
        status = file.stat()
        words = file.read_text("ascii")
    except FileNotFoundError as error:
        raise KeyFileError(f"there is no KEY_FILE {file}: bring it back{missing}") from error
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not a text"
        raise KeyFileError(f"KEY_FILE {file} cannot be read ({why}): let the bot's user read it") from error
    loose = stat.S_IRWXG | stat.S_IRWXO if status.st_uid == os.geteuid() else stat.S_IWGRP | stat.S_IWOTH
    if status.st_mode & loose:
        raise KeyFileError(f"others may read or write KEY_FILE {file}: chmod 600 {file}")
    lines = [line for line in words.splitlines() if line and not line.startswith("#")]
    found = [_LINE.fullmatch(line) for line in lines]
    generations = [Generation(int(one[1]), bytes.fromhex(one[2])) for one in found if one]
    if not generations or len(generations) < len(lines):
        raise KeyFileError(f"KEY_FILE {file} is damaged: each line is a number and 64 hexadecimal digits")
    return Keys(generations)


def add_generation(file: Path) -> Keys:
    """Add a new generation before the others, atomically even after a kill. Errors: KeyFileError."""
    before = load(file, make=False).generations
    number = before[0].number + 1
    if number > _LAST_GENERATION:
        raise KeyFileError("255 generations are all there are")
    _write(file, [Generation(number, secrets.token_bytes(SECRET_BYTES)), *before], replace=True)
    return load(file, make=False)


def keep_newest(file: Path) -> Keys:
    """Drop all generations except the newest, atomically. Errors: KeyFileError."""
    _write(file, load(file, make=False).generations[:1], replace=True)
    return load(file, make=False)


def set_aside(file: Path) -> Path:
    """Copy the key file beside its place (0600), as the one of the backups up to now; return the copy. An equal
    copy that is there already is kept. Errors: KeyFileError, OSError.
    """
    generations = load(file, make=False).generations
    number = 1
    while (aside := file.with_name(f"{file.name}.before-drop-{number}")).exists():
        if aside.read_bytes() == file.read_bytes():
            return aside
        number += 1
    _write(aside, generations, replace=False)
    return aside


def _write(file: Path, generations: Sequence[Generation], *, replace: bool) -> None:
    """Write the whole file beside its place, then move it there; without `replace` an existing file stays."""
    beside = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    words = _HEAD + "".join(f"{one.number} {one.secret.hex()}\n" for one in generations)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w") as out:
            out.write(words)
            out.flush()
            os.fsync(out.fileno())
        if replace:
            beside.replace(file)
        elif not file.exists():
            # Two first starts at the same time: each has written a file, and the first link stays.
            _link(beside, file)
    finally:
        beside.unlink(missing_ok=True)


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except FileExistsError:
        return


def _derive(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=SECRET_BYTES, salt=None, info=purpose).derive(secret)


def _lookup(generation: Generation, bot_id: int, telegram_id: int, picture: str = "") -> bytes:
    message = b"%d:%d" % (bot_id, telegram_id)
    if picture:
        message += b":" + picture.encode()
    return bytes([generation.number]) + hmac.digest(generation.lookup_key, message, "sha256")
