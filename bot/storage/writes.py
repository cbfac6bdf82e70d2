"""Each write of a handler as SQL: one function for one kind of write, in the module of its feature."""

from bot.storage.account import people_writes, request_writes
from bot.storage.account import writes as account
from bot.storage.assistance import writes as assistance
from bot.storage.broadcast import writes as broadcast
from bot.storage.dossier import writes as dossier
from bot.storage.engine.writing import OUTGOING, By, statements
from bot.storage.forms import writes as forms
from bot.storage.registration import writes as registration
from bot.storage.year import writes as year

FEATURES = (forms, people_writes, account, assistance, registration, dossier, year, broadcast, request_writes)
"""To import them is to register what they know."""

__all__ = ["FEATURES", "OUTGOING", "By", "statements"]
