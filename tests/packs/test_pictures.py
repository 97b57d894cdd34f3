"""Pictures from strangers: one whole picture and nothing else is taken; bombs, cut files and polyglots are not."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from datetime import date
from time import process_time
from typing import TYPE_CHECKING

import pytest
from PIL import Image, PngImagePlugin

from bot.packs.check import check
from bot.packs.parser.reader import read_pack
from bot.packs.upload.archive import open_archive, pack_up
from bot.packs.upload.image_file import PIXELS, damage_in, flaw_in
from bot.packs.upload.sandbox import open_in_sandbox
from bot.values.phrases import Phrase
from tests.kit.pictures import picture
from tests.packs.pack_kit import FIXTURES, copied

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 25)
IMAGE = "light/6-8/img/lamp.png"


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def with_chunk(name: bytes, body: bytes) -> bytes:
    """A PNG with one more chunk behind its head."""
    whole = picture()
    return whole[:33] + chunk(name, body) + whole[33:]


def located() -> Image.Exif:
    """EXIF that tells where: GPS latitude."""
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "A telephone"
    return exif


def text(words: str) -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", words)
    return info


def moving() -> bytes:
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "green", "blue")]
    written = io.BytesIO()
    frames[0].save(written, "PNG", save_all=True, append_images=frames[1:])
    return written.getvalue()


def zipped() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        out.writestr("evil.html", "<script>alert(1)</script>")
    return packed.getvalue()


def cut_inside() -> bytes:
    """A PNG whose parts are whole but whose drawn data ends in the middle."""
    head = struct.pack(">IIBBBBB", 60, 40, 8, 2, 0, 0, 0)
    data = zlib.compress(bytes(range(250)) * 4)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def claims(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is as large as this."""
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    data = zlib.compress(bytes(64 * 1024))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def passes() -> bytes:
    """A JPEG whose last pass comes again and again."""
    whole = picture("JPEG", progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:-2] + whole[last:-2] * 2000 + b"\xff\xd9"


PNG, JPG = picture(), picture("JPEG")
EVIL: dict[str, tuple[str, str, bytes]] = {
    "a bomb": ("E312", ".png", picture(size=(12_000, 9_000), mode="1")),
    "a bomb that only claims to be": ("E312", ".png", claims(60_000, 60_000)),
    "a bomb as JPEG": ("E312", ".jpg", picture("JPEG", size=(6_000, 6_000), mode="L")),
    "a ribbon": ("E312", ".png", picture(size=(2_100, 100))),
    "a bomb of passes": ("E312", ".jpg", passes()),
    "one that moves": ("E312", ".png", moving()),
    "a cut PNG": ("E126", ".png", PNG[:-20]),
    "a cut JPEG": ("E126", ".jpg", JPG[: len(JPG) // 2]),
    "a PNG of its beginning alone": ("E126", ".png", PNG[:8]),
    "a JPEG of its beginning alone": ("E126", ".jpg", b"\xff\xd8\xff"),
    "a wrong checksum": ("E126", ".png", PNG[:40] + b"\0\0" + PNG[42:]),
    "data that ends too early": ("E126", ".png", cut_inside()),
    "a size of nothing": ("E126", ".png", claims(0, 0)),
    "an archive behind a PNG": ("E127", ".png", PNG + zipped()),
    "an archive behind a JPEG": ("E127", ".jpg", JPG + zipped()),
    "a page behind a PNG": ("E127", ".png", PNG + b"<html><script>alert(1)</script>"),
    "a page in a text": ("E127", ".png", picture(pnginfo=text("<script>alert(1)</script>"))),
    "a page in a comment": ("E127", ".jpg", picture("JPEG", comment=b"<script>alert(1)</script>")),
    "a place in a JPEG": ("E127", ".jpg", picture("JPEG", exif=located())),
    "a place in a PNG": ("E127", ".png", picture(exif=located())),
    "a part of its own": ("E127", ".png", with_chunk(b"evIl", b"x" * 99)),
    "a second picture in a JPEG": ("E127", ".jpg", JPG[:2] + b"\xff\xe2\x00\x0eMPF\0" + b"x" * 8 + JPG[2:]),
    "a profile that is none": ("E127", ".png", with_chunk(b"iCCP", b"x\0\0" + b"y" * 200_000)),
    "a JPEG called PNG": ("E116", ".png", JPG),
    "a PNG called JPEG": ("E116", ".jpg", PNG),
    "a GIF": ("E116", ".png", picture("GIF", mode="L")),
    "a WebP": ("E116", ".jpg", picture("WEBP")),
    "a drawing in letters": ("E116", ".png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "an archive": ("E116", ".png", zipped()),
    "nothing": ("E116", ".png", b""),
}
GOOD: dict[str, tuple[str, bytes]] = {
    "a PNG": (".png", PNG),
    "a JPEG": (".jpg", JPG),
    "a JPEG of another ending": (".jpeg", JPG),
    "a progressive JPEG": (".jpg", picture("JPEG", size=(900, 600), progressive=True, quality=95)),
    "a palette": (".png", picture(mode="RGB", optimize=True)),
    "one that can be seen through": (".png", picture(mode="RGBA", size=(300, 300))),
    "a resolution": (".png", picture(dpi=(150, 150))),
    "a colour profile": (".jpg", picture("JPEG", icc_profile=b"x" * 3000)),
    "as large as may be": (".png", picture(size=(4_000, 4_000), mode="1")),
}


@pytest.mark.parametrize("what", EVIL)
def test_what_is_more_or_less_than_a_picture_is_refused_at_once(what: str) -> None:
    code, suffix, content = EVIL[what]
    begin = process_time()
    flaw = damage_in(content, suffix)
    assert process_time() - begin < 0.5
    assert flaw, what
    assert flaw.code == code
    assert flaw.what
    assert flaw.fix
    assert isinstance(flaw.what, Phrase), "it is told in every language"
    assert isinstance(flaw.fix, Phrase)


@pytest.mark.parametrize("what", GOOD)
def test_a_whole_picture_is_taken(what: str) -> None:
    suffix, content = GOOD[what]
    assert flaw_in(content, suffix) is None
    assert damage_in(content, suffix) is None


@pytest.mark.parametrize("suffix", [".png", ".jpg"])
def test_a_picture_cut_anywhere_is_no_picture(suffix: str) -> None:
    whole = picture("PNG" if suffix == ".png" else "JPEG")
    assert [end for end in range(len(whole)) if damage_in(whole[:end], suffix) is None] == []


@pytest.mark.parametrize("suffix", [".png", ".jpg"])
def test_a_picture_with_any_byte_changed_raises_nothing(suffix: str) -> None:
    whole = picture("PNG" if suffix == ".png" else "JPEG")
    for place in range(0, len(whole), 3):
        damage_in(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :], suffix)


def lamp(name: str, content: bytes) -> dict[str, bytes]:
    files = {
        str(path.relative_to(FIXTURES / "lamp")): path.read_bytes()
        for path in (FIXTURES / "lamp").rglob("*")
        if path.is_file()
    }
    return {**files, name: content}


@pytest.mark.parametrize("what", [what for what in EVIL if what != "data that ends too early"])
def test_an_upload_with_one_is_refused_with_its_name(what: str) -> None:
    """What is seen only by drawing is held by the next test."""
    code, suffix, content = EVIL[what]
    name = f"light/6-8/img/other{suffix}"
    files, problems = open_archive("pack.zip", pack_up(lamp(name, content)))
    assert not files
    told = [problem for problem in problems if problem.path == name]
    # A bomb may also be refused before it is looked into, since it grows so much.
    assert {problem.code for problem in told} <= {code.replace("E116", "E907"), "E901"}
    assert all(problem.fix for problem in told)
    assert told


@pytest.mark.slow
def test_pictures_are_drawn_in_the_process_that_checks_uploads() -> None:
    (problem,) = open_in_sandbox("pack.zip", pack_up(lamp(IMAGE, cut_inside())), TODAY).errors
    assert (problem.path, problem.code) == (IMAGE, "E126")
    assert not open_in_sandbox("pack.zip", pack_up(lamp(IMAGE, PNG)), TODAY).errors


def test_many_large_pictures_are_refused_by_what_they_hold_together() -> None:
    one = picture(size=(4_000, 4_000), mode="1")
    assert 7 * 16_000_000 > 100_000_000 >= 6 * PIXELS
    many = lamp("light/6-8/img/n0.png", one) | {f"light/6-8/img/n{n}.png": one for n in range(7)}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as out:
        for name, content in many.items():
            out.writestr(name, content)
    _, problems = open_archive("pack.zip", packed.getvalue())
    assert {problem.code for problem in problems} == {"E312"}


def test_check_draws_each_picture_and_the_bot_walks_through_its_parts(tmp_path: Path) -> None:
    folder = copied(tmp_path / "packs", "lamp") / "lamp"
    (folder / IMAGE).write_bytes(cut_inside())
    assert [(one.path, one.code) for one in check([folder]) if one.code == "E126"] == [
        (f"{folder}/{IMAGE}", "E126")
    ]
    (folder / IMAGE).write_bytes(PNG + zipped())
    told = {one.path for one in check([folder]) if one.code == "E127"}
    assert told == {f"{folder}/light/6-8/lesson.{locale}.md" for locale in ("en", "ru")}, "where it is shown"
    assert read_pack(folder).files["light/6-8/lesson.ru.md"].failed
    (folder / "light/6-8/img/unshown.jpg").write_bytes(picture("JPEG", exif=located()))
    assert f"{folder}/light/6-8/img/unshown.jpg" in {one.path for one in check([folder]) if one.code == "E127"}
