"""Packs from strangers (checks 29, 30, 33, 34): what could do harm is refused, its twin is not."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.packs.check import check
from bot.packs.model import Kind
from bot.packs.parser.reader import read_pack
from bot.packs.problem import Problem, Severity
from tests.packs.pack_kit import HEAD, PACK, copied, draft

ROOT = Path(__file__).parents[2]
STORY_HEAD = HEAD.replace("status:", "start: one\nendings: {end: good}\nstatus:")
QUESTION = '## Card <a id="one"></a>\n\nWhat now?\n\n- [x] Stop\n- [ ] Go\n  > No.\n'
ENDING = '\n\n## End <a id="end"></a>\n\nAll is well.\n\n> [!IMPORTANT]\n> Stop first.\n'

PLACES = {
    "body": ("lesson", HEAD + '## Card <a id="one"></a>\n\nWords EVIL here.\n'),
    "list": ("lesson", HEAD + '## Card <a id="one"></a>\n\n- one\n- EVIL\n'),
    "quotation": ("lesson", HEAD + '## Card <a id="one"></a>\n\n> EVIL\n'),
    "bold": ("lesson", HEAD + '## Card <a id="one"></a>\n\n**Words** EVIL *here*.\n'),
    "description": ("lesson", HEAD.replace("What it is about.", "About EVIL.") + QUESTION),
    "heading": ("lesson", HEAD + '## Card EVIL <a id="one"></a>\n\nWords.\n'),
    "remember": ("lesson", HEAD + '## Card <a id="one"></a>\n\nWords.\n\n> [!IMPORTANT]\n> EVIL\n'),
    "adult note": ("lesson", HEAD + '## Card <a id="one"></a>\n\nWords.\n\n> [!CAUTION]\n> EVIL\n'),
    "option": ("quiz", HEAD + QUESTION.replace("Go", "EVIL go")),
    "feedback": ("quiz", HEAD + QUESTION.replace("> No.", "> No EVIL.")),
    "step": ("quiz", HEAD + '## Card <a id="one"></a>\n\nWhat now?\n\n1. Stop\n2. EVIL\n'),
    "source": ("lesson", HEAD + '## Card <a id="one"></a>\n\nWords.[^n]\n\n[^n]: EVIL, 2020.\n'),
    "tip": ("tips", HEAD + '## Card <a id="one"></a>\n\nDo EVIL now.\n'),
    "scene": ("story", STORY_HEAD + '## Card <a id="one"></a>\n\nEVIL\n\n- [Go](#end)' + ENDING),
    "consequence": ("story", STORY_HEAD + '## Card <a id="one"></a>\n\nOh!\n\n- [Go](#end)\n  > EVIL' + ENDING),
    "term": ("glossary", '---\ntitle: Words\n---\n# Words\n\n## Key <a id="key"></a>\n\nA EVIL key.\n'),
}  # fmt: skip

EVIL = {
    "another host": "[a](https://elsewhere.example/x)",
    "a host that begins like ours": "[a](https://good.example.evil.com/x)",
    "a host that ends like ours": "[a](https://notgood.example/x)",
    "a name before the host": "[a](https://good.example@evil.com/x)",
    "not encrypted": "[a](http://good.example/x)",
    "a number": "[a](https://192.0.2.1/x)",
    "a port": "[a](https://good.example:8443/x)",
    "other letters": "[a](https://gооd.example/x)",
    "a person": "[a](tg://user?id=1)",
    "an invitation": "[a](https://t.me/+abcdef)",
    "a letter": "[a](mailto:a@good.example)",
    "a call": "[a](tel:+79001234567)",
    "a program": "[a](javascript:alert(1))",
    "no scheme": "[a](//evil.com/x)",
    "words that show another host": "[bank.com](https://good.example/x)",
    "an address in angles": "<https://evil.com/x>",
    "a plain address": "https://evil.com/x",
    "a plain host": "evil-gift.com",
    "a name": "@somebody",
    "an e-mail address": "me@evil.com",
    "a tag": "<b>bold</b>",
    "a script": "<script>alert(1)</script>",
    "an HTML link": '<a href="https://evil.com">x</a>',
    "an HTML picture": "<img src=x onerror=alert(1)>",
    "an open comment": "<!-- open the door",
    "a processing instruction": "<?php x ?>",
    "letters turned round": "\u202egnp.exe",
    "letters without width": "pass\u200bword",
    "letters of tags": "a\U000e0041\U000e0042",
    "a bell": "a\x07b",
    "a telephone number": "+7 900 123-45-67",
    "a short number": "Call 112",
    "a plain host in Russian": "игра.рф",
    "a plain host under a new ending": "gift.zone",
    "a spelt host": "gift dot com",
    "a number at one go": "89001234567",
    "a number in full-width digits": "８９００１２３４５６７",
    "a number as an example": "`8(900)1234567`",
    "a command": "Tap /forget to see it",
    "a shortener": "[a](https://clck.ru/abc)",
}  # fmt: skip

HARMLESS = {
    "an allowed link": "[the page](https://good.example/x)",
    "an address as an example": "`https://evil-gift.com/x`",
    "a host as an example": "`evil-gift.com`",
    "a name as an example": "`@somebody`",
    "escaped tags": "&lt;b&gt;bold&lt;/b&gt;",
    "signs": "5 < 7 > 3 & so on",
    "years and prices": "2015-2020, 1 234 567, 50 %, 10.12.2024, 12:30",
    "a family": "👩‍👩‍👧‍👦 🏳️‍🌈 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "other writing": "שלום العربية नमस्ते 日本語 کتاب‌ها",
    "short words": "e.g. this, i.e. that, т.е. и т.д.",
    "emphasis": "**bold** *italic* ~~gone~~ `code`",
    "an at sign": "2 @ 3",
    "a command as an example": "`/forget`",
    "an ending that is talked of": "It ends in .ru or .com",
    "a slash": "and/or, он/она, 24/7",
}  # fmt: skip


def pack_with(folder: Path, kind: str, words: str) -> Path:
    """Write a pack that holds one file."""
    place = folder if kind == "glossary" else folder / "topic"
    place.mkdir(parents=True)
    (folder / "pack.yml").write_text(PACK, encoding="utf-8")
    (place / f"{kind}.en.md").write_text(words, encoding="utf-8")
    return folder


def errors(folder: Path) -> list[Problem]:
    begin = process_time()
    found = [problem for problem in check([folder]) if problem.severity is Severity.ERROR]
    assert process_time() - begin < 2
    return found


@pytest.mark.parametrize("place", PLACES)
def test_29_evil_words_are_refused_at_their_line_wherever_they_stand(tmp_path: Path, place: str) -> None:
    kind, words = PLACES[place]
    line = next(number for number, text in enumerate(words.split("\n"), start=1) if "EVIL" in text)
    for number, (name, evil) in enumerate(EVIL.items()):
        folder = pack_with(tmp_path / str(number), kind, words.replace("EVIL", evil))
        found = errors(folder)
        assert found, f"{name} in {place} was accepted"
        assert any(problem.line == line for problem in found), (name, place, found)
        assert all(problem.path.startswith(str(folder)) for problem in found)


@pytest.mark.parametrize("place", PLACES)
def test_29_harmless_twins_are_accepted(tmp_path: Path, place: str) -> None:
    kind, words = PLACES[place]
    for number, (name, fine) in enumerate(HARMLESS.items()):
        if place == "heading" and "example" in name:
            continue  # a title has no styles, so an address in it could be tapped
        folder = pack_with(tmp_path / str(number), kind, words.replace("EVIL", fine))
        assert errors(folder) == [], f"{name} in {place} was refused"


def test_29_there_are_enough_evil_packs() -> None:
    assert len(PLACES) * len(EVIL) >= 500


@pytest.mark.parametrize(
    "evil",
    [
        "https://evil.com",
        "t.me/x",
        "@somebody",
        "me@evil.com",
        "tg://user?id=1",
        "+7 900 123-45-67",
        "a\u202eb",
        "\u200b",
    ],
)
@pytest.mark.parametrize("key", ["title", "objective"])
def test_29_the_head_holds_no_evil_either(tmp_path: Path, key: str, evil: str) -> None:
    words = HEAD.replace("title: Title", f'title: "Title {evil}"') if key == "title" else HEAD
    words = words.replace("objective: Do one thing.", f'objective: "Do {evil}"') if key == "objective" else words
    assert errors(pack_with(tmp_path / "demo", "lesson", words + QUESTION))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: lamp", "id: ../lamp"),
        ("id: lamp", "id: /etc"),
        ("id: lamp", "id: Lamp"),
        ("id: lamp", "id: lamp lamp"),
        ("id: lamp", "id: a-name-that-is-too-long"),
        ("id: lamp", "id: лампа"),
        ("format: 1", "format: 2"),
        ("format: 1", "format: []"),
        ("version: 1.0.0", "version: latest"),
        ("version: 1.0.0", "version: -1"),
        ("locales: [ru, en]", "locales: ru"),
        ("locales: [ru, en]", "locales: [../ru]"),
        ("locales: [ru, en]", "locales: []"),
        ("link_hosts: [lamp.example]", "link_hosts: ['*']"),
        ("link_hosts: [lamp.example]", "link_hosts: [com]"),
        ("link_hosts: [lamp.example]", "link_hosts: ['https://lamp.example']"),
        ("link_hosts: [lamp.example]", "link_hosts: [lamp.example/../x]"),
        ("link_hosts: [lamp.example]", "link_hosts: {lamp.example: true}"),
        ("review:", "review: &r"),
        ("review:", "evil: true\nreview:"),
        ("status: approved", "status: yes"),
        ('min_bot_version: "0.1"', "min_bot_version: 99.0"),
        ("partner: {name: Test partner}", "partner: !!python/object/apply:os.system ['true']"),
        ("partner: {name: Test partner}", "partner: {name: a, name: b}"),
        ("partner: {name: Test partner}", "partner: " + "{a: " * 30 + "1" + "}" * 30),
        ("title: {ru: Лампа, en: Lamp}", "title: Lamp"),
        ("title: {ru: Лампа, en: Lamp}", "title: {ru: ''}"),
    ],
)  # fmt: skip
def test_29_an_evil_pack_yml_is_refused(tmp_path: Path, old: str, new: str) -> None:
    head = copied(tmp_path, "lamp") / "lamp" / "pack.yml"
    words = head.read_text(encoding="utf-8")
    assert old in words
    head.write_text(words.replace(old, new, 1), encoding="utf-8")
    found = errors(tmp_path)
    assert found
    assert found[0].path == str(head)
    assert 1 <= found[0].line <= words.count("\n") + 1


@pytest.mark.parametrize(
    "name",
    ["..md", "lesson..md", "lesson.ru.md.md", "lesson.RU.md", "lesson.ru.markdown", "lesson.ru.html", "x.py"],
)
def test_29_files_with_odd_names_are_never_read_as_items(tmp_path: Path, name: str) -> None:
    folder = copied(tmp_path, "lamp") / "lamp" / "night"
    (folder / name).write_text("x", encoding="utf-8")
    pack = read_pack(tmp_path / "lamp")
    assert {sheet.item for sheet in pack.files.values() if sheet.kind is Kind.STORY} == {"night"}
    assert len(pack.files) == 26
    assert name.startswith(".") or pack.problems


@settings(max_examples=150)
@given(
    st.text(max_size=400),
    st.sampled_from([Kind.LESSON, Kind.QUIZ, Kind.STORY, Kind.TIPS, Kind.GLOSSARY, Kind.HELP]),
)
def test_29_any_words_at_all_are_read_or_refused_without_an_exception(words: str, kind: Kind) -> None:
    found = draft(words.replace("\0", ""), kind, style=True)
    lines = found.source.text.count("\n") + 1
    assert all(1 <= problem.line <= lines for problem in found.report.problems)


@settings(max_examples=150)
@given(
    st.text(alphabet="#-*>[]()!xх <ab\n|`.1/\"'=_~^:\\я", max_size=300),
    st.sampled_from([Kind.LESSON, Kind.QUIZ, Kind.STORY]),
)
def test_29_markdown_in_any_disorder_is_read_or_refused(words: str, kind: Kind) -> None:
    draft(words, kind, style=True)
