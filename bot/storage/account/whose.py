"""Which rows of a table are a person's: conditions, by what is known of the person."""

from __future__ import annotations

from collections.abc import Iterable

from bot.storage.account.traces import PersonTraces
from bot.storage.files.dropped import DROPPED, DROPPED_PRINT
from bot.storage.forms.personal import PERSONAL_FORMS
from bot.storage.year.audiences import Query, marks

_NOTHING = Query("1 = 0", ())


def of_person(who: PersonTraces) -> Query:
    return Query(f"person_id IN ({marks(who.ids)})", who.ids)


def of_producers(who: PersonTraces) -> Query:
    """What is a producer's is shown to all who speak for it."""
    return Query(f"person_id IN ({marks(who.accounts)})", who.accounts)


def drafts(who: PersonTraces) -> Query:
    """What others of a producer say of themselves is theirs."""
    others = tuple(account for account in who.accounts if account not in who.ids)
    if not others:
        return of_person(who)
    shared = f"(person_id IN ({marks(others)}) AND form NOT IN ({marks(PERSONAL_FORMS)}))"
    return either(of_person(who), Query(shared, (*others, *PERSONAL_FORMS)))


def members(who: PersonTraces) -> Query:
    """For whom the person works, and who works with them."""
    return either(of_person(who), among("account_id", who.accounts))


def among(column: str, values: Iterable[str | int]) -> Query:
    found = tuple(values)
    return Query(f"{column} IN ({marks(found)})", found) if found else _NOTHING


def either(one: Query, other: Query) -> Query:
    """One of both; "nothing" is left out, for with it no index is used."""
    if _NOTHING in (one, other):
        return other if one == _NOTHING else one
    return Query(f"({one.sql} OR {other.sql})", (*one.args, *other.args))


def passes(who: PersonTraces) -> Query:
    """How what they asked was passed on, and what they passed on as officials."""
    own = f"inquiry_id IN (SELECT id FROM inquiry WHERE person_id IN ({marks(who.ids)}))"
    return either(Query(own, who.ids), among("by_id", who.ids))


def person_row(who: PersonTraces) -> Query:
    return Query(f"id IN ({marks(who.ids)})", who.ids)


def invited(who: PersonTraces) -> Query:
    return either(of_person(who), Query(f"used_by IN ({marks(who.ids)})", who.ids))


def about(who: PersonTraces) -> Query:
    return either(of_producers(who), among("application_id", who.products))


def told_results(who: PersonTraces) -> Query:
    """What a council has concluded is sealed until it is told."""
    return about(who) + Query("AND told_at <> ''", ())


def _history(who: PersonTraces) -> Query:
    return among("subject", who.products)


def told_history(who: PersonTraces) -> Query:
    """What a council has concluded is sealed until it is told."""
    told = "EXISTS (SELECT 1 FROM result t WHERE t.application_id = audit.subject AND t.told_at >= audit.at)"
    return _history(who) + Query(f"AND (kind <> 'council.concluded' OR {told})", ())


def acts(who: PersonTraces) -> Query:
    return either(of_person(who), among("on_behalf", who.ids)) + (Query("AND NOT", ()) + _history(who))


def done(who: PersonTraces) -> Query:
    return either(of_person(who), among("scope", map(str, who.accounts)))


def reports(who: PersonTraces) -> Query:
    return either(of_person(who), of_producers(who))


def kept_files(who: PersonTraces) -> Query:
    return of_producers(who) + Query("AND content_type NOT IN (?, ?)", (DROPPED, DROPPED_PRINT))


def said(who: PersonTraces) -> Query:
    """An official was shown what others sent: that is not the official's own."""
    found = among("address", who.web)
    for channel, address, since, until in who.left:
        if channel == "web":
            found = either(found, Query("(address = ? AND at > ? AND at <= ?)", (address, since, until)))
    return found + Query("AND direction = 'in'" if who.official else "", ())


def sent(who: PersonTraces) -> Query:
    found = _NOTHING
    if who.official:
        return found
    for address in who.addresses:
        found = either(found, Query("(channel = ? AND address = ?)", address))
    for left in who.left:
        found = either(found, Query("(channel = ? AND address = ? AND created_at > ? AND created_at <= ?)", left))
    return found
