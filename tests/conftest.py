"""What every test may ask for: a house without Telegram, and people to talk to it."""

from __future__ import annotations

import gc
import io
import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from bot.chat import typed
from bot.logs import set_up_logs
from bot.packs import articles
from bot.packs.upload.walls import warn_of_open_walls
from bot.values import locales
from bot.values.phrases import package_phrases
from tests.databases import migrated_url, postgres_tables, postgres_url, scratch, sqlite_url, store, url
from tests.sandboxes import FORKED
from tests.slowest import pytest_runtest_makereport, pytest_terminal_summary
from tests.talk import House, Person, our_library, the_detector

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


pytest.register_assert_rewrite("tests.kit")
"""What a failing step of the kit compared is told as in a test."""

__all__ = ["migrated_url", "postgres_tables", "postgres_url", "scratch", "sqlite_url", "store", "url"]
__all__ += ["pytest_runtest_makereport", "pytest_terminal_summary"]
"""Fixtures and hooks that stand elsewhere."""

os.environ["LC_ALL"] = "C.UTF-8"
"""Commands answer in the language of the terminal: here in that of the code, whoever runs the tests (in plain "C"
Chromium would name no file in Russian)."""

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")
"""A loaded machine is no failure: speed is measured by `make bench`."""

gc.disable()
"""What importing and collecting make stays to the end: to look through it for garbage costs a sixth of both."""


def pytest_collection_finish() -> None:
    """Pass over what is there now for good, and look for garbage from here on."""
    gc.freeze()
    gc.enable()


HERE = Path(__file__).parent
SERVERS = HERE / "doors", HERE / "simulator" / "conformance"
BROWSERS = HERE / "e2e", HERE / "simulator" / "page"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave alone what `-m "not …"` leaves out as a whole: importing and dropping it costs half of all imports."""
    marks = config.getoption("markexpr")
    left_out = (*(SERVERS if "not server" in marks else ()), *(BROWSERS if "not slow" in marks else ()))
    return True if collection_path in left_out else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what talks to a server of its own, wherever it stands: `make fast` leaves it to `make test`."""
    for item in items:
        asks = getattr(item, "fixturenames", ())
        postgres = "postgres_url" in asks or "[postgresql" in item.name
        if postgres or any(item.path.is_relative_to(folder) for folder in SERVERS):
            item.add_marker("server")


@pytest.fixture(autouse=True)
def logs() -> io.StringIO:
    """Every test logs as the running bot does, and can read what was logged."""
    written = io.StringIO()
    set_up_logs("DEBUG", written)
    return written


tried_once = cache(lambda: warn_of_open_walls(Path("bot.key")))
"""The walls of this machine are tried out by the first bot of a process: each try is a process of its own."""


@pytest.fixture(autouse=True)
def _what_bots_share(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every bot in this process hears with the same detector: one of its own costs each 25 MiB and a second. The
    walls around uploads are tried out once.
    """
    if app := sys.modules.get("bot.app"):
        monkeypatch.setattr(app, "package_detector", lambda *_: the_detector())
        monkeypatch.setattr(app, "warn_of_open_walls", lambda _: tried_once())


@pytest.fixture(autouse=True)
def _sandboxes_are_forked(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Fork sandboxes from one process, except in their own tests."""
    if (sandbox := sys.modules.get("bot.packs.upload.sandbox")) and request.path.name != "test_sandbox.py":
        monkeypatch.setattr(sandbox, "subprocess", FORKED)


@pytest.fixture
def speak(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], None]]:
    """Let the house speak the languages of another folder until the test is over."""

    def forget() -> None:
        for kept in (locales.read, locales.languages, package_phrases, articles._articles, *typed.KEPT):
            kept.cache_clear()

    def those_of(folder: Path) -> None:
        monkeypatch.setattr(locales, "FOLDER", folder)
        forget()

    yield those_of
    monkeypatch.undo()
    forget()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    yield house
    house.close()


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[House]:
    """A house with the packs of this repository."""
    house = House(tmp_path, our_library())
    yield house
    house.close()


@pytest.fixture
def child(house: House) -> Person:
    """A child of nine to eleven who has settled in, in English."""
    person = Person(house)
    person.settles_in("9-11")
    return person


@pytest.fixture
def ребёнок(house: House) -> Person:
    person = Person(house, number=1002, language="ru")
    person.settles_in("9-11")
    return person


@pytest.fixture
def parent(house: House) -> Person:
    person = Person(house, number=1003)
    person.settles_in("parent")
    return person


@pytest.fixture
def educator(house: House) -> Person:
    person = Person(house, number=1004)
    person.settles_in("educator")
    return person
