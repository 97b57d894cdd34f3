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

from bot.chat.browser_forms import FIELD_BYTES
from bot.cli import app
from bot.doors import connections
from bot.doors.telegram import webhook
from bot.doors.web.projector.pages import HOLDS_SECONDS
from bot.doors.web.site import uploads
from bot.features.publishing.writing import TEXT_BYTES
from bot.metrics import Metrics
from bot.packs.upload.archive import UPLOAD_BYTES
from bot.settings import Settings
from tests.kit.programs import program
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
    assert all(int(user) > 0 for user in re.findall(r"^USER (.+)", dockerfile, re.MULTILINE))
    for name, service in compose["services"].items():
        if name not in {*BOTS, "backup"}:
            assert service["healthcheck"]["test"]
            assert int(service.get("user", 0)) > 0 or service["build"]["target"] == "proxy"
        assert service.get("read_only") or name == "postgres", "which writes beside its data"
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert not {"cap_add", "privileged", "devices", "pid", "network_mode"} & set(service)
        assert service["restart"] == ("no" if name == "backup" else "unless-stopped")


def test_the_proxy_starts_without_capabilities(compose: dict[str, Any]) -> None:
    """The right in the file of Caddy's program would keep it from starting; ports below 1024 need none."""
    proxy, dockerfile = compose["services"]["proxy"], (ROOT / "Dockerfile").read_text("utf-8")
    stage = re.search(r"^FROM caddy:.* AS proxy\n(.*?)^FROM", dockerfile, re.MULTILINE | re.DOTALL)
    assert stage
    assert "setcap -r /usr/bin/caddy" in stage[1]
    (user,) = re.findall(r"^USER (\d+)", stage[1], re.MULTILINE)
    assert f"chown -R {user}:{user} /config /data" in stage[1]
    assert f"/config:uid={user},gid={user},mode=0700" in proxy["tmpfs"]
    assert proxy["sysctls"] == {"net.ipv4.ip_unprivileged_port_start": 0}
    assert dockerfile.rindex("FROM python:") > dockerfile.index("AS proxy"), "the last stage is the bot"


def test_every_image_is_named_by_its_digest(compose: dict[str, Any]) -> None:
    """A name alone can be put on something else; the version beside it is for people."""
    dockerfile = (ROOT / "Dockerfile").read_text("utf-8")
    named = re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE)
    named += [service["image"] for service in compose["services"].values() if "build" not in service]
    assert len(named) == 5
    for image in named:
        assert re.fullmatch(r"[a-z]+:\d+\.\d+[\w.-]*@sha256:[0-9a-f]{64}", image), image


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
    for name in ("mayak.service", "mayak-backup.service", "mayak-drill.service"):
        unit = (ROOT / "docs/deploy" / name).read_text("utf-8")
        (command,) = re.findall(r"^ExecStart=.*-m bot (\w+)", unit, re.MULTILINE)
        assert command in commands
        (settings,) = re.findall(r"^Environment=(.*)", unit, re.MULTILINE)
        assert {pair.partition("=")[0].lower() for pair in settings.split()} <= set(Settings.model_fields)


def test_no_unit_fails_without_somebody_being_told() -> None:
    units = [file for file in (ROOT / "docs/deploy").iterdir() if file.suffix in {".service", ".timer"}]
    for unit in units:
        if unit.name != "mayak-failed@.service":
            assert "\nOnFailure=mayak-failed@%n.service\n" in unit.read_text("utf-8"), unit.name
    assert ROOT / "docs/deploy/mayak-failed@.service" in units


def test_the_embedded_mode_is_asked_where_it_listens() -> None:
    """On loopback: in the file of settings, in the unit, in Prometheus' file."""
    (scrape,) = read("docs/deploy/prometheus-embedded.yml")["scrape_configs"]
    assert scrape["job_name"] == "mayak"
    ((target,),) = [static["targets"] for static in scrape["static_configs"]]
    assert f"\nLISTEN={target}\n" in (ROOT / ".env.example").read_text("utf-8")
    unit = (ROOT / "docs/deploy/mayak.service").read_text("utf-8")
    assert f" LISTEN={target}\n" in unit
    assert " BACKUPS=/var/lib/mayak-backups " in unit
    assert "/var/lib/mayak-backups/" in (ROOT / "docs/deploy/mayak-backup.service").read_text("utf-8")
    assert Settings(listen=target).listen_on() == ("127.0.0.1", 8080)


def test_env_example_names_settings_alone() -> None:
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    named = {line.partition("=")[0].lower() for line in lines if line and not line.startswith("#")}
    assert named <= set(Settings.model_fields)


def test_the_proxys_example_agrees_with_what_the_program_waits_for_and_takes() -> None:
    caddy = (ROOT / "docs" / "deploy" / "Caddyfile").read_text("utf-8")

    def told(name: str) -> list[int]:
        return [int(number) for number in re.findall(rf"^\s*{name} (\d+)", caddy, re.MULTILINE)]

    assert min(told("read_body")) > uploads.SECONDS
    assert max(told("keepalive")) < connections.KEEP_SECONDS
    assert min(told("response_header_timeout")) > HOLDS_SECONDS
    hook, site = told("max_size")
    assert hook << 20 == webhook.BODY_BYTES
    assert site << 20 > UPLOAD_BYTES + TEXT_BYTES + uploads.FIELDS * FIELD_BYTES
    assert "header_up -Content-Encoding" in caddy
    page = (ROOT / "docs" / "operating.md").read_text("utf-8")
    assert f"{connections.KEEP_SECONDS:.0f} seconds" in page
    assert f"{site} MiB" in page
