"""A local Telegram: a Bot API server, the people who talk to the bot, and a chat page; independent of the
bot's code.
"""

from bot.simulator.clock import SimClock
from bot.simulator.errors import ApiError, PlaneError
from bot.simulator.flood import FREE_ANSWERS, LIFTED, Rules
from bot.simulator.handle import GroupHandle, PersonHandle
from bot.simulator.simulator import Simulator

__all__ = [
    "FREE_ANSWERS",
    "LIFTED",
    "ApiError",
    "GroupHandle",
    "PersonHandle",
    "PlaneError",
    "Rules",
    "SimClock",
    "Simulator",
]
