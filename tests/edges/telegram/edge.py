"""The Telegram edge without HTTP: raw updates in, the calls that would go out, and a Telegram with moods."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from bot.edges.telegram.api import Api
from bot.edges.telegram.dispatch import Dispatch
from bot.edges.telegram.handling import Handler, Patience
from bot.edges.telegram.owed import Owed
from bot.edges.telegram.pace import Pace
from bot.edges.telegram.sender import Sender
from tests.talk import BOT_ID, House

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping
    from pathlib import Path

TOKEN = f"{BOT_ID}:token-of-the-tests"
R = TypeVar("R")


@dataclass
class Sent:
    """One call that reached Telegram."""

    method: str
    params: dict[str, Any] = field(repr=False)
    at: float

    @property
    def words(self) -> str:
        media = self.params.get("media") or {}
        return str(self.params.get("text") or self.params.get("caption") or media.get("caption") or "")


class Wire(Api):
    """Telegram, as far as the edge sees it: takes every call. `mood` may raise or wait instead."""

    def __init__(self) -> None:
        super().__init__(TOKEN)
        self.sent: list[Sent] = []
        self.mood: Callable[[Sent], Coroutine[None, None, None]] | None = None
        self.inbox: list[dict[str, Any]] = []
        self.asked: list[int] = []
        """The offset of each getUpdates."""

    async def _post(self, method: str, body: Any, headers: Mapping[str, str] | None, seconds: float) -> Any:
        del headers, seconds
        if isinstance(body, bytes):
            params = json.loads(body)
        else:
            params = {options["name"]: _value(value) for options, _, value in body._fields}
        call = Sent(method, params, asyncio.get_running_loop().time())
        if self.mood is not None:
            await self.mood(call)
        if method == "getUpdates":
            return await self._poll(params)
        self.sent.append(call)
        return {"message_id": len(self.sent), "photo": [{"file_id": f"file-{len(self.sent)}"}]}

    async def _poll(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        """Give what waits, and forget what an offset confirms. An offset of the future is as good as none: that is
        how the server takes the old offset when it has begun to count anew (Client.cpp, TQueue.cpp).
        """
        await asyncio.sleep(0.01)  # as long as nothing waits, a poll is not for nothing
        offset = params["offset"]
        self.asked.append(offset)
        if self.inbox and offset <= self.inbox[-1]["update_id"] + 10:
            self.inbox = [update for update in self.inbox if update["update_id"] >= offset]
        return self.inbox[: params["limit"]]

    def to(self, chat: int) -> list[Sent]:
        """What a chat was sent or had edited."""
        return [
            call for call in self.sent if call.params.get("chat_id") == chat and call.method != "deleteMessage"
        ]


def _value(value: object) -> object:
    """A field of a form as it was before it was written into the form."""
    if isinstance(value, str) and value[:1] in {"{", "["}:
        return json.loads(value)
    return int(value) if isinstance(value, str) and value.isdigit() else value


class Edge:
    """A house with the Telegram edge on top."""

    def __init__(self, folder: Path, *, rate: int = 1000, patience: Patience | None = None, url: str = "") -> None:
        self.house = House(folder, url=url)
        self.wire = Wire()
        sender = Sender(self.wire, Pace(rate, time.monotonic))
        self.handler = Handler(self.house.conversation, sender, lambda: self.house.clock, patience=patience)
        self.owed = Owed(self.house.conversation, sender, lambda: self.house.clock)
        self.dispatch = Dispatch(self.house.conversation, sender, lambda: self.house.clock, at_once=rate)

    async def takes(self, *updates: dict[str, Any]) -> list[Sent]:
        """Handle these updates one after another; return what was sent meanwhile."""
        before = len(self.wire.sent)
        for update in updates:
            await self.handler.handle(update)
        return self.wire.sent[before:]

    async def takes_at_once(self, *updates: dict[str, Any]) -> list[Sent]:
        before = len(self.wire.sent)
        await asyncio.gather(*(self.handler.handle(update) for update in updates))
        return self.wire.sent[before:]

    def close(self) -> None:
        self.house.close()
