"""The publishers' side: a folder that any web server can serve. What waits for signatures lies in `staged/`, is
carried from hand to hand, and counts once enough hands have signed it.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import (
    DelegatedRole,
    Delegations,
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)

from bot.exchange import revocation
from bot.exchange.layout import (
    PARTNER,
    PARTNER_NAME,
    RESERVED,
    REVIEWS,
    REVOCATIONS,
    REVOKED,
    ROOT,
    RULES,
    SNAPSHOT,
    STICK_VALID,
    TARGETS,
    TIMESTAMP,
    pack_path,
    paths_of,
)
from bot.exchange.writing import replace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime, timedelta
    from pathlib import Path

    from securesystemslib.signer import Key, Signer

    from bot.exchange.revocation import Revocation

_NUMBERED = re.compile(r"(\d+)\.(.+)\.json")


class NotYetError(Exception):
    """What was asked needs something first; the message says what."""


class Repository:
    """A repository in `folder`. Errors of every method: NotYetError, OSError."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.metadata, self.targets, self.staged = folder / "metadata", folder / "targets", folder / "staged"

    # The roles as they are

    def newest(self, role: str) -> int:
        """Return the number of the newest signed version of a role, 0 if there is none."""
        found = [_NUMBERED.fullmatch(file.name) for file in self.metadata.glob(f"*.{role}.json")]
        return max((int(one[1]) for one in found if one and one[2] == role), default=0)

    def read(self, role: str) -> Metadata[Any]:
        """Return the newest signed version of a role."""
        name = "timestamp.json" if role == TIMESTAMP else f"{self.newest(role)}.{role}.json"
        file = self.metadata / name
        if not file.is_file():
            raise NotYetError(f"{role} is not signed yet")
        return Metadata.from_file(str(file))

    def waiting(self, role: str) -> Metadata[Any] | None:
        """Return what waits for signatures of a role, if something does."""
        file = self._staged(role)
        return Metadata.from_file(str(file)) if file.is_file() else None

    def roles(self) -> list[str]:
        """Return the roles that targets hands on, or is about to, partners last."""
        delegations = self._delegations((self.waiting(TARGETS) or self.read(TARGETS)).signed)
        return sorted(delegations.roles or {}, key=lambda name: (name not in RULES, name))

    # First the keys

    def begin(self, keys: Mapping[str, Sequence[Key]], now: datetime, *, stick: bool = False) -> None:
        """Stage the first root, targets and their two roles. `keys`: for root, targets, reviews, revoked, and
        `timestamp`, the machine's, which signs the snapshot as well. A `stick` is renewed by nobody: its machine's
        signatures hold for sixty days.
        """
        if self.folder.is_dir() and any(self.folder.iterdir()):
            raise NotYetError(f"{self.folder.name} is not empty")
        for role in (ROOT, TARGETS, REVIEWS, REVOKED, TIMESTAMP):
            if len(keys.get(role, ())) < RULES[role].threshold:
                raise NotYetError(f"{role} needs {RULES[role].keys} keys, at least {RULES[role].threshold}")
        for folder in (self.metadata, self.targets, self.staged):
            folder.mkdir(parents=True)
        root = Root(version=1, expires=_until(now, RULES[ROOT].valid), consistent_snapshot=True)
        for role in (ROOT, TARGETS, SNAPSHOT, TIMESTAMP):
            for key in keys[TIMESTAMP if role == SNAPSHOT else role]:
                root.add_key(key, role)
            root.roles[role].threshold = RULES[role].threshold
        if stick:
            root.unrecognized_fields["x-mayak-stick"] = True
        self._stage(ROOT, Metadata(root))
        targets = Targets(version=1, expires=_until(now, RULES[TARGETS].valid), delegations=Delegations({}, {}))
        for role, path in ((REVIEWS, "reviews/*/*"), (REVOKED, REVOCATIONS)):
            self._delegate(targets, role, [path], keys[role], RULES[role].threshold)
            self._stage(role, Metadata(Targets(version=1, expires=_until(now, RULES[role].valid))))
        self._stage(TARGETS, Metadata(targets))

    def admit(self, partner: str, keys: Sequence[Key], packs: Sequence[str], now: datetime) -> None:
        """Stage that a partner may publish `packs` and those whose names begin with one of them; again with other
        keys after a lost one. Targets has to sign it.
        """
        if partner in RESERVED or not PARTNER_NAME.fullmatch(partner):
            raise NotYetError(f"{partner}: a partner's name is a short word of small letters")
        targets = self._next(TARGETS, now)
        delegations = self._delegations(targets.signed)
        for other, role in (delegations.roles or {}).items():
            taken = {path for pack in packs for path in paths_of(pack)} & set(role.paths or ())
            if taken and other != partner:
                raise NotYetError(f"{other} publishes {', '.join(sorted(taken))} already")
        with suppress(ValueError):
            self._undelegate(targets.signed, partner)
        paths = [path for pack in packs for path in paths_of(pack)]
        self._delegate(targets.signed, partner, paths, keys, PARTNER.threshold)
        if not self.newest(partner) and self.waiting(partner) is None:
            self._stage(partner, Metadata(Targets(version=1, expires=_until(now, PARTNER.valid))))
        self._stage(TARGETS, targets)

    def part(self, partner: str, now: datetime) -> None:
        """Stage that a partner leaves: nothing of theirs is offered any more. Targets has to sign it."""
        targets = self._next(TARGETS, now)
        try:
            self._undelegate(targets.signed, partner)
        except ValueError as error:
            raise NotYetError(f"{partner} is no partner here") from error
        self._stage(TARGETS, targets)

    def replace_root_key(self, old: str, new: Key, now: datetime) -> None:
        """Stage a root in which a lost key (by its id) gives way to another one."""
        root = self._next(ROOT, now)
        if old not in root.signed.roles[ROOT].keyids:
            raise NotYetError(f"{old[:8]} does not sign root")
        root.signed.revoke_key(old, ROOT)
        root.signed.add_key(new, ROOT)
        self._stage(ROOT, root)

    # Then what they sign

    def put(self, role: str, path: str, content: bytes, now: datetime, told: Mapping[str, Any]) -> None:
        """Stage a file under a path that the role may sign; `told` is shown before anybody fetches it. An older
        file of the same path goes out of the list, and stays where it lies.
        """
        found = self._delegations((self.waiting(TARGETS) or self.read(TARGETS)).signed).roles or {}
        if role not in found or not found[role].is_delegated_path(path):
            raise NotYetError(f"{role} may not sign {path}")
        target = TargetFile.from_data(path, content, ["sha256"])
        target.unrecognized_fields["custom"] = dict(told)
        folder, _, name = path.rpartition("/")
        kept = self.targets / folder / f"{target.hashes['sha256']}.{name}"
        kept.parent.mkdir(parents=True, exist_ok=True)
        replace(kept, content)
        metadata = self._next(role, now)
        metadata.signed.targets[path] = target
        self._stage(role, metadata)

    def renew(self, role: str, now: datetime) -> None:
        """Stage a role as it is for another term."""
        self._stage(role, self._next(role, now))

    def sign(self, role: str, signer: Signer) -> tuple[int, int]:
        """Sign what waits of a role; return how many valid signatures it has now and how many it needs."""
        metadata = self.waiting(role)
        if metadata is None:
            raise NotYetError(f"nothing of {role} waits for a signature")
        metadata.sign(signer, append=True)
        self._stage(role, metadata)
        return self.signed(role)

    def merge(self, role: str, other: Path) -> None:
        """Take over the signatures of another copy. Errors: NotYetError also for another text."""
        metadata = self.waiting(role)
        carried = Metadata.from_file(str(other))
        if metadata is None or metadata.signed_bytes != carried.signed_bytes:
            raise NotYetError(f"{other.name} is another version of {role}")
        metadata.signatures.update(carried.signatures)
        self._stage(role, metadata)

    def signed(self, role: str) -> tuple[int, int]:
        """Return how many valid signatures what waits of a role has, and how many it needs."""
        return self._result(role, settled=False)

    def publish(self, machine: Signer, now: datetime) -> list[str]:
        """Publish what has enough signatures, and sign a new snapshot and timestamp; return the roles that were
        published. What has not enough waits on.
        """
        done = [role for role in self._staged_roles() if self._settle(role)]
        snapshot = Snapshot(version=self.newest(SNAPSHOT) + 1, expires=_until(now, self._term(SNAPSHOT)))
        for role in self._kept():
            snapshot.meta[f"{role}.json"] = MetaFile(self.newest(role))
        self._write(f"{snapshot.version}.{SNAPSHOT}.json", Metadata(snapshot), machine)
        timestamp = Timestamp(version=self._timestamps() + 1, expires=_until(now, self._term(TIMESTAMP)))
        timestamp.snapshot_meta = MetaFile(snapshot.version)
        self._write("timestamp.json", Metadata(timestamp), machine)
        return done

    def take_over(self, other: Repository) -> None:
        """Copy what another repository has signed: its partners, reviews, revocations and files, for a stick. The
        root stays this one's own, so its machine's signatures are never taken for the other's.
        """
        for role in [TARGETS, *other.roles()]:
            if version := other.newest(role):
                shutil.copyfile(
                    other.metadata / f"{version}.{role}.json", self.metadata / f"{version}.{role}.json"
                )
                self._staged(role).unlink(missing_ok=True)
        shutil.copytree(other.targets, self.targets, dirs_exist_ok=True)

    def settle(self, role: str) -> bool:
        """Publish what waits of a role if enough people have signed it; return whether it was."""
        return self._settle(role)

    def archive(self, pack: str, version: str) -> tuple[str, dict[str, Any]]:
        """Return the sha256 of a version of a pack that was put here, and what is told of it."""
        path = pack_path(pack, version)
        for role in set(self.roles()) - {REVIEWS, REVOKED}:
            metadata = self.waiting(role) or (self.read(role) if self.newest(role) else None)
            if metadata is not None and path in metadata.signed.targets:
                target = metadata.signed.targets[path]
                return target.hashes["sha256"], dict(target.custom or {})
        raise NotYetError(f"{pack} {version} was not put here")

    def revocations(self) -> list[Revocation]:
        """Return what is taken back, or waits for its signature."""
        metadata = self.waiting(REVOKED) or self.read(REVOKED)
        target = metadata.signed.targets.get(REVOCATIONS)
        if target is None:
            return []
        folder, _, name = REVOCATIONS.rpartition("/")
        return revocation.read((self.targets / folder / f"{target.hashes['sha256']}.{name}").read_bytes())

    def fingerprint(self) -> str:
        """Return the sha256 of the first root, which instances get by another way."""
        return hashlib.sha256((self.metadata / f"1.{ROOT}.json").read_bytes()).hexdigest()

    # How

    def _staged(self, role: str) -> Path:
        return self.staged / f"{role}.json"

    def _staged_roles(self) -> list[str]:
        """Return the roles of which something waits: root first, then targets, on which the others depend."""
        found = [file.stem for file in self.staged.glob("*.json")]
        return sorted(found, key=lambda role: (role != ROOT, role != TARGETS, role))

    def _stage(self, role: str, metadata: Metadata[Any]) -> None:
        replace(self._staged(role), metadata.to_bytes())

    def _next(self, role: str, now: datetime) -> Metadata[Any]:
        """Return what waits of a role without its signatures, or else the next version of the signed one."""
        metadata = self.waiting(role)
        if metadata is None:
            metadata = self.read(role)
            metadata.signed.version += 1
        metadata.signatures.clear()
        rule = RULES.get(role, PARTNER)
        metadata.signed.expires = _until(now, rule.valid)
        return metadata

    def _term(self, role: str) -> timedelta:
        stick = self.read(ROOT).signed.unrecognized_fields.get("x-mayak-stick")
        return STICK_VALID if stick else RULES[role].valid

    def _kept(self) -> set[str]:
        """Return all roles that were ever signed, also of partners who left: no client takes less."""
        found = [_NUMBERED.fullmatch(file.name) for file in self.metadata.glob("*.json")]
        return {one[2] for one in found if one} - {ROOT, SNAPSHOT}

    def _timestamps(self) -> int:
        return self.read(TIMESTAMP).signed.version if (self.metadata / "timestamp.json").is_file() else 0

    def _result(self, role: str, *, settled: bool) -> tuple[int, int]:
        """Return how many valid signatures what waits of a role has, and how many it needs, as the role
        above it decides: a new root is judged by itself and the one before it. `settled`: signed ones decide.
        """
        metadata = self.waiting(role)
        if metadata is None:
            return 0, 0
        if role == ROOT:
            judges = [metadata.signed] + ([self.read(ROOT).signed] if self.newest(ROOT) else [])
        else:
            above = ROOT if role == TARGETS else TARGETS
            judges = [((None if settled else self.waiting(above)) or self.read(above)).signed]
        results = [one.get_verification_result(role, metadata.signed_bytes, metadata.signatures) for one in judges]
        worst = min(results, key=lambda one: len(one.signed) - one.threshold)
        return len(worst.signed), worst.threshold

    def _settle(self, role: str) -> bool:
        metadata = self.waiting(role)
        try:
            has, needs = self._result(role, settled=True)
        except (NotYetError, ValueError):  # what decides on it is not signed, or does not know it yet
            return False
        if metadata is None or has < needs:
            return False
        replace(self.metadata / f"{metadata.signed.version}.{role}.json", metadata.to_bytes())
        self._staged(role).unlink()
        return True

    def _write(self, name: str, metadata: Metadata[Any], machine: Signer) -> None:
        role = metadata.signed.type
        metadata.sign(machine)
        try:
            self.read(ROOT).signed.verify_delegate(role, metadata.signed_bytes, metadata.signatures)
        except RepositoryError as error:
            raise NotYetError(f"this key does not sign the {role} of this repository") from error
        replace(self.metadata / name, metadata.to_bytes())

    @staticmethod
    def _delegations(targets: Targets) -> Delegations:
        if targets.delegations is None:
            raise NotYetError("targets hands nothing on")
        return targets.delegations

    def _delegate(
        self, targets: Targets, role: str, paths: list[str], keys: Sequence[Key], threshold: int
    ) -> None:
        delegations = self._delegations(targets)
        if delegations.roles is None:
            delegations.roles = {}
        delegations.roles[role] = DelegatedRole(role, [], threshold, terminating=True, paths=paths)
        for key in keys:
            targets.add_key(key, role)

    def _undelegate(self, targets: Targets, role: str) -> None:
        delegations = self._delegations(targets)
        roles = delegations.roles or {}
        if role not in roles:
            raise ValueError(role)
        for key in [*roles[role].keyids]:
            targets.revoke_key(key, role)
        del roles[role]


def _until(now: datetime, term: timedelta) -> datetime:
    return (now + term).replace(microsecond=0)
