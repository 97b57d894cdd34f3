"""The Bot API methods that the local Telegram models, one module a theme."""

from simulator.methods import bot_profile, chats, editing, ephemeral, inbox, inline, polls, sending
from simulator.methods.registry import MODELLED, REAL, SPEC

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
