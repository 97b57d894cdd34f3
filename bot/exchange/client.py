"""The instances' side: what a repository offers now, every signature checked, and what is taken back."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from tuf.api.exceptions import DownloadError, ExpiredMetadataError, RepositoryError
from tuf.api.metadata import Metadata, TargetFile, Targets
from tuf.ngclient import Updater, UpdaterConfig

from bot.exchange import revocation, statement
from bot.exchange.fetching import HERE, Fetcher
from bot.exchange.layout import REVIEWS, REVOCATIONS, REVOKED, TARGETS
from bot.exchange.offers import NoExchangeError, Offer, Offered
from bot.exchange.revocation import NoListError, Revocation
from bot.exchange.statement import NoStatementError, Review
from bot.exchange.writing import replace
from bot.packs.upload.archive import UPLOAD_BYTES

if TYPE_CHECKING:
    from pathlib import Path

ROOT_BYTES = 512_000
_SMALL = 1 << 20
"""Largest statement or list that is read, in bytes."""

_LIMITS = UpdaterConfig(
    max_root_rotations=64, root_max_length=ROOT_BYTES, max_delegations=2000, targets_max_length=5_000_000
)


class Client:
    """One look at a repository. `folder`: what is trusted of it lies there between two looks; `root`: the sha256
    of its first root, which an operator got by another way.
    """

    def __init__(self, folder: Path, root: str, fetcher: Fetcher) -> None:
        self._folder, self._root, self._fetcher = folder, root, fetcher
        self._updater: Updater | None = None

    def look(self) -> Offered:
        """Ask what is new. Errors: NoExchangeError; OSError of the disk."""
        try:
            updater = self._opened()
            updater.refresh()
            return self._offered(updater)
        except (DownloadError, RepositoryError) as error:
            raise NoExchangeError(_why(error)) from error

    def fetch(self, offer: Offer) -> bytes:
        """Return the archive of an offer of the last look. Errors: NoExchangeError; OSError."""
        if self._updater is None:
            raise NoExchangeError("nothing was asked yet")
        try:
            return self._file(self._updater, offer.path, UPLOAD_BYTES)
        except (DownloadError, RepositoryError) as error:
            raise NoExchangeError(_why(error)) from error

    def _opened(self) -> Updater:
        metadata = self._folder / "metadata"
        metadata.mkdir(mode=0o700, parents=True, exist_ok=True)
        first = self._folder / "first.root.json"
        if not first.is_file() or hashlib.sha256(first.read_bytes()).hexdigest() != self._root:
            content = self._fetcher.download_bytes(f"{HERE}metadata/1.root.json", ROOT_BYTES)
            if hashlib.sha256(content).hexdigest() != self._root:
                raise NoExchangeError("its first root is another one than EXCHANGE_ROOT says")
            replace(first, content)
        self._updater = Updater(
            str(metadata),
            f"{HERE}metadata/",
            str(self._folder / "fetched"),
            f"{HERE}targets/",
            self._fetcher,
            _LIMITS,
            bootstrap=first.read_bytes(),
        )
        return self._updater

    def _offered(self, updater: Updater) -> Offered:
        found = Offered()
        top = self._trusted(TARGETS)
        delegations = top.delegations
        for role, rule in ((delegations and delegations.roles) or {}).items():
            # Asking for any path of a role brings its metadata, and checks it.
            probe = (rule.paths or [""])[0].replace("*", "-")
            try:
                updater.get_targetinfo(probe)
            except (ExpiredMetadataError, DownloadError, RepositoryError):
                found.late.append(role)
                continue
            if role == REVOKED:
                found.revoked = self._revoked(updater)
            elif role == REVIEWS:
                found.reviews = self._reviews(updater)
            else:
                targets = self._trusted(role).targets
                found.offers += [
                    offer
                    for path, target in targets.items()
                    if rule.is_delegated_path(path) and (offer := _offer(role, path, target))
                ]
        return found

    def _revoked(self, updater: Updater) -> list[Revocation]:
        if REVOCATIONS not in self._trusted(REVOKED).targets:
            return []
        try:
            return revocation.read(self._file(updater, REVOCATIONS, _SMALL))
        except NoListError as error:
            raise NoExchangeError(str(error)) from error

    def _reviews(self, updater: Updater) -> list[Review]:
        reviews = []
        for path in self._trusted(REVIEWS).targets:
            try:
                reviews.append(statement.read(self._file(updater, path, _SMALL)))
            except NoStatementError:
                continue  # a form of a later release; what it vouches for stays hidden here
        return reviews

    def _trusted(self, role: str) -> Targets:
        """Return metadata that the updater has checked and kept."""
        signed: Any = Metadata.from_file(str(self._folder / "metadata" / f"{role}.json")).signed
        if not isinstance(signed, Targets):
            raise NoExchangeError(f"{role} is of another kind")
        return signed

    def _file(self, updater: Updater, path: str, most: int) -> bytes:
        """Return a file: from the folder if it is there and right, else fetched."""
        info = updater.get_targetinfo(path)
        if info is None or info.length > most:
            raise NoExchangeError(f"{path} is not offered, or larger than {most} bytes")
        (self._folder / "fetched").mkdir(mode=0o700, exist_ok=True)
        place = str(self._folder / "fetched" / info.hashes["sha256"])
        kept = updater.find_cached_target(info, place) or updater.download_target(info, place)
        with open(kept, "rb") as content:  # noqa: PTH123 - the library gives text
            return content.read()


def _offer(partner: str, path: str, target: TargetFile) -> Offer | None:
    """Return the offer in a partner's list, None for the path of anything else."""
    parts = path.split("/")
    told = target.custom or {}
    pack, version = str(told.get("pack", "")), str(told.get("version", ""))
    if parts != ["packs", pack, f"{pack}-{version}.zip"] or "sha256" not in target.hashes:
        return None
    lists = [tuple(str(one) for one in told.get(name, ()) or ()) for name in ("languages", "audiences")]
    return Offer(
        pack, version, partner, target.hashes["sha256"], target.length, path, str(told.get("title", "")), *lists
    )


def _why(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
