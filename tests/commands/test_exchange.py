"""The exchange by its commands, as a secretary, a partner, two psychologists and two countries follow the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from tests.kit.studio import PACK

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "a long passphrase"


def run(*words: object, code: int = 0) -> str:
    """Type a command and return what it says."""
    result: Result = CliRunner().invoke(app, ["exchange", *map(str, words)], env={"EXCHANGE_PASSPHRASE": WORDS})
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    """Everybody's key, each made by its holder."""
    folder = tmp_path / "keys"
    folder.mkdir()
    for name in ("r1", "r2", "r3", "r4", "r5", "t1", "t2", "t3", "p1", "p2", "c1", "machine", "desk", "spare"):
        assert "keep" in run("key", folder / name)
    return folder


@pytest.fixture
def repository(tmp_path: Path, keys: Path) -> Path:
    """A repository whose first signatures are given."""
    folder = tmp_path / "repository"
    given = {
        "root": "r1 r2 r3 r4 r5",
        "targets": "t1 t2 t3",
        "reviews": "p1 p2",
        "revoked": "c1",
        "machine": "machine",
    }
    public = [
        word
        for role, names in given.items()
        for one in names.split()
        for word in (f"--{role}", keys / f"{one}.pub")
    ]
    assert "root: 5 keys, 3 have to sign it" in run("init", folder, *public)
    for role, names in (("root", "r1 r2 r3"), ("targets", "t1 t3"), ("reviews", "p1 p2"), ("revoked", "c1")):
        for one in names.split():
            told = run("sign", folder, role, "--key", keys / one)
        assert "publish it" in told
    assert "published: root, targets, reviews, revoked" in run("publish", folder, "--key", keys / "machine")
    assert "pass it on" not in run("revoke", folder, "--key", keys / "c1")
    return folder


def test_from_a_partners_pack_to_two_countries_and_back(
    tmp_path: Path, keys: Path, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    pack = tmp_path / "harbour"
    for name, words in PACK.items():
        (pack / name).parent.mkdir(parents=True, exist_ok=True)
        (pack / name).write_text(words, encoding="utf-8")
    run("partner", repository, "harbour", "--key", keys / "desk.pub", "--key", keys / "spare.pub")
    run("sign", repository, "targets", "--key", keys / "t1")
    run("sign", repository, "targets", "--key", keys / "t2")
    told = run("put", repository, pack, "--as", "harbour", "--key", keys / "desk")
    assert "harbour 1.0.0" in told
    assert "harbour: 1 of 1 signatures; publish it" in told
    reviewed = ["--languages", "en", "--role", "psychologist", "--organisation", "Harbour desk"]
    assert "1 of 2" in run("attest", repository, "harbour", "1.0.0", *reviewed, "--key", keys / "p1")
    assert "2 of 2" in run("sign", repository, "reviews", "--key", keys / "p2")
    published = run("publish", repository, "--key", keys / "machine")
    root = published.rsplit(" ", 1)[1].strip()
    assert len(root) == 64

    monkeypatch.setenv("KEY_FILE", str(tmp_path / "country" / "bot.key"))
    (tmp_path / "country").mkdir()
    told = run("stick", repository, root)
    assert "harbour 1.0.0 (Harbour; en; 9-11; 0 KiB) by harbour; reviewed in en" in told
    assert "harbour: new → 1.0.0" in run("pick", "harbour", "--patches")
    assert "harbour: 1.0.0" in run("status")
    run("pin", "harbour", "1.0.0")
    assert "pinned to 1.0.0" in run("status")
    assert "nothing new" in run("pull")

    run(
        "revoke",
        repository,
        "harbour",
        "--items",
        "lesson/boats/9-11",
        "--reason",
        "a lock opens",
        "--key",
        keys / "c1",
    )
    run("publish", repository, "--key", keys / "machine")
    run("pull")
    assert "taken back: harbour, lesson/boats/9-11: a lock opens" in run("status")
    run("drop", "harbour")
    assert "harbour was not chosen" in run("drop", "harbour", code=2)


def test_what_has_to_come_first_is_said_in_one_line(keys: Path, repository: Path) -> None:
    assert "is not empty" in run("init", repository, *_all(keys), code=2)
    assert "nothing of targets waits" in run("sign", repository, "targets", "--key", keys / "t1", code=2)
    assert "does not open" in run("sign", repository, "targets", "--renew", "--key", keys / "t1.pub", code=2)
    assert "was not put here" in run(
        "attest", repository, "torch", "1.0.0", "--languages", "en", "--role", "editor", "--organisation", "x",
        "--key", keys / "p1", code=2,
    )  # fmt: skip
    assert "--reason" in run("revoke", repository, "harbour", "--key", keys / "c1", code=2)
    assert "short word" in run("partner", repository, "Two Words", "--key", keys / "desk.pub", code=2)
    assert "does not sign the snapshot" in run("publish", repository, "--key", keys / "t1", code=2)
    assert "64 characters" in run("add", "https://packs.example", "abc", code=2)
    assert run("key", keys / "r1", code=2)


def _all(keys: Path) -> list[object]:
    named = {"root": "r1", "targets": "t1", "reviews": "p1", "revoked": "c1", "machine": "machine"}
    return [word for role, one in named.items() for word in (f"--{role}", keys / f"{one}.pub")]
