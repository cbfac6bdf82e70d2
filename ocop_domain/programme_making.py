"""Makes a programme of its checked file."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from ocop_domain.agencies import agencies_from, agencies_of
from ocop_domain.councils import Council, Threshold, Voting
from ocop_domain.programme_rows import CouncilRow, LawFile, NextRow, ProgrammeFile, RulesRow, VotingRow
from ocop_domain.programmes import (
    Addressee,
    Due,
    Goal,
    Groups,
    HandsUp,
    LocalMaterial,
    LowStars,
    NextStep,
    PlanMove,
    Programme,
    Quota,
    Renewal,
    Replaced,
    Resubmission,
    Revocation,
    Rules,
    Stage,
)


def programme_from(file: ProgrammeFile, base: Programme | None = None, until: date | None = None) -> Programme:
    """The programme of a file whose gaps are filled; `base` is the law below a plan, `until` ends the law's file."""
    assert all((file.decision, file.product_sets, file.form, file.levels, file.legal_forms)), "gaps are filled before"
    assert file.demo_commune, "gaps are filled before"
    agencies = agencies_from(file.agencies) if file.agencies else agencies_of(file.id, file.based_on)
    return Programme(
        id=file.id,
        name=file.name,
        document=file.document,
        valid_from=file.valid_from,
        valid_to=until or file.valid_to,
        province=file.province,
        decision=file.decision or "",
        product_sets_id=file.product_sets or "",
        form=file.form or "",
        form_source=file.form_source or "",
        levels=file.levels or (),
        legal_forms=file.legal_forms or (),
        tourism_legal_forms=file.tourism_legal_forms or (),
        legal_forms_source=file.legal_forms_source or "",
        demo_date=file.demo_date or file.valid_from,
        demo_commune=file.demo_commune.model_dump(),
        demo_district=file.demo_district or "",
        based_on=file.based_on,
        next={state: _step(row, file.id) for state, row in (file.next or {}).items()},
        effort=file.effort,
        duties=tuple(row.read(file.id, agencies.of_duty(row.id)) for row in file.duties),
        stages=tuple(Stage(**row.model_dump()) for row in file.stages),
        reports_to={level: Addressee(**row.model_dump()) for level, row in file.reports_to.items()},
        resubmission={what: Resubmission(**row.model_dump()) for what, row in file.resubmission.items()},
        targets=tuple(Goal(**row.model_dump()) for row in file.targets),
        quotas=tuple(Quota(**row.model_dump()) for row in file.quotas),
        notes=file.notes,
        agencies=agencies.all,
        unit=file.unit,
        issued=file.issued,
        moves=tuple(PlanMove(row.programme, row.duty, row.occurrence, row.last, row.source) for row in file.moves),
        replaces=tuple(Replaced(**row.model_dump()) for row in file.replaces),
        rules=_rules(file.rules),
        at_end=file.at_end,
        hands_up=file.hands_up or HandsUp.ACCEPTED,
        asks_plan=file.asks_plan is not False,
        renewal=Renewal(**file.renewal.model_dump()) if isinstance(file, LawFile) and file.renewal else None,
        councils=tuple(map(_council, file.councils or ())),
        voting=_voting(file.voting) if file.voting else None,
        revocation=_revocation(file, base),
        base=base,
    )


def _council(row: CouncilRow) -> Council:
    up = Threshold(**row.up.model_dump()) if row.up else None
    return Council(row.level, row.source, row.recognises, up)


def _voting(row: VotingRow) -> Voting:
    return Voting(Fraction(row.quorum), row.apart, row.source, row.inferred)


def _revocation(file: ProgrammeFile, base: Programme | None) -> Revocation | None:
    """A plan has that of the law below it."""
    if isinstance(file, LawFile) and file.revocation:
        return Revocation(**file.revocation.model_dump())
    return base.revocation if base else None


def _rules(row: RulesRow) -> Rules:
    material, groups, low = row.local_material, row.groups, row.low_stars
    return Rules(
        LocalMaterial(**material.model_dump()) if material else None,
        Groups(**groups.model_dump()) if groups else None,
        LowStars(**low.model_dump()) if low else None,
    )


def _step(row: NextRow, programme: str) -> NextStep:
    due = Due(row.due.day, row.due.before, row.due.working_days) if row.due else None
    first, *more = row.duty or ("",)
    return NextStep(row.actor, due, row.source, first, (row.programme or programme) if first else "", tuple(more))
