"""Keys: how a person is recognised (HMAC) and how a chat's id is kept (AES-GCM). The key file never enters the
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
"""What a sealed value is bound to in a row that belongs to nobody known."""


def bound_to(owner: bytes | str | None) -> bytes:
    """Return what a sealed value is bound to, by the value of the column that its own names (`schema.SEALED`)."""
    return owner.encode() if isinstance(owner, str) else owner or UNBOUND


class KeyFileError(Exception):
    """The key file is missing, unreadable, or others may read it; the message says what to do."""


class SealedError(Exception):
    """A sealed value cannot be opened: its generation was dropped, or it stands in another person's row."""


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
    """The generations of the key, newest first. Look-ups and sealed values begin with their generation's byte.
    Without a generation (a bot whose database was away at its start has no key yet) all of it is StoreAway.
    """

    def __init__(self, generations: Sequence[Generation]) -> None:
        self._generations = tuple(generations)
        self._by_number = {generation.number: generation for generation in generations}

    def take(self, other: Keys) -> None:
        """Have the generations of another from now on."""
        self._generations, self._by_number = other._generations, other._by_number

    def __bool__(self) -> bool:
        """Whether there is any generation."""
        return bool(self._generations)

    @property
    def generations(self) -> tuple[Generation, ...]:
        """All that there are, one at least."""
        if not self._generations:
            raise StoreAway("the key was not read yet")
        return self._generations

    @property
    def newest(self) -> int:
        """The number of the generation in use, from 1."""
        return self.generations[0].number

    def lookup(self, bot_id: int, telegram_id: int) -> bytes:
        """Return the 33 bytes by which a person is known now."""
        return _lookup(self.generations[0], bot_id, telegram_id)

    def lookups(self, bot_id: int, telegram_id: int, picture: str = "") -> tuple[bytes, ...]:
        """Return the look-ups of every generation, newest first (`people.find` takes them). `picture`: those under
        which the person with this picture rests while somebody else uses the phone.
        """
        return tuple(_lookup(generation, bot_id, telegram_id, picture) for generation in self.generations)

    def seal(self, chat_id: int, bound_to: bytes) -> bytes:
        """Encrypt a chat's id (37 bytes) so that it opens only with `bound_to`, the key of its row's person."""
        return self.wrap(chat_id.to_bytes(_ID_BYTES, "big", signed=True), bound_to)

    def open(self, sealed: bytes, bound_to: bytes) -> int:
        """Decrypt a chat's id. Errors: SealedError."""
        return int.from_bytes(self.unwrap(sealed, bound_to), "big", signed=True)

    def wrap(self, content: bytes, bound_to: bytes) -> bytes:
        """Encrypt (29 bytes more) so that it opens only with `bound_to`, and only unchanged."""
        newest = self.generations[0]
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return bytes([newest.number]) + nonce + newest.cipher.encrypt(nonce, content, bound_to)

    def unwrap(self, sealed: bytes, bound_to: bytes) -> bytes:
        """Decrypt what `wrap` has encrypted. Errors: SealedError."""
        generation = self._by_number.get(sealed[0]) if sealed else None
        if generation is None:
            raise SealedError("sealed by a key that is not in the key file")
        nonce, rest = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        try:
            return generation.cipher.decrypt(nonce, rest, bound_to)
        except (InvalidTag, ValueError) as error:
            raise SealedError("not sealed for this person, or damaged") from error


def load(file: Path, *, make: bool) -> Keys:
    """Read the key file; with `make` (embedded mode), make it when it is missing.

    Make it only for an empty store (`people.anyone`): with a new key everybody is a stranger.
    Errors: KeyFileError.
    """
    try:
        if make and not file.exists():
            make_folder(file.parent)
            _write(file, [Generation(1, secrets.token_bytes(SECRET_BYTES))], replace=False)
        status = file.stat()
        words = file.read_text("ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFileError(
            f"KEY_FILE {file} cannot be read ({type(error).__name__}): bring it back; for the first start of the "
            "scaled mode make one as docs/operating.md says"
        ) from error
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
    """Put a new generation before the others, in one step that a kill cannot halve. Errors: KeyFileError."""
    before = load(file, make=False).generations
    number = before[0].number + 1
    if number > _LAST_GENERATION:
        raise KeyFileError("255 generations are all there are")
    _write(file, [Generation(number, secrets.token_bytes(SECRET_BYTES)), *before], replace=True)
    return load(file, make=False)


def keep_newest(file: Path) -> Keys:
    """Drop all generations but the newest, in one step. Errors: KeyFileError."""
    _write(file, load(file, make=False).generations[:1], replace=True)
    return load(file, make=False)


def _write(file: Path, generations: Sequence[Generation], *, replace: bool) -> None:
    """Write the whole file beside its place, then move it there; without `replace` an existing one wins."""
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
            # Two first starts at once: both have a file, whoever links it first is kept.
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
