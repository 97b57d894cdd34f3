"""Everyday: refuses phrases that everyday words alone would match, unless their line gives a reason."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.features.help.distress.frames import Phrase, Run

Member = tuple[str, str]
"""What may stand at a spot: ("word", …), ("stem", …) or ("class", …)."""

_EXCUSE = "everyday:"
"""With this a remark begins that tells why a phrase of everyday words may stay."""


class Wrong(Exception):
    """A line that does not follow the format of lists: `what` is wrong, and the `fix` for editors of the lists."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what)
        self.what, self.fix = what, fix


class Inside(Protocol):
    """What a word class holds: single words, stems and classes, and entries of several words."""

    members: set[Member]
    ready: list[Run]


class Everyday:
    """Finds the everyday words that fill places, by the members of each place and what each class holds; both grow
    while the lists are read. `words`: everyday words, and those that deny.
    """

    def __init__(
        self, members: Sequence[frozenset[Member]], classes: Mapping[str, Inside], words: Iterable[str]
    ) -> None:
        self._members = members
        self._inside = classes
        self._words = sorted(words)
        self._known = frozenset(self._words)
        self._places: dict[int, str] = {}
        self._classes: dict[str, str] = {}

    def check(self, phrase: Phrase, remark: str, *, alone: bool) -> None:
        """Refuse a phrase without any serious word, that is, without a place that everyday words cannot fill.
        `remark`: the text behind the phrase; "everyday: why" excuses it. `alone`: a guard or a sign, which may
        consist of several everyday words, never of one. A whole message (`=`) may consist of any words.

        Errors: Wrong.
        """
        excused = remark.startswith(_EXCUSE) and bool(remark[len(_EXCUSE) :].strip())
        words = "" if phrase.whole else self._said(phrase)
        if alone and " " in words:
            words = ""
        if words and not excused:
            raise Wrong(
                f"everyday words alone would say this phrase: '{words}'",
                "add a word that makes it serious, take the everyday words out of its word classes, "
                f"or write behind it: # {_EXCUSE} why it may stay",
            )
        if excused and not words:
            raise Wrong("this phrase needs no excuse: no everyday words would say it", f"take '# {_EXCUSE} …' out")

    def _said(self, phrase: Phrase) -> str:
        """Return everyday words that would say a phrase all alone; empty when it needs at least one other."""
        said = [self._run(run) for group in phrase.groups for run in group]
        return " … ".join(said) if all(said) else ""

    def _run(self, run: Run) -> str:
        """Return everyday words that say a run, empty if none do."""
        said = [self._place(step.place) for step in run if not step.optional]
        return " ".join(said) if all(said) else ""

    def _place(self, place: int) -> str:
        """Return the everyday words that fill a place, empty if none do."""
        if place not in self._places:
            self._places[place] = self._first(self._members[place])
        return self._places[place]

    def _class(self, key: str) -> str:
        """Return the everyday words that stand for a class, empty if none do; a class in itself adds nothing."""
        if key not in self._classes:
            self._classes[key] = ""
            kind = self._inside[key]
            self._classes[key] = self._first(kind.members) or next(filter(None, map(self._run, kind.ready)), "")
        return self._classes[key]

    def _first(self, members: Iterable[Member]) -> str:
        """Return the first everyday word among members by the alphabet, so that each start names the same."""
        return next(filter(None, (self._member(kind, value) for kind, value in sorted(members))), "")

    def _member(self, kind: str, value: str) -> str:
        """Return the everyday words of a member: itself, one that begins with it, or what it holds."""
        if kind == "class":
            return self._class(value)
        if kind == "word":
            return value if value in self._known else ""
        at = bisect_left(self._words, value)
        return self._words[at] if at < len(self._words) and self._words[at].startswith(value) else ""
