"""Programme files: read, checked, and made programmes."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from ocop_domain import data
from ocop_domain.data import names
from ocop_domain.data.lined import Mistake
from ocop_domain.programme_checks import checked, doubts
from ocop_domain.programme_rows import ProgrammeFile
from ocop_domain.programmes import Due, Goal, NextStep, Programme, Quota, Resubmission, Stage


class UnknownProgrammeError(LookupError):
    """No data file describes this programme."""


class BadProgrammeError(ValueError):
    """A programme file does not fit; each mistake with its line."""

    def __init__(self, name: str, found: list[Mistake]) -> None:
        super().__init__("\n".join(f"{name}:{m.line}: {m.text}" for m in found))
        self.mistakes = found


def all_programmes() -> list[str]:
    """Ids of the programmes that have a data file here."""
    return names("programmes")


def is_file(programme: str) -> bool:
    """Whether this names a file of one's own rather than a programme that is known here."""
    return programme.endswith(".yaml")


@cache
def load_programme(programme: str) -> Programme:
    """The programme with this id, or from this file (a path that ends in .yaml).

    `UnknownProgrammeError` names those that exist; `BadProgrammeError` tells each mistake with its line.
    """
    return read_programme(programme_text(programme), programme)


def read_programme(text: str, name: str) -> Programme:
    """The programme that is written in `text`; `BadProgrammeError` tells each mistake with its line."""
    file, _, found = checked(text)
    if found or file is None:
        raise BadProgrammeError(name, found)
    return _programme(file)


def programme_text(programme: str) -> str:
    """The file of a programme, as it is written."""
    if is_file(programme):
        path = Path(programme)
        if not path.is_file():
            raise UnknownProgrammeError(f"there is no file {programme}")
        try:
            return path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UnknownProgrammeError(f"{programme} cannot be read as text in UTF-8: {error}") from None
    if programme not in all_programmes():
        raise UnknownProgrammeError(
            f"no programme {programme!r}; known: {', '.join(all_programmes())}, or a file that ends in .yaml"
        )
    return files(data).joinpath("programmes", f"{programme}.yaml").read_text("utf-8")


def mistakes(text: str) -> list[Mistake]:
    """Everything that is wrong in a programme file, by line; empty when it is right."""
    return checked(text)[2]


def warnings(text: str) -> list[Mistake]:
    """What somebody should look at though the file can be used, by line; empty while there are mistakes."""
    return doubts(text)


def _programme(file: ProgrammeFile) -> Programme:
    raw = {name: getattr(file, name) for name in type(file).model_fields}
    raw["product_sets_id"] = raw.pop("product_sets")
    raw["demo_commune"] = file.demo_commune.model_dump()
    raw["next"] = {
        state: NextStep(
            step.actor,
            Due(step.due.day, step.due.before, step.due.working_days) if step.due else None,
            step.source,
            step.duty,
        )
        for state, step in file.next.items()
    }
    raw["stages"] = tuple(Stage(**row.model_dump()) for row in file.stages)
    raw["resubmission"] = {what: Resubmission(**row.model_dump()) for what, row in file.resubmission.items()}
    raw["targets"] = tuple(Goal(**row.model_dump()) for row in file.targets)
    raw["quotas"] = tuple(Quota(**row.model_dump()) for row in file.quotas)
    raw["duties"] = tuple(row.read() for row in file.duties)
    return Programme(**raw)
