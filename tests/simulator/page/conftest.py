"""A browser, a local Telegram and a little bot that speaks raw HTTP: what every test of the page starts from."""

from __future__ import annotations

import asyncio
import http.client
import io
import json
import threading
import time
import urllib.error
import urllib.request
import uuid
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from simulator import LIFTED, Simulator
from tests.simulator.browser import browser, complaints, desk, open_window, shot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["browser", "complaints", "desk", "open_window", "shot"]
Json = dict[str, Any]
TOKEN = "123456:a-token-of-tests"
HTML = {"parse_mode": "HTML"}


class RefusedError(Exception):
    """The Bot API said no: its `status`, words, and `headers`."""

    def __init__(self, status: int, words: str, headers: Json) -> None:
        super().__init__(f"{status} {words}")
        self.headers = headers


def inline(*rows: list[Json]) -> Json:
    return {"reply_markup": {"inline_keyboard": list(rows)}}


def key(text: str, data: str) -> Json:
    return {"text": text, "callback_data": data}


def picture(kind: str = "PNG") -> bytes:
    """Draw a small lighthouse at night."""
    image = Image.new("RGB", (640, 400), "#12384d")
    draw = ImageDraw.Draw(image)
    draw.polygon([(320, 120), (640, 20), (640, 220)], fill="#3b5a5c")
    draw.polygon([(300, 130), (340, 130), (360, 340), (280, 340)], fill="#ffffff")
    draw.rectangle((305, 100, 335, 130), fill="#ffd47a")
    draw.polygon([(295, 100), (345, 100), (320, 75)], fill="#e4573d")
    draw.rectangle((0, 340, 640, 400), fill="#0d2836")
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


class LittleBot:
    """A bot without a framework: long polling over raw HTTP in a thread, answers from two small tables."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.heard: list[Json] = []
        self.on_text: dict[str, Callable[[int], object]] = {}
        self.on_press: dict[str, Callable[[Json], object]] = {}
        self.asked: list[Json] = []
        """Presses that wait until the test answers them."""
        self.ends = threading.Event()
        self.thread = threading.Thread(target=self._poll, daemon=True)

    def call(self, method: str, **params: Any) -> Any:
        """Call a Bot API method and return its result. Errors: RefusedError."""
        return self._ask(method, json.dumps(params).encode(), "application/json")

    def upload(self, method: str, field: str, name: str, data: bytes, **params: Any) -> Any:
        """Call a method with one file, as multipart form."""
        edge = uuid.uuid4().hex
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{part}"\r\n\r\n{value}\r\n'
            for part, value in params.items()
        ]
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'
        body = ("".join(parts) + head).encode() + data + f"\r\n--{edge}--\r\n".encode()
        return self._ask(method, body, f"multipart/form-data; boundary={edge}")

    def _ask(self, method: str, body: bytes, kind: str) -> Any:
        request = urllib.request.Request(  # noqa: S310 - our own loopback server
            f"{self.url}/bot{TOKEN}/{method}", body, {"Content-Type": kind}
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - as above
                return json.load(answer)["result"]
        except urllib.error.HTTPError as error:
            with error:
                words = json.load(error)["description"]
            raise RefusedError(error.code, words, dict(error.headers)) from None

    def say(self, chat: int, text: str, **more: Any) -> Json:
        message: Json = self.call("sendMessage", chat_id=chat, text=text, **more)
        return message

    def answer(self, query: Json, **more: Any) -> None:
        self.call("answerCallbackQuery", callback_query_id=query["id"], **more)

    def redraw(self, query: Json, text: str, **more: Any) -> None:
        message = query["message"]
        self.call(
            "editMessageText", chat_id=message["chat"]["id"], message_id=message["message_id"], text=text, **more
        )

    def hears(self, fits: Callable[[Json], bool]) -> bool:
        """Wait up to twenty seconds for an update that fits."""
        ends = time.monotonic() + 20
        while time.monotonic() < ends:
            if any(fits(update) for update in self.heard):
                return True
            time.sleep(0.02)
        return False

    def _poll(self) -> None:
        offset = 0
        while not self.ends.is_set():
            with suppress(OSError, http.client.HTTPException):
                for update in self.call("getUpdates", offset=offset, timeout=1, allowed_updates=[]):
                    offset = update["update_id"] + 1
                    self._hear(update)

    def _hear(self, update: Json) -> None:
        self.heard.append(update)
        if query := update.get("callback_query"):
            self.on_press.get(query["data"], self.answer)(query)
        elif message := update.get("message"):
            act = self.on_text.get(message.get("text", ""))
            if act:
                act(message["chat"]["id"])


@contextmanager
def local_telegram() -> Iterator[tuple[Simulator, LittleBot]]:
    """Run a simulator in a thread of its own, with the little bot at it."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    simulator = Simulator(TOKEN, rules=LIFTED)
    asyncio.run_coroutine_threadsafe(simulator.start(), loop).result(60)
    bot = LittleBot(simulator.url)
    teach(bot)
    bot.thread.start()
    try:
        yield simulator, bot
    finally:
        # The bot first: a call that meets a server on its way out may wait for an answer in vain.
        bot.ends.set()
        loop.call_soon_threadsafe(simulator.world.updates.close)
        bot.thread.join(60)
        asyncio.run_coroutine_threadsafe(simulator.stop(), loop).result(60)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(60)
        loop.close()


def teach(bot: LittleBot) -> None:
    """Teach the bot a greeting and a menu with one of everything that the page must show."""
    commands = [
        {"command": "start", "description": "Начать сначала"},
        {"command": "menu", "description": "Меню"},
        {"command": "help", "description": "Помощь рядом"},
    ]
    bot.call("setMyCommands", commands=commands)
    english = [{"command": "menu", "description": "Menu"}, {"command": "help", "description": "Help is near"}]
    bot.call("setMyCommands", commands=english, language_code="en")
    bot.call("setMyDescription", description="Я рассказываю, как безопасно жить в сети.")
    rows = [["📚 Уроки", "🆘 Помощь"]]
    menu = inline(
        [key("Дальше", "next"), key("Подсказка", "toast")],
        [key("Важное", "alert"), key("Долго", "slow")],
        [
            {"text": "Скопировать код", "copy_text": {"text": "MAYAK-42"}},
            {"text": "Сайт", "url": "https://example.org/path"},
        ],
    )

    def greet(chat: int) -> None:
        bottom = {"keyboard": rows, "resize_keyboard": True, "is_persistent": True}
        bot.say(chat, "Привет! Я <b>Маяк</b> 👋", reply_markup=bottom, **HTML)
        bot.say(chat, "С чего начнём?", **menu)

    bot.on_text["/start"] = greet
    bot.on_text["/menu"] = lambda chat: bot.say(chat, "С чего начнём?", **menu)
    bot.on_text["🆘 Помощь"] = lambda chat: bot.say(chat, "Помощь рядом.")
    bot.on_press["next"] = lambda query: bot.redraw(query, "Экран второй", **inline([key("Назад", "back")]))
    bot.on_press["back"] = lambda query: bot.redraw(query, "С чего начнём?", **menu)
    bot.on_press["toast"] = lambda query: bot.answer(query, text="Загляни под камень")
    bot.on_press["alert"] = lambda query: bot.answer(query, text="Пароль знаешь только ты", show_alert=True)
    bot.on_press["slow"] = bot.asked.append


def drawn(page: Page) -> None:
    """Wait until the page has drawn, and heard that it scrolled by that: two frames later nothing moves."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.fixture
def world() -> Iterator[tuple[Simulator, LittleBot]]:
    with local_telegram() as both:
        yield both


@pytest.fixture
def bot(world: tuple[Simulator, LittleBot]) -> LittleBot:
    return world[1]


@pytest.fixture
def open_page(world: tuple[Simulator, LittleBot], open_window: Callable[..., Page]) -> Callable[..., Page]:
    """Open the page, at an address within it if given. (The world comes first: it must outlive the windows.)"""
    return lambda address="", **wishes: open_window(f"{world[0].url}/{address}", **wishes)


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """The page in Russian on a desk, the first person having pressed Start."""
    page = open_page()
    page.get_by_role("button", name="Начать", exact=True).click()
    expect(page.locator("#stream").get_by_text("С чего начнём?")).to_be_visible()
    return page
