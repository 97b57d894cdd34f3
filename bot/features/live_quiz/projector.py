"""The projector's page: a live quiz for the whole class, at a one-time address that ends with the quiz."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.chat.open_pages import Middle, OpenPage
from bot.db import people
from bot.features.live_quiz import board_html, domain
from bot.features.live_quiz.board import board
from bot.features.live_quiz.store import quizzes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.chat.services import Services
    from bot.db.engine import Transaction
    from bot.values.phrases import Phrases

HERE = Path(__file__).parent


def _look(services: Services, db: Transaction, code: str, now: datetime) -> Middle | None:
    """Draw the board in its leader's language."""
    quiz = quizzes.by_code(db, code, now)
    leader = people.get(db, quiz.person) if quiz else None
    if quiz is None or leader is None:
        return None
    turn = services.turn(db, leader, now)
    session = domain.led(turn, quiz.task)
    return Middle(turn.locale, board_html.fragment(board(turn, session, in_words=True))) if session else None


def _over(phrases: Phrases) -> str:
    return board_html.over(phrases.say("The live quiz is over. Thank you for thinking along!"))


def _nowhere(languages: Iterable[Phrases]) -> str:
    words = [phrases.say("This address opens no live quiz (any more).") for phrases in languages]
    return board_html.farewell(list(dict.fromkeys(words)))


open_page = OpenPage("live", (HERE / "board.css", HERE / "board.js"), _look, _over, _nowhere, board_html.page)
