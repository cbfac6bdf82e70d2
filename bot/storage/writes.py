"""Each write of a handler as SQL: one function for one kind of write, in the module of its feature."""

from bot.storage.account import people_writes, request_writes
from bot.storage.account import writes as account
from bot.storage.activities import writes as activities
from bot.storage.agencies import contacts as agencies
from bot.storage.assistance import writes as assistance
from bot.storage.broadcast import writes as broadcast
from bot.storage.dashboard import writes as dashboard
from bot.storage.dossier import assessments
from bot.storage.dossier import writes as dossier
from bot.storage.engine.writing import OUTGOING, By, statements
from bot.storage.forms import writes as forms
from bot.storage.imports import writes as imports
from bot.storage.knowledge import unit_answers
from bot.storage.knowledge import writes as knowledge
from bot.storage.members import writes as members
from bot.storage.office import leaves
from bot.storage.office import writes as office
from bot.storage.progress import writes as progress
from bot.storage.registration import changes, clarifications, lifetime
from bot.storage.registration import writes as registration
from bot.storage.rounds import selections
from bot.storage.rounds import writes as rounds
from bot.storage.showcase import writes as showcase
from bot.storage.visits import writes as visits
from bot.storage.year import writes as year
from bot.writes.account import CountWrongCode, TellPhones
from bot.writes.assistance import SetHelp
from bot.writes.forms import DropDraft, KeepFile, SaveDraft, SetPlace
from bot.writes.members import SetTeam
from bot.writes.people import Notify, SetFace
from bot.writes.year import RemindAgain

FEATURES = (
    *(forms, people_writes, account, assistance, members, registration, dossier, year, broadcast),
    *(
        request_writes,
        knowledge,
        unit_answers,
        changes,
        clarifications,
        assessments,
        lifetime,
        office,
        leaves,
        rounds,
        selections,
        progress,
        visits,
        dashboard,
        imports,
        agencies,
        activities,
        showcase,
    ),
)
"""To import them is to register what they know."""

NO_ENTRY: dict[type, str] = {
    SaveDraft: "typed, and sent to nobody yet",
    DropDraft: "what became of it has an entry of its own",
    SetPlace: "where somebody is in a chat",
    KeepFile: "the file's own row says who sent it and when",
    SetHelp: "whom an officer works for at the moment; each act names both",
    SetTeam: "for whom a member works at the moment; each act names both",
    SetFace: "which menu an official looks at",
    Notify: "the outbox keeps what was told",
    TellPhones: "the outbox keeps what was told",
    CountWrongCode: "counted for a day, and by digest only",
    RemindAgain: "the reminder's own row",
}
"""Writes that leave nothing in the audit, and why. Every other write says there who did what, old and new."""

__all__ = ["FEATURES", "NO_ENTRY", "OUTGOING", "By", "statements"]
