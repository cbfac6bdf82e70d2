"""A made-up crowd in a database, and the same crowd as plain data: what a query says can be held against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversations.forms.consent import DOSSIER, REMINDERS
from bot.storage.engine.statements import Statement
from bot.storage.store import Store
from ocop_domain.areas import Areas
from ocop_domain.broadcasts import Target
from ocop_domain.duties.model import Concerns, Done
from ocop_domain.programmes import Programme
from ocop_domain.rights import holders


@dataclass(frozen=True)
class Thing:
    """A product; `star` is what the council gave it, 0 for no score."""

    area: str
    state: str
    set_id: str = ""
    star: int = 0


@dataclass(frozen=True)
class Somebody:
    """One person: what they made, began, hold, said and did."""

    products: tuple[Thing, ...] = ()
    begun: tuple[str, ...] = ()
    roles: tuple[tuple[str, str], ...] = ()
    dossier: bool | None = None
    reminders: bool | None = None
    phone: str = ""
    certificate: int = 0
    done: tuple[tuple[str, str], ...] = ()
    addresses: tuple[tuple[str, bool], ...] = (("telegram", False),)
    """Channels, and whether each is blocked; the first was used last."""


async def settle(store: Store, programme: str, crowd: Sequence[Somebody], first: int = 1) -> None:
    """Writes them all, with ids from `first` on."""
    unit: list[Statement] = []
    for id_, who in enumerate(crowd, first):
        unit += _rows(id_, who, programme)
    await store.database.write(unit)


def _rows(id_: int, who: Somebody, programme: str) -> list[Statement]:
    unit = [Statement("INSERT INTO person (id, language) VALUES (?, 'vi')", (id_,))]
    for n, (channel, blocked) in enumerate(who.addresses):
        values = (channel, f"{channel}{id_}", id_, f"2022-02-{9 - n:02d}", "2022-02-01" if blocked else "")
        sql = "INSERT INTO address (channel, address, person_id, last_seen, blocked_at) VALUES (?, ?, ?, ?, ?)"
        unit.append(Statement(sql, values))
    consents = ((DOSSIER, who.dossier), (REMINDERS, who.reminders))
    unit += [
        Statement("INSERT INTO consent (person_id, purpose, granted) VALUES (?, ?, ?)", (id_, purpose, int(said)))
        for purpose, said in consents
        if said is not None
    ]
    if who.phone or who.products:
        values = (f"o{id_}", id_, f"Chủ thể {id_}", f"chu the {id_}", who.phone)
        sql = "INSERT INTO producer (id, person_id, name, name_folded, phone) VALUES (?, ?, ?, ?, ?)"
        unit.append(Statement(sql, values))
    for n, thing in enumerate(who.products):
        unit.append(
            Statement(
                "INSERT INTO application (id, producer_id, person_id, programme, area, state, product_set, product_id)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (f"p{id_}.{n}", f"o{id_}", id_, programme, thing.area, thing.state, thing.set_id, f"pp{id_}.{n}"),
            )
        )
        if thing.star:
            insert = "INSERT INTO recognition (product_id, person_id, star, source) VALUES (?, ?, ?, 'result')"
            unit.append(Statement(insert, (f"pp{id_}.{n}", id_, thing.star)))
    unit += [
        Statement(
            "INSERT INTO draft (id, person_id, form, programme, area) VALUES (?, ?, 'idea', ?, ?)",
            (f"d{id_}.{n}", id_, programme, area),
        )
        for n, area in enumerate(who.begun)
    ]
    unit += [
        Statement("INSERT INTO role (person_id, role, area) VALUES (?, ?, ?)", (id_, role, area))
        for role, area in dict.fromkeys(who.roles)
    ]
    if who.certificate:
        sql = "INSERT INTO paper (id, person_id, kind, star) VALUES (?, ?, 'recognition', ?)"
        unit.append(Statement(sql, (f"w{id_}", id_, who.certificate)))
        insert = "INSERT INTO recognition (product_id, person_id, star, source) VALUES (?, ?, ?, 'declared')"
        unit += [Statement(insert, (f"pp{id_}.{n}", id_, who.certificate)) for n, _ in enumerate(who.products)]
    unit += [
        Statement(
            "INSERT INTO done (programme, duty, occurrence, scope, person_id) VALUES (?, ?, 'once', ?, ?)"
            " ON CONFLICT (programme, duty, occurrence, scope) DO NOTHING",
            (programme, duty, scope or str(id_), id_),
        )
        for duty, scope in dict.fromkeys(who.done)
    ]
    return unit


def holds(target: Target, official: bool, programme: Programme, areas: Areas, crowd: Sequence[Somebody]) -> set[int]:
    """Whom the target means, worked out one by one."""
    everything = {(duty, scope or str(n)) for n, who in enumerate(crowd, 1) for duty, scope in who.done}
    return {
        n
        for n, who in enumerate(crowd, 1)
        if (official or who.reminders is not False) and _means(target, programme, areas, n, who, everything)
    }


def _means(  # noqa: PLR0917 - one person, with all that is known
    target: Target, programme: Programme, areas: Areas, n: int, who: Somebody, done: set[tuple[str, str]]
) -> bool:
    def here(area: str) -> bool:
        return not target.areas or any(areas.contains(outer, area) for outer in target.areas if area)

    if target.phones and who.phone not in target.phones:
        return False
    if target.role == "":
        places = [*(p.area for p in who.products), *who.begun, *(area for _, area in who.roles)]
        return bool(who.phone) and who.dossier is not False and any(here(place) for place in places)
    if target.role != "producer":
        roles = {role.value for role in holders(target.role)}
        return any(
            role in roles and here(area) and (not target.duty or (target.duty, area) not in done)
            for role, area in who.roles
        )
    if who.dossier is False:
        return False
    own = [
        p
        for p in who.products
        if here(p.area)
        and target.state in {"", p.state}
        and (not target.group or any(s.id == p.set_id and s.group == target.group for s in programme.product_sets.sets))
        and (not target.star or target.star in {p.star, who.certificate})
    ]
    begun = [a for a in who.begun if here(a)]
    drafts = begun if target.state in {"", "draft"} and not target.group and not target.star else []
    if not own and not drafts:
        return False
    return not target.duty or _open(target, programme, n, who, done)


def _open(target: Target, programme: Programme, n: int, who: Somebody, done: set[tuple[str, str]]) -> bool:
    duty = programme.duty(target.duty)
    assert duty
    if duty.concerns is Concerns.EVERYONE and who.dossier is not True:
        return False
    if duty.concerns is Concerns.ACCEPTED and not any(p.state in {"accepted", "filed"} for p in who.products):
        return False
    if duty.concerns is Concerns.CHECKED and not any(p.state == "checked" for p in who.products):
        return False
    if duty.concerns is Concerns.REGISTERED and not who.products:
        return False
    if duty.done is Done.REGISTERED:
        return not who.products or bool(who.begun)
    return (target.duty, str(n)) not in done
