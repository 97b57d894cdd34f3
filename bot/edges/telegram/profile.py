"""Profile: the bot's commands and texts, set in every language at start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import structlog

from bot.edges.telegram.api import Refused, Unreached
from bot.values.phrases import SOURCE_LOCALE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.edges.telegram.api import Api
    from bot.values.phrases import Phrases

log = structlog.get_logger()


def commands(phrases: Phrases) -> list[dict[str, str]]:
    """Return the commands with their descriptions, the most needed first."""
    say = phrases.say
    described = {
        "menu": say("Lessons, stories, quizzes"),
        "help": say("🆘 Help, right now"),
        "sos": say("🆘 The same, shorter"),
        "settings": say("Language, who I am, country"),
        "class": say("My class"),
        "stop": say("Nothing unasked any more"),
        "privacy": say("What is stored about me"),
        "export": say("My data as files"),
        "forget": say("Forget me"),
        "start": say("From the beginning"),
    }
    return [{"command": name, "description": words} for name, words in described.items()]


async def set_profile(api: Api, languages: Mapping[str, Phrases]) -> None:
    """Set commands, description and short description for each language, and English for all others.

    Trouble is logged and does not keep the bot from starting: people are waiting.
    """
    for locale, phrases in languages.items():
        code = {} if locale == SOURCE_LOCALE else {"language_code": locale}
        described = phrases.say(
            "Mayak, a lighthouse for life online: short lessons, stories and quizzes for children, parents and "
            "educators. I am a program. Help is always one tap away."
        )
        short = phrases.say("Living safely online: lessons, stories, quizzes, help.")
        calls: list[tuple[str, dict[str, Any]]] = [
            ("setMyCommands", {"commands": commands(phrases), **code}),
            ("setMyDescription", {"description": described, **code}),
            ("setMyShortDescription", {"short_description": short, **code}),
        ]
        for method, params in calls:
            try:
                await api.call(method, params)
            except (Refused, Unreached) as trouble:
                log.warning("the profile was not set", method=method, locale=locale, why=str(trouble))
