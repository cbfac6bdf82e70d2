"""Each write of a handler as SQL: one function for one kind of write, in the module of its family."""

from bot.storage.writes import accounts, broadcasts, dossiers, drafts, duties, helping, people, products, requests
from bot.storage.writes.by import OUTGOING, By, statements

FAMILIES = (drafts, people, accounts, helping, products, dossiers, duties, broadcasts, requests)
"""To import them is to register what they know."""

__all__ = ["FAMILIES", "OUTGOING", "By", "statements"]
