"""The command line as operators and editors use it: exit codes, and answers that name what to mend."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot import cli
from bot.chat import following
from bot.db import clockmark, keys, people
from bot.db.engine import open_store
from bot.db.migrate import migrate
from bot.features.help.distress import Detector, package_detector
from bot.features.help.distress import cache as phrase_cache
from bot.features.help.distress.proofs import PACKAGE_LISTS
from bot.help import follow_up_book
from bot.help.situations import Situation, group_of
from bot.packs.loader import Loader
from bot.packs.parser import reader
from bot.scheduler.clock import real_clock
from bot.values.audience import Audience
from tests import forked
from tests.packs.pack_kit import edit
from tests.talk import FIXTURES, ROOT, TODAY

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


def bot(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a world without settings but these."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("BOT_", "WEBHOOK", "DATABASE"))
    }
    return forked.run(*words, env={**clean, **variables})


def test_compile_makes_what_a_first_start_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "COMPILED", tmp_path)
    monkeypatch.setattr(cli, "home", lambda name: FIXTURES if name == "content" else tmp_path / "none")
    for module in (follow_up_book, following):
        monkeypatch.setattr(module, "COMPILED", tmp_path)
    package_detector.cache_clear()
    assert CliRunner().invoke(cli.app, "compile").exit_code == 0
    package_detector.cache_clear()
    follow_up_book.package_follow_ups.cache_clear()
    reading = (reader, "read_draft"), (phrase_cache, "read_phrase_book"), (following, "_learned")
    for module, reads in reading:
        monkeypatch.delattr(module, reads)
    assert len(Loader([FIXTURES], compiled=tmp_path / "packs.cache").open(TODAY)[0])
    detector = Detector.load(PACKAGE_LISTS, tmp_path / "kept", tmp_path / "phrases.cache")
    assert detector.hear("i don't want to live")
    here = following.followed(group_of(None) + Situation.BLACKMAIL, "so what can i even do now")
    assert here
    assert here.card == "next"


def test_the_check_of_one_pack_knows_every_page(tmp_path: Path) -> None:
    """In a process that has imported nothing else: the pages that cards of talk open have to be looked for."""
    pack = tmp_path / "talk"
    shutil.copytree(ROOT / "content" / "talk", pack)
    checked = subprocess.run(
        [sys.executable, "-m", "bot", "check", str(pack)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "E144" not in checked.stdout


def test_check_is_0_for_clean_packs_1_for_problems_and_2_for_bad_usage(tmp_path: Path) -> None:
    assert bot("check", str(FIXTURES)).returncode == 0
    packs = tmp_path / "packs"
    shutil.copytree(FIXTURES, packs)
    lesson = packs / "lamp" / "light" / "9-11" / "lesson.ru.md"
    edit(lesson, "title: ", "title: A: ")
    found = bot("check", str(packs))
    assert found.returncode == 1
    assert "lesson.ru.md:2:" in found.stdout
    assert bot("check", str(tmp_path / "nowhere")).returncode == 2
    assert bot("check", str(FIXTURES), "--format", "poem").returncode == 2


def test_check_reads_phrase_lists_like_packs(tmp_path: Path) -> None:
    lists = tmp_path / "lists"
    shutil.copytree(ROOT / "bot" / "help" / "distress", lists)
    assert bot("check", str(lists)).returncode == 0
    with (lists / "ru" / "crisis-abuse.txt").open("a", encoding="utf-8") as file:
        file.write("{nobody} бьёт\n")
    found = bot("check", str(FIXTURES), str(lists / "ru"))
    assert found.returncode == 1
    assert "ru/crisis-abuse.txt:" in found.stdout
    assert "error E721 there is no word class {nobody} — write" in found.stdout


def test_check_tells_programs_in_json(tmp_path: Path) -> None:
    packs = tmp_path / "packs"
    shutil.copytree(FIXTURES, packs)
    (packs / "lamp" / "pack.yml").write_text("format: 1\nid: lamp\nid: lamp\n", "utf-8")
    told = json.loads(bot("check", str(packs), "--format", "json").stdout)
    assert {"path", "line", "column", "severity", "code", "what", "fix"} <= told[0].keys()


def test_the_check_speaks_the_editors_language_and_json_is_for_programs(tmp_path: Path) -> None:
    packs = tmp_path / "packs"
    shutil.copytree(FIXTURES, packs)
    edit(packs / "lamp" / "light" / "9-11" / "lesson.ru.md", "minutes: 1", "minuten: 1")
    asked = bot("check", str(packs), "--lang", "ru")
    assert asked.returncode == 1
    assert "ошибка E005 ключ «minuten» здесь неизвестен — может быть, «minutes»?" in asked.stdout
    by_terminal = bot("check", str(packs), LC_ALL="ru_RU.UTF-8").stdout
    assert by_terminal == asked.stdout
    assert bot("check", str(packs), LC_ALL="", LC_MESSAGES="", LANG="ru_RU.UTF-8").stdout == asked.stdout
    assert "error E005 'minuten' is no known key here" in bot("check", str(packs), "--lang", "en").stdout
    assert "error E005" in bot("check", str(packs), LC_ALL="xx_XX.UTF-8").stdout
    asked_json = bot("check", str(packs), "--format", "json", "--lang", "ru").stdout
    assert json.loads(asked_json) == json.loads(bot("check", str(packs), "--format", "json").stdout)
    assert "::error" in bot("check", str(packs), "--format", "github", "--lang", "ru").stdout
    assert "ключ «minuten»" in bot("check", str(packs), "--format", "github", "--lang", "ru").stdout


def test_a_language_that_is_not_spoken_is_bad_usage() -> None:
    told = bot("check", str(FIXTURES), "--lang", "xx")
    assert told.returncode == 2
    assert "--lang xx: there are en, ru" in told.stderr


def test_every_command_of_editors_speaks_their_language(tmp_path: Path) -> None:
    packs, gift = tmp_path / "ours", tmp_path / "bank.gift"
    assert "записано:" in bot("new", "pack", str(packs), "--lang", "ru").stdout
    assert "уже есть; ничего не записано" in bot("new", "pack", str(packs), "--lang", "ru").stdout
    gift.write_text("Сколько будет два и два? {#4}\n\nГде свет? {=Там ~Тут}\n", "utf-8")
    told = bot("import", str(gift), str(packs / "phishing" / "9-11"), "--lang", "ru")
    assert told.returncode == 1
    assert "не взято: спрашивают число — напишите вероятные числа как варианты" in told.stdout
    assert "у неверного варианта нет отклика" in told.stdout
    assert "no.gift нет" in bot("import", str(tmp_path / "no.gift"), str(packs / "a"), "--lang", "ru").stdout
    assert "| пак | язык |" in bot("translate", "state", str(packs), "--lang", "ru").stdout
    assert bot("check", str(tmp_path / "nowhere"), "--lang", "ru").stderr.startswith("нет ")


def test_a_new_pack_passes_the_check(tmp_path: Path) -> None:
    assert bot("new", "pack", str(tmp_path / "ours")).returncode == 0
    for kind in ("lesson", "story", "quiz", "tips"):
        assert bot("new", kind, str(tmp_path / "ours" / kind / "9-11")).returncode == 0
    assert bot("check", str(tmp_path)).returncode == 0


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({}, "BOT_TOKEN"),
        ({"BOT_TOKEN": "nonsense"}, "BOT_TOKEN"),
        ({"BOT_TOKEN": "1:a", "WEBHOOK_URL": "https://example.org/hook"}, "WEBHOOK_SECRET"),
        ({"BOT_TOKEN": "1:a", "LOG_LEVEL": "LOUD"}, "LOG_LEVEL"),
        ({"BOT_TOKEN": "1:a", "LISTEN": "here"}, "LISTEN"),
    ],
)
def test_a_wrong_setting_is_named(variables: dict[str, str], named: str) -> None:
    told = bot("run", **variables)
    assert told.returncode == 2
    assert named in told.stderr
    assert "Traceback" not in told.stderr


def test_backup_and_restore(tmp_path: Path) -> None:
    here, there = f"sqlite:///{tmp_path / 'a.sqlite'}", f"sqlite:///{tmp_path / 'b.sqlite'}"
    assert bot("migrate", DATABASE_URL=here).returncode == 0
    assert bot("backup", str(tmp_path / "kept"), DATABASE_URL=here).returncode == 0
    key = str(tmp_path / "bot.key")
    restored = bot("restore", str(tmp_path / "kept"), DATABASE_URL=there, KEY_FILE=key)
    assert (restored.returncode, restored.stdout) == (0, "Restored.\n")
    assert restored.stderr.startswith(
        f"There is no KEY_FILE {key}: whether the backup belongs to it is not checked"
    )
    keys.load(tmp_path / "bot.key", make=True)
    assert not bot("restore", str(tmp_path / "kept"), DATABASE_URL=there, KEY_FILE=key).stderr
    assert bot("restore", str(tmp_path / "gone"), DATABASE_URL=there).returncode == 2


def test_a_drill_says_that_the_newest_backup_opens_and_for_whom(tmp_path: Path) -> None:
    file, folder = tmp_path / "bot.key", tmp_path / "backups"
    world = {"DATABASE_URL": f"sqlite:///{tmp_path / 'a.sqlite'}", "KEY_FILE": str(file)}
    with closing(open_store(world["DATABASE_URL"])) as store, store.transaction() as db:
        people.add(db, keys.load(file, make=True).lookup(7, 1), people.Person(people.new_key()), TODAY)
    missing = bot("drill", str(folder), **world)
    assert (missing.returncode, "no backup" in missing.stderr) == (2, True)
    assert bot("backup", str(folder / "night.sqlite"), **world).returncode == 0
    done = bot("drill", str(folder), **world)
    assert done.returncode == 0, done.stderr
    assert "night.sqlite" in done.stdout
    assert "opens, people in it: 1;" in done.stdout
    assert "bot.key fits" in done.stdout
    other = bot("drill", str(folder), "--key", str(tmp_path / "copy.key"), **world)
    assert (other.returncode, "copy.key: bring it back" in other.stderr) == (2, True)


def test_the_key_is_rotated_and_a_missing_one_is_named(tmp_path: Path) -> None:
    here = f"sqlite:///{tmp_path / 'a.sqlite'}"
    bot("migrate", DATABASE_URL=here)
    told = bot("rotate-key", DATABASE_URL=here, KEY_FILE=str(tmp_path / "key"))
    assert told.returncode == 2
    assert told.stderr == f"there is no KEY_FILE {tmp_path / 'key'}: bring it back\n"


def test_dropping_older_keys_asks_before_it_forgets_and_tells_the_way_back(tmp_path: Path) -> None:
    here, file = f"sqlite:///{tmp_path / 'a.sqlite'}", tmp_path / "bot.key"
    world = {"DATABASE_URL": here, "KEY_FILE": str(file)}
    key = keys.load(file, make=True)
    with closing(open_store(here)) as store, store.transaction() as db:
        for number in range(52):
            people.add(db, key.lookup(7, number), people.Person(people.new_key()), TODAY)
    assert bot("rotate-key", **world).returncode == 0
    before = file.read_bytes()
    refused = bot("rotate-key", "--drop-old", **world)
    assert refused.returncode == 2
    assert refused.stderr.startswith("52 people are known only by an older generation of the key")
    assert file.read_bytes() == before
    bot("backup", str(tmp_path / "kept"), **world)
    done = bot("rotate-key", "--drop-old", "--force", **world)
    assert (done.returncode, "52 people forgotten" in done.stdout) == (0, True), done.stderr
    aside = tmp_path / "bot.key.before-drop-1"
    assert str(aside) in done.stdout
    # The way back, as it was told.
    aside.replace(file)
    assert bot("restore", str(tmp_path / "kept"), "--force", **world).returncode == 0
    with closing(open_store(here)) as store, store.transaction() as db:
        assert all(people.find(db, keys.load(file, make=False).lookups(7, one), TODAY) for one in range(52))


def test_trusting_the_clock_asks_before_people_count_as_long_gone(tmp_path: Path) -> None:
    here = f"sqlite:///{tmp_path / 'a.sqlite'}"
    today = real_clock().date()
    with closing(open_store(here)) as store, store.transaction() as db:
        for number, away in enumerate((1, 400, 500)):
            person = people.Person(people.new_key(), Audience.TIER_9_11)
            people.add(db, bytes([1]) + bytes([number]) * 32, person, today - timedelta(days=away))
    refused = bot("migrate", "--trust-clock", DATABASE_URL=here)
    assert refused.returncode == 2
    assert "2 people were away for so long that they would be forgotten" in refused.stderr
    with closing(open_store(here)) as store, store.transaction() as db:
        assert clockmark.read(db) is None
    assert "believes this machine's clock" in bot("migrate", "--trust-clock", "--force", DATABASE_URL=here).stdout


def test_help_lines_to_verify_are_listed() -> None:
    assert "never checked" in bot("helplines", "RU").stdout
    assert "112" in bot("helplines", "RU", "--sheet").stdout


def test_organisers_plan_and_report(tmp_path: Path) -> None:
    world = {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'bot.sqlite'}",
        "KEY_FILE": str(tmp_path / "bot.key"),
        "PACKS": str(FIXTURES),
    }
    picture, table = tmp_path / "plan.png", tmp_path / "report.csv"
    bot("migrate", **world)
    planned = bot(
        "plan", "--days", "10", "--people", "5000", "--begins", "2026-11-01", "--png", str(picture), **world
    )
    assert planned.returncode == 0, planned.stderr
    assert "lamp-days/week" in planned.stdout
    assert picture.read_bytes().startswith(b"\x89PNG")
    nobody = bot("plan", "--days", "3", **world)
    assert "fewer than 10 people of the database" in nobody.stdout
    reported = bot("report", "week", "--csv", str(table), **world)
    assert reported.returncode == 0, reported.stderr
    assert "Fewer than 10 people took part" in reported.stdout
    assert table.read_text("utf-8").startswith("dimension,group,joined")
    forecast = json.loads(
        bot("plan", "--days", "10", "--people", "5000", "--begins", "2026-11-01", "--json", **world).stdout
    )
    assert (forecast["begins"], len(forecast["load"])) == ("2026-11-01", 10)
    assert "lamp-days/week" in [campaign["campaign"] for campaign in forecast["campaigns"]]
    assert sum(day["messages"] for day in forecast["load"]) > 0
    few = json.loads(bot("report", "week", "--json", **world).stdout)
    assert (few["campaign"], few["all"], few["by"]) == ("lamp-days/week", None, {})
    assert json.loads(bot("report", "--json", **world).stdout) == []
    assert json.loads(bot("questions", "--json", **world).stdout) == []
    assert json.loads(bot("trial", "--json", **world).stdout) == []
    unknown = bot("report", "holiday", **world)
    assert unknown.returncode == 2
    assert "lamp-days/week" in unknown.stderr


@pytest.mark.parametrize("command", [("plan",), ("report", "week"), ("why", "1001"), ("questions",), ("trial",)])
def test_who_asks_makes_no_database_and_changes_none(tmp_path: Path, command: tuple[str, ...]) -> None:
    file = tmp_path / "elsewhere" / "bot.sqlite"
    world = {"DATABASE_URL": f"sqlite:///{file}", "KEY_FILE": str(tmp_path / "bot.key"), "PACKS": str(FIXTURES)}
    world["BOT_TOKEN"] = "1234:abc"
    mistyped = bot(*command, **world)
    assert mistyped.returncode == 2
    assert str(file) in mistyped.stderr
    assert not file.parent.exists(), "an empty one would answer that nobody takes part"
    file.parent.mkdir()
    store = open_store(world["DATABASE_URL"], migrate=False)
    with store.transaction() as db:
        migrate(db)
        db.exec_driver_sql("UPDATE alembic_version SET version_num = '0018'")
    store.close()
    refused = bot(*command, **world)
    assert refused.returncode == 2
    assert "at revision 0018" in refused.stderr


SCALED = {
    "BOT_TOKEN": "1234:abc",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "DATABASE_URL": "postgresql://127.0.0.1:1/nobody",
    "WEBHOOK_URL": "https://example.org/hook",
    "WEBHOOK_SECRET": "secret",
}


@pytest.mark.parametrize("command", ["run", "work"])
@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"DATABASE_URL": "sqlite:///bot.sqlite"}, "DATABASE_URL"),
        ({"WEBHOOK_URL": ""}, "WEBHOOK_URL"),
        ({"REDIS_URL": "127.0.0.1:6379"}, "REDIS_URL"),
        ({"BOT_TOKEN": ""}, "BOT_TOKEN"),
        ({}, "KEY_FILE"),  # a database may be away at the start, the key that all share may not
    ],
)
def test_the_scaled_mode_says_what_it_misses(command: str, wrong: dict[str, str], named: str) -> None:
    told = bot(command, **SCALED | wrong)
    assert told.returncode == 2
    assert named in told.stderr


def test_a_worker_belongs_to_the_scaled_mode() -> None:
    told = bot("work", BOT_TOKEN="1234:abc", REDIS_URL="")
    assert told.returncode == 2
    assert "REDIS_URL" in told.stderr
