"""How the columns of a list were understood, and how a person says otherwise."""

from __future__ import annotations

from dataclasses import replace

from bot.handlers.imports import sending
from bot.handlers.shared.paging import earlier, few, start_of
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.imports import ImportFile
from ocop_domain.imports.columns import CHOSEN, OF_RECOGNITION, Field, Meant, meant

NONE = "none"


def called(turn: Turn, said: str) -> str:
    """What a column was taken for, in words; a dash for nothing."""
    field, _, series = said.partition(":")
    if field not in set(Field):
        return "–"
    name = turn.t(f"import.field.{Field(field)}")
    return f"{name} {series}" if series else name


async def show(turn: Turn, import_id: str, start: int = 0) -> None:
    """Each column with what it was taken for; pressed, it can be said otherwise."""
    file = await sending.own(turn, import_id)
    if file is None:
        return
    columns = file.seen.get("columns") or []
    choices = [
        Choice(f"listcolumn:{file.id}:{sheet}:{letter}", f"{letter}: {called(turn, said)}")
        for sheet, letter, _, said, _ in columns
    ]
    start = start_of(start, len(choices))
    shown = few(turn, choices, f"listcolumns:{file.id}", start)
    lines = [
        turn.t("import.column_line", letter=letter, heading=heading or "–", said=called(turn, said))
        for _, letter, heading, said, _ in columns[start : start + len(shown)]
    ]
    nav = (*earlier(turn, f"listcolumns:{file.id}", start), turn.button(f"readlist:{file.id}", "import.back"))
    turn.say(Reply("\n".join(lines) or "–", turn.t("import.columns"), tuple(shown), nav))


async def choose(turn: Turn, import_id: str, sheet: str, letter: str, start: int = 0) -> None:
    """What one column is: asked, with what stands in it."""
    file = await sending.own(turn, import_id)
    column = _column(file, sheet, letter)
    if file is None or column is None:
        return
    _, _, heading, said, sample = column
    route = f"listcolumn:{file.id}:{sheet}:{letter}"
    options = [
        Choice(f"setcolumn:{file.id}:{sheet}:{letter}:{field}", turn.t(f"import.field.{field}")) for field in CHOSEN
    ]
    options.append(turn.button(f"setcolumn:{file.id}:{sheet}:{letter}:{NONE}", "import.field_none"))
    start = start_of(start, len(options))
    nav = (*earlier(turn, route, start), turn.button(f"listcolumns:{file.id}", "import.columns"))
    text = turn.t(
        "import.column_ask", letter=letter, heading=heading or "–", sample=sample or "–", said=called(turn, said)
    )
    turn.say(Reply(text, turn.t("import.columns"), tuple(few(turn, options, route, start)), nav))


def _column(file: ImportFile | None, sheet: str, letter: str) -> list[str] | None:
    columns = file.seen.get("columns") or [] if file else []
    return next((column for column in columns if column[:2] == [sheet, letter]), None)


async def set_(turn: Turn, import_id: str, sheet: str, letter: str, field: str) -> None:
    """The list is read again with what was said."""
    file = await sending.own(turn, import_id)
    column = _column(file, sheet, letter)
    if file is None or column is None or (field != NONE and field not in set(Field)):
        return
    said = "" if field == NONE else _with_series(Field(field), column[2])
    await sending.read(turn, replace(file, columns={**file.columns, f"{sheet}:{letter}": said}))


def _with_series(field: Field, heading: str) -> str:
    """Of which recognition, where the heading says it."""
    found = meant([heading, Field.STAR.value]) if field in OF_RECOGNITION else None
    what = Meant(field, found.series) if found else Meant(field)
    return f"{field}:{what.series}" if what.series else field.value


async def again(turn: Turn, import_id: str) -> None:
    """Back to what the list comes to."""
    file = await sending.own(turn, import_id)
    if file:
        await sending.read(turn, file)
