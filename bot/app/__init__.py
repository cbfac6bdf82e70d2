"""The composition root: the one place that knows every concrete class."""

from __future__ import annotations

from bot.app.assistant import Assistant
from bot.app.opening import open_assistant

__all__ = ["Assistant", "open_assistant"]
