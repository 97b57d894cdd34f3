"""The phrase book: reads the phrase lists of every language and names file and line of each mistake in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from bot.features.help.distress.everyday import Wrong
from bot.features.help.distress.frames import Shelf
from bot.features.help.distress.normalise import clean, plain, read
from bot.features.help.distress.phrasing import Grammar
from bot.features.help.distress.urgency import LEVELS, TOPICS, urgency_of
from bot.features.help.distress.vocabulary import Vocabulary
from bot.features.help.distress.weighing import Weights, read_weights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from bot.features.help.distress.frames import Phrase
    from bot.features.help.distress.neighbours import Neighbours
    from bot.features.help.distress.phrasing import ClassRun
    from bot.features.help.distress.vocabulary import Places

FILE_KINDS = (*LEVELS, "signs")
"""What a file of phrases does; signs are phrases that say something only together."""

GUARDS = ("idiom", "joke", "serious", "game", "story", "lesson", "question")
"""What a file of guards tells about a message."""

PAGES = ("scam", "code", "task", "fake", "address")
"""What a file of pages tells: which help page fits better than that of the topic, once something was heard."""

_WORD_LISTS = ("ordinary", "fillers", "negations", "glued", "lean", "latin", "real", "self", "short", "shrugs")


class Mistake(NamedTuple):
    """A line of the lists that nobody can read: where (line 0: the whole file), what is wrong, how to mend it."""

    path: str
    line: int
    what: str
    fix: str


class Line(NamedTuple):
    """A phrase and its meaning: its kind (a level, signs, a page or a guard), its topic, among signs its group,
    of a page its name; its file and line, and its highest urgency.
    """

    phrase: Phrase
    kind: str
    topic: str
    group: str
    where: str
    urgency: int


@dataclass(frozen=True, slots=True)
class PhraseBook:
    """Everything that was read; `neighbours` and `classes`: the runs that make up word classes, those of
    neighbouring words and the others, by rank; `keys`: the places under which any of these keeps something;
    `weights`: the weights of pieces of words; `unlearned`: the same with nothing but the phrases of languages that
    the weights have not learned, which they must not silence; None where they have learned all.
    """

    vocabulary: Vocabulary
    lines: Shelf[Line]
    neighbours: Neighbours
    classes: list[Shelf[ClassRun]]
    keys: frozenset[int]
    weights: Weights
    laughs: frozenset[int]
    phrases: int
    mistakes: tuple[Mistake, ...]
    unlearned: PhraseBook | None = None

    def before_laughter(self, words: Sequence[str], places: Callable[[str], Places]) -> tuple[int, bool]:
        """Return how many words stand before shrugs and laughter at the end, and whether there is laughter; one
        that is denied is none.
        """
        end, laughs = len(words), False
        while end:
            if not self.laughs.isdisjoint(places(words[end - 1])):
                if end > 1 and words[end - 2] in self.vocabulary.denials:
                    break
                end, laughs = end - 1, True
            elif shrug := self.vocabulary.shrug(words[:end]):
                end -= shrug
            else:
                break
        return end, laughs


def read_phrase_book(folder: Path) -> PhraseBook:
    """Read `emoji.txt`, `weights.tsv` and the folder of each language. Lines with mistakes are left out and
    named.

    Errors: OSError when the folder cannot be read or holds no language; a file that cannot be decoded is a
    mistake.
    """
    return _read(folder, _Reader())[0]


def read_examples(folder: Path) -> tuple[PhraseBook, list[tuple[Line, str]]]:
    """Read the lists like `read_phrase_book`, and words that say each phrase of a level. Errors: as there."""
    reader = _Reader()
    book, lines = _read(folder, reader)
    said = [(line, reader.grammar.example(line.phrase)) for line in lines if line.kind in LEVELS]
    return book, [(line, words) for line, words in said if words]


def _read(folder: Path, reader: _Reader) -> tuple[PhraseBook, list[Line]]:
    languages = sorted(path for path in folder.iterdir() if path.is_dir())
    if not languages:
        raise FileNotFoundError(folder)
    reader.emoji(folder / "emoji.txt")
    lines = [line for language in languages for line in reader.language(language)]
    reader.grammar.settle()
    neighbours, classes = reader.grammar.class_runs()
    weights = reader.weights(folder / "weights.tsv")

    def made(some: Sequence[Line], unlearned: PhraseBook | None) -> PhraseBook:
        shelf = Shelf[Line]()
        for line in some:
            shelf.put(reader.grammar.by_rarity(line.phrase.needs), line)
        return PhraseBook(
            reader.vocabulary,
            shelf,
            neighbours,
            classes,
            frozenset(shelf.keys()).union(neighbours.keys(), *(one.keys() for one in classes)),
            weights,
            frozenset(_only(line.phrase) for line in some if line.kind == "joke" and len(line.phrase.needs) == 1),
            len(some),
            tuple(reader.mistakes),
            unlearned,
        )

    others = [line for line in lines if line.where.partition("/")[0] not in weights.learned]
    return made(lines, made(others, None) if others and weights.pieces else None), lines


def _only(phrase: Phrase) -> int:
    [place] = phrase.needs
    return place


class _Reader:
    """Reads files one after another into one vocabulary and one grammar."""

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        self.grammar = Grammar(self.vocabulary)
        self.mistakes: list[Mistake] = []

    def emoji(self, path: Path) -> None:
        """Read which emoji stand for which name."""
        for number, signs, name in self._pairs(path):
            if name.startswith(":") and name.endswith(":"):
                self.vocabulary.emoji |= {ord(sign): f" {name} " for sign in signs if not sign.isspace()}
            else:
                self._mistake(
                    path, number, f"'{name}' is no name of an emoji", "write it between colons, such as :knife:"
                )

    def weights(self, path: Path) -> Weights:
        """Read what pieces of words speak for; without such a file nothing weighs."""
        if not path.is_file():
            return Weights()
        try:
            return read_weights(path.read_text("utf-8"))
        except ValueError as error:
            self._mistake(path, 0, f"the weights cannot be read: {error}", "run: python tools/learn_distress.py")
            return Weights()

    def language(self, folder: Path) -> list[Line]:
        """Read one language: first what words are, then word classes, then phrases."""
        words = self.vocabulary
        for name, kept in (
            ("ordinary", words.ordinary),
            ("fillers", words.fillers),
            ("negations", words.denials),
            ("lean", words.lean),
            ("latin", words.latin),
            ("self", words.selves),
            ("glued", words.glued),
            ("real", words.real),
        ):
            for _, line in self._lines(folder / f"{name}.txt"):
                kept.update(plain(word) for word in line.replace(",", " ").split())
        for _, left, right in self._pairs(folder / "short.txt"):
            for word in left.replace(",", " ").split():
                words.short[plain(word)] = tuple(plain(part) for part in right.split())
        for _, line in self._lines(folder / "shrugs.txt"):
            words.shrugs.add(tuple(read(clean(line, words), words).words))
        self.grammar.begin(folder.name)
        files = sorted(folder.glob("*.txt"))
        for path in files:
            if path.name.startswith("words-"):
                self._classes(path)
        self.mistakes += [Mistake(*where, wrong.what, wrong.fix) for where, wrong in self.grammar.tie()]
        return [line for path in files for line in self._phrases(path)]

    def _classes(self, path: Path) -> None:
        """Read word classes: `{name}:` on a line of its own, below it entries between commas."""
        name = ""
        for number, line in self._lines(path):
            try:
                if line.startswith("{") and line.endswith("}:"):
                    name = line[1:-2]
                    self.grammar.open_class(name)
                elif not name:
                    self._mistake(
                        path, number, "words of no class", "begin a class with its name, such as {family}:"
                    )
                else:
                    for entry in filter(None, map(str.strip, line.split(","))):
                        self.grammar.add_entry(name, entry, (_named(path), number))
            except Wrong as wrong:
                self._mistake(path, number, wrong.what, wrong.fix)

    def _phrases(self, path: Path) -> Iterator[Line]:
        """Read phrases, one a line. `[friend]` begins those about somebody else, `[any other name]` a group."""
        kind, _, topic = path.stem.partition("-")
        page = topic if kind == "page" and topic in PAGES else ""
        if page:
            topic = ""
        elif kind == "guard" and topic in GUARDS:
            kind, topic = topic, ""
        elif kind not in FILE_KINDS or topic not in TOPICS:
            if kind != "words" and path.stem not in _WORD_LISTS:
                self._mistake(
                    path, 0, "no list of this name is known", "see docs/distress-lexicon.md for the names"
                )
            return
        group, other = "", False
        for number, line, remark in self._remarked(path):
            if line.startswith("[") and line.endswith("]") and "/" not in line:
                group = line[1:-1].strip()
                other = group == "friend"
                continue
            try:
                phrase = self.grammar.phrase(line, other=other)
                self.grammar.everyday.check(phrase, remark, alone=kind not in LEVELS)
            except Wrong as wrong:
                self._mistake(path, number, wrong.what, wrong.fix)
                continue
            urgency = urgency_of(kind, topic, other=other)
            yield Line(phrase, kind, topic, page or group, f"{_named(path)}:{number}", urgency)

    def _lines(self, path: Path) -> Iterator[tuple[int, str]]:
        """Yield the lines of a file with their numbers, without remarks."""
        return ((number, line) for number, line, _ in self._remarked(path))

    def _remarked(self, path: Path) -> Iterator[tuple[int, str, str]]:
        """Yield the lines of a file with their numbers, each with its remark (`# …`); a missing file has none."""
        if not path.is_file():
            return
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            self._mistake(path, 0, "the file is no text in UTF-8", "save it as UTF-8")
            return
        for number, line in enumerate(text.splitlines(), 1):
            bare, _, remark = (part.strip() for part in line.partition("#"))
            if bare:
                yield number, bare, remark

    def _pairs(self, path: Path) -> Iterator[tuple[int, str, str]]:
        """Yield number, left and right side of lines that say what stands for what."""
        for number, line in self._lines(path):
            left, mark, right = (part.strip() for part in line.partition("="))
            if mark and left and right:
                yield number, left, right
            else:
                self._mistake(path, number, "a line without both sides", "write: what is typed = what it means")

    def _mistake(self, path: Path, number: int, what: str, fix: str) -> None:
        self.mistakes.append(Mistake(_named(path), number, what, fix))


def _named(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
