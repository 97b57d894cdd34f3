"""Two independent clients behind one way of asking, so that a check can be run with either."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import telegram
import telegram.error
from aiogram import Bot as AiogramBot
from aiogram import exceptions
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import BotCommand, BufferedInputFile, InputMediaPhoto
from pydantic import BaseModel

Json = dict[str, Any]


@dataclass(eq=False)
class Refused(Exception):
    """What a client raised: kind, the words in small letters, seconds to wait, the client's own class, which
    supergroup a group has become.
    """

    kind: str
    words: str = ""
    retry_after: int = 0
    raised: str = ""
    moved_to: int = 0


class Client(ABC):
    """Asks by the method's snake_case name; answers come as the Bot API's JSON."""

    name: str

    @abstractmethod
    def __init__(self, url: str, token: str) -> None:
        """Make a client for the server at `url`."""

    @abstractmethod
    async def ask(self, method: str, **params: Any) -> Any:
        """Call a method. Errors: Refused."""

    @abstractmethod
    def file(self, name: str, data: bytes) -> Any:
        """Return what this client takes as a new file."""

    @abstractmethod
    def commands(self, **words: str) -> Any:
        """Return a list of bot commands: name=description."""

    @abstractmethod
    def input_photo(self, data: bytes, caption: str) -> Any:
        """Return what editMessageMedia takes as a new photo."""

    @abstractmethod
    async def download(self, file_id: str) -> bytes:
        """Download a file."""

    @abstractmethod
    async def close(self) -> None:
        """Close all connections."""

    async def refusal(self, method: str, **params: Any) -> Refused:
        """Call a method that must be refused and return the refusal."""
        try:
            answer = await self.ask(method, **params)
        except Refused as refused:
            return refused
        raise AssertionError(f"{method} was not refused: {answer}")


def _words(text: str) -> str:
    """Return the server's words in small letters: python-telegram-bot doesn't keep their case."""
    text = re.sub(r"^.*?Telegram server says - ", "", text)
    return re.sub(r"^(Bad Request|Forbidden|Conflict): ", "", text).lower()


def _plain(value: Any) -> Any:
    """Return a client's object as JSON with what is absent left out."""
    if isinstance(value, BaseModel):
        return _plain(value.model_dump(mode="json", by_alias=True, exclude_none=True))
    if isinstance(value, telegram.TelegramObject):
        return _plain(value.to_dict())
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


class Aiogram(Client):
    name = "aiogram"

    def __init__(self, url: str, token: str) -> None:
        server = TelegramAPIServer.from_base(url)
        self._bot = AiogramBot(token, session=AiohttpSession(api=server))

    async def ask(self, method: str, **params: Any) -> Any:
        try:
            return _plain(await getattr(self._bot, method)(**params))
        except exceptions.TelegramRetryAfter as error:
            raise Refused("retry_after", "", error.retry_after, type(error).__name__) from error
        except exceptions.TelegramMigrateToChat as error:
            raise Refused("moved", moved_to=error.migrate_to_chat_id) from error
        except exceptions.TelegramAPIError as error:
            kinds = {
                exceptions.TelegramUnauthorizedError: "unauthorized",
                exceptions.TelegramForbiddenError: "forbidden",
                exceptions.TelegramConflictError: "conflict",
                exceptions.TelegramBadRequest: "bad_request",
                exceptions.TelegramServerError: "server",
                exceptions.TelegramNotFound: "not_found",
            }
            raise Refused(kinds.get(type(error), "other"), _words(str(error)), 0, type(error).__name__) from error

    def file(self, name: str, data: bytes) -> Any:
        return BufferedInputFile(data, name)

    def commands(self, **words: str) -> Any:
        return [BotCommand(command=name, description=about) for name, about in words.items()]

    def input_photo(self, data: bytes, caption: str) -> Any:
        return InputMediaPhoto(media=BufferedInputFile(data, "photo.png"), caption=caption)

    async def download(self, file_id: str) -> bytes:
        stream = await self._bot.download(file_id)
        assert stream is not None
        return stream.read()

    async def close(self) -> None:
        # The session's own close() sleeps a quarter of a second for TLS, which isn't used here.
        session = self._bot.session
        if isinstance(session, AiohttpSession) and session._session is not None:
            await session._session.close()


class PythonTelegramBot(Client):
    name = "python-telegram-bot"

    def __init__(self, url: str, token: str) -> None:
        self._bot = telegram.Bot(token, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot")

    async def ask(self, method: str, **params: Any) -> Any:
        await self._bot._request[0].initialize()
        await self._bot._request[1].initialize()
        try:
            return _plain(await getattr(self._bot, method)(**params))
        except telegram.error.RetryAfter as error:
            wait = error.retry_after
            seconds = int(wait.total_seconds()) if isinstance(wait, timedelta) else wait
            raise Refused("retry_after", "", seconds, type(error).__name__) from error
        except telegram.error.ChatMigrated as error:
            raise Refused("moved", moved_to=error.new_chat_id) from error
        except telegram.error.TelegramError as error:
            kinds = {
                telegram.error.InvalidToken: "unauthorized",
                telegram.error.Forbidden: "forbidden",
                telegram.error.Conflict: "conflict",
                telegram.error.BadRequest: "bad_request",
                telegram.error.NetworkError: "server",
            }
            raise Refused(
                kinds.get(type(error), "other"), _words(error.message), 0, type(error).__name__
            ) from error

    def file(self, name: str, data: bytes) -> Any:
        return telegram.InputFile(data, filename=name)

    def commands(self, **words: str) -> Any:
        return list(words.items())

    def input_photo(self, data: bytes, caption: str) -> Any:
        return telegram.InputMediaPhoto(media=data, caption=caption)

    async def download(self, file_id: str) -> bytes:
        file = await self._bot.get_file(file_id)
        return bytes(await file.download_as_bytearray())

    async def close(self) -> None:
        for request in self._bot._request:
            await request.shutdown()


CLIENTS: tuple[type[Client], ...] = (Aiogram, PythonTelegramBot)
