"""What a bot tells of its machine: room on the disks, the newest backup, the certificate of its host."""

from __future__ import annotations

import asyncio
import math
import os
import ssl
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import structlog
from pydantic import SecretStr

from bot import surroundings
from bot.db import backup
from bot.db.engine import open_store
from bot.settings import Settings
from tests.kit.programs import program

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 11, 10, 12, tzinfo=UTC)


def test_the_newest_backup_counts(tmp_path: Path) -> None:
    database, kept = tmp_path / "bot.sqlite", tmp_path / "backups"
    open_store(f"sqlite:///{database}").close()
    assert surroundings.backup_age(kept, NOW) == math.inf, "no folder, no backup"
    for days in (3, 1):
        file = kept / f"{days}.sqlite"
        backup.backup(f"sqlite:///{database}", file)
        at = (NOW - timedelta(days=days)).timestamp()
        os.utime(file, (at, at))
    (kept / "0.sqlite.unfinished").write_bytes(b"killed before it was checked")
    assert surroundings.backup_age(kept, NOW) == timedelta(days=1).total_seconds()


def test_a_machine_that_cannot_join_letters_is_told_where_a_language_needs_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, speak: Callable[[Path], None]
) -> None:
    monkeypatch.setattr(surroundings, "can_shape", lambda: False)
    with structlog.testing.capture_logs() as told:
        surroundings.warn_of_loose_letters()
    assert told == [], "Russian and English need nothing"
    for code in ("ar", "en"):
        (tmp_path / code).mkdir()
    speak(tmp_path)
    with structlog.testing.capture_logs() as told:
        surroundings.warn_of_loose_letters()
    assert [(one["log_level"], one["languages"]) for one in told] == [("error", ["ar"])]
    assert "libfribidi0" in told[0]["event"]
    assert "libfribidi0" in (ROOT / "Dockerfile").read_text("utf-8")


def test_free_room_is_that_of_the_disk(tmp_path: Path) -> None:
    free = surroundings.free_bytes(tmp_path)
    assert free is not None
    assert free > 0
    assert surroundings.free_bytes(tmp_path / "not mounted") is None


def test_only_the_disk_of_an_sqlite_database_is_ours_to_see(tmp_path: Path) -> None:
    def settings(url: str) -> Settings:
        return Settings(database_url=SecretStr(url))

    assert settings(f"sqlite:///{tmp_path}/bot.sqlite").database_file() == tmp_path / "bot.sqlite"
    assert settings("postgresql://mayak@postgres/mayak").database_file() is None


def test_hosts_with_a_certificate() -> None:
    told = ["https://bot.example.org/telegram", "https://bot.example.org", "http://127.0.0.1:8080", ""]
    assert surroundings.https_hosts(told) == {("bot.example.org", 443)}
    assert surroundings.https_hosts(["https://a.example:8443/x"]) == {("a.example", 8443)}


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for localhost that is good for thirty days, and its key."""
    made, key = tmp_path / "made.pem", tmp_path / "key.pem"
    command = [program("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    command += ["-nodes", "-days", "30", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run([*command, "-keyout", key, "-out", made], check=True, capture_output=True, timeout=60)
    return made, key


async def test_the_days_of_a_certificate_are_seen_as_a_client_sees_them(
    certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, key = certificate
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(made, key)
    server = await asyncio.start_server(lambda _, to: to.close(), "127.0.0.1", 0, ssl=serving)
    port = server.sockets[0].getsockname()[1]
    now = datetime.now(UTC)  # noqa: TID251 - the certificate was made by the machine's clock
    async with server:
        refused = await asyncio.to_thread(surroundings.certificate_days, "localhost", port, now)
        assert refused == 0, "nobody knows who signed it"
        monkeypatch.setenv("SSL_CERT_FILE", str(made))
        days = await asyncio.to_thread(surroundings.certificate_days, "localhost", port, now)
        assert days == pytest.approx(30, abs=0.1)
        later = now + timedelta(days=29)
        days = await asyncio.to_thread(surroundings.certificate_days, "localhost", port, later)
        assert days == pytest.approx(1, abs=0.1)
    gone = await asyncio.to_thread(surroundings.certificate_days, "localhost", port, now)
    assert gone is None, "not reached: nothing is known of it"
