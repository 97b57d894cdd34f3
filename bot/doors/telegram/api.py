"""Calls the Bot API with aiogram's methods; a call returns its result or raises one of two errors.

Calls go out over aiogram's session, of which two steps are our own (decisions 3 and 25).
"""

from __future__ import annotations

import asyncio
from contextlib import aclosing, contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import structlog
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import EditMessageMedia, GetFile, Response, SendVoice
from aiogram.types import File, ResponseParameters
from aiohttp import BytesPayload, ClientError
from pydantic_core import PydanticSerializationError

from bot.doors.telegram.calls import Call, calls
from bot.doors.telegram.reach import Reach
from bot.doors.wire import Refused, Unreached

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aiogram.methods import TelegramMethod

    from bot.values.screen import Screen

log = structlog.get_logger()

CALL_SECONDS = 30
"""How long one call may take; polls add their own waiting time."""


class Session(AiohttpSession):
    """aiogram's session with a request body and a reading of answers of our own."""

    def build_form_data(self, bot: Bot, method: TelegramMethod[Any]) -> Any:
        """Return the body: JSON, or aiogram's form for a call that a file goes with."""
        try:
            written = method.model_dump_json(exclude_unset=True, exclude_none=True)
        except PydanticSerializationError:  # a file
            return super().build_form_data(bot, method)
        return BytesPayload(written.encode(), content_type="application/json")

    def check_response(
        self,
        bot: Bot,  # noqa: ARG002 - aiogram's signature
        method: TelegramMethod[Any],  # noqa: ARG002 - the same
        status_code: int,
        content: str,
    ) -> Response[Any]:
        """Return the answer with its result as plain JSON, so that aiogram need not parse the result.

        Errors: Refused; Unreached; ValueError if it is not an answer of the Bot API.
        """
        answer = Response[Any].model_validate(self.json_loads(content))
        if answer.ok:
            if answer.result is None:
                raise ValueError("an answer without a result")
            return answer
        code = answer.error_code or status_code
        if code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise Unreached(f"server error {code}")
        more = answer.parameters or ResponseParameters()
        raise Refused(code, answer.description or "", more.retry_after or 0, more.migrate_to_chat_id or 0)


class Api:
    """Calls the Bot API. The token is in the address only: never in a log, an error or a repr."""

    def __init__(self, token: str, server: str = "", proxy: str = "") -> None:
        api = TelegramAPIServer.from_base(server) if server else PRODUCTION
        self._bot = Bot(token, Session(proxy=proxy or None, api=api))
        self._file_ids: dict[str, str] = {}
        self.reach = Reach()

    @property
    def bot_id(self) -> int:
        """The bot's Telegram id, which begins its token."""
        return self._bot.id

    async def call(self, method: TelegramMethod[Any], *, seconds: int = CALL_SECONDS) -> Any:
        """Call a method and return its result as JSON.

        Errors: Refused, Unreached.
        """
        try:
            with _two_errors():
                result = await self._bot(method, seconds)
        except Unreached:
            self.reach.unreached()
            raise
        except Refused as refused:
            self.reach.refused(refused.code)
            raise
        self.reach.answered()
        return result

    async def insist(self, method: TelegramMethod[Any], stop: asyncio.Event) -> Any:
        """Call a method that the bot needs at start until Telegram answers; None when `stop` is set before that.

        Errors: Refused, except for "too many requests".
        """
        insisting = asyncio.ensure_future(self._insist(method))
        stopped = asyncio.ensure_future(stop.wait())
        try:
            await asyncio.wait({insisting, stopped}, return_when=asyncio.FIRST_COMPLETED)
            return insisting.result() if insisting.done() else None
        finally:
            insisting.cancel()
            stopped.cancel()

    async def _insist(self, method: TelegramMethod[Any]) -> Any:
        while True:
            try:
                return await self.call(method)
            except Unreached as unreached:
                log.warning("Telegram not reached, trying again", method=method.__api_method__, why=str(unreached))
                await asyncio.sleep(2.0)
            except Refused as refused:
                if refused.code != HTTPStatus.TOO_MANY_REQUESTS:
                    raise
                await asyncio.sleep(max(1, refused.retry_after))

    async def do(self, call: Call) -> Any:
        """Do one call of a screen; a picture or a recording is uploaded once and known by its file id afterwards.

        Errors: Refused, Unreached.
        """
        if call.upload is None:
            return await self.call(call.method)
        known = self._file_ids.get(call.file_key)
        if known:
            try:
                return await self.call(_with_file(call.method, known))
            except Refused as refused:
                if "file" not in refused.description.lower():
                    raise
                del self._file_ids[call.file_key]  # the server has forgotten the file
        try:
            await call.upload.load()
        except OSError:  # a pack was changed under a screen that shows its file
            raise Refused(HTTPStatus.GONE, "the file is not there any more") from None
        result = await self.call(call.method)
        if call.file_key:
            sent = result["photo"][-1] if "photo" in result else result["voice"]
            self._file_ids[call.file_key] = sent["file_id"]
        return result

    def calls(self, screen: Screen, chat: int) -> Sequence[Call]:
        """Return the calls that show a screen in a chat as a new message."""
        return calls(screen, chat)

    async def download(self, file_id: str, most: int) -> bytes:
        """Download a file, at most `most` + 1 bytes of it: the last byte tells that the file is larger.

        Errors: Refused, Unreached.
        """
        session, found = self._bot.session, bytearray()
        result = await self.call(GetFile(file_id=file_id))
        with _two_errors():
            url = session.api.file_url(self._bot.token, File.model_validate(result).file_path or "")
            async with aclosing(session.stream_content(url, timeout=CALL_SECONDS)) as pieces:
                async for piece in pieces:
                    found += piece
                    if len(found) > most:
                        break
        return bytes(found[: most + 1])

    async def close(self) -> None:
        """Close the connections."""
        await self._bot.session.close()


@contextmanager
def _two_errors() -> Iterator[None]:
    """Turn the errors of a call without a usable answer into Unreached. Their own words are dropped: they may hold
    the address with the token, and aiogram's errors hold the call.
    """
    try:
        yield
    except TelegramNetworkError as error:
        raise Unreached(type(error.__cause__).__name__) from None
    except (OSError, ClientError, ValueError) as error:
        raise Unreached(type(error).__name__) from None
    except Exception as error:
        if not type(error).__module__.startswith("aiohttp_socks"):  # an optional part, known by its name only
            raise
        raise Unreached(type(error).__name__) from None


def _with_file(method: TelegramMethod[Any], file_id: str) -> TelegramMethod[Any]:
    """Return the method with the id of a file that Telegram has in place of the upload."""
    if isinstance(method, EditMessageMedia):
        return method.model_copy(update={"media": method.media.model_copy(update={"media": file_id})})
    return method.model_copy(update={"voice" if isinstance(method, SendVoice) else "photo": file_id})
