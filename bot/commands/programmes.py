"""Makes next year's programme from an older one, and shows the duties of a programme: as JSON or as a table."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, get_args

from ocop_domain.areas import Area, load_areas
from ocop_domain.data.lined import Mistake
from ocop_domain.duties.model import Duty, Occurrence, Recurrence
from ocop_domain.duties.rows import Role
from ocop_domain.duties.shift import YEARS, CannotShiftError, Shifted, shifted
from ocop_domain.programme_collection import Programmes
from ocop_domain.programme_files import (
    BadProgrammeError,
    UnknownProgrammeError,
    all_programmes,
    is_file,
    mistakes,
    programme_text,
    read_programme,
    warnings,
)
from ocop_domain.programme_template import plan_id, template
from ocop_domain.programmes import Programme
from ocop_domain.text import fold

Shape = dict[str, Any]


class UnusableProgramme(Exception):  # noqa: N818 - an ordinary answer to what was given, not a fault
    """The programme cannot be used so; the message says why."""


def new_plan(unit: str, year: int, out: Path, *, new_id: str = "", force: bool = False) -> list[str]:
    """Writes a plan of `unit` for `year` to edit into `out`; what to tell about it."""
    _refuse_place(out, new_id, force=force)
    if year not in YEARS:
        raise UnusableProgramme(f"The year {year} is out of range: give one from {YEARS[0]} to {YEARS[-1]}.")
    area = _unit(unit, date(year, 1, 1))
    areas = load_areas()
    id_ = new_id or plan_id(areas.path(area.code), year)
    if id_ in all_programmes():
        raise UnusableProgramme(f"There is a programme {id_} already. Give the new one another name with --id.")
    _write(out, template(area, year, areas, id_))
    return [
        f"{out}: {id_}, {year}-01-01 to {year}-12-31, for {areas.label(area.code)}, on top of the law",
        f"Edit it, check it with:  ocop-bot check {out}",
        "Then put it into OCOP_PROGRAMMES (the folder programmes in OCOP_DATA) and start ocop-bot run anew.",
    ]


def _unit(text: str, day: date) -> Area:
    """The unit of this name on a day; `UnusableProgramme` names those that may be meant."""
    areas = load_areas()
    hits = areas.search(text, day, limit=6)
    exact = [unit for unit in hits if fold(text) in {fold(unit.name), fold(areas.label(unit.code))}]
    if len(exact or hits) == 1:
        return (exact or hits)[0]
    near = "".join(f"\n  {areas.label(unit.code)}" for unit in exact or hits)
    said = f"--for: “{text}” may be several; write one of" if near else f"--for: there is no “{text}” on {day}"
    raise UnusableProgramme(f"{said}{':' if near else '.'}{near}")


def new_programme(source: str, year: int, out: Path, *, new_id: str = "", force: bool = False) -> list[str]:
    """Writes the programme `source`, moved to `year`, into `out`; what to tell about it.

    `UnusableProgramme` when it cannot be made, or when what was written has mistakes.
    """
    _refuse_place(out, new_id, force=force)
    text, old = _read(source)
    if old.is_law:
        raise UnusableProgramme(
            f"{source} is the law's own calendar and has no end: nothing is to be made anew. "
            f'For a plan on top of it:  ocop-bot programme new --for "Tỉnh …" --year {year} --out {out}'
        )
    try:
        made = shifted(text, year, new_id)
    except CannotShiftError as error:
        raise UnusableProgramme(str(error)) from None
    if made.id in {old.id, *all_programmes()}:
        raise UnusableProgramme(f"There is a programme {made.id} already. Give the new one another name with --id.")
    _write(out, made.text)
    return list(_made_lines(made, old, out))


def _refuse_place(out: Path, new_id: str, *, force: bool) -> None:
    """Refuses a name that cannot be, and a file that is there."""
    if not is_file(out.name):
        raise UnusableProgramme(f"{out}: the name must end in .yaml, for that is how a plan is known.")
    if out.exists() and not force:
        raise UnusableProgramme(f"{out} exists already. Give another name, or --force to replace it.")
    if new_id and not re.fullmatch(r"[a-z0-9-]{1,40}", new_id):
        raise UnusableProgramme(f"--id: “{new_id}” may have only small letters, digits and hyphens, at most 40.")


def _write(out: Path, text: str) -> None:
    try:
        out.write_text(text, "utf-8")
    except OSError as error:
        raise UnusableProgramme(f"{out} cannot be written: {error.strerror}.") from None
    if wrong := mistakes(text):
        raise UnusableProgramme("\n".join([f"{out} was written, but has mistakes:", *_at(out, wrong)]))


def _made_lines(made: Shifted, old: Programme, out: Path) -> Iterator[str]:
    new = read_programme(made.text, str(out))
    yield f"{out}: {new.id}, {new.valid_from} to {new.valid_to}, {len(new.duties)} duties, made from {old.id}"
    yield "Every day moved by {:+} {}.".format(made.years, "years" if abs(made.years) > 1 else "year")
    yield "Its head says what to check by hand: the document's number, every date, the levels."
    if made.left:
        yield "Texts that name a year or a day that was not moved:"
        yield from (f"  “{text}”" for text in made.left)
    if made.district:
        yield "There are no districts since 1 July 2025, but the file still has that level."
        yield f"Duties for district_staff ({len(made.district)}); give them to the commune or the province:"
        yield from (f"  {id_:<24} {title}" for id_, title in made.district)
    doubts = len(warnings(made.text))
    yield f"Edit it, check it with:  ocop-bot check {out}{f'  (warnings now: {doubts})' if doubts else ''}"
    yield "Then put it into OCOP_PROGRAMMES (the folder programmes in OCOP_DATA) and start ocop-bot run anew."


def _at(path: Path, found: Sequence[Mistake]) -> Iterator[str]:
    return (f"{path}:{mistake.line}: {mistake.text}" for mistake in found)


def _read(programme: str) -> tuple[str, Programme]:
    try:
        text = programme_text(programme)
        return text, read_programme(text, programme)
    except UnknownProgrammeError as error:
        raise UnusableProgramme(f"{str(error)[:1].upper()}{str(error)[1:]}.") from None
    except BadProgrammeError as error:
        raise UnusableProgramme(str(error)) from None


def calendar(programme: str, *, role: str = "", year: int | None = None, as_json: bool = False) -> str:
    """The duties of a programme, of one role or one year if asked; `UnusableProgramme` says what cannot be shown."""
    _refuse_role(role)
    plan = _read(programme)[1]
    if year is not None and not plan.valid_from.year <= year <= plan.valid_to.year:
        raise UnusableProgramme(f"--year: {programme} runs from {span(plan)}.")
    all_ = plan.occurrences if year is None else plan.around(date(year, 7, 1))
    duties = [duty for duty in plan.duties if role in {"", duty.role}]
    own = [here for here in all_ if role in {"", here.duty.role} and not here.undated]
    dated = [here for here in own if _touches(here, year)]
    if as_json:
        bounds, in_year = (None, None) if year is None else (_bounds(plan, year), {o.duty.id for o in dated})
        shown = [duty for duty in duties if in_year is None or duty.id in in_year]
        return json.dumps([_shape(duty, bounds) for duty in shown], ensure_ascii=False)
    return "\n".join(_table(plan, dated, duties if year is None else []))


def calendar_of(programmes: Programmes, unit: str, year: int, *, role: str = "") -> str:
    """What the law and all plans ask of a unit in a year, each with the programme that declares it."""
    _refuse_role(role)
    area = _unit(unit, date(year, 1, 1))
    all_ = (here for here in programmes.year(area.code, year) if not here.undated)
    found = [here for here in all_ if role in {"", here.duty.role}]
    lines = [f"{load_areas().label(area.code)} · {year}"]
    for here in found:
        days = f"{here.opens}  {here.last_day}  {here.announced}"
        lines.append(f"{days}  {here.duty.role:<15}  {here.duty.programme:<16}  {here.duty.id:<24}  {here.duty.title}")
    return "\n".join(lines if found else [*lines, "Nothing with a date."])


def _refuse_role(role: str) -> None:
    roles: tuple[str, ...] = get_args(Role)
    if role and role not in roles:
        raise UnusableProgramme(f"--role: there is no “{role}”; choose one of {', '.join(roles)}.")


def _bounds(plan: Programme, year: int) -> tuple[date, date]:
    return plan.valid_from, date(year, 12, 31) if plan.endless else plan.valid_to


def span(plan: Programme) -> str:
    """From when to when it holds, in words."""
    return f"{plan.valid_from}, without end" if plan.endless else f"{plan.valid_from} to {plan.valid_to}"


def _touches(here: Occurrence, year: int | None) -> bool:
    return year is None or here.opens.year <= year <= here.last_day.year


def _shape(duty: Duty, bounds: tuple[date, date] | None) -> Shape:
    """A duty as the plan says it. Within a year what bounds a recurrence is told even where the plan does not."""
    opens, due = duty.opens, duty.due
    if bounds and duty.recurs:
        opens, due = opens or bounds[0], due or bounds[1]
    return {
        "id": duty.id,
        "step": duty.step,
        "title": duty.title,
        "role": duty.role,
        "level": duty.level,
        "opens": _iso(opens),
        "due": _iso(due),
        "recurrence": _recurrence(duty.recurs) if duty.recurs else None,
        "source": duty.source,
        **({"units": list(duty.units)} if duty.units else {}),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _recurrence(recurs: Recurrence) -> Shape:
    if recurs.yearly:
        return {"yearly": [{"id": id_, "opens": opens, "due": due} for id_, opens, due in recurs.yearly]}
    return {"every": recurs.every, "times": recurs.times, "before_day": recurs.before_day or None}


def _table(plan: Programme, dated: Sequence[Occurrence], duties: Sequence[Duty]) -> Iterator[str]:
    yield f"{plan.name} · {span(plan)}"
    if plan.endless:
        yield "Shown are its first two years; --year shows any other."
    if dated:
        yield f"{'opens':<10}  {'last day':<10}  {'announced':<10}  {'role':<15}  {'duty':<24}  {'when':<8}  title"
    for here in dated:
        days = f"{here.opens}  {here.last_day}  {here.announced}"
        yield f"{days}  {here.duty.role:<15}  {here.duty.id:<24}  {here.id:<8}  {here.duty.title}"
    if not dated:
        yield "Nothing with a date."
    with_date = {here.duty.id for here in dated}
    if rest := [duty for duty in duties if duty.id not in with_date]:
        yield "Without a date:"
        for duty in rest:
            when = f"after: {duty.after}" if duty.after else duty.recurs.every if duty.recurs else "standing"
            yield f"  {duty.role:<15}  {duty.id:<24}  {duty.title} ({when})"
