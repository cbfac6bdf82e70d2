"""Whom an activity is for and who is not invited yet: counted before the invitation as it will be invited."""

from __future__ import annotations

from bot.storage.account.requests import not_held
from bot.storage.broadcast.targets import accounts
from bot.storage.year.audiences import Query
from ocop_domain.activities import Activity
from ocop_domain.areas import Areas
from ocop_domain.programme_collection import Counted
from ocop_domain.programmes import Programme


def uninvited(activity: Activity, programme: Programme, areas: Areas, counted: Counted) -> Query:
    """The guests of all its audiences, each once: a producer by its account, however many speak for it."""
    query = Query("", ())
    for target in activity.audience:
        joined = Query("UNION", ()) if query.sql else query
        query += joined + accounts(target, programme, areas, None, counted) + not_held("t.person_id")
    return Query(
        f"SELECT g.person_id FROM ({query.sql}) g WHERE NOT EXISTS (SELECT 1 FROM attendance i"
        " WHERE i.activity_id = ? AND i.person_id = g.person_id)",
        (*query.args, activity.id),
    )
