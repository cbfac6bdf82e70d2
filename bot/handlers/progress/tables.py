"""The figures of a unit as tables in words: for the chat, the picture, the workbook, the reports and the dashboard."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.conversations.form import Context
from bot.conversations.forms.registration import QUESTIONS
from bot.handlers.progress.figures import House
from bot.records.progress import GoalProgress, ProgressFigures
from bot.texts import Translator
from ocop_domain.planned import PlannedProduct
from ocop_domain.product_sets import ProductSet
from ocop_domain.progress import (
    STEPS,
    ProgressEntry,
    ProgressStep,
    QuotaProgress,
    Row,
    at_least,
    by_step,
    row_of,
    rows_by,
)

Value = str | int | float


@dataclass(frozen=True, slots=True)
class ProgressTable:
    """A heading, the names of the columns, and rows; the first column of a row says what it counts."""

    id: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


DIMENSIONS = ("area", "step", "star", "group", "set", "form", "kind", "level")
"""By what the products of a unit are told apart. The sex of representatives is not asked, so that nobody knows it."""
_COLUMNS = ("registered", "accepted", "filed", "checked", "recognised", "out")


def table(figures: ProgressFigures, dimension: str, house: House, t: Translator) -> ProgressTable:
    """The products of a unit by one dimension, with a last row for all of them."""
    title = t(f"progress.by.{dimension}")
    if dimension == "step":
        counted = by_step(figures.entries)
        rows = tuple((t(f"progress.step.{step}"), counted.get(step, 0)) for step in STEPS)
        return ProgressTable(dimension, title, (title, t("progress.column.count")), rows)
    name = _NAMES[dimension]
    found = rows_by(figures.entries, lambda entry: name(entry, figures, house, t))
    whole = row_of(t("progress.all"), figures.entries)
    head = (title, *(t(f"progress.column.{column}") for column in _COLUMNS))
    return ProgressTable(dimension, title, head, tuple(map(_values, (*found, whole))))


def _values(row: Row) -> tuple[Value, ...]:
    return (row.key, row.registered, row.accepted, row.filed, row.checked, row.recognised, row.out)


def _area(entry: ProgressEntry, figures: ProgressFigures, house: House, t: Translator) -> str:
    """The unit right below in which it is made: the district under a province that has some, else the commune."""
    path = [unit for unit in house.areas.path(entry.area) if unit.code != figures.unit]
    districts = "district" in house.areas.levels_on(figures.day)
    wanted = "district" if figures.level == "province" and districts else "commune"
    return next((unit.name for unit in path if unit.level == wanted), house.areas.get(entry.area).name)


def _set(entry: ProgressEntry, house: House) -> ProductSet | None:
    programme = house.programmes.find(entry.programme)
    return programme.product_sets.find(entry.set_id) if programme else None


def _group(entry: ProgressEntry, figures: ProgressFigures, house: House, t: Translator) -> str:
    found = _set(entry, house)
    return f"{found.sector} – {found.group}" if found else t("progress.unclear")


def _set_name(entry: ProgressEntry, figures: ProgressFigures, house: House, t: Translator) -> str:
    found = _set(entry, house)
    return found.name if found else t("progress.unclear")


def _star(entry: ProgressEntry, figures: ProgressFigures, house: House, t: Translator) -> str:
    return t("progress.star", star=entry.star) if entry.recognised else t("progress.no_star")


def _form(entry: ProgressEntry, figures: ProgressFigures, house: House, t: Translator) -> str:
    asked = QUESTIONS["legal_form"]
    context = Context(figures.programme, figures.day, house.areas, t)
    return asked.kind.show(entry.legal_form, asked, context) if entry.legal_form else t("progress.unclear")


def _kind(entry: ProgressEntry, figures: ProgressFigures, house: House, t: Translator) -> str:
    key = f"progress.kind.{entry.kind}"
    return t(key) if t.has(key) else t("progress.unclear")


def _level(entry: ProgressEntry, figures: ProgressFigures, house: House, t: Translator) -> str:
    """The highest council that has told a result."""
    key = f"progress.level.{entry.level}"
    return t(key) if entry.level and t.has(key) else t("progress.level.none")


_Name = Callable[[ProgressEntry, ProgressFigures, House, Translator], str]
_NAMES: Mapping[str, _Name] = {
    "area": _area,
    "star": _star,
    "group": _group,
    "set": _set_name,
    "form": _form,
    "kind": _kind,
    "level": _level,
}


def summary(figures: ProgressFigures, t: Translator) -> str:
    """ "Chỉ tiêu 12, đã đăng ký 7, đã công nhận 3"; without a quota only what was counted."""
    registered, recognised = figures.registered, figures.recognised
    if not figures.quotas:
        return t("progress.no_quota", registered=registered, recognised=recognised)
    return t("progress.quota_line", wanted=figures.wanted, registered=registered, recognised=recognised)


def step_words(figures: ProgressFigures, t: Translator) -> str:
    """How many have come how far."""
    entries = figures.entries
    return t(
        "progress.step_line",
        accepted=at_least(entries, ProgressStep.ACCEPTED),
        filed=at_least(entries, ProgressStep.FILED),
        checked=at_least(entries, ProgressStep.CHECKED),
    )


def quota_words(one: QuotaProgress, t: Translator) -> str:
    """One unit's number with how far it is; new ones and upgrades apart where it has both."""
    return t(
        "progress.quota_both" if one.quota.upgrade else "progress.quota_of",
        area=one.quota.area,
        wanted=one.wanted,
        new=one.quota.new,
        upgrade=one.quota.upgrade,
        registered=one.registered,
        recognised=one.recognised,
    )


def quota_table(figures: ProgressFigures, t: Translator) -> ProgressTable:
    """Each unit's number of the year, what it registered and what was recognised."""
    head = ("area", "wanted", "wanted_new", "wanted_upgrade", "registered", "recognised")
    rows = tuple(
        (one.quota.area, one.wanted, one.quota.new, one.quota.upgrade, one.registered, one.recognised)
        for one in figures.quotas
    )
    title = t("progress.quotas", year=figures.year)
    return ProgressTable("quotas", title, tuple(t(f"progress.column.{name}") for name in head), rows)


def goal_table(figures: ProgressFigures, t: Translator) -> ProgressTable:
    """Each goal of the plan with how far it is."""
    head = tuple(t(f"progress.column.{name}") for name in ("goal", "value", "unit", "now", "source"))
    rows = tuple(
        (one.goal.stated, one.goal.value, one.goal.unit, far(one, t), one.goal.source) for one in figures.goals
    )
    return ProgressTable("goals", t("progress.goals"), head, rows)


def far(one: GoalProgress, t: Translator) -> str:
    """How far a goal is, in words."""
    if one.now is None:
        return t("progress.not_counted")
    number = number_of(one.now, t)
    now = f"{number} %" if one.goal.unit == "%" else number
    return t("progress.now_unknown", now=now, count=one.unknown) if one.unknown else now


def number_of(value: float, t: Translator) -> str:
    """A number as people read it: 12, or 33,3."""
    if value == int(value):
        return t.number(int(value))
    text = f"{value:.1f}"
    return text.replace(".", ",") if t.language == "vi" else text


def planned_table(figures: ProgressFigures, t: Translator) -> ProgressTable:
    """Each row of the plan's list, and whether it was registered; then what was registered beside it."""
    head = tuple(
        t(f"progress.column.{name}") for name in ("product", "producer", "commune", "area", "kind", "planned_state")
    )
    rows = [_planned_row(row, "registered", t) for row, _ in figures.compared.matched]
    rows += [_planned_row(row, "missing", t) for row in figures.compared.missing]
    beside = t("progress.is_unplanned")
    rows += [(one.product, one.producer, "", "", "", beside) for one in figures.compared.unplanned]
    return ProgressTable("planned", t("progress.planned"), head, tuple(rows))


def _planned_row(row: PlannedProduct, state: str, t: Translator) -> tuple[Value, ...]:
    kind = t(f"progress.kind.{row.kind}")
    return (row.product, row.producer, row.commune, row.area, kind, t(f"progress.is_{state}"))


def all_tables(figures: ProgressFigures, house: House, t: Translator) -> Sequence[ProgressTable]:
    """Every table that is not empty, in the order of a report."""
    found = [quota_table(figures, t), goal_table(figures, t)]
    found += [table(figures, dimension, house, t) for dimension in DIMENSIONS]
    found.append(planned_table(figures, t))
    return [one for one in found if one.rows]
