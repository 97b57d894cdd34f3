"""Profile: the bot's commands and texts, set in every language at start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import structlog
from aiogram.enums import BotCommandScopeType
from aiogram.methods import GetMe, GetMyCommands, SetMyCommands, SetMyDescription, SetMyShortDescription
from aiogram.types import BotCommand, BotCommandScopeAllGroupChats

from bot.doors.wire import Refused, Unreached
from bot.values.locales import SOURCE_LOCALE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiogram.methods import TelegramMethod

    from bot.doors.telegram.api import Api
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


IN_GROUPS = BotCommandScopeAllGroupChats(type=BotCommandScopeType.ALL_GROUP_CHATS)  # what is not named is not sent


def group_commands(phrases: Phrases) -> list[BotCommand]:
    """Return the commands of groups: Help, which an app of today sends so that nobody else sees it."""
    described = {"help": phrases.say("🆘 Help, right now"), "sos": phrases.say("🆘 The same, shorter")}
    return [BotCommand(command=name, description=words, is_ephemeral=True) for name, words in described.items()]


async def offers_ephemeral(api: Api) -> bool:
    """Return whether the server knows ephemeral messages: one that does not has dropped the mark of the commands
    that `set_profile` set. False when it cannot be asked.
    """
    try:
        known = await api.call(GetMyCommands(scope=IN_GROUPS))
    except (Refused, Unreached) as trouble:
        log.warning("what the server offers in groups is not known", why=str(trouble))
        return False
    return any(command.get("is_ephemeral") for command in known)


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
            SetMyCommands(commands=group_commands(phrases), scope=IN_GROUPS, language_code=code),
            SetMyDescription(description=described, language_code=code),
            SetMyShortDescription(short_description=short, language_code=code),
        ]
        for method in methods:
            try:
                await api.call(method)
            except (Refused, Unreached) as trouble:
                name = method.__api_method__
                log.warning("the profile was not set", method=name, locale=locale, why=str(trouble))
