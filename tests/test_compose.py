"""What operators are given agrees with the code: compose.yaml, the image, the alarms and the page about them.

No container engine is asked: what is held here is that names, secrets and commands are those of the program,
and that Compose and Caddy read their files.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import typer.main
import yaml

from bot.cli import app
from bot.metrics import Metrics
from bot.settings import Settings
from tests.talk import ROOT

if TYPE_CHECKING:
    from pathlib import Path

KEY = "1 " + "ab" * 32
PACK_FILES = {
    "bot_token": "1234:abc",
    "webhook_secret": "secret",
    "database_url": "postgresql://mayak:pw@postgres/mayak",
    "bot_key": KEY,
}
BOTS = ("replica", "worker")
"""Those that always run; `backup` is asked for."""


def read(file: str) -> Any:
    return yaml.safe_load((ROOT / file).read_text("utf-8"))


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found: dict[str, Any] = read("compose.yaml")
    return found


def image_settings() -> dict[str, str]:
    """What the Dockerfile sets."""
    dockerfile = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line.removeprefix("ENV ") for line in dockerfile.splitlines() if line.startswith("ENV ")]
    return dict(pair.split("=", 1) for line in lines for pair in line.split())


@pytest.mark.parametrize("name", BOTS)
def test_the_containers_settings_are_those_of_the_scaled_mode(
    compose: dict[str, Any], name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = compose["services"][name]
    for secret in service["secrets"]:
        (tmp_path / secret).write_text(PACK_FILES[secret] + "\n")
    for variable in Settings.model_fields:
        monkeypatch.delenv(variable.upper(), raising=False)
    for variable, value in (image_settings() | service["environment"]).items():
        unset = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", value)
        monkeypatch.setenv(variable, re.sub(r"\$\{(\w+):[^}]*\}", r"\1.example", unset))
    settings = Settings(_secrets_dir=str(tmp_path))
    settings.check_mode()
    assert settings.scaled
    assert settings.database_url.get_secret_value() == PACK_FILES["database_url"]
    assert settings.bot_token.get_secret_value() == PACK_FILES["bot_token"]
    assert settings.webhook_secret.get_secret_value() == PACK_FILES["webhook_secret"]
    assert str(settings.key_file) == "/run/secrets/bot_key"
    assert settings.listen_on()[1] == 8080


def test_every_variable_and_secret_is_a_setting_and_no_secret_is_a_variable(compose: dict[str, Any]) -> None:
    secret = {
        name.upper() for name, field in Settings.model_fields.items() if "SecretStr" in str(field.annotation)
    }
    for name in BOTS:
        service = compose["services"][name]
        assert {variable.lower() for variable in service["environment"]} <= set(Settings.model_fields)
        told = {variable for variable, value in service["environment"].items() if value} & secret
        assert told <= {"REDIS_URL"}, "and Redis, of the inner network, has no password"
        assert set(service["secrets"]) - {"bot_key"} <= set(Settings.model_fields)
    wanted = {secret for service in compose["services"].values() for secret in service.get("secrets", ())}
    assert wanted == set(compose["secrets"])
    assert all(where["file"].startswith("./secrets/") for where in compose["secrets"].values())
    assert "secrets/" in (ROOT / ".gitignore").read_text().split()


def test_two_replicas_and_two_workers_run_what_the_program_knows(compose: dict[str, Any]) -> None:
    commands = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    for name, command in (("replica", "run"), ("worker", "work")):
        service = compose["services"][name]
        assert service["command"] == [command]
        assert command in commands
        assert service["deploy"]["replicas"] == 2
        assert set(service["depends_on"]) <= set(compose["services"])


def test_nobody_is_root_everybody_is_looked_after(compose: dict[str, Any]) -> None:
    dockerfile = (ROOT / "Dockerfile").read_text("utf-8")
    assert re.search(r"^USER (\d+)", dockerfile, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK .*\\?\n?.*readyz", dockerfile, re.MULTILINE)
    for name, service in compose["services"].items():
        if name in {*BOTS, "backup"}:
            assert service["read_only"]
            assert service["cap_drop"] == ["ALL"]
        else:
            assert service["healthcheck"]["test"]
            assert int(service.get("user", 0)) > 0 or name == "proxy", "only the proxy binds ports below 1024"
        assert service["restart"] == ("no" if name == "backup" else "unless-stopped")


def test_redis_keeps_nothing_on_a_disk(compose: dict[str, Any]) -> None:
    command = compose["services"]["redis"]["command"]
    assert command[command.index("--save") + 1] == ""
    assert command[command.index("--appendonly") + 1] == "no"
    assert "volumes" not in compose["services"]["redis"]


def metric_names() -> set[str]:
    """Every name that a scrape may show, with the endings of counters and histograms."""
    names: set[str] = set()
    for family in Metrics().registry.collect():
        endings = {
            "counter": ["_total"],
            "histogram": ["_bucket", "_sum", "_count"],
            "gauge": [""],
            "info": ["_info"],
        }[family.type]
        names |= {family.name + ending for ending in endings}
    return {name for name in names if name.startswith("mayak_")}


def test_alarms_and_the_page_name_metrics_that_exist() -> None:
    alarms = read("docs/deploy/alarms.yml")
    rules = [rule for group in alarms["groups"] for rule in group["rules"]]
    page = (ROOT / "docs" / "operating.md").read_text("utf-8")
    for rule in rules:
        named = set(re.findall(r"mayak_\w+", rule["expr"]))
        assert named <= metric_names(), rule["alert"]
        assert named or rule["alert"] == "BotGone"
        assert rule["alert"] in page, "the page says what to do at night"
    on_page = set(re.findall(r"`(mayak_\w+)`", page))
    assert on_page == metric_names() - {name for name in metric_names() if name.endswith(("_sum", "_count"))}


def program(name: str) -> str:
    """Where a program lies that needs no container engine; a test without it is left out, but never in CI."""
    found = shutil.which(name)
    if not found:
        assert not os.environ.get("CI"), f"{name} is missing: .ci/run installs it"
        pytest.skip(f"{name} is not on this machine")
    return found


def test_compose_itself_reads_the_file_with_what_env_example_tells(tmp_path: Path) -> None:
    """`up`, `ps` and `run` find SITE in the one file that the page tells to make."""
    for name in ("compose.yaml", "Dockerfile"):
        shutil.copy(ROOT / name, tmp_path)
    told = (ROOT / ".env.example").read_text("utf-8").replace("# SITE=", "SITE=")
    (tmp_path / ".env").write_text(told, "utf-8")
    clean = {name: value for name, value in os.environ.items() if name != "SITE"}
    command = [program("docker-compose"), "--profile", "backup", "config", "--format", "json"]
    ran = subprocess.run(command, cwd=tmp_path, env=clean, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr
    services = json.loads(ran.stdout)["services"]
    assert services["replica"]["environment"]["WEBHOOK_URL"] == "https://bot.example.org/telegram"
    mounts = [volume for volume in services["backup"]["volumes"] if volume["target"] == "/backups"]
    assert [volume["type"] for volume in mounts] == ["bind"], "a backup outlives the container that wrote it"


def test_the_proxy_itself_reads_its_file() -> None:
    command = [
        program("caddy"),
        "validate",
        "--config",
        str(ROOT / "docs/deploy/Caddyfile"),
        "--adapter",
        "caddyfile",
    ]
    site = {**os.environ, "SITE": "bot.example.org"}
    ran = subprocess.run(command, env=site, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr


def test_what_prometheus_asks_and_what_grafana_draws_exists(compose: dict[str, Any]) -> None:
    (scrape,) = read("docs/deploy/prometheus.yml")["scrape_configs"]
    (asked,) = scrape["dns_sd_configs"]
    assert set(asked["names"]) == set(BOTS) <= set(compose["services"])
    assert asked["port"] == 8080
    assert scrape["job_name"] == "mayak", "the alarms say so"
    dashboard = json.loads((ROOT / "docs/deploy/dashboard.json").read_text("utf-8"))
    drawn = {
        metric
        for panel in dashboard["panels"]
        for target in panel["targets"]
        for metric in re.findall(r"mayak_\w+", target["expr"])
    }
    assert drawn <= metric_names()


def test_the_units_start_commands_and_settings_that_exist() -> None:
    commands = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    for name in ("mayak.service", "mayak-backup.service"):
        unit = (ROOT / "docs/deploy" / name).read_text("utf-8")
        (command,) = re.findall(r"^ExecStart=.*-m bot (\w+)", unit, re.MULTILINE)
        assert command in commands
        (settings,) = re.findall(r"^Environment=(.*)", unit, re.MULTILINE)
        assert {pair.partition("=")[0].lower() for pair in settings.split()} <= set(Settings.model_fields)


def test_env_example_names_settings_alone() -> None:
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    named = {line.partition("=")[0].lower() for line in lines if line and not line.startswith("#")}
    assert named <= set(Settings.model_fields)
