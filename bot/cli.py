"""The command line: run, invite, check, export, import, broadcast, score, path, programme, calendar, ask."""

from __future__ import annotations

import asyncio
import errno
import sys
from collections.abc import Callable, Coroutine
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.commands.role_apps import mount
from bot.ports.database import UnusableDatabase
from bot.settings.config import BadSettings, Settings, load_settings

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="The OCOP assistant. Settings come from the environment (OCOP_…): see `ocop-bot check`.",
)


_DISK = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full for this user",
    errno.EROFS: "the disk may only be read",
}
"""What an error of a file says of the disk."""


def _settings() -> Settings:
    try:
        return load_settings()
    except BadSettings as error:
        typer.echo(f"Settings cannot be used:\n{error}", err=True)
        raise typer.Exit(2) from None


def go(work: Coroutine[Any, Any, None], loops: Callable[[], asyncio.AbstractEventLoop] | None = None) -> None:
    """Runs to the end; a setting that does not fit, or a database that cannot be used, is said plainly."""
    try:
        with asyncio.Runner(loop_factory=loops) as runner:
            runner.run(work)
    except BadSettings as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    except UnusableDatabase as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    except BrokenPipeError:
        raise  # whoever read along has left: typer ends without a word
    except OSError as error:
        from bot.handlers.services import DatabaseDown

        if isinstance(error, DatabaseDown):
            typer.echo(f"The database does not work: {error}.", err=True)
            raise typer.Exit(1) from None
        if words := _DISK.get(error.errno or 0):
            typer.echo(f"OCOP_DATA: {words}: {error.filename or 'nothing can be written'}.", err=True)
            raise typer.Exit(1) from None
        typer.echo(_named(error), err=True)
        raise typer.Exit(2) from None


def _named(error: OSError) -> str:
    """A folder that may not be written has a name; what has none is a server that does not answer."""
    if error.filename:
        return f"OCOP_DATA: {error.filename}: {error.strerror}. Choose a folder that this user may write to."
    return f"OCOP_DATABASE_URL, OCOP_FILES_URL: a server does not answer: {error}."


@app.command()
def run() -> None:
    """Serve the web chat, and Telegram when OCOP_TELEGRAM_TOKEN is set."""
    import uvloop

    from bot.commands.serving import serve

    _backing_up(serve(_settings()), uvloop.new_event_loop)


mount(app, _settings, go)


@app.command()
def check(
    file: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE", help="Only these: programmes, files of knowledge (.yaml)"),
    ] = None,
    outside: Annotated[
        bool, typer.Option("--outside", help="Look also through OCOP_WEB_URL: what does the proxy let through?")
    ] = False,
) -> None:
    """Check the settings, the data files, the catalogues and the database; say what is wrong."""
    from bot.commands.checking import check_all, check_file

    alone = [line for name in file or () for line in check_file(name)]
    lines = alone or asyncio.run(check_all(_settings()))
    if outside:
        from bot.commands.outside import look_outside

        async def look() -> None:
            lines.extend(await look_outside(_settings()))

        go(look())
    for line in lines:
        # Alone, a mistake begins with its path and line, as editors expect it.
        typer.echo(line.text if alone else f"{'ok     ' if line.ok else 'PROBLEM'} {line.text}")
    if not all(line.ok for line in lines):
        raise typer.Exit(1)


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
        made, count = await make(_settings(), workbook=bool(out and out.suffix.lower() == WORKBOOK))
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
        typer.echo(await show(_settings(), days=days, as_json=as_json))

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
        typer.echo("\n".join(await cast(_settings(), BroadcastRequest(file, to, official, ask, at, send))))

    try:
        go(work())
    except Unusable as error:
        _unusable(error)


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
        typer.echo("\n".join(await make(_settings(), file, words, as_json=as_json)))

    _backing_up(work())


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
        settings, words = _settings(), passphrase_in(passphrase_file)
        if not words and sys.stdin.isatty() and is_sealed(file):
            words = typer.prompt("Passphrase", hide_input=True)
        typer.echo("\n".join(await put(settings, file, words, replace=replace, other_secret=other_secret)))

    _backing_up(work())


def _backing_up(work: Coroutine[Any, Any, None], loops: Callable[[], asyncio.AbstractEventLoop] | None = None) -> None:
    """What is wrong with a backup, or with the copy before an upgrade, is one plain line."""
    from bot.commands.upgrading import UpgradeFailed
    from bot.storage.backup.manifest import BadBackup

    try:
        go(work, loops)
    except (BadBackup, UpgradeFailed) as error:
        _unusable(error)


@app.command()
def upgrade(
    without_copy: Annotated[
        bool, typer.Option("--without-copy", help="Make no copy of the database before: there is a backup of your own")
    ] = False,
) -> None:
    """Bring the database to this version: a verified copy, the missing steps, a look at what came out."""
    from bot.commands.upgrading import Upgrade

    async def work() -> None:
        if not await Upgrade(_settings(), typer.echo, without_copy=without_copy)():
            typer.echo(
                "Nothing to do: the database is of this version, or there is none yet (`ocop-bot run` makes it)."
            )

    _backing_up(work())


ScoreFile = Annotated[
    typer.FileBinaryRead,
    typer.Argument(
        metavar="FILE", help='{"decision": "26/2026", "set": "s01", "answers": {"1.1": 3}}, "-" reads stdin'
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON")]
DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]


@app.command()
def score(file: ScoreFile, as_json: AsJson = False) -> None:
    """Score a file of answers: points, stars, what holds it back, what is still open."""
    from bot.commands.scoring import UnusableFile, score_file

    try:
        typer.echo(score_file(file.read(), as_json=as_json))
    except UnusableFile as error:
        _unusable(error)


@app.command()
def path(
    file: ScoreFile,
    *,
    target: Annotated[int, typer.Option(help="Stars to reach")],
    today: Annotated[datetime | None, typer.Option(formats=DAY_FORMATS, help="The day the work starts")] = None,
    by: Annotated[datetime | None, typer.Option(formats=DAY_FORMATS, help="The day it must be done")] = None,
    margin: Annotated[int, typer.Option(help="Points to aim at above the least")] = 0,
    without: Annotated[list[str] | None, typer.Option(metavar="CODE", help="Items that cannot be changed")] = None,
    more: Annotated[list[str] | None, typer.Argument(metavar="CODE", hidden=True)] = None,
    as_json: AsJson = False,
) -> None:
    """Find the cheapest way from a file of answers to a star."""
    from bot.commands.scoring import UnusableFile, path_file

    if more and not without:
        raise typer.BadParameter(f"what is {' '.join(more)}? Items to leave out come after --without")
    codes = [code for given in [*(without or []), *(more or [])] for code in given.split(",") if code]
    try:
        found = path_file(
            file.read(),
            target,
            as_json=as_json,
            today=today.date() if today else None,
            by=by.date() if by else None,
            margin=margin,
            without=codes,
        )
        typer.echo(found)
    except UnusableFile as error:
        _unusable(error)


AnyProgramme = Annotated[str, typer.Argument(metavar="PROGRAMME", help="Id of a programme, or a file ending in .yaml")]
programme_app = typer.Typer(no_args_is_help=True, help="Make programmes.")
app.add_typer(programme_app, name="programme")


@programme_app.command()
def new(
    year: Annotated[int, typer.Option(help="Year in which the new one begins")],
    out: Annotated[Path, typer.Option(metavar="FILE", help="File to write, ending in .yaml")],
    *,
    unit: Annotated[
        str,
        typer.Option("--for", metavar="UNIT", help='Whose plan it is, for instance "Tỉnh Cà Mau": a plan to fill in'),
    ] = "",
    source: Annotated[
        str, typer.Option("--from", metavar="PROGRAMME", help="Plan to start from, by id or file: its dates move along")
    ] = "",
    new_id: Annotated[
        str, typer.Option("--id", help="Id of the new one; without it the old one with its years moved")
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists")] = False,
) -> None:
    """Make a plan to edit: a new one on top of the law (--for), or an older one with its dates moved (--from)."""
    from bot.commands.programmes import UnusableProgramme, new_plan, new_programme

    if bool(unit) == bool(source):
        raise typer.BadParameter("give either --for or --from")
    make, start = (new_plan, unit) if unit else (new_programme, source)
    try:
        typer.echo("\n".join(make(start, year, out, new_id=new_id, force=force)))
    except UnusableProgramme as error:
        _unusable(error)


@app.command()
def calendar(
    programme: Annotated[
        str, typer.Argument(metavar="PROGRAMME", help="Id of a programme, or a file ending in .yaml")
    ] = "",
    *,
    unit: Annotated[
        str,
        typer.Option("--for", metavar="UNIT", help="Instead of one programme: all of a unit in --year"),
    ] = "",
    role: Annotated[str, typer.Option(help="Only duties of this role, for instance commune_officer")] = "",
    year: Annotated[int | None, typer.Option(help="Only duties with something in this year")] = None,
    as_json: AsJson = False,
) -> None:
    """Show the duties of a programme: who must do what by when, and the working day that is announced."""
    from bot.commands.programmes import UnusableProgramme, calendar_of
    from bot.commands.programmes import calendar as shown
    from bot.settings.plans import programmes_of

    if bool(programme) == bool(unit):
        raise typer.BadParameter("give either PROGRAMME or --for")
    if unit and (year is None or as_json):
        raise typer.BadParameter("--for needs --year, and prints a table")
    try:
        if unit and year is not None:
            typer.echo(calendar_of(programmes_of(_settings()), unit, year, role=role))
            return
        typer.echo(shown(programme, role=role, year=year, as_json=as_json))
    except UnusableProgramme as error:
        _unusable(error)


@app.command()
def sets(
    names: Annotated[list[str], typer.Argument(metavar="NAME", help="What producers call their products")],
    *,
    programme: Annotated[
        str, typer.Option(metavar="ID", help="A programme, by id or file; without it the law in force today")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Show which product sets a producer is offered who types a name, the best first."""
    from bot.commands.product_sets import sets_of
    from bot.commands.programmes import UnusableProgramme
    from bot.kit.clock import day_of, system_clock

    try:
        typer.echo(sets_of(names, programme, day_of(system_clock()), as_json=as_json))
    except UnusableProgramme as error:
        _unusable(error)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="A question in one's own words")] = "",
    *,
    file: Annotated[Path | None, typer.Option(help="Many: a YAML or JSON list of {id, q, programme}")] = None,
    programme: Annotated[str, typer.Option(help="Id of a programme; without it the one that leads in --area")] = "",
    role: Annotated[str, typer.Option(help="Who asks: producer, commune, district, province")] = "",
    area: Annotated[str, typer.Option(help='Where, for instance "Xã Đất Mũi, Tỉnh Cà Mau"')] = "",
    day: Annotated[datetime | None, typer.Option(formats=DAY_FORMATS, help="On which day; today without it")] = None,
    as_json: AsJson = False,
) -> None:
    """Ask as in the chat: the answer, where it was taken from, and how sure it is. Needs no database."""
    from bot.commands import asking
    from bot.kit.clock import day_of, system_clock
    from bot.settings.plans import programmes_of

    if bool(question.strip()) == bool(file):
        raise typer.BadParameter("give either a question or --file")
    try:
        asker = asking.Asking(programmes_of(_settings()), day_of(system_clock()))
        if file:
            found = asking.answers(asker, asking.read_questions(file))
            typer.echo(asking.as_json(found) if as_json else "\n\n".join(map(asking.as_text, found)))
            return
        shape = asker.ask(question, programme, role, area, day.date() if day else None)
    except asking.UnusableQuestion as error:
        _unusable(error)
    typer.echo(asking.as_json(shape) if as_json else asking.as_text(shape))


@app.command("prepare-demo")
def prepare_demo() -> None:
    """Play the season with which the demonstration begins, beside the environment: once, and after each change."""
    from bot.kit.logs import log_to
    from bot.rehearsal.season.playing import prepare

    log_to(sys.stderr, "error")

    async def work() -> None:
        settings = _settings()
        typer.echo(f"The demonstration is prepared: {(await prepare(settings)).name}")

    go(work())


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
    import json

    from bot.commands.importing import Order, import_list, lines
    from bot.kit.memory import bounded_memory

    bounded_memory()
    said = dict(_column(one) for one in columns or ())
    moment = datetime.fromisoformat(at) if at else None
    order = Order(file, units or (), said, by, import_id, dry_run, moment, findings, language, name)

    async def work() -> None:
        told = await import_list(_settings(), order)
        typer.echo(json.dumps(told, ensure_ascii=False) if as_json else "\n".join(lines(told)))

    go(work())


def _column(said: str) -> tuple[str, str]:
    at, sign, field = said.partition("=")
    if not sign:
        raise typer.BadParameter(f"--column {said}: write it as B=product")
    return at.strip().upper(), field.strip()


@app.command()
def rehearse(
    programme: Annotated[str, typer.Argument(metavar="PROGRAMME", help="Id of a programme, or a file ending in .yaml")],
    *,
    products: Annotated[
        Path | None, typer.Option(help="List of products (CSV: district, subject, product, address)")
    ] = None,
    upgrades: Annotated[Path | None, typer.Option(help="List of recognised products that want to rise")] = None,
    first: Annotated[datetime | None, typer.Option("--from", formats=DAY_FORMATS, help="First day")] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=DAY_FORMATS, help="Last day")] = None,
    seed: Annotated[int, typer.Option(help="Other people with each number")] = 0,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a line of JSON for each reminder, then one with the counts")
    ] = False,
) -> None:
    """Play a programme's year in a database of its own: who is told what when, from the first idea to the stars.

    Nothing real is touched.
    """
    from bot.commands.rehearsing import rehearse as play
    from bot.kit.logs import log_to

    log_to(sys.stderr, "error")

    async def work() -> None:
        text = await play(
            _settings(),
            programme,
            products=products,
            upgrades=upgrades,
            first=first.date() if first else None,
            last=last.date() if last else None,
            seed=seed,
            as_json=as_json,
        )
        typer.echo(text)

    go(work())


def _unusable(error: Exception) -> None:
    typer.echo(str(error), err=True)
    raise typer.Exit(2)


if __name__ == "__main__":
    app()
