"""The phrase lists: their small grammar means what docs/distress-lexicon.md says; mistakes name file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.features.help.distress import Detector, Level
from bot.features.help.distress.proofs import check_lists

if TYPE_CHECKING:
    from pathlib import Path

CLASSES = """
{family}:
father, mother, mom's friend
{hits}:
hit*, beats
{pets}:
lions, i today
"""


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """A small set of lists in English."""
    folder = tmp_path / "en"
    folder.mkdir()
    (tmp_path / "emoji.txt").write_text("🔪 = :knife:\n", "utf-8")
    (folder / "fillers.txt").write_text("just, really\n", "utf-8")
    (folder / "negations.txt").write_text("not, never\n", "utf-8")
    (folder / "lean.txt").write_text("going, to\n", "utf-8")
    (folder / "short.txt").write_text("im, i'm = i am\n", "utf-8")
    (folder / "ordinary.txt").write_text("i, the, today, film\n", "utf-8")
    (folder / "words-people.txt").write_text(CLASSES, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("file", "phrase"),
    [
        ("crisis-abuse.txt", "{family} … today"),
        ("crisis-abuse.txt", "= today the film"),
        ("crisis-abuse.txt", "today the film  # everyday: nobody says so in this test but in need"),
        ("signs-grooming.txt", "today the film"),
        ("guard-story.txt", "the film today"),
    ],
)
def test_a_phrase_has_a_serious_word_or_tells_why_not(lists: Path, file: str, phrase: str) -> None:
    (lists / "en" / file).write_text(phrase + "\n", "utf-8")
    assert list(Detector.load(lists).mistakes) == []


def hears(lists: Path, phrase: str, words: str, file: str = "crisis-abuse.txt") -> bool:
    """Whether a detector with one phrase hears words."""
    (lists / "en" / file).write_text(phrase + "\n", "utf-8")
    made = Detector.load(lists)
    assert list(made.mistakes) == []
    return made.hear(words) is not None


@pytest.mark.parametrize(
    ("phrase", "words", "heard"),
    [
        ("{family} {hits} me", "my father hits me", True),
        ("{family} {hits} me", "my mom's friend really hits me", True),
        ("{family} {hits} me", "my father always hits me", False),
        ("{family} … {hits} me", "my father always hits me", True),
        ("{family} …1 {hits} me", "father often and hard hits me", False),
        ("{family} {hits} me", "father. hits me", False),
        ("{family} … {hits} me", "father never hits me", False),
        ("{hits} me", "he is not going to hit me", False),
        ("not … {hits}", "not often hit", True),
        ("{family} + {hits} + me", "hits me my father", True),
        ("{family} + {hits} + me", "father me hits", True),
        ("{family} & {hits}", "father came. then he hits", True),
        ("{family} {hits} (me)", "father hits", True),
        ("[my father / the mother] {hits}", "the mother hits", True),
        ("father/mother {hits}", "mother beats", True),
        ("= {family} {hits}", "father hits", True),
        ("= {family} {hits}", "my father hits me", False),
        ("{family} {hits} unless chess", "father hits at chess", False),
        ("i am lost", "im lost", True),
        ("{family} :knife:", "father 🔪", True),
    ],
)
def test_a_phrase_means_what_the_page_says(lists: Path, phrase: str, words: str, heard: bool) -> None:  # noqa: FBT001 - a column of the table
    assert hears(lists, phrase, words) is heard


def test_a_guard_silences_and_a_sure_phrase_of_oneself_does_not(lists: Path) -> None:
    (lists / "en" / "guard-story.txt").write_text("a film about\n", "utf-8")
    (lists / "en" / "self.txt").write_text("me\n", "utf-8")
    assert not hears(lists, "{family} {hits} me", "a film about a father hits me")
    assert hears(lists, "! {family} {hits} me", "a film about a father hits me")


def test_signs_say_something_only_together(lists: Path) -> None:
    signs = "[gifts]\ngave me skins\n[secret]\nkeep it secret\n[pictures]\nwants pictures"
    assert not hears(lists, signs, "he gave me skins", "signs-grooming.txt")
    assert hears(lists, signs, "he gave me skins and said keep it secret", "signs-grooming.txt")
    made = Detector.load(lists)
    heard = made.hear("he gave me skins, keep it secret, he wants pictures")
    assert heard is not None
    assert heard.level is Level.CRISIS


@pytest.mark.parametrize(
    ("file", "line", "says"),
    [
        ("crisis-abuse.txt", "{nobody} hits me", "there is no word class {nobody}"),
        ("crisis-abuse.txt", "h*ts me", "* may stand at the end of a word only"),
        ("crisis-abuse.txt", "hi* me", "at least 3 letters"),
        ("crisis-abuse.txt", "(really)", "nothing is left"),
        ("crisis-abuse.txt", "today", "everyday words alone would say this phrase: 'today'"),
        ("crisis-abuse.txt", "today … the/film + (really) {pets}", "this phrase: 'today film … i today'"),
        ("crisis-abuse.txt", "tod* & not [the film / father]", "would say this phrase: 'today … not the film'"),
        ("crisis-abuse.txt", "today the film  # everyday:", "would say this phrase: 'today the film'"),
        ("crisis-abuse.txt", "father today  # everyday: he is always there", "needs no excuse"),
        ("guard-story.txt", "film", "everyday words alone would say this phrase: 'film'"),
        ("crisis-abuse.txt", "= a + b", "has no + and no &"),
        ("crisis-abuse.txt", "hits; me", "a mark that means nothing here"),
        ("crisis-nonsense.txt", "hits me", "no list of this name"),
        ("words-more.txt", "father", "words of no class"),
        ("words-more.txt", "{zoo}:\n{nobody}, father", "there is no word class {nobody}"),
        ("crisis-abuse.txt", "[ / ] me", "[ ] says nothing"),
        ("crisis-abuse.txt", "im/he hits", "several words cannot be one of a/b"),
        ("crisis-abuse.txt", "/ {hits}", "says nothing"),
        ("words-zoo.txt", "{family}:", "is there already"),
        ("short.txt", "im", "a line without both sides"),
    ],
)
def test_a_mistake_names_its_file_and_line_and_leaves_the_rest_alone(
    lists: Path, file: str, line: str, says: str
) -> None:
    (lists / "en" / "crisis-danger.txt").write_text("{family} {hits} me\n", "utf-8")
    (lists / "en" / file).write_text(f"# a comment\n{line}\n", "utf-8")
    made = Detector.load(lists)
    (problem,) = check_lists([lists])
    assert problem.path == str(lists / "en" / file)
    assert problem.line == (1 if "nonsense" in file else 2 + line.count("\n"))
    assert problem.code == "E721"
    assert says in problem.what
    assert problem.fix
    assert made.hear("father hits me") is not None


def test_only_what_was_asked_for_is_told(lists: Path) -> None:
    (lists / "en" / "crisis-danger.txt").write_text("{nobody} hits\n", "utf-8")
    (lists / "en" / "crisis-abuse.txt").write_text("{nobody} hits\n", "utf-8")
    assert len(check_lists([lists / "en"])) == 2
    assert [problem.path for problem in check_lists([lists / "en" / "crisis-abuse.txt"])] == [
        str(lists / "en" / "crisis-abuse.txt")
    ]
    assert check_lists([]) == []


def test_a_file_that_is_no_text_is_named(lists: Path) -> None:
    (lists / "en" / "crisis-abuse.txt").write_bytes(b"\xff\xfe")
    (lists / "en" / "crisis-danger.txt").write_text("{family} {hits} me\n", "utf-8")
    made = Detector.load(lists)
    (problem,) = check_lists([lists])
    assert (problem.path, problem.what) == (str(lists / "en" / "crisis-abuse.txt"), "the file is no text in UTF-8")
    assert made.hear("father hits me") is not None
