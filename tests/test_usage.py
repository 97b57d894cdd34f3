"""What was set wrongly is told by its name, whichever command reads it."""

from __future__ import annotations

import shutil
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.cli import app
from tests.talk import FIXTURES

if TYPE_CHECKING:
    from pathlib import Path


COMMANDS = (
    *("run", "work", "demo", "check", "check --coverage", "translate state", "plan", "report week", "why 7"),
    *("questions", "migrate", "backup copy.sqlite", "restore copy.sqlite", "rotate-key"),
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_names_a_wrong_setting(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(app, command.split(), env={"SEND_RATE": "fast", "PAID_RATE": "-1"})
    assert told.exit_code == 2
    assert [line.partition(":")[0] for line in told.stderr.splitlines()] == ["SEND_RATE", "PAID_RATE"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "command", ["run", "migrate", "backup b", "restore b", "rotate-key", "plan", "why 7", "questions"]
)
@pytest.mark.parametrize("url", ["data/bot.sqlite", "sqlite://", "mysql://me:canary@host/x"])
def test_every_command_that_needs_the_database_names_a_wrong_address(
    command: str, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(
        app, command.split(), env={"DATABASE_URL": url, "BOT_TOKEN": "1:a", "PACKS": str(FIXTURES)}
    )
    assert told.exit_code == 2
    assert told.stderr.splitlines()[-1].startswith("DATABASE_URL")
    assert "canary" not in told.output


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("BOT_TOKEN", "nonsense"),
        ("BOT_API_URL", "nonsense"),
        ("BOT_PROXY", "nonsense"),
        ("BOT_PROXY", "ftp://127.0.0.1:1"),
        ("BOT_PROXY", "socks5://127.0.0.1:port"),
        ("WEBHOOK_URL", "nonsense"),
        ("WEBHOOK_SECRET", "two words"),
        ("LISTEN", "here"),
        ("LISTEN", ":99999"),
        ("PUBLIC_URL", "class.example"),
        ("LOG_LEVEL", "LOUD"),
        ("PACKS", "mistyped"),
        ("PACKS", f"{FIXTURES}:mistyped"),
        ("ADMIN_IDS", "me"),
    ],
)
def test_a_bot_that_is_set_wrongly_does_not_start(
    setting: str, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    right = {"BOT_TOKEN": "1:a", "WEBHOOK_SECRET": "secret", "PACKS": str(FIXTURES)}
    told = CliRunner().invoke(app, ["run"], env={**right, setting: value})
    assert told.exit_code == 2
    (line,) = told.stderr.splitlines()
    assert line.startswith(f"{setting}: ")
    assert list(tmp_path.iterdir()) == []


def _mistaken(folder: Path) -> dict[str, str]:
    """Make what commands are given by mistake; return the names that stand for it in the lines of the test."""
    (folder / "empty").mkdir()
    (folder / "notes.txt").write_text("no pack", "utf-8")
    (folder / "broken.po").write_bytes(b'msgid "\xff')
    (folder / "garbage.sqlite").write_bytes(b"what a broken disk has left of it " * 200)
    shutil.copytree(FIXTURES / "lamp", folder / "packs" / "lamp")
    lesson = folder / "packs" / "lamp" / "light" / "9-11" / "lesson.ru.md"
    return {"LESSON": str(lesson), "QUIZ": str(FIXTURES / "lamp-sets" / "light" / "9-11" / "quiz.ru.md")}


@pytest.mark.parametrize(
    ("command", "named"),
    [
        ("check empty", "empty holds no pack"),
        ("check notes.txt", "notes.txt lies in no pack"),
        ("check packs/lamp nowhere", "there is no nowhere"),
        ("check --coverage nowhere", "there is no nowhere"),
        ("check --coverage empty", "empty holds no pack"),
        ("bundle empty", "empty holds no pack"),
        ("bundle packs/lamp --to nowhere/lamp.html", "nowhere/lamp.html"),
        ("bundle packs/lamp --to empty", "empty"),
        ("export nowhere/quiz.gift QUIZ", "nowhere/quiz.gift"),
        ("export nowhere/quiz.xlsx", "nowhere/quiz.xlsx"),
        ("import nowhere.gift packs/lamp/new/9-11", "nowhere.gift"),
        ("import notes.txt notes.txt/new", "notes.txt/new"),
        ("import notes.odt packs/lamp/new/9-11", "save it as .docx"),
        ("import notes.ods packs/lamp/new/9-11", "save it as .xlsx"),
        ("translate export kk packs/lamp --to notes.txt", "notes.txt"),
        ("translate export kk empty", "empty holds no pack"),
        ("translate import broken.po --packs packs/lamp", "broken.po"),
        ("translate state empty", "empty holds no pack"),
        ("translate pseudo qps packs/lamp --to notes.txt/pseudo", "notes.txt/pseudo"),
        ("new pack notes.txt/ours", "notes.txt/ours"),
        ("transcript notes.txt", "notes.txt"),
        ("transcript empty/story.ru.chat.md", "empty/story.ru.chat.md"),
        ("demo --watch empty", "empty"),
        ("backup notes.txt/copy", "notes.txt"),
    ],
)
def test_what_cannot_be_read_or_written_is_told_in_one_line(
    command: str, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names = _mistaken(tmp_path)
    words = [names.get(word, word) for word in command.split()]
    if command.startswith("backup"):
        CliRunner().invoke(app, ["migrate"], env={"DATABASE_URL": "sqlite:///bot.sqlite"})
    told = CliRunner().invoke(app, words, env={"DATABASE_URL": "sqlite:///bot.sqlite"})
    assert told.exit_code == 2, (told.output, told.exception)
    assert named in (told.stderr or told.stdout)
    assert len((told.stderr or told.stdout).splitlines()) == 1


@pytest.mark.parametrize(
    "command", ["migrate", "backup copy", "plan", "why 7", "questions", "trial", "report week"]
)
def test_a_file_that_is_no_database_is_told(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bot.sqlite").write_bytes(b"what a broken disk has left of it " * 200)
    settings = {"DATABASE_URL": "sqlite:///bot.sqlite", "BOT_TOKEN": "1:a", "PACKS": str(FIXTURES)}
    told = CliRunner().invoke(app, command.split(), env=settings)
    assert told.exit_code == 2, (told.output, told.exception)
    (line,) = told.stderr.splitlines()
    assert line.startswith("DATABASE_URL: ")


@pytest.mark.parametrize("command", ["plan --days 3 --people 10", "questions", "trial", "report week", "why 7"])
def test_who_asks_makes_no_folder(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    CliRunner().invoke(app, command.split(), env={"BOT_TOKEN": "1:a", "PACKS": str(FIXTURES)})
    assert list(tmp_path.iterdir()) == []


def test_a_library_that_is_missing_names_the_setting_and_what_is_published(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    told = CliRunner().invoke(app, ["migrate"], env={"DATABASE_URL": "postgresql://127.0.0.1:1/nobody"})
    assert told.exit_code == 2, told.exception
    assert told.stderr == "DATABASE_URL: PostgreSQL needs the library psycopg: pip install 'psycopg[binary]'\n"


def test_why_asks_for_the_token_before_it_says_that_nobody_is_known() -> None:
    told = CliRunner().invoke(app, ["why", "7"], env={"BOT_TOKEN": ""})
    assert told.exit_code == 2
    assert told.stderr.startswith("BOT_TOKEN is not set")


def test_an_archive_is_checked_as_if_it_had_been_sent_to_the_bot(tmp_path: Path) -> None:
    shutil.make_archive(str(tmp_path / "good"), "zip", FIXTURES, "lamp")
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as archive:
        archive.write(FIXTURES / "lamp" / "pack.yml", "lamp/pack.yml")
        archive.writestr("../run.sh", "rm -r /")
    good = CliRunner().invoke(app, ["check", str(tmp_path / "good.zip")])
    assert good.exit_code == 0, good.output
    evil = CliRunner().invoke(app, ["check", str(tmp_path / "evil.zip")])
    assert evil.exit_code == 1
    assert "E903" in evil.stdout
    assert f"{tmp_path / 'evil.zip'}/" in evil.stdout
