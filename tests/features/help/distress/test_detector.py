"""The detector: levels, guards, whom it is about, which page fits; it never fails and its work is bounded."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.features.help.distress import Detector, Heard, Level
from bot.features.help.distress.normalise import LONGEST, clean, read
from bot.help.situations import Situation
from tests.features.help.distress.labelled import FOLDER
from tests.features.help.distress.messages import detector

if TYPE_CHECKING:
    from pathlib import Path

LISTS = FOLDER.parents[3] / "bot" / "help" / "distress"


@pytest.mark.parametrize(
    ("words", "topic", "situation"),
    [
        ("я не хочу жить", "suicide", Situation.NO_WISH_TO_LIVE),
        ("i cut myself", "self-harm", Situation.NO_WISH_TO_LIVE),
        ("папа бьёт", "abuse", Situation.HURT),
        ("he says he will send my photos to everyone", "sextortion", Situation.BLACKMAIL),
        ("он сказал никому не говорить", "grooming", Situation.STRANGER),
        ("a man is following me", "danger", Situation.DANGER),
    ],
)
def test_a_crisis_has_its_page(words: str, topic: str, situation: Situation) -> None:
    heard = detector.hear(words)
    assert heard is not None
    assert (heard.level, heard.topic, heard.situation) == (Level.CRISIS, topic, situation)


@pytest.mark.parametrize(
    ("words", "topic", "situation"),
    [
        ("меня травят в классе", "bullying", Situation.BULLIED),
        ("i can't stop scrolling", "overuse", Situation.CANNOT_STOP),
        ("у меня взломали вк", "account", Situation.ACCOUNT),
        ("мне очень грустно", "mood", None),
        ("депрессия", "mood", None),
        ("depression", "mood", None),
        ("i make myself throw up", "eating", None),
    ],
)
def test_distress_has_its_page_or_the_front_page(words: str, topic: str, situation: Situation | None) -> None:
    heard = detector.hear(words)
    assert heard is not None
    assert (heard.level, heard.topic, heard.situation) == (Level.DISTRESS, topic, situation)


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("someone is hurting me", "abuse"),
        ("Somebody hurts me!", "abuse"),
        ("i am in danger", "danger"),
        ("help, i'm in danger", "danger"),
        ("i want to kill my classmate", "danger"),
        ("a stranger wants to meet me", "grooming"),
        ("i want to disappear", "suicide"),
        ("мне делают больно", "abuse"),
        ("меня бьют", "abuse"),
        ("Я в опасности.", "danger"),
        ("хочу убить одноклассника", "danger"),
        ("мне угрожают", "danger"),
        ("незнакомец хочет встретиться", "grooming"),
        ("хочу исчезнуть", "suicide"),
    ],
)
def test_the_plainest_words_are_heard(words: str, topic: str) -> None:
    heard = detector.hear(words)
    assert heard is not None
    assert (heard.level, heard.topic) == (Level.CRISIS, topic)


@pytest.mark.parametrize(
    ("words", "situation"),
    [
        ("меня обманули мошенники", Situation.SCAM),
        ("i got scammed", Situation.SCAM),
        ("я назвала код и у меня украли аккаунт", Situation.CODE),
        ("i gave him the code and he hacked my account", Situation.CODE),
        ("зовут раскладывать закладки за деньги", Situation.TASK),
        ("they want me to deliver packages of drugs", Situation.TASK),
        ("меня раздели нейросетью", Situation.FAKE_PICTURE),
        ("someone made a deepfake nude of me", Situation.FAKE_PICTURE),
        ("меня задоксили", Situation.ADDRESS),
        ("i got doxxed", Situation.ADDRESS),
    ],
)
def test_a_page_that_fits_better_stands_in_place_of_the_topics_own(words: str, situation: Situation) -> None:
    heard = detector.hear(words)
    assert heard is not None
    assert heard.situation is situation


@pytest.mark.parametrize(
    ("words", "situation"),
    [
        ("если брошу закладки они меня убьют", Situation.DANGER),
        ("they said theyll kill me if i stop delivering drugs", Situation.DANGER),
        ("someone leaked my address and they are coming to kill me", Situation.DANGER),
        ("he says he will post my deepfake nudes unless i pay", Situation.BLACKMAIL),
        ("i want to kill myself because i got scammed", Situation.NO_WISH_TO_LIVE),
        ("меня кинули на деньги и я не хочу жить", Situation.NO_WISH_TO_LIVE),
    ],
)
def test_no_page_stands_in_place_of_a_graver_one(words: str, situation: Situation) -> None:
    heard = detector.hear(words)
    assert heard is not None
    assert (heard.level, heard.situation) == (Level.CRISIS, situation)


@pytest.mark.parametrize(
    "words", ["заставляют раздеваться на камеру", "they make me undress on camera", "меня заставляют раздеться"]
)
def test_who_is_made_to_undress_is_led_to_help_on_being_hurt(words: str) -> None:
    heard = detector.hear(words)
    assert heard is not None
    assert (heard.level, heard.situation) == (Level.CRISIS, Situation.HURT)


@pytest.mark.parametrize("words", ["my boyfriend dumped me", "he dumped me", "меня бросил парень"])
def test_a_parting_is_sad_and_no_danger(words: str) -> None:
    heard = detector.hear(words)
    assert heard is not None
    assert (heard.level, heard.topic) == (Level.DISTRESS, "mood")


@pytest.mark.parametrize("words", ["моя подруга хочет умереть", "my friend wants to kill herself"])
def test_worry_about_somebody_else_has_its_own_page(words: str) -> None:
    heard = detector.hear(words)
    assert heard is not None
    assert heard.other
    assert (heard.situation, heard.trouble) == (Situation.WORRY, Situation.NO_WISH_TO_LIVE)


@pytest.mark.parametrize(
    "words",
    [
        "умираю со смеху",
        "меня убили в доте",
        "this homework is killing me",
        "что такое груминг?",
        "what is sextortion?",
        "пишу реферат про буллинг",
        "папа никогда меня не бил",
        "my dad never hits me",
        "мама просит скинуть фотки с дня рождения",
        "рассказать взрослому",
        "",
        "🙂",
        "13",
    ],
)
def test_idioms_games_lessons_questions_and_denials_are_left_alone(words: str) -> None:
    assert detector.hear(words) is None


@pytest.mark.parametrize("words", ["хочу умереть ахахах", "i want to die lol", "на стене написано «хочу умереть»"])
def test_06_joking_or_quoted_speech_gets_at_most_the_soft_offer(words: str) -> None:
    heard = detector.hear(words)
    assert heard is None or heard.level is Level.DISTRESS


def test_who_says_that_it_is_no_joke_is_believed() -> None:
    heard = detector.hear("хочу умереть лол. я не шучу")
    assert heard is not None
    assert heard.level is Level.CRISIS


def test_a_confession_is_heard_at_the_end_of_a_long_text() -> None:
    heard = detector.hear("Сегодня мы ходили в парк и ели мороженое, было весело. " * 400 + "Отчим меня бьёт.")
    assert heard is not None
    assert heard.level is Level.CRISIS


def test_04_lists_that_cannot_be_read_lead_to_the_soft_offer(tmp_path: Path) -> None:
    for broken in (Detector.load(tmp_path / "nowhere"), Detector.load(tmp_path)):
        assert not broken.works
        assert broken.hear("привет") == Heard(Level.DISTRESS)


def test_04_an_error_inside_leads_to_the_soft_offer(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("bot.features.help.distress.detector.read", broken)
    assert detector.hear("привет") == Heard(Level.DISTRESS)


@settings(max_examples=200)
@given(st.text(max_size=300) | st.text(alphabet="абвеийя aeiotу01@*.-!?«»😂🔪\u200b", max_size=300))
def test_it_never_raises_and_answers_the_same_twice(words: str) -> None:
    book = detector._book
    assert book is not None
    assert detector._hear(book, words) == detector._hear(book, words)


@pytest.mark.parametrize(
    "words", ["меня " * 3000, "я.х.о.ч.у." * 900, "с3бя1" * 900, "р*жу " * 900, "«" * 5000, "x " * 5000]
)
def test_only_so_much_of_a_text_is_looked_at(words: str) -> None:
    book = detector._book
    assert book is not None
    text = clean(words, book.vocabulary)
    assert len(text) <= LONGEST + 1
    assert len(read(text, book.vocabulary).words) <= LONGEST


def test_hearing_changes_nothing_in_the_detector() -> None:
    before = pickle.dumps(detector)
    detector.hear("canary я хочу умереть zzzcanaryzzz")
    assert pickle.dumps(detector) == before
    assert b"canary" not in before


def test_the_lists_have_no_mistake() -> None:
    assert list(detector.mistakes) == []
    assert Detector.load(LISTS).works


def test_the_lists_say_why() -> None:
    why = detector.why("умираю со смеху, я не хочу жить")
    assert any(line.startswith("ru/guard-idiom.txt:") for line in why)
    assert any(line.startswith("ru/crisis-suicide.txt:") and line.endswith("не хочу жить") for line in why)
    assert Detector(None).why("я не хочу жить") == []
