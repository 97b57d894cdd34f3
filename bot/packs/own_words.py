"""A teacher's own questions in plain words, and the result of importing a file; also as data."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.values.phrases import from_data, to_data

if TYPE_CHECKING:
    from collections.abc import Mapping


LONGEST = {"title": 60, "stem": 600, "option": 200, "note": 600}
"""Most letters of each field; the rules of packs say when fewer are better."""

ID_BYTES = 4


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question in a teacher's plain words: `right`: the places of the right options, from 0."""

    id: str
    stem: str = ""
    options: tuple[str, ...] = ()
    right: tuple[int, ...] = ()
    note: str = ""

    def shortened(self) -> OwnQuestion:
        """Return it with all fields cut to their limits."""
        options = tuple(words[: LONGEST["option"]] for words in self.options)
        return replace(self, stem=self.stem[: LONGEST["stem"]], options=options, note=self.note[: LONGEST["note"]])

    def as_data(self) -> dict[str, Any]:
        """Return it as values of JSON."""
        return asdict(self)

    @staticmethod
    def from_data(told: Mapping[str, Any]) -> OwnQuestion:
        """Return the question from these values of JSON."""
        return OwnQuestion(told["id"], told["stem"], tuple(told["options"]), tuple(told["right"]), told["note"])


def new_id() -> str:
    """Return the id for a new or changed question."""
    return secrets.token_hex(ID_BYTES)


@dataclass(frozen=True, slots=True)
class Left:
    """A question of a file that was left out, or a part of an imported one (`kept`): line, reason, fix."""

    line: int
    what: str
    fix: str
    kept: bool = False


@dataclass(frozen=True, slots=True)
class BroughtQuestions:
    """The questions of a file called `title`, the ids of those that can be asked
    unchanged, and omitted parts.
    """

    title: str = ""
    questions: tuple[OwnQuestion, ...] = ()
    ready: frozenset[str] = frozenset()
    left: tuple[Left, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """Return it as values of JSON."""
        return {
            "title": self.title,
            "questions": [one.as_data() for one in self.questions],
            "ready": sorted(self.ready),
            "left": [[one.line, to_data(one.what), to_data(one.fix), one.kept] for one in self.left],
        }

    @staticmethod
    def from_data(told: Mapping[str, Any]) -> BroughtQuestions:
        """Return the object from these values of JSON."""
        left = (Left(line, from_data(what), from_data(fix), kept) for line, what, fix, kept in told["left"])
        questions = tuple(map(OwnQuestion.from_data, told["questions"]))
        return BroughtQuestions(told["title"], questions, frozenset(told["ready"]), tuple(left))
