"""Attacks on the exchange: whatever lies between those who sign and an instance, nothing false is shown, nothing
is lost, and the version of before stays whole.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from securesystemslib.signer import CryptoSigner

from bot.exchange import writing
from bot.exchange.client import Client
from bot.exchange.fetching import FromFolder, FromMirrors
from bot.exchange.layout import REVIEWS, TARGETS, pack_path
from bot.exchange.offers import NoExchangeError
from bot.exchange.repository import NotYetError
from bot.exchange.state import Source
from bot.exchange.subscription import Subscription
from bot.packs.extracted_packs import ExtractedPacks
from bot.packs.upload.upload import open_upload
from bot.values.trust import Trust
from tests.kit.alliance import Alliance, back, harbour, instance, now

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = timedelta(days=1)


@pytest.fixture
def alliance(tmp_path: Path) -> Alliance:
    return Alliance(tmp_path / "repository").founded()


@pytest.fixture
def country(tmp_path: Path, alliance: Alliance) -> Subscription:
    """An instance that has version 1.0.0."""
    country = instance(tmp_path / "country", alliance)
    alliance.put(harbour())
    alliance.publish()
    country.pull(now())
    country.pick("harbour", patches=True)
    assert country.pull(now()) == ["harbour: new → 1.0.0"]
    return country


def stands(country: Subscription, version: str = "1.0.0") -> None:
    """Check that this version serves whole."""
    (served,) = country.look(now().date())
    assert country.choices()["harbour"].version == version
    assert (served.folder / "boats/9-11/lesson.en.md").read_text(encoding="utf-8").startswith("---\ntitle:")


def refused(country: Subscription, why: str) -> None:
    """Check that a pull changes nothing, and says why."""
    told = country.pull(now())
    assert any(why in line for line in told), told
    stands(country)


def test_a_mirror_that_serves_what_was_before(tmp_path: Path, alliance: Alliance, country: Subscription) -> None:
    shutil.copytree(alliance.folder, tmp_path / "old")
    alliance.put(harbour("1.0.1"))
    alliance.publish()
    country.pull(now())
    stands(country, "1.0.1")
    shutil.rmtree(alliance.folder)
    shutil.copytree(tmp_path / "old", alliance.folder)
    assert "BadVersionNumberError" in country.pull(now())[0]
    stands(country, "1.0.1")


def test_a_mirror_that_stands_still(tmp_path: Path) -> None:
    alliance = Alliance(tmp_path / "repository").founded(now() - 2 * DAY)
    country = instance(tmp_path / "country", alliance)
    assert "ExpiredMetadataError" in country.pull(now())[0]
    assert country.sources()[0].trouble
    alliance.publish()
    assert country.pull(now()) == []
    assert not country.sources()[0].trouble


def test_an_old_list_under_a_new_name(alliance: Alliance, country: Subscription) -> None:
    alliance.revoke(back())
    alliance.publish()
    metadata = alliance.folder / "metadata"
    shutil.copyfile(
        metadata / "1.revoked.json", metadata / f"{alliance.repository.newest('revoked')}.revoked.json"
    )
    assert country.pull(now()) == []
    assert country.sources()[0].late == ["revoked"], "it is told, and what the role said before stands"
    stands(country)


def test_a_stranger_signs_for_a_partner(alliance: Alliance, country: Subscription) -> None:
    alliance.put(harbour("1.0.1"), by=CryptoSigner.generate_ed25519())
    assert alliance.publish() == [], "it is not even published"
    file = alliance.repository.staged / "harbour.json"
    shutil.copyfile(
        file, alliance.repository.metadata / f"{alliance.repository.newest('harbour') + 1}.harbour.json"
    )
    alliance.publish()
    assert country.pull(now()) == []
    assert country.sources()[0].late == ["harbour"]
    stands(country)


def test_a_partner_signs_the_pack_of_another(alliance: Alliance, country: Subscription) -> None:
    thief = CryptoSigner.generate_ed25519()
    alliance.admitted("lamp", [thief])
    with pytest.raises(NotYetError, match="lamp may not sign"):
        alliance.put(harbour("1.0.1"), partner="lamp", by=thief)
    repository = alliance.repository
    repository.renew("lamp", now())
    waiting = repository.waiting("lamp")
    assert waiting
    taken = repository.read("harbour").signed.targets
    other = harbour("1.0.1", {"A boat has a lock.": "A boat has no lock."})
    path = pack_path("harbour", "1.0.1")
    waiting.signed.targets |= taken | {
        path: type(next(iter(taken.values()))).from_data(path, other.content, ["sha256"])
    }
    waiting.signed.targets[path].unrecognized_fields["custom"] = dict(other.told)
    writing.replace(repository.staged / "lamp.json", waiting.to_bytes())
    alliance.signed("lamp", thief)
    alliance.publish()
    assert country.pull(now()) == []
    assert [one.version for one in country.sources()[0].offers] == ["1.0.0"]
    stands(country)


def test_one_of_two_specialists_signs_alone(alliance: Alliance, country: Subscription) -> None:
    before = alliance.repository.newest(REVIEWS)
    alliance.repository.put(REVIEWS, "reviews/harbour/0.0.json", b"{}", now(), {})
    alliance.signed(REVIEWS, alliance.reviews[0])
    assert alliance.repository.signed(REVIEWS) == (1, 2)
    alliance.publish()
    assert alliance.repository.newest(REVIEWS) == before
    assert country.pull(now()) == []
    alliance.signed(REVIEWS, alliance.reviews[0])
    assert alliance.repository.signed(REVIEWS) == (1, 2), "the same hand twice is one"


def test_one_of_three_secretaries_admits_alone(alliance: Alliance) -> None:
    alliance.repository.admit("lamp", [CryptoSigner.generate_ed25519().public_key], ["lamp"], now())
    alliance.signed(TARGETS, alliance.targets[0])
    assert TARGETS not in alliance.publish()


def test_a_pack_that_is_cut_short(alliance: Alliance, country: Subscription) -> None:
    alliance.put(harbour("1.0.1"))
    alliance.publish()
    (file,) = (alliance.folder / "targets/packs/harbour").glob("*harbour-1.0.1.zip")
    file.write_bytes(file.read_bytes()[:100])
    refused(country, "not taken, 1.0.1: LengthOrHashMismatchError")


def test_a_pack_that_does_not_pass_the_gate(alliance: Alliance, country: Subscription) -> None:
    whole = harbour("1.0.1")
    alliance.put(type(whole)(whole.pack, whole.version, b"PK\x05\x06" + b"\0" * 18, whole.told))
    alliance.publish()
    refused(country, "not taken, 1.0.1")


def test_an_archive_that_holds_another_version_than_it_says(alliance: Alliance, country: Subscription) -> None:
    other = harbour("7.0.0")
    alliance.put(type(other)(other.pack, "1.0.1", other.content, {**other.told, "version": "1.0.1"}))
    alliance.publish()
    refused(country, "the archive holds harbour 7.0.0")


class Endless(BaseHTTPRequestHandler):
    """Answers each question with zeros that do not end."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(bytes(65536))
        except OSError:
            return

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Slow(Endless):
    """Answers a byte at a time."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"0")
                time.sleep(0.05)
        except OSError:
            return


@pytest.fixture
def served(alliance: Alliance) -> Iterator[str]:
    """The repository on an ordinary web server."""

    class Quiet(SimpleHTTPRequestHandler):
        def __init__(self, *told: object) -> None:
            super().__init__(*told, directory=str(alliance.folder))  # type: ignore[arg-type]

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with serving(Quiet) as address:
        yield address


class serving:  # noqa: N801 - it reads like a function
    """Serve while the block lasts."""

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True

    def __enter__(self) -> str:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self._server.server_port}"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.mark.server
def test_data_without_end(tmp_path: Path, alliance: Alliance) -> None:
    root = alliance.repository.fingerprint()
    with serving(Endless) as address:
        fetcher = FromMirrors([address])
        with pytest.raises(NoExchangeError, match="exceeding"):
            Client(tmp_path, root, fetcher).look()
    assert fetcher.bytes < 1_000_000


@pytest.mark.server
def test_data_that_comes_a_byte_at_a_time(tmp_path: Path, alliance: Alliance) -> None:
    began = time.monotonic()
    with serving(Slow) as address, pytest.raises(NoExchangeError, match="too slow"):
        Client(tmp_path, alliance.repository.fingerprint(), FromMirrors([address], whole=1.0)).look()
    assert time.monotonic() - began < 10


@pytest.mark.server
def test_a_mirror_that_is_away_or_lies_gives_way_to_the_next(
    tmp_path: Path, alliance: Alliance, served: str
) -> None:
    root = alliance.repository.fingerprint()
    found = Client(tmp_path / "a", root, FromMirrors(["http://127.0.0.1:9", served])).look()
    assert found.revoked == []
    with serving(Endless) as liar:
        country = instance(tmp_path / "b", alliance)
        country.add(Source(f"{liar} {served}", root))
        assert "exceeding" in country.pull(now())[0]
        country.add(Source(f"{served} {liar}", root))
        assert country.pull(now()) == []


@pytest.mark.server
def test_what_a_look_costs(tmp_path: Path, alliance: Alliance, served: str) -> None:
    """A pack of 1 kB: the first look, one when nothing is new, and one after a correction."""
    alliance.put(harbour())
    alliance.publish()
    root, folder = alliance.repository.fingerprint(), tmp_path / "c"
    first, second, third = FromMirrors([served]), FromMirrors([served]), FromMirrors([served])
    client = Client(folder, root, first)
    client.fetch(client.look().offers[0])
    Client(folder, root, second).look()
    assert second.requests <= 3
    assert second.bytes < 1000, "nothing new: the timestamp alone, and no next root"
    alliance.put(harbour("1.0.1"))
    alliance.publish()
    Client(folder, root, third).look()
    assert third.requests <= 5
    assert third.bytes < first.bytes


def test_a_stick_is_no_repository_and_a_repository_no_stick(tmp_path: Path, alliance: Alliance) -> None:
    stick = Alliance(tmp_path / "stick", root=alliance.root, machine=CryptoSigner.generate_ed25519())
    stick.targets, stick.reviews, stick.revoked = alliance.targets, alliance.reviews, alliance.revoked
    alliance.put(harbour())
    alliance.publish()
    at = now() - 6 * DAY
    stick.repository.begin(
        {
            "root": [one.public_key for one in stick.root],
            "targets": [one.public_key for one in stick.targets],
            "reviews": [one.public_key for one in stick.reviews],
            "revoked": [one.public_key for one in stick.revoked],
            "timestamp": [stick.machine.public_key],
        },
        at,
        stick=True,
    )
    stick.signed("root", *stick.root[:3])
    stick.repository.settle("root")
    stick.repository.take_over(alliance.repository)
    stick.publish(at)
    school = instance(tmp_path / "school", stick)
    assert school.pull(now()) == []
    school.pick("harbour")
    assert school.pull(now()) == ["harbour: new → 1.0.0"], "six days old, and it counts"
    mirror = tmp_path / "mirror"
    shutil.copytree(stick.folder, mirror)
    online = instance(tmp_path / "online", alliance)
    online.pull(now())
    online.add(Source(str(mirror), alliance.repository.fingerprint(), is_stick=True))
    assert online.pull(now()), "a stick's timestamp does not count online"
    assert online.sources()[0].trouble


def test_another_first_root_than_the_operator_was_told(tmp_path: Path, alliance: Alliance) -> None:
    with pytest.raises(NoExchangeError, match="EXCHANGE_ROOT"):
        Client(tmp_path, "0" * 64, FromFolder(alliance.folder)).look()


def test_a_lost_root_key_is_replaced_and_instances_follow(alliance: Alliance, country: Subscription) -> None:
    new = CryptoSigner.generate_ed25519()
    alliance.repository.replace_root_key(alliance.root[0].public_key.keyid, new.public_key, now())
    alliance.signed("root", *alliance.root[1:3])
    assert alliance.publish() == []
    alliance.signed("root", alliance.root[3])
    assert alliance.publish() == ["root"]
    assert country.pull(now()) == []
    stands(country)


def test_a_partner_who_leaves_offers_nothing_and_what_is_taken_stays(
    alliance: Alliance, country: Subscription
) -> None:
    alliance.repository.part("harbour", now())
    alliance.signed(TARGETS, *alliance.targets[1:])
    alliance.publish()
    assert country.pull(now()) == []
    assert country.sources()[0].offers == []
    stands(country)


KILLED = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from bot.exchange import writing
from bot.exchange.subscription import Subscription
from bot.packs import extracted_packs
from bot.packs.upload.upload import open_upload
from bot.values.trust import Trust

left = int(sys.argv[2])

def counted(call):
    def run(*told, **named):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), 9)
        return call(*told, **named)
    return run

os.replace = counted(os.replace)
os.rename = counted(os.rename)
os.mkdir = counted(os.mkdir)
os.fsync = counted(os.fsync)
os.unlink = counted(os.unlink)
Subscription(Path(sys.argv[1]), Trust.PARTNERS, gate=open_upload).pull(datetime.now(UTC))
"""


@pytest.mark.slow
def test_a_kill_at_each_step_of_a_pull_leaves_a_whole_version(
    tmp_path: Path, alliance: Alliance, country: Subscription
) -> None:
    alliance.put(harbour("1.0.1"))
    alliance.publish()
    for step in range(40):
        killed = tmp_path / f"killed-{step}"
        shutil.copytree(country.folder, killed)
        ended = subprocess.run([sys.executable, "-c", KILLED, str(killed), str(step)], check=False, timeout=60)
        hurt = instance_at(killed)
        assert hurt.choices()["harbour"].version in {"1.0.0", "1.0.1"}
        stands(hurt, hurt.choices()["harbour"].version)
        hurt.pull(now())
        stands(hurt, "1.0.1")
        if ended.returncode == 0:
            break
        assert ended.returncode == -signal.SIGKILL
    assert ended.returncode == 0, "all steps were tried"
    assert step > 5, "and there were some"


def instance_at(folder: Path) -> Subscription:
    return Subscription(folder, Trust.PARTNERS, gate=open_upload)


@pytest.mark.parametrize("where", ["writing", "laying out"])
def test_a_full_disk(
    alliance: Alliance, country: Subscription, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    alliance.put(harbour("1.0.1"))
    alliance.publish()
    with monkeypatch.context() as patched:
        if where == "writing":
            patched.setattr("bot.exchange.writing.os.fsync", full)
        else:
            patched.setattr(ExtractedPacks, "extract", full)
        with pytest.raises(OSError, match="space"):
            country.pull(now())
        stands(country)
    assert country.pull(now()) == ["harbour: 1.0.0 → 1.0.1"]
