"""The phrase book: reads the phrase lists of every language and names file and line of each mistake in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.chat.normalise import plain
from bot.chat.phrasing import Grammar, Wrong
from bot.chat.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.chat.frames import Phrase, Run

TOPICS = (
    "danger", "suicide", "self-harm", "abuse", "sextortion", "grooming",
    "bullying", "mood", "overuse", "eating", "account", "sight", "regret", "family", "fear",
)  # fmt: skip
"""What messages may be about, the more urgent first."""

KINDS = ("crisis", "distress", "signs")
"""What a file of phrases does; signs are phrases that say something only together."""

GUARDS = ("idiom", "joke", "serious", "game", "story", "lesson", "question")
"""What a file of guards tells about a message."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A line of the lists that nobody can read: where, and what is wrong."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


@dataclass(frozen=True, slots=True)
class Line:
    """A phrase and what it tells: its kind (a level, signs or a guard), its topic, and among signs its group."""

    phrase: Phrase
    kind: str
    topic: str = ""
    group: str = ""


@dataclass(slots=True)
class PhraseBook:
    """Everything that was read. `keyed` holds each line once, under a place that it cannot do without."""

    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    keyed: dict[int, list[Line]] = field(default_factory=dict)
    idioms: dict[int, list[Line]] = field(default_factory=dict)
    classes: list[dict[int, list[tuple[Run, tuple[int, ...]]]]] = field(default_factory=list)
    """By rank: runs that make up a word class, with the places they fill; keyed like the lines."""
    mistakes: list[Mistake] = field(default_factory=list)
    phrases: int = 0


def read_phrase_book(folder: Path) -> PhraseBook:
    """Read `emoji.txt` and the folder of each language. A line with a mistake is left out and named.

    Errors: FileNotFoundError when the folder or its languages are missing; a file that is no text is a mistake.
    """
    book = PhraseBook()
    languages = sorted(path for path in folder.iterdir() if path.is_dir())
    if not languages:
        raise FileNotFoundError(folder)
    for number, (signs, name) in _pairs(folder / "emoji.txt", book):
        if not name.startswith(":"):
            book.mistakes.append(Mistake("emoji.txt", number, "write the name of an emoji between colons"))
        book.vocabulary.emoji |= {ord(sign): f" {name} " for sign in signs if not sign.isspace()}
    grammar = Grammar(book.vocabulary)
    lines: list[Line] = []
    for language in languages:
        lines += _read_language(language, book, grammar)
    grammar.settle(book.vocabulary)
    book.classes = grammar.class_runs()
    for line in lines:
        shelf = book.idioms if line.kind == "idiom" else book.keyed
        shelf.setdefault(grammar.rarest(line.phrase.needs), []).append(line)
    book.phrases = len(lines)
    return book


def _read_language(folder: Path, book: PhraseBook, grammar: Grammar) -> list[Line]:
    """Read one language: first what words are, then word classes, then phrases."""
    words = book.vocabulary
    for name, kept in (
        ("ordinary", words.ordinary),
        ("fillers", words.fillers),
        ("negations", words.denials),
        ("lean", words.lean),
        ("latin", words.latin),
    ):
        for _, line in _lines(folder / f"{name}.txt", book):
            kept.update(plain(word) for word in line.replace(",", " ").split())
    for _, (left, right) in _pairs(folder / "short.txt", book):
        for word in left.replace(",", " ").split():
            words.short[plain(word)] = tuple(plain(part) for part in right.split())
    grammar.begin(folder.name)
    files = sorted(folder.glob("*.txt"))
    for path in (path for path in files if path.name.startswith("words-")):
        _read_classes(path, book, grammar)
    book.mistakes += [Mistake(*where, what) for where, what in grammar.tie()]
    lines: list[Line] = []
    for path in files:
        kind, _, topic = path.stem.partition("-")
        if kind in KINDS and topic in TOPICS:
            lines += _read_phrases(path, kind, topic, book, grammar)
        elif kind == "guard" and topic in GUARDS:
            lines += _read_phrases(path, topic, "", book, grammar)
        elif kind != "words" and path.stem not in {"ordinary", "fillers", "negations", "lean", "latin", "short"}:
            book.mistakes.append(Mistake(_named(path), 0, f"no file of this name is known: {path.name}"))
    return lines


def _read_classes(path: Path, book: PhraseBook, grammar: Grammar) -> None:
    """Read word classes: `{name}:` on a line of its own, below it entries between commas."""
    name = ""
    for number, line in _lines(path, book):
        try:
            if line.startswith("{") and line.endswith("}:"):
                name = line[1:-2]
                grammar.open_class(name)
            elif not name:
                raise Wrong("a word class begins with its name, such as {family}:")  # noqa: TRY301 - told like the rest
            else:
                for entry in line.split(","):
                    if entry.strip():
                        grammar.add_entry(name, entry.strip(), (_named(path), number))
        except Wrong as wrong:
            book.mistakes.append(Mistake(_named(path), number, str(wrong)))


def _read_phrases(path: Path, kind: str, topic: str, book: PhraseBook, grammar: Grammar) -> Iterator[Line]:
    """Read phrases, one a line. `[friend]` begins those about somebody else, `[another name]` a group of signs."""
    group, other = "", False
    for number, line in _lines(path, book):
        if line.startswith("[") and line.endswith("]"):
            group = line[1:-1].strip()
            other = group == "friend"
            continue
        try:
            phrase = grammar.phrase(line, other=other)
            if word := grammar.common(phrase):
                raise Wrong(f"the everyday word '{word}' alone would say this phrase")  # noqa: TRY301 - told like the rest
            yield Line(phrase, kind, topic, group)
        except Wrong as wrong:
            book.mistakes.append(Mistake(_named(path), number, str(wrong)))


def _lines(path: Path, book: PhraseBook) -> Iterator[tuple[int, str]]:
    """Yield the lines of a file with their numbers, without comments; a missing file has none."""
    if not path.is_file():
        return
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        book.mistakes.append(Mistake(_named(path), 0, "the file is no text in UTF-8"))
        return
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.partition("#")[0].strip()
        if bare:
            yield number, bare


def _pairs(path: Path, book: PhraseBook) -> Iterator[tuple[int, tuple[str, str]]]:
    for number, line in _lines(path, book):
        left, mark, right = line.partition("=")
        if mark and left.strip() and right.strip():
            yield number, (left.strip(), right.strip())
        else:
            book.mistakes.append(Mistake(_named(path), number, "write: what is typed = what it means"))


def _named(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
