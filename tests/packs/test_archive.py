"""Archives from strangers: each thing that may hurt is refused with its name, its harmless twin is taken."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from datetime import date
from time import process_time
from typing import TYPE_CHECKING

import pytest

from bot.packs.extracted_packs import ExtractedPacks
from bot.packs.lock import LARGEST
from bot.packs.parser.reader import find_packs
from bot.packs.upload.archive import open_archive, pack_up
from bot.packs.upload.upload import open_upload, with_version
from tests.kit.archives import EVIL, GOOD, PICTURE, archive, entry
from tests.talk import ROOT

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 25)


def streamed() -> bytes:
    """An archive written to a pipe: the sizes of an entry stand behind its bytes."""

    class Pipe(io.BytesIO):
        def tell(self) -> int:
            raise io.UnsupportedOperation

    packed = Pipe()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in GOOD.items():
            out.writestr(name, content)
        out.comment = b"packed by hand"
    return packed.getvalue()


@pytest.mark.parametrize("what", EVIL)
def test_what_may_hurt_is_refused_with_its_place(what: str) -> None:
    code, content = EVIL[what]
    begin = process_time()
    files, problems = open_archive("pack.zip", content)
    assert process_time() - begin < 2.0
    assert not files
    assert {problem.code for problem in problems} == {code}
    assert all(problem.path and problem.line and problem.fix for problem in problems)
    assert all(problem.path.isprintable() for problem in problems)


def test_a_password_is_refused() -> None:
    content = bytearray(archive())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    _, problems = open_archive("pack.zip", bytes(content))
    assert [problem.code for problem in problems] == ["E904"]


@pytest.mark.parametrize(
    "content",
    [
        archive(),
        archive(method=zipfile.ZIP_STORED),
        streamed(),
        archive((entry("light/6-8/tips.ru.md", stat.S_IFREG | 0o644), b"x")),
        archive(("README.md", b"x"), ("LICENSE", b"x"), ("__MACOSX/._x", b"\0"), ("light/6-8/img/lamp.svg", b"x")),
        archive(("light/12-15/lesson.ru.md", b"x" * 60_000), method=zipfile.ZIP_STORED),
    ],
)
def test_its_harmless_twin_is_taken(content: bytes) -> None:
    files, problems = open_archive("pack.zip", content)
    assert problems == []
    assert files.items() >= GOOD.items()


@pytest.mark.parametrize("around", ["lamp/", "Мой пак/", "My pack (2)/", "Œßâ »áª/"])
def test_the_folder_around_a_pack_may_have_any_name(around: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        out.writestr(around, b"")
        for name, content in GOOD.items():
            out.writestr(around + name, content)
        out.writestr("__MACOSX/._pack.yml", b"\0")
    assert open_archive("pack.zip", packed.getvalue()) == (GOOD, [])


@pytest.mark.parametrize("around", ["../", "./", "..\\../", "/"])
def test_a_folder_around_a_pack_leads_nowhere_else(around: str) -> None:
    files, _ = open_archive("pack.zip", pack_up({around + name: content for name, content in GOOD.items()}))
    assert files in ({}, GOOD), "refused, or cut off: no file's name climbs"


def test_packed_anew_the_same_files_are_the_same_bytes() -> None:
    files, _ = open_archive("pack.zip", archive())
    assert pack_up(files) == pack_up(dict(reversed(files.items())))
    assert open_archive("pack.zip", pack_up(files))[0] == files


def test_a_single_file_needs_the_pack_that_it_belongs_to() -> None:
    assert [one.code for one in open_upload("lesson.ru.md", b"x", TODAY).problems] == ["E908"]
    base = pack_up({**GOOD, "light/9-11/lesson.ru.md": b"# Other\n"})
    assert [one.code for one in open_upload("lesson.ru.md", b"x", TODAY, base).problems] == ["E908"]
    placed = open_upload("lesson.ru.md", b"x", TODAY, base, "light/9-11")
    assert "E908" not in {one.code for one in placed.problems}


@pytest.mark.parametrize(
    "name", ["tips.ru.md", "tips.ru (1).md", "tips.ru(12).md", "tips.ru 2.md", "tips.ru.md.txt"]
)
def test_what_systems_add_to_a_name_is_cut_off(name: str) -> None:
    base = pack_up({**GOOD, "light/6-8/tips.ru.md": b"# Tips\n"})
    assert "E908" not in {one.code for one in open_upload(name, b"x", TODAY, base).problems}


@pytest.mark.parametrize(
    ("name", "place", "fix"),
    [
        ("lessn.ru.md", "", "did you mean 'lesson.ru.md'?"),
        ("lesson.ru.md", "ligth/6-8", "did you mean 'light/6-8/lesson.ru.md'?"),
        ("story.kk.md", "", "a new file comes with the whole pack, as .zip"),
    ],
)
def test_a_file_that_the_pack_does_not_have_is_told_what_to_do(name: str, place: str, fix: str) -> None:
    (problem,) = open_upload(name, b"x", TODAY, pack_up(GOOD), place).problems
    assert (problem.code, problem.fix) == ("E908", fix)


def test_a_layout_is_whole_or_not_there(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("layouts")
    extracted = ExtractedPacks(folder)
    (folder / ".new-1-half").mkdir()
    laid = extracted.extract(archive())
    assert (laid / "light" / "6-8" / "lesson.ru.md").read_bytes() == b"# Lamp\n"
    assert extracted.extract(archive()) == laid
    extracted.sweep({laid.name})
    assert [found.name for found in folder.iterdir()] == [laid.name]


@pytest.mark.parametrize("content", [b"PK\x05\x06" + bytes(18), pack_up({"img/lamp.png": PICTURE})])
def test_an_archive_without_a_pack_is_no_clean_pack(content: bytes) -> None:
    """One that is only an end record, and one with files but no pack.yml."""
    upload = open_upload("pack.zip", content, TODAY)
    assert [(one.path, one.code) for one in upload.problems] == [("pack.yml", "E013")]


OWN_PACKS = [*find_packs([ROOT / "content", ROOT / "quizzes"])]


@pytest.mark.slow
@pytest.mark.parametrize("folder", OWN_PACKS, ids=lambda folder: folder.name)
def test_each_of_our_own_packs_comes_through_the_gate(folder: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for file in sorted(folder.rglob("*")):
            out.write(file, file.relative_to(folder.parent))
    upload = open_upload(f"{folder.name}.zip", packed.getvalue(), TODAY)
    assert upload.errors == ()
    assert upload.pack == folder.name
    assert with_version(upload.content, "99.0.0"), "it can be opened again"


def test_the_gate_takes_a_lock_as_large_as_the_reader_does() -> None:
    packed = {**GOOD, "i18n.lock": os.urandom(LARGEST)}
    assert open_archive("pack.zip", pack_up(packed))[1] == []
    (problem,) = open_archive("pack.zip", pack_up({**packed, "i18n.lock": packed["i18n.lock"] + b"x"}))[1]
    assert (problem.path, problem.code) == ("i18n.lock", "E901")
    (other,) = open_archive("pack.zip", pack_up({**GOOD, "light/i18n.lock": b"{}"}))[1]
    assert other.code == "E905", "a lock stands beside pack.yml"
