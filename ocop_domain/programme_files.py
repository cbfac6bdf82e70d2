"""Programme files: read, checked, and made programmes."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from ocop_domain import data
from ocop_domain.data import names
from ocop_domain.data.lined import Mistake
from ocop_domain.law import FOLDER, law_file, law_named, law_on, laws
from ocop_domain.planned import PlannedProduct
from ocop_domain.planned_files import read_planned
from ocop_domain.programme_checks import checked, doubts
from ocop_domain.programme_making import programme_from
from ocop_domain.programme_rows import LawFile
from ocop_domain.programmes import Programme


class UnknownProgrammeError(LookupError):
    """No data file describes this programme."""


class BadProgrammeError(ValueError):
    """A programme file does not fit; each mistake with its line."""

    def __init__(self, name: str, found: list[Mistake]) -> None:
        super().__init__("\n".join(f"{name}:{m.line}: {m.text}" for m in found))
        self.mistakes = found


def all_plans() -> list[str]:
    """Ids of the plans that have a data file here."""
    return names("programmes")


def all_programmes() -> list[str]:
    """Ids of all that have a data file here: the plans, then the law's calendars."""
    return [*all_plans(), *(law.id for law in laws())]


def is_file(programme: str) -> bool:
    """Whether this names a file of one's own rather than a programme that is known here."""
    return programme.endswith(".yaml")


@cache
def load_programme(programme: str) -> Programme:
    """The programme with this id, or from this file (a path that ends in .yaml).

    `UnknownProgrammeError` names those that exist; `BadProgrammeError` tells each mistake with its line.
    """
    return law_named(programme) or read_programme(programme_text(programme), programme)


def read_programme(text: str, name: str) -> Programme:
    """The programme that is written in `text`; `BadProgrammeError` tells each mistake with its line."""
    file, lined, found = checked(text, _known)
    if isinstance(file, LawFile) and lined and law_named(file.id) is None:
        found = [*found, Mistake(lined.line(("renewal",)), "renewal belongs to the law's own files, not to a plan.")]
    if found or file is None:
        raise BadProgrammeError(name, found)
    made = programme_from(file, law_on(file.valid_from))
    return replace(made, planned=_planned(name, made))


def _planned(name: str, made: Programme) -> tuple[PlannedProduct, ...]:
    """The list of products beside the file of a programme; none where there is no such file."""
    own = Path(name) if is_file(name) else programme_path(name)
    path = own.with_suffix(".csv")
    if not path.is_file():
        return ()
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadProgrammeError(path.name, [Mistake(1, f"It cannot be read as text in UTF-8: {error}")]) from None
    rows, wrong = read_planned(text, made.valid_from.year)
    if wrong:
        raise BadProgrammeError(path.name, wrong)
    return rows


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
    return programme_path(programme).read_text("utf-8")


def programme_path(programme: str) -> Path:
    """Where the file of a programme is that ships."""
    law = law_file(programme)
    folder = Path(str(files(data)))
    return folder / FOLDER / f"{law}.yaml" if law else folder / "programmes" / f"{programme}.yaml"


def mistakes(text: str) -> list[Mistake]:
    """Everything that is wrong in a programme file, by line; empty when it is right."""
    return checked(text, _known)[2]


def warnings(text: str) -> list[Mistake]:
    """What somebody should look at though the file can be used, by line; empty while there are mistakes."""
    return doubts(text, _known)


def _known(programme: str) -> Programme | None:
    """A programme that ships; None for others, and while its own file is being read."""
    return load_programme(programme) if programme in all_programmes() else None
