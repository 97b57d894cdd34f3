"""The Telegram edge without HTTP: raw updates in, the calls that would go out, and a Telegram with moods."""

from __future__ import annotations

import asyncio
import json
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from aiogram import Bot
from aiohttp import FormData, Payload

from bot.doors.dispatch import Dispatch
from bot.doors.pace import Chats, Pace
from bot.doors.pending_replies import PendingReplies
from bot.doors.sender import Sender
from bot.doors.telegram.api import Api, Session
from bot.doors.telegram.handler import Handler
from bot.doors.telegram.patience import Patience
from tests.talk import BOT_ID, House

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

    from aiogram.methods import TelegramMethod

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


class Line(Session):
    """Our session up to what it writes, and from what it reads."""

    def __init__(self, take: Callable[[Sent], Coroutine[None, None, object]]) -> None:
        super().__init__()
        self._take = take

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[Any],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's signature
    ) -> Any:
        del timeout
        params = told(self.build_form_data(bot, method))
        if "upload" in params:
            params["upload"] = b"".join([piece async for piece in params["upload"]])
        result = await self._take(Sent(method.__api_method__, params, asyncio.get_running_loop().time()))
        return self.check_response(bot, method, 200, json.dumps({"ok": True, "result": result})).result


def told(body: Payload | FormData) -> dict[str, Any]:
    """What a call's body tells Telegram; the file that goes with it as `upload`."""
    if isinstance(body, Payload):
        found: dict[str, Any] = json.loads(body.decode())
        return found
    return {
        "upload" if "filename" in options else options["name"]: _value(value) for options, _, value in body._fields
    }


def _value(value: object) -> object:
    """A field of a form as it was before it was written into the form."""
    if not isinstance(value, str):
        return value
    value = re.sub(r"attach://[\w-]+", "attach://upload", value)
    if value[:1] in {"{", "["}:
        return json.loads(value)
    return int(value) if value.isdigit() else value


class Wire(Api):
    """Telegram, as far as the edge sees it: takes every call. `mood` may raise or wait instead."""

    def __init__(self) -> None:
        super().__init__(TOKEN)
        self._bot = Bot(TOKEN, Line(self._take))
        self.sent: list[Sent] = []
        self.mood: Callable[[Sent], Coroutine[None, None, None]] | None = None
        self.inbox: list[dict[str, Any]] = []
        self.asked: list[int] = []
        """The offset of each getUpdates."""

    async def _take(self, call: Sent) -> object:
        if self.mood is not None:
            await self.mood(call)
        if call.method == "getUpdates":
            return await self._poll(call.params)
        self.sent.append(call)
        file = {"file_id": f"file-{len(self.sent)}"}
        sent = {"voice": file} if call.method == "sendVoice" else {"photo": [file]}
        return {"message_id": len(self.sent), **sent}

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


class Edge:
    """A house with the Telegram edge on top."""

    def __init__(
        self,
        folder: Path,
        *,
        rate: int = 1000,
        burst: int = 1000,
        patience: Patience | None = None,
        url: str = "",
    ) -> None:
        """`rate` of bulk, `burst` of a chat: as much as anybody wants, for a Telegram that takes every call."""
        self.house = House(folder, url=url)
        self.wire = Wire()
        sender = Sender(self.wire, Pace(rate, time.monotonic, Chats(burst)))
        self.handler = Handler(self.house.conversation, sender, lambda: self.house.clock, patience=patience)
        self.pending = PendingReplies(self.house.conversation, self.handler.outbox, lambda: self.house.clock)
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
        """Close it as a kill does: what is on its way is left as it is."""
        for box in self.handler.outbox._boxes.values():
            if box.task is not None and not box.task.get_loop().is_closed():
                box.task.cancel()
        self.house.close()
