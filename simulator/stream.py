"""The events of the world as a server-sent stream."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from aiohttp import web

from simulator.view import shown

if TYPE_CHECKING:
    from simulator.events import Event
    from simulator.world import World

_HEARTBEAT = 15.0
_WITH_MESSAGE = frozenset({"message", "edit", "poll"})


class Stream:
    """Serves /_sim/events to any number of pages."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._open: set[asyncio.Queue[Event]] = set()

    def close(self) -> None:
        """Let every stream end."""
        for queue in self._open:
            queue.put_nowait({"type": "bye"})

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Write events until the page closes. `?person=ID` shows polls as that person sees them, and no messages
        for others alone; without it the page chooses by `only`.
        """
        who = request.query.get("person", "")
        person = self._world.people.get(int(who)) if who.isdigit() else None
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        )
        await response.prepare(request)
        await response.write(b": hello\n\n")
        with self._world.bus.listen() as queue:
            self._open.add(queue)
            try:
                while True:
                    try:
                        event = await asyncio.wait_for(queue.get(), _HEARTBEAT)
                    except TimeoutError:
                        await response.write(b": still here\n\n")
                        continue
                    if event["type"] == "bye":
                        break
                    if person and event.get("only") not in {None, person.id}:
                        continue
                    if event["type"] in _WITH_MESSAGE:
                        event = event | {"message": shown(self._world, event["message"], person)}
                    await response.write(f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode())
            finally:
                self._open.discard(queue)
        return response
