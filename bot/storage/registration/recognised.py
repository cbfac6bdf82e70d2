"""What a product holds, written with the certificate or the points that it stands on."""

from __future__ import annotations

from collections.abc import Iterator

from bot.records.registration import ScoreSheet
from bot.storage.engine.statements import Statement
from bot.storage.engine.writing import By
from ocop_domain.evidence import RECOGNITION, Paper, end_of_recognition
from ocop_domain.recognitions import LEAST, Source

PAUSED = "paused"
"""How a recognition ended whose product is made no more. The law's case of the same, "stopped", is a revocation."""


def recognised_by_paper(paper: Paper, by: By) -> Iterator[Statement]:
    """A certificate that a producer keeps is what the producer declares, for each product it is for."""
    yield from not_recognised(paper.id, by)
    if paper.kind != RECOGNITION or not paper.star:
        return
    for product in paper.products:
        yield Statement(
            "INSERT INTO recognition (product_id, person_id, star, source, number, issued_on, expires_on, paper_id, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                product,
                by.person,
                paper.star,
                Source.DECLARED.value,
                paper.number,
                paper.issued.isoformat() if paper.issued else "",
                paper.expires.isoformat() if paper.expires else "",
                paper.id,
                by.at,
            ),
        )


def not_recognised(paper_id: str, by: By) -> Iterator[Statement]:
    yield Statement("DELETE FROM recognition WHERE paper_id = ? AND person_id = ?", (paper_id, by.person))


def recognised_by_points(sheet: ScoreSheet, by: By) -> Iterator[Statement]:
    """A council's points that a producer or an officer typed are declared: the state's act is a round's result."""
    declared = Source.DECLARED.value
    yield Statement("DELETE FROM recognition WHERE application_id = ? AND source = ?", (sheet.application_id, declared))
    if sheet.star < LEAST:
        return
    yield Statement(
        "INSERT INTO recognition (product_id, person_id, star, source, decision, issued_on, expires_on,"
        f" application_id, at) SELECT p.product_id, p.person_id, CAST(? AS BIGINT), '{declared}', CAST(? AS TEXT),"
        " CAST(? AS TEXT), CAST(? AS TEXT), p.id, CAST(? AS TEXT) FROM application p WHERE p.id = ?",
        (
            sheet.star,
            sheet.decision,
            sheet.on.isoformat(),
            end_of_recognition(sheet.on).isoformat(),
            by.at,
            sheet.application_id,
        ),
    )
