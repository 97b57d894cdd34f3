"""Presses on inline buttons that wait for answerCallbackQuery."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Callback:
    """One press: who, in which chat, when (clock seconds), and whether it was answered."""

    id: str
    person: int
    chat_id: int
    asked: float
    answered: bool = False
