"""Follow-ups are read from a list, replies by readers, a sentence to copy, and lines that tell what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.help.situations import Situation
from bot.packs.check import check
from bot.packs.follow_ups import SITUATIONS, read_follow_up
from bot.packs.model import Kind
from bot.packs.parser.reader import read_pack
from bot.values.audience import Audience
from tests.packs.pack_kit import PACK

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """---
title: Next
---
# Next

## Sent <a id="sent"></a>

- i sent it
- i + sent/send + photo*

[6-8, 9-11] Stop now.
Show the chat to a grown-up.

Keep the chat.

[6-8, 9-11] copy: Somebody scares me.

number: yes

leads: hurt
"""
TRANSLATION = """---
title: Дальше
translation: {of: en, hash: ""}
---
# Дальше

## Отправлено <a id="sent"></a>

- всё ушло

Сохрани чат.

number: yes
"""


def written(tmp_path: Path, words: str = SOURCE, translation: str = "", folder: str = "scam") -> Path:
    pack = tmp_path / "demo"
    (pack / "next" / folder).mkdir(parents=True)
    (pack / "pack.yml").write_text(PACK.replace("[en]", "[en, ru]"), "utf-8")
    (pack / "next" / folder / "next.en.md").write_text(words, "utf-8")
    if translation:
        (pack / "next" / folder / "next.ru.md").write_text(translation, "utf-8")
    return pack


def found(pack: Path) -> set[str]:
    return {problem.code for problem in check([pack]) if problem.code[0] == "E"}


def test_a_card_tells_who_says_what_and_what_follows(tmp_path: Path) -> None:
    file = read_pack(written(tmp_path)).files["next/scam/next.en.md"]
    assert (file.kind, file.item, file.status) == (Kind.NEXT, "next/scam", "approved")
    told = read_follow_up(file.get().cards[0])
    assert told.utterances == ("i sent it", "i + sent/send + photo*")
    assert " ".join(told.reply_for(Audience.TIER_6_8).plain.split()) == "Stop now. Show the chat to a grown-up."
    assert told.reply_for(Audience.PARENT).plain == "Keep the chat."
    assert told.copy_for(Audience.TIER_9_11) == "Somebody scares me."
    assert told.copy_for(Audience.PARENT) == ""
    assert (told.number, told.leads, told.ends) == (True, "hurt", False)


def test_a_sound_file_has_no_error(tmp_path: Path) -> None:
    assert found(written(tmp_path, translation=TRANSLATION + "\nleads: hurt\n")) == set()


def test_a_translation_leads_where_its_source_does(tmp_path: Path) -> None:
    assert found(written(tmp_path, translation=TRANSLATION)) == {"E503"}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (SOURCE.replace("- i sent it\n- i + sent/send + photo*\n", ""), "E140"),
        (SOURCE.replace("Keep the chat.", "Keep it. " * 21), "E143"),
        (SOURCE.replace("Keep the chat.", "Keep what dad beat you with, and kill yourself with pills."), "E625"),
        (SOURCE.replace("Keep the chat.", "Call 112."), "E602"),
        (SOURCE.replace("leads: hurt", "leads: scam"), "E183"),
        (SOURCE.replace("[6-8, 9-11] Stop", "[6-9] Stop"), "E148"),
    ],
)
def test_what_cannot_be_said_at_a_help_page_is_an_error(wrong: str, code: str, tmp_path: Path) -> None:
    assert code in found(written(tmp_path, wrong))


def test_only_the_page_on_not_wanting_to_live_asks_the_one_direct_question(tmp_path: Path) -> None:
    asking = SOURCE.replace("Stop now.", "Do you think of death?")
    assert found(written(tmp_path / "other", asking)) == {"E182"}
    assert found(written(tmp_path / "life", asking, folder="no-wish-to-live")) == set()


def test_the_same_words_answer_once_a_page(tmp_path: Path) -> None:
    other = SOURCE[SOURCE.index("## Sent") :].replace('sent"', 'again"')
    assert found(written(tmp_path, SOURCE + other)) == {"E145"}


def test_every_situation_of_help_may_have_follow_ups() -> None:
    assert [situation.word for situation in Situation] == [*SITUATIONS]
