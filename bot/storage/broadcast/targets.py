"""Whom a broadcast is for, as one query: the ids of its people, each once."""

from __future__ import annotations

from bot.conversations.forms import REGISTRATIONS
from bot.conversations.forms.consent import DOSSIER, REMINDERS
from bot.storage.account.requests import not_held
from bot.storage.office.search import of_sets
from bot.storage.year.audiences import Query, asks, in_areas, marks, takes_part
from ocop_domain.areas import NATION, Areas, Territory
from ocop_domain.broadcasts import DRAFT, Target
from ocop_domain.duties.audience import Open
from ocop_domain.programme_collection import Counted
from ocop_domain.programmes import Programme
from ocop_domain.rights import holders
from ocop_domain.territories import territory_of

Between = tuple[int, int]
"""Only people whose id is above the first and not above the second."""


def people(
    target: Target,
    programme: Programme,
    areas: Areas,
    *,
    official: bool,
    between: Between | None = None,
    counted: Counted | None = None,
) -> Query:
    """Everybody whom the target holds at this moment; a nudge leaves out who does not want to be reminded.

    `counted`: whose applications count for the programme; without it its own alone.
    """
    query = _guests(target, between) if target.activity else accounts(target, programme, areas, between, counted)
    if target.role in {"", "producer"}:
        query = _members(query)
    if not official:
        query += Query(f"AND NOT {_REFUSED}", (REMINDERS,))
    return query + not_held("t.person_id")


def accounts(
    target: Target,
    programme: Programme,
    areas: Areas,
    between: Between | None = None,
    counted: Counted | None = None,
) -> Query:
    """The same before anybody is told: of a producer the account alone, however many speak for it."""
    who = counted or Counted(programme.id, sets={programme.id: programme.product_sets})
    here = territory_of(programme, areas)
    if target.areas:
        here = here.part(unit for area in target.areas for unit in areas.inside(area))
    if target.role == "producer":
        query = _producers(target, programme, who, here, between)
    elif target.role:
        query = _officials(target, programme, who, here, between)
    else:
        query = _anybody(who, here, between)
    if target.phones:
        query += Query(
            f"AND t.person_id IN (SELECT n.person_id FROM producer n WHERE n.phone IN ({marks(target.phones)}))",
            target.phones,
        )
    return query


def _guests(target: Target, between: Between | None) -> Query:
    """Those who were invited to an activity, wherever they are now."""
    low, high = between or (0, 2**62)
    query = Query(
        "SELECT t.person_id AS person_id FROM attendance t WHERE t.activity_id = ? AND t.person_id > ?"
        " AND t.person_id <= ?",
        (target.activity, low, high),
    )
    if target.seated:
        query += Query("AND t.answer IN ('yes', 'instead') AND t.waiting_since = ''", ())
    return query


def matched(audience: Query) -> Query:
    """The numbers of those in the audience: all of the pasted ones that belong to them, and their others.

    The list stands in the audience, and only there: PostgreSQL takes no more than 32,767 arguments.
    """
    sql = (
        f"WITH told AS (SELECT g.person_id FROM ({audience.sql}) g), accounts AS (SELECT person_id FROM told"
        " UNION SELECT m.account_id FROM told JOIN member m ON m.person_id = told.person_id AND m.ended_at = '')"
        " SELECT DISTINCT n.phone FROM producer n WHERE n.person_id IN (SELECT a.person_id FROM accounts a)"
    )
    return Query(sql, audience.args)


def _members(accounts: Query) -> Query:
    """All who speak for the producers of these accounts: each once, whoever began one too if they still do."""
    everybody = (
        f"SELECT COALESCE(m.person_id, g.person_id) AS person_id FROM ({accounts.sql}) g"
        " LEFT JOIN member m ON m.account_id = g.person_id AND m.ended_at = ''"
    )
    return Query(f"SELECT DISTINCT t.person_id AS person_id FROM ({everybody}) t WHERE true", accounts.args)


_REFUSED = "EXISTS (SELECT 1 FROM consent c WHERE c.person_id = t.person_id AND c.purpose = ? AND c.granted = 0)"


def _producers(target: Target, programme: Programme, who: Counted, here: Territory, between: Between | None) -> Query:
    """Those with a product or a draft in the programme, whatever roles they hold, who have not refused to be kept."""
    parts = []
    if target.state != DRAFT:
        parts.append(_products(target, programme, who, here, between))
    if target.state in {"", DRAFT} and not (target.group or target.star):
        parts.append(_drafts(who, here, between))
    there = parts[0] if len(parts) == 1 else parts[0] + Query("UNION", ()) + parts[1]
    query = Query(f"SELECT DISTINCT t.person_id AS person_id FROM ({there.sql}) t WHERE", there.args)
    query += Query(f"NOT {_REFUSED}", (DOSSIER,))
    if target.duty:
        # Where they live was asked above: asked once more, it would be worked out for everybody at each person.
        still = asks(_open(target, programme, NATION), who)
        query += Query(f"AND EXISTS (SELECT 1 FROM ({still.sql}) o WHERE o.person_id = t.person_id)", still.args)
    return query


def _products(target: Target, programme: Programme, who: Counted, here: Territory, between: Between | None) -> Query:
    walk = _walk("p", between)
    query = Query("SELECT p.person_id FROM application p WHERE", ()) + takes_part("p", who, unkeyed=bool(between))
    query += walk
    query += in_areas(_key("p.area", between), here)
    if target.state:
        query += Query(f"AND {_key('p.state', between)} = ?", (target.state,))
    if target.group:
        query += Query("AND", ()) + of_sets(who.in_group(target.group), _key("p.programme", between))
    if target.star:
        query += Query(
            "AND EXISTS (SELECT 1 FROM recognition w WHERE w.product_id = p.product_id AND w.star = ?"
            " AND w.ended_on = '')",
            (target.star,),
        )
    return query


def _drafts(who: Counted, here: Territory, between: Between | None) -> Query:
    forms, ids = sorted(REGISTRATIONS), who.programmes
    query = Query(
        f"SELECT d.person_id FROM draft d WHERE d.programme IN ({marks(ids)}) AND d.form IN ({marks(forms)})",
        (*ids, *forms),
    )
    return query + _walk("d", between) + in_areas("d.area", here)


def _officials(target: Target, programme: Programme, who: Counted, here: Territory, between: Between | None) -> Query:
    """Those who hold the role in one of the areas; one whose duty is still open there."""
    if target.duty:
        query = asks(_open(target, programme, here), who)
        found = Query(f"SELECT DISTINCT t.person_id AS person_id FROM ({query.sql}) t WHERE", query.args)
    else:
        roles = [role.value for role in holders(target.role)]
        query = Query(f"SELECT r.person_id FROM role r WHERE r.role IN ({marks(roles)})", tuple(roles))
        query += in_areas("r.area", here)
        found = Query(f"SELECT DISTINCT t.person_id AS person_id FROM ({query.sql}) t WHERE", query.args)
    low, high = between or (0, 2**62)
    return found + Query("t.person_id > ? AND t.person_id <= ?", (low, high))


def _anybody(who: Counted, here: Territory, between: Between | None) -> Query:
    """Whoever has one of the numbers, an official too, if they belong to the areas."""
    low, high = between or (0, 2**62)
    query = Query(
        "SELECT DISTINCT t.person_id AS person_id FROM producer t WHERE t.person_id > ? AND t.person_id <= ?",
        (low, high),
    )
    query += Query(f"AND NOT {_REFUSED}", (DOSSIER,))
    takes = takes_part("b", who)
    own = [
        Query(f"EXISTS (SELECT 1 FROM {table} b WHERE b.person_id = t.person_id{only}", args)
        + in_areas("b.area", here)
        + Query(")", ())
        for table, only, args in (
            ("application", f" AND {takes.sql}", takes.args),
            ("draft", f" AND b.programme IN ({marks(who.programmes)})", who.programmes),
            ("role", "", ()),
        )
    ]
    return query + Query(f"AND ({' OR '.join(q.sql for q in own)})", tuple(arg for q in own for arg in q.args))


def _open(target: Target, programme: Programme, territory: Territory) -> Open:
    occurrence = programme.occurrence(target.duty, target.occurrence)
    assert occurrence, "a target is checked before anybody is asked for"
    return Open(occurrence, territory)


def _walk(table: str, between: Between | None) -> Query:
    return Query(f"AND {table}.person_id > ? AND {table}.person_id <= ?", between) if between else Query("", ())


def _key(column: str, between: Between | None) -> str:
    """Where people are walked by their ids, no index of anything else shall be used: it would read the whole area."""
    return f"{column} || ''" if between else column
