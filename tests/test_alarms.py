"""Every alarm fires when it should and is silent when it should: Prometheus' own program says so.

`tests/alarms` has a file for each rule: what the metrics show from minute to minute, and who is called.
"""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.kit.programs import program
from tests.talk import ROOT

if TYPE_CHECKING:
    from pathlib import Path

DEPLOY, CASES = ROOT / "docs" / "deploy", ROOT / "tests" / "alarms"
RULES: list[dict[str, Any]] = [
    rule
    for group in yaml.safe_load((DEPLOY / "alarms.yml").read_text("utf-8"))["groups"]
    for rule in group["rules"]
]


def promtool(*arguments: str) -> None:
    """Let Prometheus' program look at something; it has to be content."""
    command = [program("promtool"), *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_prometheus_reads_what_it_is_given() -> None:
    for file in DEPLOY.glob("prometheus*.yml"):
        promtool("check", "config", str(file))
    promtool("check", "rules", str(DEPLOY / "alarms.yml"))


def test_prometheus_reads_what_grafana_draws(tmp_path: Path) -> None:
    """Every query of the dashboard, as the rule of a series."""
    panels = json.loads((DEPLOY / "dashboard.json").read_text("utf-8"))["panels"]
    queries = [target["expr"] for panel in panels for target in panel["targets"]]
    rules = [{"record": f"drawn:{number}", "expr": query} for number, query in enumerate(queries)]
    file = tmp_path / "drawn.yml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "drawn", "rules": rules}]}), "utf-8")
    promtool("check", "rules", str(file))


def test_every_alarm_is_tried_out() -> None:
    assert {file.stem for file in CASES.iterdir()} == {rule["alert"] for rule in RULES}


@pytest.mark.parametrize("alert", [rule["alert"] for rule in RULES])
def test_an_alarm_fires_and_is_silent_when_it_should(alert: str) -> None:
    file = CASES / f"{alert}.yml"
    checks = [
        check for case in yaml.safe_load(file.read_text("utf-8"))["tests"] for check in case["alert_rule_test"]
    ]
    assert {check["alertname"] for check in checks} == {alert}
    assert {bool(check["exp_alerts"]) for check in checks} == {True, False}, "both are tried"
    promtool("test", "rules", str(file))
