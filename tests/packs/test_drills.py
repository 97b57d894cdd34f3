"""Drills as editors write them: bubbles, acts, markers, twins; and that no simple habit wins a pair."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from bot.features.quiz.judging import Judged
from bot.packs import drills
from bot.packs.changes import changes
from bot.packs.check import check
from bot.packs.codec import from_json, to_json
from bot.packs.model import Kind, Mark
from bot.packs.parser.reader import read_pack
from bot.packs.templates import write_template
from bot.packs.units import rebuilt, units
from bot.packs.visibility import open_library
from bot.values import locales
from bot.values.audience import Audience
from tests.packs.pack_kit import copied
from tests.talk import FIXTURES, TODAY, fixture_library, our_library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.packs.model import Card, Item

LAMP = FIXTURES / "lamp"


def drill(item: str = "chat", locale: str = "en") -> Item:
    found = fixture_library().find(Kind.DRILL, "lamp", item, locale)
    assert found
    return found


def problems(folder: Path) -> list[str]:
    pack = read_pack(folder)
    return [problem.code for file in pack.files.values() for problem in file.problems]


def test_a_line_with_the_senders_name_is_a_bubble() -> None:
    card = drill().card("ask")
    assert card
    assert card.body.plain == "Noor\nGive me the lamp! One minute left."
    assert {span.style for span in card.body.spans} == {"quote", "bold"}
    assert card.choices[1].consequence.plain == "Noor is asleep."


def test_two_bubbles_may_stand_in_one_paragraph(tmp_path: Path) -> None:
    folder = copied(tmp_path, "lamp") / "lamp"
    file = folder / "chat" / "drill.ru.md"
    file.write_text(file.read_text("utf-8").replace("минута. <!--", "минута.\nНур: Ну же! <!--"), "utf-8")
    card = read_pack(folder).files["chat/drill.ru.md"].get().cards[0]
    assert card.body.plain == "Нур\nДай лампу! Осталась минута.\n\nНур\nНу же!"
    assert card.marks == (Mark("hurry", "Ну же!"),)


def test_acts_and_marks_are_the_same_in_each_language() -> None:
    english, russian = drill(), drill(locale="ru")
    for item in (english, russian):
        assert [choice.act for card in item.cards for choice in card.choices] == ["", "call", "send", ""]
        assert [mark.name for card in item.cards for mark in card.every_mark] == ["hurry", "secret"]
    assert english.cards[0].marks[0].words == "Give me the lamp! One minute left."
    assert drill("chat-ok").cards[0].choices[1].marks == (Mark("takes-no", "All right, another time."),)


def test_a_marker_by_itself_is_the_whole_moments(tmp_path: Path) -> None:
    folder = copied(tmp_path, "lamp") / "lamp"
    file = folder / "chat" / "drill.ru.md"
    file.write_text(file.read_text("utf-8").replace(" <!-- technique: hurry -->", "\n\n<!-- technique: hurry -->"))
    assert read_pack(folder).files["chat/drill.ru.md"].get().cards[0].marks == (Mark("hurry"),)


def test_the_cache_keeps_a_drill_as_it_is() -> None:
    for name in ("chat/drill.en.md", "chat-ok/drill.ru.md"):
        item = read_pack(LAMP).files[name].get()
        assert from_json(to_json(item, LAMP), LAMP) == item


def test_a_reviewer_sees_a_changed_twin_and_a_changed_marker(tmp_path: Path) -> None:
    folder = copied(tmp_path, "lamp") / "lamp"
    before = read_pack(LAMP)
    for name, old, new in (
        ("chat/drill.ru.md", "technique: secret", "technique: fear"),
        ("chat-ok/drill.ru.md", "takes-no", "no-hurry"),
    ):
        file = folder / name
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    told = [(one.file, one.now) for one in changes(before, read_pack(folder))]
    assert any(file == "chat/drill.ru.md" and "fear" in now for file, now in told)
    assert any(file == "chat-ok/drill.ru.md" and "no-hurry" in now for file, now in told)


def test_only_a_pair_is_offered_and_under_the_name_of_the_trap(tmp_path: Path) -> None:
    listed = fixture_library().listing(Kind.DRILL, Audience.TIER_16_17, "en")
    assert [str(item.ref) for item in listed] == ["drill:lamp/chat"]
    assert str(listed[0].twin) == "drill:lamp/chat-ok"
    folder = copied(tmp_path, "lamp") / "lamp"
    (folder / "chat-ok" / "drill.ru.md").unlink()
    alone = open_library([read_pack(folder)], TODAY, allow_unreviewed=True)
    assert alone.listing(Kind.DRILL, Audience.TIER_16_17, "en") == ()


def test_paths_and_next_name_a_drill_by_its_trap(tmp_path: Path) -> None:
    folder = copied(tmp_path, "lamp", "lamp-sets", "lamp-paths", "lamp-rounds")
    lesson, way = folder / "lamp/light/9-11/lesson.ru.md", folder / "lamp-paths/way/9-11/path.en.md"
    for file in (lesson, way):
        whole = file.read_text("utf-8")
        for drill in ("chat", "chat-ok"):
            changed = whole.replace("quiz:lamp-sets/light/9-11", f"drill:lamp/{drill}")
            assert changed != whole
            file.write_text(changed, "utf-8")
            packs = sorted(pack for pack in folder.iterdir() if pack.is_dir())
            found = [problem for problem in check(packs, today=TODAY) if problem.code == "E429"]
            assert {one.fix.rpartition(" ")[2] for one in found} == (
                {"drill:lamp/chat"} if drill == "chat-ok" else set()
            )
            assert not found or str(file) in {one.path for one in found}
        file.write_text(whole, "utf-8")


def test_marks_and_acts_belong_into_drills(tmp_path: Path) -> None:
    folder = copied(tmp_path, "lamp") / "lamp"
    story = folder / "night" / "story.ru.md"
    whole = story.read_text("utf-8")
    story.write_text(whole.replace("Стучат.", "Стучат. <!-- technique: hurry -->"), "utf-8")
    assert "E118" in problems(folder)
    story.write_text(whole.replace("- [Отдать лампу]", "- **отправить** [Отдать лампу]"), "utf-8")
    assert "E412" in problems(folder)


def test_a_translation_names_its_sender(tmp_path: Path) -> None:
    folder = copied(tmp_path, "lamp") / "lamp"
    file = folder / "chat" / "drill.en.md"
    file.write_text(file.read_text("utf-8").replace("sender: Noor\n", ""), "utf-8")
    assert "E426" in problems(folder)


def test_a_translator_gets_the_words_and_not_the_markers() -> None:
    text = (LAMP / "chat" / "drill.ru.md").read_text("utf-8")
    told = {unit.field: unit.words for unit in units(text)}
    assert told[".sender.1"] == "Нур"
    assert told["ask.body"] == "Нур: Дай лампу! Осталась минута."
    assert told["ask.choice.2"] == "Позвонить Нур"
    lines = rebuilt(text, told | {"ask.body": "Noor: Quick!", "ask.choice.2": "Call Noor"})
    assert "Noor: Quick! <!-- technique: hurry -->" in lines
    assert "- **позвонить** [Call Noor](#kept)" in lines


def test_the_template_is_a_pair_without_errors(tmp_path: Path) -> None:
    write_template("pack", tmp_path / "ours")
    code, told = write_template("drill", tmp_path / "ours" / "phishing" / "vote" / "9-11")
    assert code == 0, told
    assert (tmp_path / "ours" / "phishing" / "vote-ok" / "9-11" / "drill.ru.md").exists()
    pack = read_pack(tmp_path / "ours")
    assert {file.twin for file in pack.files.values()} == {"", "phishing/vote-ok/9-11"}
    assert [file.path for file in pack.files.values() if file.failed] == []


def test_a_long_name_leaves_room_for_the_twin(tmp_path: Path) -> None:
    write_template("pack", tmp_path / "ours")
    code, told = write_template("drill", tmp_path / "ours" / "phishing" / "director" / "12-15")
    assert code == 2
    assert "at most 24" in told


def test_every_language_names_the_same_acts_techniques_and_signs() -> None:
    told = locales.read(drills.FILE)
    for part in ("acts", "techniques", "signs"):
        assert len({tuple(sorted(words[part])) for words in told.values()}) == 1, part
    assert {*told["en"]["acts"]} == drills.ACTS.keys()
    assert drills.told("technique", "hurry", "kk") == drills.told("technique", "hurry", "en")


PAIRS = [
    (trap, twin)
    for library in (fixture_library(), our_library())
    for audience in Audience
    for trap in library.listing(Kind.DRILL, audience, "ru")
    if trap.twin and (twin := library.find(Kind.DRILL, trap.twin.pack, trap.twin.item, "ru"))
]
ROUNDS = 400


def ending(item: Item, player: Callable[[Item, Card], int]) -> str:
    card = item.card(item.start)
    assert card
    while card.choices:
        card = item.card(card.choices[player(item, card)].scene)
        assert card
    return item.endings[card.id]


def towards(*wanted: str) -> Callable[[Item, Card], int]:
    """Somebody who takes at each moment a choice from which one of these ends can be reached."""

    def reaches(item: Item, name: str) -> bool:
        card = item.card(name)
        assert card
        return item.endings.get(name) in wanted or any(reaches(item, choice.scene) for choice in card.choices)

    return lambda item, card: next(
        place for place, choice in enumerate(card.choices) if reaches(item, choice.scene)
    )


def sensitivity(trap: Item, twin: Item, player: Callable[[Item, Card], int]) -> float:
    """d′ of a player: how well they tell the trap (refusing it: a hit) from its twin (refusing it: a false alarm);
    log-linear, so that shares of 0 and 1 have a value (Hautus 1995).
    """
    hits = sum(ending(trap, player) == "seen" for _ in range(ROUNDS))
    alarms = sum(ending(twin, player) == "refused" for _ in range(ROUNDS))
    return Judged(hits, ROUNDS, ROUNDS - alarms, ROUNDS).apart


@pytest.mark.parametrize(("trap", "twin"), PAIRS, ids=[trap.ref.item for trap, _ in PAIRS])
def test_no_simple_habit_tells_a_trap_from_its_twin(trap: Item, twin: Item) -> None:
    chance = Random(trap.ref.item)  # noqa: S311 - somebody who taps at random
    assert sensitivity(trap, twin, towards("given", "trusted")) == 0
    assert sensitivity(trap, twin, towards("seen", "refused")) == 0
    assert abs(sensitivity(trap, twin, lambda _, card: chance.randrange(len(card.choices)))) < 0.6


def test_who_looks_tells_them_apart() -> None:
    for trap, twin in PAIRS:
        looks = lambda item, card: towards("seen" if item is trap else "trusted")(item, card)  # noqa: B023, E731
        assert sensitivity(trap, twin, looks) > 5


@pytest.mark.parametrize(("trap", "twin"), PAIRS, ids=[trap.ref.item for trap, _ in PAIRS])
def test_both_twins_begin_alike(trap: Item, twin: Item) -> None:
    first, other = trap.card(trap.start), twin.card(twin.start)
    assert first
    assert other
    assert (trap.title, trap.description) == (twin.title, twin.description)
    assert first.title == other.title


FOR_TWO = """---
title: Лампа
tiers: ["16-17"]
age_mark: 16+
topics: [accounts]
objective: Спросить самому.
minutes: 2
status: approved
sender: Нур
start: ask
endings: {kept: seen, gave: given}
twin: two-ok
duel: [ask, more]
---
# Лампа

Пишет Нур.

## Вечер <a id="ask"></a>

Нур: Дай лампу! <!-- technique: hurry -->

- [Зачем?](#more)
- **отправить** [Отдать](#gave)
- [Нет](#kept)

## Позже <a id="more"></a>

Нур: Ну же!

- **подождать** [Подождать](#kept)
- **отправить** [Отдать](#gave)
- [Нет](#kept)

## Лампа дома <a id="kept"></a>

Светит.

## Лампы нет <a id="gave"></a>

Темно.
"""


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, []),
        ({"duel: [ask, more]\n": ""}, ["E435"]),
        ({"[ask, more]": "[more, kept]"}, ["E433", "E434"]),
        ({"[ask, more]": "[ask, later]"}, ["E433"]),
        ({"[ask, more]": "[ask, more, ask]"}, ["E433"]),
        ({"[ask, more]": "[ask]"}, ["E007"]),
        ({"- [Нет](#kept)\n\n##": "\n##"}, ["E434", "E434"]),
        ({'["16-17"]': "[parent]"}, ["E428", "E435"]),
        ({"minutes: 2": "minutes: 2\nsensitive: true"}, ["E428", "E435"]),
    ],
)
def test_what_keeps_a_drill_from_being_for_two(tmp_path: Path, change: dict[str, str], told: list[str]) -> None:
    folder = copied(tmp_path, "lamp") / "lamp"
    trap = FOR_TWO
    for wrong, right in change.items():
        trap = trap.replace(wrong, right)
    honest = FOR_TWO.replace("twin: two-ok", "honest: true").replace("technique: hurry", "sign: no-hurry")
    honest = honest.replace("{kept: seen, gave: given}", "{gave: trusted, kept: refused}")
    for name, words in (("two", trap), ("two-ok", honest)):
        (folder / name).mkdir()
        (folder / name / "drill.ru.md").write_text(words, "utf-8")
    found = [problem.code for problem in check([folder], today=TODAY) if "two" in problem.path]
    assert [code for code in found if code[0] == "E"] == told, found
