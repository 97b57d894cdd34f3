"""Phrasing: the small grammar in which people write phrases and word classes, turned into frames."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from bot.features.help.distress.everyday import Everyday, Member, Wrong
from bot.features.help.distress.frames import Phrase, Run, Shelf, Step, needed
from bot.features.help.distress.neighbours import Neighbours
from bot.features.help.distress.normalise import plain
from bot.features.help.distress.vocabulary import SHORTEST_STEM, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

GAP = 3
"""Most words that `…` skips; `…6` skips up to six."""

_PIECE = re.compile(r"…\d*|\[[^\[\]]*\]|\([^()]*\)|(?:\{[^{}]*\}|[^\s{}()\[\]…])+|\S")
_FIRST = ("word", "stem", "class")
_BETWEEN = re.compile(r"\s/\s")
_MARKS = re.compile(r"[{}()\[\]<>|;:\"«»=]")
Where = tuple[str, int]
"""A file and a line in it."""


_NO_CLASS = "write the name of one in words-*.txt of this language, or add it there"


class ClassRun(NamedTuple):
    """A run that makes up a word class, and the places that the class fills."""

    run: Run
    fills: tuple[int, ...]


@dataclass(slots=True)
class _Class:
    """A word class while it is read: its single words and the entries of several."""

    members: set[Member] = field(default_factory=set)
    inside: dict[str, Where] = field(default_factory=dict)
    """The classes among its members, and where each stands."""
    runs: list[tuple[str, Where]] = field(default_factory=list)
    ready: list[Run] = field(default_factory=list)


class Grammar:
    """Turns written lines into phrases, giving each set of alternatives one number: its place."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._places: dict[frozenset[Member], int] = {}
        self._members: list[frozenset[Member]] = []
        self._classes: dict[str, _Class] = {}
        self._steps: dict[Step, Step] = {}
        self._language = ""
        self._weights: dict[int, int] = {}
        self.everyday = Everyday(self._members, self._classes, ())

    def begin(self, language: str) -> None:
        """Begin a language whose word lists are read: its class names are its own."""
        self._language = language
        words = (self._vocabulary.ordinary | self._vocabulary.denials) - self._vocabulary.fillers
        self.everyday = Everyday(self._members, self._classes, words)

    def open_class(self, name: str) -> None:
        """Begin a word class. Errors: Wrong when there is one of this name."""
        if self._key(name) in self._classes:
            raise Wrong(
                f"the word class {{{name}}} is there already", "add the words to that one, or choose another name"
            )
        self._classes[self._key(name)] = _Class()

    def add_entry(self, name: str, entry: str, where: Where) -> None:
        """Add a word, a stem, another class or several words to a class. Errors: Wrong."""
        kind = self._classes[self._key(name)]
        entry = entry.replace("-", " ")
        if entry[0] == "{" and entry.find("}") == len(entry) - 1:
            kind.members.add(("class", self._key(entry[1:-1])))
            kind.inside[self._key(entry[1:-1])] = where
            return
        if " " not in entry and "(" not in entry and "{" not in entry:
            member = self._member(entry)
            words = self._spelled(member)
            if member[0] != "word" or len(words) == 1:
                kind.members.add((member[0], words[0]) if member[0] == "word" else member)
                return
        kind.runs.append((entry, where))

    def tie(self) -> Iterator[tuple[Where, Wrong]]:
        """Turn entries of several words into runs, once every class of the language is known; yield mistakes."""
        for key, kind in self._classes.items():
            if not key.startswith(f"{self._language}:"):
                continue
            for name, where in kind.inside.items():
                if name not in self._classes:
                    kind.members.discard(("class", name))
                    yield where, Wrong(f"there is no word class {{{name.partition(':')[2]}}}", _NO_CLASS)
            for entry, where in kind.runs:
                try:
                    kind.ready.append(self._entry(entry))
                except Wrong as wrong:
                    yield where, wrong

    def phrase(self, line: str, *, other: bool = False) -> Phrase:
        """Return the phrase that a line writes down. Errors: Wrong."""
        sure, whole = line.startswith("! "), line.startswith("= ")
        body, *unless = re.split(r"\sunless\s", line[2:] if sure or whole else line)
        groups = tuple(tuple(self.run(part) for part in group.split(" + ")) for group in body.split(" & "))
        if whole and (len(groups) > 1 or len(groups[0]) > 1):
            raise Wrong("a whole message (=) has no + and no &", "write its words in a row, or leave out the =")
        return Phrase(groups, tuple(self.run(part) for part in unless), sure, whole, other)

    def run(self, written: str) -> Run:
        """Return the run that words in a row write down. Errors: Wrong."""
        steps: list[Step] = []
        gap = 0
        for piece in _PIECE.findall(written.replace("-", " ")):
            if piece[0] == "…":
                gap = int(piece[1:] or GAP)
                continue
            if piece[0] == "[":
                steps.append(self._step(self._either(piece[1:-1]), gap))
                gap = 0
                continue
            optional = piece[0] == "("
            inner = piece[1:-1] if optional else piece
            for number, members in enumerate(self._alternatives(inner)):
                steps.append(self._step(self.place(members), gap if number == 0 else 0, optional=optional))
                gap = 0
        if not steps or all(step.optional for step in steps):
            raise Wrong(
                "nothing is left of this phrase: it has only words that are left out",
                "add a word that must stand there",
            )
        return tuple(steps)

    def _entry(self, entry: str) -> Run:
        """Return the run of an entry of several words. Errors: Wrong, also when fillers leave one of them only."""
        run = self.run(entry)
        if len(run) == 1 and " " in entry and "{" not in entry:
            raise Wrong(
                f"of '{entry}' one word is left: the others are fillers", "write that word alone, or add to it"
            )
        return run

    def _step(self, place: int, gap: int, *, optional: bool = False) -> Step:
        """Return a step, the same object for equal ones: most are."""
        step = Step(place, gap, optional)
        return self._steps.setdefault(step, step)

    def _either(self, written: str) -> int:
        """Return the place of alternatives of several words, `[on the roof / by the window]`: a nameless class."""
        kind = _Class()
        for entry in _BETWEEN.split(written):
            if entry.strip():
                kind.ready.append(self._entry(entry.strip()))
        if not kind.ready:
            raise Wrong("[ ] says nothing", "write words in it: [one way / another way]")
        key = self._key(f"[{written}]")
        self._classes[key] = kind
        return self.place({("class", key)})

    def place(self, members: Iterable[Member]) -> int:
        """Return the number of a set of alternatives."""
        key = frozenset(members)
        if key not in self._places:
            self._places[key] = len(self._places)
            self._members.append(key)
        return self._places[key]

    def _alternatives(self, piece: str) -> list[set[Member]]:
        """Return the members of a piece `a/b*/{c}`: one set; several where a spelling stands for several words."""
        members = [self._member(part) for part in re.split(r"/(?![^{]*\})", piece) if part]
        if not members:
            raise Wrong(f"'{piece}' says nothing", "write words between the slashes: a/b")
        if len(members) == 1 and members[0][0] == "word":
            words = [word for word in self._spelled(members[0]) if word not in self._vocabulary.fillers]
            return [{("word", word)} for word in words]
        kept: set[Member] = set()
        for member in members:
            spelled = self._spelled(member)
            if len(spelled) > 1:
                what = f"'{member[1]}' stands for '{' '.join(spelled)}': several words cannot be one of a/b"
                raise Wrong(what, f"write [{' '.join(spelled)} / …]")
            if spelled[0] not in self._vocabulary.fillers:
                kept.add((member[0], spelled[0]))
        return [kept] if kept else []

    def _member(self, written: str) -> Member:
        """Return a class, a stem or a word. Errors: Wrong."""
        if written.startswith("{") and written.endswith("}"):
            key = self._key(written[1:-1])
            if key not in self._classes:
                raise Wrong(f"there is no word class {written}", _NO_CLASS)
            return "class", key
        if _MARKS.sub("", written) != written and not re.fullmatch(r":[a-z]+:", written):
            raise Wrong(f"'{written}' has a mark that means nothing here", "take the mark out")
        word = plain(written)
        if word.endswith("*"):
            if len(word) <= SHORTEST_STEM or "*" in word[:-1]:
                what = f"'{written}': a beginning of a word has at least {SHORTEST_STEM} letters, then one *"
                raise Wrong(what, "write more of the word, or the whole words: a/b")
            return "stem", word[:-1]
        if "*" in word:
            raise Wrong(f"'{written}': * may stand at the end of a word only", "write the ways to spell it: a/b")
        return "word", word

    def _spelled(self, member: Member) -> tuple[str, ...]:
        """Return the words that a listed word is read as (`im` is read as i am)."""
        return self._vocabulary.short.get(member[1], (member[1],)) if member[0] == "word" else (member[1],)

    def _key(self, name: str) -> str:
        return f"{self._language}:{' '.join(plain(name).replace('-', ' ').split())}"

    def settle(self) -> None:
        """Hand the vocabulary every word and stem with the places it fills."""
        words: dict[str, list[int]] = {}
        stems: dict[str, list[int]] = {}
        for members, place in self._places.items():
            weight = 0
            for kind, value in self._flat(members):
                (words if kind == "word" else stems).setdefault(value, []).append(place)
                weight += 100 if value in self._vocabulary.ordinary or value in self._vocabulary.denials else 1
            self._weights[place] = weight
        self._vocabulary.learn(words, stems)

    def by_rarity(self, places: Iterable[int]) -> list[int]:
        """Return places, the rarest first: those of the fewest words, everyday ones counted many times."""
        return sorted(places, key=lambda place: (self._weights[place], place))

    def class_runs(self) -> tuple[Neighbours, list[Shelf[ClassRun]]]:
        """Return the runs that make up classes: those of words side by side, and the others by rank: those of one
        rank need none of a later one.
        """
        holders: dict[str, list[int]] = {}
        for members, place in self._places.items():
            for key in self._inside(members):
                holders.setdefault(key, []).append(place)
        beside: list[tuple[Run, tuple[int, ...]]] = []
        shelves: list[Shelf[ClassRun]] = []
        for key, kind in self._classes.items():
            if not kind.ready or key not in holders:
                continue
            rank = self._rank(key, frozenset({key}))
            shelves += [Shelf() for _ in range(rank + 1 - len(shelves))]
            fills = tuple(holders[key])
            for run in kind.ready:
                if rank == 0 and Neighbours.takes(run):
                    beside.append((run, fills))
                else:
                    shelves[rank].put(self.by_rarity(needed([run])), ClassRun(run, fills))
        return Neighbours(beside), shelves

    def _flat(self, members: Iterable[Member]) -> set[Member]:
        """Return the words and stems of members, those of classes (and of classes in them) too."""
        members = set(members)
        for key in self._inside(members):
            members |= self._classes[key].members
        return {member for member in members if member[0] != "class"}

    def _inside(self, members: Iterable[Member]) -> set[str]:
        """Return the classes among members, and those inside them, however deep."""
        seen: set[str] = set()
        todo = [value for kind, value in members if kind == "class"]
        while todo:
            key = todo.pop()
            if key not in seen:
                seen.add(key)
                todo += [value for kind, value in self._classes[key].members if kind == "class"]
        return seen

    def _complete(self, key: str, above: frozenset[str] = frozenset()) -> int:
        """Return after which rank all runs of a class and of the classes in it have been looked for; -1: none."""
        if key in above:
            return -1
        above |= {key}
        inside = [self._complete(each, above) for each in self._inside({("class", key)}) - {key}]
        return max([self._rank(key, above) if self._classes[key].ready else -1, *inside])

    def example(self, phrase: Phrase) -> str:
        """Return words that say a phrase, the first of its alternatives at each spot; empty if a spot has none."""
        said = [self._sample(run) for group in phrase.groups for run in group]
        return " ".join(said) if all(said) else ""

    def _sample(self, run: Run, above: frozenset[str] = frozenset()) -> str:
        said = [self._word(self._members[step.place], above) for step in run if not step.optional]
        return " ".join(said) if all(said) else ""

    def _word(self, members: Iterable[Member], above: frozenset[str]) -> str:
        """Return what fills a place: a whole word before the beginning of one, and these before a class."""
        for kind, value in sorted(members, key=lambda one: (_FIRST.index(one[0]), one[1])):
            if kind != "class":
                return value
            if value not in above:
                inside, above = self._classes[value], above | {value}
                if said := self._word(inside.members, above):
                    return said
                if said := next(filter(None, (self._sample(run, above) for run in inside.ready)), ""):
                    return said
        return ""

    def _rank(self, key: str, above: frozenset[str]) -> int:
        """Return when the runs of a class can be looked for: after those of every class in them."""
        used = {step.place for run in self._classes[key].ready for step in run}
        below = {value for place in used for kind, value in self._members[place] if kind == "class"}
        return 1 + max((self._complete(each, above) for each in below), default=-1)
