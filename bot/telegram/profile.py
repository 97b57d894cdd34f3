"""Profile: the bot's commands and texts, set in every language at start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import structlog
from aiogram.methods import GetMe, SetMyCommands, SetMyDescription, SetMyShortDescription
from aiogram.types import BotCommand

from bot.telegram.api import Refused, Unreached
from bot.values.locales import SOURCE_LOCALE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiogram.methods import TelegramMethod

    from bot.telegram.api import Api
    from bot.values.phrases import Phrases

log = structlog.get_logger()


def who_the_bot_is() -> GetMe:
    """Return the call that tells the bot's own name."""
    return GetMe()


def commands(phrases: Phrases) -> list[BotCommand]:
    """Return the commands with their descriptions, the most needed first."""
    say = phrases.say
    described = {
        "menu": say("Lessons, stories, quizzes"),
        "help": say("🆘 Help, right now"),
        "sos": say("🆘 The same, shorter"),
        "settings": say("Language, who I am, country"),
        "class": say("My class"),
        "desk": say("On a big screen, in a browser"),
        "stop": say("Nothing unasked any more"),
        "privacy": say("What is stored about me"),
        "export": say("My data as files"),
        "forget": say("Forget me"),
        "start": say("From the beginning"),
    }
    return [BotCommand(command=name, description=words) for name, words in described.items()]


async def set_profile(api: Api, languages: Mapping[str, Phrases]) -> None:
    """Set commands, description and short description for each language; for all others, the source language's.

    Trouble is logged and does not keep the bot from starting: people are waiting.
    """
    for locale, phrases in languages.items():
        code = None if locale == SOURCE_LOCALE else locale
        described = phrases.say(
            "Mayak, a lighthouse for life online: short lessons, stories and quizzes for children, parents and "
            "educators. I am a program. Help is always one tap away."
        )
        short = phrases.say("Living safely online: lessons, stories, quizzes, help.")
        methods: list[TelegramMethod[Any]] = [
            SetMyCommands(commands=commands(phrases), language_code=code),
            SetMyDescription(description=described, language_code=code),
            SetMyShortDescription(short_description=short, language_code=code),
        ]
        for method in methods:
            try:
                await api.call(method)
            except (Refused, Unreached) as trouble:
                name = method.__api_method__
                log.warning("the profile was not set", method=name, locale=locale, why=str(trouble))
