"""The pace of all processes of one bot, stored in Redis; without Redis each process has a share of its own."""

from __future__ import annotations

import secrets
from itertools import count
from typing import TYPE_CHECKING

from bot.doors.pace import (
    BREATH,
    CATCHES_UP,
    CHAT_BURST,
    CLIMB,
    LEAST,
    NEARLY,
    PROBES,
    QUIET,
    RESERVED_FOR_HELP,
    SETTLES,
    SEVERAL,
    TOGETHER,
    WARY,
    Ask,
    Lane,
    Pace,
    Pacing,
)
from bot.doors.redis.connection import RedisAway
from bot.values.limits import WINDOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.doors.redis.connection import Connection

PROCESSES = 4
"""Least number of processes that is assumed when shares of bulk are computed: two replicas and two workers
(compose.yaml)."""

SEEN_SECONDS = 60
"""How long a process that has sent nothing still counts as one of them."""

CLOCK = """
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local function whole(number) return string.format('%.0f', number) end
"""

ASK = (
    CLOCK
    + """
local chat, bulk, lines, total, sent, wanted, seen, born =
    KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7], KEYS[8]
local lane, known, rate, me, name = tonumber(ARGV[1]), ARGV[2] == '1', tonumber(ARGV[3]), ARGV[4], ARGV[5]
local window, catches, burst, kept = tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9])
local climb, nearly, probes, quiet = tonumber(ARGV[10]), tonumber(ARGV[11]), tonumber(ARGV[12]), tonumber(ARGV[13])
local window_ms = math.ceil(window / 1000)

redis.call('ZADD', seen, now, me)
redis.call('ZREMRANGEBYSCORE', seen, '-inf', now - ARGV[14] * 1000000)
redis.call('PEXPIRE', seen, ARGV[14] * 1000)
local processes = redis.call('ZCARD', seen)
if redis.call('SET', born, 1, 'NX') then
    -- A Redis that remembers nothing: bulk may have gone out a moment ago, so it rests for a window.
    redis.call('HSET', lines, 'bulk', whole(now + window))
end

-- What the chat may be sent (`pace.Chats`).
local full, last, held = 0, 0, 0
if known then
    local state = redis.call('HMGET', chat, 'full', 'last', 'held')
    full, last, held = tonumber(state[1] or 0), tonumber(state[2] or 0), tonumber(state[3] or 0)
    local free
    if lane == 2 then free = last + window
    elseif lane == 1 then free = full - (burst - 1 - kept) * window
    else free = full - (burst - 1) * window end
    local rest = math.max(free, held) - now
    if rest > 0 then return {whole(math.max(rest, 1000)), 1, processes} end
end

-- The total, if one was learned (`pace.Total`).
local learned = redis.call('HMGET', total, 'knee', 'lowered')
local limit, wait = nil, 0
if learned[1] then
    local since = (now - learned[2]) / 1000000
    if since < climb then limit = learned[1] * (0.5 + (nearly - 0.5) * since / climb)
    elseif since < quiet then limit = learned[1] * (nearly + probes * (since - climb)) end
end
local next_at = redis.call('HMGET', lines, 'help', 'reply', 'bulk')
local help, reply, steady = tonumber(next_at[1] or 0), tonumber(next_at[2] or 0), tonumber(next_at[3] or 0)
if limit then
    wait = math.max(0, (lane == 0 and help or reply) - now)
    if lane < 2 then
        if wait > 0 then redis.call('SET', wanted, 1, 'PX', math.ceil(wait / 1000) + 30) end
    elseif redis.call('PTTL', wanted) > 0 then
        wait = math.max(wait, 1000000 / limit)  -- bulk stands back as long as answers wait
    end
end

-- Bulk: a strict window, evenly (`pace.Bulk`).
if lane == 2 then
    if steady > now + 2 * window then steady = now end  -- the machine's clock was set back
    wait = math.max(wait, steady - now)
    local before = tonumber(redis.call('LINDEX', bulk, rate - 1) or 0)
    if before <= now then wait = math.max(wait, before + window - now) end
end
if wait > 0 then return {whole(math.max(wait, 1000)), 0, processes} end

if lane == 2 then
    redis.call('LPUSH', bulk, whole(now))
    redis.call('LTRIM', bulk, 0, rate - 1)
    redis.call('PEXPIRE', bulk, window_ms)
    redis.call('HSET', lines, 'bulk', whole(math.max(steady, now - catches) + window / rate))
end
if limit then
    local each = 1000000 / limit
    if lane == 0 then redis.call('HSET', lines, 'help', whole(math.max(help, now - catches) + each)) end
    redis.call('HSET', lines, 'reply', whole(math.max(reply, now - catches) + each))
end
redis.call('PEXPIRE', lines, 60000)
redis.call('ZADD', sent, now, me .. ':' .. name)
redis.call('ZREMRANGEBYSCORE', sent, '-inf', now - 1000000)
redis.call('PEXPIRE', sent, 1000)
if known then
    full = math.max(full, now) + window
    redis.call('HSET', chat, 'full', whole(full), 'last', whole(now))
    redis.call('PEXPIRE', chat, math.ceil((math.max(full, held, now + window) - now) / 1000))
end
return {'0', 0, processes}
"""
)
"""Ask for one send. ARGV: lane, whether there is a chat, bulk's rate, this process, a number of its own, then
WINDOW µs, CATCHES_UP µs, CHAT_BURST, RESERVED_FOR_HELP, CLIMB, NEARLY, PROBES, QUIET, SEEN_SECONDS. Returns {µs to
wait, whether the chat rests, processes}; 0 to wait: it is given."""

REFUSED = (
    CLOCK
    + """
local chat, total, sent, refused, lines = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local name, hold, counts = ARGV[1], tonumber(ARGV[2]), ARGV[3] == '1'
local settles, several, least = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
-- A total that is known expires after QUIET.
local is_known = redis.call('EXISTS', total) == 1
local together = is_known and tonumber(ARGV[9]) or tonumber(ARGV[4])
local after_breath, climb, nearly = now + tonumber(ARGV[10]), tonumber(ARGV[11]), tonumber(ARGV[12])
local held = tonumber(redis.call('HGET', chat, 'held') or 0)
if now + hold > held then
    redis.call('HSET', chat, 'held', whole(now + hold))
    if redis.call('PTTL', chat) < hold / 1000 then redis.call('PEXPIRE', chat, math.ceil(hold / 1000)) end
end
if not counts then return end
redis.call('ZADD', refused, now, name)
redis.call('ZREMRANGEBYSCORE', refused, '-inf', now - together)
redis.call('PEXPIRE', refused, math.ceil(together / 1000))
redis.call('ZREMRANGEBYSCORE', sent, '-inf', now - 1000000)
local taken = redis.call('ZCARD', sent) - redis.call('ZCOUNT', refused, now - 1000000, '+inf')
if is_known then
    if tonumber(redis.call('HGET', lines, 'reply') or 0) < after_breath then
        redis.call('HSET', lines, 'reply', whole(after_breath))
    end
    local state = redis.call('HMGET', total, 'knee', 'lowered', 'last')
    if state[3] ~= name then
        local knee = math.max(nearly * state[1], math.min(state[1], taken))
        redis.call('HSET', total, 'knee', knee, 'lowered', whole(math.max(state[2], now - climb)), 'last', name)
        redis.call('PEXPIRE', total, ARGV[8] * 1000)
    end
end
local chats = redis.call('ZCARD', refused)
local lowered = tonumber(redis.call('HGET', total, 'lowered') or 0)
if chats < several or now < lowered + settles then return end
redis.call('DEL', refused)
redis.call('HSET', total, 'knee', whole(math.max(least, taken)), 'lowered', whole(now), 'last', name)
redis.call('PEXPIRE', total, ARGV[8] * 1000)
redis.call('HSET', lines, 'help', whole(now), 'reply', whole(after_breath))
"""
)
"""Note a refusal. ARGV: the chat's name, µs to hold it, whether it tells of the total, then TOGETHER µs, SETTLES
µs, SEVERAL, LEAST, QUIET, WARY µs, BREATH µs, CLIMB µs, NEARLY."""


class SharedPace(Pacing):
    """The pace that several processes share. `time` is a monotonic clock in seconds, `name` gives the name under
    which Redis may know a chat, `what` tells several paces of one bot apart. Used from one loop.

    Without Redis each process goes on: chats and the total by what it sees itself, bulk with a careful share, the
    rate by the number of processes seen lately, four at least. Bulk rests for a window whenever Redis comes or
    goes, because nobody knows what the others have sent.
    """

    def __init__(
        self,
        connection: Connection,
        rate: int,
        time: Callable[[], float],
        name: Callable[[int], str],
        what: str = "pace",
    ) -> None:
        super().__init__()
        self._connection = connection
        self._what = what
        self._rate = rate
        self._time = time
        self._name = name
        self._me = secrets.token_hex(6)
        self._numbers = count()
        self._alone = Pace(max(2, rate // PROCESSES), time)
        self._is_alone = False
        self._bulk_rests_until = 0.0

    async def ask(self, lane: Lane, chat: int) -> Ask:
        """Ask for the right to send (`Pacing.ask`)."""
        now = self._time()
        if lane is Lane.BULK and now < self._bulk_rests_until:
            return Ask(self._bulk_rests_until - now)
        if not self._connection.away:
            try:
                wait, rests, processes = await self._connection.run(
                    ASK, self._keys(chat), self._values(lane, chat)
                )
            except RedisAway:
                pass
            else:
                self._alone.bulk.rate = max(2, self._rate // max(PROCESSES, processes))
                if self._is_alone:
                    self._note(alone=False)
                return Ask(int(wait) / 1e6, bool(rests))
        if not self._is_alone:
            self._note(alone=True)
        return await self._alone.ask(lane, chat)

    async def refused(self, chat: int, seconds: float) -> None:
        """Note a refusal, for all processes (`Pacing.refused`)."""
        if not chat:
            return
        await self._alone.refused(chat, seconds)
        name = self._name(chat)
        keys = [f"{self._what}:{key}" for key in (f"chat:{name}", "total", "sent", "refused", "lines")]
        marks = [int(seconds * 1e6) for seconds in (TOGETHER, SETTLES)]
        more = [int(seconds * 1e6) for seconds in (WARY, BREATH, CLIMB)]
        values: list[str | bytes | float] = [
            name,
            int(seconds * 1e6),
            int(chat > 0),
            *marks,
            SEVERAL,
            LEAST,
            QUIET,
        ]
        try:
            await self._connection.run(REFUSED, keys, [*values, *more, NEARLY])
        except RedisAway:
            return  # this process heeds it alone

    def _note(self, *, alone: bool) -> None:
        """Note that Redis has gone or come back: bulk rests for a window."""
        self._is_alone = alone
        self._bulk_rests_until = self._time() + WINDOW

    def _keys(self, chat: int) -> list[str]:
        of_chat = f"chat:{self._name(chat)}" if chat else "chat"
        names = (of_chat, "bulk", "lines", "total", "sent", "wanted", "seen", "born")
        return [f"{self._what}:{name}" for name in names]

    def _values(self, lane: Lane, chat: int) -> list[str | float]:
        who: list[str | float] = [int(lane), int(bool(chat)), self._rate, self._me, next(self._numbers)]
        figures: list[str | float] = [int(WINDOW * 1e6), int(CATCHES_UP * 1e6), CHAT_BURST, RESERVED_FOR_HELP]
        return [*who, *figures, CLIMB, NEARLY, PROBES, QUIET, SEEN_SECONDS]
