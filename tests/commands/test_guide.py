"""The ten-minute guide is followed word for word, in both languages, and ends with the lesson live in the chat."""

from __future__ import annotations

import json
import re
import shlex
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.request import Request, urlopen

import pytest

from bot.packs.check import check
from bot.packs.parser.head import CampaignHead
from tests import forked
from tests.packs.pack_kit import TODAY
from tests.talk import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")
EDITORS = ROOT / "docs" / "editors"
MOST_STEPS = 8
BLOCK = re.compile(r"^```(sh|markdown|yaml)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def steps(language: str) -> list[tuple[str, str]]:
    """Every step of the guide: a command (file empty), or a file and what is to stand in it."""
    words = (EDITORS / f"first-lesson.{language}.md").read_text("utf-8")
    return [(file, inside) for kind, file, inside in BLOCK.findall(words) if kind == "sh" or file]


def run_in(folder: Path, *command: str) -> None:
    """Run a command as an editor does, in their folder; it must succeed."""
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def follow(folder: Path, language: str) -> str:
    """Follow the guide in a folder up to its last command, which is returned: it runs until it is stopped."""
    (folder / "content").mkdir()
    (folder / "docs").symlink_to(ROOT / "docs")
    *before, (_, last) = steps(language)
    for file, words in before:
        if file:
            assert (folder / file).exists(), "a template stands there to be filled in"
            (folder / file).write_text(words, "utf-8")
            continue
        run_in(folder, "sh", "-ec", words.replace(".venv/bin/python", shlex.quote(sys.executable)))
    return last.strip()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_campaign_is_written_by_its_page(tmp_path: Path, language: str) -> None:
    """Every command of the page but the last, which runs until it is stopped; a pack and a lesson are there."""
    words = (EDITORS / f"campaign.{language}.md").read_text("utf-8")
    first = ["bot new pack content/ours", "bot new lesson content/ours/accounts"]
    *commands, last = [
        inside.strip().removeprefix(".venv/bin/python -m ") for _, _, inside in BLOCK.findall(words)
    ]
    for command in [*first, *commands]:
        _, *told = shlex.split(command)
        done = forked.run(*told, env={"PATH": "/usr/bin:/bin"}, folder=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
    assert "demo --watch content/ours" in last
    for key in CampaignHead.model_fields:
        assert f"`{key}`" in words, "the page tells what each line means"


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ru", "en"])
def test_it_has_few_steps_and_leaves_a_pack_without_a_warning(tmp_path: Path, language: str) -> None:
    assert len(steps(language)) <= MOST_STEPS
    follow(tmp_path, language)
    assert check([tmp_path / "content"], today=TODAY) == []
    files = {path.name for path in (tmp_path / "content/ours/accounts/9-11").rglob("*") if path.is_file()}
    assert files == {"lesson.ru.md", "lesson.en.md", "light.png"}


def test_both_guides_are_the_same_steps() -> None:
    assert steps("ru") == steps("en")


def test_every_page_stands_in_both_languages_and_its_links_lead_somewhere() -> None:
    pages = sorted(EDITORS.glob("*.md"))
    names = {page.name.split(".")[0] for page in pages}
    assert {page.name for page in pages} == {
        f"{name}.{language}.md" for name in names for language in ("en", "ru")
    }
    for page in pages:
        prose = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([\w./-]+\.(?:md|png))\)", prose):
            assert (page.parent / target).exists(), (page.name, target)


@pytest.mark.slow
def test_the_lesson_is_live_in_the_chat_with_question_picture_and_translation(tmp_path: Path) -> None:
    command = shlex.split(follow(tmp_path, "ru").replace(".venv/bin/python", shlex.quote(sys.executable)))
    with subprocess.Popen(
        [*command, "--port", "0"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    ) as demo:
        assert demo.stdout is not None
        told = ""
        while "ready" not in told:
            told = demo.stdout.readline()
            assert told, "the demo says where to look"
        preview = told.split()[-1]
        drawn = json.loads(get(f"{preview}/drawn"))["html"]
        for seen in (
            "Три слова для маяка",
            "Three words for the lighthouse",
            "data:image/png",
            "тапок-туча-банан",
        ):
            assert seen in drawn
        chat = re.findall(r"href='(http://127.0.0.1:\d+)'", get(f"{preview}/"))[0]
        assert_child_reads(chat)
        demo.send_signal(signal.SIGTERM)
        assert demo.wait(60) == 0


def get(url: str, body: object = None) -> str:
    """Ask the servers that this test has started."""
    data = json.dumps(body).encode() if body is not None else None
    asked = Request(url, data, {"Content-Type": "application/json"})  # noqa: S310 - our own server on loopback
    with urlopen(asked, timeout=60) as answer:  # noqa: S310 - as above
        return str(answer.read().decode())


class Child:
    """The child of ten of the local Telegram, at the other end of its address `chat`."""

    def __init__(self, chat: str) -> None:
        people = json.loads(get(f"{chat}/_sim/state"))["people"]
        self.chat = chat
        self.number = next(person["id"] for person in people if person["key"] == "child-10")

    def does(self, act: str, **details: object) -> None:
        get(f"{self.chat}/_sim/people/{self.number}/{act}", details)

    def messages(self) -> list[dict[str, Any]]:
        view = json.loads(get(f"{self.chat}/_sim/chats/{self.number}/messages?person={self.number}"))
        return list(view["messages"])

    def button(self, label: str) -> dict[str, int] | None:
        """Where the newest button with these words stands."""
        for message in reversed(self.messages()):
            for y, row in enumerate(message.get("reply_markup", {}).get("inline_keyboard", [])):
                for x, button in enumerate(row):
                    if label in button["text"]:
                        return {"message_id": message["message_id"], "row": y, "column": x}
        return None

    def taps(self, label: str) -> None:
        self.does("press", **waited(lambda: self.button(label), label))

    def sees(self, words: str) -> None:
        waited(lambda: words in json.dumps(self.messages(), ensure_ascii=False) or None, words)


def waited(look: Callable[[], T | None], what: str) -> T:
    """Wait until a look finds something."""
    for _ in range(120):
        found = look()
        if found is not None:
            return found
        time.sleep(0.5)
    raise AssertionError(f"{what} is not to be seen")


def assert_child_reads(chat: str) -> None:
    """A child opens the lesson by its link, says who they are, and answers the question."""
    child = Child(chat)
    child.does("send", text="/start lesson_ours_accounts_9-11")
    for label in ("9–11 лет", "Дальше"):
        child.taps(label)
    child.taps("тапок-туча-банан")
    child.sees("Слова смешные и не связаны")
