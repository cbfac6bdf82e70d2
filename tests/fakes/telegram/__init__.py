"""A strict fake of the Telegram Bot API server, with the people who talk to the bot."""

from .errors import ApiError
from .fake import Clock, FakeTelegram
from .faults import Fault
from .people import Group, User
from .raw import RawApi
from .screen import Button, Shown
from .world import BOT_TOKEN, Call, Press

__all__ = [
    "BOT_TOKEN",
    "ApiError",
    "Button",
    "Call",
    "Clock",
    "FakeTelegram",
    "Fault",
    "Group",
    "Press",
    "RawApi",
    "Shown",
    "User",
]
