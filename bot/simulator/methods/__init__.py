"""The Bot API methods that the local Telegram models, one module a theme."""

from bot.simulator.methods import bot_profile, chats, editing, ephemeral, inbox, inline, polls, sending
from bot.simulator.methods.registry import MODELLED, REAL, SPEC

__all__ = [
    "MODELLED",
    "REAL",
    "SPEC",
    "bot_profile",
    "chats",
    "editing",
    "ephemeral",
    "inbox",
    "inline",
    "polls",
    "sending",
]
