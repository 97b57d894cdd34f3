"""`check --blind`: a giveaway that runs through the packs is guessed and named; options alike are not guessed."""

from __future__ import annotations

import json
import random
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands.blind.asked import Blindfolded, questions_of
from bot.commands.blind.guessing import LEAST, guesses, told_apart
from bot.commands.blind.report import blind_report, share, warnings
from bot.packs.check import check
from bot.packs.model import Kind
from bot.packs.parser.reader import read_pack
from bot.packs.problem import Severity
from tests.packs.pack_kit import PACK, TODAY, edit

if TYPE_CHECKING:
    from pathlib import Path

TOPICS = ("accounts", "phishing", "money", "rules")
QUESTIONS = 12
WORDS = [
    one + other for one in ("bal", "cor", "dun", "fel", "gim") for other in ("ket", "mos", "nar", "pid", "rul")
]
GIVEAWAY = "calmly"


def question(number: int, draw: random.Random, giveaway: str) -> str:
    drawn, key = draw.sample(WORDS, 12), draw.randrange(3)
    options = [drawn[at : at + 4] for at in (0, 4, 8)]
    if giveaway:
        options[key][-1] = giveaway
    boxes = "\n".join(f"- [{'x' if at == key else ' '}] {' '.join(words)}" for at, words in enumerate(options))
    return f'## Question {number} <a id="q{number}"></a>\n\nWhat is it?\n\n{boxes}\n\n> [!NOTE]\n> So it is.\n'


def packs(folder: Path, giveaway: str = "", seed: int = 1) -> Path:
    """Write a pack with a quiz of each topic, whose right options bear a giveaway or nothing."""
    draw = random.Random(seed)  # noqa: S311 - words of a test
    for topic in TOPICS:
        place = folder / "demo" / topic
        place.mkdir(parents=True)
        head = f'---\ntitle: Quiz\ntiers: ["9-11"]\nage_mark: 6+\ntopics: [{topic}]\nobjective: Know it.\n'
        head += "minutes: 2\nshuffle: options\nstatus: approved\n---\n# Quiz\n\nQuestions.\n\n"
        body = "\n".join(question(number, draw, giveaway) for number in range(QUESTIONS))
        (place / "quiz.en.md").write_text(head + body, encoding="utf-8")
    (folder / "demo" / "pack.yml").write_text(PACK, encoding="utf-8")
    return folder


def fared(folder: Path) -> tuple[float, int]:
    """Return the share of the questions that was guessed, and how many are warned of."""
    known = [*questions_of([read_pack(folder / "demo")])]
    found = [*guesses(known, known)]
    assert len(found) == len(TOPICS) * QUESTIONS
    return share(found).guessed / len(found), len(warnings(found))


def test_a_giveaway_that_other_topics_teach_is_guessed_every_time(tmp_path: Path) -> None:
    assert fared(packs(tmp_path, GIVEAWAY)) == (1.0, len(TOPICS) * QUESTIONS)


def test_options_that_give_nothing_away_are_guessed_as_by_chance(tmp_path: Path) -> None:
    fates = [fared(packs(tmp_path / str(seed), seed=seed)) for seed in range(4)]
    guessed = sum(fate[0] for fate in fates) / len(fates)
    assert 0.2 < guessed < 0.46, fates
    assert sum(fate[1] for fate in fates) <= 0.1 * len(fates) * len(TOPICS) * QUESTIONS, fates


def test_the_word_that_gives_it_away_is_named_at_the_right_option(tmp_path: Path) -> None:
    told = blind_report([packs(tmp_path, GIVEAWAY)], [], "text")
    assert "| **all** | 100% of 48 (33%) |" in told
    assert "| accounts | 100% of 12 (33%) |" in told
    assert "en: goal of at most 45% not reached; 48 questions guessed by every model." in told
    lines = [line for line in told.splitlines() if "W625" in line]
    assert len(lines) == len(TOPICS) * QUESTIONS
    for line in lines:
        path, number, rest = line.split(":", 2)
        source = (tmp_path / path).read_text("utf-8").splitlines()[int(number) - 1]
        assert source.startswith("- [x] ")
        assert source.endswith(GIVEAWAY)
        assert f"«{GIVEAWAY}» in the right option" in rest


def test_only_the_part_that_was_asked_for_is_told_and_all_other_topics_teach(tmp_path: Path) -> None:
    part = packs(tmp_path, GIVEAWAY) / "demo" / "money"
    told = json.loads(blind_report([part], [], "json"))
    assert len(told) == QUESTIONS
    assert {(one["code"], one["severity"]) for one in told} == {("W625", "warning")}
    assert {one["path"] for one in told} == {str(part / "quiz.en.md")}
    notes = blind_report([part], [tmp_path], "github").splitlines()
    assert len(notes) == QUESTIONS
    assert notes[0].startswith(f"::warning file={part / 'quiz.en.md'},line=")


def test_the_same_packs_give_the_same_report(tmp_path: Path) -> None:
    root = packs(tmp_path, GIVEAWAY)
    assert blind_report([root], [], "text") == blind_report([root], [], "text")


def test_an_author_may_say_why_a_question_may_be_guessed(tmp_path: Path) -> None:
    root = packs(tmp_path, GIVEAWAY)
    file = root / "demo/money/quiz.en.md"
    edit(file, '<a id="q3"></a>\n', '<a id="q3"></a>\n<!-- ok W625: an easy one to begin with -->\n')
    assert [problem for problem in check([root], today=TODAY) if problem.severity is Severity.ERROR] == []
    assert len(json.loads(blind_report([root], [], "json"))) == len(TOPICS) * QUESTIONS - 1


def test_where_there_is_nothing_to_learn_from_that_is_said(tmp_path: Path) -> None:
    for topic in TOPICS[1:]:
        file = packs(tmp_path / topic, GIVEAWAY) / "demo" / topic / "quiz.en.md"
        file.rename(tmp_path / f"{topic}.md")
    root = packs(tmp_path / "one")
    for topic in TOPICS[1:]:
        (root / "demo" / topic / "quiz.en.md").unlink()
    assert f"{QUESTIONS} questions here; too few" in blind_report([root], [], "text")
    assert LEAST > QUESTIONS


def seen(*options: str, right: str) -> Blindfolded:
    marks = tuple(letter == "x" for letter in right)
    return Blindfolded("a.md", 1, "A", "demo", Kind.QUIZ, "en", ("money",), ("9-11",), options, marks, seen=False)


@pytest.mark.parametrize(
    ("right", "scores", "told"),
    [
        ("-x-", [0.0, 1.0, 0.5], 1.0),
        ("-x-", [2.0, 1.0, 0.5], 0.0),
        ("-x-", [1.0, 1.0, 0.5], 0.0),
        ("xx--", [2.0, 1.0, 1.5, 0.0], 0.75),
        ("xx-", [1.0, 2.0, 0.0], 1.0),
    ],
)
def test_one_right_option_must_lead_of_several_each_pair_counts(
    right: str, scores: list[float], told: float
) -> None:
    assert told_apart(seen(*("o" * len(right)), right=right), scores) == told


def test_a_question_is_never_judged_by_what_only_its_own_topic_teaches(tmp_path: Path) -> None:
    known = [*questions_of([read_pack(packs(tmp_path, GIVEAWAY) / "demo")])]
    odd = [
        replace(one, options=tuple(words.replace(GIVEAWAY, "xxxxxx") for words in one.options))
        if one.topics == ("money",)
        else one
        for one in known
    ]
    money = [guess for guess in guesses(odd, odd) if guess.question.topics == ("money",)]
    assert sum(guess.right for guess in money) < 0.8 * QUESTIONS
    assert not any("xxxxxx" in cue for guess in money for cue in guess.giveaways)


def test_the_command_tells_shares_and_ends_well(tmp_path: Path) -> None:
    root = packs(tmp_path, GIVEAWAY)
    ran = CliRunner().invoke(app, ["check", "--blind", str(root)], env={"PACKS": str(root)})
    assert ran.exit_code == 0, ran.exception
    assert "| **all** | 100% of 48 (33%) |" in ran.stdout


def test_a_part_is_named_as_it_was_typed_wherever_packs_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = packs(tmp_path / "quizzes", GIVEAWAY)
    monkeypatch.chdir(tmp_path)
    ran = CliRunner().invoke(app, ["check", "--blind", "quizzes/demo/money"], env={"PACKS": str(root)})
    assert f"| **all** | 100% of {QUESTIONS} (33%) |" in ran.stdout
    assert "\nquizzes/demo/money/quiz.en.md:" in ran.stdout


def test_without_scikit_learn_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("sklearn.", "bot.commands.blind."))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "sklearn", None)
    root = packs(tmp_path)
    ran = CliRunner().invoke(app, ["check", "--blind", str(root)], env={"PACKS": str(root)})
    assert ran.exit_code == 2, ran.exception
    assert ran.stderr == "check --blind needs the library sklearn: pip install 'scikit-learn'\n"
