"""A local Telegram: a Bot API server, people who talk to the bot, a chat page; independent of any bot's code."""

from simulator.clock import SimClock
from simulator.errors import ApiError, PlaneError
from simulator.flood import FREE_ANSWERS, LIFTED, Rules
from simulator.handle import GroupHandle, PersonHandle
from simulator.people import read_people
from simulator.simulator import Simulator

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
    "read_people",
]
