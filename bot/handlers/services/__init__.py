"""What handlers need from the assistant: what they may read, and what is made for them as a file."""

from __future__ import annotations

from bot.handlers.services.faults import Answered, Conflict, DatabaseDown
from bot.handlers.services.papers import PaperService
from bot.handlers.services.photos import NoPhotos, PhotoService
from bot.handlers.services.reads import Reads

__all__ = ["Answered", "Conflict", "DatabaseDown", "NoPhotos", "PaperService", "PhotoService", "Reads"]
