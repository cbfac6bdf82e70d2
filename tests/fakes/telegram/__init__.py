"""A strict fake of the Telegram Bot API server, with the people who talk to the bot.

async with FakeTelegram() as tg:
    bot = Bot(BOT_TOKEN, base_url=f"{tg.api_url}/bot", base_file_url=f"{tg.api_url}/file/bot")
    lan = tg.user("Lan")
    await lan.start()  # the bot gets it by getUpdates or by its webhook
    shown = await lan.wait("Chọn huyện")  # the bot's latest message, once it says so
    await lan.press(shown.buttons[0])
    tg.fail("sendMessage", Fault.lost_answer(), chat=lan)
    assert [call.params["text"] for call in tg.calls("sendMessage", lan)]
"""

from .errors import ApiError
from .fake import Clock, FakeTelegram
from .faults import Fault
from .people import Group, User
from .raw import RawApi
from .screen import Button, Shown
from .weather import Weather
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
    "Weather",
]
