"""The compiled phrase lists: a start that finds them is quick; a spoiled or old file costs time and no words."""

from __future__ import annotations

import gc
import os
import pickle
import shutil
import time
from hashlib import blake2b
from typing import TYPE_CHECKING

import pytest

from bot.features.help.distress import Detector, Level, cache
from tests.features.help.distress.labelled import FOLDER, rows
from tests.features.help.distress.messages import detector

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LISTS = FOLDER.parents[3] / "bot" / "help" / "distress"


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lists of one phrase."""
    lists = tmp_path_factory.mktemp("lists")
    (lists / "ru").mkdir()
    (lists / "ru" / "crisis-suicide.txt").write_text("# one phrase\nне хочу жить\n", "utf-8")
    return lists


@pytest.fixture(scope="module")
def small(few: Path) -> Path:
    """The file that a first start with these leaves."""
    kept = few.with_name("small") / "phrases.cache"
    assert Detector.load(few, kept).works
    return kept


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that a first start leaves."""
    kept = tmp_path_factory.mktemp("data") / "deeper" / "phrases.cache"
    assert Detector.load(LISTS, kept).works
    return kept


def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody read the lists: what works now came out of the file."""

    def read(_: object) -> None:
        raise AssertionError("the lists were read again")

    monkeypatch.setattr(cache, "read_phrase_book", read)


@pytest.mark.slow
def test_the_second_start_reads_no_list_and_hears_the_same(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unread(monkeypatch)
    again = Detector.load(LISTS, made)
    messages = [
        words for part in ("held", "dev") for language in ("ru", "en") for *_, words in rows(part, language)
    ]
    assert len(messages) > 1000
    some = messages[::7]
    assert [again.hear(words) for words in some] == [detector.hear(words) for words in some]


def test_lists_that_the_installation_compiled_are_neither_read_nor_kept_again(
    few: Path, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unread(monkeypatch)
    heard = Detector.load(few, tmp_path / "kept", small).hear("я не хочу жить")
    assert heard is not None
    assert heard.topic == "suicide"
    assert not (tmp_path / "kept").exists()


@pytest.mark.parametrize("spoil", [b"", b"x" * 99])
def test_spoiled_lists_of_the_installation_cost_time_and_no_words(few: Path, tmp_path: Path, spoil: bytes) -> None:
    (tmp_path / "compiled").write_bytes(spoil)
    heard = Detector.load(few, tmp_path / "kept", tmp_path / "compiled").hear("я не хочу жить")
    assert heard is not None
    assert heard.topic == "suicide"
    assert (tmp_path / "kept").exists()


def test_numbers_of_places_are_kept_once(few: Path, small: Path) -> None:
    """A pickle makes each number anew, those above 256 as an object of its own."""
    book = cache.phrase_book(few, small)
    words = book.vocabulary._plain.words
    words |= {f"word{number}": tuple(map(int, ("1000", "2000"))) for number in range(2)}
    one, two = (book.vocabulary._plain.words[f"word{number}"] for number in range(2))
    assert one[0] is not two[0]
    book.vocabulary.share()
    one, two = (book.vocabulary._plain.words[f"word{number}"] for number in range(2))
    assert one == (1000, 2000)
    assert one[0] is two[0]


def cpu_of(work: Callable[[], object]) -> float:
    """The least CPU seconds of three goes, without the search for garbage, as at a start."""
    gc.disable()
    try:
        begun = [(time.process_time(), work(), time.process_time()) for _ in range(3)]
    finally:
        gc.enable()
    return min(end - start for start, _, end in begun)


@pytest.mark.slow
def test_the_second_start_takes_a_fraction_of_the_first(made: Path) -> None:
    assert cpu_of(lambda: Detector.load(LISTS, made)) * 2.5 < cpu_of(lambda: Detector.load(LISTS))


@pytest.mark.parametrize("spoil", ["empty", "short", "bent", "longer", "forged", "another", "folder"])
def test_a_spoiled_file_costs_time_and_no_words(few: Path, small: Path, tmp_path: Path, spoil: str) -> None:
    words = small.read_bytes()
    kept = tmp_path / "phrases.cache"
    if spoil == "folder":
        kept.mkdir()
    else:
        kept.write_bytes(
            {
                "empty": b"",
                "short": words[: len(words) // 2],
                "bent": words[:99] + bytes([words[99] ^ 1]) + words[100:],
                "longer": words + b"x",
                "forged": sealed(small, pickle.dumps(Forged(tmp_path / "ran"))),
                "another": sealed(small, pickle.dumps(["no book"])),
            }[spoil]
        )
    said = Detector.load(few, kept).hear("я не хочу жить")
    assert said is not None
    assert (said.level, said.topic) == (Level.CRISIS, "suicide")
    assert not (tmp_path / "ran").exists()
    if spoil != "folder":
        assert kept.read_bytes()[:32] == words[:32]


class Forged:
    """What an attacker would like to be made while the file is read."""

    def __init__(self, ran: Path) -> None:
        self.ran = ran

    def __reduce__(self) -> tuple[object, ...]:
        """Make a folder."""
        return os.mkdir, (str(self.ran),)


def sealed(small: Path, body: bytes) -> bytes:
    """Return a file that says it is whole and of these lists."""
    return small.read_bytes()[:16] + blake2b(body, digest_size=16).digest() + body


def test_changed_lists_are_read_anew(few: Path, tmp_path: Path) -> None:
    lists, kept = tmp_path / "lists", tmp_path / "phrases.cache"
    shutil.copytree(few, lists)
    assert Detector.load(lists, kept).hear("zyzzyva zorp") is None
    phrases = lists / "ru" / "crisis-suicide.txt"
    before = phrases.stat()
    words = phrases.read_text("utf-8")
    phrases.write_text("zyzzyva zorp\n" + words[13:], "utf-8")
    os.utime(phrases, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert Detector.load(lists, kept).hear("zyzzyva zorp") is not None


def test_other_code_makes_it_anew(few: Path, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "phrases.cache"
    shutil.copy(small, kept)
    monkeypatch.setattr(cache, "_code", lambda: b"other code")
    assert Detector.load(few, kept).works
    assert kept.read_bytes()[:16] != small.read_bytes()[:16]
    unread(monkeypatch)
    assert Detector.load(few, kept).works


def test_mistakes_are_kept_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lists" / "en").mkdir(parents=True)
    (tmp_path / "lists" / "en" / "crisis-abuse.txt").write_text("hits me\n{nobody} hits\n", "utf-8")
    kept = tmp_path / "phrases.cache"
    Detector.load(tmp_path / "lists", kept)
    unread(monkeypatch)
    (mistake,) = Detector.load(tmp_path / "lists", kept).mistakes
    assert mistake[:3] == ("en/crisis-abuse.txt", 2, "there is no word class {nobody}")


def test_a_disk_that_cannot_be_written_is_no_reason_to_be_deaf(few: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")
    assert Detector.load(few, tmp_path / "file" / "phrases.cache").hear("я не хочу жить") is not None
