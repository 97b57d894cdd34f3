"""Archives from strangers: each thing that may hurt is refused with its name, its harmless twin is taken."""

from __future__ import annotations

import io
import stat
import zipfile
from datetime import date
from time import process_time

import pytest

from bot.packs.extracted_packs import ExtractedPacks
from bot.packs.upload.archive import open_archive, pack_up
from bot.packs.upload.upload import open_upload
from tests.packs.pack_kit import FIXTURES

TODAY = date(2026, 11, 25)
PICTURE = (FIXTURES / "lamp" / "light" / "6-8" / "img" / "lamp.png").read_bytes()
GOOD = {"pack.yml": b"format: 1\n", "light/6-8/img/lamp.png": PICTURE, "light/6-8/lesson.ru.md": b"# Lamp\n"}


def archive(*more: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as out:
        for name, content in [*GOOD.items(), *more]:
            out.writestr(name, content)
    return packed.getvalue()


def entry(name: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    return info


EVIL: dict[str, tuple[str, bytes]] = {
    "a name that climbs": ("E903", archive(("../evil.md", b"x"))),
    "a name that climbs inside": ("E903", archive(("light/../../evil.md", b"x"))),
    "an absolute name": ("E903", archive(("/etc/evil.md", b"x"))),
    "a drive": ("E903", archive(("C:/evil.md", b"x"))),
    "a backslash": ("E903", archive(("light\\..\\evil.md", b"x"))),
    "a name that turns": ("E903", archive(("light/\u202edm.exe.md", b"x"))),
    "a name of other letters": ("E903", archive(("light/lеsson.ru.md", b"x"))),
    "too deep": ("E903", archive(("a/b/c/d/e/f/g/h/x.md", b"x"))),
    "a link": ("E904", archive((entry("light/x.md", stat.S_IFLNK | 0o777), b"/etc/passwd"))),
    "a pipe": ("E904", archive((entry("light/x.md", stat.S_IFIFO | 0o600), b""))),
    "a program": ("E905", archive(("light/run.exe", b"MZ"))),
    "a page": ("E905", archive(("light/x.html", b"<b>"))),
    "an archive inside": ("E905", archive(("inner.zip", archive()))),
    "one name twice": ("E906", archive(("light/6-8/LESSON.ru.md", b"x"))),
    "a picture that is none": ("E907", archive(("light/6-8/img/x.png", b"GIF89a"))),
    "a bomb": ("E901", archive(("light/x.md", b" " * 60_000))),
    "a large file": ("E901", archive(("light/x.md", bytes(range(256)) * 300))),
    "many entries": ("E901", archive(*((f"a/{n}.md", b"x") for n in range(2001)))),
    "no archive": ("E902", b"PK\x03\x04 and nothing"),
    "nothing": ("E902", b""),
    "cut off": ("E902", archive()[:-40]),
    "a wrong checksum": ("E902", archive(method=zipfile.ZIP_STORED).replace(b"# Lamp\n", b"# Pmal\n")),
}


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
