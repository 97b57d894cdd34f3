"""Keys of people who sign: Ed25519, each in a file of its own that a passphrase locks."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)
from securesystemslib.signer import CryptoSigner, Key, SSlibKey

if TYPE_CHECKING:
    from pathlib import Path

LEAST_PASSPHRASE = 12
"""Characters of a passphrase; a key file is carried about and may be lost."""


class WrongKeyError(Exception):
    """A key file that cannot be used; the message says why."""


def make(file: Path, passphrase: str) -> Key:
    """Write a new key, locked by a passphrase, and beside it its public half (`.pub`), which anybody may see.

    Errors: WrongKeyError for a short passphrase; FileExistsError: no key is ever overwritten.
    """
    if len(passphrase) < LEAST_PASSPHRASE:
        raise WrongKeyError(f"a passphrase has at least {LEAST_PASSPHRASE} characters")
    private = Ed25519PrivateKey.generate()
    locked = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase.encode()))
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(locked)
    public = CryptoSigner(private).public_key
    half = {"keyid": public.keyid, **public.to_dict()}
    file.with_name(f"{file.name}.pub").write_text(json.dumps(half, indent=1) + "\n", encoding="utf-8")
    return public


def unlock(file: Path, passphrase: str) -> CryptoSigner:
    """Return who signs with a key. Errors: WrongKeyError for another passphrase or kind of file; OSError."""
    try:
        private = load_pem_private_key(file.read_bytes(), passphrase.encode())
    except (ValueError, TypeError) as error:
        raise WrongKeyError(f"{file.name} does not open with this passphrase") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise WrongKeyError(f"{file.name} holds no Ed25519 key")
    return CryptoSigner(private)


def public_half(file: Path) -> Key:
    """Return the public key in a `.pub` file. Errors: WrongKeyError; OSError."""
    try:
        told = json.loads(file.read_bytes())
        return SSlibKey.from_dict(told.pop("keyid"), told)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WrongKeyError(f"{file.name} holds no public key") from error
