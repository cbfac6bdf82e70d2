"""See `bot/ports.py`."""

from bot.ports import Capabilities, Channel, Intake, SendError

__all__ = ["Capabilities", "Channel", "Intake", "SendError"]
