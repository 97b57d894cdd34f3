"""Limits the long polls ("anything new?") that are held at once, so that no client holds up others.

Holding a poll is a comfort: a page whose poll is not held asks again every two seconds and shows the same.
When there are too many, the oldest poll of the client who holds most is released.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.doors.connections import most_connections

if TYPE_CHECKING:
    from collections.abc import Callable

OF_ONE_PAGE = 8
"""Polls of one client about one board: a projector, the teacher's own screen, a few reloads."""

OF_A_CLIENT = 64
"""Polls of one client: a whole school may have one address."""

OF_A_BOARD = 128
"""Polls about one board, of all clients."""

OF_ALL = 1000
"""Polls of one process, and no more than half of its connections. Each holds an open connection and is woken twice
a second."""


@dataclass(eq=False, slots=True)
class LongPoll:
    """A poll that is held. `let_go` is set when it gives way to a newer one."""

    client: str
    board: str
    let_go: asyncio.Event = field(default_factory=asyncio.Event)


class LongPolls:
    """The polls that this process holds, the oldest first. Used from one loop."""

    def __init__(self) -> None:
        self._held: dict[LongPoll, None] = {}

    def __len__(self) -> int:
        return len(self._held)

    def hold(self, client: str, board: str) -> LongPoll:
        """Hold one more poll; for it, the oldest poll of a client who holds too many is released."""
        mine = [poll for poll in self._held if poll.client == client]
        if sum(poll.board == board for poll in mine) >= OF_ONE_PAGE:
            self._let_go(lambda poll: poll.client == client and poll.board == board)
        elif len(mine) >= OF_A_CLIENT:
            self._let_go(lambda poll: poll.client == client)
        elif sum(poll.board == board for poll in self._held) >= OF_A_BOARD:
            self._let_go_of_greediest(board)
        elif len(self._held) >= min(OF_ALL, most_connections() // 2):
            self._let_go_of_greediest("")
        poll = LongPoll(client, board)
        self._held[poll] = None
        return poll

    def release(self, poll: LongPoll) -> None:
        """End a poll."""
        self._held.pop(poll, None)

    def _let_go_of_greediest(self, board: str) -> None:
        """Release the oldest poll of the client who holds most, about one board or (empty) of all."""
        counted = Counter(poll.client for poll in self._held if not board or poll.board == board)
        greediest, _ = counted.most_common(1)[0]
        self._let_go(lambda poll: poll.client == greediest and (not board or poll.board == board))

    def _let_go(self, wanted: Callable[[LongPoll], bool]) -> None:
        oldest = next(poll for poll in self._held if wanted(poll))
        self.release(oldest)
        oldest.let_go.set()
