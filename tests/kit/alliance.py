"""An alliance for tests: people with keys, a repository in a folder, and instances that take from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from securesystemslib.signer import CryptoSigner

from bot.exchange import revocation
from bot.exchange.layout import REVIEWS, REVOCATIONS, REVOKED, ROOT, TARGETS, TIMESTAMP, pack_path, review_path
from bot.exchange.packing import Packed
from bot.exchange.repository import Repository
from bot.exchange.revocation import Revocation
from bot.exchange.state import Source
from bot.exchange.statement import Review
from bot.exchange.subscription import Subscription
from bot.packs.upload.archive import pack_up
from bot.packs.upload.upload import open_upload
from bot.values.trust import Trust
from tests.kit.studio import PACK

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def now() -> datetime:
    """Return the time by which signatures end: the library asks the machine's own clock."""
    return datetime.now(UTC)  # noqa: TID251 - as the library does


def signers(number: int) -> list[CryptoSigner]:
    """Return so many people with a key each."""
    return [CryptoSigner.generate_ed25519() for _ in range(number)]


def harbour(version: str = "1.0.0", changes: Mapping[str, str] | None = None, pack: str = "harbour") -> Packed:
    """Return the archive of a small pack, with other words where `changes` says so."""
    files = {
        name: text.replace("1.0.0", version).replace("id: harbour", f"id: {pack}") for name, text in PACK.items()
    }
    for before, after in (changes or {}).items():
        files = {name: text.replace(before, after) for name, text in files.items()}
    content = pack_up({name: text.encode() for name, text in files.items()})
    languages = sorted({name.split(".")[1] for name in files if name.endswith(".md")})
    told = {"pack": pack, "version": version, "title": "Harbour", "languages": languages, "audiences": ["9-11"]}
    upload = open_upload(f"{pack}.zip", content, now().date())
    return Packed(pack, version, upload.content, told)


@dataclass
class Alliance:
    """Who signs, and the repository that they sign, which `machine` publishes."""

    folder: Path
    root: list[CryptoSigner] = field(default_factory=lambda: signers(5))
    targets: list[CryptoSigner] = field(default_factory=lambda: signers(3))
    reviews: list[CryptoSigner] = field(default_factory=lambda: signers(2))
    revoked: list[CryptoSigner] = field(default_factory=lambda: signers(5))
    partner: list[CryptoSigner] = field(default_factory=lambda: signers(2))
    machine: CryptoSigner = field(default_factory=CryptoSigner.generate_ed25519)

    @property
    def repository(self) -> Repository:
        """The repository."""
        return Repository(self.folder)

    def founded(self, at: datetime | None = None, *, stick: bool = False) -> Alliance:
        """Begin it, with one partner, whose packs' names begin with "harbour"."""
        at = at or now()
        keys = {
            ROOT: self.root,
            TARGETS: self.targets,
            REVIEWS: self.reviews,
            REVOKED: self.revoked,
            TIMESTAMP: [self.machine],
        }
        public = {role: [one.public_key for one in some] for role, some in keys.items()}
        self.repository.begin(public, at, stick=stick)
        self.signed(ROOT, *self.root[:3])
        self.signed(TARGETS, *self.targets[:2])
        self.publish(at)
        self.admitted("harbour", self.partner, at)
        self.revoke(at=at)
        self.signed(REVIEWS, *self.reviews)
        self.publish(at)
        return self

    def signed(self, role: str, *people: CryptoSigner) -> None:
        """Let people sign what waits."""
        for one in people:
            self.repository.sign(role, one)

    def publish(self, at: datetime | None = None) -> list[str]:
        """Let the machine publish."""
        return self.repository.publish(self.machine, at or now())

    def admitted(self, partner: str, people: list[CryptoSigner], at: datetime | None = None) -> None:
        """Admit a partner."""
        at = at or now()
        self.repository.admit(partner, [one.public_key for one in people], [partner], at)
        self.signed(TARGETS, *self.targets[:2])
        self.signed(partner, people[0])
        self.publish(at)

    def put(self, pack: Packed, partner: str = "harbour", by: CryptoSigner | None = None) -> Packed:
        """Let a partner put a pack; it is published with the next `publish`."""
        path = pack_path(pack.pack, pack.version)
        self.repository.put(partner, path, pack.content, now(), pack.told)
        self.signed(partner, by or self.partner[0])
        return pack

    def attest(self, pack: Packed, *locales: str, role: str = "psychologist", days: int = 300) -> None:
        """Let a reviewer say that they have read a pack in these languages, and a second one sign it."""
        sha256, _ = self.repository.archive(pack.pack, pack.version)
        key, day = self.reviews[0].public_key.keyid, now().date()
        review = Review(
            pack.pack, pack.version, sha256, locales, role, "Harbour desk", key[:16], day, day + timedelta(days)
        )
        self.repository.put(REVIEWS, review_path(pack.pack, sha256, key), review.written(), now(), {})
        self.signed(REVIEWS, *self.reviews)

    def revoke(self, *entries: Revocation, at: datetime | None = None) -> None:
        """Let one psychologist on call sign this list."""
        self.repository.put(REVOKED, REVOCATIONS, revocation.written([*entries]), at or now(), {})
        self.signed(REVOKED, self.revoked[0])

    def source(self) -> Source:
        """Return it as instances find it: as a folder, which an HTTP server of any kind could serve."""
        return Source(str(self.folder), self.repository.fingerprint(), is_stick=True)


def instance(folder: Path, alliance: Alliance, trust: Trust = Trust.PARTNERS) -> Subscription:
    """Return an instance that has subscribed."""
    subscription = Subscription(folder, trust, gate=open_upload)
    subscription.add(alliance.source())
    return subscription


def back(pack: str = "harbour", *items: str, lines: tuple[str, ...] = ()) -> Revocation:
    """Return an entry of the list of what is taken back."""
    return Revocation(pack, "it was wrong", now(), items, lines)
