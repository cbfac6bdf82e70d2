"""The command line about what is kept: lists in and out, notices, backups, upgrades."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.terminal import backing_up, go, read_settings, unusable

app = typer.Typer()


class ExportShape(StrEnum):
    """In which columns products are written."""

    OWN = "own"
    MINISTRY = "ministry"


@app.command()
def export(
    out: Annotated[
        Path | None, typer.Option(help="File to write: .xlsx for Excel, .csv for programs; without it the screen")
    ] = None,
    shape: Annotated[
        ExportShape,
        typer.Option(help="own: all that was answered; ministry: recognised products, as PTNT_OCOP"),
    ] = ExportShape.OWN,
) -> None:
    """Write all products of the programme: for Excel (--out products.xlsx) or for programs (CSV in UTF-8)."""
    from bot.commands.exporting import WORKBOOK, export_for_ministry
    from bot.commands.exporting import export as export_products

    async def work() -> None:
        make = export_for_ministry if shape is ExportShape.MINISTRY else export_products
        made, count = await make(read_settings(), workbook=bool(out and out.suffix.lower() == WORKBOOK))
        if out:
            _keep(out, made)
            typer.echo(f"{out}: {count} products")
        else:
            typer.echo(made.decode("utf-8-sig"), nl=False)

    go(work())


def _keep(out: Path, content: bytes) -> None:
    out.write_bytes(content)


@app.command()
def outbox(
    days: Annotated[int, typer.Option(min=1, max=3650, help="How far back to look for what was not delivered")] = 7,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON")] = False,
) -> None:
    """Show what waits to be delivered, what was not, and why."""
    from bot.commands.outbox import outbox as show

    async def work() -> None:
        typer.echo(await show(read_settings(), days=days, as_json=as_json))

    go(work())


@app.command()
def broadcast(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The text, in UTF-8")],
    *,
    to: Annotated[
        str,
        typer.Option(
            metavar="WORDS",
            help="Whom it is for: role=producer area='Xã Đất Mũi, Tỉnh Cà Mau' state=accepted group=… star=3"
            " not-done=DUTY:OCCURRENCE phones=FILE; each is optional",
        ),
    ],
    official: Annotated[bool, typer.Option("--official", help="To everybody; without it a nudge")] = False,
    ask: Annotated[str, typer.Option(help="Answer asked for: got or yesno")] = "",
    at: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M"], help="When, in Vietnam's time"),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say who would get it")] = False,
    send: Annotated[bool, typer.Option("--send", help="Send it; a running assistant delivers")] = False,
) -> None:
    """Write to many: say who would get it (--dry-run), or send it (--send)."""
    from bot.commands.broadcasting import BroadcastRequest, Unusable
    from bot.commands.broadcasting import broadcast as cast

    if dry_run == send:
        raise typer.BadParameter("give either --dry-run or --send")

    async def work() -> None:
        typer.echo("\n".join(await cast(read_settings(), BroadcastRequest(file, to, official, ask, at, send))))

    try:
        go(work())
    except Unusable as error:
        unusable(error)


PassphraseFile = Annotated[
    Path | None, typer.Option("--passphrase-file", metavar="FILE", help="File whose first line is the passphrase")
]


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="File to write, for instance ocop.zip")],
    *,
    passphrase_file: PassphraseFile = None,
    passphrase: Annotated[bool, typer.Option("--passphrase", help="Ask for a passphrase that seals the file")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON")] = False,
) -> None:
    """Back up database, files and secret into one file, while the assistant runs; the file is read back."""
    from bot.commands.backing_up import backup as make
    from bot.commands.backing_up import passphrase_in

    async def work() -> None:
        words = passphrase_in(passphrase_file)
        if passphrase and not words:
            words = typer.prompt("Passphrase", hide_input=True, confirmation_prompt=True)
        typer.echo("\n".join(await make(read_settings(), file, words, as_json=as_json)))

    backing_up(work())


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `backup` made")],
    *,
    passphrase_file: PassphraseFile = None,
    replace: Annotated[bool, typer.Option("--replace", help="Keep what is there aside; nothing is deleted")] = False,
    other_secret: Annotated[
        bool, typer.Option("--other-secret", help="Go on with another OCOP_SECRET: everybody has to sign in anew")
    ] = False,
) -> None:
    """Put a backup in place, once all of it was checked. Stop the assistant before."""
    from bot.commands.backing_up import passphrase_in
    from bot.commands.backing_up import restore as put
    from bot.storage.backup.sealing import is_sealed

    async def work() -> None:
        settings, words = read_settings(), passphrase_in(passphrase_file)
        if not words and sys.stdin.isatty() and is_sealed(file):
            words = typer.prompt("Passphrase", hide_input=True)
        typer.echo("\n".join(await put(settings, file, words, replace=replace, other_secret=other_secret)))

    backing_up(work())


@app.command()
def upgrade(
    without_copy: Annotated[
        bool, typer.Option("--without-copy", help="Make no copy of the database before: there is a backup of your own")
    ] = False,
) -> None:
    """Bring the database to this version: a verified copy, the missing steps, a look at what came out."""
    from bot.commands.upgrading import Upgrade

    async def work() -> None:
        if not await Upgrade(read_settings(), typer.echo, without_copy=without_copy)():
            typer.echo(
                "Nothing to do: the database is of this version, or there is none yet (`ocop-bot run` makes it)."
            )

    backing_up(work())


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="List of products: .xlsx, .xls or .csv")],
    *,
    units: Annotated[
        list[str] | None, typer.Option("--for", help="Only rows of this unit (name or code); may be given again")
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option("--column", help="What a column is: B=product, Q=star:2, F= for none; 1:B of the second sheet"),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what it would come to")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON")] = False,
    findings: Annotated[
        Path | None, typer.Option(help="Workbook to write: the rows to mend, to be imported again")
    ] = None,
    by: Annotated[int, typer.Option(hidden=True)] = 0,
    import_id: Annotated[str, typer.Option(hidden=True)] = "",
    at: Annotated[str, typer.Option(hidden=True)] = "",
    language: Annotated[str, typer.Option(hidden=True)] = "vi",
    name: Annotated[str, typer.Option(hidden=True)] = "",
) -> None:
    """Import a list of products and producers, with their stars. Rows with errors are left out and named."""

    from bot.commands.importing import Order, import_list, lines
    from bot.kit.memory import bounded_memory

    bounded_memory()
    said = dict(_column(one) for one in columns or ())
    moment = datetime.fromisoformat(at) if at else None
    order = Order(file, units or (), said, by, import_id, dry_run, moment, findings, language, name)

    async def work() -> None:
        told = await import_list(read_settings(), order)
        typer.echo(json.dumps(told, ensure_ascii=False) if as_json else "\n".join(lines(told)))

    go(work())


def _column(said: str) -> tuple[str, str]:
    at, sign, field = said.partition("=")
    if not sign:
        raise typer.BadParameter(f"--column {said}: write it as B=product")
    return at.strip().upper(), field.strip()
