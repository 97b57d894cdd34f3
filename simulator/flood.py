"""Rules that a test may lift, and the token buckets behind Too Many Requests."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.errors import too_many

if TYPE_CHECKING:
    from simulator.clock import SimClock


@dataclass(frozen=True, slots=True)
class Rules:
    """Figures of Telegram that are not published exactly, and switches for tests.

    Rates are messages per second with the size of a burst: 30/s in total, 1/s in a private chat, 20 a minute in a
    group (the Bot FAQ); bursts are our guess. The FAQ has two readings: all messages count towards the 30
    (`answer_seconds` 0), or only unrequested ones, "bulk notifications"; then messages to people who have written
    or tapped within the last `answer_seconds` do not count. Edits count as messages; answers to presses do not
    count, because no limit is published for them. `callback_seconds`: how long a press can be answered (reports:
    5–20 s). `ephemeral`: whether the server knows ephemeral messages (Bot API 10.2 and later; older ones ignore
    unknown parameters); `ephemeral_seconds`: how soon a bot without administrator rights must answer with one.
    `inline`: whether BotFather enabled inline mode for the bot.
    """

    flood: bool = True
    overall: tuple[float, float] = (30.0, 30.0)
    private: tuple[float, float] = (1.0, 5.0)
    group: tuple[float, float] = (20 / 60, 20.0)
    answer_seconds: float = 0.0
    callback_seconds: float = 20.0
    poll_penalties: bool = True
    webhook_retry: float = 1.0
    privacy: bool = True
    ephemeral: bool = True
    ephemeral_seconds: float = 15.0
    inline: bool = False


LIFTED = Rules(flood=False, poll_penalties=False)
FREE_ANSWERS = Rules(answer_seconds=60.0)
"""The other reading: the 30 per second limit only unrequested messages."""


class _Bucket:
    __slots__ = ("left", "rate", "seen", "size")

    def __init__(self, rate: tuple[float, float], now: float) -> None:
        self.rate, self.size = rate
        self.left = self.size
        self.seen = now

    def wait(self, now: float) -> float:
        """Return the seconds until one more message fits; 0 if it fits now."""
        self.left = min(self.size, self.left + (now - self.seen) * self.rate)
        self.seen = now
        return 0.0 if self.left >= 1 else (1 - self.left) / self.rate


class Flood:
    """Counts the bot's sends. Time is the clock's pulse, so both waiting and advancing refill the buckets."""

    def __init__(self, rules: Rules, clock: SimClock) -> None:
        self.rules = rules
        self._clock = clock
        self._all = _Bucket(rules.overall, clock.pulse())
        self._chats: dict[int, _Bucket] = {}
        self._heard: dict[int, float] = {}

    def heard(self, person_id: int) -> None:
        """Record that a person has written or tapped: the next messages to them are answers."""
        self._heard[person_id] = self._clock.pulse()

    def spend(self, chat_id: int, messages: int = 1) -> None:
        """Count `messages` to a chat. Errors: ApiError 429 if the limit is reached."""
        if not self.rules.flood:
            return
        now = self._clock.pulse()
        chat = self._chats.get(chat_id)
        if chat is None:
            rate = self.rules.private if chat_id > 0 else self.rules.group
            chat = self._chats[chat_id] = _Bucket(rate, now)
        counts = now >= self._heard.get(chat_id, -math.inf) + self.rules.answer_seconds
        wait = max(self._all.wait(now) if counts else 0.0, chat.wait(now))
        if wait > 0:
            raise too_many(math.ceil(wait))
        if counts:
            self._all.left -= messages
        chat.left -= messages
