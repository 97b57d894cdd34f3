"""What an instance takes by the exchange: it asks its sources, takes chosen packs through the same gate as any
upload, and says which of them may be shown.
"""

from __future__ import annotations

import fcntl
import hashlib
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
import yaml

from bot.exchange.offers import NoExchangeError, Offer
from bot.exchange.state import Choice, Source, newest, read_choices, read_source, write_choices, write_source
from bot.packs.extracted_packs import ExtractedPacks
from bot.packs.loader import Published
from bot.packs.upload.sandbox import open_in_sandbox
from bot.packs.visibility import Limits
from bot.values.trust import Trust

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from datetime import date, datetime
    from pathlib import Path

    from bot.exchange.client import Client
    from bot.exchange.statement import Review
    from bot.packs.upload.upload import PackUpload

    Gate = Callable[[str, bytes, date], PackUpload]

log = structlog.get_logger()

SPECIALIST = "psychologist"

_CHOICES, _SOURCE = "chosen.json", "source.json"
_LOCK, _PULL = ".lock", ".pull.lock"


class NotOfferedError(Exception):
    """A pack or version that cannot be chosen; the message says why."""


class Subscription:
    """The exchange of one instance, kept in `folder`.

    Errors of every method: OSError. Not for the event loop: methods read files, `pull` waits for a network.
    """

    def __init__(self, folder: Path, trust: Trust = Trust.REVIEWED, *, gate: Gate = open_in_sandbox) -> None:
        self.folder, self.trust = folder, trust
        self._gate = gate
        self._packs = ExtractedPacks(folder / "packs")
        self._marks: tuple[int, ...] = ()
        self._read: tuple[dict[str, Choice], list[Source]] = {}, []
        self._told: set[str] = set()

    # What is shown

    def look(self, day: date, taken: Collection[str] = ()) -> tuple[Published, ...]:
        """Return the packs that serve on this day; cheap while no file has changed. A damaged file is told once
        and leaves what was read before. `taken`: ids of packs that the instance has from elsewhere, which win.
        """
        marks = tuple(file.stat().st_mtime_ns for file in self._files() if file.is_file())
        if marks != self._marks:
            try:
                self._read, self._marks = (self.choices(), self.sources()), marks
            except (OSError, ValueError) as error:
                self._tell(f"the exchange's files cannot be read: {type(error).__name__}")
        choices, sources = self._read
        found = [self._served(pack, choice, sources, day) for pack, choice in choices.items() if pack not in taken]
        return tuple(one for one in found if one is not None)

    def _served(self, pack: str, choice: Choice, sources: list[Source], day: date) -> Published | None:
        if not choice.sha256 or not self._packs.has(choice.sha256):
            return None
        back = [one for source in sources for one in source.revoked if one.concerns(pack, choice.sha256)]
        if any(one.is_whole for one in back):
            return None
        reviews = reviews_of(sources, choice.sha256, day)
        read_in = {locale for one in reviews for locale in one.locales}
        wanted = set(choice.languages) or None
        if self.trust is Trust.REVIEWED:
            if choice.source_locale not in read_in:
                return None
            wanted = read_in & wanted if wanted else read_in
        special = [one for one in reviews if one.role == SPECIALIST]
        limits = Limits(
            frozenset(locale for one in special for locale in one.locales),
            frozenset(wanted) if wanted is not None else None,
            frozenset(item for one in back for item in one.items),
            frozenset(line for one in back for line in one.lines),
        )
        return Published(
            self._packs.path(choice.sha256),
            max((one.on for one in special), default=None),
            max((one.until for one in special), default=day) + timedelta(days=1),
            limits,
        )

    # What is asked and taken

    def pull(self, now: datetime) -> list[str]:
        """Ask every source and take what was chosen; return what happened, a line each. A source that does not
        answer, or whose signatures are wrong, changes nothing.
        """
        with self._alone(_PULL):
            # A bot that takes nothing from elsewhere need not hold these libraries.
            from bot.exchange.client import Client  # noqa: PLC0415 - as said
            from bot.exchange.fetching import fetcher_for  # noqa: PLC0415 - as said

            told: list[str] = []
            clients: dict[str, Client] = {}
            for file in self._source_files():
                source = read_source(file)
                client = Client(file.parent, source.root, fetcher_for(source.place))
                try:
                    source.hear(client.look(), now)
                    clients[source.root] = client
                except NoExchangeError as error:
                    source.trouble = str(error)
                    told.append(f"{source.address}: {error}")
                write_source(file, source)
            before, sources = self.choices(), self.sources()
            for pack, choice in before.items():
                after = self._updated(pack, choice, sources, clients, now.date())
                if after != choice and self._change(pack, choice, after):
                    told.append(_news(pack, choice, after))
            # What served until now is still read by processes that have not looked since.
            self._packs.sweep({one.sha256 for one in [*before.values(), *self.choices().values()]})
            return told

    def _change(self, pack: str, before: Choice, after: Choice) -> bool:
        """Write a choice down unless somebody has chosen otherwise since; return whether it was written."""
        with self._alone():
            choices = self.choices()
            if choices.get(pack) != before:
                return False
            write_choices(self.folder / _CHOICES, choices | {pack: after})
            return True

    def _updated(
        self, pack: str, choice: Choice, sources: list[Source], clients: dict[str, Client], day: date
    ) -> Choice:
        """Return a choice with a newer archive, if one is offered and may come."""
        for source in sources:
            offer = newest(source.offers, pack, choice.pinned or choice.wanted)
            if source.root not in clients or offer is None or offer.sha256 == choice.sha256:
                continue
            asked = choice.wanted == offer.version or not choice.sha256
            if not asked and not (choice.patches and _is_patch(choice.version, offer)):
                continue
            upload, why = self._checked(clients[source.root], offer, day)
            if not asked and upload and upload.sensitive and not self._reviewed(sources, offer, day):
                continue
            if upload is None:
                return replace(choice, refused=why, wanted="")
            folder = self._packs.extract(upload.content, offer.sha256)
            return replace(
                choice,
                version=offer.version,
                sha256=offer.sha256,
                source_locale=_source_locale(folder),
                wanted="",
                refused="",
            )
        return choice

    def _checked(self, client: Client, offer: Offer, day: date) -> tuple[PackUpload | None, str]:
        """Return an archive after the gate of all uploads, or why it is not taken."""
        try:
            content = client.fetch(offer)
        except NoExchangeError as error:
            return None, f"{offer.version}: {error}"
        if hashlib.sha256(content).hexdigest() != offer.sha256:
            return None, f"{offer.version}: other bytes than were signed"
        upload = self._gate(f"{offer.pack}.zip", content, day)
        if upload.errors:
            return None, f"{offer.version}: {upload.errors[0]}"
        if (upload.pack, upload.version) != (offer.pack, offer.version):
            return None, f"{offer.version}: the archive holds {upload.pack} {upload.version}"
        return upload, ""

    @staticmethod
    def _reviewed(sources: list[Source], offer: Offer, day: date) -> bool:
        read_in = {
            locale
            for one in reviews_of(sources, offer.sha256, day)
            if one.role == SPECIALIST
            for locale in one.locales
        }
        return bool(offer.languages) and read_in >= set(offer.languages)

    # What is chosen

    def add(self, source: Source) -> None:
        """Subscribe to a repository or a stick; again with another address to find it elsewhere."""
        with self._alone():
            file = self._source_file(source.root)
            known = read_source(file) if file.is_file() else source
            known.address, known.is_stick = source.address, source.is_stick
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_source(file, known)

    def pick(
        self, pack: str, *, languages: Collection[str] = (), version: str = "", patches: bool = False
    ) -> Offer:
        """Choose a pack, or a newer version of it; it comes with the next pull. Errors: NotOfferedError."""
        with self._alone():
            offer = self.offer(pack, version)
            if offer is None:
                raise NotOfferedError(f"{pack} {version} is not offered".replace("  ", " "))
            missing = set(languages) - set(offer.languages)
            if missing:
                raise NotOfferedError(f"{pack} has no {', '.join(sorted(missing))}")
            before = self.choices().get(pack, Choice())
            after = replace(
                before, languages=tuple(languages) or before.languages, wanted=offer.version, patches=patches
            )
            write_choices(self.folder / _CHOICES, self.choices() | {pack: after})
            return offer

    def pin(self, pack: str, version: str) -> None:
        """Stay at one version, also an older one; an empty version ends it. Errors: NotOfferedError."""
        with self._alone():
            choice = self.choices().get(pack)
            if choice is None or (version and version != choice.version and self.offer(pack, version) is None):
                raise NotOfferedError(f"{pack} {version} is neither here nor offered")
            after = replace(choice, pinned=version, wanted=version if version != choice.version else "")
            write_choices(self.folder / _CHOICES, self.choices() | {pack: after})

    def drop(self, pack: str) -> None:
        """Take a pack no more: it is gone from the screens within seconds. Errors: NotOfferedError."""
        with self._alone():
            choices = self.choices()
            if choices.pop(pack, None) is None:
                raise NotOfferedError(f"{pack} was not chosen")
            write_choices(self.folder / _CHOICES, choices)

    # What is known

    def choices(self) -> dict[str, Choice]:
        """Return what was chosen, by pack. Errors: ValueError for a damaged file."""
        return read_choices(self.folder / _CHOICES)

    def sources(self) -> list[Source]:
        """Return the repositories and sticks as they were last time. Errors: ValueError for a damaged file."""
        return [read_source(file) for file in self._source_files()]

    def offer(self, pack: str, version: str = "") -> Offer | None:
        """Return the newest offer of a pack in any source, or that of one version."""
        return newest((one for source in self.sources() for one in source.offers), pack, version)

    def _source_file(self, root: str) -> Path:
        return self.folder / "sources" / root[:16] / _SOURCE

    def _source_files(self) -> list[Path]:
        return sorted((self.folder / "sources").glob(f"*/{_SOURCE}"))

    def _files(self) -> list[Path]:
        return [self.folder / _CHOICES, *self._source_files()]

    def _tell(self, what: str) -> None:
        if what not in self._told:
            self._told.add(what)
            log.error(what)

    @contextmanager
    def _alone(self, name: str = _LOCK) -> Iterator[None]:
        """Let one process at a time change files, or pull."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.folder / name).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def reviews_of(sources: list[Source], sha256: str, day: date) -> list[Review]:
    """Return the reviews of an archive that hold on a day, whichever source told of them."""
    return [one for source in sources for one in source.reviews if one.counts_for(sha256, day)]


def _is_patch(version: str, offer: Offer) -> bool:
    """Whether an offer corrects a version only: the last of its numbers is higher, the others are the same."""
    now = tuple(int(part) for part in version.split(".") if part.isdigit())
    return offer.numbers[:-1] == now[:-1] and offer.numbers > now


def _source_locale(folder: Path) -> str:
    return str(yaml.safe_load((folder / "pack.yml").read_text(encoding="utf-8"))["source_locale"])


def _news(pack: str, before: Choice, after: Choice) -> str:
    if after.refused and after.refused != before.refused:
        return f"{pack}: not taken, {after.refused}"
    return f"{pack}: {before.version or 'new'} → {after.version}"
