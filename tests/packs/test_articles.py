"""docs/pack-errors.md: every code has an article; the wrong example gives it at its line, the right one not."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.packs.articles import article
from bot.packs.autofix import with_hash
from bot.packs.check import check
from bot.packs.parser.reader import read_pack
from bot.packs.problem import Problem, Severity
from bot.values.phrases import Phrase
from tests.packs.pack_kit import PACK

ROOT = Path(__file__).parents[2]
ARTICLES = ROOT / "docs" / "pack-errors.md"
PICTURE = ROOT / "tests" / "fixtures" / "packs" / "lamp" / "light" / "6-8" / "img" / "lamp.png"
TODAY = date(2026, 11, 1)

SHOWN_ELSEWHERE = {"E012", "E013", "E014", "E305", "E306", "E307", "E309", "E310", "E311", "E622", "E721", "E722"}
SHOWN_ELSEWHERE |= {"E130", "E131", "W130"} | {"E126", "E127", "E312"} | {"E146"}
SHOWN_ELSEWHERE |= {"E022", "E128", "E129", "E132", "E313", "W132", "W133", "W134"}
SHOWN_ELSEWHERE |= {"W625", "E166", "E167", "W169"}
SHOWN_ELSEWHERE |= {f"E9{number:02}" for number in range(1, 13)} | {"W912", "W913", "E914"}
"""What no example can show (bytes, sizes, several folders, phrase lists, transcripts); `test_reader.py`,
`test_pictures.py`, `test_hostile.py`, `test_phrasebook.py`, `test_trying.py`, `test_transcripts.py`,
`test_archive.py`, `test_talk.py`, `test_voices.py`, `test_blind.py`, `test_screens.py`, `test_loudness.py`,
`test_word.py`, `test_brought.py` hold them."""

HEAD = {
    "title": "Title",
    "tiers": '["9-11"]',
    "age_mark": "6+",
    "topics": "[accounts]",
    "objective": "Do one thing.",
    "minutes": "2",
    "status": "draft",
}
BARE = {
    "glossary": {"title": "Title"},
    "talk": {"title": "Title", "status": "draft"},
    "signs": {"title": "Title", "status": "draft"},
    "next": {"title": "Title"},
}
"""Heads of kinds that are for everybody."""
MORE = {
    "lesson": {},
    "tips": {},
    "round": {},
    "path": {"weeks": '{one: ["lesson:demo/topic/9-11"]}'},
    "quiz": {"misconceptions": "{hurry: One must be quick.}"},
    "story": {"start": "start", "endings": "{end: good}"},
    "drill": {
        "sender": "Leo",
        "start": "start",
        "endings": "{kept: seen, gave: given}",
        "twin": "topic-ok/9-11",
    },
}
INTRO = "# Title\n\nWhat it is about.[^source]\n\n"
OUTRO = "\n\n[^source]: Somebody, 2020.\n"
QUESTION = '## One <a id="one"></a>\n\nWhat is strong?\n\n- [x] An oak\n- [ ] A leaf\n  > A leaf is thin.'
BODY = {
    "lesson": QUESTION,
    "quiz": QUESTION,
    "tips": '## One <a id="one"></a>\n\nDo it.',
    "story": '## Start <a id="start"></a>\n\nA gift!\n\n- [Look](#end)\n\n'
    '## End <a id="end"></a>\n\nWell.\n\n> [!IMPORTANT]\n> Stop first.',
    "path": '## One <a id="one"></a>\n\nA week.',
    "drill": '## Start <a id="start"></a>\n\nLeo: The code! <!-- technique: hurry -->\n\n'
    "- **send** [Send it](#gave)\n- [No](#kept)\n\n"
    '## Kept <a id="kept"></a>\n\nWell.\n\n## Sent <a id="gave"></a>\n\nOh.',
}
OTHERS = "".join(
    f'\n\n## Other {n} <a id="other-{n}"></a>\n\n```screen chat\nfrom: Leo\n> {{a: One}} {{b: two}}\n```\n\n'
    + ("honest\n\nIt asks for nothing." if n % 2 else "trap: a\n\n- a: It hurries.")
    for n in range(13)
)
"""The other screens of a round: ten at least, about half of them honest."""
TWIN = BODY["drill"].replace("technique: hurry", "sign: takes-no")
THIRD = "- **wait** [Wait](#more)\n\n"
MORE_MOMENT = (
    '## More <a id="more"></a>\n\nIt waits.\n\n- **send** [Send it](#gave)\n- [No](#kept)\n- [Never](#kept)\n\n'
)
TWIN_FOR_TWO = TWIN.replace("(#kept)\n\n", f"(#kept)\n{THIRD}", 1).replace("## Kept", f"{MORE_MOMENT}## Kept")
"""The honest twin of a drill for two."""
SCHEDULE = {
    "version": "1",
    "starts": "2027-02-08",
    "until": "2027-02-14",
    "tiers": '["9-11"]',
    "hour": "16",
    "goal": "finished",
    "steps": '[{id: first, day: 1, item: "lesson:demo/topic/9-11"}]',
}
TRANSLATED = '## Один <a id="one"></a>\n\nЧто крепче?\n\n- [x] Дуб\n- [ ] Лист\n  > Лист тонкий.'


@dataclass(frozen=True)
class Example:
    """An example of an article: where it stands (file, mode), the line meant (0 = none of its own), words."""

    file: str
    mode: str
    line: int
    words: str


@dataclass(frozen=True)
class Article:
    code: str
    wrong: Example | None
    right: Example | None


def articles() -> list[Article]:
    found = []
    for words in re.split(r"^### (?=[EW]\d{3} )", ARTICLES.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        blocks = re.findall(r"^````(?:yaml|markdown) (.+)\n((?:.*\n)*?)````$", words, flags=re.MULTILINE)
        examples = [_example(info, inside.removesuffix("\n")) for info, inside in blocks]
        found.append(Article(words[:4], *examples) if examples else Article(words[:4], None, None))
    return found


def _example(info: str, words: str) -> Example:
    *place, last = info.split()
    line = int(last) if last.isdecimal() else 0
    place = place if last.isdecimal() else [*place, last]
    if place[0] == "translation":
        return Example("lesson.ru.md", f"translation {place[1]}", line, words)
    return Example(place[0], place[1], line, words)


def build(pack: Path, example: Example) -> tuple[Path, int]:
    """Write a pack around an example; return the file that it is about and the line before its first."""
    kind, locale = example.file.rpartition("/")[2].split(".")[0], example.file.split(".")[-2]
    translation = example.mode.startswith("translation")
    source = "en" if translation or locale not in ("en", "ru") else locale
    (pack / "topic" / "9-11" / "img").mkdir(parents=True)
    shutil.copy(PICTURE, pack / "topic" / "9-11" / "img" / "key.png")
    (pack / "pack.yml").write_text(
        PACK.replace("source_locale: en", f"source_locale: {source}").replace("[en]", "[en, ru]"), encoding="utf-8"
    )
    if kind != "glossary":
        glossary = '---\ntitle: Words\n---\n# Words\n\n## Password <a id="password"></a>\n\nA secret word.\n'
        (pack / f"glossary.{source}.md").write_text(glossary, encoding="utf-8")
    if translation:
        return _translation(pack, example)
    if example.file == "pack.yml":
        lines, _ = _head(
            dict(re.findall(r"^(\w+): (.*)$", (pack / "pack.yml").read_text(), re.MULTILINE)), example
        )
        (pack / "pack.yml").write_text("\n".join(lines), encoding="utf-8")
        return pack / "pack.yml", 0
    if kind == "campaign":
        return _campaign(pack / "topic" / "9-11", example)
    at_root = "/" in example.file or kind == "glossary"
    file = pack / example.file if at_root else pack / "topic" / "9-11" / example.file
    file.parent.mkdir(parents=True, exist_ok=True)
    words, before = _words(kind, example)
    file.write_text(words, encoding="utf-8")
    if kind == "path":
        _led_to(file.parent)
        _drill(pack / "chat" / "9-11", HEAD | MORE["drill"] | {"twin": "chat-ok/9-11"})
        _twin(pack / "chat-ok" / "9-11")
    if kind == "drill":
        _twin(pack / "topic-ok" / "9-11", example.words)
    return file, before


def _led_to(folder: Path) -> None:
    """Write what a path may lead to: a lesson and a quiz, together longer than a week's hour."""
    for kind in ("lesson", "quiz"):
        head = "\n".join(f"{key}: {value}" for key, value in (HEAD | {"minutes": "40"}).items())
        (folder / f"{kind}.en.md").write_text(f"---\n{head}\n---\n{INTRO}{BODY[kind]}{OUTRO}", encoding="utf-8")


def _twin(folder: Path, trap: str = "") -> None:
    """Write the honest twin of a drill, as sensitive as its trap, and for two where that is."""
    for_two = re.search(r"^duel: ", trap, re.MULTILINE)
    head = HEAD | MORE["drill"] | {"endings": "{gave: trusted, kept: refused}", "honest": "true"}
    del head["twin"]
    head |= {"sensitive": "true"} if "sensitive: true" in trap else {}
    head |= {"duel": "[start, more]"} if for_two else {}
    _drill(folder, head, TWIN_FOR_TWO if for_two else TWIN)


def _drill(folder: Path, head: dict[str, str], body: str = BODY["drill"]) -> None:
    """Write a drill with this head."""
    folder.mkdir(parents=True)
    lines = [f"{key}: {value}" for key, value in head.items()]
    words = "\n".join(["---", *lines, "---", INTRO + body + OUTRO])
    (folder / "drill.en.md").write_text(words, encoding="utf-8")


def _campaign(folder: Path, example: Example) -> tuple[Path, int]:
    """Write a campaign around a part of its campaign.yml or its words, with the lesson and quiz it may lead to."""
    head = "\n".join(f"{key}: {value}" for key, value in HEAD.items())
    for kind in ("lesson", "quiz"):
        words = f"---\n{head}\n---\n{INTRO}{BODY[kind]}{OUTRO}"
        (folder / f"{kind}.en.md").write_text(words, encoding="utf-8")
    dated = example.file == "campaign.yml"
    lines, before = _head(SCHEDULE, example) if dated else ([f"{k}: {v}" for k, v in SCHEDULE.items()], 0)
    (folder / "campaign.yml").write_text("\n".join(lines), encoding="utf-8")
    top = "---\ntitle: Title\nobjective: Do it.\nstatus: draft\n---\n# Title\n\nA week.\n\n"
    steps = re.findall(r"\bid: ([a-z]+)", "\n".join(lines))
    cards = "\n\n".join(f'## Day <a id="{step}"></a>\n\nIt comes.' for step in steps)
    if example.mode != "alone":
        words = top + (cards if dated else example.words) + "\n"
        (folder / "campaign.en.md").write_text(words, encoding="utf-8")
    return folder / example.file, before if dated else top.count("\n")


def _words(kind: str, example: Example) -> tuple[str, int]:
    if example.mode == "whole":
        return example.words + "\n", 0
    head = BARE.get(kind) or HEAD | MORE.get(kind, {})
    if kind == "path":
        head = {key: value for key, value in head.items() if key != "minutes"}
    if example.mode == "head":
        lines, before = _head(head, example)
        return "\n".join(["---", *lines, "---", INTRO + BODY[kind] + OUTRO]), before + 1
    if example.mode == "sensitive":
        head = head | {"sensitive": "true"}
    top = "\n".join(["---", *(f"{key}: {value}" for key, value in head.items()), "---", ""])
    intro, outro = (INTRO, OUTRO) if example.mode != "bare" else (INTRO.replace("[^source]", ""), "\n")
    others = OTHERS if kind == "round" else ""
    return top + intro + example.words + others + outro, (top + intro).count("\n")


def _head(base: dict[str, str], example: Example) -> tuple[list[str], int]:
    """Put the example's lines over those of the base with the same keys; return the lines of the head and the
    number of the line before the example's first.
    """
    own = re.findall(r"^(\w+):", example.words, flags=re.MULTILINE)
    gone = re.findall(r"^without: (\w+)$", example.words, flags=re.MULTILINE)
    kept = [f"{key}: {value}" for key, value in base.items() if key not in [*own, *gone]]
    return [*kept, *([] if gone else example.words.split("\n"))], len(kept)


def _translation(pack: Path, example: Example) -> tuple[Path, int]:
    folder, mode = pack / "topic" / "9-11", example.mode.removeprefix("translation ")
    head = (
        HEAD
        | {"misconceptions": "{hurry: One must be quick.}", "asks": "[what is stronger, what may I lean on]"}
        | ({"sensitive": "true"} if mode == "sensitive" else {})
    )
    if mode != "alone":
        lines = ["---", *(f"{key}: {value}" for key, value in head.items()), "---", INTRO + BODY["lesson"] + OUTRO]
        (folder / "lesson.en.md").write_text("\n".join(lines), encoding="utf-8")
    top = {"title": "Title", "translation": '{of: en, hash: ""}'}
    lines, before = (
        _head(top, example) if mode in ("head", "sensitive") else ([f"{k}: {v}" for k, v in top.items()], 0)
    )
    body = TRANSLATED if mode in ("head", "sensitive") else example.words
    words = "\n".join(["---", *lines, "---", INTRO + body + OUTRO])
    if mode == "card":
        files = read_pack(pack).files
        words = with_hash(words, files["topic/9-11/lesson.en.md"].hash)
        before = words.count("\n", 0, words.index(example.words)) - 1
    file = folder / "lesson.ru.md"
    file.write_text(words, encoding="utf-8")
    return file, before + 1


def found_in(pack: Path, example: Example) -> tuple[Path, int, list[Problem]]:
    file, before = build(pack, example)
    return file, before, check([pack], today=TODAY)


ALL = articles()
SHOWN = [article for article in ALL if article.code not in SHOWN_ELSEWHERE]


def test_every_code_has_one_article_and_every_article_a_code() -> None:
    parts = ("packs", "features/help/distress", "commands")
    places = [file for part in parts for file in (ROOT / "bot" / part).rglob("*.py")]
    code = "\n".join(file.read_text(encoding="utf-8") for file in places)
    used = set(re.findall(r'"([EW]\d{3})"', code))
    told = [article.code for article in ALL]
    assert sorted(told) == sorted(used)
    assert len(used) >= 50


def test_only_what_cannot_be_shown_has_no_example() -> None:
    assert {article.code for article in ALL if article.wrong is None} == SHOWN_ELSEWHERE


@pytest.mark.parametrize("article", SHOWN, ids=lambda article: article.code)
def test_the_wrong_example_gives_the_code_at_its_line(article: Article, tmp_path: Path) -> None:
    assert article.wrong
    file, before, problems = found_in(tmp_path / "demo", article.wrong)
    hits = [problem for problem in problems if problem.code == article.code]
    assert hits, "\n".join(map(str, problems))
    assert all(problem.what and problem.fix for problem in problems)
    if article.wrong.line:
        assert (str(file), before + article.wrong.line) in [(hit.path, hit.line) for hit in hits], hits


@pytest.mark.parametrize("article", SHOWN, ids=lambda article: article.code)
def test_the_right_example_gives_no_error(article: Article, tmp_path: Path) -> None:
    assert article.right
    problems = found_in(tmp_path / "demo", article.right)[2]
    wrong = [problem for problem in problems if problem.severity is Severity.ERROR or problem.code == article.code]
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("article", SHOWN, ids=lambda article: article.code)
def test_what_is_wrong_there_can_be_said_in_every_language(article: Article, tmp_path: Path) -> None:
    assert article.wrong
    for problem in found_in(tmp_path / "demo", article.wrong)[2]:
        assert isinstance(problem.what, Phrase), f"{problem.code} says {problem.what!r}"
        assert isinstance(problem.fix, Phrase), f"{problem.code} says {problem.fix!r}"
        assert problem.what != problem.fix, f"{problem.code} says its remedy twice"


def test_every_article_has_its_words_in_russian() -> None:
    codes = re.findall(r"^### ([EW]\d{3}) ", ARTICLES.read_text(encoding="utf-8"), re.MULTILINE)
    told = {code: article(code, "ru") for code in codes}
    assert [code for code, found in told.items() if found is None] == []
    assert all(found and found.wrong[-1] not in ".:" and found.fix[-1] == "." for found in told.values())
    assert article("E001", "en") is None
