"""The papers of a dossier: which there are, for which programmes, and making one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.papers.dossier.fields import fields
from bot.papers.dossier.model import WORDS, Dossier
from bot.papers.dossier.rendering import fill
from ocop_domain.errors import Refusal
from ocop_domain.programmes import Programme

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


@dataclass(frozen=True, slots=True)
class OfficialPaper:
    """One form: its number in the decision ("" where it has none), title, template, the decisions it belongs to."""

    id: str
    code: str
    title: str
    template: str
    decisions: frozenset[str]
    by: str = "producer"
    """Who signs it: the producer, or the commune."""
    first: str = ""
    """Only where a producer fills this form first ("idea"); "" wherever the decisions hold."""

    def fits(self, programme: Programme) -> bool:
        return programme.forms_of in self.decisions and self.first in ("", programme.form)

    @property
    def file_name(self) -> str:
        """What the made file is called."""
        return f"{self.id}.docx"


PAPERS: dict[str, OfficialPaper] = {
    paper_id: OfficialPaper(paper_id, **{**row, "decisions": frozenset(row["decisions"])})
    for paper_id, row in WORDS["papers"].items()
}


def papers_of(programme: Programme, by: str = "") -> list[OfficialPaper]:
    """The papers that fit the programme, in order; `by`: only those of "producer" or "commune"."""
    return [paper for paper in PAPERS.values() if paper.fits(programme) and by in ("", paper.by)]


def make_paper(paper_id: str, dossier: Dossier, templates: Path = TEMPLATES) -> bytes:
    """The paper as DOCX; refused as `error.paper_unknown` where the programme has no such paper."""
    paper = PAPERS.get(paper_id)
    if paper is None or not paper.fits(dossier.programme):
        raise Refusal("error.paper_unknown", paper=paper_id)
    return fill(templates / paper.template, fields(dossier, paper.code))
