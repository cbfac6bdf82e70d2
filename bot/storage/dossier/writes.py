"""What a dossier is made of, and the dossier as it is handed in, as SQL."""

from __future__ import annotations

from collections.abc import Iterator

from bot.storage.dossier.submissions import kept_as
from bot.storage.engine.encoding import dump
from bot.storage.engine.statements import Statement
from bot.storage.engine.writing import Before, By, audit, statements
from bot.storage.registration.recognised import not_recognised, recognised_by_paper
from bot.writes.dossier import DecideSubmission, DropPaper, KeepPaper, KeepPart, KeepSubmission, LendPapers

_PAPER = "kind, name, number, issuer, issued_on, expires_on, star, products, files, updated_at"


@statements.register
def _(write: KeepPaper, by: By) -> Iterator[Statement]:
    p = write.paper
    yield audit(by, "proof.changed" if p.revision else "proof.kept", p.id, became=p.kind)
    values = (
        p.kind,
        p.name,
        p.number,
        p.issuer,
        p.issued.isoformat() if p.issued else "",
        p.expires.isoformat() if p.expires else "",
        p.star,
        dump(p.products),
        dump(p.files),
        by.at,
    )
    if p.revision:
        yield _version(by, p.id)
        yield Statement(
            f"UPDATE paper SET {_PAPER.replace(',', ' = ?,')} = ?, revision = revision + 1"
            " WHERE id = ? AND person_id = ? AND revision = ?",
            (*values, p.id, by.person, p.revision),
            changes=1,
        )
    else:
        yield Statement(
            f"INSERT INTO paper ({_PAPER}, id, person_id, revision)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT (id) DO NOTHING",
            (*values, p.id, by.person),
            changes=1,
        )
    yield from recognised_by_paper(p, by)


@statements.register
def _(write: DropPaper, by: By) -> Iterator[Statement]:
    kind = Before("SELECT kind FROM paper WHERE id = ? AND person_id = ?", (write.paper_id, by.person))
    yield audit(by, "proof.dropped", write.paper_id, was=kind)
    yield _version(by, write.paper_id)
    yield Statement("DELETE FROM paper WHERE id = ? AND person_id = ?", (write.paper_id, by.person))
    yield from not_recognised(write.paper_id, by)


def _version(by: By, paper_id: str) -> Statement:
    """The paper as it is until now, beside what is done to it: an officer may have accepted it."""
    return Statement(
        f"INSERT INTO paper_version (paper_id, person_id, revision, until, {_PAPER})"
        f" SELECT id, person_id, revision, CAST(? AS TEXT), {_PAPER} FROM paper WHERE id = ? AND person_id = ?",
        (by.at, paper_id, by.person),
    )


@statements.register
def _(write: LendPapers, by: By) -> Iterator[Statement]:
    yield audit(by, "proof.lent", write.staying, was=write.closed, became=str(len(write.papers)))
    product = "(SELECT a.product_id FROM application a WHERE a.id = ?)"
    for paper in write.papers:
        yield Statement(
            "UPDATE paper SET products = ?, revision = revision + 1, updated_at = ? WHERE id = ? AND revision = ?",
            (dump(paper.products), by.at, paper.id, paper.revision),
            changes=1,
        )
        yield Statement(
            "INSERT INTO recognition (product_id, person_id, star, source, number, issued_on, expires_on, paper_id, at)"
            f" SELECT {product}, person_id, star, source, number, issued_on, expires_on, paper_id, CAST(? AS TEXT)"
            f" FROM recognition WHERE paper_id = ? AND product_id = {product}",
            (write.staying, by.at, paper.id, write.closed),
        )
    yield Statement(
        "INSERT INTO plan_part (application_id, person_id, section, answers, reason, at)"
        " SELECT CAST(? AS TEXT), person_id, section, answers, reason, at FROM plan_part p WHERE application_id = ?"
        " AND NOT EXISTS (SELECT 1 FROM plan_part q WHERE q.application_id = ? AND q.section = p.section) ORDER BY id",
        (write.staying, write.closed, write.staying),
    )


@statements.register
def _(write: KeepPart, by: By) -> Iterator[Statement]:
    part = write.part
    yield audit(by, "plan.blocked" if part.reason else "plan.kept", f"{write.application_id}:{part.section}")
    yield Statement(
        "INSERT INTO plan_part (application_id, person_id, section, answers, reason, at) VALUES (?, ?, ?, ?, ?, ?)",
        (write.application_id, by.person, part.section, dump(dict(part.answers)), part.reason, by.at),
    )


@statements.register
def _(write: KeepSubmission, by: By) -> Iterator[Statement]:
    f = write.submission
    answers, parts = kept_as(f.contents)
    yield audit(by, "submission.kept", f.contents.application.id, became=str(f.number))
    yield Statement(
        "INSERT INTO submission (application_id, number, person_id, filed_on, at, duty, occurrence, answers, parts)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (application_id, number) DO NOTHING",
        (
            f.contents.application.id,
            f.number,
            by.person,
            f.contents.day.isoformat(),
            by.at,
            f.duty,
            f.occurrence,
            answers,
            parts,
        ),
        changes=1,
    )


@statements.register
def _(write: DecideSubmission, by: By) -> Iterator[Statement]:
    which = f"{write.application_id}:{write.number}"
    yield audit(by, "submission.decided", which, write.reason, write.marked, became=write.verdict.value)
    yield Statement(
        "UPDATE submission SET verdict = ?, decided_on = ?, marked = ?, reason = ?"
        " WHERE application_id = ? AND number = ? AND verdict = ''",
        (
            write.verdict.value,
            write.on.isoformat(),
            dump(write.marked),
            write.reason,
            write.application_id,
            write.number,
        ),
        changes=1,
    )
