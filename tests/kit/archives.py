"""Archives that a stranger may send."""

from __future__ import annotations

import io
import stat
import zipfile

from tests.packs.pack_kit import FIXTURES

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


def commented(content: bytes) -> bytes:
    """The archive with a comment as long as an archive of the same files."""
    return content[:-2] + len(content).to_bytes(2, "little")


def parted(content: bytes, inner: bytes) -> bytes:
    """The archive with another one between its files and its directory, whose places are told rightly."""
    directory = zipfile.ZipFile(io.BytesIO(content)).start_dir
    end = len(content) - 22
    told = (directory + len(inner)).to_bytes(4, "little")
    return content[:directory] + inner + content[directory : end + 16] + told + content[end + 20 :]


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
    "two archives": ("E914", archive() + archive()),
    "another archive before it": ("E914", archive(("other/x.md", b"x")) + archive()),
    "an archive behind it that its own comment hides": ("E914", commented(archive()) + archive()),
    "an archive between its files": ("E914", parted(archive(), archive())),
    "words behind it": ("E914", archive() + b"more"),
    "words before it": ("E914", b"more" + archive()),
    "a wrong checksum": ("E902", archive(method=zipfile.ZIP_STORED).replace(b"# Lamp\n", b"# Pmal\n")),
}
