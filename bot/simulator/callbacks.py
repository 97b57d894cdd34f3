"""Presses on inline buttons that wait for answerCallbackQuery."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Callback:
    """One press: who, in which chat, when (clock seconds), whether it was answered, and below which message: its
    number, or that of an ephemeral one.
    """

    id: str
    person: int
    chat_id: int
    asked: float
    answered: bool = False
    message_id: int = 0
    ephemeral: int = 0
