"""What is wrong in a plan's dealings with other programmes: duties that it moves or replaces."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ocop_domain.data.lined import Path as Place
from ocop_domain.duties.model import beyond
from ocop_domain.programme_rows import MoveRow, ProgrammeFile
from ocop_domain.programmes import Programme

Known = Callable[[str], Programme | None]
"""The programme with an id, where it is known."""
Said = Iterator[tuple[Place, str]]
"""Where, and what is said about it."""


def above_others(file: ProgrammeFile, known: Known) -> Said:
    """Moves and replacements that cannot be: of a duty that is not there, or past its bounds."""
    for index, move in enumerate(file.moves):
        if target := known(move.programme):
            yield from _move(("moves", index), move, target)
    for index, row in enumerate(file.replaces):
        target = known(row.programme)
        if target and target.duty(row.duty) is None:
            yield ("replaces", index, "duty"), f"{row.programme} has no duty “{row.duty}”."
    for place, programme, duty in _dealings(file):
        if programme == file.id:
            yield place, f"{file.id} declares {duty} itself: give it its date there."


def strange(file: ProgrammeFile, known: Known) -> Said:
    """What cannot be judged from this file alone."""
    for place, programme, _ in _dealings(file):
        if programme != file.id and known(programme) is None:
            yield place, f"There is no programme “{programme}” among those that ship."


def unknown_dealings(plan: Programme, known: Known) -> Iterator[str]:
    """What a plan moves or replaces of programmes that no installation has, or that do not have it."""
    named = [(move.programme, move.duty, move.occurrence) for move in plan.moves]
    for programme, duty, occurrence in [*named, *((row.programme, row.duty, "") for row in plan.replaces)]:
        target = known(programme)
        if target is None:
            yield f"there is no programme “{programme}”"
        elif target.duty(duty) is None:
            yield f"{programme} has no duty “{duty}”"
        elif occurrence and target.occurrence(duty, occurrence) is None:
            yield f"{programme} {duty} has no time “{occurrence}”"


def _dealings(file: ProgrammeFile) -> Iterator[tuple[Place, str, str]]:
    """Where the file names a duty of another programme, which programme, and which duty."""
    for index, move in enumerate(file.moves):
        yield ("moves", index), move.programme, move.duty
    for index, row in enumerate(file.replaces):
        yield ("replaces", index), row.programme, row.duty


def _move(place: Place, move: MoveRow, target: Programme) -> Said:
    duty = target.duty(move.duty)
    if duty is None:
        yield (*place, "duty"), f"{target.id} has no duty “{move.duty}”."
        return
    here = target.occurrence(move.duty, move.occurrence)
    if here is None:
        yield (*place, "occurrence"), f"{move.duty} has no time “{move.occurrence}”; see: ocop-bot calendar {target.id}"
    elif limit := beyond(duty, here.last_day, move.last):
        which = "latest" if move.last > limit.day else "earliest"
        said = f"{move.duty} cannot be moved to {move.last}: {limit.day} at the {which} ({limit.source})."
        yield (*place, "before" if move.before else "due"), said
