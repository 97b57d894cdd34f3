"""The converter that makes the directory from a list."""

from pathlib import Path
from types import ModuleType

import pytest

from tests.tools import load_tool

HEAD = "country,service,audience,topic,phone,sms,chat,url,hours,languages,free,confidence,sources,note\n"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    return load_tool("helplines")


def lines(tool: ModuleType, row: str) -> list[dict[str, object]]:
    values = dict(zip(HEAD.strip().split(","), row.split("|"), strict=True))
    found: list[dict[str, object]] = tool.lines_of(values, {"lines": {}, "emergency": {}})
    return found


def test_numbers_of_one_row_become_lines_of_their_own(tool: ModuleType) -> None:
    found = lines(tool, "AT|Emergency services|any|emergency|112 / police 133||||24/7||yes|high|a; b|")
    assert [(line["kind"], line["phone"]) for line in found] == [("emergency", "112"), ("police", "133")]
    assert found[0]["sources"] == ["a", "b"]


def test_a_number_may_belong_to_a_language(tool: ModuleType) -> None:
    found = lines(tool, "BE|Line|any|suicide|0800 32 123 (fr) / 1813 (nl)||||24/7|fr,nl|yes|medium|a|")
    assert [(line["phone"], line["languages"]) for line in found] == [("0800 32 123", ["fr"]), ("1813", ["nl"])]


def test_the_word_of_a_text_message_stands_apart(tool: ModuleType) -> None:
    found = lines(tool, "GB|Shout|any|general||SHOUT to 85258|||24/7|en,+|yes|high|a|")
    assert (found[0]["sms"], found[0]["word"], found[0]["languages"]) == ("85258", "SHOUT", ["en"])


def test_only_https_addresses_are_kept(tool: ModuleType) -> None:
    found = lines(tool, "VN|Line|child|general|111|||http://tongdai111.vn|24/7|vi|yes|high|a|")
    assert found[0]["url"] == ""


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("24/7", "24/7"),
        ("", ""),
        ("19-07", "Mo-Su 19:00-07:00"),
        ("12-24", "Mo-Su 12:00-24:00"),
        ("Sun-Thu 8-20, Fri-Sat 9-17", "Su-Th 08:00-20:00; Fr-Sa 09:00-17:00"),
    ],
)
def test_hours_become_the_fixed_form(tool: ModuleType, words: str, form: str) -> None:
    assert tool.hours_of(words) == form


def test_hours_in_an_unknown_form_stop_the_work(tool: ModuleType) -> None:
    with pytest.raises(ValueError, match="unknown form"):
        tool.hours_of("evenings")


def test_a_check_is_kept_while_the_number_stays(tool: ModuleType, tmp_path: Path) -> None:
    file = tmp_path / "RU.yml"
    before = [
        {"id": "a", "kind": "line", "name": "A", "phone": "1", "sources": ["x"], "verified_on": "2026-10-01"}
    ]
    file.write_text(tool.written("RU", before), encoding="utf-8")
    after = [{"phone": "1"}, {"phone": "2"}]
    tool.keep_checks(after, file)
    assert [str(line["verified_on"]) for line in after] == ["2026-10-01", "None"]
