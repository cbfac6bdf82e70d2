"""The plans of an installation: all that ship, those of the folder, and the one that an older setting names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bot.settings.config import BadSettings, Settings
from ocop_domain.areas import load_areas
from ocop_domain.law import law_on
from ocop_domain.programme_collection import Programmes
from ocop_domain.programme_files import (
    BadProgrammeError,
    UnknownProgrammeError,
    all_plans,
    is_file,
    load_programme,
    programme_text,
    read_programme,
)
from ocop_domain.programmes import Programme


def own_files(settings: Settings) -> list[Path]:
    """The plan files of this installation, in order; the one of OCOP_PROGRAMME too."""
    folder = settings.programmes_folder
    found = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
    named = [Path(settings.programme)] if settings.programme and is_file(settings.programme) else []
    return list(dict.fromkeys([*found, *named]))


def programmes_of(settings: Settings) -> Programmes:
    """The law and every plan; `BadSettings` tells each mistake with its file and line.

    A file of one's own with the id of one that ships takes its place.
    """
    plans = {id_: load_programme(id_) for id_ in all_plans()}
    origin: dict[str, Path] = {}
    for path, plan in _read(own_files(settings)):
        if plan.id in origin:
            raise BadSettings(f"OCOP_PROGRAMMES: {path} and {origin[plan.id]} have the same id: {plan.id}.")
        origin[plan.id] = path
        plans[plan.id] = plan
    return Programmes(plans.values(), load_areas())


def leading(settings: Settings, programmes: Programmes, today: date) -> Programme:
    """The one that is named: by the demonstration, or by OCOP_PROGRAMME; else the law of today.

    It is one among all that hold: where somebody is known to be, what leads there comes first.
    """
    named = settings.programme_id
    if is_file(named):
        return load_programme(named)
    return (programmes.find(named) if named else None) or law_on(today)


def _read(paths: list[Path]) -> Iterator[tuple[Path, Programme]]:
    for path in paths:
        try:
            yield path, read_programme(programme_text(str(path)), str(path))
        except (UnknownProgrammeError, BadProgrammeError) as error:
            raise BadSettings(f"OCOP_PROGRAMMES: {error}") from None
