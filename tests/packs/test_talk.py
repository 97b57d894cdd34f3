"""Small talk is read from a list, paragraphs and a `place:` line; a translation leads where its source does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.check import check
from bot.packs.model import Kind
from bot.packs.parser.reader import read_pack
from bot.packs.talk import read_intent
from bot.values.audience import Audience
from bot.values.phrases import phrases_of
from tests.packs.pack_kit import PACK

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """---
title: Talk
status: approved
---
# Talk

## Joke <a id="joke"></a>

- a joke
- tell me … joke

Knock, knock.

[6-8, 9-11] A lamp walks by.

place: menu
"""
TRANSLATION = """---
title: Разговор
translation: {of: en, hash: ""}
---
# Разговор

## Шутка <a id="joke"></a>

- шутку
place: help

Тук-тук.
"""


def written(tmp_path: Path, translation: str = "") -> Path:
    pack = tmp_path / "demo"
    pack.mkdir()
    (pack / "pack.yml").write_text(PACK.replace("[en]", "[en, ru]"), "utf-8")
    (pack / "talk.en.md").write_text(SOURCE, "utf-8")
    if translation:
        (pack / "talk.ru.md").write_text(translation, "utf-8")
    return pack


def test_a_card_is_read_into_utterances_replies_and_a_place(tmp_path: Path) -> None:
    file = read_pack(written(tmp_path)).files["talk.en.md"]
    assert (file.kind, file.item) == (Kind.TALK, "talk")
    intent = read_intent(file.get().cards[0].body)
    assert intent.utterances == ("a joke", "tell me … joke")
    assert intent.place == "menu"
    assert [reply.text.plain for reply in intent.replies_for(Audience.TIER_6_8)] == ["A lamp walks by."]
    assert [reply.text.plain for reply in intent.replies_for(Audience.PARENT)] == ["Knock, knock."]


def test_a_translation_leads_where_its_source_does(tmp_path: Path) -> None:
    pack = written(tmp_path, TRANSLATION)
    assert "E146" in [problem.code for problem in check([pack])]
    (pack / "talk.ru.md").write_text(TRANSLATION.replace("help", "menu"), "utf-8")
    assert "E146" not in [problem.code for problem in check([pack])]


def test_a_card_says_to_whom_it_is_suggested(tmp_path: Path) -> None:
    pack = written(tmp_path)
    (pack / "talk.en.md").write_text(SOURCE + "\nfor: parent, educator\n", "utf-8")
    intent = read_intent(read_pack(pack).files["talk.en.md"].get().cards[0].body)
    assert [one for one in Audience if intent.is_for(one)] == [Audience.PARENT, Audience.EDUCATOR]
    assert intent.place == "menu"
    assert "Knock, knock." in [reply.text.plain for reply in intent.replies]


def test_readers_that_do_not_exist_are_named(tmp_path: Path) -> None:
    pack = written(tmp_path)
    (pack / "talk.en.md").write_text(SOURCE + "\nfor: parents\n", "utf-8")
    assert ("E148", 18) in [(problem.code, problem.line) for problem in check([pack])]


def test_a_translation_is_for_the_readers_of_its_source(tmp_path: Path) -> None:
    translation = TRANSLATION.replace("help", "menu") + "\nfor: educator\n"
    (told,) = [problem.what for problem in check([written(tmp_path, translation)]) if problem.code == "E146"]
    assert told == "it is for educator, in the source for everybody"
    assert phrases_of("ru").retell(told) == "здесь это для educator, в исходном тексте — для всех"
