"""A list that an official sends: read, shown with how its columns were understood, taken in one step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.handlers.shared.territory import units_of
from bot.handlers.turn import Turn
from bot.kit.filetypes import TABLES
from bot.messages import Choice, Reply, Upload
from bot.records.imports import ImportFile
from bot.writes.forms import KeepFile, SetPlace
from bot.writes.imports import DropImport, PutImport
from ocop_domain.errors import Refusal
from ocop_domain.rights import Act, grants_for

_TOLD = 3
"""Findings on one screen; all of them are in the file."""


def may(turn: Turn) -> bool:
    """Whether a table that comes now is a list to import: of an official in the own work."""
    own = not (turn.person.help or turn.person.team)
    return own and bool(grants_for(turn.person.grants, Act.IMPORT))


def door(turn: Turn) -> list[Choice]:
    """The way to it, for who may."""
    return [turn.button("importlist", "import.title")] if may(turn) else []


def tables(turn: Turn) -> list[Upload]:
    """The tables among the files that came."""
    return [upload for upload in turn.said.files if not upload.refused and upload.content_type in TABLES]


def refuse(turn: Turn) -> None:
    turn.tell("error.not_yours", turn.button("menu", "menu.back"))


async def ask(turn: Turn) -> None:
    """How a list is imported, and what was imported so far."""
    if not may(turn):
        refuse(turn)
        return
    units = units_of(turn, Act.IMPORT)
    count, claims = await turn.reads.count_imported(units), await turn.reads.claims_in(units)
    choices = []
    if claims:
        choices.append(turn.button("claims", "claim.waiting", count=len(claims)))
    if count:
        choices.append(turn.button("imported", "import.records", count=count))
    turn.say(Reply(turn.t("import.ask"), turn.t("import.title"), (*choices, turn.button("menu", "menu.back"))))


async def received(turn: Turn) -> None:
    """A table came: kept and read; nothing is imported before somebody has seen what it comes to."""
    upload = tables(turn)[0]
    turn.do(KeepFile(upload), SetPlace(""))
    held = [grant.area for grant in grants_for(turn.person.grants, Act.IMPORT)]
    await read(turn, ImportFile(turn.new_id(), turn.person.id, held[0], upload.name, upload.id))


async def read(turn: Turn, file: ImportFile) -> None:
    """Reads the list with the columns as they are said, and shows what it comes to."""
    try:
        told, findings = await _list(turn, file, take=False)
    except Refusal as refusal:
        _say_unread(turn, file, refusal)
        return
    seen = {**_counts(told), "columns": _columns(told)}
    turn.do(PutImport(replace(file, seen=seen)))
    _show(turn, file, told, findings)


async def _list(turn: Turn, file: ImportFile, *, take: bool) -> tuple[Mapping[str, Any], str]:
    units = [grant.area for grant in grants_for(turn.person.grants, Act.IMPORT)]
    return await turn.papers.product_list(file, units, now=turn.now, language=turn.person.language, take=take)


def _say_unread(turn: Turn, file: ImportFile, refusal: Refusal) -> None:
    text = turn.t("import.not_read", name=file.name, why=str(refusal.params.get("why", "")))
    turn.say(Reply(text, turn.t("import.title"), (turn.button("menu", "menu.back"),)))


_COUNTED = ("rows", "good", "errors", "warnings", "new", "changed", "same")


def _counts(told: Mapping[str, Any]) -> dict[str, int]:
    return {name: told[name] for name in _COUNTED}


def _columns(told: Mapping[str, Any]) -> list[list[str]]:
    """Sheet, column, heading, what it was taken for, an example: for each column of each list."""
    return [
        [
            str(number),
            column["column"],
            column["heading"][:60],
            f"{column['field']}:{column['series']}" if column["series"] else column["field"],
            column["sample"][:40],
        ]
        for number, sheet in enumerate(told["sheets"])
        if sheet["list"]
        for column in sheet["columns"]
    ]


def _show(turn: Turn, file: ImportFile, told: Mapping[str, Any], findings: str) -> None:
    t, counts = turn.t, _counts(told)
    lines = [
        t(
            "import.seen",
            rows=counts["rows"],
            good=counts["good"],
            new=counts["new"],
            changed=counts["changed"],
            same=counts["same"],
            errors=counts["errors"],
            warnings=counts["warnings"],
        )
    ]
    lines += [_line(turn, one) for one in told["findings"][:_TOLD]]
    if len(told["findings"]) > _TOLD:
        lines.append(t("import.all_in_file"))
    fresh = counts["new"] + counts["changed"]
    choices = [
        *([turn.button(f"takelist:{file.id}", "import.take", count=counts["good"])] if fresh else []),
        turn.button(f"listcolumns:{file.id}", "import.columns"),
        turn.button(f"droplist:{file.id}", "import.drop"),
    ]
    files = (findings,) if findings else ()
    names = (t("import.findings_file"),) if findings else ()
    turn.say(Reply("\n".join(lines), file.name, tuple(choices), files=files, names=names))


def _line(turn: Turn, one: Mapping[str, Any]) -> str:
    if one["level"] == "error":
        return turn.t("import.line_error", row=one["row"], text=one["text"])
    return turn.t("import.line_warning", row=one["row"], text=one["text"])


async def own(turn: Turn, import_id: str) -> ImportFile | None:
    """The list that this person sent; else says so."""
    file = await turn.reads.import_file(import_id) if may(turn) else None
    if file is None or file.person != turn.person.id:
        refuse(turn)
        return None
    return file


async def take(turn: Turn, import_id: str) -> None:
    """Imports what is right. Pressed again it says what was imported; sent again it changes nothing."""
    file = await own(turn, import_id)
    if file is None:
        return
    if file.state != "read":
        _say_taken(turn, file.seen, "", done=file.state == "taken")
        return
    try:
        told, findings = await _list(turn, file, take=True)
    except Refusal as refusal:
        _say_unread(turn, file, refusal)
        return
    _say_taken(turn, _counts(told), findings, done=True)


def _say_taken(turn: Turn, counts: Mapping[str, Any], findings: str, *, done: bool) -> None:
    t = turn.t
    if not done:
        turn.tell("import.dropped", turn.button("importlist", "import.title"), turn.button("menu", "menu.back"))
        return
    new, changed, same = (counts.get(name, 0) for name in ("new", "changed", "same"))
    lines = [t("import.taken", new=new, changed=changed, same=same)]
    if counts.get("errors"):
        lines.append(t("import.mend"))
    choices: tuple[Choice, ...] = (turn.button("imported", "import.open"), turn.button("menu", "menu.back"))
    files = (findings,) if findings else ()
    names = (t("import.findings_file"),) if findings else ()
    turn.say(Reply("\n\n".join(lines), t("import.title"), choices, files=files, names=names))


async def drop(turn: Turn, import_id: str) -> None:
    """It is not imported."""
    file = await own(turn, import_id)
    if file is None:
        return
    if file.state == "read":
        turn.do(DropImport(file.id))
    _say_taken(turn, file.seen, "", done=file.state == "taken")
