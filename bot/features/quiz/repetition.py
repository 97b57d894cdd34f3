"""Repetition: when a missed question comes back. The rules alone; `store.repeats` remembers the state."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.values.repetition import Repetition

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Recall:
    """A question on its way into memory: its box as text, and the first day on which it may come back."""

    state: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Leitner:
    """Boxes: a missed question waits in box 1, each right answer in its time moves it one box on, out of the last
    one it is learned, a wrong answer puts it back into box 1. A right answer before its day changes nothing: it
    shows that the last minutes are remembered, not the last weeks.

    `days` are the boxes' waiting times. The state is the box's number, from 1.
    """

    days: tuple[int, ...] = (3, 10, 28)

    def missed(self, today: date) -> Recall:
        """Put the question into box 1."""
        return self._in_box(1, today)

    def answered(self, recall: Recall, today: date, *, right: bool) -> Recall | None:
        """Move the question to the next box, out of the last (None: it is learned), or back into the first."""
        if not right:
            return self._in_box(1, today)
        if today < recall.due_on:
            return recall
        box = int(recall.state) + 1
        return self._in_box(box, today) if box <= len(self.days) else None

    def _in_box(self, box: int, today: date) -> Recall:
        return Recall(str(box), today + timedelta(days=self.days[box - 1]))


RULES = {Repetition.SPACED: Leitner(), Repetition.MASSED: Leitner((0, 0, 0))}
"""The rule of each arm. Both ask a missed question as often, so that the days alone differ."""


def arm_of(person: bytes) -> Repetition:
    """Return the arm of a person in the trial, by a hash under their random key: it stays theirs without being
    stored, and nobody who does not know the key can tell it.
    """
    return Repetition.MASSED if hmac.digest(person, b"trial of repetition", "sha256")[0] & 1 else Repetition.SPACED


def rule_for(setting: Repetition, person: bytes) -> Leitner:
    """Return the rule by which a person's missed questions come back."""
    return RULES[arm_of(person) if setting is Repetition.TRIAL else setting]
